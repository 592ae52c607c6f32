"""Sheets from anybody's stick: bombs, damaged and locked files, formulas; each ends in one sentence, and in no harm."""

import io
import time
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from desktop import registers
from desktop.actions import lookup
from desktop.actions.table_export import export_table
from desktop.actions.table_import import import_table
from desktop.errors import Problem
from desktop.jobs import Cancelled, Job, Progress
from desktop.sheets import limits
from desktop.sheets.heading import SYSTEM
from desktop.sheets.xlsx import read_xlsx
from tests.desktop.sheets.sheet import cells, excel, text
from tests.office import open_desk

NAMES = ("name", "type")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = open_desk(tmp_path_factory.mktemp("xa")).office
    yield made
    made.close()


def changed(path, member, change):
    """Put another content into one member of a workbook."""
    packed = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == member else old.read(one))
    return path


def refused(office, path) -> Problem:
    with pytest.raises(Problem) as problem:
        import_table(office, "village", path)
    assert "\n" not in problem.value.message
    return problem.value


def sheet_of(body: bytes):
    return lambda _: (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + body + b"</sheetData></worksheet>"
    )


GOOD = [NAMES, ("Nậm Ngà", "ban")]
BOMBS = {
    "a row of millions of cells": b'<row r="1">' + b"<c/>" * 3_000_000 + b"</row>",
    "a cell with millions of parts": b'<row r="1"><c t="inlineStr"><is>' + b"<r/>" * 2_000_000 + b"</is></c></row>",
    "more than fits when opened": b'<row r="1"><c t="inlineStr"><is><t>' + b"x" * (101 << 20) + b"</t></is></c></row>",
}
TOO_LARGE = {
    "too many rows": b"<row><c><v>1</v></c></row>" * 50_030,
    "a cell far to the right": b'<row r="1"><c r="XFD1"><v>1</v></c></row>',
    "a cell far below": b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_before_it_fills_the_memory(office, tmp_path, bomb):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(bomb))
    tracemalloc.start()
    try:
        problem = refused(office, file)
        assert tracemalloc.get_traced_memory()[1] < 150 << 20
    finally:
        tracemalloc.stop()
    assert problem.code == "invalid_value"


@pytest.mark.parametrize("body", TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_sheet_that_is_too_large_is_refused_as_a_whole(office, tmp_path, body):
    problem = refused(office, changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(body)))
    assert problem.code == "invalid_value"
    assert "hơn" in problem.message


def test_a_bomb_among_the_styles_is_refused(office, tmp_path):
    many = (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        + b"<xf/>" * 500_000
        + b"</cellXfs></styleSheet>"
    )
    assert refused(office, changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/styles.xml", lambda _: many)).code == "invalid_value"


ROW = b"<row>" + b"<c/>" * 189 + b"<c><v>1</v></c>" + b"</row>"
HALF = ROW * (limits.MOST_CELLS // 190 // 2 + 1)


def test_a_sheet_long_and_wide_at_once_is_refused_with_the_limit_and_a_way_out(office, tmp_path):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(HALF * 2))
    assert file.stat().st_size < 100_000
    assert "hơn 1.500.000 ô" in (message := refused(office, file).message)
    assert "ách thành nhiều tệp" in message


def test_cells_are_counted_over_all_sheets(office, tmp_path):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(HALF))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet2.xml", sheet_of(HALF)(b""))
    assert "1.500.000 ô" in refused(office, file).message


def test_twenty_thousand_records_of_every_book_fit():
    assert max(len(one.fields) + len(SYSTEM) for one in registers.ALL.values()) * 20_000 < limits.MOST_CELLS
    assert f"{limits.MOST_CELLS:,}".replace(",", ".") in limits.too_many_cells("").message


def test_rows_with_nothing_in_them_do_not_fill_the_memory(tmp_path):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(b"<row/>" * 200_000))
    content = file.read_bytes()
    tracemalloc.start()
    try:
        assert list(read_xlsx(content, "so.xlsx", Job())) == []
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("step", ["Kiểm tra tệp", "Đọc dòng"])
def test_the_counting_and_the_reading_of_a_large_sheet_are_told_and_can_be_stopped(office, tmp_path, step):
    names = b"<row>" + b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % name.encode() for name in NAMES) + b"</row>"
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(names + HALF))
    steps: list[Progress] = []

    def told(progress: Progress) -> None:
        steps.append(progress)
        if progress.step == step and progress.done > 2:
            job.stop()

    job = Job(told)
    with pytest.raises(Cancelled):
        import_table(office, "village", file, dry_run=True, job=job)
    assert steps[-1].step == step
    assert steps[0].total == file.stat().st_size


STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def said_to_be(file, member, kind):
    """Call a member something in the list of content types."""
    entry = f'<Override PartName="/{member}" ContentType="{kind}"/></Types>'.encode()
    return changed(file, "[Content_Types].xml", lambda old: old.replace(b"</Types>", entry))


