"""Totals that the district types for a unit without a laptop: marked, added up, and compared when the real ones come."""

import json

from tests.worlds import COMMUNE, NEIGHBOUR

SILENT = "03439"
TOLD = {"period": "2024-Q1", "form": "DV-05", "source": "dien_thoai", "given_by": "Lò Văn Pản, Phó Chủ tịch", "given_on": "12/03/2024"}


def tell(world, unit, **cells):
    return world.district.add("total_on_behalf", *({**TOLD, "for_unit": unit, "column": code[1:], "value": n} for code, n in cells.items()))


def warned(world, unit, **cells):
    rows = [{**TOLD, "for_unit": unit, "column": code[1:], "value": n} for code, n in cells.items()]
    return world.district.ok("record", "add", "total_on_behalf", "--from-json", "-", typed=json.dumps(rows)).get("warnings", [])


def row(answer, unit):
    return next(one for one in answer["rows"] if one["unit"] == unit)


def test_a_unit_that_nobody_told_anything_of_is_not_reported(world):
    silent = row(world.district.ok("form", "DV-05", "2024-Q1"), SILENT)
    assert (silent["reported"], silent["on_behalf"], silent["marks"], set(silent["cells"].values())) == (False, None, {}, {None})


def test_what_was_told_is_the_row_of_the_unit_marked_and_in_the_total(world):
    ids = tell(world, SILENT, c9=2, c10=150)
    answer = world.district.ok("form", "DV-05", "2024-Q1", "--rows")
    told = row(answer, SILENT)
    assert (told["reported"], told["state"], told["mark"]) == (True, "not_reported", None)
    assert (told["cells"]["9"], told["cells"]["10"], told["cells"]["11"], told["why"]["11"]) == (2, 150, None, "chua_nhap")
    assert (told["marks"], told["ids"]["9"]) == ({"9": "nhap_thay", "10": "nhap_thay"}, [ids[0]])
    assert told["on_behalf"] == {
        "mark": "số liệu nhập thay – điện thoại 12/03/2024", "source": "dien_thoai", "given_by": TOLD["given_by"],
        "given_on": "2024-03-12",
    }  # fmt: skip
    assert (answer["total"]["cells"]["9"], answer["total"]["cells"]["10"], answer["total"]["marks"]["9"]) == (2, 150, "nhap_thay")


def test_each_form_names_the_source_of_its_own_cells(world):
    tell(world, SILENT, c9=2)
    later = {**TOLD, "for_unit": SILENT, "form": "01/TCD", "source": "giay", "given_by": "Văn thư", "given_on": "20/06/2024"}
    world.district.add("total_on_behalf", {**later, "form": "DV-04", "column": "1", "value": 1})
    assert row(world.district.ok("form", "DV-05", "2024-Q1"), SILENT)["on_behalf"]["source"] == "dien_thoai"
    assert row(world.district.ok("form", "DV-04", "2024-Q1"), SILENT)["on_behalf"]["source"] == "giay"
    world.district.add("total_on_behalf", {**later, "column": "8", "value": 1})
    assert row(world.district.ok("form", "DV-05", "2024-Q1"), SILENT)["on_behalf"]["given_by"] == "Văn thư"  # by its sums
    assert world.district.ok("period", "show", "2024-Q1", "--unit", SILENT)["on_behalf"]["source"] == "giay"


def test_a_form_of_which_nothing_was_told_stays_unreported(world):
    tell(world, SILENT, c9=2)
    other = row(world.district.ok("form", "DV-04", "2024-Q1"), SILENT)
    assert (other["reported"], set(other["cells"].values()), other["on_behalf"]) == (False, {None}, None)


def test_sums_and_other_forms_follow_from_the_parts_that_were_told(world):
    tcd = {**TOLD, "form": "01/TCD", "for_unit": SILENT}
    world.district.add("total_on_behalf", *({**tcd, "column": code, "value": n} for code, n in (("8", 1), ("17", 3))))
    assert row(world.district.ok("form", "01/TCD", "2024-Q1"), SILENT)["cells"]["8"] == 1
    assert row(world.district.ok("form", "DV-05", "2024-Q1"), SILENT)["cells"]["8"] == 4


def test_the_same_cell_told_twice_is_one_number(world):
    assert tell(world, SILENT, c9=2) == tell(world, SILENT, c9=3)
    assert row(world.district.ok("form", "DV-05", "2024-Q1"), SILENT)["cells"]["9"] == 3


def test_totals_are_typed_for_units_below_and_columns_that_are_there(world):
    for wrong in ({"for_unit": "03478"}, {"column": "77"}, {"form": "DV-99"}, {"period": "2024-Q9"}):
        given = {**TOLD, "for_unit": SILENT, "column": "9", "value": 1, **wrong}
        setting = [part for name, value in given.items() for part in ("--set", f"{name}={value}")]
        world.district.refused("rule_broken", "record", "add", "total_on_behalf", *setting)
    world.commune.refused("not_allowed", "record", "add", "total_on_behalf", "--set", f"for_unit={SILENT}")


