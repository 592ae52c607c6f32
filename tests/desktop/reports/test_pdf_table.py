"""Tables on paper: headers of several levels, repeated; rows kept whole; words kept whole."""

import pytest

from desktop.reports.document import Align, Appendix, Cell, Column, Row, RowKind, Table, spans
from desktop.reports.pdf_fonts import REGULAR, glyphs
from desktop.reports.pdf_widths import Need, fit, formula_pieces, wrap
from tests.desktop.reports.printed import Printed, district
from tests.desktop.reports.sample import COMMUNES, commune_report, tcd_01, tcd_01_columns

COLUMNS = (Column("TT", number="A", width_mm=11), Column("Đơn vị", number="B", align=Align.LEFT), Column("Số lượt", number="1"))


def printed(*tables: Table) -> Printed:
    return Printed(commune_report(appendices=tuple(Appendix("Biểu", (table,)) for table in tables), draft=False))


def rows(count: int, name: str = "Giàng A Páo") -> tuple[Row, ...]:
    return tuple(Row((Cell(str(n)), Cell(f"{name} {n}"), Cell("1.234,5", cell=f"x:{n}"))) for n in range(1, count + 1))


def test_four_hundred_rows_are_all_printed_in_order_under_a_repeated_header():
    paper = printed(Table(COLUMNS, rows(400)))
    pages = range(3, paper.rendered.pages + 1)
    found = [line.text for page in pages for line in paper.lines(page) if line.text.startswith("Giàng A Páo ")]
    assert found == [f"Giàng A Páo {n}" for n in range(1, 401)]
    assert all([line.text for line in paper.lines(page) if line.style == "b" and line.text == "Số lượt"] for page in pages)
    numbers = [next(line.text for line in paper.lines(page) if line.top < 20) for page in pages[1:]]
    assert numbers == [str(n) for n in range(2, len(pages) + 1)]
    assert paper.rendered.cells["x:400"] == paper.rendered.pages


def test_a_row_with_several_lines_is_not_broken_across_pages():
    name = "Điểm tiếp công dân tại trụ sở Ủy ban nhân dân " * 7
    paper = printed(Table(COLUMNS, rows(60, name)))
    heights = {round(box.y1 - box.y0, 1) for box in paper.rendered.boxes if box.cell.startswith("x:")}
    assert len(paper.rendered.cells) >= 60
    assert len(heights) == 1


def test_only_a_row_taller_than_a_page_is_cut_and_loses_nothing():
    paper = printed(Table(COLUMNS, (Row((Cell("1"), Cell("dài " * 12_000), Cell("9"))),)))
    assert paper.rendered.pages > 4
    assert paper.text().count("dài") == 12_000


def test_columns_of_a_wide_form_keep_their_words_whole_in_small_type():
    table_lines = [line for line in district().lines(4) if line.top > 45]
    assert {line.size for line in table_lines} <= {8.0, 8.5, 9.0, 11.0}
    text = district().text(4)
    for word in ("thường", "người", "Nhiều", "Tổng", "chưa báo cáo", "1.234"):
        assert word in text


def test_titles_of_several_levels_stand_above_their_columns():
    by_text = {line.text: line for line in district().lines(4)}
    head, delegated = by_text["Thủ trưởng tiếp"], by_text["Ủy quyền tiếp"]
    numbers = [line for line in district().lines(4) if line.style == "i" and line.text in ("12", "20", "21", "29")]
    first, last, first_delegated, last_delegated = sorted(numbers, key=lambda line: line.x0)
    assert first.x0 < head.middle < last.x1 < first_delegated.x0 < delegated.middle < last_delegated.x1
    assert by_text["Tiếp định kỳ và đột xuất"].top < head.top < first.top


def test_every_commune_has_its_row_and_a_missing_one_says_so():
    found = (line.text.lstrip("0123456789 ") for line in sorted(district().lines(4), key=lambda line: line.top))
    names = [text for text in found if text in COMMUNES]
    assert names == list(COMMUNES)
    missing, unit = district().line("chưa báo cáo", 4), next(line for line in district().lines(4) if line.text.endswith("Tà Tổng"))
    assert missing.style == unit.style == "i"
    assert missing.top == pytest.approx(unit.top, abs=0.1)


def test_the_total_is_bold_on_grey():
    total = district().line("TỔNG", 4)
    assert total.style == "b"
    assert [rect for rect in district().pages[3].rects if rect["fill"] and rect["non_stroking_color"] != (0, 0, 0)]


def test_a_group_row_runs_over_its_cells_from_the_left():
    table = Table(COLUMNS, (Row((Cell("I. Khu vực biên giới", span=3),), RowKind.GROUP), *rows(1)))
    line = printed(table).line("I. Khu vực biên giới", 3)
    assert (line.style, round(line.x0)) == ("b", 31)


def test_an_empty_table_prints_its_header():
    assert "Số lượt" in printed(Table(COLUMNS, ())).text(3)


def test_markup_in_a_cell_is_printed_as_it_is():
    table = Table(COLUMNS, (Row((Cell("1"), Cell("<img src='x'/> & <b>"), Cell("0"))),))
    assert "<img src='x'/> & <b>" in printed(table).text(3)


def test_eighty_columns_still_stay_between_the_margins():
    table = Table(tuple(Column("Nghiêng", number=str(n)) for n in range(80)), (Row(tuple(Cell("1.234") for _ in range(80))),))
    assert max(line.x1 for line in printed(table).lines(3)) <= 297 - 15 + 0.5


