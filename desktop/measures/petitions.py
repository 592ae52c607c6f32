"""Đơn khiếu nại, kiến nghị, phản ánh at a stage: how many, how many cases, or what they add up to (XLD, KQGQ; dossier R07)."""

from collections.abc import Mapping
from typing import Any

from desktop.measures.letters import NOT_OF_THE_PERIOD, PETITION, counted, letters_of
from desktop.measures.model import Counting, Ground, Measure, tallied


def petitions(
    ground: Ground, *, stage: str, where: Mapping[str, Any] | None = None, cases: bool = False, total: str | None = None
) -> Counting:
    """Count the letters of R07 at a stage (`letters.STAGES`), or their cases, or add up their field `total`."""
    query = letters_of(PETITION, stage, ground.span, where)
    return [tallied(query, total)] if total else counted(query, cases=cases)


MEASURE = Measure("petitions", register=PETITION, work=petitions, stages=NOT_OF_THE_PERIOD)
