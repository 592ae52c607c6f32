"""The agencies of a district or province: listed, added, corrected, and no longer counted from a day on.

Law: nothing that an agency sent is touched; who is no longer counted keeps the rows of the periods before.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop import registers
from desktop.actions import agencies
from desktop.actions.agencies import AgencyLine
from desktop.entries.tables import AGENCIES
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Dialog, Question, ask
from ui.page import Page
from ui.problems import why
from ui.session import STATION, Session
from ui.theme import look, on_restyle
from ui.widgets.badge import Sign
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import Field
from ui.widgets.labels import label, wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.option import Option
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.paged_model import RowValues
from ui.widgets.table import Table


def _kinds() -> dict[str, str]:
    return dict(registers.ALL[AGENCIES].by_name["kind"].options)


class UnitsSection(QWidget):
    """The list with its three deeds."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        box = Column(self, gap=8)
        head = Row(gap=8)
        head.addWidget(label(t("agencies.title"), "section"), 1)
        self.add = Button(t("agencies.add"), icon="plus")
        self.edit = Button(t("agencies.edit"), icon="pencil")
        self.retire = Button(t("agencies.retire"))
        for button in (self.add, self.edit, self.retire):
            head.addWidget(button)
        box.addLayout(head)
        columns = (
            TableColumn("code", t("agencies.code"), 72, cell=lambda row: row["one"].code),
            TableColumn("name", t("agencies.name"), 240, cell=lambda row: row["one"].name, stretch=True),
            TableColumn("kind", t("agencies.kind"), 132, cell=lambda row: _kinds().get(row["one"].kind, "")),
            TableColumn("stations", t("agencies.stations"), 72, "number", cell=lambda row: str(row["one"].stations or t("agencies.none"))),
            TableColumn("state", t("agencies.state"), 160, "badge", self._sign),
        )
        self.table = Table(columns, name=t("agencies.table"))
        box.addWidget(self.table, 1)
        box.addWidget(wrapped(t("agencies.note"), "hint"))
        self.add.clicked.connect(self._ask_new)
        self.edit.clicked.connect(self._ask_change)
        self.retire.clicked.connect(self._ask_retire)
        self.table.opened.connect(lambda _: self._ask_change())
        self.table.moved.connect(lambda _: self._show_buttons())
        on_restyle(self, self._size_it)
        self._show_buttons()
        self.read()

    def read(self) -> None:
        """Show the agencies as they are now."""
        self._session.read(self, agencies.listing, self._on_read)

    def _on_read(self, found: list[AgencyLine]) -> None:
        self.table.show_all([{"one": one} for one in found])
        self._show_buttons()

    def _chosen(self) -> AgencyLine | None:
        row = self.table.current_row()
        one = row["one"] if row else None
        return one if isinstance(one, AgencyLine) else None

    def _show_buttons(self) -> None:
        reason, one = agencies.refusal(self._session.office), self._chosen()
        self.add.refuse(agencies.add_refusal(self._session.office))
        self.edit.refuse(reason or ("" if one else t("agencies.choose_first")))
        ended = one is not None and bool(one.last) and one.last <= self._today()
        self.retire.refuse(reason or ("" if one else t("agencies.choose_first")) or (t("agencies.gone_already") if ended else ""))

    def _today(self) -> str:
        return self._session.office.clock.today().isoformat()

    def _sign(self, row: RowValues) -> Sign:
        one: AgencyLine = row["one"]
        if one.last:
            return Sign("plain", t("agencies.until", day=format_date(one.last)))
        return Sign("ok", t("agencies.since", day=format_date(one.first)) if one.first else t("agencies.counted"))

    def _ask_new(self) -> None:
        AgencyDialog(self._page, self._session, None, self._on_saved)

    def _ask_change(self) -> None:
        one = self._chosen()
        if one is not None and not agencies.refusal(self._session.office):
            AgencyDialog(self._page, self._session, one, self._on_saved)

    def _on_saved(self, name: str, code: str) -> None:
        said = (t("agencies.added", name=name, code=code), t("agencies.added_next")) if code else (t("agencies.saved", name=name), "")
        self._page.show_banner(Banner("ok", *said))
        self.read()

    def _ask_retire(self) -> None:
        one = self._chosen()
        if one is not None:
            question = Question(t("agencies.retire_title", name=one.name), t("agencies.retire_body"), t("agencies.retire").rstrip("…"))
            ask(self._page, question, lambda: self._retire(one))

    def _retire(self, one: AgencyLine) -> None:
        day = self._today()

        def work(office: Office, _: Job) -> None:
            agencies.change(office, one.record, {"active_to": day})

        def done(_: None) -> None:
            self._page.show_banner(Banner("ok", t("agencies.retired", name=one.name)))
            self.read()

        self._session.write(self, work, done, touches={AGENCIES, STATION})

    def _size_it(self) -> None:
        self.table.setMinimumHeight(look().px(28) + 6 * look().row)


class AgencyDialog(Dialog):
    """Name, kind and days of one agency; a new one gets its code when it is saved. `saved(name, code)`: code "" for a changed one."""

    def __init__(self, owner: QWidget, session: Session, one: AgencyLine | None, saved: Callable[[str, str], None]) -> None:
        super().__init__(owner, t("agencies.edit_title", name=one.name) if one else t("agencies.add_title"), icon="building-2")
        self._session, self._one, self._saved = session, one, saved
        today = session.office.clock.today
        self.kind = Field(t("agencies.kind"), ListField([Option(code, title) for code, title in _kinds().items()]), required=True)
        self.name = Field(t("agencies.name"), LineEdit(), required=True, hint=registers.ALL[AGENCIES].by_name["name"].hint)
        self.first = Field(t("agencies.first"), DateEdit(today), hint=t("agencies.first_hint"))
        self.last = Field(t("agencies.last"), DateEdit(today), hint=t("agencies.last_hint"))
        for field in (self.kind, self.name, self.first, self.last):
            self.body.addWidget(field)
        if one is not None:
            for field, value in ((self.kind, one.kind), (self.name, one.name), (self.first, one.first), (self.last, one.last)):
                field.set_value(value)
        self.add_button(Button(t("dialog.keep"), key="Esc")).clicked.connect(self.escape)
        self.make = self.add_button(Button(t("agencies.edit_act") if one else t("agencies.add_act"), "filled"))
        self.make.clicked.connect(self._save)
        self.open_up(self.kind.editor)

    def _save(self) -> None:
        if self.kind.editor.is_empty():
            self.kind.say(t("agencies.no_kind"))
            return
        if self.name.editor.is_empty():
            self.name.say(t("agencies.no_name"))
            return
        values = {
            "kind": self.kind.value(), "name": self.name.value(), "active_from": self.first.value() or None,
            "active_to": self.last.value() or None,
        }  # fmt: skip
        one = self._one

        def work(office: Office, _: Job) -> str:
            if one is None:
                return agencies.add(office, values)
            agencies.change(office, one.record, values)
            return ""

        self._session.write(self, work, self._done, self._failed, touches={AGENCIES, STATION})

    def _done(self, code: str) -> None:
        name = str(self.name.value())
        self.close_up()
        self._saved(name, code)

    def _failed(self, error: BaseException) -> None:
        what, next_step = why(error)
        self.name.say(t("agencies.refused"), full=f"{what} {next_step}".strip())
