"""Sending and receiving at a commune: a package up, one for the other laptops of the unit, and what comes down.

Law: taking a package in is always preceded by a preview; what was sent and received stands below, newest first.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import units
from desktop.actions import duties, parcels
from desktop.actions.parcels import Parcel, Waiting
from desktop.exchange.scope import PackageKind
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from ui import drives
from ui.banner import Banner
from ui.page import Page
from ui.receiving.inbox_page import Inbox
from ui.reporting.export_step import ExportStep
from ui.session import Session
from ui.widgets.badge import BadgeKind, Sign
from ui.widgets.boxes import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.table import Table

LIST, WRITING, TAKING = range(3)
_RESULTS: dict[str, BadgeKind] = {"written": "ok", "merged": "ok", "held": "held", "duplicate": "plain", "refused": "err"}


class PackagesPage(Page):
    """History and its two deeds: send (Ctrl+Enter) and take in (Ctrl+O)."""

    help_topic = "gui-nhan-goi"

    def __init__(self, session: Session) -> None:
        super().__init__(t("packages.title"))
        self._session, self._several = session, False
        parent = units.parent_of(session.office.identity.unit)
        who = self._who = units.unit(parent).type.lower() if parent else ""
        self._good = 0
        self.home = self.foot(t("packages.send_home"), lambda: self._write("home"), icon="monitor")
        self.take = self.foot(t("packages.take_action"), self._take, icon="download", key="Ctrl+O")
        self.other = self.action(t("inbox.other"), lambda: self.inbox.choose(), icon="folder-open")
        self.other.tell_key("Ctrl+O")  # which `take` answers in every look
        self.one = self.foot(t("inbox.take_one"), lambda: self.inbox.take_chosen(), key="Enter")
        self.send = self.foot(t("packages.send", who=who), self._send, "filled", icon="usb", key="Ctrl+Enter")
        self.key("F5", self._look_again, t("inbox.again"))
        self.key("Esc", self._escape, t("packages.back"))
        self._looks = QStackedWidget()
        self._looks.addWidget(self._make_list())
        self.export = ExportStep(session, self)
        self.inbox = Inbox(session, self)
        self._looks.addWidget(self.export)
        self._looks.addWidget(self.inbox)
        self.body.addWidget(self._looks, 1)
        self.export.finished.connect(self._on_finished)
        self.inbox.taken.connect(self._back)
        self.inbox.counted.connect(self._on_counted)
        session.changed.connect(self._on_changed)

    def enter(self) -> None:
        if self._looks.currentIndex() == WRITING and self.export.is_done:
            self._go(LIST)  # what was written then has been read
        self._session.read(self, _seen, self._on_read)
        if self._looks.currentIndex() == LIST:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_list(self) -> QWidget:
        holder = QWidget()
        box = Column(holder, gap=8)
        columns = (
            TableColumn("day", t("packages.col_day"), 160, "date"),
            TableColumn("way", t("packages.col_way"), 160),
            TableColumn("peer", t("packages.col_peer"), 200),
            TableColumn("file", t("packages.col_file"), 240, stretch=True),
            TableColumn("result", t("packages.col_result"), 160, "badge", cell=lambda row: row["result"]),
        )
        box.addWidget(label(t("packages.history"), "section"))
        self.table = Table(columns, name=t("packages.history"))
        self._empty = EmptyState("usb", t("packages.nothing"), t("packages.nothing_next"))
        box.addWidget(self.table, 1)
        box.addWidget(self._empty, 1)
        self._empty.hide()
        return holder

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.isVisible() and touched:
            self._session.read(self, _seen, self._on_read)

    def _on_read(self, seen: tuple[Sequence[Parcel], Waiting, bool]) -> None:
        found, waiting, several = seen
        subtitle = t("packages.subtitle", n=waiting.changes) if waiting.changes else t("packages.subtitle_none")
        self.set_title(t("packages.title"), subtitle)
        self.table.show_all([parcel_row(one) for one in found])
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._show_buttons(several)
        if not self._session.office.identity.enrolled:
            self.show_banner(Banner("warn", t("packages.not_enrolled"), t("packages.not_enrolled_next")))

    def _show_buttons(self, several: bool) -> None:
        listed, taking = (self._looks.currentIndex() == look for look in (LIST, TAKING))
        self.home.setVisible(listed and several)
        self.take.setVisible(listed)
        self.other.setVisible(taking)
        self.one.setVisible(taking)
        self.send.setVisible(listed or taking)
        if taking:
            self.send.say(t("inbox.take_all", n=self._good), "download")
        else:
            self.send.say(t("packages.send", who=self._who), "usb")
        self._several = several
        office = self._session.office
        why = duties.refusal(office, "packages") or ("" if office.identity.enrolled else t("packages.not_enrolled"))
        nothing = why or (t("inbox.nothing_to_take") if taking and not self._good else "")
        for button, refused in ((self.home, why), (self.take, why), (self.one, nothing), (self.send, nothing)):
            button.refuse(refused)

    def _send(self) -> None:
        """Ctrl+Enter: write a package up from the list; in the preview take in all that can be."""
        if self._looks.currentIndex() == TAKING:
            self.inbox.take_all()
        else:
            self._write("up")

    def _write(self, kind: PackageKind) -> None:
        if self._looks.currentIndex() == LIST:
            self._go(WRITING)
            who = self._who if kind == "up" else self._session.office.home_unit.title
            self.say("", t("packages.sending", who=who))
            self.export.begin(kind)

    def _take(self) -> None:
        if self._looks.currentIndex() == WRITING and not self.export.is_done:
            self.export.choose()
        elif self._looks.currentIndex() == TAKING:
            self.inbox.choose()
        else:
            self._go(TAKING)
            self.inbox.look_at_sticks()
            if not drives.sticks():
                self.inbox.choose()

    def _look_again(self) -> None:
        if self._looks.currentIndex() == TAKING:
            self.inbox.look_again()

    def _on_finished(self) -> None:
        self._go(LIST)
        self._session.go("today")

    def _on_counted(self, good: int) -> None:
        self._good = good
        self._show_buttons(self._several)

    def _escape(self) -> None:
        if self._looks.currentIndex() == LIST:
            self._session.back()
        else:
            self._back()

    def _back(self) -> None:
        if self._looks.currentIndex() != LIST:
            self._go(LIST)
            self.enter()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, look: int) -> None:
        self.clear_banner()
        self._looks.setCurrentIndex(look)
        if look != WRITING:
            self.say("", t("inbox.backup") if look == TAKING else "")
        self._show_buttons(self._several)


def parcel_row(one: Parcel) -> dict[str, object]:
    """Return a package as a row of a table."""
    moment = f"{format_date(one.at[:10])} {one.at[11:16]}"
    way = t(f"packages.{one.direction}_{one.kind}") if one.kind in ("up", "down", "home") else one.kind
    sign = Sign(_RESULTS.get(one.result, "plain"), t(f"packages.result_{one.result}"))
    return {"day": moment, "way": way, "peer": one.peer, "file": one.file, "result": sign}


def _seen(office: Office) -> tuple[Sequence[Parcel], Waiting, bool]:
    return parcels.listing(office), parcels.waiting_up(office), bool(parcels.siblings(office))
