"""Số liệu CCHC typed for periods: those of the period itself, or of the shorter ones that lie in it (DV-14; dossier R19a)."""

from collections.abc import Sequence

from db.query import Query
from desktop.measures.model import Counting, Ground, Measure
from desktop.measures.told_periods import summed, told_in

NUMBERS = ("dossiers_in", "dossiers_done", "on_time", "early", "online_in", "survey_out", "survey_back", "satisfied")


def admin_figures(ground: Ground, *, fields: Sequence[str]) -> Counting:
    """Add up these fields, of `NUMBERS`."""
    return summed(ground.once("admin_figures", lambda here: told_in(here, Query("admin_stat"), NUMBERS)), fields)


MEASURE = Measure("admin_figures", register="admin_stat", work=admin_figures)
