"""One question to all registers that the person may open: records by words or by book number, own unit first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db import finder
from db.query import Is
from desktop import units
from desktop.actions import lookup
from desktop.actions.listing import DAY, NUMBER, row_of
from desktop.actions.lookup import Ask
from desktop.entries.naming import Names
from desktop.entries.record import NEWEST_FIRST, Record, may_see, sees_private
from desktop.errors import Problem
from desktop.language.vietnamese import fold
from desktop.office import Office
from desktop.registers import ALL
from desktop.registers.model import Register

MOST: Final = 50
_OF_EACH: Final = 12
_ENOUGH: Final = 2 * MOST
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
    """What was found, own unit first; `more`: there is more than is shown."""

    hits: tuple[Hit, ...]
    more: bool

    @property
    def registers(self) -> int:
        """In how many registers."""
        return len({hit.register for hit in self.hits})


def look(office: Office, typed: str) -> Found:
    """Find records by words (folded, each the beginning of a word) or, after `#`, by book number.

    Nothing typed finds nothing. At most fifty are shown, of those written last; more of them are told, not counted.
    """
    if not typed.strip():
        return Found((), more=False)
    seen = [one for one in ALL.values() if not one.system and may_see(one, office.user.roles)]
    hits = _by_number(office, seen, typed) if typed.strip().startswith("#") else _by_words(office, seen, typed)
    wanted = fold(typed).split()
    hits.sort(key=lambda hit: (not hit.own, not _names(hit, wanted)))
    return Found(tuple(hits[:MOST]), more=len(hits) > MOST)


def _by_words(office: Office, seen: Sequence[Register], typed: str) -> list[Hit]:
    places = list[finder.Place]()
    with office.reading() as connection:
        for private in (True, False):
            codes = [one.code for one in seen if sees_private(one, office.user.roles) is private]
            for owners in _owners(office):
                places += finder.newest(
                    connection, office.store.words, typed, codes, private=private, limit=_ENOUGH - len(places), units=owners
                )
    hits = list[Hit]()
    for register in seen:
        ids = tuple(dict.fromkeys(one.id for one in places if one.register == register.code))
        if ids:
            found = lookup.listing(office, register.code, Ask((Is("_id", "in", ids),), order=NEWEST_FIRST)).records
            hits += _hits(office, register, found)
    return hits


def _owners(office: Office) -> Sequence[tuple[str, ...]]:
    """Where to look: a commune in its own books and what comes from above, an upper desk in its own, then in all."""
    own, taken = office.identity.unit, sorted(office.owned - {office.identity.unit})
    return ((own, *taken), ()) if office.identity.is_upper else ((*units.lineage(own), *taken),)


def _by_number(office: Office, seen: Sequence[Register], typed: str) -> list[Hit]:
    asked = _NUMBER.match(typed.strip())
    if asked is None:
        return []
    more = (Is("_series", "=", asked[2].upper()),) if asked[2] else ()
    where = (Is("_number", "=", int(asked[1])), *more)
    hits = list[Hit]()
    for register in seen:
        if register.numbered:
            hits += _hits(office, register, lookup.listing(office, register.code, Ask(where, order=NEWEST_FIRST, limit=_OF_EACH)).records)
    return hits


def _names(hit: Hit, wanted: Sequence[str]) -> bool:
    """Whether the words stand in the name itself and not somewhere in the record."""
    have = fold(hit.title).split()
    return all(any(part.startswith(word) for part in have) for word in wanted)


def named(office: Office, places: Sequence[str]) -> list[Hit]:
    """Return the records of places as hits, in their order; those that are gone or closed to the person are left out."""
    found = []
    for place in places:
        kind, _, rest = place.partition(":")
        code, _, record = rest.partition(":")
        if kind != "record" or code not in ALL:
            continue
        try:
            found += _hits(office, ALL[code], [lookup.show(office, code, record)])
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
    own = office.owns(record.unit)
    owner = "" if record.unit in (office.identity.unit, units.RESOURCES) else office.directory.unit(record.unit).title
    detail = " · ".join(part for part in (number, row.cells[DAY], *(row.cells[name] for name in shown[1 : 1 + _DETAILS]), owner) if part)
    return Hit(f"record:{register.code}:{record.id}", register.code, title, detail, register.icon, own)
