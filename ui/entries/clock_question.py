"""The question before a dated entry is saved while the laptop's day cannot be right: a wrong clock makes wrong dates."""

from collections.abc import Callable

from desktop.actions import clock_doubt
from desktop.language.texts import t
from desktop.registers.model import Register
from ui.dialogs import Question, ask
from ui.page import Page
from ui.session import SETTINGS, Session


def ask_about_clock(page: Page, session: Session, register: Register, go_on: Callable[[], None]) -> None:
    """Go on at once, or after the person said that the day is right; that is asked once, and then believed."""
    said = clock_doubt.doubt(session.office) if register.dated_by else ""
    if not said:
        go_on()
        return

    def right() -> None:
        session.write(page, lambda office, _: clock_doubt.confirm(office), lambda _: go_on(), touches={SETTINGS})

    ask(page, Question(t("clock.title"), said, t("clock.right"), t("clock.wrong"), t("clock.note"), icon="clock"), right)
