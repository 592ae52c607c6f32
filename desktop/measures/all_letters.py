"""Đơn of both books together: petitions and denunciations at a stage (01/XLD); one not split by its matters is among them."""

from collections.abc import Mapping
from typing import Any

from desktop.measures.letters import DENUNCIATION, NOT_OF_THE_PERIOD, PETITION, counted, letters_of
from desktop.measures.model import Counting, Ground, Measure

Said = Mapping[str, Any]


def all_letters(
    ground: Ground,
    *,
    stage: str,
    where: Said | None = None,
    petition: Said | None = None,
    denunciation: Said | None = None,
    cases: bool = False,
) -> Counting:
    """Count letters or cases at a stage.

    Args:
        ground: Period and units.
        stage: One of `letters.STAGES`.
        where: What letters of both books say.
        petition: What those of R07 say besides, in their own codes.
        denunciation: What those of R08 say besides.
        cases: Count cases.
    """
    said = {PETITION: petition, DENUNCIATION: denunciation}
    queries = [letters_of(book, stage, ground.span, {**(where or {}), **(more or {})}) for book, more in said.items()]
    return [one for query in queries for one in counted(query, cases=cases)]


MEASURE = Measure("all_letters", register=PETITION, work=all_letters, also=(DENUNCIATION,), stages=NOT_OF_THE_PERIOD)
