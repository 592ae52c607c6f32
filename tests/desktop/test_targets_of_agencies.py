"""The plan's targets of agencies, of the upper unit itself, and of a unit without a laptop whose numbers were told."""

import pytest
from pypdfium2 import PdfDocument

from desktop.actions import agencies, reports, typed_sheets
from desktop.actions.figures import indicators, targets
from tests.office import DISTRICT, carry, open_desk

Q1 = "2024-Q1"
AGENCY = "2024:107.01"
TOLD = {"source": "dien_thoai", "given_by": "Lò Văn Pản, Phó Trưởng phòng", "given_on": "2024-03-12"}


@pytest.fixture
def district(tmp_path):
    desk = open_desk(tmp_path / "huyen", DISTRICT)
    agencies.add(desk.office, {"name": "Phòng Nội vụ", "kind": "phong"})
    yield desk
    desk.office.close()


def item(row, code):
    return next(one for each in row["items"] for one in (each, *each["parts"]) if one["code"] == code)


def of_agency(answer):
    return next(one for one in answer["rows"] if one["unit"] == "107.01")


def plan_and_people(desk):
    """Write down the plan of the year and one person who leads and one who follows."""
    for role in ("lanh_dao", "chuyen_vien"):
        official = desk.add("official", name=f"Lò Văn {role}")
        desk.add("assignment", official_id=official, role=role, scope="ca_hai", valid_from="2024-01-02")
    desk.add("plan_doc", kind="kh_dan_van", issued_on="2024-01-10", doc_no="03/KH-PNV", doc_date="2024-01-10")


def test_an_agency_is_judged_by_its_own_books_and_has_no_dialogue_to_hold(district, tmp_path):
    desk = open_desk(tmp_path / "phong", AGENCY)
    plan_and_people(desk)
    desk.session("2024-01-05")
    carry(desk, district)
    row = of_agency(targets(district.office, Q1))
    assert (row["name"], row["reported"], item(row, "CT2")["met"], item(row, "CT3")["met"]) == ("Phòng Nội vụ", True, True, False)
    assert (item(row, "CT5a")["numerator"], item(row, "CT5a")["denominator"]) == (1, 3)
    assert item(row, "CT5b")["why"] == "khong_ap_dung"
    desk.office.close()


def test_the_upper_unit_stands_beside_the_rows_and_in_no_total(district):
    assert targets(district.office, Q1, unit="107")["own"] is None
    before = targets(district.office, Q1)
    plan_and_people(district)
    after = targets(district.office, Q1)
    assert (after["own"]["unit"], after["own"]["name"]) == ("107", "Huyện Mường Tè")
    assert (item(before["own"], "CT2")["met"], item(after["own"], "CT2")["met"]) == (False, True)
    assert after["total"] == before["total"]
    assert "107" not in [row["unit"] for row in after["rows"]]
    assert item(after["own"], "CT5a")["denominator"] == 6


def test_targets_that_were_told_are_the_row_of_the_agency_and_in_the_total(district):
    sheet = typed_sheets.sheet_on_behalf(district.office, "107.01", Q1, "DV-01")
    cells = {"1": 1, "2": 0, "4": 0, "5": 1, "6": 1, "8": 1, "8a": 1, "13": 4, "14": 3, "17": 0}
    typed_sheets.keep(district.office, sheet, cells, TOLD)
    answer = targets(district.office, Q1)
    row = of_agency(answer)
    assert (row["reported"], row["on_behalf"]["given_by"], row["mark"]) == (True, TOLD["given_by"], None)
    assert (item(row, "CT1")["met"], item(row, "CT2")["met"], item(row, "CT2a")["met"]) == (False, True, True)
    assert (item(row, "CT4")["numerator"], item(row, "CT4")["denominator"], item(row, "CT4")["ratio"]) == (3, 4, "0.7500")
    assert (item(row, "CT4")["met"], item(row, "CT5")["why"], item(row, "CT3")["numerator"]) == (False, "khong_ap_dung", None)
    assert (item(answer["total"], "CT4")["numerator"], item(answer["total"], "CT4")["denominator"]) == (3, 4)
    assert of_agency(indicators(district.office, Q1))["reported"] is False


def test_the_consolidated_report_names_whom_it_was_told_of_and_how_the_upper_unit_stands(district):
    sheet = typed_sheets.sheet_on_behalf(district.office, "107.01", Q1, "DV-05")
    typed_sheets.keep(district.office, sheet, {"9": 1}, TOLD)
    pages = PdfDocument(reports.render(district.office, "dvcq", Q1).pdf)
    said = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert "Số liệu của phòng Nội vụ do cấp trên nhập thay theo báo cáo của đơn vị." in said
    assert "Riêng huyện Mường Tè (không tính vào tổng trên): CT1 chưa đạt" in said
    assert "** Đơn vị chưa gửi báo cáo: phòng Nội vụ: số liệu nhập thay – điện thoại 12/03/2024" in said
