"""A computed form as a printed table: header of several levels, a row for each unit, a total, "chưa báo cáo" in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from desktop import units
from desktop.language.numbers import format_number, format_ratio
from desktop.reporting.cells import AS_CLOSED, NOT_APPLICABLE, OPENED
from desktop.reporting.form_doubts import basis
from desktop.reports.document import Align, Appendix, Cell, Column, Row, RowKind, Table, Text, spans

Answer = Mapping[str, Any]
MISSING: Final = "chưa báo cáo"
OPENING: Final = "*"
ON_BEHALF: Final = "**"
OUTSIDE: Final = "–"
"""Marks beside a figure that holds an opening figure, beside the name of a unit whose row was typed for it, and in place of the 0 of
books that do not apply to a unit."""
_ORDINAL_MM, _UNIT_MM, _CODE_MM = 10, 32, 12
_WIDEST: Final = 30  # more would have to be set too small to read
_BESIDE: Final = "Lũy kế, so với cùng kỳ năm trước"
_POINTS: Final = "điểm %"
_MEASURES: Final = {"đồng": ("triệu đồng", 1_000_000), "triệu đồng": ("trđ", 1), "m²": ("m²", 1), "công": ("công", 1)}
"""Units that a title does not say by itself: the word printed below it, and by what the value is divided."""


def cell_key(form: str, column: str, unit: str = "") -> str:
    """Return how a printed figure is found again: form, column and, in a consolidated form, the unit."""
    return f"{form}:{column}@{unit}" if unit else f"{form}:{column}"


def shown(value: object) -> str:
    """Return a cell's value as it is printed: an empty place for what was not entered, 0 for 0."""
    if value is None:
        return ""
    return format_number(value) if isinstance(value, int | str) and not isinstance(value, bool) else str(value)


def measured(value: object, unit: str) -> str:
    """Return a cell's value in the unit that stands in its title: 152.500.000 đồng as 152,5 (triệu đồng), to the thousand."""
    if unit == "%":
        return format_ratio(str(value)) if value is not None else ""
    _, divisor = _MEASURES.get(unit, ("", 1))
    if divisor == 1 or not isinstance(value, int | str) or not value:
        return shown(value)
    part = (Decimal(value) / divisor).quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
    return format_number(f"{part:f}")


def form_tables(answer: Answer) -> tuple[Table, ...]:
    """Return a form's answer (one unit, or a row for each with a total) as a table, a very wide one as several.

    Every form ends with a column "Ghi chú" (dossier §2.5, §7.3), which in those of a circular has a number.
    """
    runs = _runs(own_columns(answer))
    tables = [_table(answer, run, _notes(answer) if run is runs[-1] else ()) for run in runs]
    if "set" in answer:
        tables[-1] = _with_remarks(answer, tables[-1])
    return tuple(tables)


def _with_remarks(answer: Answer, table: Table) -> Table:
    """Return the table with the column in which a unit's row says what its figures stand on, and a person may write."""
    said = ["nhập thay" if row.get("on_behalf") else row.get("mark") or "" for row in answer["rows"]]
    said += [""] * (len(table.rows) - len(said))  # the total
    rows = (replace(row, cells=(*row.cells, Cell(text))) for row, text in zip(table.rows, said, strict=True))
    number = str(len(own_columns(answer)) + 1) if answer["set"] else ""
    return replace(table, columns=(*table.columns, Column("Ghi chú", align=Align.LEFT, number=number)), rows=tuple(rows))


