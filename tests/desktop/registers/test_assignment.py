"""R01b: who is assigned on a day."""

import pytest

from desktop import registers
from desktop.actions import lookup
from tests.desktop.registers.judging import blocks, broken, whole
from tests.office import open_desk


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"valid_to": None}, []),
        ({"valid_from": "2024-03-01", "valid_to": "2024-03-01"}, []),
        ({"valid_from": "2024-03-02", "valid_to": "2024-03-01"}, ["an_assignment_ends_after_it_begins"]),
        ({"valid_from": None}, ["required valid_from"]),
        ({"scope": None}, ["required scope"]),
        ({"official_id": None}, ["required official_id"]),
        ({"doc_id": None}, []),
    ],
)
def test_an_assignment_names_the_official_and_his_days(change, expected):
    assert broken("assignment", **change) == expected


def test_an_assignment_that_ends_before_it_begins_is_refused():
    assert blocks("assignment", "an_assignment_ends_after_it_begins")


@pytest.mark.parametrize(
    ("today", "says"),
    [("2024-02-29", "Chưa đến ngày"), ("2024-03-01", "Đang phụ trách"), ("2024-06-30", "Đang phụ trách"), ("2024-07-01", "Đã thôi")],
)
def test_an_assignment_holds_from_its_first_to_its_last_day(today, says):
    stands = registers.ALL["assignment"].standing
    assert stands is not None
    assert stands(whole("assignment", valid_from="2024-03-01", valid_to="2024-06-30"), today).text == says


def test_an_assignment_belongs_to_no_period():
    assert not registers.is_declared(registers.ALL["assignment"])


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


def test_one_person_may_lead_and_follow_and_it_is_shown(desk):
    ún, páo = desk.add("official", name="Lò Thị Ún"), desk.add("official", name="Giàng A Páo")

    def assign(person, role, **days):
        return desk.add("assignment", official_id=person, role=role, **{"valid_from": "2024-01-01", **days})

    def flags(record):
        return lookup.show(desk.office, "assignment", record).flags

    leads, follows = assign(ún, "lanh_dao"), assign(ún, "chuyen_vien", valid_from="2024-03-01")
    assert flags(leads) == flags(follows) == ("a_leader_is_not_his_own_officer",)
    desk.edit("assignment", leads, valid_to="2024-02-29")
    assert flags(leads) == flags(follows) == ()
    assert flags(assign(páo, "chuyen_vien")) == flags(assign(páo, "dau_moi_thon")) == ()
    assert flags(assign(ún, "lanh_dao", valid_from="2024-05-01")) == ("a_leader_is_not_his_own_officer",)
