"""Papers to print: a commune's quarter, and the district's table of fourteen communes."""

import datetime as dt

from desktop.reports.document import (
    Align,
    Appendix,
    Bullets,
    Cell,
    Column,
    Document,
    Header,
    Heading,
    Level,
    Note,
    Paragraph,
    Proof,
    Row,
    RowKind,
    Signature,
    Span,
    Table,
    spans,
)

COMMUNES = (
    "TT. Mường Tè", "Bum Nưa", "Bum Tở", "Kan Hồ", "Ka Lăng", "Mù Cả", "Mường Tè", "Nậm Khao",
    "Pa Ủ", "Pa Vệ Sủ", "Tà Tổng", "Tá Bạ", "Thu Lũm", "Vàng San",
)  # fmt: skip
DV_05_TITLES = (
    "Ngày tiếp theo quy định", "Ngày Chủ tịch trực tiếp tiếp", "Ủy quyền", "Đột xuất", "Lượt", "Người", "Vụ việc", "Đoàn",
    "Cuộc đối thoại", "Người dự", "Ý kiến", "Trả lời tại chỗ", "Cam kết", "Đã hoàn thành",
)  # fmt: skip
DV_05 = ("13", "12", "1", "1", "23", "41", "19", "1", "1", "64", "9", "6", "3", "2")


def figure(number: int) -> Span:
    """A number of biểu DV-05 in a sentence."""
    return Span(DV_05[number - 1].zfill(2), cell=f"DV-05:{number}")


def dv_05() -> Table:
    """Biểu DV-05 of one commune: two blocks of columns, numbered."""
    reception = tuple(Column(title, number=str(n)) for n, title in enumerate(DV_05_TITLES[:8], start=1))
    dialogue = tuple(Column(title, number=str(n)) for n, title in enumerate(DV_05_TITLES[8:], start=9))
    columns = (
        Column("TT", width_mm=10),
        Column("Đơn vị", align=Align.LEFT),
        Column("Tiếp công dân", reception),
        Column("Đối thoại với Nhân dân", dialogue),
        Column("Ghi chú", align=Align.LEFT),
    )
    cells = tuple(Cell(value, cell=f"DV-05:{n}") for n, value in enumerate(DV_05, start=1))
    return Table(
        columns,
        (
            Row((Cell("1"), Cell("Xã Pa Vệ Sủ"), *cells, Cell(""))),
            Row((Cell("TỔNG", span=2), *cells, Cell("")), RowKind.TOTAL),
        ),
        notes=(spans("Ghi chú: số liệu từ ngày 15/12/2023 đến ngày 14/3/2024."),),
    )


def inline_table() -> Table:
    """A small table inside the text."""
    columns = (
        Column("TT", width_mm=11),
        Column("Nội dung", align=Align.LEFT),
        Column("Kỳ này"),
        Column("Lũy kế"),
        Column("Cùng kỳ"),
    )
    lines = (("Lượt tiếp", "23", "23", "17"), ("Số người", "41", "41", "26"), ("Vụ việc", "19", "19", "15"))
    rows = tuple(Row((Cell(str(n)), *(Cell(value) for value in line))) for n, line in enumerate(lines, start=1))
    return Table(columns, rows, caption="Kết quả tiếp công dân")


