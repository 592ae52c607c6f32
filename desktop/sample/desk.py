"""One laptop of the sample district: its home, who sits at it, and the day on his calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from desktop.actions import people, records, sessions, stations
from desktop.clock import Clock
from desktop.identity import Desk as Level
from desktop.office import Office
from desktop.paths import Paths
from desktop.sample.data import ERA, SESSION, Book, Values, per_day, session_id

USER: Final = "demo"
PASSWORD: Final = "demo demo demo"
CALENDAR: Final = ("2023-12-18", "2024-06-28")
"""The days between which the weekly reception is planned."""
_DAY_BEFORE_ALL: Final = "2000-01-01"


def clock_of(day: str, hour: str = "08:00") -> Clock:
    """Return a clock that stands at an hour of a day."""
    return Clock.from_text(f"{day}T{hour}:00")


@dataclass
class Post:
    """A laptop with the book that it keeps. `written` is the last day up to which it has written."""

    home: Path
    book: Book
    office: Office
    laptop: str = "A"
    written: str = _DAY_BEFORE_ALL

    def at(self, day: str, hour: str = "08:00") -> "Post":
        """Let it be that hour."""
        self.office.clock = clock_of(day, hour)
        return self

    def sign_in(self, name: str) -> None:
        """Let somebody else sit down."""
        clock = self.office.clock
        self.office.close()
        self.office = people.sign_in(Paths(self.home), clock, name, lambda: PASSWORD)

    def write_up_to(self, last: str) -> None:
        """Write what the book has up to and including a day, each day on that day."""
        entries = per_day(self.book.entries, self.written, last, self.laptop)
        reception = self._reception_days(last)
        for day in sorted({*entries, *reception}):
            rows = entries.get(day, [])
            if day in reception:
                self._hold_session(day, "07:45" if any(one.register == "reception_visit" for one in rows) else "09:00")
            self.at(day, "10:00")
            for (register, by), same in groupby((one for one in rows if not one.is_change), key=lambda one: (one.register, one.by)):
                self._add(register, [(one.values, one.record) for one in same], by)
            for one in (one for one in rows if one.is_change):
                records.edit(self.office, one.register, one.record, one.values)
        self.written = last

    def _add(self, register: str, entries: Sequence[tuple[Values, str]], by: str) -> None:
        """Write rows, some of them by another person than who sits here."""
        usual = self.office.user.name
        if by:
            self.sign_in(by)
        records.add(self.office, register, entries)
        if by:
            self.sign_in(usual)

    def _reception_days(self, last: str) -> list[str]:
        told = self.book.sessions
        if "weekday" not in told or self.laptop != told.get("laptop", "A"):
            return []
        first, end = date.fromisoformat(CALENDAR[0]), date.fromisoformat(last)
        weekly = [first + timedelta(days=n) for n in range((end - first).days + 1)]
        days = [day.isoformat() for day in weekly if day.isoweekday() == told["weekday"]] + [*told.get("moved", [])]
        return [day for day in days if self.written < day <= last and day not in told.get("forgotten", [])]

    def _hold_session(self, day: str, hour: str) -> None:
        """Write whether the chairman received; a day on which nobody came is one key."""
        told, planned = self.book.sessions, session_id(self.book.unit, day)
        if planned not in {one.id for one in sessions.of_day(self.office, day) if one.values["held"] is None}:
            return
        self.at(day, hour)
        if day in told.get("not_held", {}):
            records.edit(self.office, SESSION, planned, {"held": False, "reason_not_held": told["not_held"][day]})
        elif day in told.get("delegated", {}):
            records.edit(self.office, SESSION, planned, {"held": True, "actor": "uy_quyen", "actor_id": told["delegated"][day]})
        else:
            sessions.held_empty(self.office, [planned])


def open_post(home: Path, book: Book, level: Level, day: str, *, laptop: str = "A", root: bool = False) -> Post:
    """Set up a station of the sample and sign in."""
    paths, clock = Paths(home), clock_of(day)
    stations.set_up(paths, clock, unit=book.code, era=ERA, desk=level, user=USER, password=PASSWORD, root=root, sample=True)
    return Post(home, book, people.sign_in(paths, clock, USER, lambda: PASSWORD), laptop)


def plan_sessions(post: Post) -> None:
    """Plan the chairman's weekly day for half a year, and the days that holidays moved."""
    told = post.book.sessions
    place = told["place"]
    sessions.plan(post.office, *CALENDAR, told["weekday"], "dinh_ky", "thu_truong", place)
    rows = [{"kind": "dinh_ky", "planned_date": day, "actor": "thu_truong", "place": place} for day in told.get("moved", [])]
    records.add(post.office, SESSION, [(row, session_id(post.book.unit, str(row["planned_date"]))) for row in rows])
