"""A figure that is told for one period, which it names by its code: the days of that period, of which the last dates it.

A superior's dates of the period count before the unit's own, and those of the decree where nobody opened it (Nghị định
09/2019/NĐ-CP, điều 12).
"""

from desktop.registers.model import Context, Field, Register, Row, date

FIRST_DAY, LAST_DAY = "period_from", "period_to"
OPENED = "report_period"


def days_of_period(section: str = "") -> tuple[Field, ...]:
    """Return the two days that follow from the code of the period."""
    return (
        date(FIRST_DAY, "Ngày đầu kỳ", auto=True, section=section),
        date(LAST_DAY, "Ngày cuối kỳ", auto=True, section=section),
    )


def days_of(code: object, context: Context) -> tuple[str | None, str | None]:
    """Return first and last day (ISO) of the period of a code; the register `follows` the opened periods by it."""
    opened = [period for period in context.alike(OPENED) if period.get("to_date")]
    if opened:
        first, last = (str(opened[0][name]) if opened[0].get(name) else None for name in ("from_date", "to_date"))
        return first, last
    return context.period_days(code) or (None, None)


def judge_period(register: Register, name: str) -> None:
    """Declare how the days of the period that the field `name` names are known, and that it has to be one."""
    must_be_a_period(register, name)

    @register.computes(FIRST_DAY)
    def a_figure_begins_with_its_period(row: Row, context: Context) -> object:
        return days_of(row.get(name), context)[0]

    @register.computes(LAST_DAY)
    def a_figure_is_dated_by_the_end_of_its_period(row: Row, context: Context) -> object:
        return days_of(row.get(name), context)[1]


def must_be_a_period(register: Register, name: str) -> None:
    """Declare that the field `name` holds the code of a period: one of the decree or an opened one."""

    @register.rule_in_context("Kỳ chưa đúng: ghi mã kỳ báo cáo, ví dụ 2024-Q1.", on=name)
    def a_figure_is_told_for_a_period(row: Row, context: Context) -> bool:
        return row[name] is None or days_of(row[name], context)[1] is not None
