"""What targets still miss, said in few lines: what is said of several of one noun stands in one, everything else by its own sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.language.numbers import two_digits

Entry = Mapping[str, Any]
_NAMED: Final = 2


def in_short(items: Sequence[Mapping[str, Any]], *, names_first: bool = False) -> list[str]:
    """Return what items of targets (as the contract's answer has them) and their parts lack, each thing once.

    "tuần 18–24/12 chưa ghi …" of several weeks becomes "còn 03 tuần chưa ghi … (18–24/12, …)", on paper; where the lines
    are short, `names_first`: "tuần 18–24/12, 25–31/12 và 01 tuần khác chưa ghi …".
    """
    alike: dict[tuple[str, str], list[str]] = {}
    others: list[str] = []
    for one in _entries(items):
        if one["noun"]:
            alike.setdefault((one["noun"], one["what"]), []).append(one["name"])
        else:
            others.append(one["text"])
    say = _names_first if names_first else _names_last
    return [*others, *(say(noun, what, names) for (noun, what), names in alike.items())]


def _names_last(noun: str, what: str, names: Sequence[str]) -> str:
    return f"còn {two_digits(len(names))} {noun} {what} ({', '.join(names)})"


def _names_first(noun: str, what: str, names: Sequence[str]) -> str:
    more = f" và {two_digits(len(names) - _NAMED)} {noun} khác" if len(names) > _NAMED else ""
    return f"{noun} {', '.join(names[:_NAMED])}{more} {what}"


def _entries(items: Sequence[Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield each thing once."""
    seen = {one["text"]: one for item in items for part in (item, *item["parts"]) for one in part["missing"]}
    yield from seen.values()


def by_units(units: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> list[str]:
    """Return what several units, given as (name, items), lack: each thing once, with the units that lack it.

    "chưa ban hành kế hoạch …: 02/13 đơn vị (xã A, xã B)", or where most do "(trừ xã C)"; of weeks and documents with how many:
    "tuần chưa ghi …: 01/13 đơn vị (xã A: 03)".
    """
    found: dict[str, dict[str, int]] = {}
    for name, items in units:
        for one in _entries(items):
            lacks = found.setdefault(f"{one['noun']} {one['what']}" if one["noun"] else one["text"], {})
            lacks[name] = lacks.get(name, 0) + (1 if one["noun"] else 0)
    every = [name for name, _ in units]
    return [f"{what}: {two_digits(len(lacks))}/{two_digits(len(every))} đơn vị{_who(lacks, every)}" for what, lacks in found.items()]


def _who(lacks: Mapping[str, int], every: Sequence[str]) -> str:
    """Name the units, or, where fewer do not lack it, those; nobody where all lack as much."""
    others = [name for name in every if name not in lacks]
    if len({*lacks.values()}) == 1 and len(others) < len(lacks):
        return f" (trừ {', '.join(others)})" if others else ""
    named = (f"{name}: {two_digits(number)}" if number else name for name, number in lacks.items())
    return f" ({', '.join(named)})"
