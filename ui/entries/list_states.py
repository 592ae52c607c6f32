"""What a list says when it shows no rows: never begun, nothing found, or not for this person."""

from collections.abc import Callable

from desktop.actions.list_filters import Filters
from desktop.language.texts import t
from desktop.registers.model import Register
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState


def locked_state(register: Register) -> EmptyState:
    """Say who may read a register."""
    visit = register.code == "reception_visit"
    return EmptyState("lock", t("list.not_allowed", who=t("list.not_allowed_visit") if visit else t("list.not_allowed_other")))


def empty_state(
    register: Register, filters: Filters, typed: str, drop: Callable[[], None], everywhere: Callable[[], None], *, may_write: bool
) -> EmptyState:
    """Say why there are no rows, and what to do about it."""
    if not typed and not filters.any:
        return EmptyState(register.icon, t("list.never"), t("list.never_next") if may_write else "")
    where = filters.period.label.removesuffix(" đến nay") if filters.period else t("list.filters_on") if filters.any else ""
    buttons = []
    if filters.any:
        less = Button(t("list.drop_period") if filters.period else t("list.drop_all"), key="Esc")
        less.clicked.connect(drop)
        buttons.append(less)
    if not typed:
        next_step = t("list.never_next") if may_write else ""
        return EmptyState(register.icon, t("list.nothing_in", noun=register.noun, where=where), next_step, *buttons)
    more = Button(t("list.find_everywhere", typed=typed), icon="search", key="Ctrl+K")
    more.clicked.connect(everywhere)
    noun = register.noun
    said = t("list.nothing_found_in", noun=noun, typed=typed, where=where) if where else t("list.nothing_found", noun=noun, typed=typed)
    return EmptyState("search", said, t("list.nothing_next"), *buttons, more)
