"""Which letters of a book a column speaks of, by what was done of them up to the period's last day – never today.

Dossier R07, §7.3: "kỳ trước chuyển sang" is what came before the period and was open on its first day: not handled yet
(forms XLD), or not settled yet (forms KQGQ). That is the day after the period before ended, so it is what was open then.
A letter whose handling has no day of its own was handled when it came; a decision, carried out when it was made.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from db.query import Is, Query
from desktop.law.period_calendar import Span
from desktop.measures.model import Stages, Tally, between, by_case, told

PETITION, DENUNCIATION = "petition", "denunciation_stat"
_HANDLED: Final = {PETITION: "action_date|accepted_on|_date", DENUNCIATION: "accepted_on|_date"}
_REPLIED: Final = {PETITION: "reply_received_on|_date", DENUNCIATION: "reply_received_on"}
_CARRIED_OUT: Final = "executed_on|resolved_on"
_OWN: Final = (Is("in_competence", "=", True), Is("admissible", "=", True))
Where = tuple[Is, ...]
Stage = Callable[[str, Span], Where]


def _came_before(span: Span) -> Where:
    return (Is("_date", "<", span.from_date.isoformat()),)


def _came_by_the_end(span: Span) -> Where:
    return (Is("_date", "<=", span.to_date.isoformat()),)


def _came_in(span: Span) -> Where:
    return between("_date", span.from_date, span.to_date)


def _unhandled_before(book: str, day: str) -> Is:
    return Is("action", "null", or_=(Is(_HANDLED[book], ">=", day),))


def _handled_in(book: str, span: Span) -> Where:
    return (Is("action", "filled"), *between(_HANDLED[book], span.from_date, span.to_date))


def _unsettled_before(book: str, day: str) -> Where:
    """Neither settled nor, by another answer than acceptance, done with."""
    refused_later = (Is("action", "=", "thu_ly"), Is(_HANDLED[book], ">=", day))
    return (*_OWN, Is("resolved_on", "?>=", day), Is("action", "null", or_=refused_later))


def _accepted_before(book: str, day: str) -> Where:
    """Accepted, but not settled, before the day: with what was not handled then, all that is carried over it."""
    return (*_OWN, Is("action", "=", "thu_ly"), Is(_HANDLED[book], "<", day), Is("resolved_on", "?>=", day))


def _being_settled(book: str, span: Span) -> Where:
    """Accepted by the last day and not settled on it."""
    return (
        *_OWN, Is("action", "=", "thu_ly"), Is(_HANDLED[book], "<=", span.to_date.isoformat()), Is("resolved_on", "?>=", _next(span)),
    )  # fmt: skip


def _overdue(book: str, span: Span) -> Where:
    """Of these, those whose term to settle had run out before."""
    return (*_being_settled(book, span), Is("due_resolve", "<", span.to_date.isoformat()))


def _to_carry_out(span: Span) -> Where:
    later = (Is(_CARRIED_OUT, ">=", span.from_date.isoformat()),)
    return (
        Is("in_competence", "=", True), Is("resolved_on", "<=", span.to_date.isoformat()),
        Is("exec_status", "in", ("dang", "chua", "da_xong")), Is("exec_status", "!=", "da_xong", later),
    )  # fmt: skip


def _first(span: Span) -> str:
    return span.from_date.isoformat()


STAGES: Final[Mapping[str, Stage]] = {
    "received": lambda book, span: _came_in(span),
    "carried": lambda book, span: (*_came_before(span), _unhandled_before(book, _first(span))),
    "accepted_carried": lambda book, span: (*_came_before(span), *_accepted_before(book, _first(span))),
    "to_handle": lambda book, span: (*_came_by_the_end(span), _unhandled_before(book, _first(span))),
    "handled": lambda book, span: (*_came_by_the_end(span), *_handled_in(book, span)),
    "handled_carried": lambda book, span: (*_came_before(span), *_handled_in(book, span)),
    "handled_received": lambda book, span: (*_came_in(span), *_handled_in(book, span)),
    "open": lambda book, span: (*_came_by_the_end(span), _unhandled_before(book, _next(span))),
    "replied": lambda book, span: (*_came_by_the_end(span), *_replied_in(book, span)),
    "to_settle": lambda book, span: (*_came_by_the_end(span), *_unsettled_before(book, _first(span))),
    "to_settle_carried": lambda book, span: (*_came_before(span), *_unsettled_before(book, _first(span))),
    "to_settle_received": lambda book, span: (*_came_in(span), *_unsettled_before(book, _first(span))),
    "being_settled": lambda book, span: (*_came_by_the_end(span), *_being_settled(book, span)),
    "overdue": lambda book, span: (*_came_by_the_end(span), *_overdue(book, span)),
    "settled": lambda book, span: (
        *_came_by_the_end(span), Is("in_competence", "=", True), *between("resolved_on", span.from_date, span.to_date),
    ),
    "to_carry_out": lambda book, span: (*_came_by_the_end(span), *_to_carry_out(span)),
    "carried_out": lambda book, span: (
        *_came_by_the_end(span), Is("in_competence", "=", True), Is("exec_status", "=", "da_xong"),
        *between(_CARRIED_OUT, span.from_date, span.to_date),
    ),
}  # fmt: skip
"""What happened to a letter in the period, or stood still to be done in it. `open`, `being_settled`, `overdue`: on its last day."""
NOT_OF_THE_PERIOD: Final = Stages(
    on_last_day=("open", "being_settled", "overdue"),
    brought_over=("carried", "accepted_carried", "to_settle_carried"),
    with_brought_over=("to_handle", "to_settle", "to_carry_out"),
)


def _next(span: Span) -> str:
    return (span.to_date + timedelta(days=1)).isoformat()


def _replied_in(book: str, span: Span) -> Where:
    received = (Is("reply_received", "=", True),) if book == PETITION else ()
    return (*received, *between(_REPLIED[book], span.from_date, span.to_date))


def letters_of(book: str, stage: str, span: Span, where: Mapping[str, Any] | None = None) -> Query:
    """Return the letters of a book at a stage that say this much.

    Raises:
        KeyError: there is no such stage.
    """
    return Query(book, (*STAGES[stage](book, span), *told(book, where)))


def counted(query: Query, *, cases: bool = False) -> list[Tally]:
    """Return how to count letters: each by itself, or as cases; a figure of R08 is a case already."""
    return by_case(query) if cases and query.register == PETITION else [Tally(query)]
