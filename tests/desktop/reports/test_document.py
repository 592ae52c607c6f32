"""What a paper says: numbering, ending, figures."""

import datetime as dt

import pytest

from desktop.reports.document import (
    Bullets,
    Cell,
    Column,
    Heading,
    Level,
    Paragraph,
    Proof,
    Row,
    Span,
    Table,
    numbered,
    paragraphs_of,
    spans,
)
from desktop.reports.layout_nd30 import HAND_GAP, date_in_words, number_line, point_letters, roman
from tests.desktop.reports.sample import commune_report, district_report, dv_05


def labels(*levels: Level) -> list[str]:
    return [label for label, _ in numbered(Heading(level, "x") for level in levels)]


def test_headings_are_numbered_by_level_and_start_again_below_a_new_one():
    s, c, p = Level.SECTION, Level.CLAUSE, Level.POINT
    assert labels(s, c, c, p, p, s, c, p) == ["I.", "1.", "2.", "a)", "b)", "II.", "1.", "a)"]
    assert labels(Level.PART, s, Level.PART, s) == ["Phần I", "I.", "Phần II", "I."]


def test_points_follow_the_vietnamese_alphabet():
    assert [point_letters(n) for n in range(1, 11)] == ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k"]
    assert [point_letters(n) for n in (23, 24, 25)] == ["y", "aa", "ab"]


def test_roman_figures():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


@pytest.mark.parametrize(("day", "words"), [
    (dt.date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"),
    (dt.date(2024, 2, 12), "ngày 12 tháng 02 năm 2024"),
    (dt.date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
    (dt.date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
])  # fmt: skip
def test_only_days_below_ten_and_the_first_two_months_get_a_zero(day, words):
    assert date_in_words(day, 2024) == words


def test_room_is_left_for_what_is_written_by_hand():
    assert date_in_words(None, 2024) == f"ngày{HAND_GAP}tháng{HAND_GAP}năm 2024"
    assert number_line("", "BC-UBND") == f"Số: {HAND_GAP}/BC-UBND"
    assert number_line("5", "BC-UBND") == "Số: 05/BC-UBND"
    assert number_line("112", "BC-UBND") == "Số: 112/BC-UBND"


@pytest.mark.parametrize("closing", ["Trên đây là báo cáo", "Trên đây là báo cáo.", "Trên đây là báo cáo./.", "Trên đây là báo cáo ./. "])
def test_a_paper_ends_with_its_mark_once(closing):
    assert commune_report(closing=spans(closing)).ending() == spans("Trên đây là báo cáo./.")


def test_a_newline_begins_a_paragraph_and_keeps_the_figure():
    text = spans("một\nhai ", Span("23", cell="DV-05:5"), "\n\n ba")
    assert paragraphs_of(text) == (spans("một"), spans("hai ", Span("23", cell="DV-05:5")), spans(" ba"))


def test_every_figure_is_listed_once_in_printing_order():
    cells = commune_report().cells()
    assert cells[:3] == ("DV-05:5", "DV-05:6", "DV-05:7")
    assert sorted(cells) == sorted({f"DV-05:{n}" for n in range(1, 15)})
    assert district_report().cells()[-1] == "01/TCD:TONG:29"


def test_figures_in_lists_notes_and_the_last_sentence_count_too():
    mark = spans(Span("1", cell="a")), spans(Span("2", cell="b")), spans(Span("3", cell="c"))
    table = Table((Column("x"),), (Row((Cell("4", cell="d"),)),), notes=(mark[1],))
    assert commune_report(body=(Bullets((mark[0],)), table, Paragraph(())), closing=mark[2], appendices=()).cells() == ("a", "d", "b", "c")


def test_a_row_must_fill_its_table():
    columns = dv_05().columns
    with pytest.raises(ValueError, match="row 1 fills 3 of 17 columns"):
        Table(columns, (Row((Cell("1"), Cell("hai", span=2))),))


def test_a_code_too_large_to_print_is_refused():
    Proof("x", "đ" * 350)
    with pytest.raises(ValueError, match="700"):
        Proof("x", "đ" * 351)


def test_the_title_reads_as_a_sentence():
    assert commune_report(kind="BÁO CÁO", subject="Kết quả quý I").title == "Báo cáo kết quả quý I"
