"""The stations that this one knows: who may write and send, who waits for a comparison of words, who was revoked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop import trusting
from desktop.actions import duties, root_word, succession
from desktop.office import Office
from desktop.packages import enrolment, stick
from desktop.packages.trust import TrustState

_ORDER: Final = {"unconfirmed": 0, "active": 1, "revoked": 2, "retired": 3, "unknown": 4}


@dataclass(frozen=True, slots=True)
class KnownStation:
    """One station. `state`: active, unconfirmed (own unit, words not compared here), revoked, retired, unknown."""

    station: str
    unit: str
    unit_title: str
    series: str
    rights: tuple[str, ...]
    state: str
    since: str
    is_me: bool
    may_revoke: bool
    needs_root: bool
    may_retire: bool


def listing(office: Office) -> list[KnownStation]:
    """Return every station that is known here, the own unit first, then by unit and letters."""
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    waiting = {one.subject.station for one in trust.unconfirmed(office.identity.station)}
    found = [_known(office, trust, station, station in waiting) for station in trust.stations()]
    kept = [one for one in found if one is not None]
    return sorted(kept, key=lambda one: (one.unit != office.identity.unit, _ORDER.get(one.state, 9), one.unit, one.series))


def _known(office: Office, trust: TrustState, station: str, unconfirmed: bool) -> KnownStation | None:
    standing, me = trust.standing(station), office.identity.station
    subject, certificate = standing.subject, standing.certificate
    if subject is None:
        return None
    state = "unconfirmed" if unconfirmed and standing.state == "active" else standing.state
    rights = certificate.rights if certificate else ()
    ends = state in ("active", "unconfirmed") and station != me
    series, since = (certificate.series, certificate.at) if certificate else ("", "")
    may_revoke = ends and (trust.may_revoke(me, station) or ("admit" in rights and root_word.state(office, trust) == "used"))
    title = office.directory.unit(subject.unit).title
    may_retire = ends and trust.may(me, "admit", subject.unit)
    return KnownStation(
        station, subject.unit, title, series, rights, state, since, station == me, may_revoke, "admit" in rights, may_retire
    )


def may_admit(office: Office) -> bool:
    """Whether this station may certify others at all, and who is signed in may do it."""
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    return trust.may(office.identity.station, "admit", office.identity.unit) and not duties.refusal(office, "stations")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks to be certified; `named` by our own list of units, `known` when this station was certified before.

    `needs_root`: nobody here stands above its unit, which goes on with the books of one that somebody here does.
    `waits_for_key`: other laptops count as holding its unit's sealing key and would have to hand it over.
    """

    station: str
    unit: str
    named: str
    known: bool
    needs_root: bool
    waits_for_key: bool


def look_at_request(office: Office, file: Path) -> Asked:
    """Read who asks, changing nothing.

    Raises:
        Problem: not_a_package, damaged, forged, unknown_unit, and what reading says.
    """
    _, asked = enrolment.read_request(stick.read(file))
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    known = trust.standing(asked.station).certificate is not None
    above = trust.may(office.identity.station, "admit", asked.unit)
    by_root = not above and root_word.state(office, trust) == "used" and succession.is_heir(office, trust, asked.unit)
    others = asked.unit != office.identity.unit and bool(trust.active_stations(asked.unit)) and not trust.keyless(asked.unit)
    waits = others and not any(asked.station in key.holders for key in trust.current_keys(asked.unit))
    return Asked(asked.station, asked.unit, office.directory.unit(asked.unit).named, known, by_root, waits)
