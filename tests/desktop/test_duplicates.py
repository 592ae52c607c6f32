"""One thing written down twice, or one number given twice, is flagged on both records, wherever they meet and in whatever order."""

import pytest

from db.check import rebuild
from desktop.actions import lookup, record_state, records
from desktop.registers import ALL
from tests.desktop.world import HAI, HUYEN, XA
from tests.office import open_desk

COPY = "copy"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


@pytest.fixture
def world(exchange_world):
    return exchange_world


def village(name="Bản A", **more):
    return {"name": name, "type": "ban", **more}


def flags(office, register, *ids):
    return [lookup.show(office, register, one).flags for one in ids]


def test_two_of_one_name_are_flagged_whoever_wrote_them_first(desk):
    one, two, other = (desk.add("village", **village(name)) for name in ("Bản A", "BẢN  a", "Bản Á"))
    assert flags(desk.office, "village", one, two, other) == [("co_the_trung",), ("co_the_trung",), ()]
    state = record_state.state_of(desk.office, ALL["village"], lookup.show(desk.office, "village", one))
    assert (state.kind, state.text) == ("warn", "Có thể trùng")


@pytest.mark.parametrize("mend", ["rename", "strike"])
def test_both_are_cleared_when_one_is_renamed_or_struck_out_and_flagged_again_when_it_comes_back(desk, mend):
    one, two = desk.add("village", **village()), desk.add("village", **village())
    if mend == "rename":
        desk.edit("village", two, name="Bản B")
    else:
        records.strike_out(desk.office, "village", two)
    assert flags(desk.office, "village", one, two) == [(), ()]
    if mend == "rename":
        desk.edit("village", two, name="Bản A")
    else:
        records.restore(desk.office, "village", two)
    assert flags(desk.office, "village", one, two) == [("co_the_trung",), ("co_the_trung",)]


def test_a_draft_makes_no_twin_of_what_is_written(desk):
    one = desk.add("village", **village())
    desk.add("village", draft=True, **village())
    assert flags(desk.office, "village", one) == [()]


def test_two_letters_of_one_person_and_day_may_be_one_and_nothing_of_the_name_is_kept_beside(desk):
    one, two = (desk.add("petition", received_on="2024-03-01", petitioner_name="Lò Văn Giấu") for _ in range(2))
    assert all("co_the_trung" in found for found in flags(desk.office, "petition", one, two))
    desk.edit("petition", two, kind="to_cao")
    assert "co_the_trung" not in flags(desk.office, "petition", one)[0]
    with desk.office.reading() as connection:
        kept = connection.execute("SELECT _alike FROM r_petition ORDER BY _id = ?", (two,)).fetchall()
    assert (len(kept[0][0]), kept[1][0]) == (32, None)


def test_twins_of_two_laptops_are_flagged_on_both_and_at_the_district_but_not_those_of_two_units(world):
    world.admit(XA, HAI)
    world.send(XA, HAI, kind="home")
    mine, yours = world.add(XA, "village", **village()), world.add(HAI, "village", **village())
    assert flags(world[XA], "village", mine) == [()]
    world.send(XA, HAI, kind="home")
    world.send(HAI, XA, kind="home")
    world.send(XA, HUYEN)
    world.add("ban", "village", **village())
    world.send("ban", HUYEN)
    for name in (XA, HAI, HUYEN):
        assert flags(world[name], "village", mine, yours) == [("co_the_trung",)] * 2
    rows = lookup.listing(world[HUYEN], "village", lookup.Ask()).records
    assert sorted(one.flags for one in rows) == [(), ("co_the_trung",), ("co_the_trung",)]
    assert world.state(XA) == world.state(HUYEN)


def test_a_number_that_a_copied_disk_gave_twice_is_flagged_on_both(world):
    world.clone(XA, COPY)
    mine, yours = world.add(XA, name="Máy cũ"), world.add(COPY, name="Máy chép")
    world.send(XA, HUYEN)
    assert flags(world[HUYEN], "model", mine) == [()]
    world.send(COPY, HUYEN)
    shown = [lookup.show(world[HUYEN], "model", one) for one in (mine, yours)]
    assert [(one.book_no, one.flags) for one in shown] == [("1", ("trung_so",))] * 2
    assert record_state.state_of(world[HUYEN], ALL["model"], shown[0]).text == "Trùng số"
    records.strike_out(world[COPY], "model", yours)
    world.send(COPY, HUYEN)
    assert flags(world[HUYEN], "model", mine, yours) == [(), ()]


def test_making_all_rows_anew_comes_to_the_same_flags(world):
    world.clone(XA, COPY)
    ids = [world.add(name, "village", **village()) for name in (XA, COPY)]
    ids += [world.add(name) for name in (XA, COPY)]
    world.send(XA, HUYEN)
    world.send(COPY, HUYEN)
    office = world[HUYEN]

    def seen():
        with office.reading() as connection:
            return connection.execute("SELECT id, flags FROM rec ORDER BY id").fetchall()

    before = seen()
    with office.writing() as connection:
        connection.execute("UPDATE rec SET flags = '[]'")
        rebuild(connection, office.projector(connection))
    assert seen() == before
    found = dict(before)
    assert [found[one] for one in ids] == ['["co_the_trung"]'] * 2 + ['["trung_so"]'] * 2
