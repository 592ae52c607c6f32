"""What a paper book held before the program is added to the figures of the periods that it belongs to, marked, above as below."""

import pytest

from desktop import registers
from desktop.actions import lookup, typed_sheets
from desktop.actions.figures import form
from desktop.entries.saving import Refused
from tests.desktop.measures.books import COMMUNES, Books, open_office
from tests.worlds import COMMUNE

UNIT = COMMUNES[0]


@pytest.fixture
def commune(tmp_path):
    office = open_office(tmp_path, UNIT)
    yield Books(office)
    office.close()


def hold(books, column="9", value="3", first="2023-12-15", last="2024-01-31", **more):
    given = {"form": "DV-05", "column": column, "kind": "phat_sinh", "date_from": first, "date_to": last, "value": value, **more}
    return books.add(UNIT, "opening_figure", **{name: value for name, value in given.items() if value is not None})


def cells(books, period, name="DV-05"):
    return form(books.office, name, period, rows=True)["rows"][0]


def test_it_is_added_to_what_was_counted_and_marked(commune):
    dialogue = commune.add(UNIT, "dialogue", held_on="2024-02-21", participants=10)
    held = hold(commune)
    row = cells(commune, "2024-Q1")
    assert (row["cells"]["9"], row["marks"], row["ids"]["9"]) == (4, {"9": "so_dau_ky"}, [dialogue, held])
    assert row["cells"]["10"] == 10


def test_alone_it_is_the_figure(commune):
    hold(commune)
    row = cells(commune, "2024-Q1")
    assert (row["cells"]["9"], "9" in row["why"], row["cells"]["10"]) == (3, False, None)


def test_it_counts_in_every_period_that_holds_all_of_its_days_and_in_no_other(commune):
    hold(commune)
    found = {code: cells(commune, code)["cells"]["9"] for code in ("2024-01", "2024-Q1", "2024-H1", "2024", "2024-Q2")}
    assert found == {"2024-01": None, "2024-Q1": 3, "2024-H1": 3, "2024": 3, "2024-Q2": None}


def test_one_carried_over_counts_in_the_periods_that_begin_on_its_day(commune):
    hold(commune, "3e", form="DV-08", first="2024-03-15", last=None, kind="chuyen_sang")
    found = {code: cells(commune, code, "DV-08")["cells"]["3e"] for code in ("2024-Q2", "2024-04", "2024-H1", "2024-Q3")}
    assert found == {"2024-Q2": 3, "2024-04": 3, "2024-H1": None, "2024-Q3": None}


def test_sums_and_other_forms_follow(commune):
    hold(commune, column="1", form="01/TCD", value="12")
    row = cells(commune, "2024-Q1")
    assert (row["cells"]["5"], row["marks"]) == (12, {"5": "so_dau_ky"})


def test_one_that_was_struck_out_counts_no_more(commune):
    commune.strike_out(UNIT, "opening_figure", hold(commune))
    assert cells(commune, "2024-Q1")["cells"]["9"] is None


def test_a_column_that_is_worked_out_takes_none(world):
    given = {"form": "DV-05", "kind": "phat_sinh", "date_from": "2023-12-15", "date_to": "2024-01-31", "value": 3, "source": "Sổ giấy 2023"}
    for column in ("5", "77"):
        setting = [part for name, value in {**given, "column": column}.items() for part in ("--set", f"{name}={value}")]
        world.commune.refused("rule_broken", "record", "add", "opening_figure", *setting)


@pytest.mark.parametrize(("value", "said"), [("2.5", "số nguyên"), ("-3", "không nhỏ hơn 0")])
def test_a_counted_column_takes_whole_numbers_only(commune, value, said):
    with pytest.raises(Refused, match=said):
        hold(commune, value=value)


@pytest.mark.parametrize(("name", "column"), [("DV-07", "1"), ("DV-05", "1"), ("DV-01", "1"), ("DV-15", "2")])
def test_what_stands_on_the_last_day_or_is_judged_takes_none(commune, name, column):
    with pytest.raises(Refused, match="Chỉ ghi ở cột đếm"):
        hold(commune, form=name, column=column)


