"""Kế hoạch công tác dân vận chính quyền of a year, printed from the records of the plan: the paper that is signed and sent out.

No period closes it: it is a draft until the day of its issue is written down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from db.query import Is, Query, Reader
from desktop import registers, units
from desktop.actions.issuing import header_of, issuer_of, level_of
from desktop.entries.naming import Names
from desktop.errors import Problem
from desktop.language.dates import as_date, format_date
from desktop.office import Office
from desktop.reporting.periods import Standing
from desktop.reporting.yearly_plans import own_plan, targets_of, tasks_of
from desktop.reports.document import Document, Signature, spans
from desktop.reports.plan_sections import PlanTold, TaskTold, plan_body, task_table
from desktop.units import Unit

PLAN: Final = "ke_hoach"
_TASK: Final = "plan_task"
Record = Mapping[str, Any]


def plan_document(office: Office, standing: Standing) -> Document:
    """Return the plan of the year in which a period ends.

    Raises:
        Problem: unknown_record, where the unit has no plan of that year.
    """
    own, year = office.directory.unit(standing.unit), standing.period.span.to_date.year
    with office.reading() as connection:
        reader, names = office.reader(connection), Names(office, connection)
        plan = own_plan(reader, own.key, year)
        if plan is None:
            raise Problem("unknown_record", f"Chưa có kế hoạch dân vận năm {year}. Lập ở sổ Kế hoạch (F7) rồi in lại.", where=str(year))
        told = PlanTold(
            _grounds(reader, names, own, plan, year), _subject(str(plan["title"])), issuer_of(office, own),
            f"tại {own.name}" if own.is_agency else f"trên địa bàn {own.named}",
            [str(row["content"]) for row in targets_of(reader, plan)], _groups(names, tasks_of(reader, plan)),
        )  # fmt: skip
        signature = _signature(own, plan, _position(reader, own, str(plan["signer"])))
    number, _, symbol = str(plan["doc_no"] or "").partition("/")
    head = header_of(office, own, year)
    head = replace(
        head, symbol=symbol or head.symbol.replace("BC", "KH"), number=number, date=as_date(plan["doc_date"]) if plan["doc_date"] else None
    )
    return Document(
        head, "Kế hoạch", told.subject, plan_body(told), signature,
        closing=spans(f"Trên đây là Kế hoạch {told.subject[:1].lower()}{told.subject[1:]}"), recipients=_recipients(own),
        appendices=task_table(told), draft=not plan["issued_on"],
    )  # fmt: skip


def _subject(title: str) -> str:
    """Return a title without the word that stands above it in capitals anyway."""
    rest = title.removeprefix("Kế hoạch ").strip().rstrip(".")
    return f"{rest[:1].upper()}{rest[1:]}"


def _grounds(reader: Reader, names: Names, own: Unit, plan: Record, year: int) -> list[str]:
    """Name the document that the plan carries out, then those that have to be made known in the year."""
    above, carried = units.lineage(own.key), str(plan["parent_doc"] or "")
    rows = reader.rows(Query("doc_catalog", (Is("mandatory_year", "=", year),), units=above, layers=above))
    known = {str(row["_id"]): " ".join([str(row["title"]), *([f"({row['number']})"] if row["number"] else [])]) for row in rows}
    first = known.pop(carried, None) or (names(registers.ALL["plan_doc"].by_name["parent_doc"].to, carried) if carried else None)
    return [*([first] if first else []), *known.values()]


def _groups(names: Names, tasks: Sequence[Record]) -> dict[str, list[TaskTold]]:
    register = registers.ALL[_TASK]
    titles = {code: label.partition(". ")[2] for code, label in register.by_name["section"].options.items()}
    found: dict[str, list[TaskTold]] = {}
    for row in tasks:
        output = "; ".join(part for part in (names.words(register, row, "{output}"), _quantity(names, row)) if part)
        owner, helpers = (names.words(register, row, f"{{{name}}}") for name in ("owner_id", "coop_orgs"))
        found.setdefault(titles[row["section"]], []).append(TaskTold(str(row["content"]), owner, helpers, _time(row), output))
    return found


def _quantity(names: Names, row: Record) -> str:
    return names.words(registers.ALL[_TASK], row, "{target_qty} {qty_unit}") if row["target_qty"] else ""


def _time(row: Record) -> str:
    if not row["due_on"]:
        return "Thường xuyên"
    until = format_date(str(row["due_on"]))
    return f"{format_date(str(row['start_on']))} – {until}" if row["start_on"] else f"Đến ngày {until}"


def _position(reader: Reader, own: Unit, name: str) -> str:
    rows = reader.rows(Query("official", (Is("name", "=", name),), units=(own.key,)))
    return next((str(row["position"] or "") for row in rows), "")


def _signature(own: Unit, plan: Record, position: str) -> Signature:
    """Return the block by the power that the plan says it is signed by (Nghị định 30/2020, điều 13)."""
    name, power = str(plan["signer"] or ""), plan["sign_power"]
    if power in ("tl", "tuq"):
        return Signature((f"{'TL' if power == 'tl' else 'TUQ'}. {'Thủ trưởng' if own.is_agency else 'Chủ tịch'}",), position, name)
    if own.is_agency:
        return Signature(("KT. Thủ trưởng",) if power == "kt" else (), position or "Thủ trưởng đơn vị", name)
    match power:
        case "kt":
            return Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), "Phó Chủ tịch", name)
        case "q":
            return Signature(("TM. Ủy ban nhân dân",), "Q. Chủ tịch", name)
        case _:
            return Signature(("TM. Ủy ban nhân dân",), "Chủ tịch", name)


def _recipients(own: Unit) -> tuple[str, ...]:
    parent = units.parent_of(own.key)
    above = (f"Ủy ban nhân dân {units.unit(parent).named} (b/c)",) if parent else ()
    if own.is_agency:
        return (*above, "Lưu: VT")
    party = f"TT. Đảng ủy, HĐND, UBMTTQ {level_of(own)}" if own.level == "xa" else "TT. cấp ủy, HĐND, UBMTTQ cùng cấp"
    return (*above, party, "Cơ quan, đơn vị, thôn, bản được giao nhiệm vụ", "Lưu: VT")
