"""The contents that a commune has to make public: the fourteen of the law, none where it declared that nothing came up (I24).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 11.
"""

from collections.abc import Mapping

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure, Missing, Worked
from desktop.measures.spoken import declared
from desktop.registers.codes import PUBLIC_ITEMS

BOOK = "publication"


def public_items(ground: Ground) -> Counting:
    """Count them."""
    silent, told = _silent(ground), _public(ground)
    return Worked({unit: 0 if unit in silent and not told.get(unit) else len(PUBLIC_ITEMS) for unit in ground.units})


def _silent(ground: Ground) -> set[str]:
    return {unit for (unit, code), state in declared(ground).items() if code == BOOK and state in ("khong", "khong_ap_dung")}


def _public(ground: Ground) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for unit, code in ground.reader.tally(ground.of_units(Query(BOOK, ground.in_period())), by=("_unit", "item_code")):
        found.setdefault(str(unit), set()).add(str(code))
    return found


def lacking(ground: Ground) -> Mapping[str, list[Missing]]:
    """Return, per unit, the contents that nothing was made public of in the period."""
    silent, told = _silent(ground), _public(ground)
    return {
        unit: [Missing(BOOK, None, f"chưa công khai {title}") for code, title in PUBLIC_ITEMS.items() if code not in told.get(unit, ())]
        for unit in ground.units
        if told.get(unit) or unit not in silent
    }


MEASURE = Measure("public_items", register=BOOK, work=public_items, lacking=lacking, additive=False)
