"""Agencies of a district: added by it, known below and above, with a station of their own or without, counted in their days."""

import pytest

from tests.worlds import COMMUNE, DISTRICT, Laptop, call

AGENCY = "107.01"
OFFICE = {"code": AGENCY, "name": "Phòng Nội vụ", "kind": "phong"}
DAY = "2024-03-20T08:00:00"


def add_agency(world, **more):
    return world.district.add("agency", {**OFFICE, **more})[0]


def own_laptop(world, name="agency", unit=AGENCY):
    laptop = world.laptops[name] = Laptop(world.folder / name, unit)
    made = call(
        "--home", laptop.home, "station", "init", "--unit", unit, "--era", "2024", "--desk", "xa", "--user", laptop.user,
        password=laptop.password, now=laptop.now,
    )  # fmt: skip
    return laptop, made


def rows(laptop, *command):
    return laptop.ok(*command)["rows"]


def test_nothing_changes_until_an_agency_is_added(world):
    before = [one["unit"] for one in rows(world.district, "form", "DV-05", "2024-Q1")]
    assert (len(before), before) == (14, sorted(before))
    assert [one["code"] for one in world.district.ok("units", "--level", "co_quan")] == []
    add_agency(world)
    assert [one["unit"] for one in rows(world.district, "form", "DV-05", "2024-Q1")] == [*before, AGENCY]
    assert [one["unit"] for one in rows(world.district, "targets", "2024-Q1")] == [*before, AGENCY]


def test_agencies_come_after_the_communes_in_order_of_code_with_their_names(world):
    add_agency(world, code="107.02", name="Trung tâm Văn hóa huyện", kind="su_nghiep")
    add_agency(world)
    last = rows(world.district, "form", "DV-05", "2024-Q1")[-2:]
    assert [(one["unit"], one["name"], one["reported"]) for one in last] == [
        (AGENCY, "Phòng Nội vụ", False), ("107.02", "Trung tâm Văn hóa huyện", False),
    ]  # fmt: skip


def test_units_lists_the_agencies_of_the_home_that_opens(world):
    add_agency(world)
    assert world.district.ok("units", "--level", "co_quan") == [
        {"code": AGENCY, "era": "2024", "name": "Phòng Nội vụ", "type": "Phòng", "level": "co_quan", "parent": DISTRICT}
    ]
    everything = [one["code"] for one in world.district.ok("units", "--era", "2024")]
    assert everything == sorted(everything)
    assert AGENCY in everything
    assert AGENCY not in [one["code"] for one in call("--home", world.folder / "none", "units").document]


@pytest.mark.parametrize("code", ["108.01", "107.1", "107", "03433.01", "12.01", "phong", "107.A01", "107.01B", "107.B01"])
def test_a_code_of_another_unit_form_or_laptop_is_refused(world, code):
    refused = world.district.refused("rule_broken", "record", "add", "agency", *_set(code))
    assert not world.district.ok("record", "list", "agency")["total"], refused


def _set(code):
    return [part for name, value in {**OFFICE, "code": code}.items() for part in ("--set", f"{name}={value}")]


def test_an_agency_is_counted_only_in_the_periods_of_its_days(world):
    add_agency(world, active_from="2024-04-01", active_to="2024-06-10")
    found = {period: AGENCY in [one["unit"] for one in rows(world.district, "form", "DV-05", period)] for period in ("2024-Q1", "2024-Q2")}
    assert found == {"2024-Q1": False, "2024-Q2": True}
    assert AGENCY not in [one["unit"] for one in rows(world.district, "form", "DV-05", "2024-Q3")]
    assert AGENCY in [one["unit"] for one in rows(world.district, "form", "DV-05", "2024")]


def test_an_agency_that_was_struck_out_has_no_row(world):
    record = add_agency(world)
    world.district.ok("record", "delete", "agency", record)
    assert AGENCY not in [one["unit"] for one in rows(world.district, "form", "DV-05", "2024-Q1")]
    world.district.refused("unknown_unit", "form", "DV-05", "2024-Q1", "--unit", AGENCY)


def test_a_laptop_of_an_agency_learns_its_name_by_its_admission(world):
    laptop, made = own_laptop(world)
    assert (made.status, made.document["unit"], made.document["desk"]) == (0, AGENCY, "xa")
    asked = world.folder / "asked.goi"
    words = laptop.ok("station", "request", asked)["fingerprint"]
    answer = world.folder / "answer.goi"
    world.district.refused("unknown_unit", "station", "admit", asked, "--fingerprint", words, "-o", answer)
    add_agency(world)
    world.enrol("agency", DISTRICT)
    assert laptop.ok("units", "--level", "co_quan")[0]["name"] == "Phòng Nội vụ"
    assert laptop.ok("station", "show")["rights"] == ["write", "admit"]


