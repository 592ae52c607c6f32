"""Which roots are believed, and which of their words count: from the pinned one along every hand-over.

Law: the old root signs the new one and names all facts that it ever signed; others of it count no more. Of two
hand-overs to different roots neither counts until a person has typed the eight words of one. The new root, before whom
the old one means nothing to those who pinned only the new one, answers for it by naming the very hand-over; of
several that it answers for, the one of the smallest hash counts, whichever root was pinned. So a root is followed forwards on
the old one's word and backwards on the new one's, never on its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.packages import signing, strict_json
from desktop.packages.signing import Statement
from desktop.packages.statements import RootHandover, RootTaken, understood


@dataclass(frozen=True, slots=True)
class Roots:
    """The roots that are believed.

    Attributes:
        keys: Root id → raw public key.
        said: Every statement of theirs that counts, by hash.
        handed: Ids of those that have handed over.
        disputed: Hand-overs of one root to several, none of which counts yet.
    """

    keys: Mapping[str, bytes] = field(default_factory=dict)
    said: tuple[Statement, ...] = ()
    handed: frozenset[str] = frozenset()
    disputed: tuple[RootHandover, ...] = ()

    def may_begin(self, first: Statement, public: bytes) -> bool:
        """Say whether a chain may begin with this statement of this root: one that has handed over says nothing new."""
        root = signing.root_id(public)
        return root in self.keys and (root not in self.handed or first in self.said)

    def is_of(self, statement: Statement) -> bool:
        """Say whether a believed root signed this, whether it counts or not."""
        public = self.keys.get(statement.keyid)
        return public is not None and signing.is_signed_by(statement, public)


def believed(pinned: bytes | None, statements: Iterable[Statement], chosen: str = "") -> Roots:
    """Return the roots to believe.

    Args:
        pinned: Raw key of the root whose words a person typed; None: nobody is believed.
        statements: What roots signed, of whichever root, in any order.
        chosen: Id of the new root that a person chose by its words where hand-overs contradict each other.
    """
    if pinned is None:
        return Roots()
    search = _Search(sorted(set(statements), key=lambda one: one.hash), chosen)
    search.follow(pinned)
    said = tuple(sorted(search.said, key=lambda one: one.hash))
    return Roots(search.keys, said, frozenset(search.handed), tuple(search.disputed))


class _Search:
    """Walks from root to root; each is visited once."""

    def __init__(self, statements: list[Statement], chosen: str) -> None:
        self._statements, self._chosen = statements, chosen
        self.keys: dict[str, bytes] = {}
        self.said: list[Statement] = []
        self.handed: set[str] = set()
        self.disputed: list[RootHandover] = []

    def follow(self, pinned: bytes) -> None:
        """Visit a root and all that can be reached from it."""
        ahead: list[tuple[bytes, Statement | None]] = [(pinned, None)]
        while ahead:
            public, handover = ahead.pop()
            if signing.root_id(public) not in self.keys:
                ahead += self._visit(public, handover)

    def _visit(self, public: bytes, handover: Statement | None) -> list[tuple[bytes, Statement | None]]:
        """Believe a root; return those next to it, an old one with the hand-over that its successor answers for."""
        own = self._by(public)
        handover = handover or self._handover(own)
        listed = _listed(handover)
        counting = own if listed is None else [one for one in own if one.hash in listed or one == handover]
        name = signing.root_id(public)
        self.keys[name] = public
        self.handed |= {name} if handover else set()
        self.said += counting
        further: list[tuple[bytes, Statement | None]] = [(_new_key(handover), None)] if handover else []
        answered: dict[bytes, list[Statement]] = {}
        for one in counting:
            taken = understood(one)
            if isinstance(taken, RootTaken) and (named := self._named(taken, public)) is not None:
                answered.setdefault(strict_json.unb64(taken.key), []).append(named)
        return [*further, *((old, _first(named)) for old, named in answered.items())]

    def _by(self, public: bytes) -> list[Statement]:
        name = signing.root_id(public)
        return [one for one in self._statements if one.keyid == name and signing.is_signed_by(one, public)]

    def _handover(self, own: list[Statement]) -> Statement | None:
        """Return the hand-over of a root that counts: the only one, or the one that was chosen or answered for."""
        found = {one: said for one in own if isinstance(said := understood(one), RootHandover)}
        if len({said.root for said in found.values()}) > 1:
            found = {one: said for one, said in found.items() if said.root == self._chosen} or self._contradict(found)
        if len(found) > 1:
            new = _new_key(next(iter(found)))
            answered = {said.handover for one in self._by(new) if isinstance(said := understood(one), RootTaken)}
            return _first(one for one in found if one.hash in answered)
        return _first(found)

    def _contradict(self, found: Mapping[Statement, RootHandover]) -> dict[Statement, RootHandover]:
        self.disputed += found.values()
        return {}

    def _named(self, taken: RootTaken, public: bytes) -> Statement | None:
        """Return the hand-over that a new root answers for, if the old root signed it and it names the new one."""
        old = strict_json.unb64(taken.key)
        for one in self._by(old):
            if one.hash == taken.handover and isinstance(said := understood(one), RootHandover):
                return one if strict_json.unb64(said.key) == public else None
        return None


def _first(handovers: Iterable[Statement]) -> Statement | None:
    return min(handovers, key=lambda one: one.hash, default=None)


def _listed(handover: Statement | None) -> frozenset[str] | None:
    said = understood(handover) if handover else None
    return frozenset(said.facts) if isinstance(said, RootHandover) else None


def _new_key(handover: Statement) -> bytes:
    said = understood(handover)
    assert isinstance(said, RootHandover)
    return strict_json.unb64(said.key)
