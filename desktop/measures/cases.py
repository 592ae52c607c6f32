"""Vụ việc: visits of one matter are one case; a visit without a key is a case of its own (01/TCD; dossier §7.4).

A key means a matter of its unit. A case that came for the first time and again is in both columns.
"""

from desktop.measures.model import Counting, Ground, Measure, by_case
from desktop.measures.reception import visits_of


def cases(ground: Ground, *, block: str = "", is_first: str | None = None, crowd: bool = False) -> Counting:
    """Count the cases of a block's visits, of those that came first (`lan_dau`) or again (`nhieu_lan`)."""
    return by_case(visits_of(ground, block, crowd=crowd, is_first=is_first))


MEASURE = Measure("cases", register="reception_visit", work=cases)
