"""The first three steps of setting up: which unit, who, and the recovery code on paper.

Law: units of one name are told apart by superior, code and era, always; the code is shown once and must be typed back
from paper; no step keeps a secret longer than it is seen.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop import units
from desktop.keys.recovery_code import read_letters
from desktop.language.texts import t
from desktop.unit_search import UnitLine, find, line_of
from desktop.units import Unit
from ui.banner import Banner
from ui.entries.sheets import Sheet, print_sheet
from ui.setup.new_password import check_pair
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chain import Chain
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import label, wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.option import Option
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.paged_model import RowValues
from ui.widgets.password_edit import PasswordEdit
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Table

FIRST, MORE = "first", "more"
ASKED_GROUPS: Final = (3, 6)
_GROUPS_A_LINE: Final = 4


class UnitStep(QWidget):
    """Which unit this is. `ready`: Enter was pressed on a chosen one; `walks(bool)`: Enter now leads into the list."""

    ready = Signal()
    walks = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        box = Column(self, gap=8)
        self.box = SearchBox(t("setup.find_unit"))
        self._chosen: Unit | None = None
        columns = (
            TableColumn("unit", t("setup.unit"), 200, cell=lambda row: row["line"].unit.title, stretch=True),
            TableColumn("under", t("setup.under"), 280, cell=lambda row: row["line"].under),
            TableColumn("code", t("setup.code"), 84, "date", lambda row: row["line"].unit.code),
            TableColumn("span", t("setup.era"), 136, "date", lambda row: row["line"].span),
        )
        self.table = Table(columns, name=t("setup.units"))
        self.count = wrapped(t("setup.type_unit"), "hint")
        box.addWidget(label(t("setup.find_unit"), "label"))
        box.addWidget(self.box)
        box.addWidget(self.table)
        box.addWidget(self.count)
        row = Row(gap=16)
        self.above = Field(t("setup.above"), LineEdit())
        self.above.shut("read")
        self.machine = Field(t("setup.machine"), Choice((Option(FIRST, t("setup.first")), Option(MORE, t("setup.more")))))
        self.machine.set_value(FIRST)
        row.addWidget(self.above, 1)
        row.addWidget(self.machine, 1)
        box.addLayout(row)
        self.root = Check(t("setup.root"))
        box.addWidget(self.root)
        box.addStretch(1)
        self.root.hide()
        self.box.asked.connect(self.search)
        self.box.down.connect(self._on_down)
        self.table.moved.connect(self._on_moved)
        self.table.opened.connect(lambda _: self.ready.emit())
        self.table.typed.connect(self.box.take)
        on_restyle(self, self._size_it)
        self.machine.changed.connect(self._offer_root)
        self._alike = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._say)

    def begin(self) -> None:
        """Put the focus where one types."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, typed: str) -> None:
        """Show the units that fit."""
        found = find(typed)
        self.table.show_all([{"line": one} for one in found])
        self._alike = len({(one.unit.title, one.unit.code) for one in found}) < len(found)
        self._say()
        if not found:
            self._choose(None)

    def _say(self) -> None:
        """Say how many there are, and what Enter does where the focus is."""
        found, searching = self.table.rows.rowCount(), self.box.hasFocus()
        if not found:
            self.count.setText(t("setup.no_unit") if self.box.value() else t("setup.type_unit"))
        elif found == 1:
            self.count.setText(t("setup.count_one"))
        else:
            how = t("setup.count_list", n=found) if searching else t("setup.count", n=found)
            self.count.setText(f"{how} {t('setup.count_alike')}" if self._alike else how)
        self.walks.emit(searching and found > 1)

    def show_unit(self, key: str) -> None:
        """Choose a unit that was chosen before."""
        line = line_of(units.unit(key))
        self.box.setText(line.unit.name)
        self.table.show_all([{"line": line}])
        self._say()

    @property
    def unit(self) -> Unit | None:
        """The chosen unit."""
        return self._chosen

    @property
    def makes_root(self) -> bool:
        """Whether this machine makes the root of all certificates."""
        return not self.root.isHidden() and bool(self.root.value())

    def _size_it(self) -> None:
        self.table.setFixedHeight(look().px(28) + 4 * look().row + look().px(8))

    def _on_down(self) -> None:
        if self.table.rows.rowCount() == 1:
            self.ready.emit()
        elif self.table.rows.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, row: RowValues) -> None:
        line = row.get("line")
        self._choose(line.unit if isinstance(line, UnitLine) else None)

    def _choose(self, unit: Unit | None) -> None:
        self._chosen = unit
        above = units.parent_of(unit.key) if unit else None
        self.above.set_value(t("setup.above_of", unit=units.unit(above).title) if above else t("setup.highest") if unit else "")
        self._offer_root()

    def _offer_root(self) -> None:
        upper = self._chosen is not None and self._chosen.level != "xa" and self.machine.value() == FIRST
        if upper and self.root.isHidden():
            self.root.set_value(True)
        self.root.setVisible(upper)


