"""A value that can be chosen: what is kept, what is read, and a quieter word beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.language.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `value` is kept, `label` is read, `detail` tells equal labels apart."""

    value: str
    label: str
    detail: str = ""


def matching(options: Sequence[Option], typed: str, most: int = 50) -> list[Option]:
    """The options in which every typed word begins some word, marks and case aside; those that begin so first."""
    wanted = fold(typed)
    if not wanted:
        return list(options[:most])
    first, rest = [], []
    for option in options:
        have = fold(f"{option.label} {option.detail} {option.value}")
        if have.startswith(wanted):
            first.append(option)
        elif all(any(part.startswith(word) for part in have.split()) for word in wanted.split()):
            rest.append(option)
    return (first + rest)[:most]


def named(options: Sequence[Option], typed: str) -> Option | None:
    """The only option whose label is `typed`, marks and case aside; with marks when that decides."""
    exact = [option for option in options if option.label == typed]
    if len(exact) == 1:
        return exact[0]
    alike = [option for option in options if fold(option.label) == fold(typed)]
    return alike[0] if len(alike) == 1 else None