@pytest.mark.parametrize("member", ["xl/strings.bin", "xl/strings.xml", "xl/worksheets/strings.xml", "chu.png", "xl/sharedStrings.xml"])
def test_millions_of_strings_are_refused_under_any_name(office, tmp_path, member):
    file = said_to_be(excel(tmp_path / "so.xlsx", *GOOD), member, STRINGS)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(member, b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<si/>" * 1_200_000 + b"</sst>")
    assert file.stat().st_size < 30_000
    assert "lớn" in refused(office, file).message


def test_a_member_that_is_the_strings_and_the_styles_is_bounded_as_the_styles(office, tmp_path):
    many = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<xf/>" * 500_000 + b"</styleSheet>"
    file = said_to_be(excel(tmp_path / "so.xlsx", *GOOD), "xl/styles.xml", STRINGS)
    assert refused(office, changed(file, "xl/styles.xml", lambda _: many)).code == "invalid_value"


def test_one_sheet_named_thousands_of_times_is_read_once(office, tmp_path):
    again = b'<sheet name="a" sheetId="9" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    rows = b'<row><c t="inlineStr"><is><t>name</t></is></c></row>' + b"<row><c><v>1</v></c></row>" * 20_000
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(rows))
    changed(file, "xl/workbook.xml", lambda old: old.replace(b"</sheets>", again * 3_000 + b"</sheets>"))
    content, started = file.read_bytes(), time.process_time()
    assert sum(1 for _ in read_xlsx(content, "so.xlsx", Job())) == 20_001
    assert time.process_time() - started < 30


def test_a_sheet_of_charts_before_the_open_one_is_left_alone(office, tmp_path):
    book = Workbook()
    book.active.append(["khác"])
    book.create_chartsheet("Biểu đồ", 0)
    for row in GOOD:
        book.create_sheet("Thôn").append(row) if row is NAMES else book["Thôn"].append(row)
    book.active = 2
    book.save(tmp_path / "so.xlsx")
    done = import_table(office, "village", tmp_path / "so.xlsx", dry_run=True, named=True)
    assert [(one.row, one.name) for one in done.outcomes] == [(2, "Nậm Ngà · Bản")]


def test_entities_are_not_opened(office, tmp_path):
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert refused(office, changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", lambda _: laughs)).code == "damaged"


def test_words_that_excel_keeps_apart_from_the_sheet_are_read(office, tmp_path):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(
        b'<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row r="3"><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>'
    ))  # fmt: skip
    strings = "".join(f"<si><r><t>{word[:1]}</t></r><r><t>{word[1:]}</t></r></si>" for word in ("name", "type", "Nậm Ngà", "Bản"))
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml"
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s.sharedStrings+xml"/>' % main
    changed(file, "[Content_Types].xml", lambda old: old.replace(b"</Types>", kind + b"</Types>"))
    with zipfile.ZipFile(file, "a") as book:
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>')
    done = import_table(office, "village", file, dry_run=True, named=True)
    assert [(one.row, one.name) for one in done.outcomes] == [(3, "Nậm Ngà · Bản")]


def test_a_file_cut_off_anywhere_is_damaged_or_whole(office, tmp_path):
    whole = excel(tmp_path / "so.xlsx", *GOOD).read_bytes()
    for end in range(4, len(whole), 397):
        (tmp_path / "cat.xlsx").write_bytes(whole[:end])
        assert refused(office, tmp_path / "cat.xlsx").code == "damaged"


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<a", "chữ".encode()])
def test_a_workbook_with_nonsense_inside_is_damaged(office, tmp_path, member, content):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), member, lambda _: content)
    assert refused(office, file).code == "damaged"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kiểu cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"%PDF-1.7", "không phải tệp Excel"),
        (b"", "không phải tệp Excel"),
    ],
)
def test_what_is_no_workbook_of_today_says_what_to_do(office, tmp_path, content, said):
    (tmp_path / "so.xlsx").write_bytes(content)
    problem = refused(office, tmp_path / "so.xlsx")
    assert said in problem.message
    assert ".xlsx" in problem.message


def test_a_file_that_is_not_there_or_too_large_is_refused(office, tmp_path):
    assert refused(office, tmp_path / "khong.xlsx").code == "invalid_value"
    with (tmp_path / "to.csv").open("wb") as file:
        file.truncate(limits.LARGEST_FILE + 1)
    assert refused(office, tmp_path / "to.csv").code == "invalid_value"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_tables_of_every_sort_are_read(office, tmp_path, encoding, separator):
    lines = [separator.join(line) for line in (("Tên thôn, bản", "Loại", "Số hộ"), ("Nậm Ngà", "Bản", "1"))]
    quoted = lines[0].replace("Tên thôn, bản", '"Tên thôn, bản"')
    done = import_table(office, "village", text(tmp_path / "so.csv", quoted, lines[1], encoding=encoding), dry_run=True)
    assert (len(done.added), done.failed) == (1, [])


def test_a_text_table_of_another_encoding_is_not_guessed_at(office, tmp_path):
    problem = refused(office, text(tmp_path / "so.csv", "name,type", "Lò,ban", encoding="latin-1"))
    assert "UTF-8" in problem.message


