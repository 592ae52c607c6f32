"""A target or indicator of one unit in one period, and how its numbers are read in a test."""

from desktop.law.period_calendar import parse_code
from desktop.measures.model import Ground
from desktop.measures.targets import ALL
from desktop.measures.targets.model import Item
from desktop.reporting import indicators
from tests.desktop.measures.books import COMMUNES, Books

UNIT = COMMUNES[0]
Numbers = tuple[int | None, int | None, bool | None, str | None]


def judged(books: Books, target: str, code: str, unit: str = UNIT) -> Item:
    """Return a target as one unit has it."""
    with books.office.reading() as connection:
        ground = Ground(parse_code(code), (unit,), books.office.reader(connection), books.office.law_of)
        return ALL[target].judge(ground)[unit]


def numbers(item: Item) -> Numbers:
    """Return numerator, denominator, met, why."""
    return item.numerator, item.denominator, item.met, item.why


def part(item: Item, code: str) -> Numbers:
    """Return the same of a part."""
    return numbers(next(one for one in item.parts if one.code == code))


def lacks(item: Item) -> list[tuple[str, str | None, str]]:
    """Return what is missing: register, record, sentence."""
    return [(one.register, one.id, one.text) for one in item.missing]


def indicator(books: Books, code: str, period: str = "2024-Q1", unit: str = UNIT) -> Item:
    """Return an indicator as one unit has it."""
    with books.office.reading() as connection:
        ground = Ground(parse_code(period), (unit,), books.office.reader(connection), books.office.law_of)
        return next(one for one in indicators.judged(ground)[unit] if one.code == code)


def share(item: Item) -> tuple[int | None, int | None, str | None]:
    """Return numerator, denominator and ratio."""
    return item.numerator, item.denominator, item.ratio
