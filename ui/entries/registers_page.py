"""All registers: how many entries this year, the newest one; typing filters, Enter opens, Ctrl+N adds, Space pins."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.actions.register_overview import RegisterLine, overview
from desktop.errors import Problem
from desktop.language.texts import t
from desktop.language.vietnamese import fold
from desktop.settings import Settings, change
from ui.banner import Banner
from ui.page import Page
from ui.problems import banner_of
from ui.session import SETTINGS, Session
from ui.widgets.badge import Sign
from ui.widgets.boxes import Column as Box
from ui.widgets.boxes import Row
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.paged_model import Cell, Column, RowValues
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Table

MOST_PINNED: Final = 5


class _Registers(Table):
    """The list; Space pins the current register."""

    def __init__(self, page: "RegistersPage") -> None:
        columns = (
            Column("name", t("registers.name"), 240, stretch=True, cell=_name),
            Column("number", t("registers.number"), 76),
            Column("this_year", t("registers.this_year"), 92, "number"),
            Column("last", t("registers.last"), 124, "date"),
            Column("drafts", t("registers.drafts"), 76, "number"),
            Column("pinned", t("registers.pinned"), 88, "badge", cell=_pin),
        )
        super().__init__(columns, name=t("registers.title"))
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._page.pin()
            return
        super().keyPressEvent(event)


class RegistersPage(Page):
    """Every register that the person may open, in groups."""

    help_topic = "tat-ca-so"

    def __init__(self, session: Session) -> None:
        super().__init__(t("registers.title"), t("registers.subtitle", year=session.office.clock.today().year))
        self._session = session
        self._lines: Sequence[RegisterLine] = ()
        self._typed = ""
        self.box = SearchBox(t("registers.find"), key="Ctrl+F")
        self.table = _Registers(self)
        head = Row(gap=8)
        head.addWidget(self.box)
        head.addStretch(1)
        self.body.addLayout(head)
        room = Box(gap=0)
        self._empty = EmptyState("search", "", t("registers.none_next"))
        self._empty.hide()
        room.addWidget(self.table, 1)
        room.addWidget(self._empty, 1)
        self.body.addLayout(room, 1)
        self.body.addWidget(label(t("registers.hint"), "hint"))
        self.key("Ctrl+F", self.box.setFocus, t("registers.find"))
        self.key("Ctrl+N", self._add, t("registers.add"))
        self.box.asked.connect(self._on_search)
        self.box.down.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.typed.connect(self.box.take)
        self.table.opened.connect(self._open)
        session.changed.connect(lambda _: self._read() if self.isVisible() else None)

    def enter(self) -> None:
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def pin(self) -> None:
        """Pin the current register to the rail, or take it off."""
        line = self._line()
        if line is None:
            return
        pinned = self._pinned()
        if line.code in pinned:
            pinned.remove(line.code)
            said = t("registers.unpinned_now", title=line.title)
        elif len(pinned) >= MOST_PINNED:
            self.show_banner(Banner("warn", t("registers.most_pinned", n=MOST_PINNED)))
            return
        else:
            pinned.append(line.code)
            said = t("registers.pinned_now", title=line.title)
        try:
            change(self._session.office.paths.settings, pinned=pinned)
        except Problem as problem:
            self.show_banner(banner_of(problem))
            return
        self.show_banner(Banner("ok", said))
        self._session.changed.emit(frozenset({SETTINGS}))

    def _pinned(self) -> list[str]:
        return list(Settings.load(self._session.office.paths.settings)["pinned"])

    def _read(self) -> None:
        self._session.read(self, overview, self._on_read)

    def _on_read(self, lines: list[RegisterLine]) -> None:
        self._lines = lines
        self._show()

    def _on_search(self, typed: str) -> None:
        self._typed = typed
        self._show()

    def _show(self) -> None:
        wanted, pinned = fold(self._typed).split(), set(self._pinned())
        rows: list[RowValues] = []
        group = ""
        for line in self._lines:
            words = fold(f"{line.title} {line.number}").split()
            if not all(any(word.startswith(one) for word in words) for one in wanted):
                continue
            if line.group != group:
                group = line.group
                rows.append({"group": group})
            rows.append(_row(line, pinned=line.code in pinned))
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._empty.say(t("registers.none", typed=self._typed), t("registers.none_next"))
        self.table.show_all(rows)
        if rows and self._line() is None:
            self.table.go_to(1)

    def _line(self) -> RegisterLine | None:
        row = self.table.current_row()
        found = row.get("line") if row else None
        return found if isinstance(found, RegisterLine) else None

    def _open(self, row: RowValues) -> None:
        if row.get("line"):
            self._session.go(f"register:{row['line'].code}")

    def _add(self) -> None:
        line = self._line()
        if line is not None and line.may_enter:
            self._session.go(f"new:{line.code}")


def _row(line: RegisterLine, *, pinned: bool) -> RowValues:
    return {
        "line": line,
        "name": line.title,
        "number": line.number,
        "this_year": str(line.this_year),
        "last": line.last,
        "drafts": str(line.drafts) if line.drafts else "",
        "pinned": pinned,
    }


def _name(row: RowValues) -> Cell:
    return Sign("plain", row["group"], "book-open") if "group" in row else str(row.get("name", ""))


def _pin(row: RowValues) -> Cell:
    return Sign("info", t("registers.pinned"), "star") if row.get("pinned") else ""
