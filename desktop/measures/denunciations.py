"""Tố cáo at a stage: how many, or what they add up to (03/XLD, 03–04/KQGQ; dossier R08). One figure of the book is one case."""

from collections.abc import Mapping
from typing import Any

from desktop.measures.letters import DENUNCIATION, NOT_OF_THE_PERIOD, letters_of
from desktop.measures.model import Counting, Ground, Measure, tallied


def denunciations(ground: Ground, *, stage: str, where: Mapping[str, Any] | None = None, total: str | None = None) -> Counting:
    """Count the denunciations at a stage (`letters.STAGES`), or add up their field `total`."""
    return [tallied(letters_of(DENUNCIATION, stage, ground.span, where), total)]


MEASURE = Measure("denunciations", register=DENUNCIATION, work=denunciations, stages=NOT_OF_THE_PERIOD)
