"""What of the Inspectorate's forms nobody has checked: told with the figures, printed below the form, gone once it was checked."""

import pypdfium2
import pytest

from desktop.actions import records, reports
from desktop.actions.cell_rows import behind, counts
from desktop.actions.figures import form
from desktop.forms import all_forms, form_sets
from desktop.registers.form_check import FORM_SETS
from desktop.reporting.form_doubts import Doubt
from tests.office import DISTRICT, carry, open_desk

CODE = "2024-Q1"
UNCHECKED = "Số thứ tự và tên cột chưa đối chiếu với mẫu chính thức của Thông tư."
CHECKED = {"form_set": "TT01_2024", "checked_on": "2024-03-20", "source": "Công báo"}


@pytest.fixture
def desk(tmp_path):
    desk = open_desk(tmp_path / "xa")
    yield desk
    desk.office.close()


def printed(desk, name, **asked):
    pdf = pypdfium2.PdfDocument(reports.render(desk.office, f"bieu:{name}", CODE, **asked).pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return " ".join(found.split())


def test_every_form_of_the_inspectorate_is_doubted_as_a_whole_and_none_of_the_office():
    assert {one.code for one in all_forms() if one.unverified} == {one.code for one in all_forms() if one.sets}
    assert {one.code: one.title for one in form_sets()} == FORM_SETS


def test_a_form_says_which_of_its_columns_are_doubtful_and_why(desk):
    found = form(desk.office, "01/XLD", CODE)
    assert found["checked"] is False
    assert [(one["note"], one["columns"]) for one in found["unverified"]] == [
        (UNCHECKED, []), ("Tình trạng lấy theo lúc nhận đơn.", ["11", "12", "13"]),
    ]  # fmt: skip
    assert found["unverified"][1]["text"] == "Cột 11, 12, 13: tình trạng lấy theo lúc nhận đơn."
    assert (form(desk.office, "DV-05", CODE)["checked"], form(desk.office, "DV-05", CODE)["unverified"]) == (None, [])


def test_what_no_book_can_fill_is_told_with_its_reason(desk):
    told = form(desk.office, "03/XLD", CODE, form_set="TT02_2021")["unverified"]
    assert next(one["columns"] for one in told if "số người đứng đơn" in one["note"]) == ["2", "3", "4", "5", "6", "7"]


def test_the_note_is_printed_until_the_set_was_checked_and_the_circular_only_then(desk):
    before = printed(desk, "02/XLD")
    assert UNCHECKED in before
    assert "Theo Thông tư" not in before
    record = records.add(desk.office, "form_check", [(CHECKED, None)]).ids[0]
    after = printed(desk, "02/XLD")
    assert UNCHECKED not in after
    assert "Theo Thông tư 01/2024/TT-TTCP." in after
    assert "tình trạng lấy theo lúc nhận đơn" in after
    assert UNCHECKED in printed(desk, "02/XLD", form_set="TT02_2021")
    records.strike_out(desk.office, "form_check", record)
    assert UNCHECKED in printed(desk, "02/XLD")


def test_what_the_district_checked_holds_for_its_communes(desk, tmp_path):
    district = open_desk(tmp_path / "huyen", DISTRICT)
    records.add(district.office, "form_check", [(CHECKED, None)])
    carry(district, desk)
    assert form(desk.office, "01/XLD", CODE)["checked"] is True
    district.office.close()


def test_what_stands_behind_a_cell_tells_the_doubt_too(desk):
    old = next(one for one in all_forms() if (one.code, one.sets) == ("03/XLD", ("TT02_2021",)))
    assert counts(old, old.column("23")) == "Sổ Tố cáo không ghi tình trạng “đang giải quyết” khi nhận"
    assert counts(old, old.column("22")) == "Đếm từ sổ Tố cáo (chỉ số liệu). Tình trạng lấy theo lúc nhận đơn"
    assert behind(desk.office, CODE, "01/XLD", "11").counts.endswith("Tình trạng lấy theo lúc nhận đơn")


def test_a_doubt_of_all_columns_is_its_own_sentence():
    assert Doubt("Chưa so.").text == "Chưa so."
    assert Doubt("Chưa so.", ("1", "2")).text == "Cột 1, 2: chưa so."
