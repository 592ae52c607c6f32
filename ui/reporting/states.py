"""The states of a period as badges: one word, one icon, one colour each, the same on every page."""

from typing import Final

from desktop.language.texts import t
from ui.widgets.badge import BadgeKind, Sign

_SIGNS: Final[dict[str, tuple[BadgeKind, str]]] = {
    "open": ("info", "pencil"),
    "closed": ("ok", "lock"),
    "received": ("info", "inbox"),
    "returned": ("warn", "undo-2"),
    "accepted": ("ok", "circle-check"),
    "locked": ("plain", "lock"),
    "not_reported": ("err", "circle-x"),
    "late": ("warn", "clock"),
    "held": ("held", "hourglass"),
    "contested": ("err", "git-compare"),
    "on_behalf": ("warn", "phone"),
    "not_due": ("outline", "circle-dashed"),
}
ORDER: Final = (
    "accepted",
    "received",
    "late",
    "returned",
    "held",
    "contested",
    "on_behalf",
    "not_reported",
    "open",
    "closed",
    "locked",
    "not_due",
)


def state_sign(state: str, *, bare: bool = False) -> Sign:
    """Return the badge of a period's state; `bare` shows the icon alone."""
    kind, icon = _SIGNS[state]
    return Sign(kind, t(f"state.{state}"), icon, bare)
