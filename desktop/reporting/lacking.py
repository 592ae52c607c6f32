"""What targets still miss, said in few lines: weeks of one kind stand in one, everything else by its own sentence."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.language.numbers import two_digits

_WEEK: Final = re.compile(r"tuần (\S+) (.+)")
_NAMED: Final = 2


def in_short(items: Sequence[Mapping[str, Any]], *, weeks_first: bool = False) -> list[str]:
    """Return what items of targets (as the contract's answer has them) and their parts lack, each sentence once.

    "tuần 18–24/12 chưa ghi …" of several weeks becomes "còn 03 tuần chưa ghi … (18–24/12, …)", on paper; where the lines
    are short, `weeks_first`: "tuần 18–24/12, 25–31/12 và 01 tuần khác chưa ghi …".
    """
    texts = dict.fromkeys(
        one["text"] for item in items for one in (*item["missing"], *(m for part in item["parts"] for m in part["missing"]))
    )
    weeks: dict[str, list[str]] = {}
    others: list[str] = []
    for text in texts:
        found = _WEEK.fullmatch(text)
        if found:
            weeks.setdefault(found[2], []).append(found[1])
        else:
            others.append(text)
    say = _weeks_first if weeks_first else _weeks_last
    return [*others, *(say(what, days) for what, days in weeks.items())]


def _weeks_last(what: str, days: Sequence[str]) -> str:
    return f"còn {two_digits(len(days))} tuần {what} ({', '.join(days)})"


def _weeks_first(what: str, days: Sequence[str]) -> str:
    more = f" và {two_digits(len(days) - _NAMED)} tuần khác" if len(days) > _NAMED else ""
    return f"tuần {', '.join(days[:_NAMED])}{more} {what}"
