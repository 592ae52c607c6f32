"""Officials in charge of democracy at the grassroots who were trained in its law: target CT4, A ∩ T (DV-03)."""

from desktop.measures.model import Counting, Ground, Measure, Worked
from desktop.measures.targets import judged, part


def trained(ground: Ground) -> Counting:
    """Count the officials in charge who were present at a class on the law."""
    found = {unit: part(items, "CT4") for unit, items in judged(ground).items()}
    return Worked({unit: item.numerator or 0 for unit, item in found.items()}, {unit: item.ids for unit, item in found.items()})


MEASURE = Measure("trained", register="training_attendance", work=trained, also=("assignment",), additive=False)
