"""The reports by outline as papers: what each tells of records, to whom it goes, which forms it brings along."""

import pytest
from pypdfium2 import PdfDocument

from desktop.actions import agencies, periods, reports
from tests.office import DISTRICT, carry, open_desk

Q1 = "2024-Q1"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


@pytest.fixture
def agency(tmp_path):
    district = open_desk(tmp_path / "huyen", DISTRICT)
    agencies.add(district.office, {"name": "Phòng Nội vụ", "kind": "phong"})
    made = open_desk(tmp_path / "phong", "2024:107.01")
    carry(district, made)
    yield made
    made.office.close()
    district.office.close()


def text_of(office, kind="dvcq", unit=None, period=Q1) -> str:
    pages = PdfDocument(reports.render(office, kind, period, unit).pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_documents_models_and_meetings_are_named_as_the_books_call_them(desk):
    desk.add(
        "plan_doc",
        kind="kh_dan_van",
        title="Kế hoạch công tác dân vận năm 2024",
        doc_no="12/KH-UBND",
        doc_date="2024-01-20",
        issued_on="2024-01-20",
    )
    desk.add("model", name="Bản không rác", registered_on="2024-02-01")
    desk.add("review_event", kind="so_ket", held_on="2024-02-10")
    said = text_of(desk.office)
    assert "Kế hoạch công tác dân vận năm 2024, số 12/KH-UBND, ngày 20/01/2024." in said
    assert "Theo lĩnh vực: kinh tế 01: - Bản không rác." in said
    assert "Sơ kết ngày 10/02/2024" in said


def test_reasons_stand_where_the_books_tell_them_and_nothing_is_invented(desk):
    desk.session("2024-02-12", held=False, reason_not_held="Chủ tịch đi công tác tại huyện")
    assert "Ngày 12/02/2024: Chủ tịch đi công tác tại huyện." in text_of(desk.office)


def test_a_book_without_reasons_is_said_to_have_none(desk):
    assert "Sổ chưa ghi nguyên nhân." in text_of(desk.office)


def test_what_comes_next_are_the_tasks_due_in_the_next_period(desk):
    desk.add("plan_task", content="Tổ chức đối thoại", due_on="2024-05-30", task_status="chua")
    desk.add("plan_task", content="Sơ kết năm", due_on="2024-11-30", task_status="chua")
    said = text_of(desk.office)
    assert "Tổ chức đối thoại (hạn 30/5/2024)." in said
    assert "Sơ kết năm" not in said


def test_what_was_declared_not_to_concern_the_unit_is_said_so_and_not_as_none(desk):
    periods.nothing_happened(desk.office, Q1, ["council_question", "voter_meeting"], not_applicable=True)
    said = text_of(desk.office)
    assert "Không áp dụng đối với đơn vị: tiếp xúc cử tri; chất vấn." in said


def test_an_agency_is_not_asked_for_books_of_villages_and_voters(agency):
    said = text_of(agency.office)
    assert "Quán triệt, tuyên truyền" in said
    for word in ("tổ hòa giải", "tiếp xúc cử tri", "Nhân dân bàn và quyết định", "Hòa giải ở cơ sở"):
        assert word not in said.partition("Phụ lục I")[0]


def test_what_an_agency_has_no_books_for_is_a_dash_on_its_forms_and_missing_nowhere(agency):
    periods.nothing_happened(agency.office, Q1, all_empty=True)
    said = text_of(agency.office, "bieu:DV-07")
    assert "– Cơ quan không giữ sổ về thôn, bản, cử tri, công khai, hòa giải." in said
    assert "chưa nhập" not in said.lower()


def test_a_report_of_agencies_alone_says_nothing_of_a_communes_books(agency, tmp_path):
    district = open_desk(tmp_path / "tren", DISTRICT)
    agencies.add(district.office, {"name": "Phòng Nội vụ", "kind": "phong"})
    periods.nothing_happened(agency.office, Q1, all_empty=True)
    carry(agency, district)
    said = text_of(district.office).partition("Phụ lục I")[0]
    for word in ("tổ hòa giải", "tiếp xúc cử tri", "nội dung phải công khai", "Ban Thanh tra nhân dân"):
        assert word not in said


def test_the_report_on_letters_brings_the_inspectorates_forms_and_their_doubts(desk):
    made = reports.render(desk.office, "tcd_kntc", Q1)
    assert {"TT01_2024 01/TCD", "TT01_2024 01/XLD", "TT01_2024 04/XLD", "TT01_2024 02/KQGQ"} <= set(made.doubts)
    said = text_of(desk.office, "tcd_kntc")
    assert said.index("Biểu 01/TCD") < said.index("Biểu 01/XLD") < said.index("Biểu 01/KQGQ") < said.index("Biểu DV-06")
    assert "Biểu 02/TCD" not in said


def test_the_report_on_publications_goes_to_the_council_and_the_front_with_a_list(desk):
    desk.add("publication", item_code="CK02", source_doc="Quyết toán ngân sách năm 2023", start_on="2024-02-15")
    said = text_of(desk.office, "cong_khai")
    assert "- Thường trực Hội đồng nhân dân xã Pa Vệ Sủ; - Ban Thường trực Ủy ban MTTQ Việt Nam xã Pa Vệ Sủ." in said
    assert "CK02. Dự toán, thực hiện, quyết toán" in said
    assert "Quyết toán ngân sách năm 2023" in said


def test_the_report_on_conciliation_tells_counts_and_no_case(desk):
    desk.add("mediation_case", received_on="2024-02-15", summary="Tranh chấp bờ rào", scope="mau_thuan")
    said = text_of(desk.office, "hoa_giai")
    assert "Trong kỳ tiếp nhận 01 vụ việc" in said
    assert "bờ rào" not in said


def test_a_consolidated_report_names_no_record_of_a_unit(desk, tmp_path):
    desk.add("model", name="Bản không rác", registered_on="2024-02-01")
    desk.add("dissemination", event_date="2024-02-02")
    district = open_desk(tmp_path / "huyen", DISTRICT)
    carry(desk, district)
    said = text_of(district.office)
    assert "Từ đầu năm đã đăng ký 01 mô hình, điển hình" in said
    assert "Bản không rác" not in said
    assert "lượt văn bản phải quán triệt" in said  # seven documents in each commune
    district.office.close()


@pytest.mark.parametrize("kind", ["qcdc", "tcd_kntc", "cong_khai", "hoa_giai"])
def test_a_closed_report_of_any_kind_does_not_change(desk, kind):
    model = desk.add("model", name="Bản dân chủ", registered_on="2024-02-01", is_democracy_model=True)
    published = desk.add("publication", source_doc="Quyết toán", start_on="2024-02-15")
    periods.nothing_happened(desk.office, Q1, all_empty=True)
    periods.close_period(desk.office, Q1)
    first = reports.render(desk.office, kind, Q1)
    desk.edit("model", model, name="Tên khác")
    desk.edit("publication", published, source_doc="Văn bản khác")
    again = reports.render(desk.office, kind, Q1)
    assert not again.draft
    assert again.pdf == first.pdf