def _runs(columns: Sequence[Answer]) -> list[list[Answer]]:
    """Part columns into runs of about one length that a page has room for; a group stays together."""
    groups: list[list[Answer]] = []
    for column in columns:
        if groups and column["group"] and groups[-1][-1]["group"][:1] == column["group"][:1]:
            groups[-1].append(column)
        else:
            groups.append([column])
    length = -(-len(columns) // -(-len(columns) // _WIDEST))
    runs: list[list[Answer]] = [[]]
    for group in groups:
        if len(runs[-1]) >= length or len(runs[-1]) + len(group) > _WIDEST:
            runs.append([])
        runs[-1] += group
    return runs


def _table(answer: Answer, run: Sequence[Answer], notes: tuple[Text, ...]) -> Table:
    columns = (Column("TT", width_mm=_ORDINAL_MM), Column("Đơn vị", align=Align.LEFT, width_mm=_UNIT_MM), *_columns(run))
    single = answer["total"] is None
    rows = [_row(answer, run, place, row, single=single) for place, row in enumerate(answer["rows"], start=1)]
    if not single:
        rows.append(_total(answer, run))
    return Table(columns, tuple(rows), notes=notes)


def own_columns(answer: Answer) -> list[Answer]:
    """Return the form's own columns, without what was asked for beside them."""
    return [column for column in answer["columns"] if "of" not in column]


def _columns(flat: Sequence[Answer], depth: int = 0) -> tuple[Column, ...]:
    found: list[Column] = []
    place = 0
    while place < len(flat):
        group = flat[place]["group"][depth : depth + 1]
        if not group:
            found.append(Column(_titled(flat[place]), number=flat[place]["code"]))
            place += 1
            continue
        end = place
        while end < len(flat) and flat[end]["group"][: depth + 1] == flat[place]["group"][: depth + 1]:
            end += 1
        found.append(Column(group[0], _columns(flat[place:end], depth + 1)))
        place = end
    return tuple(found)


def _titled(column: Answer) -> str:
    word, _ = _MEASURES.get(column["unit"], ("", 1))
    return f"{column['title']} ({word})" if word else str(column["title"])


def _row(answer: Answer, run: Sequence[Answer], place: int, row: Answer, *, single: bool) -> Row:
    head = (Cell(str(place)), Cell(f"{row['name']} {ON_BEHALF}" if row.get("on_behalf") else row["name"]))
    units_of = {column["code"]: column["unit"] for column in run}
    if not row["reported"]:
        return Row((*head, Cell(MISSING, span=len(units_of))), RowKind.MISSING)
    unit = "" if single else row["unit"]
    marks = row.get("marks", {})
    cells = (
        Cell(_marked(measured(row["cells"][code], one), marks.get(code)), cell_key(answer["form"], code, unit))
        for code, one in units_of.items()
    )
    return Row((*head, *cells))


def _marked(value: str, mark: str | None) -> str:
    return OUTSIDE if mark == NOT_APPLICABLE else f"{value}{OPENING if mark == OPENED else ''}"


def _total(answer: Answer, run: Sequence[Answer]) -> Row:
    cells, form = answer["total"]["cells"], answer["form"]
    found = (Cell(measured(cells[one["code"]], one["unit"]), cell_key(form, one["code"])) for one in run)
    return Row((Cell("TỔNG", span=2), *found), RowKind.TOTAL)


def _notes(answer: Answer) -> tuple[Text, ...]:
    found = []
    missing = [units.inside(row["name"]) for row in answer["rows"] if not row["reported"]]
    if missing and answer["total"] is not None:
        found.append(spans(f"Chưa báo cáo, đứng ngoài tổng ({len(missing)}): {', '.join(missing)}."))
    so_far = [units.inside(row["name"]) for row in answer["rows"] if row.get("mark")]
    if so_far and answer["total"] is not None:
        found.append(spans(f"Số liệu chưa chốt: {', '.join(so_far)}."))
    closed = [one["code"] for one in own_columns(answer) if any(row.get("why", {}).get(one["code"]) == AS_CLOSED for row in answer["rows"])]
    if closed:
        found.append(spans(f"Cột {', '.join(closed)}: theo số chốt của đơn vị, không đếm lại ở đây."))
    return (*found, *_marks(answer))


def _marks(answer: Answer) -> list[Any]:
    """Say what stands behind the marks: figures that a paper book held, rows that were typed for a unit."""
    own = [one["code"] for one in own_columns(answer)]
    opened = [row for row in answer["rows"] if any(row.get("marks", {}).get(code) == OPENED for code in own)]
    found = []
    outside = [row for row in answer["rows"] if any(row["cells"][code] is not None for code in _apart(row))]
    if any(row["cells"][code] is None for row in answer["rows"] for code in _apart(row)):
        found.append(spans(f"{OUTSIDE} Cơ quan không giữ sổ về thôn, bản, cử tri, công khai, hòa giải."))
    if outside:
        who = f" (đơn vị khai: {', '.join(units.inside(row['name']) for row in outside)})" if answer["total"] is not None else ""
        found.append(spans(f"{OUTSIDE} Không áp dụng trong kỳ{who}."))
    if opened:
        columns = [code for code in own if any(row["marks"].get(code) == OPENED for row in opened)]
        where = f" của {', '.join(units.inside(row['name']) for row in opened)}" if answer["total"] is not None else ""
        found.append(spans(f"{OPENING} Có số đầu kỳ lấy từ sổ giấy{where}: cột {', '.join(columns)}."))
    typed = [row for row in answer["rows"] if row.get("on_behalf")]
    if typed:
        each = "; ".join(f"{units.inside(row['name'])}: {row['on_behalf']['mark']} ({row['on_behalf']['given_by']})" for row in typed)
        found.append(spans(f"{ON_BEHALF} Đơn vị chưa gửi báo cáo: {each}."))
    return found


def _apart(row: Answer) -> list[str]:
    """Return the columns that do not apply to a unit: by its word where they count 0, by its kind where they are empty."""
    return [code for code, mark in row.get("marks", {}).items() if mark == NOT_APPLICABLE]


def beside_table(answer: Answer) -> Table:
    """Return what was asked for beside the columns, of the unit or of the total: one row for each column, so that any form fits a page."""
    own = own_columns(answer)
    marks = dict.fromkeys(str(one["code"]).rpartition(".")[2] for one in answer["columns"] if "of" in one)
    titles = {mark: next(one["title"] for one in answer["columns"] if str(one["code"]).endswith(f".{mark}")) for mark in marks}
    told = {one["code"]: one for one in answer["columns"]}
    cells = (answer["total"] or answer["rows"][0])["cells"]
    rows = []
    for column in own:
        code = column["code"]
        beside = [told.get(f"{code}.{mark}") for mark in marks]
        values = [Cell(_beside_text(cells[one["code"]], one), cell_key(answer["form"], one["code"])) if one else Cell("") for one in beside]
        words = " – ".join([*column["group"], column["title"]])
        rows.append(Row((Cell(code), Cell(words), Cell(_unit_word(column)), Cell(measured(cells[code], column["unit"])), *values)))
    head = (Column("Cột", width_mm=_CODE_MM), Column("Nội dung", align=Align.LEFT), Column("Đơn vị tính"), Column("Trong kỳ"))
    return Table((*head, *(Column(title) for title in titles.values())), tuple(rows), caption=_BESIDE, notes=_not_compared(answer))


def _unit_word(column: Answer) -> str:
    word, _ = _MEASURES.get(column["unit"], (column["unit"], 1))
    return str(word)


def _beside_text(value: object, column: Answer) -> str:
    """Return a value as it stands in the table; a change carries its sign, and that of a share is told in points of per cent."""
    signed = str(column["code"]).endswith((".tang_giam", ".ty_le"))
    text = measured(value, "%" if column["unit"] == _POINTS else column["unit"])
    plus = "+" if signed and value is not None and Decimal(str(value)) > 0 else ""
    return f"{plus}{text.removesuffix('%') if column['unit'] == _POINTS else text}"


def _not_compared(answer: Answer) -> tuple[Any, ...]:
    left = [units.inside(row["name"]) for row in answer["rows"] if row["reported"] and not row.get("compared", True)]
    if not left or answer["total"] is None:
        return ()
    return (spans(f"Cùng kỳ, tăng giảm chỉ tính các đơn vị có báo cáo cả hai kỳ; không tính ({len(left)}): {', '.join(left)}."),)


def _remarks(answer: Answer) -> list[str]:
    """Say which circular a form follows, once the office has checked that, and what of its columns is not verified."""
    found = [f"Theo {basis(answer['set'])}."] if answer["checked"] else []
    return [*found, *(one["text"] for one in answer["unverified"])]


def appendix(answer: Answer) -> Appendix:
    """Return the form as an appendix on pages of its own."""
    tables = form_tables(answer)
    if len(own_columns(answer)) < len(answer["columns"]):
        tables = (*tables, beside_table(answer))
    said = tuple(spans(one) for one in _remarks(answer))
    tables = (*tables[:-1], replace(tables[-1], notes=(*tables[-1].notes, *said)))
    return Appendix(answer["title"], tables, form=f"Biểu {answer['form']}")
