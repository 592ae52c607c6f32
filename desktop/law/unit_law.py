"""The law, the calendar and the periods as one unit has them: what a derivation and a figure may ask.

Records are the only source: what comes with the program are records of the resources, and those of a superior or of the unit
itself lie over them – also one that is struck out, which takes the rule or the day off away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.errors import Problem
from desktop.language.dates import format_date
from desktop.law.legal import LegalRule, due, rule_at
from desktop.law.period_calendar import FIRST_DAY, is_standard_code, parse_code
from desktop.law.working_days import Holiday, WorkingDays


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed period of a unit: later ops on its dates are "bổ sung kỳ trước"."""

    period: str
    first: str
    last: str
    vector: Mapping[str, tuple[int, str]]

    def holds(self, day: str | None, ops: Sequence[tuple[str, int]]) -> bool:
        """Whether a record of that day has an op that the closing had not seen."""
        if day is None or not self.first <= day <= self.last:
            return False
        return any(seq > self.vector.get(log, (0, ""))[0] for log, seq in ops)


@dataclass(frozen=True, slots=True)
class Law:
    """Rules and working days of one unit, and its closings."""

    rules: tuple[LegalRule, ...]
    calendar: WorkingDays
    closings: tuple[Closing, ...] = ()
    _values: dict[tuple[str, date], str | None] = field(default_factory=dict, repr=False, compare=False)
    _terms: dict[tuple[str, date], str | None] = field(default_factory=dict, repr=False, compare=False)

    def value(self, key: str, day: object) -> str | None:
        """The value of a rule on a day, or None."""
        when = as_day(day)
        if when is None:
            return None
        if (key, when) not in self._values:
            found = rule_at(self.rules, key, when)
            self._values[key, when] = found.value if found else None
        return self._values[key, when]

    def reaches(self, key: str, day: object, part: object, whole: object) -> bool | None:
        """Whether a part of a whole is what a rule asks for on a day; None when a number, the day or the rule is not known."""
        when = as_day(day)
        rule = rule_at(self.rules, key, when) if when else None
        if rule is None or not isinstance(part, int) or not isinstance(whole, int) or whole < 1:
            return None
        try:
            return rule.is_reached(part, whole)
        except Problem:  # a slip of an office in its register of rules, which names it there
            return None

    def asks(self, key: str, day: object) -> str:
        """What a rule asks for on a day and by which law, in words; "" when none holds."""
        when = as_day(day)
        rule = rule_at(self.rules, key, when) if when else None
        return rule.in_words if rule else ""

    def due(self, key: str, start: object) -> str | None:
        """The last day of a term, ISO, or None when start or rule is unknown, or no calendar holds it. Counted once: entries share days."""
        when = as_day(start)
        if when is None:
            return None
        if (key, when) not in self._terms:
            self._terms[key, when] = self._counted(key, when)
        return self._terms[key, when]

    def _counted(self, key: str, start: date) -> str | None:
        if rule_at(self.rules, key, start) is None:
            return None
        try:
            return due(self.rules, key, start, self.calendar).due_on.isoformat()
        except OverflowError:  # a typing slip such as the year 9999
            return None

    def basis(self, key: str, start: object) -> str:
        """How a term is counted: its length, the law, the first day and what days off did; "" when the start or the rule is unknown."""
        when = as_day(start)
        if when is None or self.due(key, start) is None:
            return ""
        term = due(self.rules, key, when, self.calendar)
        return f"{term.basis}, tính từ ngày {format_date(when)}{term.free_days}"

    def period_days(self, code: object) -> tuple[str, str] | None:
        """First and last day of a period of the decree, ISO; None for what is no code of one."""
        if not isinstance(code, str) or not is_standard_code(code):
            return None
        span = parse_code(code, self.first_day(code[:4]))
        return span.from_date.isoformat(), span.to_date.isoformat()

    def first_day(self, year: str) -> int:
        """The day of the month on which the periods of a year begin (Nghị định 09/2019/NĐ-CP, điều 12)."""
        value = self.value("period_first_day", f"{year}-01-01")
        return int(value) if value and value.isdecimal() and 1 <= int(value) <= 28 else FIRST_DAY


def as_day(value: object) -> date | None:
    """Read an ISO day; anything else is no day."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def law_of(rules: Sequence[Mapping[str, object]], holidays: Sequence[Mapping[str, object]], closings: Sequence[Closing]) -> Law:
    """Make the law of a unit from rows of `legal_rule` and `holiday`, the resources' first, the unit's own last."""
    typed = [
        LegalRule(
            str(row["rule_key"]), str(row["value"]), str(row["unit"]), as_day(row["valid_from"]), as_day(row["valid_to"]),
            str(row["source"] or ""), bool(row["verified"]),
        )
        for row in rules
        if row["value"] is not None
    ]  # fmt: skip
    days = {day: Holiday(day, str(row["name"] or ""), row["kind"]) for row in holidays if (day := as_day(row["date"]))}  # type: ignore[arg-type]
    return Law(tuple(typed), WorkingDays.of(days.values()), tuple(closings))
