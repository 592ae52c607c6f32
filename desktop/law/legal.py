"""What the law asks for on a given day: minimum numbers, and terms with the day on which they end.

The law of this field changed three times between 2024 and 2026, so a rule is a row with the days between which
it holds, and never a number in the code. The engine takes rows from anywhere: those shipped with the program,
and behind them the records with which an office or its superior corrects them. A term is shown, never acted upon.

Civil Code 2015 (91/2015/QH13), articles 147-148: the first day is not counted; a term in calendar days whose
last day is free ends on the next working day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.errors import Problem
from desktop.language.dates import format_date
from desktop.law.working_days import WorkingDays
from desktop.registers.legal_rule import UNITS
from desktop.registers.share import share_of

CALENDAR_DAYS, WORKING_DAYS = "ngay", "ngay_lam_viec"


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One rule while it holds.

    Attributes:
        rule_key: What it is about, e.g. `tcd_reply`.
        value: A number, month and day (`10-01`), a day (`2023-01-01`), or a part of a whole (`2/3`, `>50%`).
        unit: One of `UNITS`.
        valid_from: The first day on which it holds; None: always did.
        valid_to: The last day; None: still holds.
        source: Law and article, in Vietnamese, as the office reads it.
        verified: Whether it was read in the official text.
    """

    rule_key: str
    value: str
    unit: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    verified: bool = False

    def holds_on(self, day: date) -> bool:
        """Say whether it is the law on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def number(self) -> int:
        """Its value as a whole number.

        Raises:
            Problem: invalid_value, if an office typed something else.
        """
        if self.value.isascii() and self.value.isdecimal():
            return int(self.value)
        raise self._unusable("số nguyên")

    def day_in(self, year: int) -> date:
        """Return the day of a year that a value like `10-01` means.

        Raises:
            Problem: invalid_value, if it is no month and day.
        """
        try:
            return date.fromisoformat(f"{year:04}-{self.value}")
        except ValueError:
            raise self._unusable("tháng-ngày dạng 10-01") from None

    @property
    def day(self) -> date:
        """The day that a value like `2023-01-01` means.

        Raises:
            Problem: invalid_value, if it is no day.
        """
        try:
            return date.fromisoformat(self.value)
        except ValueError:
            raise self._unusable("ngày dạng 2023-01-01") from None

    def is_reached(self, part: int, whole: int) -> bool:
        """Say whether a part of a whole is as large as a value like `2/3` asks, or larger than one like `>50%`.

        Raises:
            Problem: invalid_value, if it is no part of a whole.
        """
        if share := share_of(self.value):
            return share.is_reached(part, whole)
        raise self._unusable("phần của tổng số dạng 2/3 hoặc >50%")

    @property
    def in_words(self) -> str:
        """What it asks for and the law that does: "Từ 2/3 tổng số hộ (Luật …, Điều 21)"."""
        least, above = self.value.removeprefix(">"), self.value.startswith(">")
        return f"{'Trên' if above else 'Từ'} {least} {UNITS.get(self.unit, self.unit)} ({self.source})"

    def _unusable(self, wanted: str) -> Problem:
        return Problem(
            "invalid_value",
            f"Quy định “{self.rule_key}” có giá trị “{self.value}”, phải là {wanted}; sửa trong sổ Tham số pháp luật.",
            self.rule_key,
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term: the day on which it ends, its length, and why.

    `moved_from` is the free day on which it would have ended; `skipped` how many public holidays were not counted.
    """

    due_on: date
    days: int
    unit: str
    basis: str
    verified: bool
    moved_from: date | None = None
    skipped: int = 0

    @property
    def free_days(self) -> str:
        """What days off did to the term, as a further part of its basis; "" for nothing."""
        if self.moved_from:
            return f"; ngày cuối {format_date(self.moved_from)} là ngày nghỉ, chuyển sang ngày làm việc tiếp theo"
        return f"; không tính {self.skipped:02} ngày nghỉ lễ" if self.skipped else ""


def rule_at(rules: Iterable[LegalRule], key: str, day: date) -> LegalRule | None:
    """Return the rule of a key that holds on a day: the one in force latest; of two from the same day the later row.

    Rows of an office therefore stand behind those that they correct.
    """
    found: LegalRule | None = None
    for rule in rules:
        if rule.rule_key == key and rule.holds_on(day) and (found is None or _since(rule) >= _since(found)):
            found = rule
    return found


def _since(rule: LegalRule) -> date:
    return rule.valid_from or date.min


def required_rule(rules: Iterable[LegalRule], key: str, day: date) -> LegalRule:
    """Return the rule of a key that holds on a day.

    Raises:
        Problem: unknown_record, if none does.
    """
    if found := rule_at(rules, key, day):
        return found
    raise Problem("unknown_record", f"Không có quy định “{key}” cho ngày {format_date(day)}; bổ sung trong sổ Tham số pháp luật.", key)


def due(rules: Sequence[LegalRule], key: str, start: date, calendar: WorkingDays) -> Deadline:
    """Return the end of a term that begins with an event, by the law of the day of the event.

    Args:
        rules: Rows from anywhere.
        key: A rule in days or working days, e.g. `tcd_reply`: 10 working days (Law 42/2013/QH13, article 28).
        start: The day of the event; it is not counted.
        calendar: The office's working days.

    Raises:
        Problem: unknown_record, if no rule holds on that day; invalid_value, if it counts no days.
    """
    rule = required_rule(rules, key, start)
    if rule.unit == WORKING_DAYS:
        end = calendar.add_working_days(start, rule.number)
        return _deadline(rule, end, skipped=calendar.holidays_between(start, end))
    last = start + timedelta(days=_calendar_days(rule))
    end = calendar.next_working(last)
    return _deadline(rule, end, moved_from=last if last != end else None)


def _calendar_days(rule: LegalRule) -> int:
    if rule.unit != CALENDAR_DAYS:
        raise Problem(
            "invalid_value", f"Quy định “{rule.rule_key}” không tính bằng ngày; sửa đơn vị trong sổ Tham số pháp luật.", rule.rule_key
        )
    return rule.number


def _deadline(rule: LegalRule, due_on: date, *, moved_from: date | None = None, skipped: int = 0) -> Deadline:
    basis = f"{rule.number:02} {UNITS[rule.unit]} ({rule.source})"
    return Deadline(due_on, rule.number, rule.unit, basis, rule.verified, moved_from, skipped)


def is_crowd(rules: Sequence[LegalRule], people: int, day: date) -> bool:
    """Say whether a group is "đông người" (Law 42/2013/QH13, article 29: 5 or more with one matter).

    Raises:
        Problem: unknown_record, if no rule holds on that day.
    """
    return people >= required_rule(rules, "group_crowd_min", day).number


def representatives_allowed(rules: Sequence[LegalRule], people: int, day: date) -> int | None:
    """Return how many may speak for a group (article 29: 5-10 people 2, more 5); None for a smaller one.

    Raises:
        Problem: unknown_record, if no rule holds on that day.
    """
    if not is_crowd(rules, people, day):
        return None
    large = people > required_rule(rules, "group_large_above", day).number
    key = "group_large_representatives_max" if large else "group_representatives_max"
    return required_rule(rules, key, day).number