def test_no_word_is_broken_while_a_smaller_type_spares_it():
    columns = (Column("a"), Column("b"))
    assert fit(columns, [Need(5, 5), Need(5, 5)], 200).size == 12
    assert fit(columns, [Need(10, 10), Need(10, 10)], 200).size == 9


def test_type_gives_way_so_that_a_short_name_stands_on_one_line():
    columns = (Column("a", align=Align.LEFT), *(Column("1"),) * 9)
    needs = [Need(2, 8), *[Need(2, 2)] * 9]
    assert fit(columns, needs, 12 * 26 + 10 * 8.2).size == 12
    assert fit(columns, needs, 12 * 26 + 10 * 8.2 - 1).size == 11


def test_columns_fill_the_width_exactly():
    columns = (Column("a", width_mm=10), Column("b", align=Align.LEFT), Column("c"), Column("d"))
    for available in (100.0, 250.0, 714.0):
        assert sum(fit(columns, [Need(1, 1), Need(2, 9), Need(2, 2), Need(3, 3)], available).widths) == pytest.approx(available, abs=0.2)


def test_a_formula_breaks_after_its_signs():
    glyphs()
    assert formula_pieces("1=4+13+22") == ["1=", "4+", "13+", "22"]
    assert "".join(wrap("3=6+7+15+16", REGULAR, 8, 20, formula_pieces)) == "3=6+7+15+16"


def test_a_word_too_long_for_its_cell_is_broken_between_letters():
    glyphs()
    assert "".join(wrap("ư" * 50, REGULAR, 12, 40)) == "ư" * 50
    assert wrap("một hai", REGULAR, 12, 1000) == ["một hai"]


def test_the_form_of_the_inspectorate_has_29_columns():
    assert [leaf.number.split("=")[0] for column in tcd_01_columns() for leaf in column.leaves()][2:] == [str(n) for n in range(1, 30)]
    assert len(tcd_01().rows) == 15


@pytest.mark.parametrize("count", range(10, 26))
def test_a_total_never_stands_alone_on_a_page(count):
    total = Row((Cell("TỔNG", span=2), Cell("99")), RowKind.TOTAL)
    paper = printed(Table(COLUMNS, (*rows(count), total)))
    pages = [[line.text for line in paper.lines(page)] for page in range(3, paper.rendered.pages + 1)]
    assert any("TỔNG" in page and f"Giàng A Páo {count}" in page for page in pages)


@pytest.mark.parametrize("count", range(10, 30))
def test_no_row_stands_alone_under_the_heads_at_the_foot_of_a_page(count):
    both = (Table(COLUMNS, rows(count)), Table(COLUMNS, rows(4, "Lò Văn Pản")))
    paper = Printed(commune_report(appendices=(Appendix("Biểu", both),), draft=False))
    pages = [[line.text for line in paper.lines(page)] for page in range(3, paper.rendered.pages + 1)]
    assert any("Lò Văn Pản 1" in page and "Lò Văn Pản 2" in page for page in pages)


def test_a_table_hardly_higher_than_its_page_is_set_smaller_and_a_higher_one_keeps_its_type():
    total = Row((Cell("TỔNG", span=2), Cell("99")), RowKind.TOTAL)

    def sizes(count: int) -> tuple[int, set[float]]:
        paper = printed(Table(COLUMNS, (*rows(count), total)))
        found = {round(line.size, 1) for line in paper.lines(3) if line.text.startswith("Giàng A Páo")}
        return paper.rendered.pages - 2, found

    assert sizes(12) == (1, {12.0})
    pages, found = sizes(24)
    assert pages == 1
    assert found < {11.0, 10.0, 9.0}
    assert sizes(60)[1] == {12.0}


def printed_together(blocks: tuple[Table, ...]) -> Printed:
    return Printed(commune_report(appendices=(Appendix("Biểu", blocks),), draft=False))


@pytest.mark.parametrize("count", [*range(8, 40, 2), 55, 56, 57, 58])
def test_notes_never_stand_on_a_page_without_the_last_rows_of_their_table(count):
    total = Row((Cell("TỔNG", span=2), Cell("99")), RowKind.TOTAL)
    notes = (spans("Chưa báo cáo: xã Nậm Khao."), spans("Số liệu chưa chốt: xã Tà Tổng."), spans("Số thứ tự cột chưa đối chiếu."))
    paper = printed(Table(COLUMNS, (*rows(count, "Lò Văn Pản " * 9), total), notes=notes))
    last = paper.rendered.pages
    assert {note[0].text for note in notes} <= {line.text for line in paper.lines(last)}
    assert paper.line("TỔNG", last)
    assert paper.rendered.cells[f"x:{count}"] == last


@pytest.mark.parametrize("count", [3, 9, 12, 16])
def test_a_second_run_of_columns_begins_on_the_page_where_it_fits_whole_in_the_type_of_the_first(count):
    paper = printed_together((Table(COLUMNS, rows(count)), Table(COLUMNS, rows(count, "Lò Văn Pản"))))
    found = [
        (page, line) for page in range(3, paper.rendered.pages + 1) for line in paper.lines(page) if line.text.startswith("Lò Văn Pản")
    ]
    first = [line for line in paper.lines(3) if line.text.startswith("Giàng A Páo")]
    assert len(first) == count
    assert len(found) == count
    assert len({page for page, _ in found}) == 1
    assert {line.size for _, line in found} == {line.size for line in first}
