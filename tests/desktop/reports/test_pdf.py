"""The PDF as a file and as text: faithful letters, nothing run, nothing lost."""

import io
import re
import socket
import unicodedata

import pypdfium2
import pytest

from desktop.jobs import Cancelled, Job
from desktop.reports.document import Heading, Level, Paragraph, Proof, Span, spans
from desktop.reports.pdf import render_pdf
from tests.desktop.reports.printed import MM, Printed, commune, district
from tests.desktop.reports.sample import commune_report

NASTY = (
    "Ủy ban nhân dân xã Pa Vệ Sủ; hòa và hoà, thủy và thuỷ; Giàng A Páo; đồng bào Hà Nhì, La Hủ; “khéo”, 12.500 ₫ – 95,5%; "
    "ẰẲẴẮẶ ẦẨẪẤẬ ỀỂỄẾỆ ỒỔỖỐỘ ỜỞỠỚỢ ỪỬỮỨỰ ỲỶỸÝỴ đĐ"
)
DECOMPOSED = unicodedata.normalize("NFD", NASTY)


def only(text: str, **changes: object) -> Printed:
    """A draft whose body is one paragraph."""
    return Printed(commune_report(body=(Paragraph(spans(text)),), appendices=(), **changes))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("given", [NASTY, DECOMPOSED], ids=["composed", "decomposed"])
def test_vietnamese_comes_out_as_composed_text_letter_for_letter(given):
    assert NASTY in flat(only(given).text())


def test_markup_in_a_record_is_printed_not_obeyed(tmp_path, monkeypatch):
    def no_network(*_args: object) -> None:
        raise AssertionError("the printer asked for an address")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    picture = tmp_path / "x.png"
    picture.write_bytes(b"not a picture: opening it would fail")
    evil = f'<img src="{picture}"/> <b>đậm</b> &amp; <br/> <link href="http://x"> </para> <onDraw name="x"/>'
    paper = only(evil, closing=spans(evil), subject=evil, recipients=(evil,), kind=evil)
    text = flat(paper.text())
    assert text.count("đậm</b> &amp; <br/>") >= 3
    assert b"/URI" not in paper.rendered.data
    assert [page.images + page.annots for page in paper.pages] == [[] for _ in paper.pages]


def test_what_the_face_lacks_is_shown_as_a_box_and_reported():
    paper = only("Mừng 😀 ᚠ vui")
    assert "Mừng □ □ vui" in flat(paper.text())
    assert paper.rendered.replaced == {"😀", "ᚠ"}
    assert commune().rendered.replaced == frozenset()


def test_control_and_bidi_characters_are_shown_as_boxes():
    assert "a□b □c□ d□" in flat(only("a\x07b \u202ec\u202c d\x00").text())


def test_half_a_surrogate_pair_does_not_stop_the_print():
    assert "a□b" in only("a\ud800b").text()


def test_every_face_is_embedded_and_none_is_helvetica():
    for paper in (commune(), district()):
        names = set(re.findall(rb"/BaseFont /([^\s/]+)", paper.rendered.data))
        assert {re.sub(rb"^[A-Z]{6}\+", b"", name) for name in names} <= {
            b"LiberationSerif", b"LiberationSerif-Bold", b"LiberationSerif-Italic", b"LiberationSerif-BoldItalic",
        }  # fmt: skip
        assert paper.rendered.data.count(b"/FontFile2") >= len(names)


def test_the_file_says_what_it_is():
    data = commune().rendered.data
    pdf = pypdfium2.PdfDocument(data)
    assert pdf.get_version() >= 14
    assert pdf.get_metadata_value("Title") == commune_report().title
    assert b"/Lang (vi-VN)" in data
    assert b"pdfaid" not in data
    pdf.close()


def test_bookmarks_follow_the_headings():
    pdf = pypdfium2.PdfDocument(commune().rendered.data)
    entries = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    pdf.close()
    assert entries[0] == (0, commune_report().title)
    assert entries[1:3] == [(1, "I. Công tác lãnh đạo, chỉ đạo, triển khai"), (2, "1. Ban hành văn bản, phân công")]
    assert entries[-1] == (0, "Phụ lục. Tiếp công dân, đối thoại")


def test_the_same_paper_gives_the_same_bytes():
    assert render_pdf(commune_report()).data == commune().rendered.data


def test_a_draft_is_marked_on_every_page_and_a_closed_report_on_none():
    assert [commune().text(page).count("BẢN NHÁP") for page in (1, 2, 3)] == [2, 2, 2]  # across the sheet, and in a line at its foot
    assert "BẢN NHÁP" not in district().text()


def test_the_proof_stands_at_the_foot_of_every_page_and_its_code_by_the_signature():
    for number, page in enumerate(district().pages, start=1):
        foot = [line for line in district().lines(number) if line.bottom > page.height / MM - 20]
        assert [line.text for line in foot] == ["Mã kiểm tra: 3f2a91c07d"]
    code = [rect for rect in district().pages[1].rects if rect["fill"]]
    assert len(code) > 200
    assert "Mã kiểm tra" not in commune().text()
    assert commune().pages[1].rects == []


