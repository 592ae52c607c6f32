"""The list of what is due: icon by urgency, what, whose and until when, and at the right the days left."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop import units
from desktop.actions.today import DueLine
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.reporting.due_item import DueItem
from ui.icons import paint_icon
from ui.theme import look
from ui.widgets.badge import Sign
from ui.widgets.paged_model import Column, Index, RowValues
from ui.widgets.paint import width_of, words
from ui.widgets.table import RowDelegate, Table

ROW = 32
MOST = 6
_NEAR = 5
_READABLE = 64
_KIND_PLACE = {"report": "period", "review": "figures"}


class DueList(Table):
    """As many rows as there are, six at most; more scroll. No header: the card above says what it is."""

    def __init__(self) -> None:
        columns = (
            Column("text", t("today.col_what"), 320, stretch=True),
            Column("sign", t("today.col_left"), 124, "badge", cell=_sign),
        )
        super().__init__(columns, name=t("today.due"))
        self.setObjectName("inCard")
        self.horizontalHeader().hide()
        self.setItemDelegate(_DueDelegate(self))

    def show_due(self, lines: Sequence[DueLine]) -> None:
        """Show what is due, keeping the current line."""
        self.show_all([{"text": line.item.text, "detail": _detail(line), "line": line} for line in lines])
        self._size_it()

    def _size_it(self) -> None:
        super()._size_it()
        high = look().px(ROW)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self.setFixedHeight(high * max(1, min(MOST, self.rows.rowCount())) + 2)


class _DueDelegate(RowDelegate):
    """Draws icon, words and the quieter words of a line."""

    def _words(self, painter: QPainter, place: QRect, index: Index, text: str) -> None:
        row = self._table.rows.row(index.row())
        if not row:
            return
        tokens, sign = look(), _sign(row)
        of, side = tokens.colours.of, tokens.px(18)
        icon, role = (
            ("circle-x", "err") if sign.kind == "err" else ("triangle-alert", "warn") if sign.kind == "warn" else ("clock", "accent")
        )
        paint_icon(painter, icon, of(role), place.left() + tokens.px(14), place.top() + (place.height() - side) / 2, side)
        room = place.adjusted(tokens.px(42), 0, -tokens.px(8), -1)
        used = words(painter, room, text, tokens.font(), of("text"))
        rest = room.adjusted(used + tokens.px(10), 0, 0, 0)
        detail, letters = str(row["detail"]), tokens.font(13)
        if rest.width() >= min(width_of(detail, letters), tokens.px(_READABLE)):
            words(painter, rest, detail, letters, of("text2"))


def _sign(row: RowValues) -> Sign:
    line = row["line"]
    return due_sign(line)


def due_sign(line: DueLine) -> Sign:
    """Return how long there is still: past is an error, five days and less a warning."""
    if line.left is None:
        return Sign("plain", t("today.no_day"), "pencil")
    if line.left < 0:
        return Sign("err", t("today.over", n=-line.left))
    if line.left == 0:
        return Sign("warn", t("today.now"))
    return Sign("warn" if line.left <= _NEAR else "info", t("today.left", n=line.left), "" if line.left <= _NEAR else "clock")


def _detail(line: DueLine) -> str:
    until = t("today.until", day=format_date(line.item.due_on)[:5]) if line.item.due_on and line.left else ""
    shown = line.item.detail if line.item.detail not in line.item.text else ""
    return " · ".join(part for part in (shown, until) if part)


def place_of(item: DueItem, era: str) -> str:
    """Return the place where a thing that is due is settled."""
    unit = units.shown_code(item.unit, era) if item.unit else ""
    if item.kind == "returned" and item.cell:
        return f"figures:{item.period}:{unit}:{item.cell}"
    if item.kind in _KIND_PLACE and item.period:
        place = f"{_KIND_PLACE[item.kind]}:{item.period}"
        return f"{place}:{unit}" if item.kind == "review" else place
    if item.register and item.id:
        return f"record:{item.register}:{item.id}"
    if item.register:
        return f"register:{item.register}"
    return f"period:{item.period}" if item.period else "today"
