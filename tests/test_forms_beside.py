"""Lũy kế and cùng kỳ on the command line: columns beside a form's own, which keep their codes."""

import pytest

from tests.test_forms_by_hand import Book
from tests.worlds import COMMUNE, NEIGHBOUR

Q1, Q2 = "2024-Q1", "2024-Q2"


@pytest.fixture
def book(world):
    return Book(world.loner)


def reward(book: Book, day: str, count: int) -> str:
    return book.add("reward", target_kind="tap_the", count=count, decision_date=day)


def test_a_column_is_cumulated_from_1_january_up_to_the_last_day_of_the_period(book):
    for day, count in (("2023-12-20", 1), ("2024-01-01", 2), ("2024-03-14", 4), ("2024-03-15", 8), ("2024-06-14", 16), ("2024-06-15", 32)):
        reward(book, day, count)
    answer = book.laptop.ok("form", "DV-13", Q2, "--cumulative", "--rows")
    cells = answer["rows"][0]["cells"]
    assert (cells["7"], cells["7.luy_ke"], cells["7b.luy_ke"]) == (24, 30, 0)
    assert len(answer["rows"][0]["ids"]["7.luy_ke"]) == 4
    plain = book.laptop.ok("form", "DV-13", Q2)
    assert [one for one in answer["columns"] if "of" not in one] == plain["columns"]
    beside = {one["code"]: (one["of"], one["title"]) for one in answer["columns"] if "of" in one}
    assert beside["7.luy_ke"] == ("7", "Lũy kế từ 01/01/2024")
    assert cells["1.luy_ke"] is None
    assert answer["rows"][0]["why"]["1.luy_ke"] == "chua_nhap"


def test_a_period_is_compared_with_the_same_one_last_year(book):
    for day, count in (("2022-12-15", 4), ("2023-03-15", 50), ("2023-12-15", 3), ("2024-03-14", 2)):
        reward(book, day, count)
    book.add("media_item", event_date="2024-02-10")
    cells = book.laptop.ok("form", "DV-13", Q1, "--compare")["rows"][0]["cells"]
    assert [cells[f"7{mark}"] for mark in ("", ".cung_ky", ".tang_giam", ".ty_le")] == [5, 4, 1, "0.2500"]
    assert [cells[f"7b{mark}"] for mark in ("", ".cung_ky", ".tang_giam", ".ty_le")] == [0, 0, 0, None]
    row = book.laptop.ok("form", "DV-12", Q1, "--compare")["rows"][0]
    assert [row["cells"][f"1{mark}"] for mark in ("", ".cung_ky", ".tang_giam", ".ty_le")] == [1, None, None, None]
    assert row["why"]["1.tang_giam"] == "chua_nhap"


def test_a_ratio_is_told_by_its_difference_and_a_decimal_stays_one(book):
    for day, outcome in (("2023-02-01", "thanh"), ("2023-02-02", "khong_thanh"), ("2024-02-01", "thanh")):
        book.add("mediation_case", received_on=day, outcome=outcome, ended_on=day)
    cells = book.laptop.ok("form", "DV-07", Q1, "--compare")["rows"][0]["cells"]
    assert [cells[f"8{mark}"] for mark in ("", ".cung_ky", ".tang_giam")] == ["1.0000", "0.5000", "0.5000"]
    assert "8.ty_le" not in cells
    for year, land in ((2023, "100.5"), (2024, "100.3")):
        book.add("contribution", period=f"{year}-Q1", land_m2=land)
    cells = book.laptop.ok("form", "DV-10", Q1, "--compare")["rows"][0]["cells"]
    assert [cells[f"9c{mark}"] for mark in ("", ".cung_ky", ".tang_giam", ".ty_le")] == ["100.3", "100.5", "-0.2", "-0.0020"]


def test_months_typed_for_periods_cumulate_over_the_periods_of_the_year(book):
    for n in (1, 2):
        book.add("admin_stat", period_id=f"2024-0{n}", dossiers_in=5, dossiers_done=5, on_time=5, early=0, late=0)
    cells = book.laptop.ok("form", "DV-14", "2024-02", "--cumulative")["rows"][0]["cells"]
    assert (cells["1a"], cells["1a.luy_ke"]) == (5, 10)


def test_a_period_with_days_of_its_own_is_compared_with_the_same_days(book):
    reward(book, "2023-05-05", 7)
    reward(book, "2024-05-05", 9)
    book.laptop.ok("period", "open", "custom", "2024", "--from", "2024-05-01", "--to", "2024-05-31", "--id", "2024-DOT1")
    cells = book.laptop.ok("form", "DV-13", "2024-DOT1", "--compare")["rows"][0]["cells"]
    assert (cells["7"], cells["7.cung_ky"], cells["7.tang_giam"]) == (9, 7, 2)


