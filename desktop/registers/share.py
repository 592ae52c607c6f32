"""What part of a whole must agree, as a legal parameter writes it: "2/3" is reached, ">50%" is passed."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_WRITTEN: Final = re.compile(r"(>?)(?:([1-9][0-9]?)/([1-9][0-9]?)|([1-9][0-9]?|100)%)")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; `above`: being equal to it is not enough."""

    part: Fraction
    above: bool

    def is_reached(self, part: int, whole: int) -> bool:
        """Say whether so many of a whole are enough."""
        return part > whole * self.part if self.above else part >= whole * self.part


def share_of(text: str) -> Share | None:
    """Read "2/3", ">50%"; None for what is no part of a whole."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    above, upper, lower, percent = found.groups()
    part = Fraction(int(percent), 100) if percent else Fraction(int(upper), int(lower))
    return Share(part, bool(above)) if part <= 1 else None