def test_a_closing_holds_it_and_the_district_counts_the_same(world):
    given = {
        "form": "DV-05",
        "kind": "phat_sinh",
        "column": "9",
        "date_from": "2023-12-15",
        "date_to": "2024-01-31",
        "value": 3,
        "source": "Sổ giấy 2023",
    }
    record = world.commune.add("opening_figure", given)[0]
    world.commune.ok("period", "nothing", "2024-Q1", "--all-empty")
    world.commune.ok("period", "close", "2024-Q1")
    world.district.ok("import", *world.commune.export(world.stick))
    state = world.district.ok("period", "show", "2024-Q1", "--unit", COMMUNE)
    assert (state["agrees"], state["differences"]) == (True, [])
    world.commune.ok("record", "edit", "opening_figure", record, "--set", "value=5")
    world.district.ok("import", *world.commune.export(world.stick))
    for laptop in (world.commune, world.district):
        row = laptop.ok("form", "DV-05", "2024-Q1", "--unit", COMMUNE)["rows"][0]
        assert (row["cells"]["9"], row["marks"]) == (3, {"9": "so_dau_ky"})


def test_a_column_of_the_circular_that_is_not_in_use_takes_none_of_it(commune):
    hold(commune, column="3", form="02/XLD", value="7")
    in_use = form(commune.office, "02/XLD", "2024-Q1", form_set="TT01_2024")["rows"][0]
    other = form(commune.office, "02/XLD", "2024-Q1", form_set="TT02_2021")["rows"][0]
    assert (in_use["cells"]["3"], in_use["marks"]["3"], other["marks"]) == (7, "so_dau_ky", {})


def test_a_period_that_is_reported_by_an_older_circular_takes_none_of_it_either(commune):
    hold(commune, column="3", form="02/XLD", value="7", first="2024-01-15", last="2024-02-14")
    assert cells(commune, "2024-Q1", "02/XLD")["cells"]["3"] == 7
    assert cells(commune, "2024-02", "02/XLD")["marks"] == {}


CARRIED = {"kind": "chuyen_sang", "last": None}


@pytest.mark.parametrize(
    ("name", "column", "kind"), [("DV-07", "4", {}), ("DV-11", "5", {}), ("03/XLD", "2", CARRIED), ("01/XLD", "2", CARRIED)]
)
def test_a_book_of_which_figures_only_go_up_takes_none(commune, name, column, kind):
    with pytest.raises(Refused, match="chỉ gửi số chốt"):
        hold(commune, column, form=name, **kind)


@pytest.mark.parametrize(
    ("name", "column", "kind"), [("DV-05", "9", CARRIED), ("DV-08", "3e", {}), ("02/XLD", "2", {}), ("02/XLD", "3", CARRIED)]
)
def test_what_was_carried_over_and_what_happened_have_columns_of_their_own(commune, name, column, kind):
    with pytest.raises(Refused, match="Xem lại cách tính"):
        hold(commune, column, form=name, **kind)


def test_the_total_of_both_takes_both(commune):
    hold(commune, "1", form="02/XLD", value="2", **CARRIED)
    hold(commune, "1", form="02/XLD", value="5")
    assert cells(commune, "2024-Q1", "02/XLD")["cells"]["1"] == 7


@pytest.mark.parametrize("wrong", [{"form": "DV-07", "column": "4"}, {"kind": "chuyen_sang", "date_to": None}])
def test_what_another_program_wrote_of_such_a_column_is_kept_and_flagged_and_not_counted(commune, wrong):
    record = hold(commune)
    with commune.of(UNIT) as (_, saver):
        saver.put(registers.ALL["opening_figure"], record, "set", wrong, saver.records.all_heads(UNIT, record))
    assert cells(commune, "2024-Q1", wrong.get("form", "DV-05"))["marks"] == {}
    assert len(lookup.show(commune.office, "opening_figure", record).flags) == 1


def test_a_table_is_refused_them_row_by_row(world):
    head = "form,column,kind,date_from,date_to,value,source"
    rows = ["DV-07,4,phat_sinh,2023-12-15,2023-12-31,2,Sổ 2023", "DV-05,9,phat_sinh,2023-12-15,2023-12-31,2,Sổ 2023"]
    file = world.stick / "so-dau-ky.csv"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    done = world.commune.call("table", "import", "opening_figure", str(file))
    failed = [(one["row"], one["column"], one["message"]) for one in done.document["failed"]]
    assert (done.status, len(done.document["added"]), [one[:2] for one in failed]) == (3, 1, [(2, "column")])
    assert "chỉ gửi số chốt" in failed[0][2]


@pytest.mark.parametrize("value", ["Infinity", "NaN", "1e999999", "9" * 40, "1٢"])
def test_what_another_program_wrote_that_is_no_number_adds_nothing_and_stops_no_form(commune, value):
    record = hold(commune)
    with commune.of(UNIT) as (_, saver):
        saver.put(registers.ALL["opening_figure"], record, "set", {"value": value}, saver.records.all_heads(UNIT, record))
    assert cells(commune, "2024-Q1")["cells"]["9"] is None


