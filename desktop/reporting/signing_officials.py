"""Who may stand under a report: the chairman of the People's Committee, who acts as one, or a vice chairman for him.

Decree 30/2020/NĐ-CP, article 13 and Appendix I, part II, item 7: the head signs "TM.", whoever was given the head's powers
"Q." before the head's title, a deputy – also one in charge – "KT. CHỦ TỊCH"; nobody else signs for the Committee. What counts
is the office held on the day of signing (item 4: a paper bears that day), and figures are signed by closing them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from desktop.language.vietnamese import fold

Rank = Literal["head", "acting", "deputy"]
# An office in the Party is often named before the one in the Committee. Chairmen of other bodies (HĐND, Mặt trận, a union)
# sign for those.
_SIGNS: Final = re.compile(
    r"(?:(?:(?:pho )?bi thu|uy vien|uv|dang uy vien)\b[^,;/–-]*?(?:\s*[,;/–-]\s*|\s+kiem\s+))*"
    r"(?:(?P<deputy>pho )|(?P<acting>quyen |q\. ?))?chu tich(?: (?:thuong truc|phu trach|dieu hanh))?"
    r"(?:[ ,]+(?:ubnd|uy ban nhan dan|xa|phuong|thi tran|huyen|thanh pho|tinh)\b.*)?"
)


def rank_of(position: str) -> Rank | None:
    """Say as what somebody of this position signs for the People's Committee; None: he does not."""
    found = _SIGNS.fullmatch(" ".join(fold(position).split()))
    if found is None:
        return None
    return "deputy" if found["deputy"] else "acting" if found["acting"] else "head"


def in_office(official: Mapping[str, object], day: str) -> bool:
    """Say whether an official holds his position on a day (ISO)."""
    first, last = official["active_from"], official["active_to"]
    return (not first or str(first) <= day) and (not last or day <= str(last))


def head_in_office(officials: Iterable[Mapping[str, object]], day: str) -> Mapping[str, object] | None:
    """Return the chairman in office on a day, or who acts as one; of several the one who came last."""
    heads = [one for one in officials if rank_of(str(one["position"] or "")) in ("head", "acting") and in_office(one, day)]
    return max(heads, key=lambda one: str(one["active_from"] or ""), default=None)
