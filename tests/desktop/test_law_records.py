"""The law as records: a correction takes effect, and what is struck out counts no more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.query import Is, Query
from desktop.actions import records
from desktop.units import RESOURCES
from tests.office import COMMUNE, DISTRICT, Desk, open_desk

KINGS = date(2024, 4, 18)  # Giỗ Tổ Hùng Vương


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "huyen", DISTRICT)
    yield made
    made.office.close()


def shipped(desk: Desk, register: str, **key: str) -> str:
    """Return the id of a record that comes with the program."""
    with desk.office.reading() as connection:
        where = tuple(Is(name, "=", value) for name, value in key.items())
        ((_, record),) = desk.office.reader(connection).ids(Query(register, where, units=(RESOURCES,)))
    return record


def test_a_corrected_rule_is_the_only_rule(district):
    old, new = (district.office.law_of(COMMUNE).value("rec_min", day) for day in ("2023-11-01", "2024-01-10"))
    assert old
    assert new
    for valid_from in {row.valid_from for row in district.office.law_of(COMMUNE).rules if row.rule_key == "rec_min"}:
        rule = shipped(district, "legal_rule", rule_key="rec_min", valid_from=str(valid_from))
        district.edit("legal_rule", rule, valid_to="2023-11-30" if str(valid_from) < "2023-11-30" else str(valid_from))
    assert district.office.law_of(COMMUNE).value("rec_min", "2023-11-01") == old
    assert district.office.law_of(COMMUNE).value("rec_min", "2024-01-10") is None


def test_a_struck_out_day_off_is_worked(district):
    assert not district.office.law_of(COMMUNE).calendar.is_working(KINGS)
    day = shipped(district, "holiday", date="2024-04-18")
    district.edit("holiday", day, name="Giỗ Tổ Hùng Vương (10/3 âm lịch)")
    records.strike_out(district.office, "holiday", day)
    assert district.office.law_of(COMMUNE).calendar.is_working(KINGS)
