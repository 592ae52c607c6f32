"""CT5 – the chairman receives citizens himself on every day that the law asks for, and holds the yearly dialogue.

Luật Tiếp công dân 42/2013/QH13, điều 15; Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 32 (dossier §7.1). The
dialogue is judged when the plan year ends, unless it was held before. Days that a deputy stood in are shown and do not count.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.query import Is, Query
from desktop import units
from desktop.language.dates import format_date
from desktop.law.legal import LegalRule, rule_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, between
from desktop.measures.reception_duty import HEAD, Row, Turn, days_in, regular_sessions, rule_of, turns, turns_of_units
from desktop.measures.targets.model import NOT_APPLICABLE, NOT_DUE, Item, Missing, Target, blank, whole
from desktop.measures.targets.plan_year import closes_the_year, counted_until

CODE, TITLE = "CT5", "Tiếp công dân và đối thoại của người đứng đầu"
RECEPTION: Final = ("CT5a", "Tiếp công dân định kỳ của người đứng đầu")
DELEGATED: Final = ("CT5a'", "Kể cả ủy quyền cấp phó (không tính)")
DIALOGUE: Final = ("CT5b", "Đối thoại trực tiếp với Nhân dân")
RULE: Final = "dialogue_min_per_year"
KINDS: Final = ("hang_nam", "dinh_ky_qc06")


def judge(ground: Ground) -> dict[str, Item]:
    """Return CT5 of every unit; two statements."""
    sessions, dialogues, turns_of = regular_sessions(ground), _dialogues(ground), turns_of_units(ground)
    found = {}
    for unit in ground.units:
        law, all_held = ground.law(unit), sessions.get(unit, [])
        asked = turns_of[unit]
        parts = [
            _reception(asked, [row for row in all_held if row["actor"] == HEAD]),
            _dialogue(ground.span, _minimum(ground.span, law, unit), dialogues.get(unit, [])),
            _delegated(asked, all_held),
        ]
        found[unit] = whole(CODE, TITLE, parts)
    return found


def _dialogues(ground: Ground) -> dict[str, list[Row]]:
    where = (
        *between("_date", date(ground.year, 1, 1), counted_until(ground.span)),
        Is("kind", "in", KINDS),
        Is("head_present", "=", True),
    )
    return ground.told(Query("dialogue", where))


def _reception(asked: Sequence[Turn], sessions: Sequence[Row]) -> Item:
    if not asked:
        return Item(*RECEPTION, 0, 0, None, NOT_APPLICABLE)
    held = days_in(asked, sessions)
    done, days = _done(asked, held), {day for found in held for day in found}
    missing = tuple(_lacks(turn, had, sessions) for turn, had in zip(asked, done, strict=True) if had < turn.days)
    due = sum(turn.days for turn in asked)
    ids = tuple(str(row["_id"]) for row in sessions if row["held"] is True and str(row["_date"]) in days)
    return Item(*RECEPTION, sum(done), due, sum(done) == due, None, (), missing, ids)


def _done(asked: Sequence[Turn], held: Sequence[Sequence[str]]) -> list[int]:
    return [min(len(days), turn.days) for turn, days in zip(asked, held, strict=True)]


def _delegated(asked: Sequence[Turn], sessions: Sequence[Row]) -> Item:
    due = sum(turn.days for turn in asked)
    return Item(*DELEGATED, sum(_done(asked, days_in(asked, sessions))), due, None, None if asked else NOT_APPLICABLE)


def _lacks(turn: Turn, had: int, sessions: Sequence[Row]) -> Missing:
    planned = next((str(row["_id"]) for row in sessions if row["held"] is not True and turn.holds(str(row["_date"]))), None)
    text = "chưa ghi phiên tiếp định kỳ của người đứng đầu"
    if had:
        text = f"mới ghi {had}/{turn.days} ngày tiếp định kỳ của người đứng đầu"
    return Missing("reception_session", planned, text, turn.noun, turn.name)


def _dialogue(span: Span, rule: LegalRule | None, dialogues: Sequence[Row]) -> Item:
    number, least = len(dialogues), rule.number if rule else 0
    ids = tuple(str(row["_id"]) for row in dialogues)
    if not least:
        return Item(*DIALOGUE, number, 0, None, NOT_APPLICABLE, ids=ids)
    if number < least and not closes_the_year(span):
        return Item(*DIALOGUE, number, least, None, NOT_DUE, ids=ids)
    text = f"năm {span.to_date.year} mới ghi {number}/{least} cuộc đối thoại do người đứng đầu trực tiếp dự"
    missing = () if number >= least else (Missing("dialogue", None, text),)
    return Item(*DIALOGUE, number, least, number >= least, None, (), missing, ids)


def _minimum(span: Span, law: Law, unit: str) -> LegalRule | None:
    """Return how many dialogues the year asks for: of "chính quyền các cấp", not of an agency."""
    return None if units.unit(unit).is_agency else rule_at(law.rules, RULE, span.to_date)


def settings(span: Span, law: Law, unit: str) -> Mapping[str, Any]:
    """Return the weeks and months asked for, the window of the dialogue and the law behind both."""
    asked, rule = turns(span, law, rule_of(unit)), _minimum(span, law, unit)
    return {
        "reception": [{"from": turn.first.isoformat(), "to": turn.last.isoformat(), "days": turn.days} for turn in asked],
        "reception_basis": list(dict.fromkeys(turn.basis for turn in asked)),
        "dialogue": {"from": date(span.to_date.year, 1, 1).isoformat(), "to": counted_until(span).isoformat()},
        "dialogue_minimum": rule.number if rule else None,
        "dialogue_basis": rule.source if rule else None,
        "dialogue_judged": closes_the_year(span),
        "text": {RECEPTION[0]: _reception_words(asked), DIALOGUE[0]: _dialogue_words(span, rule)},
    }


def _reception_words(asked: Sequence[Turn]) -> str:
    if not asked:
        return "Kỳ này không có tuần, tháng nào phải tiếp công dân định kỳ."
    laws = "; ".join(dict.fromkeys(turn.basis for turn in asked))
    return (
        f"Ngày phải tiếp: {sum(turn.days for turn in asked)}, từ {asked[0].label} đến {asked[-1].label} ({laws}); tuần tính theo ngày thứ "
        "Năm, bỏ tuần nghỉ lễ trọn tuần."
    )


def _dialogue_words(span: Span, rule: LegalRule | None) -> str:
    if rule is None:
        return "Không có quy định số cuộc đối thoại tối thiểu trong năm."
    window = f"từ 01/01 đến {format_date(counted_until(span))}"
    return f"Đối thoại hằng năm hoặc định kỳ có người đứng đầu trực tiếp dự, {window}, ít nhất {rule.number} cuộc ({rule.source})."


TARGET = Target(CODE, TITLE, judge, settings, blank(CODE, TITLE, RECEPTION, DIALOGUE, DELEGATED))
