"""Which visits a column of 01/TCD speaks of: its block by session, and the crowds inside the totals.

Dossier §7.4; from how many people with one matter a group is "đông người" a rule says (Luật Tiếp công dân 42/2013/QH13, điều 29),
and each visit by it.
"""

from collections.abc import Mapping
from typing import Final

from db.query import Is, Query
from desktop.measures.model import Ground, matching, parent_counts

CROWD: Final = "dong_nguoi"
BLOCKS: Final[Mapping[str, Mapping[str, object]]] = {
    "": {},
    "thuong_xuyen": {"session_id.kind": "thuong_xuyen"},
    "thu_truong": {"session_id.kind": ("dinh_ky", "dot_xuat"), "session_id.actor": "thu_truong"},
    "uy_quyen": {"session_id.kind": ("dinh_ky", "dot_xuat"), "session_id.actor": "uy_quyen"},
}


def visits_of(ground: Ground, block: str, *, crowd: bool, is_first: str | None = None) -> Query:
    """Return the visits of the period in one block ("" = all), only those of crowds if asked."""
    where = (*ground.in_period(), *parent_counts("session_id"), *matching(BLOCKS[block]), *matching({"is_first": is_first}))
    return Query("reception_visit", (*where, Is("group_type", "=", CROWD)) if crowd else where)
