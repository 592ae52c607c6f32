"""The history of a record, or of one field: when, who, which machine, from what to what.

Law: nothing is rewritten – "Trả về giá trị này" is a new change that stands in the history like any other.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import records
from desktop.actions.timeline import Step, steps
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.model import Register
from ui.dialogs import Dialog
from ui.session import Session
from ui.theme import look
from ui.widgets.button import Button
from ui.widgets.labels import wrapped
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.table import Table

WIDTH, ROWS = 860, 10


class HistoryPanel(Dialog):
    """Lies over the page until Esc. `returned`: a former value was written back."""

    returned = Signal()

    def __init__(self, owner: QWidget, session: Session, register: Register, record: str, field: str = "") -> None:
        title = t("history.of_field", label=register.by_name[field].label) if field else t("history.title")
        super().__init__(owner, title, icon="history", width=WIDTH)
        self._session, self._register, self._record, self._field = session, register, record, field
        self.table = Table(_columns(), name=title)
        self.table.setFixedHeight(look().row * ROWS + look().px(36))
        self._note = wrapped("", "quiet")
        self.body.addWidget(self.table)
        self.body.addWidget(self._note)
        self.all = Button(t("history.all"), "ghost")
        self.all.setVisible(bool(field))
        self.close_button = Button(t("history.close"), key="Esc")
        self.give_back = Button(t("history.return"), "filled", icon="rotate-ccw")
        self.add_button(self.all).clicked.connect(self._show_all)
        self.add_button(self.close_button).clicked.connect(self.escape)
        self.add_button(self.give_back).clicked.connect(self._return)
        self.table.moved.connect(lambda _: self._on_moved())
        self.table.opened.connect(lambda _: self._return())
        self.give_back.refuse(t("history.cannot"))
        self.open_up(self.table)
        self._read()

    def _read(self) -> None:
        code, record, field = self._register.code, self._record, self._field
        self._session.read(self, lambda office: steps(office, code, record, field), self._on_read)

    def _on_read(self, found: list[Step]) -> None:
        self.table.show_all([{"step": one} for one in found])
        if not found:
            self._note.setText(t("history.nothing"))
        self._on_moved()

    def _step(self) -> Step | None:
        row = self.table.current_row()
        return row["step"] if row else None

    def _on_moved(self) -> None:
        step = self._step()
        self.give_back.refuse("" if step is not None and step.can_return else t("history.cannot"))

    def _show_all(self) -> None:
        self._field = ""
        self.all.hide()
        self.title.setText(t("history.title"))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _return(self) -> None:
        step = self._step()
        if step is None or not step.can_return:
            return
        code, record = self._register.code, self._record

        def work(office: Office, _: Job) -> None:
            records.edit(office, code, record, {step.field: step.value})

        self._session.write(self, work, lambda _: self._on_returned(step), touches={code})

    def _on_returned(self, step: Step) -> None:
        self._note.setText(t("history.returned", label=step.label, value=step.new))
        self.returned.emit()
        self._read()


def _columns() -> tuple[Column, ...]:
    def of(name: str) -> object:
        return lambda row: getattr(row["step"], name)

    def cell(row: RowValues) -> str:
        step: Step = row["step"]
        return f"{step.label} ({step.deed.lower()})" if step.deed and step.label != step.deed else step.label

    return (
        Column("when", t("history.when"), 152, "date", cell=of("when")),  # type: ignore[arg-type]
        Column("who", t("history.who"), 112, cell=of("who")),  # type: ignore[arg-type]
        Column("machine", t("history.machine"), 92, cell=of("machine")),  # type: ignore[arg-type]
        Column("field", t("history.field"), 132, cell=cell),
        Column("old", t("history.old"), 132, cell=of("old")),  # type: ignore[arg-type]
        Column("new", t("history.new"), 132, cell=of("new"), stretch=True),  # type: ignore[arg-type]
    )
