"""Biểu: a form is a data file – columns with a named measure and its filters, sums and ratios of columns, cross-checks.

A form names its sums by column, those of another form as "01/TCD:1", so that the same number is computed once. There
is no expression language: what a form cannot say is a new measure.
"""

import inspect
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, Literal

import resources
from desktop import measures, registers
from desktop.errors import Problem
from desktop.law.period_calendar import quarter_of
from desktop.registers.fields import Kind

FOLDER: Final = "forms"
SETS_FILE: Final = "sets.toml"
_NAMING_A_FIELD: Final = ("total", "distinct", "dated", "since", "until")
ITEMS: Final = {"CT": "chỉ tiêu", "I": "chỉ số"}
"""What a closing keeps like a form, and is none: the targets and the indicators, each called by its own code."""
_CHECK: Final = re.compile(r"(\w+(?:\+\w+)*)(=|<=)(\w+(?:\+\w+)*)")


@dataclass(frozen=True, slots=True, eq=False)
class FormColumn:
    """One column: a measure with filters, or a sum of columns, or a ratio (numerator, then the columns whose sum is the denominator)."""

    code: str
    title: str
    unit: str
    group: tuple[str, ...]
    measure: str
    filters: Mapping[str, Any]
    sum: tuple[str, ...]
    ratio: tuple[str, ...]
    unserved: str = ""
    unverified: str = ""

    @property
    def registers(self) -> tuple[str, ...]:
        """The registers that its measure counts; none for a sum or ratio."""
        return measures.ALL[self.measure].registers(self.filters) if self.measure else ()

    @property
    def goes_up(self) -> bool:
        """Whether the records that its measure counts go up."""
        return all(registers.ALL[code].upward == "rows" for code in self.registers)

    @property
    def openings(self) -> frozenset[str]:
        """The kinds of opening figures that may be added to it: none to a sum, nor to what is counted from a book that stays at home."""
        return measures.ALL[self.measure].openings(self.filters) if self.measure and self.goes_up else frozenset()

    @property
    def is_ratio(self) -> bool:
        """Worked out again from the sums, never added up."""
        return bool(self.ratio)


@dataclass(frozen=True, slots=True)
class Check:
    """What has to hold between columns: the sum of `left` equals (=) or is at most (<=) the sum of `right`."""

    rule: str
    left: tuple[str, ...]
    sign: Literal["=", "<="]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One form. `sets` are the form sets that it belongs to, none for the office's own tables.

    `unverified` says what of all its columns nobody has checked against the official paper yet.
    """

    code: str
    title: str
    basis: str
    sets: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    checks: tuple[Check, ...]
    unverified: str = ""
    carried_over: Mapping[str, str] = field(default_factory=dict)
    """Column of what the period before left → its column of what was open at the end."""

    def column(self, code: str) -> FormColumn:
        """Return a column by its code."""
        return next(column for column in self.columns if column.code == code)

    @property
    def doubts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is not verified: each note with the columns that it is about, none meaning all of them."""
        found: dict[str, list[str]] = {self.unverified: []} if self.unverified else {}
        for column in self.columns:
            for note in filter(None, (column.unserved, column.unverified)):
                found.setdefault(note, []).append(column.code)
        return tuple((note, tuple(codes)) for note, codes in found.items())


@dataclass(frozen=True, slots=True)
class FormSet:
    """A circular's set of forms, and the day of a period's end from which it is used."""

    code: str
    title: str
    since: date


def _column(raw: Mapping[str, Any], form: str) -> FormColumn:
    column = FormColumn(
        raw["code"], raw["title"], raw.get("unit", ""), tuple(raw.get("group", ())), raw.get("measure", ""), raw.get("filters", {}),
        tuple(raw.get("sum", ())), tuple(raw.get("ratio", ())), raw.get("unserved", ""), raw.get("unverified", ""),
    )  # fmt: skip
    where = f"{form}:{column.code}"
    if sum(map(bool, (column.measure, column.sum, column.ratio, column.unserved))) != 1:
        raise ValueError(f"{where}: a column is a measure, a sum or a ratio, or says why it is none")
    if column.measure:
        inspect.signature(measures.ALL[column.measure].work).bind(None, **column.filters)
        if wrong := _meaningless(column):
            raise ValueError(f"{where}: {', '.join(wrong)} is nothing that the book says")
    return column


