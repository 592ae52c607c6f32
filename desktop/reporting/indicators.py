"""Chỉ số I06–I35: each a small data file over measures – numerator, denominator, what is missing, and how it is counted.

Dossier §7.2. A ratio with nothing to count is "không áp dụng"; a count has no denominator; an indicator that tells several
numbers has none of its own, they are its parts. Several units: worked out again from the sums, like the targets.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, Literal

import resources
from db.query import Is, Query
from desktop import measures, registers
from desktop.forms import Form, FormColumn, made
from desktop.language.dates import format_date
from desktop.law.legal import rule_at
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.model import Ground, Missing
from desktop.measures.targets.model import NOT_APPLICABLE, NOT_DUE, Item
from desktop.measures.targets.plan_year import closes_the_year
from desktop.registers.legal_rule import UNITS
from desktop.reporting.cells import Cells
from desktop.reporting.figures import Figures

FOLDER: Final = "indicators"
CODE: Final = "I"
Window = Literal["period", "year", "until", "asof"]
_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: the records that a measure finds, each with these words behind its name; or what the measure itself tells."""

    column: FormColumn
    text: str

    @property
    def register(self) -> str:
        """The book in which the records stand."""
        return self.column.registers[0]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator or a part of one. Its numbers are the columns "I06.n" and "I06.d" of the form of all indicators."""

    code: str
    title: str
    how: str
    window: Window
    columns: tuple[FormColumn, ...]
    gap: Gap | None
    parts: tuple["Indicator", ...]
    at_year_end: bool = False
    """Whether it is due only in the period that closes the plan year."""
    rules: tuple[str, ...] = ()
    """The parameters of the law that its numbers hang on."""

    @property
    def has_numerator(self) -> bool:
        """Whether it has a number of its own."""
        return any(one.code == f"{self.code}.n" for one in self.columns)

    @property
    def has_denominator(self) -> bool:
        """Whether it is a share and no count."""
        return any(one.code == f"{self.code}.d" for one in self.columns)

    @property
    def empty(self) -> Item:
        """Codes and titles without numbers."""
        return Item(self.code, self.title, None, None, None, None, tuple(part.empty for part in self.parts))

    def all(self) -> Iterator["Indicator"]:
        """Yield it and its parts."""
        yield self
        for part in self.parts:
            yield from part.all()


@cache
def all_indicators() -> tuple[Indicator, ...]:
    """Return the indicators by code."""
    paths = sorted(resources.path(FOLDER).glob("*.toml"))
    return tuple(_read(tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths)


def _read(raw: Mapping[str, Any], whole: Mapping[str, Any] | None = None) -> Indicator:
    code = raw["code"]
    columns = [one for name, mark in (("numerator", "n"), ("denominator", "d")) for one in _columns(f"{code}.{mark}", raw.get(name))]
    missing = raw.get("missing")
    asked = {name: value for name, value in missing.items() if name != "text"} if missing else {}
    gap = Gap(made(CODE, "", [{"code": f"{code}.m", **asked}]).columns[0], missing.get("text", "")) if missing else None
    told = {**(whole or {}), **raw}
    return Indicator(
        code, raw["title"], told["how"], told["window"], made(CODE, "", columns).columns, gap,
        tuple(_read(part, told) for part in raw.get("part", ())), raw.get("at_year_end", False), tuple(raw.get("rules", ())),
    )  # fmt: skip


def _columns(code: str, figure: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the column of a figure, or of a sum of several with them before it."""
    if figure is None:
        return []
    if isinstance(figure, Mapping):
        return [{"code": code, **figure}]
    parts = [{"code": f"{code}{place}", **one} for place, one in enumerate(figure, start=1)]
    return [*parts, {"code": code, "sum": [one["code"] for one in parts]}]


@cache
def form() -> Form:
    """Return all numbers of the indicators as the columns of one form: what several ask for is counted once."""
    return Form(CODE, "", "", (), tuple(column for one in all_indicators() for part in one.all() for column in part.columns), ())


def judged(ground: Ground, *, rows: bool = False) -> dict[str, list[Item]]:
    """Return every indicator of every unit; with `rows` the records behind each."""
    figures = Figures(ground, rows).cells(form())
    lacking = _lacking(ground)
    found = {unit: [_item(one, figures[unit], lacking, unit) for one in all_indicators()] for unit in ground.units}
    return found if closes_the_year(ground.span) else {unit: [_not_due(item) for item in items] for unit, items in found.items()}


