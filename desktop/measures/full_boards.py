"""Ban Thanh tra nhân dân in office on the period's last day, and those with as many members as the law asks for (I27).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 36: a member for each village, five at least.
"""

from collections.abc import Mapping
from typing import Final, Literal

from db.query import Is, Query
from desktop.law.legal import rule_at
from desktop.law.unit_law import Law
from desktop.measures.model import Counting, Ground, Measure, Worked, holds_on
from desktop.measures.villages import villages_of

Row = Mapping[str, object]
RULE: Final = "ttnd_members_min"


def full_boards(ground: Ground, *, standing: Literal["all", "full", "short"] = "all") -> Counting:
    """Count the boards in office: all, those with enough members, or those with too few."""
    rows = ground.told(Query("board", (Is("kind", "=", "ttnd"),)), "members_n", "term_from", "term_to")
    boards = {unit: [row for row in own if holds_on(row, ground.span.to_date, "term_from", "term_to")] for unit, own in rows.items()}
    villages = {str(unit): int(number) for (unit,), number in ground.reader.tally(ground.of_units(villages_of(ground))).items()}
    found = {}
    for unit in ground.units:
        least = max(_least(ground, ground.law(unit)), villages.get(unit, 0))
        found[unit] = tuple(
            str(row["_id"]) for row in boards.get(unit, ()) if standing == "all" or (_members(row) >= least) == (standing == "full")
        )
    return Worked({unit: len(ids) for unit, ids in found.items()}, found)


def _least(ground: Ground, law: Law) -> int:
    rule = rule_at(law.rules, RULE, ground.span.to_date)
    return rule.number if rule else 0


def _members(row: Row) -> int:
    members = row["members_n"]
    return members if isinstance(members, int) else 0


MEASURE = Measure("full_boards", register="board", work=full_boards, additive=False)