def tcd_01_columns() -> tuple[Column, ...]:
    """Biểu 01/TCD: 29 columns under four levels of titles."""
    formulas = {1: "1=4+13+22", 2: "2=5+14+23", 3: "3=6+7+15+16+24+25"}

    def leaves(first: int, *titles: str) -> tuple[Column, ...]:
        return tuple(Column(title, number=formulas.get(n, str(n))) for n, title in enumerate(titles, start=first))

    def cases(first: int) -> Column:
        return Column("Vụ việc", leaves(first, "Lần đầu", "Nhiều lần"))

    def crowds(first: int) -> Column:
        crowd = (*leaves(first, "Số đoàn", "Số người"), Column("Vụ việc", leaves(first + 2, "Lần đầu", "Nhiều lần")))
        return Column("Trong đó đoàn đông người", crowd)

    def head(first: int, title: str) -> Column:
        return Column(title, (*leaves(first, "Số kỳ tiếp", "Số lượt", "Số người"), cases(first + 3), crowds(first + 5)))

    return (
        Column("TT", width_mm=7),
        Column("Đơn vị", align=Align.LEFT),
        *leaves(1, "Tổng số lượt tiếp", "Tổng số người được tiếp", "Tổng số vụ việc tiếp"),
        Column("Tiếp thường xuyên", (*leaves(4, "Số lượt", "Số người"), cases(6), crowds(8))),
        Column("Tiếp định kỳ và đột xuất", (head(12, "Thủ trưởng tiếp"), head(21, "Ủy quyền tiếp"))),
    )


def tcd_01() -> Table:
    """The district's 01/TCD: one commune has not reported."""
    rows = []
    for n, commune in enumerate(COMMUNES, start=1):
        start = (Cell(str(n)), Cell(commune))
        if commune == "Tà Tổng":
            rows.append(Row((*start, Cell("chưa báo cáo", span=29)), RowKind.MISSING))
            continue
        figures = (Cell(str((n * 7 + column * 3) % 40 if column < 8 else 0), cell=f"01/TCD:{n}:{column}") for column in range(1, 30))
        rows.append(Row((*start, *figures)))
    total = (Cell("1.234" if column < 4 else "27", cell=f"01/TCD:TONG:{column}") for column in range(1, 30))
    rows.append(Row((Cell("TỔNG", span=2), *total), RowKind.TOTAL))
    note = spans("Ghi chú: 01/14 xã chưa báo cáo (Tà Tổng), không tính vào dòng tổng.")
    return Table(tcd_01_columns(), tuple(rows), notes=(note,))


def header() -> Header:
    """The commune's header."""
    return Header(
        issuer=("Ủy ban nhân dân", "xã Pa Vệ Sủ"),
        symbol="BC-UBND",
        place="Pa Vệ Sủ",
        year=2024,
        date=dt.date(2024, 3, 6),
        number="8",
        named="Ủy ban nhân dân xã Pa Vệ Sủ",
    )


