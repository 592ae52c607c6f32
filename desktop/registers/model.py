"""What a register (sổ) is: declared once, read by table, form, list, search, command line, JSON Schema and sync.

A register's module imports nothing but this one, the lists of `codes`, the fields of `findings` and `told_period`. Rules are functions
whose name is the sentence in English and whose first argument is the sentence that the clerk reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as day_of
from types import MappingProxyType
from typing import Literal, Protocol

from desktop.registers.fields import (
    LAST,
    REGISTERS,
    TODAY,
    Audience,
    Condition,
    Field,
    Group,
    Kind,
    Row,
    choice,
    choices,
    count,
    date,
    decimal,
    flag,
    longtext,
    period,
    ref,
    refs,
    structure,
    text,
    year,
)
from desktop.registers.identity_scan import tells_an_identity
from desktop.registers.shown import Badge, Standing, Total, Until

__all__ = [
    "LAST", "NOTE", "REGISTERS", "STAFF", "TODAY", "Audience", "Badge", "Condition", "Context", "Entails", "Erasure", "Field", "Group",
    "Kind", "Owed", "Register", "Row", "Rule", "Standing", "Total", "Until", "choice", "choices", "count", "counted_by", "date",
    "days_between", "decimal", "flag", "in_order", "longtext", "period", "ref", "refs", "structure", "text", "within", "year",
]  # fmt: skip

Upward = Literal["rows", "figures", "none"]
ALL_ROLES = frozenset({"QT", "DV", "TCD", "TP", "LD", "NL", "XEM", "TH"})
STAFF = ALL_ROLES - {"XEM"}
"""Everybody of the office; the observers of council and front (XEM) see reports and the books that are theirs to see."""
NOTE = longtext(
    "note", "Ghi chú", sensitivity=1, home_only=True, erase_group="case", hint="không ghi bí mật nhà nước, thông tin người tố cáo"
)


def days_between(first: object, last: object) -> int | None:
    """Return the days from one ISO day to another, negative when it is earlier; None when one of them is no day."""
    try:
        return (day_of.fromisoformat(str(last)) - day_of.fromisoformat(str(first))).days
    except ValueError:
        return None


def in_order(*days: object) -> bool:
    """Say whether ISO days follow each other; those not filled in do not count."""
    filled = [str(day) for day in days if day]
    return filled == sorted(filled)


def at_most(part: object, whole: object) -> bool:
    """Say whether a number is not larger than another; what is not filled in as a number does not count."""
    return not isinstance(part, int) or not isinstance(whole, int) or part <= whole


class Context(Protocol):
    """What a rule or a computed field may look at besides its own row."""

    @property
    def owner(self) -> str:
        """The key of the unit whose record it is."""

    def parent(self, reference: str) -> Row | None:
        """The record that the ref field `reference` points to, as this unit sees it; `_register` says in which register it is."""

    def rule_value(self, key: str, day: object) -> str | None:
        """The value of a legal parameter on a day (dossier T05)."""

    def reaches(self, key: str, day: object, part: object, whole: object) -> bool | None:
        """Whether a part of a whole is what a parameter like `2/3` or `>50%` asks for on a day; None when something is not known."""

    def asks(self, key: str, day: object) -> str:
        """What a legal parameter asks for on a day, with its law, in words; "" when none holds then."""

    def due(self, key: str, start: object) -> str | None:
        """The last day (ISO) of the legal limit `key` that starts on `start`; holidays of the unit counted."""

    def basis(self, key: str, start: object) -> str:
        """How that limit is counted: its length, the law and the first day; "" when no rule holds then."""

    def period_days(self, code: object) -> tuple[str, str] | None:
        """First and last day (ISO) of a period of the decree; None for what is no code of one."""

    def is_above(self, code: object) -> bool:
        """Whether the unit of this bare code reports to the one that owns the row."""

    def openings(self, form: object, column: object, day: object) -> frozenset[str]:
        """The kinds of opening figures of that day that may be added to a form's column; none where it sums up, stands or is judged."""

    def goes_up(self, form: object, column: object, day: object) -> bool:
        """Whether what that column counts goes up as records, not as a closed figure."""

    def takes_decimals(self, form: object, column: object) -> bool:
        """Whether a figure of a form's column may have decimals."""

    def column_kind(self, form: object, column: object) -> str | None:
        """How a form comes to the figure of a column: `measure`, `sum`, `ratio`, `unserved` (in no book); None without such a column."""

    def frozen(self, code: object) -> tuple[str | None, str | None]:
        """Hash of the unit's figures that stand frozen for a period, and the package made since that carries them up; while saving."""

    def next_code(self) -> str | None:
        """The next code that this laptop gives to an agency; None when nothing is being saved."""

    def takes_code(self, code: str) -> bool:
        """Whether an agency may be written under a code on this laptop; any code when nothing is being saved."""

    def alike(self, code: str) -> list[Row]:
        """The living other records with the same values, as the register's `follows` says; a superior's first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence that a row must not break. Not blocking = a flag that is shown and travels."""

    name: str
    sentence: str
    on: str
    blocking: bool
    holds: Callable[[Row, Context], bool]
    in_context: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a record asks for until it is done: a line of the list of what is due.

    kind: names the line on the command line.
    says: what is to be done, over the shown values; `{which}` is "số 17", or the day of a record without a number.
    on: the field that holds the last day, or what finds it; "" = no day is set.
    until: fields that close it: it is asked for while all of them are empty.
    only: field → values that it is asked for with.
    still: whether it is asked for, where these do not say it; given the row and today (ISO).
    basis: how the day is counted: over the shown values, or what the law of the unit says.
    detail: quieter words, over the shown values; of a private field nothing stands in it for who may not read it.
    """

    kind: str
    says: str
    on: "str | Callable[[Row, Context], object]" = ""
    until: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    still: Callable[[Row, str], bool] | None = None
    basis: "str | Callable[[Row, Context], str]" = ""
    detail: str = ""


def counted_by(key: str, start: str) -> "Callable[[Row, Context], str]":
    """Return the basis of a term: how the law counts `key` from the day in `start`."""
    return lambda row, context: context.basis(key, row[start])


def within(key: str, start: str) -> "Callable[[Row, Context], object]":
    """Return the last day of a term that no field holds: of `key`, from the day in `start`."""
    return lambda row, context: context.due(key, row[start])


def _no_identity_in(field: Field) -> Rule:
    """The rule of every text: it is shown where somebody wrote down what has no column."""
    sentence = f"{field.label}: không ghi số giấy tờ, số điện thoại, họ tên, ai tố cáo ai."
    return Rule(f"no_identity_stands_in_{field.name}", sentence, field.name, False, lambda row, _: not tells_an_identity(field, row))


@dataclass(frozen=True, slots=True)
class Entails:
    """What a record brings with it in another book as soon as a field is filled in: a draft, which a person completes there.

    `register`: the other book; `on`: the field; `values`: what the draft begins with, given the row and the
    record's id; nothing = no draft.
    """

    register: str
    on: str
    values: Callable[[Row, str], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Erasure:
    """Setting `field` to `value` empties the groups for good (Luật Tố cáo 2018; Quyết định 774/QĐ-TTg).

    moves_to: the register that keeps the figures of such a matter from then on, and alone takes a new one; "" = this one.
    """

    field: str
    value: str
    groups: tuple[Group, ...]
    moves_to: str = ""


@dataclass(kw_only=True)
class Register:
    """One table of one book of the office.

    dated_by: fields tried in order; `"session_id."` (a ref with a dot) means that record's own date.
    dated_ahead: its day is a term or the end of a period, which may still lie ahead: a list begins with all of them.
    terms_from: fields besides the record's own day on which a term or a rule of the law begins.
    label: template over the shown values, e.g. `"{kind} {event_date}"`; how a record is named elsewhere.
    listed: columns of the list; number, `event_date` (where `dated_by`) and state are drawn around them by the list itself.
    shared: an upper unit's records go to all its subordinates (its `down` log).
    communal: a matter of villages and their people, which only a commune's book can hold: an agency keeps none and declares none.
    system: written by the program, not listed among the registers.
    totals: the numbers below the list; none = how many records there are.
    standing_title: title of the column that shows the badge; the badge itself is declared by `stands`.
    lies_over: what has the same key is the same thing at every unit, so a unit's entry lies over its superior's and the program's.
    told_apart_by: of what has no such key: fields in which two of one name (`unique_key`) agree, if they are the same thing.
    alike: fields in which two records of a unit agree, upper and lower case aside, that may be one thing written down twice.
    keyed_by_program: only records that the program makes (the calendar's sessions) get the id of their natural key.
    notice: what the pages of the register say above everything else, and what to do: (sentence, next step).
    follows: register → {own field, or `_id`: its field}; its other records with equal values change what is derived
        here; of a register without any field, all its records.
    """

    code: str
    number: str
    title: str
    fields: tuple[Field, ...]
    label: str
    dated_by: tuple[str, ...] = ()
    dated_ahead: bool = False
    terms_from: tuple[str, ...] = ()
    upward: Upward = "rows"
    parent: str = ""
    natural_key: tuple[str, ...] = ()
    lies_over: bool = False
    told_apart_by: tuple[str, ...] = ()
    keyed_by_program: bool = False
    unique_key: str = ""
    alike: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    enters: frozenset[str] = frozenset({"DV"})
    sees: frozenset[str] = ALL_ROLES
    sees_private: frozenset[str] = frozenset()
    erasure: Erasure | None = None
    shared: bool = False
    communal: bool = False
    system: bool = False
    numbered: bool = True
    note: bool = True
    icon: str = "book-open"
    noun: str = "bản ghi"
    notice: tuple[str, str] | None = None
    follows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    entails: tuple[Entails, ...] = ()
    totals: tuple[Total, ...] = ()
    standing_title: str = "Tình trạng"
    standing: Standing | None = None
    rules: list[Rule] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    computed: dict[str, Callable[[Row, Context], object]] = field(default_factory=dict)
    fills: dict[str, Callable[[Row], object]] = field(default_factory=dict)
    fills_by: dict[str, Callable[[Row, Context], object]] = field(default_factory=dict)
    _named: tuple[tuple[Field, ...], Mapping[str, Field]] = field(default=((), MappingProxyType({})), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.note and not self.system:
            self.fields = (*self.fields, NOTE)
        if not (self.system or self.is_table):
            self.rules[:0] = [_no_identity_in(one) for one in self.fields if one.is_text and not one.auto]

    @property
    def by_name(self) -> Mapping[str, Field]:
        """Fields by name."""
        if self._named[0] is not self.fields:
            self._named = (self.fields, {f.name: f for f in self.fields})
        return self._named[1]

    @property
    def is_table(self) -> bool:
        """A reference table (T01…T12): no declaration is asked for it."""
        return self.number.startswith("T")

    @property
    def private_fields(self) -> frozenset[str]:
        """Fields that only `sees_private` may read."""
        return frozenset(f.name for f in self.fields if f.private)

    @property
    def asks_the_law(self) -> bool:
        """Whether what follows from a record may be otherwise under another law or calendar."""
        return bool(self.computed) or any(rule.in_context for rule in self.rules)

    def audience(self, name: str) -> Audience:
        """How far a field travels: `up` to the superior units, `home` only among the unit's own stations."""
        if self.upward != "rows":
            return "home"
        one = self.by_name.get(name)
        return "home" if one is not None and one.stays_home else "up"

    def rule(self, sentence: str, *, on: str, blocking: bool = True) -> Callable[[Callable[[Row], bool]], Callable[[Row], bool]]:
        """Declare a rule over one row; the function's name is the rule's name."""

        def declare(holds: Callable[[Row], bool]) -> Callable[[Row], bool]:
            self.rules.append(Rule(holds.__name__, sentence, on, blocking, lambda row, _: holds(row)))
            return holds

        return declare

    def rule_in_context(
        self, sentence: str, *, on: str, blocking: bool = True
    ) -> Callable[[Callable[[Row, Context], bool]], Callable[[Row, Context], bool]]:
        """Declare a rule that also looks at a parent record or at the law."""

        def declare(holds: Callable[[Row, Context], bool]) -> Callable[[Row, Context], bool]:
            self.rules.append(Rule(holds.__name__, sentence, on, blocking, holds, in_context=True))
            return holds

        return declare

    def computes(self, name: str) -> Callable[[Callable[[Row, Context], object]], Callable[[Row, Context], object]]:
        """Declare how an `auto` field is computed from the row, its parent and the law."""

        def declare(work: Callable[[Row, Context], object]) -> Callable[[Row, Context], object]:
            self.computed[name] = work
            return work

        return declare

    def fills_in(self, name: str) -> Callable[[Callable[[Row], object]], Callable[[Row], object]]:
        """Declare what an empty field becomes when the record is saved ("held without a date takes the planned one")."""

        def declare(work: Callable[[Row], object]) -> Callable[[Row], object]:
            self.fills[name] = work
            return work

        return declare

    def fills_in_context(self, name: str) -> Callable[[Callable[[Row, Context], object]], Callable[[Row, Context], object]]:
        """Declare the same from a parent record or the law; a field of many values gains what it lacks of them."""

        def declare(work: Callable[[Row, Context], object]) -> Callable[[Row, Context], object]:
            self.fills_by[name] = work
            return work

        return declare

    def filled(self, row: Row, context: Context) -> dict[str, object]:
        """Return the fields that saving a row fills in, with their values."""
        wanted = {name: work(row) for name, work in self.fills.items()}
        wanted |= {name: work(row, context) for name, work in self.fills_by.items()}
        found: dict[str, object] = {}
        for name, value in wanted.items():
            given = row.get(name)
            if isinstance(value, list) and isinstance(given, list):
                value = [*given, *(one for one in value if one not in given)]
            elif given is not None:
                continue
            if value is not None and value != given:
                found[name] = value
        return found

    def stands(self, work: Standing) -> Standing:
        """Declare how a record that is complete and in order stands today: done, open, or so many days left."""
        self.standing = work
        return work

    def owes(self, *owed: Owed) -> None:
        """Declare what its records ask for until it is done."""
        self.owed.extend(owed)

    def broken(self, row: Row, context: Context) -> list[Rule]:
        """Return the rules that the row breaks, in order of declaration."""
        return [rule for rule in self.rules if not rule.holds(row, context)]
