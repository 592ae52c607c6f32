"""The annex "bổ sung kỳ trước": what came after the period before was closed, and the figures that it would change.

Law: printed figures never change silently (dossier §7.3, rule 7); so the next report says what came late, old figure beside new.
"""

from collections.abc import Sequence
from typing import Final

from desktop import registers
from desktop.forms import ITEMS, all_forms, cell_unit
from desktop.language.dates import format_date
from desktop.reporting import frozen_items
from desktop.reporting.late import HOWS, Late
from desktop.reporting.review import Difference
from desktop.reports.document import Align, Appendix, Block, Cell, Column, Note, Row, RowKind, Table, spans
from desktop.reports.form_tables import measured
from desktop.reports.form_tables import shown as as_printed

_EMPTY: Final = "chưa nhập"
_ORDINAL_MM, _COUNT_MM, _CODE_MM, _FIGURE_MM = 10, 30, 24, 40


def shown(one: Difference, value: int | str | None) -> str:
    """Return a figure of either side of a difference as it is printed."""
    if value is None:
        return _EMPTY
    return str(value) if one.form in ITEMS else measured(value, "%") if _unit(one) == "%" else as_printed(value)


def form_title(code: str) -> str:
    """Return how a form, or the targets or indicators of a closing, are called: "Biểu DV-05"."""
    return ITEMS[code].capitalize() if code in ITEMS else f"Biểu {code}"


def late_appendices(came: Late | None) -> tuple[Appendix, ...]:
    """Return the annex as a tuple of one; nothing where nothing came late.

    A record of the period before whose handling goes on is edited all the time: by itself that is no supplement to a report.
    """
    if not came or not (came.cells or any(one.how != "sua" for one in came.records)):
        return ()
    period, closing = came.of.period, came.of.closing
    closed = f", chốt lần {closing.version} ngày {format_date(closing.at[:10])}" if closing else ""
    said = (
        f"Kỳ {period.label} (từ ngày {format_date(period.first)} đến ngày {format_date(period.last)}{closed}). "
        "Số liệu của báo cáo đã chốt giữ nguyên; cột “Tính cả bổ sung” để đối chiếu, không cộng vào số liệu kỳ này."
    )
    if any(one.how == "sua" for one in came.records):
        said += " Cột “Sửa” gồm cả bản ghi của kỳ trước được ghi tiếp kết quả xử lý."
    blocks: list[Block] = [_records(came)] if came.records else []
    if came.cells:
        blocks.append(_cells(came.cells))
    return (Appendix(f"Bổ sung kỳ trước ({period.label})", (*blocks, Note(spans(said)))),)


def _records(came: Late) -> Table:
    columns = (
        Column("TT", width_mm=_ORDINAL_MM), Column("Sổ", align=Align.LEFT),
        *(Column(f"{word[:1].upper()}{word[1:]}", width_mm=_COUNT_MM) for word in HOWS.values()), Column("Cộng", width_mm=_COUNT_MM),
    )  # fmt: skip
    rows, counts = [], came.counts()
    for place, (code, hows) in enumerate(counts.items(), start=1):
        numbers = (Cell(str(hows.get(how, 0))) for how in HOWS)
        rows.append(Row((Cell(str(place)), Cell(registers.ALL[code].title), *numbers, Cell(str(sum(hows.values()))))))
    totals = [sum(hows.get(how, 0) for hows in counts.values()) for how in HOWS]
    rows.append(Row((Cell("TỔNG", span=2), *(Cell(str(n)) for n in totals), Cell(str(sum(totals)))), RowKind.TOTAL))
    return Table(columns, tuple(rows), caption="Bản ghi thêm, sửa, gạch bỏ sau khi chốt")


def _cells(cells: Sequence[Difference]) -> Table:
    columns = (
        Column("Biểu", width_mm=_CODE_MM), Column("Cột", width_mm=_CODE_MM), Column("Nội dung", align=Align.LEFT), Column("Đơn vị tính"),
        Column("Số đã chốt", width_mm=_FIGURE_MM), Column("Tính cả bổ sung", width_mm=_FIGURE_MM),
    )  # fmt: skip
    rows = tuple(
        Row((Cell(form_title(one.form).removeprefix("Biểu ")), Cell(one.cell), Cell(_named(one)), Cell(_unit(one)),
             Cell(shown(one, one.declared)), Cell(shown(one, one.computed))))
        for one in cells
    )  # fmt: skip
    return Table(columns, rows, caption="Số liệu thay đổi nếu tính cả bổ sung")


def _unit(one: Difference) -> str:
    return "" if one.form in ITEMS else cell_unit(f"{one.form}:{one.cell}")


def _named(one: Difference) -> str:
    """Say what a cell counts: its groups, then its title."""
    if one.form in ITEMS:
        return frozen_items.titles(one.form).get(one.cell, "")
    found = next(
        (form.column(one.cell) for form in all_forms() if form.code == one.form and one.cell in {c.code for c in form.columns}), None
    )
    return " – ".join([*found.group, found.title]) if found else ""
