"""A merger of units: the new unit goes on with the old one's books, and whoever stands above it above the old one.

A succession is a signed fact that cannot be taken back. It comes from a station that may admit to both units; where two eras
meet, nobody stands above both, and the root's own word is needed.
"""

from dataclasses import dataclass
from typing import Any

from db.driver import Connection
from desktop import trusting, units
from desktop.actions import backup, duties, people, root_word
from desktop.actions.root_word import RootState
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed
from desktop.keys.secrets_kept import Secrets
from desktop.language.dates import parse_date
from desktop.office import Office
from desktop.packages import enrolment
from desktop.packages.statements import Succession
from desktop.packages.trust import TrustState


@dataclass(frozen=True, slots=True)
class Merger:
    """One unit that went into another; `first` is the day (ISO) from which it is said to."""

    old: str
    new: str
    first: str

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"old": units.shown_code(self.old, era), "new": units.shown_code(self.new, era), "from": self.first}


@dataclass(frozen=True, slots=True)
class MergerDesk:
    """What a person may do about mergers and roots on this laptop.

    Attributes:
        mergers: Those that are known.
        heirs: Units that the own one went into.
        why_not: Why the person signs none; "" if he may.
        root: What the root file here is.
        rivals: Between how many new roots the old one leaves the choice; 0 when nothing contradicts.
    """

    mergers: tuple[Merger, ...]
    heirs: tuple[str, ...]
    why_not: str
    root: RootState
    rivals: int


def desk(office: Office) -> MergerDesk:
    """Return what is known of mergers, and what may be done about them here."""
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    heirs = tuple(sorted(trust.reach.successors(office.identity.unit)))
    own, upper = office.identity, office.identity.is_upper or office.paths.root.exists()
    why_not = duties.refusal(office, "stations") or ("" if upper and own.enrolled else "Sáp nhập do cấp trên ghi.")
    return MergerDesk(
        tuple(listing(office)), heirs, why_not, root_word.state(office, trust), len({one.root for one in trust.roots.disputed})
    )


def needs_root(office: Office, old: str, new: str) -> bool:
    """Whether the own word does not reach over both units (keys), so that the root has to sign."""
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    return not trust.may_succeed(office.identity.station, old, new)


def listing(office: Office) -> list[Merger]:
    """Return the mergers that are known here and count, by date and units."""
    with office.reading() as connection:
        dates = trusting.trust_of(office, connection).reach.dates
    return sorted((Merger(old, new, first) for (old, new), first in dates.items()), key=lambda one: (one.first, one.new, one.old))


def succeed(office: Office, old: str, new: str, first: str, password: str | None = None) -> Merger:
    """Sign that one unit goes on with another one's books from a day on. Cannot be undone.

    Args:
        office: The opened office.
        old: The unit that ends, as a person names it: bare code of the own era, or with its era ("2024:03433").
        new: The unit that goes on.
        first: The day, for people and figures.
        password: Of the root file, where the own word is not enough.

    Raises:
        Problem: unknown_unit, invalid_value, fork; not_allowed, wrong_password.
    """
    duties.require(office, "stations")
    office.refuse_copy()
    ends, goes_on = (office.directory.find(one, office.identity.era) for one in (old, new))
    day = parse_date(first, "--from").isoformat()
    if ends.key == goes_on.key:
        raise Problem("invalid_value", "Đơn vị cũ và đơn vị mới là một. Chọn lại đơn vị mới.", where="NEW")
    with office.writing() as connection:
        trust = trusting.trust_of(office, connection)
        if trust.reach.goes_down(ends.key, goes_on.key):
            lower = f"{goes_on.title} ở dưới {ends.named}: đơn vị không nhập vào đơn vị cấp dưới của mình. Chọn lại đơn vị mới."
            raise Problem("invalid_value", lower, where="NEW")
        if ends.key in trust.reach.predecessors(goes_on.key):
            raise Problem("invalid_value", f"Đã ghi {ends.named} nhập vào {goes_on.named} từ trước.", where="OLD")
        if goes_on.key in trust.reach.predecessors(ends.key):
            raise Problem("invalid_value", f"{goes_on.title} đã nhập vào {ends.named}; không ghi ngược lại được.", where="NEW")
        fact = Succession(old=ends.key, new=goes_on.key, from_=day, at=office.clock.now().isoformat())
        if trust.may_succeed(office.identity.station, ends.key, goes_on.key) and office.identity.station not in trust.cuts:
            trusting.write_facts(office, connection, [fact.signed(Secrets.load(connection).keys.signing)])
        else:
            root_word.sign(office, connection, password, lambda root: root.sign(fact))
        facts_changed(office, connection)
        people.note_event(office, connection, "sap_nhap", f"{ends.key} → {goes_on.key}")
    backup.after_exchange(office, erased=False)
    return Merger(ends.key, goes_on.key, day)


def is_heir(office: Office, trust: TrustState, unit: str) -> bool:
    """Whether a unit goes on with the books of the own one, or of one below it: then the root may let its station in."""
    own = office.identity.unit
    return any(trust.reach.within(old, own) for old in trust.reach.predecessors(unit))


def hand_keys_over(office: Office, connection: Connection, to: str) -> None:
    """Give every active station of the successor the sealing keys of the own unit: late sticks are sealed to them."""
    trust = trusting.trust_of(office, connection)
    secrets, at = Secrets.load(connection), office.clock.now().isoformat()
    for station in trust.active_stations(to):
        subject = trust.standing(station).subject
        if subject is not None:
            handed = enrolment.hand_over(secrets.unit_keys, station, subject.age, trust, secrets.keys.signing, at)
            trusting.write_facts(office, connection, handed)
