"""CT3 – each commune registers a model "Dân vận khéo" and has one recognised as exemplary (plan of 2024; dossier §7.1).

Recognition is judged from the season of evaluation on, by default 01/10; before it only the registration counts, unless
there is an exemplar already. More than the usual one or two are no fault: "vượt".
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.query import Query
from desktop.language.dates import format_date
from desktop.law.legal import rule_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, between, parent_counts
from desktop.measures.targets.model import NOT_DUE, Flag, Item, Missing, Target, blank, whole
from desktop.measures.targets.plan_year import counted_until, day_of_rule

CODE, TITLE = "CT3", "Mô hình, điển hình “Dân vận khéo”"
REGISTERED: Final = ("CT3a", "Đăng ký mô hình, điển hình")
EXEMPLARY: Final = ("CT3b", "Mô hình, điển hình được công nhận tiêu biểu")
RULE, USUAL = "ct3_eval_from", (10, 1)
USUAL_MOST: Final = "ct3_usual_most"
ALSO_PASSED: Final = "ct3_counts_passed"
"""Whether a model that passed and was recognised by a decision is an exemplar as well: the dossier leaves it to the office (R04c)."""


def judge(ground: Ground) -> dict[str, Item]:
    """Return CT3 of every unit; two statements."""
    span = ground.span
    registered = ground.told(Query("model", ground.in_year_so_far()))
    window = between("_date", date(ground.year, 1, 1), counted_until(span))
    asked = Query("model_evaluation", (*window, *parent_counts("model_id")))
    evaluated = ground.told(asked, "result", "decision_no", "model_id")
    return {
        unit: whole(
            CODE,
            TITLE,
            [
                _registered(span, [str(row["_id"]) for row in registered.get(unit, ())]),
                _exemplary(span, ground.law(unit), evaluated.get(unit, ())),
            ],
        )
        for unit in ground.units
    }


def _is_exemplary(row: Mapping[str, object], also_passed: bool) -> bool:
    return row["result"] == "tieu_bieu" or (also_passed and row["result"] == "dat" and bool(row["decision_no"]))


def _registered(span: Span, models: list[str]) -> Item:
    missing = () if models else (Missing("model", None, f"chưa đăng ký mô hình, điển hình nào từ 01/01 đến {span.to_date:%d/%m/%Y}"),)
    return Item(*REGISTERED, len(models), 1, bool(models), None, (), missing, tuple(models))


def _exemplary(span: Span, law: Law, evaluated: Sequence[Mapping[str, object]]) -> Item:
    also_passed = counts_passed(span, law)
    evaluations = [row for row in evaluated if _is_exemplary(row, also_passed)]
    number = len({row["model_id"] for row in evaluations})
    ids = tuple(str(row["_id"]) for row in evaluations)
    if not number and span.to_date < judged_from(span, law):
        return Item(*EXEMPLARY, 0, 1, None, NOT_DUE)
    missing = (
        () if number else (Missing("model_evaluation", None, f"năm {span.to_date.year} chưa có mô hình nào được công nhận tiêu biểu"),)
    )
    most = usual_most(span, law)
    flags: tuple[Flag, ...] = ("vuot",) if most is not None and number > most else ()
    return Item(*EXEMPLARY, number, 1, bool(number), None, (), missing, ids, flags)


def judged_from(span: Span, law: Law) -> date:
    """Return the day of the plan year from which recognition is judged."""
    return day_of_rule(law, RULE, span, USUAL)


def usual_most(span: Span, law: Law) -> int | None:
    """Return the number of exemplars above which a unit has more than is usual."""
    rule = rule_at(law.rules, USUAL_MOST, span.to_date)
    return rule.number if rule else None


def counts_passed(span: Span, law: Law) -> bool:
    """Return whether what passed and was recognised counts beside what is exemplary; it does where no rule says otherwise."""
    rule = rule_at(law.rules, ALSO_PASSED, span.to_date)
    return rule is None or bool(rule.number)


def settings(span: Span, law: Law, _: str) -> Mapping[str, Any]:
    """Return the windows used."""
    passed = ", hoặc đạt và có quyết định công nhận" if counts_passed(span, law) else ""
    begin = date(span.to_date.year, 1, 1).isoformat()
    return {
        "registered": {"from": begin, "to": span.to_date.isoformat()},
        "evaluated": {"from": begin, "to": counted_until(span).isoformat()},
        "evaluation_judged_from": judged_from(span, law).isoformat(),
        "usual_most": usual_most(span, law),
        "passed_counts": counts_passed(span, law),
        "text": {
            REGISTERED[0]: f"Mô hình, điển hình đăng ký từ 01/01 đến {format_date(span.to_date)}.",
            EXEMPLARY[0]: f"Tiêu biểu: được đánh giá tiêu biểu{passed}, đánh giá từ 01/01 đến "
            f"{format_date(counted_until(span))}; xét từ {format_date(judged_from(span, law))}.",
        },
    }


TARGET = Target(CODE, TITLE, judge, settings, blank(CODE, TITLE, REGISTERED, EXEMPLARY))
