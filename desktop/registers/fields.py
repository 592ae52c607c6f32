"""What one column of a register is: its words, its type, who may read it and how far it travels.

Laws kept here: a value of class S2 or S3 never goes up (Nghị định 13/2023/NĐ-CP; Luật Bảo vệ dữ liệu cá nhân
91/2025/QH15), class X has no column at all, and a field that can be erased never shares a line with one that cannot.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

Row = Mapping[str, object]
Condition = Callable[[Row], bool]
Audience = Literal["up", "home"]
Group = Literal["kept", "person", "case"]

TODAY: Final = "\x00today"
"""Default of a date field: the day of entry."""
LAST: Final = "\x00last"
"""Default "as last time": the value of the newest record of the same user."""

REGISTERS: Final[Mapping[str, str]] = MappingProxyType({})
"""Options of a choice that names a register: filled in with those that a period asks a declaration for."""


class Kind(StrEnum):
    """The types that a form, a table column and a JSON Schema know how to show."""

    TEXT = "text"
    LONGTEXT = "longtext"
    COUNT = "count"
    DECIMAL = "decimal"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    REF = "ref"
    REFS = "refs"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column. `required_when` and `asked_when` see the row as it stands in the form.

    `asked_when` says when the field may be given at all: elsewhere it is closed in the form and refused below it.
    `stamped_by`: an `auto` field that is no consequence of the others but what the program found when the record was saved; it is
    kept as it was then, and found anew when one of these fields changes.
    `person`: the name of a person, which stands in lists by its last word (Vietnamese order).
    `lasting`: others go by the value, so that it stays as it was first saved.
    `copied`: a record made as a copy of another takes the value over; what the other came to is not.
    `grouped`: a number is shown with dots between its thousands; a year is not.
    A free text whose class nobody declared stays in its unit; other kinds are plain work (S0) unless they say otherwise.
    """

    name: str
    label: str
    kind: Kind
    sensitivity: int | None = None
    required: bool = False
    required_when: Condition | None = None
    asked_when: Condition | None = None
    closed_hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    suggests: str = ""
    unit_label: str = ""
    hint: str = ""
    default: object = None
    minimum: int | None = 0
    grouped: bool = True
    max_length: int = 0
    auto: bool = False
    stamped_by: tuple[str, ...] = ()
    lasting: bool = False
    copied: bool = True
    person: bool = False
    home_only: bool = False
    erase_group: Group | None = None
    section: str = ""
    width: Literal["full", "half", "third"] = "half"
    renamed_from: tuple[str, ...] = ()

    @property
    def group(self) -> Group:
        """The erasure group that the field's values share a line with."""
        if self.erase_group:
            return self.erase_group
        return {2: "person", 3: "case"}.get(self.sensitivity_class, "kept")  # type: ignore[return-value]

    @property
    def private(self) -> bool:
        """Personal or case content (S2, S3): read by few roles, searched apart, never sent up."""
        return self.sensitivity_class >= 2

    @property
    def sensitivity_class(self) -> int:
        """The class of sensitivity, 0 to 3: of a text without one, internal work."""
        return int(self.is_text) if self.sensitivity is None else self.sensitivity

    @property
    def stays_home(self) -> bool:
        """Never leaves the stations of its unit: names and content, what is declared so, and free text without a class."""
        return self.private or self.home_only or (self.is_text and self.sensitivity is None)

    @property
    def is_text(self) -> bool:
        """Searched as words."""
        return self.kind in (Kind.TEXT, Kind.LONGTEXT)

    @property
    def many(self) -> bool:
        """Holds a list of values."""
        return self.kind in (Kind.CHOICES, Kind.REFS)

    def is_required(self, row: Row) -> bool:
        """Whether the field has to be filled in, given the rest of the row."""
        return self.is_asked(row) and (self.required or bool(self.required_when and self.required_when(row)))

    def is_asked(self, row: Row) -> bool:
        """Whether the field may hold a value, given the rest of the row."""
        return self.asked_when is None or self.asked_when(row)


def _field(kind: Kind, name: str, label: str, **more: object) -> Field:
    return Field(name=name, label=label, kind=kind, **more)  # type: ignore[arg-type]


def text(name: str, label: str, **more: object) -> Field:
    """One line of text, at most 200 characters unless `max_length` says otherwise."""
    return _field(Kind.TEXT, name, label, **{"max_length": 200, **more})


def longtext(name: str, label: str, **more: object) -> Field:
    """Several lines of text, at most 1,000 characters unless `max_length` says otherwise."""
    return _field(Kind.LONGTEXT, name, label, **{"max_length": 1000, "width": "full", **more})


def period(name: str, label: str, **more: object) -> Field:
    """A reporting period by its code, "2024-Q1": the same for a unit and its superiors, whoever opened it."""
    return text(name, label, **{"sensitivity": 0, "max_length": 40, "suggests": "report_period", "hint": "ví dụ 2024-Q1", **more})


def count(name: str, label: str, **more: object) -> Field:
    """A whole number ≥ 0 (persons, households, đồng, m²): never a float."""
    return _field(Kind.COUNT, name, label, **more)


def year(name: str, label: str, **more: object) -> Field:
    """A year, shown as "2024" and not as "2.024"."""
    return _field(Kind.COUNT, name, label, **{"minimum": 1990, "grouped": False, **more})


def decimal(name: str, label: str, **more: object) -> Field:
    """A decimal number kept as a string."""
    return _field(Kind.DECIMAL, name, label, **more)


def date(name: str, label: str, **more: object) -> Field:
    """A day, ISO inside, dd/MM/yyyy outside."""
    return _field(Kind.DATE, name, label, **more)


def flag(name: str, label: str, **more: object) -> Field:
    """Yes or no."""
    return _field(Kind.FLAG, name, label, **more)


def choice(name: str, label: str, options: Mapping[str, str], **more: object) -> Field:
    """One of a closed list: code → Vietnamese label."""
    return _field(Kind.CHOICE, name, label, options=options, **more)


def choices(name: str, label: str, options: Mapping[str, str], **more: object) -> Field:
    """Several of a closed list."""
    return _field(Kind.CHOICES, name, label, options=options, **more)


def ref(name: str, label: str, to: str | tuple[str, ...], **more: object) -> Field:
    """A record of another register (or of one of several)."""
    return _field(Kind.REF, name, label, to=(to,) if isinstance(to, str) else to, **more)


def refs(name: str, label: str, to: str | tuple[str, ...], **more: object) -> Field:
    """Several records of another register."""
    return _field(Kind.REFS, name, label, to=(to,) if isinstance(to, str) else to, **more)


def structure(name: str, label: str, **more: object) -> Field:
    """A JSON object that the program itself writes (snapshots, decisions): never typed by a person."""
    return _field(Kind.OBJECT, name, label, **more)
