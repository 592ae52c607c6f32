"""CT1 – every document of the year is made known, and the Law of democracy at the grassroots is carried out (plan of 2024, II.1).

The year's documents are those of the catalogue as each unit sees it, its own and its superiors' over the program's (dossier
§7.1). "Triển khai" means a plan of the year, the Law made known, and a regulation of democracy in force.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.query import Is, Query
from desktop import units
from desktop.language.dates import format_date
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, between, by_unit, holds_on
from desktop.measures.targets.model import NOT_APPLICABLE, Item, Missing, Target, blank, whole
from desktop.measures.targets.plan_year import DAYS, day_of_rule, is_plan_of

Row = Mapping[str, object]
CODE, TITLE = "CT1", "Quán triệt văn bản, triển khai Luật dân chủ ở cơ sở"
MADE_KNOWN: Final = ("CT1a", "Văn bản đã quán triệt")
CARRIED_OUT: Final = ("CT1b", "Triển khai Luật Thực hiện dân chủ ở cơ sở")
RULE, USUAL = "ct1_window", (1, 1)
LAW: Final = "10/2022/QH15"
MAKING_KNOWN: Final = ("quan_triet", "tuyen_truyen", "pbgdpl")
PLANS: Final = ("kh_dan_van", "kh_qcdc")
_WORDS: Final = 10


def judge(ground: Ground) -> dict[str, Item]:
    """Return CT1 of every unit; four statements."""
    asked, spread = _catalogue(ground), _disseminations(ground)
    until = Is("issued_on", "<=", ground.span.to_date.isoformat())
    plans = ground.told(Query("plan_doc", (Is("kind", "in", PLANS), until)), *DAYS)
    regulations = Query("democracy_rule", (Is("kind", "in", ("qcdc_xa", "qcdc_coquan")),))
    rules = ground.told(regulations, "kind", "valid_from", "valid_to")
    found = {}
    for unit in ground.units:
        begin = day_of_rule(ground.law(unit), RULE, ground.span, USUAL).isoformat()
        told = [row for row in spread.get(unit, ()) if str(row["_date"]) >= begin]
        own_plans = [row for row in plans.get(unit, ()) if is_plan_of(row, ground.year)]
        own_rules = [row for row in rules.get(unit, ()) if row["kind"] == _rule_kind(unit) and holds_on(row, ground.span.to_date)]
        required = [one for one in asked[unit] if one["mandatory_year"] == ground.year]
        law = [str(one["_id"]) for one in asked[unit] if one["number"] == LAW]
        parts = [_made_known(required, told), _carried_out(ground.span, own_plans, _about(told, law), own_rules)]
        found[unit] = whole(CODE, TITLE, parts)
    return found


def _catalogue(ground: Ground) -> dict[str, list[Row]]:
    """Return the documents as each unit sees them: of records with one id the nearest, also where that one is struck out."""
    chains = {unit: units.lineage(unit) for unit in ground.units}
    owners = tuple(dict.fromkeys(owner for chain in chains.values() for owner in chain))
    rows = by_unit(ground.reader.rows(Query("doc_catalog", units=owners, deleted=True)))
    found = {}
    for unit, chain in chains.items():
        nearest = {str(row["_id"]): row for owner in reversed(chain) for row in rows.get(owner, ())}
        found[unit] = [row for row in nearest.values() if not row["_deleted"]]
    return found


def _disseminations(ground: Ground) -> dict[str, list[Row]]:
    where = (*between("_date", date(ground.year, 1, 1), ground.span.to_date), Is("kind", "in", MAKING_KNOWN), Is("docs", "filled"))
    return ground.told(Query("dissemination", where), "docs")


def _about(told: Sequence[Row], documents: Sequence[str]) -> list[Row]:
    return [row for row in told if any(one in _documents(row) for one in documents)]


def _documents(row: Row) -> list[object]:
    found = row["docs"]
    return found if isinstance(found, list) else []


def _made_known(required: Sequence[Row], told: Sequence[Row]) -> Item:
    if not required:
        return Item(*MADE_KNOWN, 0, 0, None, NOT_APPLICABLE)
    lacking = [one for one in required if not _about(told, [str(one["_id"])])]
    missing = tuple(Missing("dissemination", None, "chưa được quán triệt", "văn bản", _named(one)) for one in lacking)
    ids = tuple(str(row["_id"]) for row in _about(told, [str(one["_id"]) for one in required]))
    return Item(*MADE_KNOWN, len(required) - len(lacking), len(required), not lacking, None, (), missing, ids)


def _named(document: Row) -> str:
    """Name a document in few words: by its number, else by the beginning of its title."""
    if document["number"]:
        return str(document["number"])
    title = str(document["title"] or "")
    short = " ".join(title.partition(",")[0].split()[:_WORDS])
    return f"“{short}{'…' if short != title else ''}”"


def _rule_kind(unit: str) -> str:
    """A commune's regulation is that of the commune; every other office's, that of democracy in the office."""
    return "qcdc_xa" if units.unit(unit).level == "xa" else "qcdc_coquan"


def _carried_out(span: Span, plans: Sequence[Row], told: Sequence[Row], rules: Sequence[Row]) -> Item:
    year, last = span.to_date.year, format_date(span.to_date)
    asked = (
        (plans, "plan_doc", f"chưa ban hành kế hoạch dân vận hoặc thực hiện dân chủ ở cơ sở năm {year}"),
        (told, "dissemination", f"chưa tuyên truyền, phổ biến Luật Thực hiện dân chủ ở cơ sở trong năm {year}"),
        (rules, "democracy_rule", f"chưa có quy chế thực hiện dân chủ còn hiệu lực đến {last}"),
    )
    missing = tuple(Missing(register, None, text) for rows, register, text in asked if not rows)
    ids = tuple(str(row["_id"]) for rows, _, _ in asked for row in rows)
    return Item(*CARRIED_OUT, int(not missing), 1, not missing, None, (), missing, ids)


def settings(span: Span, law: Law, _: str) -> Mapping[str, Any]:
    """Return the year of the documents, the window in which they are to be made known, and what carrying the Law out means."""
    begin, last = day_of_rule(law, RULE, span, USUAL), span.to_date
    told = (
        f"Văn bản có năm phải quán triệt {last.year} trong sổ Văn bản cần quán triệt, được quán triệt, tuyên truyền hoặc phổ biến từ "
        f"{format_date(begin)} đến {format_date(last)}."
    )
    done = (
        f"Triển khai Luật gồm: kế hoạch năm {last.year} ban hành đến {format_date(last)}, có hoạt động phổ biến Luật {LAW}, quy chế thực "
        "hiện dân chủ còn hiệu lực."
    )
    return {
        "mandatory_year": last.year,
        "disseminated": {"from": begin.isoformat(), "to": last.isoformat()},
        "plan": {"year": last.year, "issued_until": last.isoformat()},
        "law": LAW,
        "rule_in_force_on": last.isoformat(),
        "text": {MADE_KNOWN[0]: told, CARRIED_OUT[0]: done},
    }


TARGET = Target(CODE, TITLE, judge, settings, blank(CODE, TITLE, MADE_KNOWN, CARRIED_OUT))