def _not_due(item: Item) -> Item:
    """Before the year closes, what is due only then is not missed yet."""
    one = next(one for one in all_indicators() if one.code == item.code)
    open_one = one.at_year_end and item.denominator and (item.numerator or 0) < item.denominator
    return replace(item, why=NOT_DUE, missing=()) if open_one else item


def _item(one: Indicator, cells: Cells, lacking: Mapping[tuple[str, str], list[Missing]], unit: str) -> Item:
    parts = tuple(_item(part, cells, lacking, unit) for part in one.parts)
    own = [cells[f"{one.code}.{mark}"] for mark, has in (("n", one.has_numerator), ("d", one.has_denominator)) if has]
    numbers = [_whole(cell.value) for cell in own]
    ids = tuple(dict.fromkeys(record for cell in own for record in cell.ids))
    missing = (*lacking.get((unit, one.code), ()), *(entry for part in parts for entry in part.missing))
    if not one.has_denominator:
        return Item(one.code, one.title, numbers[0] if numbers else None, None, None, None, parts, missing, ids)
    numerator, denominator = numbers[0] or 0, numbers[1] or 0
    return Item(one.code, one.title, numerator, denominator, None, None if denominator else NOT_APPLICABLE, parts, missing, ids)


def _whole(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _lacking(ground: Ground) -> dict[tuple[str, str], list[Missing]]:
    """Return by (unit, code) what is missing."""
    asked = [(one, one.gap) for whole in all_indicators() for one in whole.all() if one.gap]
    found: dict[tuple[str, str], list[Missing]] = {}
    told = [(one, tells) for one, gap in asked if (tells := measures.ALL[gap.column.measure].lacking)]
    for one, tells in told:
        found |= {(unit, one.code): list(entries) for unit, entries in tells(ground).items()}
    listed = [(one, gap) for one, gap in asked if one not in [known for known, _ in told]]
    cells = Figures(ground, rows=True).cells(Form(CODE, "", "", (), tuple(gap.column for _, gap in listed), ()))
    for one, gap in listed:
        ids = [record for unit in ground.units for record in cells[unit][gap.column.code].ids]
        noun = "" if registers.ALL[gap.register].is_table else registers.ALL[gap.register].noun
        for unit, name, record in _named(ground, gap.register, ids):
            found.setdefault((unit, one.code), []).append(Missing(gap.register, record, gap.text, noun, name))
    return found


def _named(ground: Ground, code: str, ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield unit, name and id of records: a name says its number or its day, of a table its own, and nobody's."""
    register = registers.ALL[code]
    for start in range(0, len(ids), _AT_ONCE):
        wanted = Is("_id", "in", tuple(ids[start : start + _AT_ONCE]))
        for row in ground.reader.rows(ground.of_units(Query(code, (wanted,)))):
            number = str(row["_book_no"] or "").rpartition("/")[2]
            day = f"ngày {format_date(str(row['_date']))}" if row["_date"] else ""
            which = str(row["name"]) if register.is_table else " ".join(part for part in (f"số {number}" if number else "", day) if part)
            yield str(row["_unit"]), which, str(row["_id"])


def settings(span: Span, law: Law) -> dict[str, dict[str, Any]]:
    """Return by code the window and the parameters of the law that were used, and in words how the indicator is counted."""
    found = {}
    for one in all_indicators():
        rules = [rule for key in one.rules if (rule := rule_at(law.rules, key, span.to_date))]
        values = "; ".join(dict.fromkeys(f"{rule.value} {UNITS.get(rule.unit, rule.unit)} ({rule.source})" for rule in rules))
        how = f"{one.how}, {_words(one.window, span)}.{f' Theo quy định: {values}.' if values else ''}"
        found[one.code] = {
            "window": _days(one.window, span),
            "rules": [{"rule_key": rule.rule_key, "value": rule.value, "unit": rule.unit, "basis": rule.source} for rule in rules],
            "text": {one.code: how},
        }
    return found


def _first(window: Window, span: Span) -> date | None:
    return {"period": span.from_date, "year": date(span.to_date.year, 1, 1)}.get(window)


def _days(window: Window, span: Span) -> dict[str, str | None]:
    first = _first(window, span)
    return {"from": first.isoformat() if first else None, "to": span.to_date.isoformat()}


def _words(window: Window, span: Span) -> str:
    first, last = _first(window, span), format_date(span.to_date)
    if first:
        return f"từ {format_date(first)} đến {last}"
    return f"tính đến {last}" if window == "until" else f"tại ngày {last}"
