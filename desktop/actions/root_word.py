"""The root's word, wherever it is needed: whether the file at hand may still give it, and how it is given.

Law: a root that has handed over, or that nobody here follows, signs nothing: its word would count for nobody. The file may
be an older copy, from a safe or a stick; what is held here of the root's own words is put back into it whenever it is opened,
and what is signed stands in the file before it goes anywhere – should the transaction fail, in the file alone.
"""

from collections.abc import Callable
from typing import Literal

from db.driver import Connection
from desktop import trusting
from desktop.errors import Problem
from desktop.keys import root_key
from desktop.keys.root_key import RootKey
from desktop.office import Office
from desktop.packages import signing
from desktop.packages.signing import Statement
from desktop.packages.statements import RootHandover, understood
from desktop.packages.trust import TrustState

RootState = Literal["", "used", "handed", "strange"]


def state(office: Office, trust: TrustState) -> RootState:
    """Return what the root file here is: "" without one, used, handed (over to another root), strange (followed by nobody)."""
    if not office.paths.root.exists():
        return ""
    root = signing.root_id(root_key.public_key(office.paths.root))
    return "strange" if root not in trust.roots.keys else "handed" if root in trust.roots.handed else "used"


def require(office: Office, trust: TrustState) -> None:
    """Refuse a root file that is not here, or whose word counts for nothing.

    Raises:
        Problem: not_allowed, and what reading says.
    """
    found = state(office, trust)
    if not found:
        lacking = f"Việc này phải dùng tệp khóa gốc {root_key.FILE}. Mang tệp đó đến máy này."
        raise Problem("not_allowed", lacking, where=root_key.FILE)
    if found != "used":
        raise _not_in_use()


def sign(office: Office, connection: Connection, password: str | None, make: Callable[[RootKey], Statement]) -> Statement:
    """Let the root sign what `make` makes of it. The root keeps it, and this office keeps all that the root has signed.

    Raises:
        Problem: not_allowed, wrong_password, and what reading and writing say.
    """
    root, _ = _opened(office, connection, password)
    signed = root.keep(make(root))
    root.save(office.paths.root, password or "")
    trusting.keep_root_facts(connection, root.statements)
    return signed


def complete(office: Office, connection: Connection, password: str | None) -> int:
    """Put back into the root file what it lacks; return how many of the root's words these were.

    Raises:
        Problem: not_allowed, wrong_password, and what reading and writing say.
    """
    root, lacked = _opened(office, connection, password)
    if lacked:
        root.save(office.paths.root, password or "")
    return lacked


def _opened(office: Office, connection: Connection, password: str | None) -> tuple[RootKey, int]:
    """Return the root with all that is held here of its words, and how many of these its file lacked."""
    trust = trusting.trust_of(office, connection)
    require(office, trust)
    root = RootKey.open(office.paths.root, password or "")
    if any(isinstance(understood(one), RootHandover) for one in set(root.statements) - set(trust.roots.said)):
        raise _not_in_use()  # the file knows of a hand-over that this office, brought back from a backup, does not
    before = len(root.statements)
    for one in trust.roots.said:
        if one.keyid == root.root:
            root.keep(one)
    return root, len(root.statements) - before


def _not_in_use() -> Problem:
    message = "Tệp khóa gốc ở máy này không phải khóa gốc đang dùng. Mang đúng tệp đến, hoặc nhờ nơi giữ khóa gốc."
    return Problem("not_allowed", message, where=root_key.FILE)