def test_a_code_in_vietnamese_is_drawn():
    assert Printed(commune_report(proof=Proof("a1", "Xã Pa Vệ Sủ 23"))).rendered.pages == 3


def test_each_figure_is_found_where_it_stands():
    paper = commune()
    assert paper.rendered.cells["DV-05:5"] == 1
    assert set(paper.rendered.cells) == set(commune_report().cells())
    box = paper.rendered.boxes[0]
    page = paper.pages[box.page - 1]
    inside = page.filter(lambda thing: thing.get("size", 0) < 40).within_bbox(
        (box.x0 - 0.5, page.height - box.y1 - 2, box.x1 + 0.5, page.height - box.y0 + 2)
    )
    assert (box.cell, inside.extract_text()) == ("DV-05:5", "23")


def test_a_figure_in_bold_is_traced_too():
    paper = Printed(commune_report(body=(Paragraph(spans("có ", Span("7", cell="x", bold=True), " cuộc")),), appendices=()))
    assert (paper.line("7").style, paper.rendered.cells["x"]) == ("b", 1)


@pytest.mark.parametrize("filler", range(0, 30, 3))
def test_the_signature_is_never_alone_on_a_page(filler):
    body = (*(Paragraph(spans(f"Dòng {n}.")) for n in range(filler)), Paragraph(spans("Nội dung của báo cáo trong kỳ này như sau. " * 4)))
    for closing in ("Trên đây là báo cáo", "Trên đây là báo cáo của Ủy ban nhân dân xã " * 6, ""):
        paper = Printed(commune_report(body=body, closing=spans(closing), appendices=()))
        last = paper.lines(paper.rendered.pages)
        start = next(line.top for line in last if line.text == "Nơi nhận:")
        assert sum(1 for line in last if 20 < line.top < start - 1) >= 2
        assert any(line.text == "Pờ Hùng Sang" for line in last)


def test_a_heading_is_never_the_last_thing_on_a_page():
    for filler in range(18, 30):
        body = (*(Paragraph(spans(f"Dòng {n}.")) for n in range(filler)), Heading(Level.SECTION, "Mục"), Heading(Level.CLAUSE, "Khoản"))
        body = (*body, Paragraph(spans("Nội dung của báo cáo trong kỳ này. " * 9)))
        paper = Printed(commune_report(body=body, appendices=(), draft=False))  # a draft ends every page with its mark
        for page in range(1, paper.rendered.pages + 1):
            assert not paper.lines(page)[-1].text.startswith(("I. MỤC", "1. Khoản"))


@pytest.mark.parametrize("times", [3, 6, 9])
def test_a_heading_stays_with_a_paragraph_too_short_to_be_parted_and_with_what_the_signature_takes(times):
    short = Paragraph(spans("Nội dung của báo cáo trong kỳ này. " * times))
    for filler in range(18, 30):
        body = (*(Paragraph(spans(f"Dòng {n}.")) for n in range(filler)), Heading(Level.CLAUSE, "Khoản"), short)
        for after in ((), (Paragraph(spans("Nội dung khác. " * 60)),)):
            paper = Printed(commune_report(body=(*body, *after), closing=spans("Trên đây là báo cáo"), appendices=(), draft=False))
            pages = range(1, paper.rendered.pages + 1)
            assert all(paper.lines(page)[-1].text != "1. Khoản" for page in pages)


LONG = "Ủy ban nhân dân xã vùng cao biên giới " * 8


@pytest.mark.parametrize("changes", [
    {"subject": LONG[:300], "addressees": (LONG[:300],) * 4, "recipients": (LONG[:300],) * 40},
    {"body": (Heading(Level.SECTION, LONG), Paragraph(spans("Công tác dân vận " * 2400)))},
    {"body": (Paragraph(spans("ư" * 40_000)),)},
    {"body": (), "closing": spans("Công tác dân vận " * 2400)},
    {"body": (), "closing": (), "recipients": (), "addressees": ()},
], ids=["long names", "long section", "one long word", "long ending", "nothing"])  # fmt: skip
def test_long_and_empty_content_is_printed_whole(changes):
    document = commune_report(appendices=(), **changes)
    paper = Printed(document)
    wanted = [span.text for block in document.body if isinstance(block, Paragraph) for span in block.text]
    wanted += [span.text for span in document.closing] + list(document.recipients)
    letters = re.sub(r"(?m)^\d+$|BẢN NHÁP|\s", "", paper.text())  # page numbers and marks stand between the lines
    assert letters.count("ư") >= sum(text.count("ư") for text in wanted)
    assert letters.count("dânvận") >= sum(text.count("dân vận") for text in wanted)


def test_a_print_tells_its_pages_and_can_be_stopped():
    pages: list[int] = []
    job = Job(lambda progress: pages.append(progress.done))
    render_pdf(commune_report(), job)
    assert pages == [1, 2, 3]
    stopped = Job()
    stopped.stop()
    with pytest.raises(Cancelled):
        render_pdf(commune_report(), stopped)


def test_the_bytes_are_a_whole_file():
    data = io.BytesIO(commune().rendered.data).getvalue()
    assert data.startswith(b"%PDF-1.4")
    assert data.rstrip().endswith(b"%%EOF")
