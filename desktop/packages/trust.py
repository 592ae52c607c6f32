"""Who is believed, and how far: a function of the pinned root and a set of facts, whatever order they came in.

Law: facts only accumulate; a fact-log line counts on every branch of a fork and ends with its station's revocation. A
revocation names for each log the last line that counts (a log not named counts not at all): that line and its
ancestors are valid, everything else of the log is refused, and while the line is unknown here the log waits. Clocks
decide nothing. Verdicts are given per op, from its place and its unit alone. A succession counts from a root, or from a
station with `admit` over both units. Only the root can end such a station, so successions and certificates depend on the
root's revocations alone, and the least fixpoint of both is the same whatever came first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.errors import Problem
from desktop.packages import roots, signing
from desktop.packages.certificates import Certificates, Certified, FactLogs, cuts_of
from desktop.packages.facts import FactLine
from desktop.packages.receipts import Tip
from desktop.packages.segments import split_log
from desktop.packages.signing import Statement
from desktop.packages.statements import (
    FACTS,
    Certificate,
    Confirm,
    Payload,
    Request,
    Retirement,
    Revocation,
    Root,
    Succession,
    UnitKey,
    understood,
)
from desktop.packages.successions import ParentOf, Reach
from desktop.packages.unit_keys import SealingKey, UnitKeys

Verdict = Literal["valid", "waiting", "refused"]
State = Literal["active", "retired", "revoked", "fallen", "out_of_scope", "waiting", "unknown"]
# Log, the line asked about, the last line that counts → is the first the second or an ancestor of it; None: the
# last line that counts is not held.
IsAncestor = Callable[[str, Tip, Tip], "bool | None"]


def rules() -> str:
    """Return what names the facts that this version understands and how it judges them: another version, another text.

    The number grows whenever the same facts are judged otherwise.
    """
    return f"3 {' '.join(sorted(FACTS))}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a station is to us; `certificate` is its best one that holds, None if none does."""

    state: State
    certificate: Certificate | None
    depth: int

    @property
    def subject(self) -> Request | None:
        """The station as it described itself."""
        return self.certificate.subject if self.certificate else None


