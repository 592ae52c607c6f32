"""One root takes the place of another: the old one signs it, the new one answers for it, and people compare words both ways.

The new root's home announces it in a file; the old root's home signs the hand-over; its next package brings that to the new
root's home, where the old root's words are typed. Everybody who followed the old root follows the new one by himself – but
when two roots are named nobody follows either, until the words of one were typed.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop import trusting, units
from desktop.actions import backup, duties, people, root_word
from desktop.actions.packages import Received, receive
from desktop.errors import Problem
from desktop.exchange.incoming import facts_changed
from desktop.keys import root_key
from desktop.keys.root_key import RootKey
from desktop.keys.secrets_kept import Secrets
from desktop.language.words import same_words
from desktop.office import Office
from desktop.packages import enrolment, facts, faults, package, signing, stick, strict_json
from desktop.packages.signing import Statement
from desktop.packages.statements import Root, RootHandover, RootTaken, understood
from desktop.packages.trust import TrustState

_NO_ROOT: Final = "Máy này không giữ tệp khóa gốc root.key. Mang tệp đó đến máy này."


@dataclass(frozen=True, slots=True)
class Announced:
    """A root about itself; `words` are what its home reads out."""

    key: bytes
    unit: str
    words: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What `accept` came to: the root that is followed besides, or instead, and what came of the package that brought it."""

    root: str
    package: Received | None

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"accepted": True, "root": self.root, "package": self.package.as_json(era) if self.package else None}


def announce(office: Office, file: Path) -> str:
    """Write what this home's root says about itself, and about its own station, to a file; return its eight words.

    Raises:
        Problem: not_allowed, and what reading and writing say.
    """
    duties.require(office, "stations")
    if not office.paths.root.exists():
        raise Problem("not_allowed", _NO_ROOT, where=root_key.FILE)
    public = root_key.public_key(office.paths.root)
    with office.reading() as connection:
        said = [one for one in trusting.root_facts(connection) if signing.is_signed_by(one, public)]
    stick.write(file, facts.encode_root_facts(said), replace=True)
    return enrolment.root_words(public)


def look(file: Path) -> Announced:
    """Return the root that a file announces, signed by itself, changing nothing.

    Raises:
        Problem: not_a_package, damaged, and what reading says.
    """
    raw = stick.read(file)
    if not raw.startswith(b'[{"payloadType":'):
        raise faults.not_a_package()
    statements = facts.decode_root_facts(raw)
    for one in statements:
        said = understood(one)
        if isinstance(said, Root) and signing.is_signed_by(one, key := strict_json.unb64(said.key)):
            own = tuple(other for other in statements if signing.is_signed_by(other, key))
            return Announced(key, said.unit, enrolment.root_words(key), own)
    raise faults.damaged("tờ giới thiệu khóa gốc không có lời của khóa ấy", file.name)


def hand_over(office: Office, file: Path, typed: str | None, password: str | None) -> dict[str, Any]:
    """Sign that the root announced in `file` takes this one's place, once its eight words were typed. Cannot be undone.

    Raises:
        Problem: fingerprint_needed (`where` = the words), wrong_fingerprint, not_allowed, fork, wrong_password, and what reading
            says; rule_broken, where the root file was an older copy. It is completed then, and the next time counts.
    """
    duties.require(office, "stations")
    office.refuse_copy()
    new = look(file)
    with office.reading() as connection:
        root_word.require(office, trusting.trust_of(office, connection))
    if new.key == root_key.public_key(office.paths.root):
        raise Problem("invalid_value", "Đây là khóa gốc đang dùng. Chọn tờ giới thiệu của khóa gốc mới.", where=file.name)
    enrolment.check_words(typed, new.words)
    name, at = signing.root_id(new.key), office.clock.now().isoformat()

    def in_its_place(root: RootKey) -> Statement:
        listed = tuple(sorted(one.hash for one in root.statements))
        return root.sign(RootHandover(root=name, key=strict_json.b64(new.key), facts=listed, at=at))

    with office.writing() as connection:
        _require_newest(root_word.complete(office, connection, password))
        signed = understood(root_word.sign(office, connection, password, in_its_place))
        assert isinstance(signed, RootHandover)
        trusting.keep_root_facts(connection, new.statements)
        facts_changed(office, connection)
        people.note_event(office, connection, "ban_giao_goc", name)
    backup.after_exchange(office, erased=False)
    return {"handed_over": True, "root": name, "unit": units.shown_code(new.unit, office.identity.era), "facts": len(signed.facts)}


