"""Whom a page of figures is about, and what stands above its rows: the period, one unit or all below, and who changed since the close.

The shapes are those of the command line's contract (20).
"""

from dataclasses import dataclass
from typing import Any, Final

from db.driver import Connection
from desktop import units
from desktop.actions.periods import changed_json
from desktop.errors import Problem
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.measures.targets import ALL as TARGETS
from desktop.office import Office
from desktop.reporting import frozen_items
from desktop.reporting.below import changed_below, changed_words
from desktop.reporting.consolidation import UnitAnswer
from desktop.reporting.indicators import settings as indicator_settings
from desktop.reporting.on_behalf import Source
from desktop.reporting.periods import Period, period_of, standing

NOT_CLOSED: Final = "chưa chốt"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """The units that get a row; `owner` is the one whose dates and rules stand in the heading."""

    units: tuple[str, ...]
    owner: str
    is_consolidated: bool


def scope_of(office: Office, connection: Connection, period_code: str, unit: str | None) -> Scope:
    """Return whom a page is about: on an upper desk its communes, then the agencies that are counted in the period, unless one is named.

    Raises:
        Problem: unknown_unit, for a unit that does not exist or does not report to this one; unknown_period.
    """
    own = office.identity.unit
    if unit is None and not office.identity.is_upper:
        return Scope((own,), own, False)
    if unit is None:
        period = period_of(office, connection, period_code, own)
        return Scope(tuple(one.key for one in office.directory.below(own, (period.first, period.last))), own, True)
    asked = office.directory.find(unit, office.identity.era)
    if own not in units.lineage(asked.key):
        raise Problem("unknown_unit", f"{asked.title} không thuộc đơn vị này nên không có số liệu ở đây. Chọn đơn vị khác.", where=unit)
    return Scope((asked.key,), asked.key, False)


def heading(office: Office, connection: Connection, scope: Scope, period: Period) -> Json:
    """Return the period and the scope; of a closed consolidated page, who below stands otherwise now, so that it is a draft again."""
    changed: tuple[str, ...] = ()
    if scope.is_consolidated:
        changed = changed_below(office, connection, standing(office, connection, scope.owner, period.code))
    return {
        "period": period.code,
        "from": period.first,
        "to": period.last,
        "scope": "consolidated" if scope.is_consolidated else "unit",
        "changed_below": changed_json(changed, changed_words(office, changed), office.identity.era),
    }


def row_head(office: Office, one: UnitAnswer[Any], *, source: Source | None = None) -> Json:
    """Return who a row is of and what it stands on; one that was typed for a unit is reported, and says by whom and how."""
    stands = one.standing
    return {
        "unit": units.shown_code(one.unit.key, office.identity.era),
        "name": one.unit.title,
        "state": stands.state,
        "reported": stands.reported or source is not None,
        "version": stands.version,
        "mark": NOT_CLOSED if stands.reported and not stands.is_frozen and source is None else None,
        "on_behalf": source.as_json() if source else None,
    }


def settings_json(office: Office, kind: str, span: Span, scope: Scope) -> Json:
    """Return by code how targets or indicators were counted: by the owner's rules, and where a unit has others, by which.

    A consolidated page shows the owner's law as it holds for the units below: a district's chairman receives citizens by another rule
    than those of its communes. `differs` names the units whose settings are others: {unit, name, …settings}.
    """
    law = office.law_of(scope.owner)
    usual = _settings(kind, span, law, scope.units[0] if scope.units else scope.owner)
    if not scope.is_consolidated:
        return usual
    others = [(office.directory.unit(key), _settings(kind, span, office.law_of(key), key)) for key in scope.units]
    era = office.identity.era
    return {
        code: {
            **used,
            "differs": [
                {"unit": units.shown_code(unit.key, era), "name": unit.title, **own[code]} for unit, own in others if own[code] != used
            ],
        }
        for code, used in usual.items()
    }


def _settings(kind: str, span: Span, law: Law, unit: str) -> Json:
    if kind == frozen_items.INDICATORS:
        return indicator_settings(span, law)
    return {one.code: dict(one.settings(span, law, unit)) for one in TARGETS.values()}
