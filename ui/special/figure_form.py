"""The form of one number of a form that is typed by itself: what it breaks, hides or does not replace is said before it is saved."""

from collections.abc import Callable

from desktop.actions import typed_sheets
from desktop.actions.lookup import register_of
from desktop.language.texts import t
from ui.dialogs import Question, ask
from ui.entries.record_page import RecordPage
from ui.session import Session


class FigurePage(RecordPage):
    """An opening figure, or a total on behalf; a whole form of them is typed on a sheet."""

    def __init__(self, session: Session, record: str | None = None, *, code: str) -> None:
        super().__init__(session, register_of(code), record)

    def before_saving(self, go_on: Callable[[], None]) -> None:
        """Ask when there is something to be said; what the rules refuse is said by them."""
        row, code = dict(self.form.row()), self.register.code

        def asked(doubts: list[str]) -> None:
            if doubts:
                ask(self, Question(t("typed.doubts"), " ".join(doubts), t("typed.save_so")), go_on)
            else:
                go_on()

        self._session.read(self, lambda office: typed_sheets.doubts_before(office, code, row), asked, lambda _: go_on())
