"""Adding a village, a place, an official from within a form: what must be given, and back to where one was."""

from collections.abc import Callable
from typing import Any

from desktop import registers
from desktop.actions import entry_form
from desktop.actions.entry_form import Opened, Saved
from desktop.entries.entry import Fault
from desktop.errors import Problem
from desktop.language.texts import t
from ui.dialogs import Dialog
from ui.entries.record_form import RecordForm
from ui.page import Page
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.chain import Chain


class AddDialog(Dialog):
    """Asks for the required fields of a register; `added(id)` is called once it is saved."""

    def __init__(
        self, page: Page, session: Session, code: str, name: str, added: Callable[[str], None], given_up: Callable[[], None]
    ) -> None:
        register = registers.ALL[code]
        super().__init__(page, t("record.add_title", noun=register.noun), icon="plus")
        self._session, self._code, self._added = session, code, added
        self.refused = given_up
        self.form = RecordForm(session.office, register, lambda _: None, {})
        shown = [one for one in register.fields if one.required]
        for one_name, field in self.form.fields.items():
            if one_name not in {one.name for one in shown}:
                field.setParent(self)
                field.hide()
        for one in shown:
            self.body.addWidget(self.form.fields[one.name])
        self.form.fill({register.unique_key: name})
        self.add = Button(t("record.add"), "filled")
        self.add_button(Button(t("list.cancel"), key="Esc")).clicked.connect(self.escape)
        self.add_button(self.add).clicked.connect(self._save)
        self.chain = Chain([self.form.fields[one.name] for one in shown], self.add, self)
        self.open_up(self.form.fields[register.unique_key].editor)
        session.read(self, lambda office: entry_form.open_form(office, code), self._on_defaults)

    def _on_defaults(self, opened: Opened) -> None:
        row = self.form.row()
        self.form.fill({name: value for name, value in opened.values.items() if value is not None and row.get(name) is None})
        self.chain.begin()

    def _save(self) -> None:
        code, values = self._code, {name: value for name, value in self.form.values().items() if value is not None}

        def done(saved: Saved) -> None:
            self.close_up()
            self._added(saved.record.id)

        self._session.write(self, lambda office, _: entry_form.save(office, code, None, values), done, self._on_failed, touches={code})

    def _on_failed(self, error: BaseException) -> None:
        faults: list[dict[str, Any]] = list(error.errors) if isinstance(error, Problem) else []
        if not faults:
            self.escape()
            self._session.failed.emit(error)
            return
        for one in faults:
            self.form.show_fault(Fault(one["field"], one["rule"], one["message"], ""))
        self.chain.next_bad()