def test_several_units_are_compared_over_those_that_have_both_years(world):
    old, new = Book(world.commune), Book(world.neighbour)
    reward(old, "2023-02-01", 10)
    reward(old, "2024-02-01", 4)
    reward(new, "2024-02-01", 100)
    for book in (old, new):
        world.district.ok("import", *book.laptop.export(world.stick / book.laptop.unit))
    answer = world.district.ok("form", "DV-13", Q1, "--compare", "--cumulative")
    rows = {row["unit"]: row for row in answer["rows"]}
    assert (rows[COMMUNE]["compared"], rows[NEIGHBOUR]["compared"]) == (True, False)
    assert rows[NEIGHBOUR]["cells"]["7.cung_ky"] is None
    assert rows[NEIGHBOUR]["why"]["7.cung_ky"] == "chua_bao_cao"
    total = answer["total"]["cells"]
    assert [total[f"7{mark}"] for mark in ("", ".luy_ke", ".cung_ky", ".tang_giam", ".ty_le")] == [104, 104, 10, -6, "-0.6000"]


def test_what_only_the_unit_can_count_is_cumulated_as_it_closed(world):
    laptop = world.commune
    book = Book(laptop)
    for day in ("2024-01-10", "2024-04-10", "2024-05-10"):
        book.add("mediation_case", received_on=day, outcome="dang")
    laptop.ok("period", "nothing", Q2, "--all-empty")
    laptop.ok("period", "close", Q2)
    mine = laptop.ok("form", "DV-07", Q2, "--cumulative")["rows"][0]["cells"]
    assert (mine["4"], mine["4.luy_ke"]) == (2, 3)
    world.district.ok("import", *laptop.export(world.stick))
    row = world.district.ok("form", "DV-07", Q2, "--cumulative", "--compare", "--unit", COMMUNE)["rows"][0]
    assert [row["cells"][code] for code in ("4", "4.luy_ke", "4.cung_ky")] == [2, 3, None]
    assert [row["why"][code] for code in ("4", "4.luy_ke", "4.cung_ky")] == ["theo_so_chot", "theo_so_chot", "chua_bao_cao"]
    total = world.district.ok("form", "DV-07", Q2, "--cumulative")["total"]["cells"]
    assert (total["4"], total["4.luy_ke"]) == (2, 3)


def test_a_form_is_printed_with_its_other_spans_and_the_periodic_report_is_not(book, tmp_path):
    reward(book, "2024-02-01", 4)
    made = book.laptop.ok("report", "bieu:DV-13", Q1, "--cumulative", "--compare", "-o", tmp_path / "a.pdf")
    assert made["pages"] >= 2
    book.laptop.refused("invalid_value", "report", "dvcq", Q1, "--compare", "-o", tmp_path / "b.pdf")


def declared(book: Book, period: str, hot_spots: int) -> None:
    said = {"register": "petition", "period": period, "state": "co", "hot_spots_n": hot_spots, "declared_on": "2024-06-20"}
    book.laptop.add("period_declaration", said)


def test_hot_spots_cumulate_over_the_periods_of_the_year_they_were_declared_for(book):
    for period, number in (("2023-Q4", 9), (Q1, 2), (Q2, 1), ("2024-Q3", 5)):
        declared(book, period, number)
    cells = book.laptop.ok("form", "DV-06", Q2, "--cumulative")["rows"][0]["cells"]
    assert (cells["15"], cells["15.luy_ke"]) == (1, 3)
    assert book.cells("DV-06", "2024-H1")["15"] == 3
    first = book.laptop.ok("form", "DV-06", Q1, "--cumulative")["rows"][0]["cells"]
    assert (first["15"], first["15.luy_ke"]) == (2, 2)


def test_hot_spots_of_a_quarter_and_of_its_months_are_told_once(book):
    for period, number in (("2024-01", 1), ("2024-02", 1), (Q1, 2), ("2024-04", 4)):
        declared(book, period, number)
    assert book.cells("DV-06", Q1)["15"] == 2
    assert book.cells("DV-06", Q2)["15"] == 4
    assert book.cells("DV-06", "2024-H1")["15"] == 6


def test_which_books_have_spoken_is_said_of_the_period_alone(book):
    answer = book.laptop.ok("form", "DV-15", Q2, "--cumulative", "--compare")
    codes = {one["code"] for one in answer["columns"]}
    assert {"41.luy_ke", "47.cung_ky"} <= codes
    assert codes.isdisjoint({"47.luy_ke", "48.luy_ke", "49.luy_ke"})
    assert set(answer["rows"][0]["cells"]) == codes
