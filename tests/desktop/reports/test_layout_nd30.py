"""The printed paper, measured: Nghị định 30/2020/NĐ-CP, Phụ lục I."""

import pytest

from desktop.reports.document import Header
from tests.desktop.reports.printed import MM, Printed, commune, district
from tests.desktop.reports.sample import commune_report, header

near = pytest.approx


def test_the_report_is_upright_a4_and_its_appendices_lie():
    sizes = [(round(page.width / MM), round(page.height / MM)) for page in district().pages]
    assert sizes == [(210, 297), (210, 297), (297, 210), (297, 210)]


def test_nothing_but_page_number_and_proof_leaves_the_margins():
    for paper in (commune(), district()):
        for number, page in enumerate(paper.pages, start=1):
            wide, high = page.width / MM, page.height / MM
            outside = ("Mã kiểm tra", "BẢN NHÁP")
            inside = [line for line in paper.lines(number) if not line.text.isdecimal() and not line.text.startswith(outside)]
            assert min(line.x0 for line in inside) >= 30 - 0.01
            assert max(line.x1 for line in inside) <= wide - 15 + 0.01
            assert min(line.top for line in inside) >= 20
            assert max(line.bottom for line in inside) <= high - 20


def test_the_text_fills_the_width_between_the_margins():
    line = commune().line("dân huyện về công tác")
    assert (line.x0, line.x1, line.size, line.style) == (near(30, abs=0.01), near(195, abs=0.01), 14, "")


def test_the_first_line_is_indented_and_lines_stand_apart_as_chosen():
    first, second = commune().line("Thực hiện Kế hoạch"), commune().line("dân huyện về công tác")
    assert first.x0 == near(30 + 12.7, abs=0.01)
    assert (second.top - first.top) * MM == near(14 * 1.149 * 1.15, abs=0.05)


@pytest.mark.parametrize(("start", "size", "style"), [
    ("ỦY BAN NHÂN DÂN", 13, "b"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "b"),
    ("Độc lập - Tự do - Hạnh phúc", 14, "b"),
    ("Số: 08/BC-UBND", 13, ""),
    ("Pa Vệ Sủ, ngày 06 tháng 3 năm 2024", 14, "i"),
    ("BÁO CÁO", 14, "b"),
    ("Kết quả thực hiện công tác dân vận", 14, "b"),
    ("Kính gửi: Ủy ban nhân dân huyện Mường Tè.", 14, ""),
    ("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI", 14, "b"),
    ("1. Ban hành văn bản, phân công", 14, "b"),
    ("a) Về cam kết", 14, ""),
    ("- Sửa đường", 14, ""),
])  # fmt: skip
def test_each_block_has_the_type_of_the_decree(start, size, style):
    line = commune().line(start)
    assert (line.size, line.style) == (size, style)


@pytest.mark.parametrize(("start", "size", "style"), [
    ("Nơi nhận:", 12, "bi"),
    ("- Như trên;", 11, ""),
    ("- Lưu: VT, VP.", 11, ""),
    ("TM. ỦY BAN NHÂN DÂN", 14, "b"),
    ("CHỦ TỊCH", 14, "b"),
    ("Pờ Hùng Sang", 14, "b"),
])  # fmt: skip
def test_the_end_has_the_type_of_the_decree(start, size, style):
    line = commune().line(start, page=2)
    assert (line.size, line.style) == (size, style)


def test_the_rule_below_the_motto_is_as_long_as_the_motto():
    motto, rule = commune().line("Độc lập"), commune().rules()[1]
    assert (rule[0], rule[1]) == (near(motto.x0, abs=0.05), near(motto.x1, abs=0.05))
    assert motto.bottom - 1 < rule[2] < motto.bottom + 2


@pytest.mark.parametrize(("start", "rule"), [("XÃ PA VỆ SỦ", 0), ("Kết quả thực hiện", 2)])
def test_the_other_rules_are_a_third_to_a_half_of_their_text_and_in_its_middle(start, rule):
    text, (x0, x1, _) = commune().line(start), commune().rules()[rule]
    assert 1 / 3 <= (x1 - x0) / (text.x1 - text.x0) <= 1 / 2
    assert (x0 + x1) / 2 == near(text.middle, abs=0.05)


def test_number_and_date_stand_on_one_line_below_their_columns():
    number, date = commune().line("Số:"), commune().line("Pa Vệ Sủ, ngày")
    assert number.bottom == near(date.bottom, abs=0.5)
    assert number.middle == near(commune().line("ỦY BAN").middle, abs=0.05)
    assert date.middle == near(commune().line("CỘNG HÒA").middle, abs=0.05)


def test_a_superior_stands_above_the_issuer_in_plain_capitals():
    head = header()
    paper = Printed(commune_report(header=Header(head.issuer, head.symbol, head.place, 2024, superior="UBND huyện Mường Tè")))
    superior, issuer = paper.line("UBND HUYỆN MƯỜNG TÈ"), paper.line("ỦY BAN NHÂN DÂN")
    assert (superior.size, superior.style) == (13, "")
    assert superior.bottom < issuer.bottom


def test_several_addressees_stand_under_the_colon():
    call, first, second = (district().line(start) for start in ("Kính gửi:", "- Ủy ban nhân dân tỉnh", "- Ban Dân vận"))
    assert first.x0 == near(second.x0) == near(call.x1, abs=1.5)
    assert (first.text, second.text) == ("- Ủy ban nhân dân tỉnh Lai Châu;", "- Ban Dân vận Tỉnh ủy.")


def test_pages_count_from_the_second_in_the_middle_of_the_top_margin():
    assert [line for line in commune().lines(1) if line.top < 20] == []
    number = next(line for line in commune().lines(2) if line.top < 20)
    assert (number.text, number.size, number.style) == ("2", 13, "")
    assert number.middle == near((30 + 195) / 2, abs=0.05)


def test_every_appendix_counts_its_own_pages():
    assert [line for page in (3, 4) for line in district().lines(page) if line.top < 20] == []
    assert [page for _, page in district().rendered.parts] == [1, 3, 4]


def test_room_is_left_for_the_signature():
    title, name = commune().line("CHỦ TỊCH", 2), commune().line("Pờ Hùng Sang", 2)
    assert name.top - title.bottom >= 25
    assert name.middle == near(title.middle, abs=0.05)


def test_recipients_stand_level_with_the_authority():
    assert commune().line("Nơi nhận:", 2).top == near(commune().line("TM. ỦY BAN", 2).top, abs=1)


def test_an_appendix_says_what_it_belongs_to():
    texts = [line.text for line in district().lines(4)]
    assert texts[:2] == ["Phụ lục II", "TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN THƯỜNG XUYÊN, ĐỊNH KỲ VÀ ĐỘT XUẤT"]
    assert texts[2].replace("\u00a0", " ").startswith("(Kèm theo Báo cáo số")
    assert "Biểu 01/TCD" in texts
    assert commune().lines(3)[0].text == "Phụ lục"
