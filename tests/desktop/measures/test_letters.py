"""Letters over consecutive periods: what is brought over is what was open on the last day before (dossier §7.3, rule 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from desktop.actions import lookup
from desktop.law.period_calendar import parse_code
from desktop.measures.letters import STAGES, letters_of
from desktop.measures.model import Ground
from tests.desktop.measures.books import COMMUNES, Books

UNIT = COMMUNES[0]
MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
FIRST_DAY = date(2023, 11, 1)


@dataclass
class Known:
    """What is known of a letter: the days that count, None while they have not come."""

    received: str
    handled: str | None
    settled: str | None
    own: bool
    accepted: bool
    carried_out: str | None = None
    to_carry_out: bool = False
    due: str | None = None


def day(random: Random, since: str) -> str:
    return (date.fromisoformat(since) + timedelta(days=random.choice((0, 1, 5, 30, 45, 90)))).isoformat()


def petition(random: Random) -> tuple[dict[str, Any], Known]:
    received = (FIRST_DAY + timedelta(days=random.randrange(400))).isoformat()
    action = random.choice((None, "thu_ly", "thu_ly", "thu_ly", "huong_dan", "luu"))
    said: dict[str, Any] = {"received_on": received, "kind": "khieu_nai", "category": "dat_dai", "action": action}
    said |= {"in_competence": random.random() < 0.8, "admissible": random.random() < 0.8}
    if not said["admissible"]:
        said["inadmissible_reason"] = "khac"
    handled = settled = carried_out = None
    if action == "thu_ly":
        handled = said["accepted_on"] = day(random, received)
        if random.random() < 0.6:
            settled = said["resolved_on"] = day(random, handled)
            said |= {"resolution_kind": "quyet_dinh", "outcome": "dung", "exec_status": random.choice(("da_xong", "chua", "khong_phai"))}
            if said["exec_status"] == "da_xong":
                carried_out = settled
                if random.random() < 0.8:
                    carried_out = said["executed_on"] = day(random, settled)
    elif action:
        handled = received
        if random.random() < 0.8:
            handled = said["action_date"] = day(random, received)
    own = bool(said["in_competence"] and said["admissible"])
    due = settled is not None and bool(said["in_competence"]) and said["exec_status"] in ("da_xong", "chua")
    return said, Known(received, handled, settled, own, action in (None, "thu_ly"), carried_out, due)


def before(moment: str | None, limit: str) -> bool:
    return moment is not None and moment < limit


def expected(known: Mapping[str, Known], stage: str, first: str, after: str) -> set[str]:
    """Work a stage out letter by letter; `after` is the day after the period."""
    last_day = (date.fromisoformat(after) - timedelta(days=1)).isoformat()

    def unhandled(one: Known, limit: str) -> bool:
        return one.received < limit and not before(one.handled, limit)

    def unsettled(one: Known, limit: str) -> bool:
        return one.own and not before(one.settled, limit) and (one.accepted or not before(one.handled, limit))

    def being_settled(one: Known) -> bool:
        return one.own and one.accepted and before(one.handled, after) and not before(one.settled, after)

    tests = {
        "received": lambda one: first <= one.received,
        "carried": lambda one: unhandled(one, first),
        "accepted_carried": lambda one: one.received < first and before(one.handled, first) and one.accepted and unsettled(one, first),
        "to_handle": lambda one: not before(one.handled, first),
        "handled": lambda one: first <= (one.handled or after) < after,
        "handled_carried": lambda one: one.received < first <= (one.handled or after) < after,
        "handled_received": lambda one: first <= one.received and before(one.handled, after),
        "open": lambda one: unhandled(one, after),
        "to_settle": lambda one: unsettled(one, first),
        "to_settle_carried": lambda one: one.received < first and unsettled(one, first),
        "to_settle_received": lambda one: first <= one.received and unsettled(one, first),
        "being_settled": being_settled,
        "overdue": lambda one: being_settled(one) and before(one.due, last_day),
        "settled": lambda one: first <= (one.settled or after) < after,
        "to_carry_out": lambda one: one.to_carry_out and before(one.settled, after) and not before(one.carried_out, first),
        "carried_out": lambda one: one.to_carry_out and first <= (one.carried_out or after) < after,
    }
    return {key for key, one in known.items() if one.received < after and tests[stage](one)}


@pytest.fixture
def written(books: Books) -> dict[str, Known]:
    random, found = Random(4), {}
    for _ in range(90):
        said, known = petition(random)
        known.settled = known.settled if said["in_competence"] else None
        key = books.add(UNIT, "petition", **said)
        known.due = lookup.show(books.office, "petition", key).values["due_resolve"]
        found[key] = known
    return found


def at(books: Books, stage: str, code: str) -> set[str]:
    with books.office.reading() as connection:
        ground = Ground(parse_code(code), (UNIT,), books.office.reader(connection), books.office.law_of)
        return {record for _, record in ground.reader.ids(ground.of_units(letters_of("petition", stage, ground.span)))}


def test_every_stage_of_every_month_is_what_its_days_say(books, written):
    for code in MONTHS:
        span = parse_code(code)
        first, after = span.from_date.isoformat(), (span.to_date + timedelta(days=1)).isoformat()
        for stage in STAGES.keys() - {"replied"}:
            assert at(books, stage, code) == expected(written, stage, first, after), (stage, code)


def test_what_a_month_brings_over_was_open_when_the_one_before_ended(books, written):
    for month, following in pairwise(MONTHS):
        assert at(books, "carried", following) == at(books, "open", month)
        refused = {key for key, one in written.items() if one.handled and not one.accepted}
        left = at(books, "to_settle", month) - at(books, "settled", month) - (refused & at(books, "handled", month))
        assert at(books, "to_settle_carried", following) == left
        assert at(books, "to_carry_out", following) >= at(books, "to_carry_out", month) - at(books, "carried_out", month)


def test_what_is_to_be_handled_is_handled_or_open_and_came_before_or_in_the_period(books, written):
    for code in MONTHS:
        whole = at(books, "to_handle", code)
        assert whole == at(books, "carried", code) | at(books, "received", code)
        assert whole == at(books, "handled", code) | at(books, "open", code)
        assert at(books, "handled", code) == at(books, "handled_carried", code) | at(books, "handled_received", code)
        assert not at(books, "handled", code) & at(books, "open", code)
        assert at(books, "to_settle", code) == at(books, "to_settle_carried", code) | at(books, "to_settle_received", code)


def test_a_quarter_receives_and_settles_what_its_months_do(books, written):
    for stage in ("received", "handled", "settled", "carried_out"):
        assert at(books, stage, "2024-Q2") == set().union(*(at(books, stage, f"2024-{month:02}") for month in (4, 5, 6)))


def test_a_reply_without_a_day_belongs_to_the_day_of_its_letter(books):
    moved = {"category": "dat_dai", "in_competence": False, "action": "chuyen_don", "reply_received": True}
    dated = books.add(UNIT, "petition", received_on="2024-01-20", action_date="2024-01-22", reply_received_on="2024-02-20", **moved)
    undated = books.add(UNIT, "petition", received_on="2024-01-20", **moved)
    assert at(books, "replied", "2024-02") == {undated}
    assert at(books, "replied", "2024-03") == {dated}
    stat = {"in_competence": False, "action": "chuyen", "accepted_on": None}
    books.add(UNIT, "denunciation_stat", received_on="2024-01-20", **stat)
    answered = books.add(UNIT, "denunciation_stat", received_on="2024-01-20", reply_received_on="2024-02-20", **stat)
    with books.office.reading() as connection:
        found = books.office.reader(connection).ids(letters_of("denunciation_stat", "replied", parse_code("2024-03")))
    assert found == [(UNIT, answered)]
