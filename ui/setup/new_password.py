"""A new password, typed twice."""

from desktop.keys.key_wrapping import SHORTEST_PASSWORD
from desktop.language.texts import t
from ui.widgets.field import Field


def check_pair(first: Field, second: Field) -> bool:
    """Say at the fields when a new password is too short or was typed in two ways; whether it is good."""
    if len(first.value()) < SHORTEST_PASSWORD:
        first.say(t("password.short", n=SHORTEST_PASSWORD), full=t("password.short_full", n=SHORTEST_PASSWORD))
        return False
    if first.value() != second.value():
        second.say(t("password.differs"), full=t("password.differs_full"))
        return False
    return True