def test_an_agency_records_and_its_figures_come_to_the_district(world):
    add_agency(world)
    laptop, _ = own_laptop(world)
    world.enrol("agency", DISTRICT)
    laptop.add("official", {"name": "Lò Văn Hặc", "position": "Trưởng phòng"})
    laptop.add("place", {"name": "Hội trường", "kind": "hoi_truong"})
    held = {"kind": "cbccvc", "held_on": "2024-03-01", "announced_on": "2024-02-20", "place": "Hội trường", "chair_id": "Lò Văn Hặc"}
    laptop.add("dialogue", {**held, "participants": 25, "head_present": True, "with_front": False})
    world.district.ok("import", *laptop.export(world.stick))
    row = rows(world.district, "form", "DV-05", "2024-Q1")[-1]
    assert (row["unit"], row["reported"], row["cells"]["9"], row["cells"]["10"]) == (AGENCY, True, 1, 25)
    assert laptop.up(AGENCY) == world.district.up(AGENCY)
    down = world.district.export(world.folder / "down", "--to", AGENCY)
    laptop.ok("import", *down)


def test_a_commune_learns_of_the_agencies_beside_it_by_the_package_down(world):
    add_agency(world)
    world.commune.ok("import", *world.district.export(world.folder / "down", "--to", COMMUNE))
    assert [one["name"] for one in world.commune.ok("units", "--level", "co_quan")] == ["Phòng Nội vụ"]
    form = world.commune.ok("form", "DV-05", "2024-Q1")
    assert ([one["unit"] for one in form["rows"]], form["total"]) == ([COMMUNE], None)


def test_a_commune_adds_no_agency(world):
    world.commune.refused("not_allowed", "record", "add", "agency", *_set("034.01"))


def test_an_agency_is_asked_for_no_book_of_villages_and_closes_without_them(world):
    add_agency(world)
    laptop, _ = own_laptop(world)
    world.enrol("agency", DISTRICT)
    asked = laptop.ok("period", "show", "2024-Q1")["undeclared"]
    assert not {"mediation_team", "village_conference", "publication", "community_decision", "board"} & set(asked)
    assert {"dialogue", "dissemination", "reception_session"} <= set(asked)
    laptop.ok("period", "nothing", "2024-Q1", "--all-empty")
    assert laptop.ok("period", "close", "2024-Q1")["state"] == "closed"
    world.district.ok("import", *laptop.export(world.stick))
    state = world.district.ok("period", "show", "2024-Q1", "--unit", AGENCY)
    assert (state["state"], state["agrees"], state["undeclared"]) == ("received", True, [])
    assert world.district.ok("period", "accept", AGENCY, "2024-Q1")["state"] == "accepted"


def test_the_list_of_periods_has_an_agency_only_where_it_is_counted(world):
    add_agency(world, active_from="2024-04-01")
    for quarter in (1, 2):
        world.district.ok("period", "open", "quarter", 2024, quarter)
    found = [(one["period"], one["unit"]) for one in world.district.ok("period", "list")]
    assert ("2024-Q1", AGENCY) not in found
    assert ("2024-Q2", AGENCY) in found
    assert found == sorted(found, key=lambda one: (one[0], one[1]))
    assert len(found) == 14 + 15


def test_whoever_was_telephoned_already_is_no_more_due(world):
    world.district.ok("period", "open", "quarter", 2024, 1)
    add_agency(world)
    assert len([one for one in world.district.ok("due") if one["kind"] == "not_reported"]) == 15
    told = {
        "period": "2024-Q1",
        "form": "DV-05",
        "column": "9",
        "value": 1,
        "source": "zalo",
        "given_by": "Lò Văn Pản",
        "given_on": "12/03/2024",
    }
    world.district.add("total_on_behalf", *({**told, "for_unit": unit} for unit in (AGENCY, "03439")))
    assert len([one for one in world.district.ok("due") if one["kind"] == "not_reported"]) == 13


def test_a_commune_s_books_are_asked_of_no_agency_and_stand_in_no_total(world):
    add_agency(world)
    laptop, _ = own_laptop(world)
    world.enrol("agency", DISTRICT)
    for code in ("1", "4", "8"):
        row = rows(laptop, "form", "DV-07", "2024-Q1")[0]
        assert (row["cells"][code], row["why"].get(code), row["marks"][code]) == (None, None, "khong_ap_dung")
    laptop.ok("period", "nothing", "2024-Q1", "--all-empty")
    laptop.ok("period", "close", "2024-Q1")
    world.district.ok("import", *laptop.export(world.stick))
    for form, code in (("DV-07", "1"), ("DV-07", "4"), ("DV-08", "1"), ("DV-09", "6a")):
        answer = world.district.ok("form", form, "2024-Q1")
        assert answer["rows"][-1]["marks"][code] == answer["total"]["marks"][code] == "khong_ap_dung"
        assert answer["total"]["cells"][code] is None
    answer = world.district.ok("form", "DV-05", "2024-Q1")
    assert (answer["rows"][-1]["cells"]["9"], answer["rows"][-1]["marks"]) == (0, {})