class UserStep(QWidget):
    """Who uses this machine first, and the password."""

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = Column(self, gap=8)
        box.addWidget(wrapped(t("setup.user_what")))
        self.name = Field(t("setup.user_name"), LineEdit(), required=True, hint=t("setup.user_hint"))
        self.password, self.again = PasswordEdit(), PasswordEdit()
        self.first = Field(t("sign_in.password"), self.password, required=True, hint=t("password.least"))
        self.second = Field(t("password.again"), self.again, required=True, hint=t("password.key"))
        for field in (self.name, self.first, self.second):
            box.addWidget(field)
        box.addWidget(wrapped(t("setup.password_what"), "quiet"))
        box.addStretch(1)
        for edit in (self.password, self.again):
            edit.caps.connect(lambda on: self.first.set_hint(t("password.caps") if on else t("password.least")))
        self._next = Button("")
        self._next.hide()
        self._chain = Chain([self.name, self.first, self.second], self._next, self)
        for field in (self.name, self.first, self.second):
            field.advance.connect(self._on_enter)

    def begin(self) -> None:
        """Put the focus into the first empty field."""
        self._chain.begin()

    def toggle(self) -> None:
        """Show or hide both passwords."""
        for edit in (self.password, self.again):
            edit.show_letters(not edit.shows)

    def is_good(self) -> bool:
        """Whether everything is given; says at the fields what is not."""
        if self.name.editor.is_empty():
            self.name.say(t("setup.no_name"))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return check_pair(self.first, self.second)

    def forget(self) -> None:
        """Let no password stand in a field any longer."""
        self.password.clear()
        self.again.clear()

    def _on_enter(self) -> None:
        if not any(field.editor.is_empty() for field in (self.name, self.first, self.second)):
            self.ready.emit()


class CodeStep(QWidget):
    """The recovery code, once; two groups typed back. `matched(bool)`: whether both are right; `ready`: Enter; `said(Banner)`."""

    matched = Signal(bool)
    ready = Signal()
    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[str] = []
        self._unit = ""
        box = Column(self, gap=8)
        box.addWidget(Banner("warn", t("setup.code_once"), t("setup.code_what")))
        card = Card(t("setup.recovery_code"), icon="key-round", gap=4)
        self._lines = [label("", "code"), label("", "code")]
        for line in self._lines:
            card.body.addWidget(line)
        box.addWidget(card)
        row = Row(gap=8)
        self.print = Button(t("setup.print_code"), "filled", icon="printer", key="Ctrl+P")
        self.by_hand = Button(t("setup.by_hand"), icon="pencil")
        self.print.clicked.connect(self._print)
        self.by_hand.clicked.connect(self.begin)
        row.addWidget(self.print)
        row.addWidget(self.by_hand)
        row.addWidget(wrapped(t("setup.keep_code"), "hint"), 1)
        box.addLayout(row)
        box.addWidget(label(t("setup.type_back", one=ASKED_GROUPS[0], two=ASKED_GROUPS[1]), "label"))
        typed = Row(gap=8)
        self.typed = [LineEdit(), LineEdit()]
        self.sign, self.verdict = Icon("circle", "hint", 16), label("", "label")
        for number, edit in zip(ASKED_GROUPS, self.typed, strict=True):
            edit.setAccessibleName(t("setup.group", n=number))
            edit.textChanged.connect(self._compare)
            typed.addWidget(edit, 2)
        typed.addWidget(self.sign)
        typed.addWidget(self.verdict, 5)
        box.addLayout(typed)
        box.addStretch(1)
        self.typed[0].advance.connect(lambda: self.typed[1].setFocus(Qt.FocusReason.TabFocusReason))
        self.typed[1].advance.connect(self.ready)

    def show_code(self, code: str, unit: str) -> None:
        """Show a code that was just made for `unit`."""
        self._groups, self._unit = code.split("-"), unit
        for at, line in enumerate(self._lines):
            line.setText("   ".join(self._groups[at * _GROUPS_A_LINE : (at + 1) * _GROUPS_A_LINE]))
        self._compare()

    def group(self, number: int) -> str:
        """Return a group of the code, counted from 1, while it is shown."""
        return self._groups[number - 1]

    def begin(self) -> None:
        """Type the groups back."""
        self.typed[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Show the code no longer."""
        self._groups = []
        for line in self._lines:
            line.setText("")
        for edit in self.typed:
            edit.clear()

    @property
    def is_good(self) -> bool:
        """Whether both groups were typed back."""
        return bool(self._groups) and all(self._right())

    def _right(self) -> list[bool]:
        return [
            bool(self._groups) and read_letters(edit.text()) == self._groups[number - 1]
            for number, edit in zip(ASKED_GROUPS, self.typed, strict=True)
        ]

    def _compare(self) -> None:
        right = self._right()
        wrong = [
            number for number, edit, good in zip(ASKED_GROUPS, self.typed, right, strict=True) if len(edit.text().strip()) >= 5 and not good
        ]
        if wrong:
            self._say("circle-x", "err", t("setup.group_wrong", n=wrong[0]))
        elif all(right):
            self._say("circle-check", "ok", t("setup.groups_right"))
        elif any(right):
            self._say("circle-check", "ok", t("setup.group_right", n=ASKED_GROUPS[right.index(True)]))
        else:
            self._say("circle", "hint", "")
        self.matched.emit(all(right))

    def _say(self, icon: str, role: str, text: str) -> None:
        self.sign.draw(icon, role)
        self.sign.setVisible(bool(text))
        self.verdict.setText(text)

    def _print(self) -> None:
        lines = tuple("   ".join(self._groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(self._groups), _GROUPS_A_LINE))
        sheet = Sheet(t("setup.sheet_title"), (self._unit,), lines, (t("setup.code_what"), t("setup.keep_code")))

        def printed(good: bool) -> None:
            self.said.emit(Banner("ok", t("print.sent")) if good else Banner("err", t("print.failed"), t("print.failed_next")))
            self.begin()

        if not print_sheet(self, sheet, printed):
            self.said.emit(Banner("warn", t("print.none"), t("setup.no_printer")))
            self.begin()
