"""What this station signs about what it holds: one receipt for each circle of readers, numbered over all of them.

A subordinate is told only what concerns it, so one state has several spellings; a number grows only when what a circle
is told is new. Every number that was ever given is remembered: a receipt in this station's name that it did not make
was made by its copy.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Final

import msgspec

from db.driver import Connection
from db.exchange import forget_counters
from db.store import get_meta, set_meta
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import signing
from desktop.packages.receipts import Decision, Have, Receipt, in_order, read_receipt, sign_receipt
from desktop.packages.signing import Statement

LIMIT: Final = 48 << 20
"""Most bytes of a receipt as it is kept."""
_NUMBER, _MADE, _NAME = "receipt_number", "receipts_made", "receipt:{}"


def sign_anew(office: Office, connection: Connection, circle: str, have: Have, decisions: Iterable[Decision] = ()) -> Statement:
    """Return the receipt for a circle of readers: the last one again when it says the same, else the next number.

    Args:
        office: Whose receipt it is.
        connection: A writing transaction; it commits before the receipt goes anywhere.
        circle: Key of the subordinate unit that it is for, "" for one's own unit and those above.
        have: What they are told.
        decisions: Copies of what this unit decided on that subordinate's periods.
    """
    key, me, last = Secrets.load(connection).keys.signing, office.identity, get_meta(connection, _NAME.format(circle))
    number = get_meta(connection, _NUMBER)
    said = Receipt(
        station=me.station, unit=me.unit, number=(number if isinstance(number, int) else 0) + 1, at=office.clock.now().isoformat(),
        have=in_order(have), decisions=tuple(decisions),
    )  # fmt: skip
    if isinstance(last, bytes):
        before = signing.decode(last, LIMIT)
        held = read_receipt(before, key.public)
        if msgspec.structs.replace(held, at=said.at, number=said.number) == said:
            return before
    statement = sign_receipt(said, key)
    set_meta(connection, _NUMBER, said.number)
    set_meta(connection, _NAME.format(circle), statement.encoded())
    set_meta(connection, _MADE, json.dumps({**_made(connection), str(said.number): _mark(statement)}))
    return statement


def made_here(connection: Connection, number: int, statement: Statement) -> bool:
    """Whether this laptop itself made a receipt that bears its station's name."""
    return _made(connection).get(str(number)) == _mark(statement)


def forget(connection: Connection) -> None:
    """Begin anew: a new station has given no receipt and made no package yet."""
    forget_counters(connection, (_NUMBER, _MADE, "packages_made"), (_NAME.format(""),))


def _made(connection: Connection) -> dict[str, str]:
    kept = get_meta(connection, _MADE)
    return dict(json.loads(kept)) if isinstance(kept, str) else {}


def _mark(statement: Statement) -> str:
    return hashlib.sha256(statement.payload).hexdigest()[:32]
