"""Đơn nhận qua tiếp công dân: visits with a complaint, denunciation, petition or reflection; asking for a procedure is none.

02/TCD, Thông tư 02/2021/TT-TTCP. Visits with one key are one case of their unit, as in 01/TCD.
"""

from collections.abc import Mapping
from typing import Any, Final

from db.query import Is, Query
from desktop.measures.model import Counting, Ground, Measure, Tally, by_case, matching, parent_counts

LETTERS: Final = ("khieu_nai", "to_cao", "kien_nghi", "phan_anh")


def reception_letters(ground: Ground, *, where: Mapping[str, Any] | None = None, cases: bool = False) -> Counting:
    """Count the visits of the period that say this much, or their cases."""
    kinds = Is("subject_kind", "in", LETTERS)
    query = Query("reception_visit", (*ground.in_period(), *parent_counts("session_id"), kinds, *matching(where or {})))
    return by_case(query) if cases else [Tally(query)]


MEASURE = Measure("reception_letters", register="reception_visit", work=reception_letters)
