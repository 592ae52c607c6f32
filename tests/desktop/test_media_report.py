"""The report on news coverage, and what an agency puts above and below its own papers."""

import pytest
from pypdfium2 import PdfDocument

from desktop.actions import agencies, periods, reports
from desktop.errors import Problem
from desktop.reporting.signing_officials import leads
from tests.office import COMMUNE, DISTRICT, carry, open_desk

Q1 = "2024-Q1"
AGENCY = "2024:107.01"


@pytest.fixture
def district(tmp_path):
    desk = open_desk(tmp_path / "huyen", DISTRICT)
    agencies.add(desk.office, {"name": "Phòng Văn hóa và Thông tin", "kind": "phong"})
    yield desk
    desk.office.close()


@pytest.fixture
def agency(tmp_path, district):
    desk = open_desk(tmp_path / "phong", AGENCY)
    carry(district, desk)
    desk.add("media_item", event_date="2024-02-01", channel="bao_lc", genre="tin", topic="dvcq", language="viet")
    desk.add(
        "media_item", event_date="2024-02-08", channel="bao_lc", genre="bai", topic="guong", title="Bản Nậm Ngà làm đường", language="mong"
    )
    desk.add("media_item", event_date="2024-02-09", channel="truyen_thanh", genre="ban_tin_thanh", topic="thdccs", times=12)
    yield desk
    desk.office.close()


def text_of(office, kind="truyen_thong", unit=None) -> str:
    pages = PdfDocument(reports.render(office, kind, Q1, unit).pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_an_agency_reports_what_was_published_under_its_own_head(agency):
    agency.add("official", name="Lò Văn Hặc", position="Trưởng phòng Văn hóa và Thông tin")
    periods.nothing_happened(agency.office, Q1, all_empty=True)
    periods.close_period(agency.office, Q1, signer="Lò Văn Hặc")
    said = text_of(agency.office)
    assert "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG TÈ PHÒNG VĂN HÓA VÀ THÔNG TIN" in said
    assert "TM. ỦY BAN NHÂN DÂN" not in said
    assert "Kính gửi: Phòng Nội vụ huyện Mường Tè" in said
    assert (
        "Trong kỳ đã đăng, phát 03 tin, bài; truyền thanh, phát sóng 12 lần. Theo cơ quan: Báo Lai Châu 02, Truyền thanh xã, thôn 01."
        in said
    )
    assert "Theo tiếng: Tiếng Việt 01; Tiếng Mông 01." in said
    assert "Có 01 tin, bài biểu dương gương điển hình:" in said
    assert "Bản Nậm Ngà làm đường." in said
    assert "TRƯỞNG PHÒNG Lò Văn Hặc" in said
    assert "BẢN NHÁP" not in said


def test_the_district_puts_all_of_them_together_each_as_it_closed(agency, district, tmp_path):
    commune = open_desk(tmp_path / "xa", COMMUNE)
    commune.add("media_item", event_date="2024-02-20", channel="trang_xa", genre="tin", topic="dvk")
    periods.nothing_happened(agency.office, Q1, all_empty=True)
    periods.close_period(agency.office, Q1)
    agency.add("media_item", event_date="2024-02-21", channel="bao_lc", genre="tin", topic="dvcq")
    for desk in (agency, commune):
        carry(desk, district)
    said = text_of(district.office)
    assert "Trong kỳ đã đăng, phát 04 tin, bài" in said
    assert "Theo thể loại: Tin 02; Bài 01; Bản tin truyền thanh 01." in said
    assert "Bản Nậm Ngà làm đường" not in said
    commune.office.close()


def test_nothing_published_and_nothing_entered_are_two_things(district):
    assert "Chưa nhập số liệu tin, bài của kỳ này." in text_of(district.office, unit="107")
    periods.nothing_happened(district.office, Q1, ["media_item"])
    assert "Trong kỳ không có tin, bài được đăng, phát." in text_of(district.office, unit="107")


def test_the_periodic_report_of_an_agency_is_its_own(agency):
    said = text_of(agency.office, "dvcq")
    assert "Phòng Văn hóa và Thông tin huyện Mường Tè báo cáo kết quả thực hiện công tác dân vận chính quyền quý I/2024" in said
    assert "Kính gửi: Ủy ban nhân dân huyện Mường Tè" in said
    assert "Ủy ban nhân dân Phòng" not in said


def test_who_leads_no_agency_closes_nothing_for_it(agency):
    agency.add("official", name="Pờ Hùng Sang", position="Chủ tịch UBND xã")
    periods.nothing_happened(agency.office, Q1, all_empty=True)
    with pytest.raises(Problem) as refused:
        periods.close_period(agency.office, Q1, signer="Pờ Hùng Sang")
    assert (refused.value.code, refused.value.where) == ("not_allowed", "--signer")


@pytest.mark.parametrize(
    ("position", "found"),
    [
        ("Trưởng phòng Nội vụ", ("head", "Trưởng phòng")),
        ("Phó Giám đốc Sở Nội vụ", ("deputy", "Giám đốc")),
        ("Quyền Giám đốc", ("acting", "Giám đốc")),
        ("Tổng Biên tập Báo Lai Châu", ("head", "Tổng Biên tập")),
        ("Phó Chánh Thanh tra tỉnh", ("deputy", "Chánh Thanh tra")),
        ("Nguyên Giám đốc", None),
        ("Chuyên viên", None),
        ("", None),
    ],
)
def test_an_agency_is_led_by_the_head_of_its_kind(position, found):
    assert leads(position) == found
