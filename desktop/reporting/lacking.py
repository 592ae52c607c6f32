"""What targets still miss, said in few lines: weeks of one kind stand in one, everything else by its own sentence."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.language.numbers import two_digits

_WEEK: Final = re.compile(r"tuần (\S+) (.+)")


def in_short(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what items of targets (as the contract's answer has them) and their parts lack, each sentence once.

    "tuần 18–24/12 chưa ghi …" of several weeks becomes "còn 03 tuần chưa ghi … (18–24/12, …)".
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
    return [*others, *(f"còn {two_digits(len(days))} tuần {what} ({', '.join(days)})" for what, days in weeks.items())]
