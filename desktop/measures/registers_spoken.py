"""Sổ phải ghi trong kỳ, and those of them that have records or a declaration (I35, DV-15; dossier §7.3, rule 4).

A register that a unit declared "không áp dụng" is none of those that it has to keep. Registers whose rows stay at home speak
too, so above the unit's own number at its closing stands.
"""

from collections.abc import Mapping
from typing import Final

from desktop import registers, units
from desktop.measures.model import Counting, Ground, Measure, Missing, Worked
from desktop.measures.spoken import declared, having

NOT_CONCERNED: Final = "khong_ap_dung"
_KEPT: Final = tuple(one for one in registers.ALL.values() if registers.is_declared(one))


def registers_spoken(ground: Ground, *, spoken: bool = False) -> Counting:
    """Count the registers that a unit has to keep, or those of them that have spoken for the period."""
    found = ground.once("registers spoken", _spoken)
    return Worked({unit: sum(states.values()) if spoken else len(states) for unit, states in found.items()}, certain=True)


def _spoken(ground: Ground) -> dict[str, Mapping[str, bool]]:
    """Return, per unit, register → whether it has spoken; those that do not concern the unit are left out."""
    said, happened = declared(ground), {(unit, one.code) for one in _KEPT for unit in having(ground, one.code)}
    found: dict[str, Mapping[str, bool]] = {}
    for unit in ground.units:
        agency = units.unit(unit).is_agency
        kept = [one.code for one in _KEPT if not (agency and one.communal)]
        found[unit] = {
            code: (unit, code) in happened or (unit, code) in said
            for code in kept
            if (unit, code) in happened or said.get((unit, code)) != NOT_CONCERNED
        }
    return found


def lacking(ground: Ground) -> Mapping[str, list[Missing]]:
    """Return, per unit, the registers that have not spoken."""
    return {
        unit: [Missing(code, None, "chưa ghi, chưa khai", "sổ", registers.ALL[code].title) for code, spoke in states.items() if not spoke]
        for unit, states in ground.once("registers spoken", _spoken).items()
    }


MEASURE = Measure(
    "registers_spoken",
    register="period_declaration",
    work=registers_spoken,
    lacking=lacking,
    additive=False,
    cumulates=False,
    also=tuple(one.code for one in _KEPT if one.upward != "rows"),
)
