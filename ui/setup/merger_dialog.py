"""Which unit goes into which, and from when: chosen from the list of units, told apart by superior and era."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.language.texts import t
from desktop.unit_search import find
from ui.dialogs import Dialog
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.option import Option
from ui.widgets.search_field import SearchField

_MOST = 50
Chosen = Callable[[str, str, str], None]


def unit_options(typed: str) -> Sequence[Option]:
    """Return the units that a person may mean, with what tells two of one name apart."""
    return [Option(one.unit.key, f"{one.unit.title} ({one.unit.code}, {one.unit.era})", one.under) for one in find(typed)[:_MOST]]


class MergerDialog(Dialog):
    """Asks for the two units and the day; `chosen(old, new, day)` goes on with keys and an ISO day."""

    def __init__(self, owner: QWidget, session: Session, chosen: Chosen) -> None:
        super().__init__(owner, t("merger.ask_title"), icon="building-2")
        self._chosen = chosen
        self.old = Field(t("merger.old"), SearchField(unit_options, t("merger.find")), required=True)
        self.new = Field(t("merger.new"), SearchField(unit_options, t("merger.find")), required=True)
        self.first = Field(t("merger.first"), DateEdit(session.office.clock.today), required=True)
        for field, after in ((self.old, self.new), (self.new, self.first)):
            self.body.addWidget(field)
            field.advance.connect(after.editor.setFocus)
        self.body.addWidget(self.first)
        self.first.advance.connect(self._go_on)
        self.add_button(Button(t("dialog.keep"), key="Esc")).clicked.connect(self.escape)
        self.act = self.add_button(Button(t("merger.ask_act"), "filled"))
        self.act.clicked.connect(self._go_on)
        self.open_up(self.old.editor)

    def _go_on(self) -> None:
        old, new, day = self.old.value(), self.new.value(), self.first.value()
        for field, wrong in (
            (self.old, "" if old else t("merger.no_old")),
            (self.new, t("merger.no_new") if not new else t("merger.same") if new == old else ""),
            (self.first, "" if day else t("merger.no_day")),
        ):
            if wrong:
                field.say(wrong)
                field.editor.setFocus()
                return
        self.close_up()
        self._chosen(str(old), str(new), str(day))
