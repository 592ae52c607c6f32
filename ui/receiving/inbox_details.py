"""What would come of one package, at the right of the inbox; and what is said about those that cannot come in whole."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop import units
from desktop.actions.closings_inside import CellChange
from desktop.actions.preview import Seen
from desktop.forms import ITEMS, cell_name, cell_unit
from desktop.language.texts import t
from ui.banner import Banner, BannerKind
from ui.receiving.figures_tables import shown_value
from ui.theme import look
from ui.widgets.badge import Badge, BadgeKind, Sign
from ui.widgets.boxes import Column, Row
from ui.widgets.card import Card
from ui.widgets.fact_line import FactLine
from ui.widgets.labels import elided, label, rule, wrapped
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.table import Table

_SIGNS: Final[dict[str, tuple[BadgeKind, str]]] = {
    "good": ("ok", ""),
    "held": ("held", ""),
    "known": ("plain", "check"),
    "bad": ("err", ""),
    "unknown": ("warn", "key-round"),
    "foreign": ("plain", "ban"),
    "newer": ("warn", "download"),
    "no_package": ("plain", "circle-minus"),
}

_CELLS: Final = 5


def sign_of(seen: Seen) -> Sign:
    """Return the outcome of a file as a badge."""
    kind, icon = _SIGNS[seen.outcome]
    if seen.outcome == "held":
        return Sign(kind, t("inbox.held", missing=seen.missing) if seen.missing else t("inbox.held_plain"), icon)
    if seen.outcome == "bad" and seen.received and seen.received.code == "forged":
        return Sign(kind, t("inbox.forged"), icon)
    return Sign(kind, t(f"inbox.{seen.outcome}"), icon)


def title_of(seen: Seen) -> str:
    """Return how a package is called: its number and whose it is; a file that is none by its name."""
    if not seen.sender:
        return seen.name
    who = units.inside(seen.sender)
    return t("inbox.package", n=seen.number, who=who) if seen.number else t("inbox.package_plain", who=who)


def explanation(seen: Seen, *, upper: bool = True) -> str:
    """Say why a file cannot come in, or not whole, and what to do; only an upper desk certifies stations itself."""
    if seen.outcome == "held":
        return t("inbox.held_next", missing=seen.missing) if seen.missing else t("inbox.held_next_plain")
    if seen.outcome == "bad" and seen.received:
        return t("inbox.forged_next") if seen.received.code == "forged" else seen.received.message
    if seen.outcome == "no_package" and seen.received:
        return seen.received.message
    words = {
        "unknown": t("inbox.unknown_next") if upper else t("inbox.unknown_below"),
        "newer": t("inbox.newer_next"),
        "foreign": t("inbox.foreign_next"),
        "known": t("inbox.known_next"),
    }
    return words.get(seen.outcome, "")


def banner_of(seen: Seen, *, upper: bool = True) -> Banner | None:
    """Return what has to be said at once about a file, None when its badge says it."""
    kinds: dict[str, BannerKind] = {"held": "held", "bad": "err", "unknown": "warn", "newer": "warn"}
    if seen.outcome not in kinds:
        return None
    if seen.outcome == "held":
        title = t("inbox.held_title", who=seen.sender, n=seen.number) if seen.number else t("inbox.held_title_plain", who=seen.sender)
    else:
        known = bool(seen.sender and seen.number)
        title = t("inbox.refused_title", who=seen.sender, n=seen.number) if known else t("inbox.refused_title_plain", file=seen.name)
    return Banner(kinds[seen.outcome], title, explanation(seen, upper=upper))


class Details(Card):
    """The chosen file, at an upper desk or below."""

    def __init__(self, *, upper: bool) -> None:
        super().__init__(gap=8, sides=(16, 12, 4, 12))
        self._upper = upper
        self._area = QScrollArea()
        self._area.setObjectName("cardScroll")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)

    def show_seen(self, seen: Seen | None) -> None:
        """Show another file, or nothing."""
        inside = QWidget()
        inside.setObjectName("cardBody")
        box = Column(inside, gap=8, sides=(0, 0, 12, 0))
        if seen is not None:
            self._fill(box, seen)
        box.addStretch(1)
        self._area.setWidget(inside)  # the one before goes with it

    def _fill(self, box: Column, seen: Seen) -> None:
        head = Row(gap=8)
        head.addWidget(elided(title_of(seen), "section"), 1)
        head.addWidget(Badge(sign_of(seen)))
        box.addLayout(head)
        got = seen.received
        if seen.made and seen.trusted is not None:
            station = t("inbox.station_ok") if seen.trusted else t("inbox.station_unknown")
            box.addWidget(wrapped(t("inbox.made", at=seen.made, signature=t("inbox.signature_ok"), station=station), "quiet"))
        box.addWidget(rule())
        if not seen.can_be_taken or got is None:
            box.addWidget(wrapped(explanation(seen, upper=self._upper) or t("inbox.nothing_new")))
            return
        for n, icon, role, text in (
            (got.records_new, "plus", "accent", t("inbox.new", n=got.records_new)),
            (got.records_changed, "pencil", "accent", t("inbox.changed", n=got.records_changed)),
            (got.conflicts_new, "git-compare", "warn", t("inbox.conflicts", n=got.conflicts_new)),
        ):
            if n:
                box.addWidget(FactLine(icon, role, text))
        if got.left_aside:
            box.addWidget(
                FactLine("triangle-alert", "warn", t("inbox.left_aside", n=len(got.left_aside)), notes=[t("inbox.left_aside_next")])
            )
        for closing in seen.closings:
            box.addWidget(FactLine("lock", "ok", t("inbox.closes", label=closing.label, n=closing.version)))
        if not (got.records_new or got.records_changed):
            box.addWidget(FactLine("circle-check", "ok", got.message))
        changed = [one for closing in seen.closings for one in closing.changed]
        if changed:
            box.addWidget(_changes(changed))
        box.addWidget(rule())
        box.addWidget(label(t("inbox.contents"), "strong"))
        for title, n in seen.registers.items():
            box.addWidget(FactLine("book-open", "text2", title, t("inbox.ops", n=n)))


def _changes(changed: Sequence[CellChange]) -> Table:
    """The cells of forms that the package changes: what stands here now, and what will."""
    columns = (
        TableColumn("cell", t("inbox.col_cell"), 140, stretch=True),
        TableColumn("now", t("inbox.col_now"), 76, "number"),
        TableColumn("then", t("inbox.col_then"), 76, "number"),
    )
    table = Table(columns, name=t("inbox.col_cell"))
    table.show_all(
        [
            {"cell": _upper(cell_name(mark, one.last)), "now": _cell(one.now, mark), "then": _cell(one.then, mark)}
            for one, mark in ((one, f"{one.form}:{one.column}") for one in changed)
        ]
    )
    table.setFixedHeight(look().px(28) + look().row * min(len(changed), _CELLS) + look().px(8))
    return table


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cell(value: int | str | None, mark: str) -> str:
    if mark.partition(":")[0] in ITEMS and value:
        return str(value)
    return shown_value(value, "chua_nhap" if value is None else None, cell_unit(mark))
