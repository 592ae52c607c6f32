"""“Trực, không có ai đến”: one key for today, two for the days of a month; written at once, taken back by Ctrl+Z.

Luật Tiếp công dân 42/2013/QH13, điều 15, 18: a session that was held counts, also when nobody came.
"""

from collections.abc import Callable, Sequence

from desktop.actions import sessions, visits
from desktop.entries.references import Offer
from desktop.jobs import Job
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Dialog
from ui.page import Page
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.check import Check

TOUCHES = frozenset({sessions.CODE})


def write_today(page: Page, session: Session) -> None:
    """Write today's session as held with nobody coming, and say so on the page (F7)."""

    def done(answer: tuple[list[str], list[str]]) -> None:
        written, made = answer
        if not written:
            page.show_banner(Banner("info", t("duty.none")))
            return
        day = format_date(session.office.clock.today())
        page.show_banner(_undoable(page, session, t("duty.done", day=day), written, made))

    session.write(page, lambda office, _: visits.held_empty_today(office), done, touches=TOUCHES)


def ask_month(page: Page, session: Session) -> None:
    """Offer the planned days of this month that nobody has written yet (Shift+F7)."""
    session.read(page, visits.waiting_in_month, lambda found: _offer(page, session, found))


def _offer(page: Page, session: Session, found: Sequence[Offer]) -> None:
    if not found:
        page.show_banner(Banner("info", t("duty.month_none")))
        return
    MonthDialog(page, found, lambda chosen: _write_month(page, session, chosen))


def _write_month(page: Page, session: Session, chosen: list[str]) -> None:
    def done(written: list[str]) -> None:
        page.show_banner(_undoable(page, session, t("duty.month_done", n=len(written)), written, ()))

    session.write(page, lambda office, _: sessions.held_empty(office, chosen), done, touches=TOUCHES)


def _undoable(page: Page, session: Session, said: str, written: Sequence[str], made: Sequence[str]) -> Banner:
    def undo(office: Office, _: Job) -> None:
        visits.undo_held(office, written, made)

    button = Button(t("duty.undo"), "ghost", key="Ctrl+Z")
    button.clicked.connect(lambda: session.write(page, undo, lambda _: page.clear_banner(), touches=TOUCHES))
    return Banner("ok", said, "", button)


class MonthDialog(Dialog):
    """The days as ticks, all of them ticked; Enter writes them."""

    def __init__(self, page: Page, found: Sequence[Offer], act: Callable[[list[str]], None]) -> None:
        super().__init__(page, t("duty.month_title"), icon="calendar-check")
        self._act = act
        self._checks = [(one.id, Check(one.name)) for one in found]
        self.write = Button("", "filled", key="Enter")
        for _, check in self._checks:
            check.set_value(True)
            check.changed.connect(self._count)
            check.advance.connect(self._write)
            self.body.addWidget(check)
        self.add_button(Button(t("duty.later"), "ghost", key="Esc")).clicked.connect(self.escape)
        self.add_button(self.write).clicked.connect(self._write)
        self._count()
        self.open_up(self.write)

    def _chosen(self) -> list[str]:
        return [record for record, check in self._checks if check.value()]

    def _count(self) -> None:
        self.write.say(t("duty.write", n=len(self._chosen())))
        self.write.setEnabled(bool(self._chosen()))

    def _write(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.close_up()
            self._act(chosen)
