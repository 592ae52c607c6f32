"""Two records of one thing become one: nothing that referred to either is lost, on whatever laptop it was written."""

import pytest

from desktop.actions import conflicts, duplicates, lookup, merging_records, records
from desktop.errors import Problem
from tests.desktop.world import HAI, HUYEN, XA
from tests.office import open_desk


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


@pytest.fixture
def pair(exchange_world):
    """Two laptops of a commune that have the same two villages of one name."""
    world = exchange_world
    world.admit(XA, HAI)
    ids = [world.add(XA, "village", name="Bản A", type="ban") for _ in range(2)]
    world.send(XA, HAI, kind="home")
    world.ids = ids
    return world


def twins(desk):
    return [desk.add("village", name="Bản A", type="ban") for _ in range(2)]


def both_ways(world):
    written = {name: world.export(name, kind="home") for name in (XA, HAI)}
    world.bring(XA, *written[HAI])
    world.bring(HAI, *written[XA])


def seen(office):
    return [(one.why, [twin.id for twin in one.records]) for one in duplicates.listing(office) if one.register.code == "village"]


def value(office, register, record, field):
    return lookup.show(office, register, record).values[field]


def refused(desk, code, *asked):
    with pytest.raises(Problem) as problem:
        merging_records.merge(desk.office, *asked)
    assert problem.value.code == code
    return problem.value.message


def test_what_referred_to_the_one_that_goes_refers_to_the_one_that_stays(desk):
    keep, drop = twins(desk)
    place = desk.add("place", village_id=drop)
    model = desk.add("model", villages=[drop, keep])
    other = desk.add("model", villages=[drop])
    draft = desk.add("place", draft=True, village_id=drop)
    gone = desk.add("place", village_id=drop)
    records.strike_out(desk.office, "place", gone)
    assert seen(desk.office) == [("co_the_trung", sorted((keep, drop)))]
    done = merging_records.merge(desk.office, "village", keep, drop)
    assert {code: sorted(ids) for code, ids in done.followed.items()} == {"place": sorted((place, draft)), "model": sorted((model, other))}
    assert [value(desk.office, "place", one, "village_id") for one in (place, draft, gone)] == [keep, keep, drop]
    assert [value(desk.office, "model", one, "villages") for one in (model, other)] == [[keep], [keep]]
    shown = {one: lookup.show(desk.office, "village", one) for one in (keep, drop)}
    assert [(one.deleted, one.flags) for one in (shown[keep], shown[drop])] == [(False, ()), (True, ("da_gop",))]
    assert seen(desk.office) == []
    assert conflicts.listing(desk.office) == []


def test_a_letter_keeps_its_number_and_hands_nothing_over(desk):
    keep, drop = (desk.add("petition", petitioner_name="Lò Văn Một", summary=text, received_on="2024-03-01") for text in ("một", "hai"))
    event = desk.add("petition_event", petition_id=drop, date="2024-03-04")
    merging_records.merge(desk.office, "petition", keep, drop)
    shown = {one: lookup.show(desk.office, "petition", one) for one in (keep, drop)}
    assert (shown[keep].book_no, shown[drop].book_no, shown[drop].deleted) == ("1A", "2A", True)
    assert shown[keep].values["summary"] == "một"
    assert value(desk.office, "petition_event", event, "petition_id") == keep
    assert lookup.show(desk.office, "petition", desk.add("petition")).book_no == "3A"


def test_a_restored_one_stands_by_itself_again(desk):
    keep, drop = twins(desk)
    merging_records.merge(desk.office, "village", keep, drop)
    records.restore(desk.office, "village", drop)
    assert [lookup.show(desk.office, "village", one).flags for one in (keep, drop)] == [("co_the_trung",)] * 2


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(desk):
    keep, drop = twins(desk)
    place = desk.add("place", village_id=drop)
    refused(desk, "invalid_value", "village", keep, keep)
    refused(desk, "unknown_record", "village", keep, place[:-1] + "0")
    refused(desk, "unknown_record", "village", keep, place)
    refused(desk, "unknown_register", "khong_co", keep, drop)
    refused(desk, "rule_broken", "campaign", keep, drop)
    with desk.signed_in("Người xem", "XEM"):
        refused(desk, "not_allowed", "village", keep, drop)
    for one in (keep, drop):
        desk.add("village_conference", village_id=one, year=2024)
    assert "có bản ghi của cả hai" in refused(desk, "rule_broken", "village", keep, drop)
    assert value(desk.office, "place", place, "village_id") == drop
    records.strike_out(desk.office, "village", drop)
    refused(desk, "rule_broken", "village", keep, drop)
    refused(desk, "rule_broken", "village", drop, keep)


def test_a_reference_that_another_laptop_wrote_meanwhile_is_listed_and_follows_when_it_is_asked_again(pair):
    keep, drop = pair.ids
    merging_records.merge(pair[XA], "village", keep, drop)
    place = pair.add(HAI, "place", village_id=drop)
    both_ways(pair)
    assert seen(pair[XA]) == seen(pair[HAI]) == [("con_dan", [keep, drop])]
    done = merging_records.merge(pair[HAI], "village", keep, drop)
    assert (done.op, done.followed) == (None, {"place": [place]})
    both_ways(pair)
    assert seen(pair[XA]) == seen(pair[HAI]) == []
    assert pair.value(XA, place, "village_id", "place") == keep
    pair.send(XA, HUYEN)
    assert pair.state(XA) == pair.state(HAI) == pair.state(HUYEN)


def test_merged_the_other_way_round_on_two_laptops_both_are_struck_out_which_is_listed(pair):
    one, two = pair.ids
    merging_records.merge(pair[XA], "village", one, two)
    merging_records.merge(pair[HAI], "village", two, one)
    both_ways(pair)
    assert all(lookup.show(pair[name], "village", key).deleted for name in (XA, HAI) for key in (one, two))
    assert seen(pair[XA]) == seen(pair[HAI]) == [("cung_gach", sorted((one, two)))]
    assert conflicts.listing(pair[XA]) == []
    records.restore(pair[XA], "village", one)
    both_ways(pair)
    assert [lookup.show(pair[HAI], "village", key).deleted for key in (one, two)] == [False, True]
    assert seen(pair[HAI]) == []
    assert pair.state(XA, "home") == pair.state(HAI, "home")


def test_merged_into_two_different_ones_it_is_struck_out_once_and_nobody_has_to_choose(pair):
    first, drop = pair.ids
    third = pair.add(XA, "village", name="Bản A", type="ban")
    pair.send(XA, HAI, kind="home")
    merging_records.merge(pair[XA], "village", first, drop)
    merging_records.merge(pair[HAI], "village", third, drop)
    both_ways(pair)
    assert [conflicts.listing(pair[name]) for name in (XA, HAI)] == [[], []]
    assert seen(pair[XA]) == seen(pair[HAI]) == [("co_the_trung", sorted((first, third)))]
    assert pair.state(XA, "home") == pair.state(HAI, "home")


def test_an_edit_that_the_merge_had_not_seen_is_a_conflict_with_it(pair):
    keep, drop = pair.ids
    merging_records.merge(pair[XA], "village", keep, drop)
    pair.edit(HAI, drop, "village", households=40)
    both_ways(pair)
    assert [[one.id for one in conflicts.listing(pair[name])] for name in (XA, HAI)] == [[f"{drop}.deleted"]] * 2