def _require_newest(lacked: int) -> None:
    """Refuse an older copy of the root file: a newer one may know of more than is held here, and what is not listed falls."""
    if lacked:
        raise Problem(
            "rule_broken",
            f"Chưa bàn giao: tệp khóa gốc ở máy này là bản cũ, thiếu {lacked} điều khóa gốc đã ký; máy vừa chép bổ sung từ sổ của "
            "mình. Điều nào không có trong tệp khi bàn giao thì mất hiệu lực. Nếu còn bản root.key mới hơn, chép bản đó vào trước; "
            "nếu không còn thì bàn giao lại.",
            where=root_key.FILE,
        )


def accept(office: Office, file: Path | None, typed: str | None, password: str | None) -> Followed:
    """Follow another root once its words were typed.

    With a package of the old root's side: this home's root answers for the old one, whose words they are, and the package is
    taken in. Without: of several new roots that the old one names, the one whose words they are is followed.

    Raises:
        Problem: fingerprint_needed, wrong_fingerprint (never showing the words), not_allowed, fork, wrong_password, and what reading says.
    """
    duties.require(office, "stations")
    office.refuse_copy()
    return _choose(office, typed) if file is None else _answer_for(office, file, typed, password)


def disputed(office: Office) -> int:
    """Return between how many new roots the old one leaves the choice; 0 when nothing contradicts."""
    with office.reading() as connection:
        return len({one.root for one in trusting.trust_of(office, connection).roots.disputed})


def _choose(office: Office, typed: str | None) -> Followed:
    with office.writing() as connection:
        rivals = {one.root: strict_json.unb64(one.key) for one in trusting.trust_of(office, connection).roots.disputed}
        if not rivals:
            raise Problem("not_allowed", "Không có khóa gốc nào đang chờ chọn. Nhập gói của cấp trên trước.", where="--root")
        words = {root: enrolment.root_words(key) for root, key in rivals.items()}
        chosen = next((root for root, right in words.items() if typed and same_words(typed, right)), None)
        if chosen is None:
            enrolment.check_words(typed, min(words.values()), hidden=True)
        trusting.choose_root(connection, str(chosen))
        facts_changed(office, connection)
        people.note_event(office, connection, "nhan_goc", str(chosen))
    return Followed(str(chosen), None)


def _answer_for(office: Office, file: Path, typed: str | None, password: str | None) -> Followed:
    raw = stick.read(file)
    envelope = package.peek(raw)
    package.check_recipient(envelope, office.owned, office.identity.station)
    enrolment.check_words(typed, enrolment.root_words(envelope.root_key), hidden=True)
    with office.reading() as connection:
        trust, identities = trusting.trust_of(office, connection), Secrets.load(connection).identities
    root_word.require(office, trust)
    parts = package.read_parts(package.open_package(raw, identities, envelope))
    own, old = root_key.public_key(office.paths.root), signing.root_id(envelope.root_key)
    handover = _handover(parts.root_facts, envelope.root_key, own)
    with office.writing() as connection:
        at = office.clock.now().isoformat()
        said = RootTaken(root=old, key=strict_json.b64(envelope.root_key), handover=handover.hash, at=at)
        if not _is_taken(trust, handover):
            root_word.sign(office, connection, password, lambda root: root.sign(said))
        trusting.keep_root_facts(connection, parts.root_facts)
        facts_changed(office, connection)
        people.note_event(office, connection, "nhan_goc", old)
    return Followed(old, receive(office, [file]).packages[0])


def _is_taken(trust: TrustState, handover: Statement) -> bool:
    """Whether the own root answered for this very hand-over before."""
    return any(isinstance(said := understood(one), RootTaken) and said.handover == handover.hash for one in trust.roots.said)


def _handover(statements: tuple[Statement, ...], old: bytes, new: bytes) -> Statement:
    for one in statements:
        said = understood(one)
        if isinstance(said, RootHandover) and strict_json.unb64(said.key) == new and signing.is_signed_by(one, old):
            return one
    raise Problem("not_allowed", "Gói này không có giấy bàn giao khóa gốc cho máy này. Nhờ nơi giữ khóa gốc cũ ký bàn giao rồi xuất lại.")
