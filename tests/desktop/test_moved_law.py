"""When the law moves, exactly what hangs on it is derived anew: a full fold finds nothing that would be otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.check import rebuild
from db.driver import Connection
from desktop.actions import lookup, records
from desktop.entries.moved_law import records_moved
from tests.desktop.test_law_records import shipped
from tests.office import COMMUNE, DISTRICT, Desk, carry, open_desk

DAYS = [f"2024-{month:02}-{day:02}" for month in (3, 4, 5) for day in (4, 8, 17, 18, 22, 29)]
# No term of the law is so long that it reaches from the first of these days to the others.
FAR = ["2020-10-05", "2024-04-04", "2024-04-08", "2024-04-17", "2024-04-18", "2024-04-22"]
VISIT = {"subject_kind": "kien_nghi", "handling": "thu_ly"}


def whole(desk: Desk) -> list[str]:
    """Return where the tables of a desk are another than its log and its law say."""
    with desk.office.writing() as connection:
        return rebuild(connection, desk.office.projector(connection))


def change(desk: Desk, what: str, day: str, value: str) -> None:
    """Move the law of a desk in one of the ways in which people do."""
    if what == "holiday":
        desk.add("holiday", date=day, kind=value, name="Ngày do đơn vị ghi")
    elif what == "kings":
        record = shipped(desk, "holiday", date="2024-04-18")
        records.restore(desk.office, "holiday", record)
        desk.edit("holiday", record, date=day, kind=value)
    elif what == "strike":
        records.strike_out(desk.office, "holiday", shipped(desk, "holiday", date="2024-04-18"))
    elif what == "rule":
        desk.add("legal_rule", rule_key="tcd_reply", value="15" if value == "nghi" else "3", unit="ngay_lam_viec", valid_from=day)
    else:
        key, until = ("tcd_reply", day) if value == "nghi" else ("dialogue_announce_before", day)
        record = shipped(desk, "legal_rule", rule_key=key, valid_from="2014-07-01" if value == "nghi" else "2016-01-01")
        records.restore(desk.office, "legal_rule", record)
        desk.edit("legal_rule", record, valid_to=until)


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from((COMMUNE, DISTRICT)), st.sampled_from(("holiday", "kings", "strike", "rule", "end")),
            st.sampled_from(DAYS), st.sampled_from(("nghi", "lam_bu")),
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_full_fold_gives_the_same_rows(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("law")
    desks = {unit: open_desk(folder / unit[-3:], unit, now="2024-06-20T08:00:00") for unit in (COMMUNE, DISTRICT)}
    commune, district = desks[COMMUNE], desks[DISTRICT]
    try:
        for day in DAYS[::2]:
            commune.add("reception_visit", **VISIT, session_id=commune.session(day))
            commune.add("dialogue", held_on=day, announced_on=day)
        carry(commune, district)
        for unit, what, day, value in steps:
            change(desks[unit], what, day, value)
            carry(district, commune)
            carry(commune, district)
            assert (whole(commune), whole(district)) == ([], [])
    finally:
        commune.office.close()
        district.office.close()


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa", COMMUNE)
    yield made
    made.office.close()


def test_a_day_off_moves_only_the_terms_that_can_reach_it(commune, monkeypatch):
    visits = {day: commune.add("reception_visit", **VISIT, session_id=commune.session(day)) for day in FAR}
    asked: list[str] = []

    def project(connection: Connection, moved: object) -> None:
        asked.extend(record for _, record in records_moved(commune.office.reader(connection), moved, commune.office.law_of))

    monkeypatch.setattr(commune.office, "derive_moved", project)
    commune.add("holiday", date="2024-04-17", kind="nghi", name="Ngày nghỉ của xã")
    days = [day for day, visit in visits.items() if visit in asked]
    assert days == ["2024-04-04", "2024-04-08", "2024-04-17"]


def test_a_term_that_begins_before_the_day_of_its_record_moves_too(tmp_path):
    desk = open_desk(tmp_path, now="2024-06-20T08:00:00")
    try:
        late = desk.add("publication", doc_date="2024-03-01", start_on="2024-05-20")
        board = desk.add("board", members_n=5, term_from="2024-03-01")
        assert lookup.show(desk.office, "publication", late).values["due_on"] == "2024-03-08"
        change(desk, "holiday", "2024-03-04", "nghi")
        desk.add("legal_rule", rule_key="ttnd_members_min", value="7", unit="nguoi", valid_from="2024-01-01")
        assert lookup.show(desk.office, "publication", late).values["due_on"] == "2024-03-11"
        assert lookup.show(desk.office, "board", board).flags == ("a_board_has_members_enough",)
        assert whole(desk) == []
    finally:
        desk.office.close()