def _meaningless(column: FormColumn) -> list[str]:
    """Return what a column asks of its book that the book has no field or no such value for: it would count nothing, silently."""
    books = [registers.ALL[code].code for code in column.registers]
    if len(books) != 1:
        return []
    book, filters = books[0], column.filters
    asked: list[tuple[str, object]] = [*filters.get("where", {}).items(), *filters.get("has", {}).items()]
    asked += [(filters[name], None) for name in _NAMING_A_FIELD if isinstance(filters.get(name), str)]
    return [name for name, value in asked if not _is_said(book, name, value)]


def _is_said(book: str, name: str, value: object) -> bool:
    own, dot, rest = name.partition(".")
    field = registers.ALL[book].by_name.get(own)
    if field is None:
        return name.startswith("_")
    if dot:
        return any(_is_said(code, rest, value) for code in field.to)
    values = value if isinstance(value, list) else [value]
    return not field.options or all(one in field.options or one in ("", None) for one in values)


def _check(rule: str, form: str, codes: Sequence[str]) -> Check:
    found = _CHECK.fullmatch(rule)
    if not found:
        raise ValueError(f"{form}: {rule!r} is no check")
    left, right = tuple(found[1].split("+")), tuple(found[3].split("+"))
    if unknown := {*left, *right} - set(codes):
        raise ValueError(f"{form}: {rule!r} names columns that are not there: {sorted(unknown)}")
    return Check(rule, left, "<=" if found[2] == "<=" else "=", right)


def made(code: str, title: str, columns: Sequence[Mapping[str, Any]]) -> Form:
    """Return a form put together in memory: figures that are asked for like those of a form and stand elsewhere.

    Raises:
        ValueError, KeyError, TypeError: as `read_form`.
    """
    return Form(code, title, "", (), tuple(_column({"title": "", **one}, code) for one in columns), ())


def read_form(text: str) -> Form:
    """Read one form.

    Raises:
        ValueError: a column or check that means nothing; KeyError: an unknown measure or book; TypeError: a filter that it lacks.
    """
    raw = tomllib.loads(text)
    columns = tuple(_column(one, raw["code"]) for one in raw["column"])
    codes = [column.code for column in columns]
    if len(set(codes)) < len(codes):
        raise ValueError(f"{raw['code']}: a column twice")
    checks = tuple(_check(rule, raw["code"], codes) for rule in raw.get("checks", ()))
    sets, unverified, carried_over = tuple(raw.get("sets", ())), raw.get("unverified", ""), raw.get("carried_over", {})
    if unknown := {*carried_over, *carried_over.values()} - set(codes):
        raise ValueError(f"{raw['code']}: what is carried over names columns that are not there: {sorted(unknown)}")
    return Form(raw["code"], raw["title"], raw.get("basis", ""), sets, columns, checks, unverified, carried_over)


@cache
def all_forms() -> tuple[Form, ...]:
    """Return every form that comes with the program, by code."""
    paths = sorted(path for path in resources.path(FOLDER).glob("*.toml") if path.name != SETS_FILE)
    return tuple(sorted((read_form(path.read_text(encoding="utf-8")) for path in paths), key=lambda form: form.code))


@cache
def form_sets() -> tuple[FormSet, ...]:
    """Return the form sets, oldest first."""
    rows = tomllib.loads(resources.read_text(FOLDER, SETS_FILE))["set"]
    return tuple(sorted((FormSet(**row) for row in rows), key=lambda one: one.since))


def set_at(last: date) -> FormSet:
    """Return the set in use for a period that ends on a day."""
    known = form_sets()
    return next((one for one in reversed(known) if one.since <= last), known[0])


def of_other_sets(last: date) -> list[tuple[Form, FormSet]]:
    """Return the forms of circulars that are in use on other days than this one."""
    return [(form, one) for one in form_sets() if one != set_at(last) for form in all_forms() if one.code in form.sets]


