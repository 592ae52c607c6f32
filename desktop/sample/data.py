"""What the sample district writes down, read from `resources/sample`: one file for each unit.

A row of a file is a record: its columns, and beside them `key` (how other rows name it, "@dialogue:cha-ga"), `at` (the day on
which it is written, where no date of its own says so), `session` (the day of the reception to which a visit belongs),
`laptop` (B: written on the second one) and `by` (who sits down for it). A row of `edit` changes a record that stands already.
"""

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import resources
from desktop import registers, units
from desktop.entries.record_ids import fixed_id, natural_id

ERA: Final = "2024"
FIRST_DAY: Final = "2023-12-06"
"""The day on which a new station fills its tables in."""
_NAMES: Final = uuid.UUID("0c5b8f0e-9f0a-5d0b-8f43-7d1c2a5e9b21")
_BESIDE: Final = frozenset({"key", "at", "session", "session_kind", "laptop", "by"})
SESSION: Final = "reception_session"
# Written in this order on one day: what is referred to stands before what refers to it.
ORDER: Final = (
    "village", "official", "organisation", "place", "holiday", "agency", SESSION, "reception_visit", "dialogue", "voter_meeting",
    "voter_petition", "council_question", "coop_activity", "board", "oversight_activity", "inspection", "commitment",
    "commitment_urge", "dialogue_opinion", "model", "reward", "model_evaluation", "model_progress", "petition", "petition_event",
    "denunciation_stat", "mediation_team", "mediation_case", "mediation_month", "plan_doc", "assignment", "plan_task",
    "dissemination", "training_session", "training_attendance", "steering_committee", "committee_meeting", "doc_review",
    "consultation", "democracy_rule", "village_convention", "community_decision", "village_conference", "contribution",
    "publication_plan", "publication", "violation_stat", "media_item", "admin_stat", "review_event", "report_issue",
    "opening_figure", "total_on_behalf",
)  # fmt: skip
_OF_OTHERS: Final = frozenset({"model_progress", "mediation_month"})
"""Named by what they belong to, so that a row and an entry by hand are one record."""
Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record to write, or to change: where, under which id, on which day (ISO), and on which of the unit's laptops."""

    register: str
    record: str
    day: str
    values: Values
    laptop: str
    is_change: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """All that one unit writes. `sessions`: its weekly reception; `story`: the words of what happens once."""

    code: str
    entries: tuple[Entry, ...]
    sessions: Mapping[str, Any]
    story: Mapping[str, Any]

    @property
    def unit(self) -> str:
        """The unit's key."""
        return f"{ERA}:{self.code}"


def record_id(unit: str, register: str, key: object) -> str:
    """Return the id of a sample record: the same at every run."""
    return str(uuid.uuid5(_NAMES, f"{unit}|{register}|{key}"))


def session_id(unit: str, day: str, kind: str = "dinh_ky") -> str:
    """Return the id that the calendar gives to the session of a day."""
    found = natural_id(registers.ALL[SESSION], unit, {"kind": kind, "planned_date": day})
    assert found
    return found


@cache
def book(code: str) -> Book:
    """Return what a unit writes, in the order of writing."""
    raw = _plain(tomllib.loads(resources.read_text("sample", f"{code}.toml")))
    common = _plain(tomllib.loads(resources.read_text("sample", "common.toml")))
    unit = f"{ERA}:{code}"
    found: list[Entry] = []
    for register in ORDER:
        rows = [*common.get(register, {}).get(units.unit(unit).level, []), *raw.get(register, [])]
        days = {str(row.get("key")): _own_day(row) for row in raw.get("dialogue", [])}
        found += (_entry(unit, register, row, number, days) for number, row in enumerate(rows, 1))
    found += [_change(unit, row) for row in raw.get("edit", [])]
    found.sort(key=lambda one: (one.day, one.is_change, ORDER.index(one.register)))
    return Book(code, tuple(found), raw.get("sessions", {}), raw.get("story", {}))


def codes() -> list[str]:
    """Return the communes that take part, by code."""
    files = resources.path("sample").iterdir()
    return sorted(file.stem for file in files if file.stem.startswith("03"))


def _plain(value: Any) -> Any:
    """Turn TOML's dates into ISO text, everywhere."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _entry(unit: str, register: str, row: Mapping[str, Any], number: int, dialogues: Mapping[str, str | None]) -> Entry:
    values = {name: resolved(unit, value) for name, value in row.items() if name not in _BESIDE}
    day = str(row.get("at") or _own_day(row) or "")
    record = record_id(unit, register, row.get("key") or number)
    declared = registers.ALL[register]
    if declared.natural_key and not declared.keyed_by_program:
        record = natural_id(declared, unit, values) or record
    if "origin_id" in row:
        record = fixed_id(unit, register, str(values["origin_id"]))  # what the program begins itself for that record
    if "session" in row:
        day = str(row["session"])
        values["session_id"] = session_id(unit, day, str(row.get("session_kind", "dinh_ky")))
    elif register == SESSION and row.get("planned_date"):
        record = session_id(unit, str(row["planned_date"]), str(row["kind"]))
    elif register in ("commitment", "dialogue_opinion") and not day:
        day = dialogues[str(row.get("dialogue_id") or row["source_uid"]).rpartition(":")[2]] or ""
    elif (exists_once := natural_id(registers.ALL[register], unit, values)) and register in _OF_OTHERS:
        record = exists_once
    if register == "reception_visit":
        _say_the_usual(unit, values)
    return Entry(register, record, day or FIRST_DAY, values, str(row.get("laptop", "A")), by=str(row.get("by", "")))


def _change(unit: str, row: Mapping[str, Any]) -> Entry:
    values = {name: resolved(unit, value) for name, value in row.items() if name not in {*_BESIDE, "register"}}
    return Entry(row["register"], record_id(unit, row["register"], row["key"]), row["at"], values, row.get("laptop", "A"), is_change=True)


def _own_day(row: Mapping[str, Any]) -> str | None:
    """Return the day that the record itself tells."""
    names = (
        "actual_date", "planned_date", "held_on", "evaluated_on", "decision_date", "registered_on", "made_on", "received_on", "date",
        "issued_on", "event_date", "date_to", "reviewed_on",
    )  # fmt: skip
    return next((str(row[name]) for name in names if row.get(name)), None)


def _say_the_usual(unit: str, values: Values) -> None:
    """One person comes for the first time, with a matter of the commune, and lives in his village, unless the row says otherwise."""
    title = units.unit(unit).title
    usual = {"people_count": 1, "rep_count": 1, "is_first": "lan_dau", "in_competence": True}
    usual["citizen_address"] = f"{values.get('village_id', '')}, {units.inside(title)}".strip(", ")
    values |= {name: value for name, value in usual.items() if name not in values}


def resolved(unit: str, value: object) -> object:
    """Return a value of a row with the id of the record that it names ("@dialogue:cha-ga")."""
    if isinstance(value, list):
        return [resolved(unit, one) for one in value]
    if isinstance(value, str) and value.startswith("@"):
        register, _, key = value[1:].partition(":")
        return record_id(unit, register, key)
    return value


def per_day(entries: tuple[Entry, ...], after: str, last: str, laptop: str) -> dict[str, list[Entry]]:
    """Return by day what one laptop writes after one day and up to another."""
    days: dict[str, list[Entry]] = {}
    for one in entries:
        if after < one.day <= last and one.laptop == laptop:
            days.setdefault(one.day, []).append(one)
    return days
