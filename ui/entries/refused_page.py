"""What was typed on a laptop that was ended or never certified, and one key to write it again as one's own.

Law: nothing honest is lost and nothing is forced: whoever adopts an op says so under his own name, and what has been written
since is not touched.
"""

from collections.abc import Sequence

from desktop.actions import adopting
from desktop.actions.adopting import Adopted, Refused
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.entries.mending_page import MendingPage
from ui.session import RECORDS, Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_model import Column, RowValues


class RefusedPage(MendingPage):
    """The list, oldest first; Enter opens the record where it is shown already."""

    def __init__(self, session: Session) -> None:
        columns = (
            Column("when", t("refused.when"), 160, cell=lambda row: row["one"].when),
            Column("who", t("refused.who"), 128, cell=lambda row: row["one"].who),
            Column("machine", t("refused.machine"), 136, cell=lambda row: row["one"].machine),
            Column("book", t("refused.book"), 184, cell=lambda row: row["one"].register.title),
            Column("record", t("refused.record"), 176, cell=lambda row: row["one"].name),
            Column("says", t("refused.says"), 240, cell=lambda row: row["one"].says, stretch=True),
        )
        none = EmptyState("circle-check", t("refused.none"), t("refused.none_next"))
        super().__init__(session, t("refused.title"), t("refused.what"), none, columns, t("refused.list"))
        self._found: Sequence[Refused] = ()
        self.one = self.foot(t("refused.one"), self._adopt_one, "outlined", key="F4")
        self.all = self.foot(t("refused.all"), self._ask_all, "filled", icon="check", key="Ctrl+Enter")

    def enter(self) -> None:
        self._session.read(self, adopting.listing, self._on_read)

    def _on_read(self, found: Sequence[Refused]) -> None:
        self._found = found
        self.show_rows([{"one": one} for one in found], (self.one, self.all))

    def moved(self, row: RowValues | None) -> None:
        one = row["one"] if row else None
        why = one.why_not if isinstance(one, Refused) else t("refused.nothing_chosen")
        self.one.refuse(why)
        said = f"{one.why[:1].upper()}{one.why[1:]}." if isinstance(one, Refused) else ""
        self.hint.setText(f"{said} {why}".strip())

    def _adopt_one(self) -> None:
        row = self.table.current_row()
        if row is not None and not row["one"].why_not:
            self._adopt([row["one"].op])

    def _ask_all(self) -> None:
        free = [one for one in self._found if not one.why_not]
        if free:
            question = Question(t("refused.all_title", n=len(free)), t("refused.all_body"), t("refused.all"))
            ask(self, question, lambda: self._adopt(None))

    def _adopt(self, ops: Sequence[str] | None) -> None:
        def work(office: Office, _: Job) -> Adopted:
            return adopting.adopt(office, ops)

        books = {one.register.code for one in self._found}
        self._session.write(self, work, self._on_adopted, touches={RECORDS, *books})

    def _on_adopted(self, done: Adopted) -> None:
        left = t("refused.left_out", fields=", ".join(done.labels)) if done.labels else t("refused.done_next")
        self.show_banner(Banner("ok", t("refused.done", n=len(done.ops), records=len(done.ids)), left))
        self.enter()
