"""A form as a printed table: units where a title does not say them, money in millions."""

import pytest

from desktop.reports.form_tables import form_tables


def answer(unit: str, value: object) -> dict[str, object]:
    column = {"code": "15a", "title": "Tiền", "unit": unit, "group": ["Nhân dân đóng góp"]}
    row = {"name": "Xã Pa Vệ Sủ", "unit": "03448", "reported": True, "cells": {"15a": value}}
    return {"form": "DV-04", "columns": [column], "rows": [row], "total": {"cells": {"15a": value}}}


@pytest.mark.parametrize(
    ("unit", "value", "title", "printed"),
    [
        ("đồng", 152_500_000, "Tiền (triệu đồng)", "152,5"),
        ("đồng", 1_234_567_890, "Tiền (triệu đồng)", "1.234,568"),
        ("đồng", 20_000_000, "Tiền (triệu đồng)", "20"),
        ("đồng", 0, "Tiền (triệu đồng)", "0"),
        ("đồng", None, "Tiền (triệu đồng)", ""),
        ("triệu đồng", "12.5", "Tiền (trđ)", "12,5"),
        ("m²", "860.5", "Tiền (m²)", "860,5"),
        ("mô hình", 3, "Tiền", "3"),
    ],
)
def test_amounts_stand_in_the_unit_that_their_title_names(unit, value, title, printed):
    (table,) = form_tables(answer(unit, value))
    assert table.leaves()[2].title == title
    assert [row.cells[-1].text for row in table.rows] == [printed, printed]


def test_figures_that_a_paper_book_held_and_rows_typed_for_a_unit_are_marked_and_explained():
    printed = answer("mô hình", 3)
    own = {"name": "Xã Ka Lăng", "unit": "03439", "reported": True, "cells": {"15a": 5}, "marks": {"15a": "so_dau_ky"}}
    told = {"mark": "số liệu nhập thay – điện thoại 12/04/2024", "given_by": "Lò Văn Pản, Phó Chủ tịch"}
    printed["rows"] = [*printed["rows"], own, {**own, "name": "Xã Mù Cả", "marks": {"15a": "nhap_thay"}, "on_behalf": told}]
    (table,) = form_tables(printed)
    assert [[cell.text for cell in row.cells] for row in table.rows[:3]] == [
        ["1", "Xã Pa Vệ Sủ", "3"], ["2", "Xã Ka Lăng", "5*"], ["3", "Xã Mù Cả **", "5"],
    ]  # fmt: skip
    assert ["".join(span.text for span in note) for note in table.notes] == [
        "* Có số đầu kỳ lấy từ sổ giấy của xã Ka Lăng: cột 15a.",
        "** Đơn vị chưa gửi báo cáo: xã Mù Cả: số liệu nhập thay – điện thoại 12/04/2024 (Lò Văn Pản, Phó Chủ tịch).",
    ]


def test_a_very_wide_form_is_parted_between_its_groups_and_names_the_units_again():
    columns = [{"code": str(n), "title": f"c{n}", "unit": "", "group": [f"nhóm {n // 5}"]} for n in range(49)]
    cells = {str(n): n for n in range(49)}
    row = {"name": "Xã Pa Vệ Sủ", "unit": "03448", "reported": True, "cells": cells}
    missing = {**row, "name": "Xã Thu Lũm", "reported": False}
    told = form_tables({"form": "DV-15", "columns": columns, "rows": [row, missing], "total": {"cells": cells}})
    assert [[column.title for column in table.columns] for table in told] == [
        ["TT", "Đơn vị", *(f"nhóm {n}" for n in range(5))],
        ["TT", "Đơn vị", *(f"nhóm {n}" for n in range(5, 10))],
    ]
    assert [table.rows[0].cells[2].text for table in told] == ["0", "25"]
    assert [bool(table.notes) for table in told] == [False, True]


def test_a_form_ends_with_remarks_and_that_of_a_circular_numbers_them():
    printed = {**answer("mô hình", 3), "set": None}
    printed["rows"] = [{**printed["rows"][0], "mark": "chưa chốt"}, {**printed["rows"][0], "reported": False, "name": "Xã Ka Lăng"}]
    (table,) = form_tables(printed)
    assert (table.leaves()[-1].title, table.leaves()[-1].number) == ("Ghi chú", "")
    assert [row.cells[-1].text for row in table.rows] == ["chưa chốt", "", ""]
    (official,) = form_tables({**printed, "set": "TT01_2024"})
    assert [(column.title, column.number) for column in official.leaves()[-2:]] == [("Tiền", "15a"), ("Ghi chú", "2")]


def test_columns_that_stand_as_a_unit_closed_them_are_named():
    columns = [{"code": str(n), "title": f"c{n}", "unit": "", "group": []} for n in (1, 2, 3)]
    row = {"name": "Xã Pa Vệ Sủ", "unit": "03448", "reported": True, "cells": {"1": 4, "2": 0, "3": 1}}
    columns.append({**columns[0], "code": "1.luy_ke", "of": "1"})
    codes = ("1", "1.luy_ke", "3")
    first = {**row, "why": dict.fromkeys(codes, "theo_so_chot"), "marks": dict.fromkeys(codes, "so_dau_ky")}
    told = {"form": "01/XLD", "columns": columns, "rows": [first, row], "total": None}
    (table,) = form_tables(told)
    assert ["".join(span.text for span in note) for note in table.notes] == [
        "Cột 1, 3: theo số chốt của đơn vị, không đếm lại ở đây.", "* Có số đầu kỳ lấy từ sổ giấy: cột 1, 3.",
    ]  # fmt: skip
