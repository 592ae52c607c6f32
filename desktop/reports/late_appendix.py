"""The annex "bổ sung kỳ trước": what came after the period before was closed, and the figures that it would change.

Law: printed figures never change silently (dossier §7.3, rule 7); so the next report says what came late, old figure beside new.
"""

from collections.abc import Sequence
from typing import Final

from desktop import registers, units
from desktop.forms import ITEMS, all_forms, cell_unit
from desktop.language.dates import format_date
from desktop.reporting import frozen_items
from desktop.reporting.late import HOWS, Late
from desktop.reporting.review import Difference
from desktop.reports.document import Align, Appendix, Block, Cell, Column, Note, Row, RowKind, Table, spans
from desktop.reports.form_tables import measured
from desktop.reports.form_tables import shown as as_printed

_EMPTY: Final = "chưa nhập"
_ORDINAL_MM, _COUNT_MM, _CODE_MM, _FIGURE_MM, _UNIT_MM = 10, 30, 24, 40, 40


def shown(one: Difference, value: int | str | None) -> str:
    """Return a figure of either side of a difference as it is printed."""
    if value is None:
        return _EMPTY
    return str(value) if one.form in ITEMS else measured(value, "%") if _unit(one) == "%" else as_printed(value)


def form_title(code: str) -> str:
    """Return how a form, or the targets or indicators of a closing, are called: "Biểu DV-05"."""
    return ITEMS[code].capitalize() if code in ITEMS else f"Biểu {code}"


def late_appendices(came: Late | None) -> tuple[Appendix, ...]:
    """Return the annex of a unit's own report as a tuple of one; nothing where nothing came late."""
    if not came or not came.is_told:
        return ()
    period, closing = came.of.period, came.of.closing
    closed = f", chốt lần {closing.version} ngày {format_date(closing.at[:10])}" if closing else ""
    said = f"Kỳ {period.label} (từ ngày {format_date(period.first)} đến ngày {format_date(period.last)}{closed}). "
    return (Appendix(f"Bổ sung kỳ trước ({period.label})", _blocks([("", came)], said)),)


def late_below_appendices(came: Sequence[tuple[str, Late]]) -> tuple[Appendix, ...]:
    """Return the annex of a consolidated report as a tuple of one: (name of a unit below, what came late to its period before)."""
    if not came:
        return ()
    closed = "; ".join(f"{units.inside(name)}: {one.of.period.label}, chốt lần {one.of.version}" for name, one in came)
    return (Appendix("Bổ sung kỳ trước của các đơn vị cấp dưới", _blocks(came, f"Kỳ đã chốt của {closed}. ")),)


def _blocks(came: Sequence[tuple[str, Late]], said: str) -> tuple[Block, ...]:
    said += "Số liệu của báo cáo đã chốt giữ nguyên; cột “Tính cả bổ sung” để đối chiếu, không cộng vào số liệu kỳ này."
    if any(one.how == "sua" for _, late in came for one in late.records):
        said += " Cột “Sửa” gồm cả bản ghi của kỳ trước được ghi tiếp kết quả xử lý."
    records = [one for one in came if one[1].records]
    cells = [one for one in came if one[1].cells]
    return (*([_records(records)] if records else ()), *([_cells(cells)] if cells else ()), Note(spans(said)))


def _named_column(came: Sequence[tuple[str, Late]]) -> tuple[Column, ...]:
    """Return the column of units, which the report of one unit does without."""
    return (Column("Đơn vị", align=Align.LEFT, width_mm=_UNIT_MM),) if any(name for name, _ in came) else ()


def _records(came: Sequence[tuple[str, Late]]) -> Table:
    named = _named_column(came)
    columns = (
        Column("TT", width_mm=_ORDINAL_MM), *named, Column("Sổ", align=Align.LEFT),
        *(Column(f"{word[:1].upper()}{word[1:]}", width_mm=_COUNT_MM) for word in HOWS.values()), Column("Cộng", width_mm=_COUNT_MM),
    )  # fmt: skip
    counted = [(name, code, hows) for name, late in came for code, hows in late.counts().items()]
    rows = []
    for place, (name, code, hows) in enumerate(counted, start=1):
        head = (Cell(str(place)), *([Cell(name)] if named else ()), Cell(registers.ALL[code].title))
        rows.append(Row((*head, *(Cell(str(hows.get(how, 0))) for how in HOWS), Cell(str(sum(hows.values()))))))
    totals = [sum(hows.get(how, 0) for _, _, hows in counted) for how in HOWS]
    rows.append(Row((Cell("TỔNG", span=2 + len(named)), *(Cell(str(n)) for n in totals), Cell(str(sum(totals)))), RowKind.TOTAL))
    return Table(columns, tuple(rows), caption="Bản ghi thêm, sửa, gạch bỏ sau khi chốt")


def _cells(came: Sequence[tuple[str, Late]]) -> Table:
    named = _named_column(came)
    columns = (
        *named, Column("Biểu", width_mm=_CODE_MM), Column("Cột", width_mm=_CODE_MM), Column("Nội dung", align=Align.LEFT),
        Column("Đơn vị tính"), Column("Số đã chốt", width_mm=_FIGURE_MM), Column("Tính cả bổ sung", width_mm=_FIGURE_MM),
    )  # fmt: skip
    rows = tuple(
        Row((*([Cell(name)] if named else ()), Cell(form_title(one.form).removeprefix("Biểu ")), Cell(one.cell), Cell(_named(one)),
             Cell(_unit(one)), Cell(shown(one, one.declared)), Cell(shown(one, one.computed))))
        for name, late in came for one in late.cells
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
