"""The list of what is due: icon by urgency, what, whose and until when, and at the right the days left."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop import units
from desktop.actions.today import DueLine
from desktop.language.dates import days_words, format_date
from desktop.language.texts import t
from desktop.reporting.due_item import DueItem
from ui.icons import paint_icon
from ui.theme import look
from ui.widgets.badge import Sign
from ui.widgets.paged_model import Column, Index, RowValues
from ui.widgets.paint import width_of, words
from ui.widgets.table import RowDelegate, Table

ROW = 32
LEAST, MOST = 3, 6
_NEAR = 5
_READABLE = 64
_SHORT, _LONG = 124, 184
_KIND_PLACE = {"report": "period", "review": "figures", "plan": "plan"}


class DueList(Table):
    """As many rows as there are, six at most, fewer where the page has less room; more scroll. No header: the card says what it is."""

    def __init__(self) -> None:
        columns = (
            Column("text", t("today.col_what"), 320, stretch=True),
            Column("sign", t("today.col_left"), _SHORT, "badge", cell=_sign),
        )
        self._most = MOST
        super().__init__(columns, name=t("today.due"))
        self.setObjectName("inCard")
        self.horizontalHeader().hide()
        self.setItemDelegate(_DueDelegate(self))

    def show_due(self, lines: Sequence[DueLine]) -> None:
        """Show what is due, keeping the current line."""
        # Only "… ngày làm việc" needs the wide column; elsewhere the words need the room more.
        self.set_widths({"sign": _LONG if any(line.working and line.left for line in lines) else _SHORT})
        self.show_all([{"text": line.item.text, "details": _details(line), "line": line} for line in lines])
        self._size_it()

    def show_most(self, most: int) -> None:
        """Show so many rows at once; more of them scroll."""
        if most != self._most:
            self._most = most
            self._size_it()

    @property
    def shown(self) -> int:
        """How many rows are seen at once."""
        return min(self._most, self.rows.rowCount())

    def _size_it(self) -> None:
        super()._size_it()
        high = look().px(ROW)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self.setFixedHeight(high * max(1, self.shown) + 2)


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
        details, letters = list(row["details"]), tokens.font(13)
        while len(details) > 1 and width_of(" · ".join(details), letters) > rest.width():
            details.pop()
        detail = " · ".join(details)
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
        return Sign("err", t("today.over", days=days_words(-line.left, working=line.working)))
    if line.left == 0:
        return Sign("warn", t("today.now"))
    words_ = t("today.left", days=days_words(line.left, working=line.working))
    return Sign("warn" if line.left <= _NEAR else "info", words_, "" if line.left <= _NEAR else "clock")


def _details(line: DueLine) -> list[str]:
    """What is said beside the words, the more telling first; what has no room is left out from the end."""
    until = t("today.until", day=format_date(line.item.due_on)[:5]) if line.item.due_on and line.left else ""
    shown = line.item.detail if line.item.detail not in line.item.text else ""
    return [part for part in (shown, until) if part]


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