class TrustState:
    """Everything that the facts say, folded once; ask, do not change.

    Args:
        root_key: Raw public key of the pinned root; None before `accept`: then nobody is certified.
        root_statements: What roots signed; those of other roots count for nothing.
        lines: Lines of fact logs, of every branch that is held.
        parent_of: Unit → the unit above it, None at the top or when it is unknown.
        chosen: Id of the new root that a person chose where hand-overs contradict each other (`roots.believed`).

    Attributes:
        roots: The roots that are believed, and what of theirs counts.
        reach: Who is above whom and who took over from whom.
        cuts: Log of a revoked station → its last line that counts.
        retired: Stations that need not be served.
    """

    def __init__(
        self,
        root_key: bytes | None,
        root_statements: Iterable[Statement],
        lines: Iterable[FactLine],
        parent_of: ParentOf,
        chosen: str = "",
    ) -> None:
        self.root_key = root_key
        self.roots = roots.believed(root_key, root_statements, chosen)
        said = [understood(one) for one in self.roots.said]
        self._logs = FactLogs(lines)
        revocations = [one for one in said if isinstance(one, Revocation)]
        self._settle(cuts_of(revocations), parent_of, [one for one in said if isinstance(one, Succession)])
        below_root = [(station, fact) for station, fact in self._facts(cuts_of(revocations)) if isinstance(fact, Revocation)]
        revocations += [fact for station, fact in below_root if self.may_revoke(station, fact.station)]
        self.cuts = cuts_of(revocations)
        facts = self._facts(self.cuts)
        self.retired = frozenset(one.station for one in said if isinstance(one, Retirement)) | {
            fact.station for station, fact in facts if isinstance(fact, Retirement) and self._may_retire(station, fact.station)
        }
        self._confirmed = {(station, fact.station) for station, fact in facts if isinstance(fact, Confirm)}
        self._keys = self._fold_keys([(station, fact) for station, fact in facts if isinstance(fact, UnitKey)])

    @property
    def root(self) -> Root | None:
        """What the pinned root says about itself, if that is at hand."""
        own = (one for one in self.roots.said if self.root_key and one.keyid == signing.root_id(self.root_key))
        return next((said for one in own if isinstance(said := understood(one), Root)), None)

    def _settle(self, cuts: dict[str, Tip], parent_of: ParentOf, by_root: list[Succession]) -> None:
        """Find the certificates and the successions that hold each other up."""
        given = by_root
        while True:
            self.reach = Reach(parent_of, given)
            self._certificates = Certificates(self.roots.said, self._logs, cuts, self.reach.within)
            by_stations = [
                fact
                for station, fact in self._facts(cuts)
                if isinstance(fact, Succession) and self.may_succeed(station, fact.old, fact.new)
            ]
            if set(by_root + by_stations) == set(given):
                return
            given = [*dict.fromkeys(by_root + by_stations)]

    def may_succeed(self, station: str, old: str, new: str) -> bool:
        """Say whether a station's own word makes one unit the successor of another: it may admit to both."""
        reaches = all(self._certificates.may_admit(station, unit) for unit in (old, new))
        return reaches and not self.reach.goes_down(old, new)

    def standing(self, station: str) -> Standing:
        """Return what this station is to us."""
        best = self._best(station)
        if best is None:
            claims = self._certificates.claims.get(station, set())
            reasons: tuple[State, ...] = ("waiting", "out_of_scope", "fallen")
            return Standing(next((reason for reason in reasons if reason in claims), "unknown"), None, 0)
        state: State = "revoked" if station in self.cuts else "retired" if station in self.retired else "active"
        return Standing(state, best.certificate, best.depth)

    def stations(self) -> dict[str, Standing]:
        """Return every station that any readable certificate names, by id."""
        return {station: self.standing(station) for station in sorted({one.subject.station for one in self._certificates.all})}

    def active_stations(self, unit: str) -> list[str]:
        """Return the stations of a unit that are served: certified, not revoked, not retired."""
        return [
            station
            for station, held in sorted(self._certificates.by_station.items())
            if held[0].subject.unit == unit and self.standing(station).state == "active"
        ]

    def units(self) -> list[str]:
        """Return every unit of which a certified station is known."""
        return sorted({held[0].subject.unit for held in self._certificates.by_station.values()})

    def served(self, unit: str) -> list[str]:
        """Return the active stations of a unit and of those that took it over: what is for the unit is for them all."""
        return sorted({one for other in (unit, *self.reach.successors(unit)) for one in self.active_stations(other)})

    def chain_for(self, station: str) -> tuple[Statement, ...]:
        """Return the certificates for line 1, the station's own first; empty if none holds."""
        return self._certificates.chain(station)

    def certificates(self, unit: str) -> list[Certificate]:
        """Return every certificate ever seen for stations of a unit, whether it holds or not."""
        return [one for one in self._certificates.all if one.subject.unit == unit]

    def serials(self, issuer: str) -> set[int]:
        """Return the serial numbers that this station or root has used."""
        return {one.serial for one in self._certificates.all if one.issuer == issuer}

    def may(self, station: str, right: str, unit: str) -> bool:
        """Say whether a station, not revoked, has this right over this unit (its own or one below)."""
        held = self._certificates.holding(station, right)
        return station not in self.cuts and any(self.reach.within(unit, one.subject.unit) for one in held)

    def may_revoke(self, station: str, other: str) -> bool:
        """Say whether a station's own word revokes another one; against those that hold `admit` the root is needed."""
        return not self._certificates.holding(other, "admit") and self._is_over(station, other)

    def falling(self, revocation: Revocation) -> list[str]:
        """Return the other active stations whose certificates would fall with such a revocation."""
        more = cuts_of([revocation])
        cuts = {**self.cuts, **{log: min(self.cuts.get(log, cut), cut) for log, cut in more.items()}}
        left = Certificates(self.roots.said, self._logs, cuts, self.reach.within).by_station
        gone = set(self._certificates.by_station) - set(left) - {revocation.station}
        return sorted(station for station in gone if self.standing(station).state == "active")

    def keyless(self, unit: str) -> list[str]:
        """Return the active stations of a unit where none of them holds its sealing key: one is to be certified again."""
        living = self.active_stations(unit)
        held = any(station in key.holders for key in self.current_keys(unit) for station in living)
        return [] if held else living

    def sealing_keys(self, unit: str) -> list[SealingKey]:
        """Return all sealing keys of a unit that count, old ones too, by number."""
        return [key for _, key in sorted(self._keys[unit].keys.items())] if unit in self._keys else []

    def current_keys(self, unit: str) -> list[SealingKey]:
        """Return the sealing keys to use for a unit; empty while it has none."""
        return self._keys[unit].current() if unit in self._keys else []

    def confirmed_by(self, station: str) -> frozenset[str]:
        """Return the stations whose words this one compared: itself, those it admitted, its giver, those it confirmed."""
        found = {station} | {other for by, other in self._confirmed if by == station}
        for other, held in self._certificates.by_station.items():
            found |= {other for one in held if one.certificate.issuer == station}
            found |= {one.certificate.issuer for one in held if other == station}
        return frozenset(found)

    def unconfirmed(self, station: str) -> list[Certificate]:
        """Return the active stations of its own unit that this one has not confirmed: no `home` package until it has."""
        best = self._best(station)
        known = self.confirmed_by(station)
        others = [one for one in self.active_stations(best.subject.unit) if one not in known] if best else []
        return [held.certificate for one in others if (held := self._best(one)) is not None]

    def recipients(self, kind: str, sender: str, unit: str) -> list[str]:
        """Return the age recipients of a package.

        Args:
            kind: up, home, down or handover.
            sender: The station that makes it.
            unit: The unit that it is for; its own for home.

        Raises:
            Problem: not_allowed, if the sender is not certified or may not give the unit such a package; unknown_station, if
                the unit has no station yet.
        """
        best = self._best(sender)
        if best is None or kind not in ("up", "home", "down", "handover"):
            raise Problem("not_allowed", "Trạm này chưa được chứng nhận nên chưa gửi gói được. Hãy làm thủ tục chứng nhận trạm.", sender)
        own = best.subject.unit
        if kind == "home" and unit != own:
            raise Problem("not_allowed", "Gói nội bộ chỉ gửi cho máy khác của chính đơn vị mình.", unit)
        if kind == "handover" and unit not in self.reach.successors(own):
            raise Problem(
                "not_allowed", "Chỉ bàn giao sổ cho đơn vị kế thừa. Cần có quyết định sáp nhập ghi trong chương trình trước.", unit
            )
        keys, served = self.current_keys(unit), self.active_stations(unit)
        if kind in ("up", "down"):
            keys += [key for heir in sorted(self.reach.successors(unit)) for key in self.current_keys(heir)]
            served = self.served(unit)
        if not keys:
            raise Problem("unknown_station", f"Đơn vị {unit} chưa có trạm nào được chứng nhận, chưa có khóa để niêm phong gói.", unit)
        if kind == "home":
            # Only keys that the sender itself holds: a key pushed under the unit by somebody else opens nothing.
            keys = [key for key in keys if sender in key.holders]
            served = [station for station in served if station in self.confirmed_by(sender)]
        found = {key.recipient for key in keys} | {key.recovery for key in keys}
        if kind != "home":
            found |= {key.recipient for key in self.current_keys(own)}
        if kind == "handover":
            found |= {key.recovery for key in self.current_keys(own)}
        if kind != "up":
            found |= {held.subject.age for station in served if (held := self._best(station)) is not None}
        return sorted(found - {""})

    def judge(self, log: str, unit: str, seq: int, line_hash: str, is_ancestor: IsAncestor) -> Verdict:
        """Return what an authentic op is: valid, waiting for a fact, or refused because it contradicts one.

        Args:
            log: Name of the log that it stands in.
            unit: The unit that owns its record.
            seq: Its number.
            line_hash: Its hash.
            is_ancestor: Says whether a line lies on the branch that a revocation leaves standing.
        """
        station, kind = split_log(log)
        held = self._certificates.by_station.get(station)
        if not held:
            claims = self._certificates.claims.get(station, {"waiting"})
            return "waiting" if "waiting" in claims else "refused"
        if log in self.cuts:
            line, cut = Tip(seq, line_hash), self.cuts[log]
            if seq > cut.seq:
                return "refused"
            if line != cut and (on_branch := is_ancestor(log, line, cut)) is not True:
                return "waiting" if on_branch is None else "refused"
        return "valid" if any(self._covers(one, kind, unit) for one in held) else "refused"

    def _covers(self, held: Certified, kind: str, unit: str) -> bool:
        own, rights = held.subject.unit, held.certificate.rights
        if kind == "main":
            return "write" in rights and (unit == own or unit in self.reach.predecessors(own))
        if kind == "down":
            return "down" in rights and self.reach.within(unit, own)
        return kind == "fact" and unit == own

    def _best(self, station: str) -> Certified | None:
        return next(iter(self._certificates.by_station.get(station, ())), None)

    def _facts(self, cuts: dict[str, Tip]) -> list[tuple[str, Payload]]:
        """Return (station, fact) of every line that counts under these cuts and was signed by its certified station."""
        found = []
        for line in self._logs.lines:
            station, statement = split_log(line.log)[0], line.statement
            if statement is None or not self._logs.stands(line, cuts):
                continue
            held = self._certificates.by_station.get(station, ())
            fact = understood(statement)
            if fact is not None and any(signing.is_signed_by(statement, one.subject.public) for one in held):
                found.append((station, fact))
        return found

    def _may_retire(self, station: str, other: str) -> bool:
        return station == other or self._is_over(station, other)

    def _is_over(self, station: str, other: str) -> bool:
        units = {one.subject.unit for one in self._certificates.by_station.get(other, ())}
        return bool(units) and all(self._certificates.may_admit(station, unit) for unit in units)

    def _fold_keys(self, given: list[tuple[str, UnitKey]]) -> dict[str, UnitKeys]:
        members: dict[str, list[Certified]] = {}
        for held in self._certificates.by_station.values():
            for one in held:
                members.setdefault(one.subject.unit, []).append(one)
        heirs = {unit: {one.subject.station for new in self.reach.successors(unit) for one in members.get(new, ())} for unit in members}
        return {
            unit: UnitKeys(unit, those, heirs[unit], given, lambda one: self.standing(one).state == "active")
            for unit, those in members.items()
        }
