"""Who sees which law when several threads and programs read and write at once: each the law of his own view of the data."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from db.driver import Connection
from desktop.actions import records
from desktop.clock import Clock
from desktop.entries.saving import Saver
from desktop.office import Office
from desktop.paths import Paths
from desktop.registers import ALL
from tests.office import COMMUNE, KEY, Desk, open_desk

FREE = date(2024, 3, 21)
OFF = {"date": "2024-03-21", "kind": "nghi", "name": "Ngày nghỉ của xã"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa", COMMUNE)
    yield made
    made.office.close()


@pytest.fixture
def elsewhere() -> Iterator[Callable[..., object]]:
    """Do something in another thread, always the same one, and wait for it."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work, *given: pool.submit(work, *given).result()


def is_free(office: Office) -> bool:
    return not office.law_of(COMMUNE).calendar.is_working(FREE)


def test_a_reader_of_an_older_state_leaves_no_old_law_behind(desk, elsewhere):
    office, view = desk.office, ExitStack()

    def begin() -> bool:
        view.enter_context(office.reading())
        return is_free(office)

    try:
        assert not elsewhere(begin)
        desk.add("holiday", **OFF)
        assert is_free(office)
        assert not elsewhere(is_free, office)
        assert is_free(office)
    finally:
        elsewhere(view.close)
    assert elsewhere(is_free, office)


def test_nobody_sees_the_law_of_somebody_who_is_still_writing(desk, elsewhere):
    office = desk.office
    with office.writing() as connection:
        Saver(office, connection).add(ALL["holiday"], OFF, None, draft=False)
        assert is_free(office)
        assert not elsewhere(is_free, office)
        assert is_free(office)
    assert elsewhere(is_free, office)


def test_a_law_that_was_undone_never_was(desk, elsewhere):
    office = desk.office

    def fail(connection: Connection) -> None:
        Saver(office, connection).add(ALL["holiday"], OFF, None, draft=False)
        assert is_free(office)
        raise ZeroDivisionError

    def fail_whole() -> None:
        with office.writing() as connection:
            fail(connection)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fail_whole()
        assert not is_free(office)
    with office.writing() as connection:
        with pytest.raises(ZeroDivisionError), office.trying(connection):
            fail(connection)
        Saver(office, connection).add(ALL["holiday"], {**OFF, "date": "2024-03-22"}, None, draft=False)
        assert not is_free(office)
    assert not elsewhere(is_free, office)


def test_the_law_that_another_program_writes_is_noticed(desk):
    assert not is_free(desk.office)
    other = Office.open_store(Paths(desk.office.paths.home), KEY, Clock.from_text("2024-03-20T09:00:00"))
    other.identity, other.user = desk.office.identity, desk.office.user
    try:
        made = records.add(other, "holiday", [(OFF, None)]).ids[0]
        assert is_free(desk.office)
        records.strike_out(desk.office, "holiday", made)
        assert not is_free(other)
    finally:
        other.close()


def test_what_stays_the_same_is_read_once(desk):
    first = desk.office.law_of(COMMUNE)
    desk.add("village")
    assert desk.office.law_of(COMMUNE) is first
