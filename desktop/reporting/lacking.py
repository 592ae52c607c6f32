"""What targets still miss, said in few lines: weeks, and documents, of one kind stand in one, everything else by its own sentence."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.language.numbers import two_digits

_ALIKE: Final = re.compile(r"(tuần|văn bản) ([^\s“]\S*|“[^”]+”) (.+)")
_NAMED: Final = 2


def in_short(items: Sequence[Mapping[str, Any]], *, names_first: bool = False) -> list[str]:
    """Return what items of targets (as the contract's answer has them) and their parts lack, each sentence once.

    "tuần 18–24/12 chưa ghi …" of several weeks becomes "còn 03 tuần chưa ghi … (18–24/12, …)", on paper; where the lines
    are short, `names_first`: "tuần 18–24/12, 25–31/12 và 01 tuần khác chưa ghi …".
    """
    texts = dict.fromkeys(
        one["text"] for item in items for one in (*item["missing"], *(m for part in item["parts"] for m in part["missing"]))
    )
    alike: dict[tuple[str, str], list[str]] = {}
    others: list[str] = []
    for text in texts:
        found = _ALIKE.fullmatch(text)
        if found:
            alike.setdefault((found[1], found[3]), []).append(found[2])
        else:
            others.append(text)
    say = _names_first if names_first else _names_last
    return [*others, *(say(noun, what, names) for (noun, what), names in alike.items())]


def _names_last(noun: str, what: str, names: Sequence[str]) -> str:
    return f"còn {two_digits(len(names))} {noun} {what} ({', '.join(names)})"


def _names_first(noun: str, what: str, names: Sequence[str]) -> str:
    more = f" và {two_digits(len(names) - _NAMED)} {noun} khác" if len(names) > _NAMED else ""
    return f"{noun} {', '.join(names[:_NAMED])}{more} {what}"