def form_of(name: str, last: date, form_set: str | None = None) -> tuple[Form, str | None]:
    """Return a form and its set (None for the office's own tables), by default the set of the period's last day.

    Raises:
        Problem: invalid_value, for a form or set that is not there.
    """
    known = [one.code for one in form_sets()]
    if form_set is not None and form_set not in known:
        raise Problem("invalid_value", f"Không có bộ biểu “{form_set}”; chọn {' hoặc '.join(known)}.", "--set")
    named = [form for form in all_forms() if form.code == name]
    if not named:
        codes = ", ".join(dict.fromkeys(form.code for form in all_forms()))
        raise Problem("invalid_value", f"Không có biểu “{name}”; hiện có {codes}.", name)
    if not named[0].sets:
        return named[0], None
    wanted = form_set or set_at(last).code
    for form in named:
        if wanted in form.sets:
            return form, wanted
    raise Problem("invalid_value", f"Bộ biểu {wanted} không có biểu “{name}”; chọn bộ khác.", "--set")


def column_kind(code: str, column: str) -> Literal["measure", "sum", "ratio", "unserved"] | None:
    """Return how a form, of any set, comes to the figure of a column; None when there is no such column."""
    found = next((one for form in all_forms() if form.code == code for one in form.columns if one.code == column), None)
    if found is None:
        return None
    return "measure" if found.measure else "ratio" if found.is_ratio else "sum" if found.sum else "unserved"


def opening_form(code: str, day: date | None) -> Form | None:
    """Return the form whose columns an opening figure of a day (its last) names: of the circular that the day's quarter is reported by.

    Without a day the newest circular counts. One that only another circular has is returned by that; None when there is none of this code.
    """
    named, used = [form for form in all_forms() if form.code == code], set_at(_reported_on(day)).code
    return next((form for form in named if not form.sets or used in form.sets), named[0] if named else None)


def _reported_on(day: date | None) -> date:
    """Return the last day of a day's quarter; one outside all reporting years, somebody's slip, stands for itself."""
    if day is None:
        return date.max
    try:
        return quarter_of(day).to_date
    except Problem:
        return day


def opening_column(code: str, column: str, day: date | None) -> FormColumn | None:
    """Return the column that an opening figure of a day is added to; None when there is no such column."""
    form = opening_form(code, day)
    return next((one for one in form.columns if one.code == column), None) if form else None


def takes_decimals(code: str, column: str) -> bool:
    """Whether a figure of a column may have decimals: the sum of a measured quantity; all else is counted in whole ones."""
    return any(_measures(form, one) for form in all_forms() if form.code == code for one in form.columns if one.code == column)


def _measures(form: Form, column: FormColumn) -> bool:
    if column.measure:
        named = [registers.ALL[book].by_name.get(str(column.filters.get("total", ""))) for book in column.registers]
        return any(one is not None and one.kind is Kind.DECIMAL for one in named)
    parts = [code.rpartition(":") for code in column.sum]
    return any(
        _measures(target, target.column(part)) for other, _, part in parts for target in [named_form(other, form) if other else form]
    )


def cell_name(mark: str, last: date | None = None) -> str:
    """Return how a person calls the cell "DV-05:3": cột 3 “Ủy quyền” biểu DV-05.

    Its group is said where the title alone would mean several columns: “Số lượt tiếp · Tiếp thường xuyên”. `last` is the last
    day of its period, by which the circular goes; without it the newest is meant.
    """
    code, _, column = mark.rpartition(":")
    if code in ITEMS:
        return f"{ITEMS[code]} {column}"
    for form in (one for one in all_forms() if one.code == code and (not one.sets or set_at(last or date.max).code in one.sets)):
        for found in (one for one in form.columns if one.code == column):
            alike = sum(one.title == found.title for one in form.columns)
            title = " · ".join([found.title, *reversed(found.group if alike > 1 else ())])
            return f"cột {column} “{title}” biểu {code}"
    return f"cột {column} biểu {code}"


def cell_unit(mark: str) -> str:
    """Return in what the cell "DV-03:5" is counted; "" for one that no form has."""
    code, _, column = mark.rpartition(":")
    return next((found.unit for form in all_forms() if form.code == code for found in form.columns if found.code == column), "")


def named_form(code: str, like: Form) -> Form:
    """Return the form that a column of another one refers to, of the same set where there are several."""
    found = [form for form in all_forms() if form.code == code]
    return next((form for form in found if set(form.sets) & set(like.sets)), found[0])
