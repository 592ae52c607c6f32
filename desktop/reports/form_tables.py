"""A computed form as a printed table: header of several levels, a row for each unit, a total, "chưa báo cáo" in words."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from desktop import units
from desktop.language.numbers import format_number
from desktop.reports.document import Align, Appendix, Cell, Column, Note, Row, RowKind, Table, spans

Answer = Mapping[str, Any]
MISSING: Final = "chưa báo cáo"
_ORDINAL_MM, _UNIT_MM = 10, 32
_MEASURES: Final = {"đồng": ("triệu đồng", 1_000_000), "m²": ("m²", 1), "công": ("công", 1)}
"""Units that a title does not say by itself: the word printed below it, and by what the value is divided."""


def cell_key(form: str, column: str, unit: str = "") -> str:
    """Return how a printed figure is found again: form, column and, in a consolidated form, the unit."""
    return f"{form}:{column}@{unit}" if unit else f"{form}:{column}"


def shown(value: object) -> str:
    """Return a cell's value as it is printed: an empty place for what was not entered, 0 for 0."""
    if value is None:
        return ""
    return format_number(value) if isinstance(value, int | str) and not isinstance(value, bool) else str(value)


def _measured(value: object, unit: str) -> str:
    """Return a cell's value in the unit that stands in its title: 152.500.000 đồng as 152,5 (triệu đồng), to the thousand."""
    _, divisor = _MEASURES.get(unit, ("", 1))
    if divisor == 1 or not isinstance(value, int | str) or not value:
        return shown(value)
    part = (Decimal(value) / divisor).quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
    return format_number(f"{part:f}")


def form_table(answer: Answer) -> Table:
    """Return the table of a form's answer (one unit, or a row for each with a total)."""
    columns = (Column("TT", width_mm=_ORDINAL_MM), Column("Đơn vị", align=Align.LEFT, width_mm=_UNIT_MM), *_columns(answer["columns"]))
    single = answer["total"] is None
    rows = [_row(answer, place, row, single=single) for place, row in enumerate(answer["rows"], start=1)]
    if not single:
        rows.append(_total(answer))
    return Table(columns, tuple(rows), notes=_notes(answer))


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


def _row(answer: Answer, place: int, row: Answer, *, single: bool) -> Row:
    head = (Cell(str(place)), Cell(row["name"]))
    units_of = {column["code"]: column["unit"] for column in answer["columns"]}
    if not row["reported"]:
        return Row((*head, Cell(MISSING, span=len(units_of))), RowKind.MISSING)
    unit = "" if single else row["unit"]
    cells = (Cell(_measured(row["cells"][code], one), cell_key(answer["form"], code, unit)) for code, one in units_of.items())
    return Row((*head, *cells))


def _total(answer: Answer) -> Row:
    cells, form = answer["total"]["cells"], answer["form"]
    found = (Cell(_measured(cells[one["code"]], one["unit"]), cell_key(form, one["code"])) for one in answer["columns"])
    return Row((Cell("TỔNG", span=2), *found), RowKind.TOTAL)


def _notes(answer: Answer) -> tuple[Any, ...]:
    found = []
    missing = [units.inside(row["name"]) for row in answer["rows"] if not row["reported"]]
    if missing and answer["total"] is not None:
        found.append(spans(f"Chưa báo cáo, đứng ngoài tổng ({len(missing)}): {', '.join(missing)}."))
    so_far = [units.inside(row["name"]) for row in answer["rows"] if row.get("mark")]
    if so_far and answer["total"] is not None:
        found.append(spans(f"Số liệu chưa chốt: {', '.join(so_far)}."))
    return tuple(found)


def appendix(answer: Answer) -> Appendix:
    """Return the form as an appendix on pages of its own."""
    blocks: tuple[Table | Note, ...] = (form_table(answer),)
    if answer["set"]:
        basis = {"TT02_2021": "Thông tư 02/2021/TT-TTCP", "TT01_2024": "Thông tư 01/2024/TT-TTCP"}.get(answer["set"], answer["set"])
        blocks = (*blocks, Note(spans(f"Cột theo {basis}; đối chiếu mẫu chính thức trước khi gửi Thanh tra.")))
    return Appendix(answer["title"], blocks, form=f"Biểu {answer['form']}")
