"""Who is certified: which certificates hold, given the root's word, the fact logs, and the lines that revocations leave.

Law: a certificate holds if the root gave it, or a station that holds a certificate with `admit` wrote it on a line of
its fact log that no revocation cuts off; it never reaches further than its giver's (own unit and units below, a subset
of the rights), at most eight deep. Only the root can revoke a station that holds `admit`, so certificates depend on
the root's revocations alone and the least fixpoint is the same whatever came first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop.packages import signing
from desktop.packages.envelope import LONGEST_CHAIN
from desktop.packages.facts import FactLine
from desktop.packages.receipts import Tip
from desktop.packages.segments import LOG_KINDS, log_name, split_log
from desktop.packages.signing import Statement
from desktop.packages.statements import Certificate, Request, Revocation, understood

Within = Callable[[str, str], bool]
NOTHING = Tip(0, "")


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate that holds.

    Attributes:
        statement, certificate, subject: As signed, as read, and the station's own part of it.
        depth: 1 if a root gave it.
        giver: Hash of the giver's certificate that allowed it; None if a root gave it.
    """

    statement: Statement
    certificate: Certificate
    subject: Request
    depth: int
    giver: str | None


def cuts_of(revocations: Iterable[Revocation]) -> dict[str, Tip]:
    """Return for every log of the revoked stations the last line that counts: smallest number, then smallest hash."""
    cuts: dict[str, Tip] = {}
    for revocation in revocations:
        named = {line.log: Tip(line.seq, line.hash) for line in revocation.logs if line.seq}
        for log in (log_name(revocation.station, kind) for kind in LOG_KINDS):
            cut = named.get(log, NOTHING)
            cuts[log] = min(cuts.get(log, cut), cut)
    return cuts


class FactLogs:
    """The fact lines at hand, by log; says which of them a cut leaves standing."""

    def __init__(self, lines: Iterable[FactLine]) -> None:
        self.lines = sorted(set(lines), key=lambda line: (line.log, line.seq, line.hash))
        self._at = {(line.log, line.hash): line for line in self.lines}
        self._kept: dict[tuple[str, Tip], frozenset[str] | None] = {}

    def stands(self, line: FactLine, cuts: Mapping[str, Tip]) -> bool | None:
        """Say whether a line counts: True, False, or None while the line that the revocation names is not at hand."""
        cut = cuts.get(line.log)
        if cut is None:
            return True
        if line.seq > cut.seq:
            return False
        kept = self._ancestors(line.log, cut)
        return None if kept is None else line.hash in kept

    def _ancestors(self, log: str, cut: Tip) -> frozenset[str] | None:
        key = (log, cut)
        if key not in self._kept:
            names: set[str] = set()
            at = self._at.get((log, cut.hash))
            known = at is not None and at.seq == cut.seq
            while at is not None and known:
                names.add(at.hash)
                at = self._at.get((log, at.prev))
            self._kept[key] = frozenset(names) if known else None
        return self._kept[key]


class Certificates:
    """The certificates that hold, by station, and why others of a station do not.

    Attributes:
        by_station: Station → its certificates that hold, the nearest to the root first.
        claims: Station → reasons why further certificates do not hold: waiting, fallen, out_of_scope.
        all: Every certificate that could be read, valid or not.
    """

    def __init__(self, from_root: Iterable[Statement], logs: FactLogs, cuts: Mapping[str, Tip], within: Within) -> None:
        self._logs, self._cuts, self._within = logs, cuts, within
        self._found: dict[str, Certified] = {}
        self.by_station: dict[str, list[Certified]] = {}
        self.all: list[Certificate] = []
        for statement in from_root:
            if isinstance(certificate := understood(statement), Certificate) and certificate.issuer == statement.keyid:
                self.all.append(certificate)
                self._hold(Certified(statement, certificate, certificate.subject, 1, None))
        self._candidates = [found for line in logs.lines if (found := _candidate(line)) is not None]
        self.all += [certificate for _, _, certificate in self._candidates]
        while any([self._try(*candidate) for candidate in self._candidates]):
            pass
        for held in self.by_station.values():
            held.sort(key=lambda one: (one.depth, -one.certificate.serial, one.statement.hash))
        self.claims = self._claims()

    def holding(self, station: str, right: str) -> list[Certified]:
        """Return the station's certificates that give it a right."""
        return [one for one in self.by_station.get(station, ()) if right in one.certificate.rights]

    def may_admit(self, station: str, unit: str) -> list[Certified]:
        """Return the station's certificates by which it may admit to, and judge stations of, this unit."""
        return [one for one in self.holding(station, "admit") if self._within(unit, one.subject.unit)]

    def chain(self, station: str) -> tuple[Statement, ...]:
        """Return the station's best certificate and those that it rests upon, up to the one that a root gave."""
        found: list[Statement] = []
        at = next(iter(self.by_station.get(station, ())), None)
        while at is not None:
            found.append(at.statement)
            at = self._found[at.giver] if at.giver else None
        return tuple(found)

    def _hold(self, certified: Certified) -> None:
        name = certified.statement.hash
        held = self.by_station.setdefault(certified.subject.station, [])
        held[:] = [one for one in held if one.statement.hash != name] + [certified]
        self._found[name] = certified

    def _try(self, line: FactLine, statement: Statement, certificate: Certificate) -> bool:
        """Hold this certificate, or hold it nearer to the root; say whether that changed anything."""
        if not self._logs.stands(line, self._cuts):
            return False
        givers = [one for one in self._givers(statement, certificate) if one.depth < LONGEST_CHAIN]
        if not givers:
            return False
        giver = min(givers, key=lambda one: (one.depth, one.statement.hash))
        known = self._found.get(statement.hash)
        if known is not None and known.depth <= giver.depth + 1:
            return False
        self._hold(Certified(statement, certificate, certificate.subject, giver.depth + 1, giver.statement.hash))
        return True

    def _givers(self, statement: Statement, certificate: Certificate) -> list[Certified]:
        return [
            one
            for one in self.may_admit(certificate.issuer, certificate.subject.unit)
            if set(certificate.rights) <= set(one.certificate.rights) and signing.is_signed_by(statement, one.subject.public)
        ]

    def _claims(self) -> dict[str, set[str]]:
        refused = [(line, certificate) for line, statement, certificate in self._candidates if statement.hash not in self._found]
        claims: dict[str, set[str]] = {}
        # Once for every certificate that may hang below a fallen one.
        for _ in range(LONGEST_CHAIN):
            before, claims = claims, {}
            for line, certificate in refused:
                claims.setdefault(certificate.subject.station, set()).add(self._why_not(line, certificate, before))
        return claims

    def _why_not(self, line: FactLine, certificate: Certificate, claims: Mapping[str, set[str]]) -> str:
        stands = self._logs.stands(line, self._cuts)
        if stands is False:
            return "fallen"
        if stands and certificate.issuer in self.by_station:
            return "out_of_scope"
        return "fallen" if stands and claims.get(certificate.issuer) == {"fallen"} else "waiting"


def _candidate(line: FactLine) -> tuple[FactLine, Statement, Certificate] | None:
    """Return a line that says a certificate in its own station's name, else None."""
    statement = line.statement
    if statement is None or not isinstance(certificate := understood(statement), Certificate):
        return None
    return (line, statement, certificate) if statement.keyid == certificate.issuer == split_log(line.log)[0] else None
