"""Packages that go down: what waits for whom, and one key that writes them all to a stick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import units
from desktop.actions import duties, parcels
from desktop.actions.parcels import Below
from desktop.language.dates import format_date
from desktop.language.texts import t
from ui.page import Page
from ui.reporting.export_step import ExportStep
from ui.session import Session
from ui.widgets.badge import Sign
from ui.widgets.boxes import Column
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.table import Table


class DownPage(Page):
    """The units below, those for whom something waits first."""

    help_topic = "gui-goi-xuong"

    def __init__(self, session: Session) -> None:
        super().__init__(t("down.title"))
        self._session = session
        self._found: Sequence[Below] = ()
        self.one = self.foot(t("down.one"), self._send_one, icon="usb")
        self.all = self.foot(t("down.all", n=0), self._send_all, "filled", icon="usb", key="Ctrl+Enter")
        self.key("Esc", self._back, t("down.back"))
        self.key("Ctrl+O", self._choose_folder, t("export.choose"))
        self._looks = QStackedWidget()
        columns = (
            TableColumn("title", t("down.col_unit"), 160),
            TableColumn("state", t("down.col_state"), 140, "badge", cell=lambda row: row["state"]),
            TableColumn("what", t("down.col_what"), 320, stretch=True),
            TableColumn("last", t("down.col_last"), 160),
        )
        holder = QWidget()
        self.table = Table(columns, name=t("down.table"))
        Column(holder, gap=0).addWidget(self.table)
        self.table.opened.connect(lambda _: self._send_one())
        self.table.moved.connect(lambda _: self._show_buttons())
        self.export = ExportStep(session, self)
        self.export.finished.connect(self._on_finished)
        self._looks.addWidget(holder)
        self._looks.addWidget(self.export)
        self.body.addWidget(self._looks, 1)
        session.changed.connect(self._on_changed)

    def enter(self) -> None:
        self._session.read(self, parcels.waiting_down, self._on_read)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.isVisible() and touched:
            self._session.read(self, parcels.waiting_down, self._on_read)

    def _on_read(self, found: Sequence[Below]) -> None:
        self._found = sorted(found, key=lambda one: (not one.what, not one.stations))
        waiting = [one for one in found if one.what]
        self.set_title(t("down.title"), t("down.subtitle", n=len(waiting)) if waiting else t("down.subtitle_none"))
        self.table.show_all([_row(one) for one in self._found])
        self._show_buttons()

    def _show_buttons(self) -> None:
        listed = self._looks.currentIndex() == 0
        waiting = [one for one in self._found if one.what]
        row = self.table.current_row()
        self.one.setVisible(listed)
        self.all.setVisible(listed)
        self.all.say(t("down.all", n=len(waiting)))
        why = duties.refusal(self._session.office, "packages")
        self.all.refuse(why or ("" if waiting else t("down.subtitle_none")))
        self.one.refuse(why or ("" if row and row["below"].stations else t("down.no_station")))

    def _send_one(self) -> None:
        row = self.table.current_row()
        if row and row["below"].stations and self._looks.currentIndex() == 0:
            self._send([row["below"]])

    def _send_all(self) -> None:
        if self._looks.currentIndex() == 0:
            self._send([one for one in self._found if one.what])

    def _send(self, to: Sequence[Below]) -> None:
        if not to:
            return
        self._looks.setCurrentIndex(1)
        self._show_buttons()
        self.say("", t("packages.sending", who=units.inside(to[0].title)) if len(to) == 1 else t("down.everybody", n=len(to)))
        era = self._session.office.identity.era
        self.export.begin("down", [units.shown_code(one.unit, era) for one in to])

    def _on_finished(self) -> None:
        self._looks.setCurrentIndex(0)
        self.say("")
        self._session.go("today")

    def _back(self) -> None:
        if self._looks.currentIndex():
            self._looks.setCurrentIndex(0)
            self.clear_banner()
            self.say("")
            self.enter()
        else:
            self._session.back()

    def _choose_folder(self) -> None:
        if self._looks.currentIndex():
            self.export.choose()


def _row(one: Below) -> dict[str, object]:
    sign = _sign(one)
    last = one.last
    day = format_date(last.at[:10])[:5] if last else ""
    return {
        "title": one.title, "state": sign, "what": ", ".join(one.what), "below": one,
        "last": t("down.last", n=last.number or "", day=day) if last else "",
    }  # fmt: skip


def _sign(one: Below) -> Sign:
    if one.what:
        return Sign("info", t("down.waits"), "usb")
    return Sign("ok", t("down.sent")) if one.stations else Sign("outline", t("down.no_station"))