def test_the_sum_of_the_largest_numbers_is_a_figure(commune):
    for first in ("2023-12-15", "2024-01-01", "2024-02-01"):
        hold(commune, value="999999999999999999", first=first, last="2024-02-02")
    assert cells(commune, "2024-Q1")["cells"]["9"] == 2999999999999999997


def adding(world, **given):
    values = {"date_from": "2023-12-15", "source": "Sổ giấy 2023", **given}
    setting = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
    return world.commune.ok("record", "add", "opening_figure", *setting).get("warnings", [])


def test_one_is_told_which_checks_of_the_form_a_part_without_its_total_breaks(world):
    carried = {"form": "02/XLD", "kind": "chuyen_sang"}
    [said] = adding(world, **carried, column="2", value=3)
    assert said == "Số đầu kỳ từ 15/12/2023: Biểu 02/XLD: cột 1 (0) phải bằng cột 2 + 3 (3)."
    assert adding(world, **carried, column="1", value=3) == []


def test_a_state_that_is_counted_does_not_follow_what_is_typed_as_brought_over(world):
    [said] = adding(world, form="DV-08", column="3e", kind="chuyen_sang", value=3)
    assert "cột 3 + 3e (3) phải bằng cột 4 + 5 + 5a + 6 (0)" in said


def test_what_is_counted_may_be_larger_than_what_is_typed(world):
    assert adding(world, form="DV-05", column="2", kind="phat_sinh", date_to="2024-01-31", value=3) == []


def test_a_table_is_told_the_same_and_of_many_the_first(world):
    head = "form,column,kind,date_from,value,source"
    days = [f"20{year}-12-15" for year in range(10, 20)]
    file = world.stick / "so-dau-ky.csv"
    file.write_text("\n".join([head, *(f"02/KQGQ,1,chuyen_sang,{day},3,Sổ giấy" for day in days)]), encoding="utf-8")
    assert "warnings" not in world.commune.ok("table", "import", "opening_figure", str(file))
    file.write_text("\n".join([head, *(f"01/KQGQ,2,chuyen_sang,{day},3,Sổ giấy" for day in days)]), encoding="utf-8")
    said = world.commune.ok("table", "import", "opening_figure", str(file))["warnings"]
    assert said[0] == "Số đầu kỳ từ 15/12/2010: Biểu 01/KQGQ: cột 1 (0) phải bằng cột 2 + 3 (3)."
    assert said[5:] == ["Còn 5 chỗ khác cần xem lại ở trang ghi cả biểu."]


PAPER = {"source": "Sổ giấy 2023", "date_to": "2024-01-31"}


def of_days(office, last="2024-01-31"):
    return typed_sheets.opening_sheet(office, "DV-05", "phat_sinh", "2023-12-15", last)


def test_the_book_is_named_where_the_number_changed_and_all_take_new_days(commune):
    office = commune.office
    typed_sheets.keep(office, of_days(office), {"9": 2, "10": 150}, PAPER)
    typed_sheets.keep(office, of_days(office), {"9": 3, "10": 150}, {**PAPER, "source": "Báo cáo quý"})
    assert {code: row["source"] for code, row in of_days(office).rows.items()} == {"9": "Báo cáo quý", "10": "Sổ giấy 2023"}
    typed_sheets.keep(office, of_days(office), {"9": 3, "10": 150}, {**PAPER, "date_to": "2024-02-10"})
    assert {row["date_to"] for row in of_days(office, "").rows.values()} == {"2024-02-10"}


def test_a_sheet_offers_the_columns_that_fit_its_kind_only(commune):
    offered = {kind: typed_sheets.opening_sheet(commune.office, "02/XLD", kind, "2024-01-01", "") for kind in ("phat_sinh", "chuyen_sang")}
    assert [column.code for column in offered["chuyen_sang"].columns] == ["1", "2"]
    assert {"1", "3", "5"} <= offered["phat_sinh"].columns_by_code.keys()
    assert "2" not in offered["phat_sinh"].columns_by_code
    assert typed_sheets.opening_sheet(commune.office, "01/XLD", "chuyen_sang", "2024-01-01", "").columns == ()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "hôm qua"])
def test_a_day_of_no_period_stops_no_fold_and_no_form(commune, day):
    record = hold(commune)
    with commune.of(UNIT) as (_, saver):
        wrong = {"form": "02/XLD", "column": "3", "date_from": day, "date_to": day}
        saver.put(registers.ALL["opening_figure"], record, "set", wrong, saver.records.all_heads(UNIT, record))
    assert cells(commune, "2024-Q1", "02/XLD")["marks"] == {}