def close_with_a_dialogue(world):
    world.commune.add("official", {"name": "Lò Văn Hặc", "position": "Chủ tịch UBND xã"})
    world.commune.add("place", {"name": "Nhà văn hóa", "kind": "nha_van_hoa"})
    village = world.commune.add_village()
    held = {"kind": "hang_nam", "held_on": "2024-03-01", "announced_on": "2024-02-20", "place": "Nhà văn hóa", "villages": [village]}
    world.commune.add("dialogue", {**held, "chair_id": "Lò Văn Hặc", "participants": 40, "head_present": True, "with_front": True})
    world.commune.ok("period", "nothing", "2024-Q1", "--all-empty")
    world.commune.ok("period", "close", "2024-Q1")


def test_the_units_own_closing_supersedes_what_was_told_and_is_compared_cell_by_cell(world):
    tell(world, COMMUNE, c9=2, c10=40)
    before = world.district.ok("period", "show", "2024-Q1", "--unit", COMMUNE)
    assert (before["state"], before["on_behalf"]["superseded"], before["on_behalf"]["differences"]) == ("not_reported", False, [])
    close_with_a_dialogue(world)
    world.district.ok("import", *world.commune.export(world.stick))
    own = row(world.district.ok("form", "DV-05", "2024-Q1"), COMMUNE)
    assert (own["state"], own["on_behalf"], own["cells"]["9"], own["cells"]["10"], own["marks"]) == ("received", None, 1, 40, {})
    after = world.district.ok("period", "show", "2024-Q1", "--unit", COMMUNE)
    assert (after["on_behalf"]["superseded"], after["agrees"]) == (True, True)
    assert after["on_behalf"]["differences"] == [{"form": "DV-05", "cell": "9", "typed": 2, "own": 1}]


def test_records_so_far_do_not_supersede_what_was_told_only_a_closing_does(world):
    world.neighbour.add_session("2024-03-04")
    world.district.ok("import", *world.neighbour.export(world.stick))
    assert row(world.district.ok("form", "DV-05", "2024-Q1"), NEIGHBOUR)["mark"] == "chưa chốt"
    tell(world, NEIGHBOUR, c9=4)
    told = row(world.district.ok("form", "DV-05", "2024-Q1"), NEIGHBOUR)
    assert (told["reported"], told["state"], told["cells"]["9"], told["mark"]) == (True, "open", 4, None)
    assert row(world.district.ok("form", "DV-04", "2024-Q1"), NEIGHBOUR)["on_behalf"] is None


def test_one_is_told_how_many_counted_cells_a_typed_number_hides_and_of_which_form(world):
    assert warned(world, NEIGHBOUR, c9=4) == []
    world.neighbour.add_session("2024-03-04")
    world.district.ok("import", *world.neighbour.export(world.stick))
    world.district.ok("record", "delete", "total_on_behalf", told_record(world))
    counted = row(world.district.ok("form", "DV-05", "2024-Q1"), NEIGHBOUR)["cells"]
    hides = sum(value is not None for code, value in counted.items())
    [said] = warned(world, NEIGHBOUR, c9=4)
    assert hides > 1
    assert said.startswith(f"Số nhập thay che {hides} ô đang đếm được ở biểu DV-05 của xã ")


def told_record(world):
    [record] = world.district.ok("record", "list", "total_on_behalf")["records"]
    return record["id"]


def test_one_is_told_that_a_unit_has_closed_figures_which_typed_ones_do_not_replace(world):
    close_with_a_dialogue(world)
    world.district.ok("import", *world.commune.export(world.stick))
    [said] = warned(world, COMMUNE, c9=2)
    assert said.startswith("Đã có số chốt của thị trấn Mường Tè, kỳ quý I/2024; ")
    assert said.endswith("số gõ chỉ để so, không thay số chốt.")


def test_one_is_told_what_of_the_form_does_not_add_up(world):
    tcd = {**TOLD, "form": "01/TCD", "for_unit": SILENT}
    rows = [{**tcd, "column": code, "value": n} for code, n in (("1", 9), ("4", 5), ("13", 3), ("22", 0))]
    world.district.add("total_on_behalf", *rows[:3])
    done = world.district.ok("record", "add", "total_on_behalf", "--from-json", "-", typed=json.dumps(rows[3:]))
    assert ["cột 1 (9) phải bằng cột 4 + 13 + 22 (8)" in said for said in done["warnings"]] == [True]


def test_the_printed_targets_of_the_command_line_name_the_upper_unit_beside_the_units_below(world):
    own = world.district.ok("targets", "2024-Q1")["own"]
    told = world.district.words("targets", "2024-Q1")
    assert own["name"] in told[: told.index("TỔNG")]
