"""Which form a register gets: the generic one, or one of the few that it cannot express (`ui/special`)."""

from collections.abc import Callable
from functools import partial
from typing import Final

from desktop.actions.lookup import register_of
from desktop.reporting.on_behalf import TYPED
from desktop.reporting.opening import OPENING
from ui.entries.record_page import RecordPage
from ui.session import Session
from ui.special.figure_form import FigurePage
from ui.special.reception_visit_form import VisitPage

SPECIAL: Final[dict[str, Callable[[Session, str | None], RecordPage]]] = {
    "reception_visit": VisitPage,
    OPENING: partial(FigurePage, code=OPENING),
    TYPED: partial(FigurePage, code=TYPED),
}


def record_page(session: Session, code: str, record: str | None = None) -> RecordPage:
    """Return the form of a register: of a record, of a copy ("~" and its id), or of a new entry (None)."""
    special = SPECIAL.get(code)
    return special(session, record) if special else RecordPage(session, register_of(code), record)
