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


# Who leads an agency and signs for it in his own right (item 7: no "TM." where one head decides); the office's title as it is printed.
_HEADS: Final = {
    "truong phong": "Trưởng phòng", "truong ban": "Trưởng ban", "tong giam doc": "Tổng Giám đốc", "giam doc": "Giám đốc",
    "chanh thanh tra": "Chánh Thanh tra", "chanh van phong": "Chánh Văn phòng", "tong bien tap": "Tổng Biên tập",
    "chi cuc truong": "Chi cục trưởng", "cuc truong": "Cục trưởng", "vien truong": "Viện trưởng", "hieu truong": "Hiệu trưởng",
    "thu truong": "Thủ trưởng",
}  # fmt: skip
_LEADS: Final = re.compile(rf"(?:(?P<deputy>pho )|(?P<acting>quyen |q\. ?))?(?P<title>{'|'.join(_HEADS)})\b.*")


def leads(position: str) -> tuple[Rank, str] | None:
    """Say as what somebody of this position signs for his agency, with the title of its head: ("deputy", "Giám đốc"); None: he does not."""
    found = _LEADS.fullmatch(" ".join(fold(position).split()))
    if found is None:
        return None
    rank: Rank = "deputy" if found["deputy"] else "acting" if found["acting"] else "head"
    return rank, _HEADS[found["title"]]


def rank_for(position: str, *, agency: bool) -> Rank | None:
    """Say as what somebody of this position signs for an agency, or else for the People's Committee."""
    if not agency:
        return rank_of(position)
    found = leads(position)
    return found[0] if found else None


def in_office(official: Mapping[str, object], day: str) -> bool:
    """Say whether an official holds his position on a day (ISO)."""
    first, last = official["active_from"], official["active_to"]
    return (not first or str(first) <= day) and (not last or day <= str(last))


def head_in_office(officials: Iterable[Mapping[str, object]], day: str, *, agency: bool = False) -> Mapping[str, object] | None:
    """Return the chairman (or an agency's head) in office on a day, or who acts as one; of several the one who came last."""
    heads = [one for one in officials if rank_for(str(one["position"] or ""), agency=agency) in ("head", "acting") and in_office(one, day)]
    return max(heads, key=lambda one: str(one["active_from"] or ""), default=None)
