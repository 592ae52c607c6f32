"""The outline of a written report is a data file: its parts, the sentences in each, and the books whose records are named.

There is no condition but one: what did not happen is not said, and what nobody entered is said to be missing (sentences.py).
What a sentence cannot say – a table, a judgement – is a block, a small function with a name (blocks.py).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, Literal

import resources
from desktop.reports.document import Level

FOLDER: Final = "reports"
LEVELS: Final = {"section": Level.SECTION, "clause": Level.CLAUSE, "point": Level.POINT}
When = Literal["period", "year", "until", "next"]


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Records that a report names: those of a register whose `day` lies in a time, each as `line` says it.

    when: the period; the year so far; any day up to the period's last; or the time of the same length after it.
    columns: field → heading, where the records stand in a table.
    """

    register: str
    line: str
    when: When = "period"
    day: str = "_date"
    where: Mapping[str, Any] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `about` names what it tells, for "không phát sinh …" and "chưa nhập số liệu …"; without it silence says that.

    `none` is said in its stead where its leading figure – the one named by `by`, or the first outside brackets – is 0, or no record is
    there to be named. `consolidated` keeps it for one sort of report.
    """

    text: str
    about: str = ""
    none: str = ""
    by: str = ""
    names: Listed | None = None
    consolidated: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: what the function named `block` makes, then the sentences; `none` where that is nothing."""

    level: Level
    title: str
    says: tuple[Sentence, ...] = ()
    block: str = ""
    none: str = ""
    consolidated: bool | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """One kind of report. `subject` is what it reports, inside a sentence; `short` how the window calls it; `forms` are its annexes.

    `basis` is on what grounds it is made; `to` are its readers, the Committee above where none are named: both with {year}, {named}.
    `warns`: its annexes are another authority's forms, whose doubts a person reads before the first print.
    """

    kind: str
    short: str
    subject: str
    basis: str
    to: tuple[str, ...]
    warns: bool
    forms: tuple[str, ...]
    parts: tuple[Section, ...]

    @property
    def listed(self) -> tuple[Listed, ...]:
        """All records that it names."""
        return tuple(one.names for part in self.parts for one in part.says if one.names)


def _listed(raw: Mapping[str, Any]) -> Listed:
    return Listed(**{**raw, "line": raw.get("line", ""), "filled": tuple(raw.get("filled", ()))})


def _sentence(raw: Mapping[str, Any]) -> Sentence:
    return Sentence(**{**raw, "names": _listed(raw["names"]) if "names" in raw else None})


def _section(raw: Mapping[str, Any], known: Mapping[str, Section]) -> Section:
    level, title = LEVELS[raw["level"]], raw["title"]
    if "like" in raw:
        return replace(known[raw["like"]], level=level, title=title)
    says = tuple(map(_sentence, raw.get("say", ())))
    return Section(level, title, says, raw.get("block", ""), raw.get("none", ""), raw.get("consolidated"))


def read_outline(text: str, known: Mapping[str, Section]) -> Outline:
    """Read one outline. What says the same as a part of another one (`like`) takes it from those `known` by their titles.

    Raises:
        KeyError, TypeError: something is left out, or not known.
    """
    raw = tomllib.loads(text)
    return Outline(
        raw["kind"], raw["short"], raw["subject"], raw["basis"], tuple(raw.get("to", ())), raw.get("warns", False), tuple(raw["forms"]),
        tuple(_section(part, known) for part in raw["part"]),
    )  # fmt: skip


@cache
def all_outlines() -> Mapping[str, Outline]:
    """Return the outlines that come with the program, by kind, in the order in which they are offered."""
    found: list[Outline] = []
    for path in sorted(resources.path(FOLDER).glob("*.toml")):
        known = {part.title: part for one in reversed(found) for part in one.parts}
        found.append(read_outline(path.read_text(encoding="utf-8"), known))
    return {one.kind: one for one in found}
