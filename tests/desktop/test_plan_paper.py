"""The annual plan as a paper: from the records of the plan, to nobody, a draft until it is issued."""

import pytest
from pypdfium2 import PdfDocument

from db.query import Is, Query
from desktop.actions import plans, reports
from desktop.errors import Problem
from tests.office import open_desk


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    made.add("organisation", name="UBND xã Pa Vệ Sủ", kind="ubnd")
    made.add("official", name="Lý Hừ Cà", position="Chủ tịch UBND xã", active_from="2021-07-01", active_to=None)
    made.officer = made.add("official", name="Vàng Thị Páo", position="Văn phòng – thống kê", active_to=None)
    made.add("assignment", official_id=made.officer, role="chuyen_vien", scope="ca_hai", valid_from="2024-01-02", valid_to=None)
    yield made
    made.office.close()


def text_of(made) -> str:
    pages = PdfDocument(made.pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_a_plan_is_printed_with_its_targets_tasks_and_who_does_them(desk):
    plan = plans.start(desk.office, 2024, "2024").plan
    desk.add(
        "plan_task", plan_id=plan, section="nv4", content="Đối thoại hai lần trong năm", owner_id=desk.officer, due_on="2024-11-14",
        output="Biên bản", target_qty=2, qty_unit="cuoc",
    )  # fmt: skip
    said = text_of(reports.render(desk.office, "ke_hoach", "2024"))
    assert "KẾ HOẠCH Triển khai, thực hiện công tác dân vận chính quyền năm 2024 trên địa bàn xã Pa Vệ Sủ" in said
    assert "Căn cứ Kế hoạch triển khai, thực hiện công tác dân vận chính quyền trên địa bàn tỉnh Lai Châu, năm 2024;" in said
    assert "Kính gửi" not in said
    assert "Như trên" not in said
    assert "Ủy ban nhân dân huyện Mường Tè (b/c)" in said
    assert "triển khai thực hiện đăng ký xây dựng mô hình" in said
    assert "Đối thoại hai lần trong năm" in said
    assert "Vàng Thị Páo" in said
    assert "Đến ngày 14/11/2024 Biên bản; 2 cuộc" in said
    assert "CHỦ TỊCH Lý Hừ Cà" in said


def test_a_plan_is_a_draft_until_it_is_issued_and_then_bears_its_number(desk):
    plan = plans.start(desk.office, 2024, "2024").plan
    assert reports.render(desk.office, "ke_hoach", "2024-Q1").draft
    desk.edit("plan_doc", plan, doc_no="12/KH-UBND", doc_date="2024-01-20", issued_on="2024-01-20")
    made = reports.render(desk.office, "ke_hoach", "2024-Q1")
    assert (made.draft, made.snapshot) == (False, None)
    said = text_of(made)
    assert "Số: 12/KH-UBND Pa Vệ Sủ, ngày 20 tháng 01 năm 2024" in said
    assert "BẢN NHÁP" not in said


def test_a_deputy_signs_for_the_chairman(desk):
    issued = {"doc_no": "12/KH-UBND", "doc_date": "2024-01-20", "issued_on": "2024-01-20"}
    desk.add("plan_doc", kind="kh_dan_van", title="Kế hoạch công tác dân vận", sign_power="kt", signer="Pờ Hùng Sang", **issued)
    said = text_of(reports.render(desk.office, "ke_hoach", "2024"))
    assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Pờ Hùng Sang" in said
    assert "Kế hoạch chưa ghi nhiệm vụ." in said


def test_a_document_that_the_plan_carries_out_is_named_once_among_its_grounds(desk):
    plan = plans.start(desk.office, 2024, "2024").plan
    with desk.office.reading() as connection:
        [document] = desk.office.reader(connection).rows(Query("doc_catalog", (Is("number", "=", "33/CT-TTg"),)))
    desk.edit("plan_doc", plan, parent_doc=document["_id"])
    said = text_of(reports.render(desk.office, "ke_hoach", "2024"))
    assert said.count("33/CT-TTg") == 1
    assert said.index("(33/CT-TTg)") < said.index("(114-KL/TW)")


def test_without_a_plan_of_the_year_there_is_no_paper(desk):
    with pytest.raises(Problem) as refused:
        reports.render(desk.office, "ke_hoach", "2025")
    assert (refused.value.code, refused.value.where) == ("unknown_record", "2025")