def body() -> tuple[Heading | Paragraph | Bullets | Note | Table, ...]:
    """Sections I–V of a quarterly report, those whose registers exist."""
    return (
        Paragraph(
            spans(
                "Thực hiện Kế hoạch số 452/KH-UBND ngày 26/11/2021 của Ủy ban nhân dân huyện về công tác dân vận chính quyền, "
                "Ủy ban nhân dân xã Pa Vệ Sủ báo cáo kết quả quý I năm 2024 như sau:"
            )
        ),
        Heading(Level.SECTION, "Công tác lãnh đạo, chỉ đạo, triển khai"),
        Heading(Level.CLAUSE, "Ban hành văn bản, phân công"),
        Paragraph(spans("Ủy ban nhân dân xã đã phân công 01 lãnh đạo, 02 công chức theo dõi; quán triệt 07/07 văn bản tại 14 bản.")),
        Heading(Level.SECTION, "Kết quả thực hiện"),
        Heading(Level.CLAUSE, "Tiếp công dân, đối thoại với Nhân dân"),
        Paragraph(
            spans(
                "Trong kỳ, Ủy ban nhân dân xã tiếp ", figure(5), " lượt với ", figure(6), " người, ", figure(7),
                " vụ việc; trong đó Chủ tịch trực tiếp tiếp ", figure(2), " buổi trên 13 tuần. Có ", figure(8),
                " đoàn đông người. Tổ chức ", figure(9), " cuộc đối thoại với ", figure(10), " người dự, tiếp nhận ", figure(11),
                " ý kiến, trả lời tại chỗ ", figure(12), " ý kiến.",
            )
        ),
        inline_table(),
        Heading(Level.POINT, "Về cam kết, lời hứa sau đối thoại"),
        Paragraph(spans("Người đứng đầu đã cam kết ", figure(13), " nội dung, hoàn thành ", figure(14), " nội dung, gồm:")),
        Bullets((
            spans("Sửa đường nội bản Seo Thèn Pá, hoàn thành ngày 20/02/2024;"),
            spans("Cấp 12.500 kg giống ngô cho các hộ nghèo, hoàn thành ngày 05/3/2024."),
        )),
        Heading(Level.CLAUSE, "Phong trào thi đua “Dân vận khéo”"),
        Paragraph(spans("Đăng ký 04 mô hình, 01 điển hình cá nhân; 01 mô hình được công nhận điển hình tiêu biểu.")),
        Note(spans("Các nội dung thuộc sổ chưa theo dõi trên phần mềm được báo cáo riêng.")),
        Heading(Level.SECTION, "Đánh giá chung"),
        Heading(Level.CLAUSE, "Ưu điểm"),
        Paragraph(spans("Công tác tiếp công dân được duy trì nền nếp; không có vụ việc vượt cấp. " * 4)),
        Heading(Level.CLAUSE, "Hạn chế, nguyên nhân"),
        Paragraph(spans("Địa bàn rộng, giao thông đi lại khó khăn, nhất là mùa mưa; một số bản chưa có sóng điện thoại. " * 4)),
        Heading(Level.SECTION, "Phương hướng, nhiệm vụ"),
        Paragraph(spans("Tiếp tục thực hiện nghiêm Luật Tiếp công dân, Luật Thực hiện dân chủ ở cơ sở năm 2022. " * 3)),
        Heading(Level.SECTION, "Đề xuất, kiến nghị"),
        Paragraph(spans("Đề nghị Ủy ban nhân dân huyện quan tâm bố trí kinh phí sửa chữa nhà văn hóa các bản.")),
    )  # fmt: skip


def commune_report(**changes: object) -> Document:
    """The quarterly report of Pa Vệ Sủ with one appendix; `changes` replace fields of the document."""
    fields: dict[str, object] = {
        "header": header(),
        "kind": "Báo cáo",
        "subject": "Kết quả thực hiện công tác dân vận chính quyền, thực hiện dân chủ ở cơ sở quý I năm 2024",
        "addressees": ("Ủy ban nhân dân huyện Mường Tè",),
        "body": body(),
        "closing": spans(
            "Trên đây là báo cáo kết quả thực hiện công tác dân vận chính quyền quý I năm 2024 của Ủy ban nhân dân xã Pa Vệ Sủ"
        ),
        "recipients": ("Như trên", "TT. Đảng ủy, HĐND, UBMTTQ xã", "Lưu: VT, VP"),
        "signature": Signature(("TM. Ủy ban nhân dân",), "Chủ tịch", "Pờ Hùng Sang"),
        "appendices": (Appendix("Tiếp công dân, đối thoại", (dv_05(),), form="Biểu DV-05"),),
        "draft": True,
    }
    return Document(**(fields | changes))  # type: ignore[arg-type]


def district_report() -> Document:
    """The district's closed report with two appendices and a proof."""
    head = Header(("Ủy ban nhân dân", "huyện Mường Tè"), "BC-UBND", "Mường Tè", 2024, named="Ủy ban nhân dân huyện Mường Tè")
    return commune_report(
        header=head,
        addressees=("Ủy ban nhân dân tỉnh Lai Châu", "Ban Dân vận Tỉnh ủy"),
        signature=Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), "Phó Chủ tịch", "Lý Anh Hừ"),
        appendices=(
            Appendix("Tiếp công dân, đối thoại", (dv_05(),), form="Biểu DV-05"),
            Appendix("Tổng hợp kết quả tiếp công dân thường xuyên, định kỳ và đột xuất", (tcd_01(),), form="Biểu 01/TCD"),
        ),
        draft=False,
        proof=Proof("3f2a91c07d", "DV1 107 2024-Q1 v2 3f2a91c07d " + "DV-05:5=231;" * 20),
    )
