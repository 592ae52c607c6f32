"""When the chairman must receive citizens himself, and on which of these days he did.

Luật Tiếp công dân 42/2013/QH13, điều 15: a day a week; since 01/7/2026 (136/2025/QH15) two days a month. A week belongs
to the period and the law of its Thursday, a month to those of its last day, so none is counted twice or lost. A week
in which nobody works asks for nothing. Sessions count from the whole week, also up to three days past the period.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.query import Is, Query
from desktop import units
from desktop.law.legal import LegalRule, rule_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.law.working_days import reception_months, reception_weeks
from desktop.measures.model import Counting, Ground, Measure, Worked, between

Row = Mapping[str, object]
RULE = "rec_min"
_OTHERS: Final[Mapping[str, str]] = {"huyen": "rec_min_huyen", "tinh": "rec_min_tinh", "co_quan": "rec_min_co_quan"}
"""The chairman of a district or province and the head of an agency have a number of days of their own (điều 12, 13, 18)."""
HEAD, DEPUTY = "thu_truong", "uy_quyen"
BY_WEEK, BY_MONTH = "ngay_moi_tuan", "ngay_moi_thang"


@dataclass(frozen=True, slots=True)
class Turn:
    """A week or month with its first and last day, the days asked for in it, and its name: "tuần" "18–24/12"."""

    first: date
    last: date
    days: int
    noun: str
    name: str
    basis: str

    @property
    def label(self) -> str:
        """The name with what it is."""
        return f"{self.noun} {self.name}"

    def holds(self, day: str) -> bool:
        """Whether an ISO day lies in it."""
        return self.first.isoformat() <= day <= self.last.isoformat()


def rule_of(unit: str) -> str:
    """Return the legal parameter that says how often the head of a unit receives citizens himself."""
    return _OTHERS.get(units.unit(unit).level, RULE)


def turns(span: Span, law: Law, key: str = RULE) -> list[Turn]:
    """Return the weeks and months of a period that ask for the head, in order; `key`: the parameter of the unit (`rule_of`)."""
    found = []
    for week in reception_weeks(span.from_date, span.to_date, law.calendar):
        rule = _rule(law, key, week.thursday, BY_WEEK)
        if rule:
            first = f"{week.monday:%d}" if week.monday.month == week.sunday.month else f"{week.monday:%d/%m}"
            found.append(Turn(week.monday, week.sunday, rule.number, "tuần", f"{first}–{week.sunday:%d/%m}", rule.source))
    for month in reception_months(span.from_date, span.to_date):
        rule = _rule(law, key, month.last_day, BY_MONTH)
        if rule:
            found.append(Turn(month.first_day, month.last_day, rule.number, "tháng", f"{month.month}/{month.year}", rule.source))
    return found


def _rule(law: Law, key: str, day: date, unit: str) -> LegalRule | None:
    rule = rule_at(law.rules, key, day)
    return rule if rule and rule.unit == unit else None


def regular_sessions(ground: Ground) -> dict[str, list[Row]]:
    """Return, per unit, the regular sessions of the head or of who stood in for him, in the weeks and months of the period.

    Held or not: one statement.
    """
    early, late = timedelta(days=31), timedelta(days=3)
    where = (
        *between("_date", ground.span.from_date - early, ground.span.to_date + late),
        Is("kind", "=", "dinh_ky"),
        Is("actor", "in", (HEAD, DEPUTY)),
    )
    return ground.told(Query("reception_session", where), "actor", "held")


def days_in(asked: Sequence[Turn], sessions: Sequence[Row], *, planned: bool = False) -> list[list[str]]:
    """Return the days in each week or month on which one of these sessions was held; or may still be, if `planned` ones count."""
    met = (True, None) if planned else (True,)
    days = sorted({str(row["_date"]) for row in sessions if row["held"] in met})
    return [days[bisect_left(days, turn.first.isoformat()) : bisect_right(days, turn.last.isoformat())] for turn in asked]


def turns_of_units(ground: Ground) -> dict[str, list[Turn]]:
    """Return the weeks and months of the period for each unit, worked out once for the form and the target that ask for them."""
    return ground.once(RULE, _turns_of_units)


def _turns_of_units(ground: Ground) -> dict[str, list[Turn]]:
    """Units whose law says the same of these days have the same weeks and months."""
    alike: dict[object, list[Turn]] = {}
    found = {}
    for unit in ground.units:
        law, key = ground.law(unit), rule_of(unit)
        says = (tuple(rule for rule in law.rules if rule.rule_key == key), law.calendar)
        if says not in alike:
            alike[says] = turns(ground.span, law, key)
        found[unit] = alike[says]
    return found


def days_due(ground: Ground) -> Counting:
    """Return the days asked for (DV-05 c1); no record stands behind them."""
    return Worked({unit: sum(turn.days for turn in asked) for unit, asked in turns_of_units(ground).items()})


MEASURE = Measure("reception_days_due", register="reception_session", work=days_due, additive=False)
