"""One question to all registers that the person may open: records by words or by book number, own unit first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from db.query import Is
from desktop import units
from desktop.actions import records
from desktop.actions.records import Ask
from desktop.errors import Problem
from desktop.listing import DAY, NEWEST_FIRST, NUMBER, row_of
from desktop.naming import Names
from desktop.office import Office
from desktop.record import Record, may_see
from desktop.registers import ALL
from desktop.registers.model import Register
from desktop.vietnamese import fold

MOST: Final = 50
_OF_EACH: Final = 12
_DETAILS: Final = 2
_NUMBER: Final = re.compile(r"#\s*(\d+)\s*([A-Za-z0-9]*)\Z")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its place in the window, its name, and in which book it stands."""

    place: str
    register: str
    title: str
    detail: str
    icon: str
    own: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, own unit first; `total` and `registers` count everything, shown or not."""

    hits: tuple[Hit, ...]
    total: int
    registers: int


def look(office: Office, typed: str) -> Found:
    """Find records by words (folded, each the beginning of a word) or, after `#`, by book number.

    Nothing typed finds nothing. At most fifty are shown.
    """
    if not typed.strip():
        return Found((), 0, 0)
    hits, total, found_in = list[Hit](), 0, 0
    for register in _searched(office):
        found, count = _in_register(office, register, typed.strip())
        hits += found
        total += count
        found_in += count > 0
    wanted = fold(typed).split()
    hits.sort(key=lambda hit: (not hit.own, not _names(hit, wanted)))
    return Found(tuple(hits[:MOST]), total, found_in)


def _names(hit: Hit, wanted: Sequence[str]) -> bool:
    """Whether the words stand in the name itself and not somewhere in the record."""
    have = fold(hit.title).split()
    return all(any(part.startswith(word) for part in have) for word in wanted)


def _searched(office: Office) -> Iterator[Register]:
    return (one for one in ALL.values() if not one.system and may_see(one, office.user.roles))


def _in_register(office: Office, register: Register, typed: str) -> tuple[list[Hit], int]:
    if typed.startswith("#"):
        where, words = _by_number(register, typed), ""
        if not where:
            return [], 0
    else:
        where, words = (), typed
    found, total = list[Record](), 0
    own = office.identity.unit
    parts: Sequence[tuple[Is, ...]] = ((Is("unit", "=", own),), (Is("unit", "!=", own),)) if office.identity.is_upper else ((),)
    for part in parts:
        answer = records.listing(office, register.code, Ask((*where, *part), words, order=NEWEST_FIRST, limit=_OF_EACH))
        found += answer.records
        total += answer.total
    return _hits(office, register, found), total


def _by_number(register: Register, typed: str) -> tuple[Is, ...]:
    asked = _NUMBER.match(typed)
    if asked is None or not register.numbered:
        return ()
    more = (Is("_series", "=", asked[2].upper()),) if asked[2] else ()
    return (Is("_number", "=", int(asked[1])), *more)


def named(office: Office, places: Sequence[str]) -> list[Hit]:
    """Return the records of places as hits, in their order; those that are gone or closed to the person are left out."""
    found = []
    for place in places:
        kind, _, rest = place.partition(":")
        code, _, record = rest.partition(":")
        if kind != "record" or code not in ALL:
            continue
        try:
            found += _hits(office, ALL[code], [records.show(office, code, record)])
        except Problem:
            continue
    return found


def _hits(office: Office, register: Register, found: Sequence[Record]) -> list[Hit]:
    with office.reading() as connection:
        names = Names(office, connection)
        return [_hit(office, register, one, names) for one in found]


def _hit(office: Office, register: Register, record: Record, names: Names) -> Hit:
    row = row_of(office, register, names, record)
    shown = [name for name in register.listed if name in register.by_name and record.values.get(name) not in (None, "", [])]
    title = row.cells[shown[0]] if shown else register.title
    number = f"{register.title} số {row.cells[NUMBER]}" if record.book_no else register.title
    own = record.unit == office.identity.unit
    owner = "" if own or record.unit == units.RESOURCES else units.unit(record.unit).title
    detail = " · ".join(part for part in (number, row.cells[DAY], *(row.cells[name] for name in shown[1 : 1 + _DETAILS]), owner) if part)
    return Hit(f"record:{register.code}:{record.id}", register.code, title, detail, register.icon, own)