def test_text_tables_are_bounded_too(office, tmp_path):
    assert "dòng" in refused(office, text(tmp_path / "dai.csv", "name,type", *["x,ban"] * 50_030)).message
    assert "cột" in refused(office, text(tmp_path / "rong.csv", "name,type" + ",x" * 300)).message
    both = refused(office, text(tmp_path / "ca-hai.csv", "name,type", *["x,ban" + "," * 188] * (limits.MOST_CELLS // 190 + 1)))
    assert "1.500.000 ô" in both.message


def test_a_formula_is_refused_with_its_cell_and_not_given_back(office, tmp_path):
    done = import_table(office, "village", excel(tmp_path / "so.xlsx", NAMES, ('=HYPERLINK("http://x")', "ban"), ("Tốt", "ban")))
    assert [(one.row, one.column) for one in done.failed] == [(2, "name")]
    assert "ô A2" in done.failed[0].message
    assert "công thức" in done.failed[0].message
    assert cells(done.file)[1][:2] == [None, "ban"]


def test_a_formula_in_a_text_table_is_refused_as_in_a_workbook_and_a_telephone_number_is_none(office, tmp_path):
    rows = ("name,type", "=1+1,ban", "'=1+1,ban", "+84 213 387 6543,ban", "-5,ban", "=,ban")
    done = import_table(office, "village", text(tmp_path / "so.csv", *rows))
    assert [(one.row, one.column) for one in done.failed] == [(2, "name")]
    assert "ô A2" in done.failed[0].message
    assert "công thức" in done.failed[0].message
    names = {str(one.values["name"]) for one in lookup.listing(office, "village", lookup.Ask()).records}
    assert {"=1+1", "+84 213 387 6543", "-5", "="} <= names


def test_a_table_goes_into_no_folder_that_is_not_there(office, tmp_path):
    with pytest.raises(Problem) as refused:
        export_table(office, "village", tmp_path / "khong-co" / "so.xlsx")
    assert (refused.value.code, refused.value.message.startswith("Không có thư mục")) == ("invalid_value", True)
    assert not (tmp_path / "khong-co").exists()


def test_an_error_of_the_sheet_is_no_value(office, tmp_path):
    file = changed(excel(tmp_path / "so.xlsx", *GOOD), "xl/worksheets/sheet1.xml", sheet_of(
        b'<row r="1"><c t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c t="e"><v>#REF!</v></c></row>'
    ))  # fmt: skip
    assert "#REF!" in import_table(office, "village", file).failed[0].message


@pytest.mark.parametrize("words", ["=1+1", "+84 213", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_text_that_looks_like_a_formula_leaves_as_text(tmp_path, words):
    desk = open_desk(tmp_path / "xa")
    desk.add("village", name=words)
    export_table(desk.office, "village", tmp_path / "so.xlsx")
    cell = load_workbook(tmp_path / "so.xlsx").active["B3"]
    assert (cell.value, cell.data_type, cell.number_format) == (words, "s", "@")
    export_table(desk.office, "village", tmp_path / "so.csv")
    assert f"'{words}" in cells(tmp_path / "so.csv")[2]
    desk.office.close()


def test_a_number_in_a_column_of_words_keeps_the_zeros_that_it_shows(office, tmp_path):
    file = excel(tmp_path / "so.xlsx", ("name", "kind", "note"), (7, "khac", 12), (13, "khac", 1.5), formats={"A2": "000"})
    done = import_table(office, "place", file)
    found = [lookup.show(office, "place", one).values for one in done.added]
    assert [(one["name"], one["note"]) for one in found] == [("007", "12"), ("13", "1.5")]


def test_rows_added_below_are_formatted_as_their_column(tmp_path):
    desk = open_desk(tmp_path / "xa")
    export_table(desk.office, "reward", tmp_path / "so.xlsx")
    sheet = load_workbook(tmp_path / "so.xlsx").active
    found = {name.value: sheet.column_dimensions[name.column_letter].number_format for name in sheet[2]}
    assert (found["decision_no"], found["decision_date"], found["count"]) == ("@", "dd/mm/yyyy", "#,##0")
    assert sheet.freeze_panes == "A3"
    desk.office.close()


def test_columns_with_a_closed_list_offer_its_words(tmp_path):
    desk = open_desk(tmp_path / "xa")
    export_table(desk.office, "village", tmp_path / "so.xlsx")
    book = load_workbook(tmp_path / "so.xlsx")
    letters = {name.value: name.column_letter for name in book.active[2]}
    offered = {str(one.sqref): one.formula1 for one in book.active.data_validations.dataValidation}
    assert offered[f"{letters['type']}3:{letters['type']}50000"] == "'Danh mục'!$A$1:$A$3"
    assert [cell.value for cell in book["Danh mục"]["A"]] == ["Thôn", "Bản", "Tổ dân phố"]
    assert book["Danh mục"].sheet_state == "hidden"
    desk.office.close()
