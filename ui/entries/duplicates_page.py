"""What may stand twice in the own books: two records side by side, and one key to keep one of them in the place of both."""

from collections.abc import Callable, Sequence
from typing import Final

from desktop.actions import duplicates, merging_records, records
from desktop.actions.duplicates import Twin, Twins
from desktop.actions.timeline import when
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.entries.mending_page import MendingPage
from ui.session import RECORDS, Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_model import Column, RowValues

_WHY: Final = {"co_the_trung": "alike", "trung_so": "number", "cung_gach": "both", "con_dan": "left"}


class DuplicatesPage(MendingPage):
    """The list by book; of more than two the first stands beside each of the others."""

    def __init__(self, session: Session) -> None:
        columns = (
            Column("why", t("duplicates.why"), 192, cell=lambda row: t(f"duplicates.why_{_WHY[row['found'].why]}")),
            Column("book", t("duplicates.book"), 184, cell=lambda row: row["found"].register.title),
            Column("one", t("duplicates.one"), 280, cell=lambda row: _said(row["pair"][0]), stretch=True),
            Column("two", t("duplicates.two"), 280, cell=lambda row: _said(row["pair"][1]), stretch=True),
        )
        none = EmptyState("circle-check", t("duplicates.none"), t("duplicates.none_next"))
        super().__init__(session, t("duplicates.title"), t("duplicates.what"), none, columns, t("duplicates.title"))
        self.open = self.foot(t("duplicates.open"), self._open, "ghost")
        self.open.key = "Enter"
        self.keep_two = self.foot(t("duplicates.keep_two"), lambda: self._keep(1), "outlined", key="F6")
        self.keep_one = self.foot(t("duplicates.keep_one"), lambda: self._keep(0), "outlined", key="F4")
        self.table.opened.connect(lambda _: self._open())

    def enter(self) -> None:
        self._session.read(self, duplicates.listing, self._on_read)

    def _on_read(self, found: Sequence[Twins]) -> None:
        rows = [{"found": one, "pair": (one.records[0], other)} for one in found for other in one.records[1:]]
        self.show_rows(rows, (self.open, self.keep_one, self.keep_two))

    def moved(self, row: RowValues | None) -> None:
        found = row["found"] if row else None
        why_not = t("duplicates.nothing_chosen")
        if isinstance(found, Twins):
            why_not = "" if found.can_mend else t("duplicates.only_number" if found.why == "trung_so" else "duplicates.not_yours")
        gone = t("duplicates.gone") if isinstance(found, Twins) and found.why == "con_dan" else ""
        self.keep_one.refuse(why_not)
        self.keep_two.refuse(why_not or gone)
        self.hint.setText(t(f"duplicates.next_{_WHY[found.why]}") if isinstance(found, Twins) else "")

    def _open(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._session.go(f"record:{row['found'].register.code}:{row['pair'][0].id}")

    def _keep(self, place: int) -> None:
        row = self.table.current_row()
        if row is None or not row["found"].can_mend:
            return
        found, keep, drop = row["found"], row["pair"][place], row["pair"][1 - place]
        if found.why == "cung_gach":
            self._write(found, lambda office: records.restore(office, found.register.code, keep.id))
            return

        def merge(office: Office) -> object:
            return merging_records.merge(office, found.register.code, keep.id, drop.id)

        if found.why == "con_dan":
            if place == 0:
                self._write(found, merge)
            return
        body = t("duplicates.ask_body", drop=_said(drop))
        ask(self, Question(t("duplicates.ask", keep=_said(keep)), body, t("duplicates.merge")), lambda: self._write(found, merge))

    def _write(self, found: Twins, deed: Callable[[Office], object]) -> None:
        def work(office: Office, _: Job) -> object:
            return deed(office)

        self._session.write(self, work, lambda _: self._on_done(), touches={RECORDS, found.register.code})

    def _on_done(self) -> None:
        self.show_banner(Banner("ok", t("duplicates.done"), t("duplicates.done_next")))
        self.enter()


def _said(one: Twin) -> str:
    return t("duplicates.record", text=one.text, who=one.by, when=when(one.at))
