"""How a register shows its records beyond their columns: the badge of a record, and the numbers below a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop.registers.fields import Row

BadgeKind = Literal["ok", "warn", "plain", "outline"]


@dataclass(frozen=True, slots=True)
class Badge:
    """What a record's badge says; `icon` "" takes the one of the kind."""

    kind: BadgeKind
    text: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Until:
    """A badge that says how long there still is until a day (ISO); working days where the law counts them so."""

    day: str
    working: bool = False


Standing = Callable[[Row, str], Badge | Until]
"""(values with `event_date`, today as ISO) → the badge of a record that is complete and in order."""


@dataclass(frozen=True, slots=True)
class Total:
    """One number below a list: records, the sum of a field, or its different values; one without a value stands for itself."""

    what: Literal["count", "sum", "distinct"]
    noun: str
    field: str = ""
