"""Sentences of a report with places for figures and for what records say; a clause in brackets stands only where there is something.

"Đã tổ chức {DV-02:3} hội nghị[ (<quán triệt {DV-02:3a}|tuyên truyền {DV-02:3b}>)][, có {DV-02:5} nữ//, không có nữ]": what stands in
[ ] is left out when one of its places has nothing ("ủy quyền 0 ngày" is no sentence); of a list < | > those items stay that have
something; what follows // is said instead. The words are a resource, so that an office's manner of writing can be mended without code.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from desktop.reports.document import Span

_PLACE: Final = re.compile(r"\{([^{}]+)\}")
_OPTION: Final = re.compile(r"\[([^\[\]]*)\]")
_LIST: Final = re.compile(r"<([^<>]*)>")
BETWEEN: Final = ", "
Part = str | Span
Shown = Callable[[str], Part]
There = Callable[[str], bool]


def places(template: str) -> list[str]:
    """Return the names of all places, in order."""
    return _PLACE.findall(template)


def leading(template: str) -> list[str]:
    """Return the places that stand outside brackets: without them there is no sentence."""
    return places(_OPTION.sub("", template))


def filled(template: str, shown: Shown, there: There) -> list[Part]:
    """Return the sentence.

    Args:
        template: Its words.
        shown: How a place stands on paper.
        there: Whether a place has something to say.
    """
    parts: list[Part] = []
    for number, piece in enumerate(_OPTION.split(template)):
        parts += _option(piece, shown, there) if number % 2 else _run(piece, shown)
    return parts


def _run(text: str, shown: Shown) -> list[Part]:
    pieces = _PLACE.split(text)
    return [shown(piece) if number % 2 else piece for number, piece in enumerate(pieces) if piece]


def _option(text: str, shown: Shown, there: There) -> list[Part]:
    wanted, _, instead = text.partition("//")
    found = _LIST.search(wanted)
    around = _LIST.sub("", wanted)
    items = [item for item in found[1].split("|") if all(map(there, places(item)))] if found else []
    if not all(map(there, places(around))) or (found and not items):
        return _run(instead, shown)
    if not found:
        return _run(wanted, shown)
    return [*_run(wanted[: found.start()], shown), *_joined(items, shown), *_run(wanted[found.end() :], shown)]


def _joined(items: Sequence[str], shown: Shown) -> list[Part]:
    parts: list[Part] = []
    for number, item in enumerate(items):
        parts += [*([BETWEEN] if number else []), *_run(item, shown)]
    return parts
