"""What a closing keeps: the value that names it in the log, and the frozen figures as bytes that a hash names.

Law: everything that a close sets is one value, so two closings are one conflict and never a mixture. The snapshot's
bytes are canonical JSON (sorted keys, no blanks), made once; its sha256 stands in the op, so the chain signs it.
What came from another station is data: a value of another shape is no closing at all.
"""

import re
from collections.abc import Collection, Mapping
from typing import Annotated, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from db import blobs
from db.driver import Connection
from db.query import Is, Query, Reader
from desktop.packages.statements import Count, CountOrNone, Hash

KIND: Final = "snapshot"
Day = Annotated[str, Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Vector = dict[str, tuple[Count, Hash]]
Code = Annotated[str, Meta(min_length=1, max_length=60)]
ITEM_KINDS: Final = ("CT", "I")
_ITEM_IN_WORDS: Final = re.compile(r"(?P<done>[0-9]{1,9})(?:/(?P<whole>[0-9]{1,9}))?(?: (?P<said>[a-z_]+))?")
_MET_IN_WORDS: Final[Mapping[str | None, bool]] = {"dat": True, "chua_dat": False}
Shaped = TypeVar("Shaped", bound=Struct)


class Closing(Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """The one field `closing` of a period's record. Reopened, it keeps what it froze and says why."""

    state: Literal["closed", "open"]
    version: Count
    snapshot: Hash
    first: Day
    last: Day
    at: str
    by: str
    vector: Vector
    left_out: list[Hash] = []
    signer: str | None = None
    overrides: dict[str, str] = {}
    reason: str | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the figures stand frozen now."""
        return self.state == "closed"


class FrozenForm(Struct, frozen=True, kw_only=True):
    """The cells of one form; an empty cell is null: nobody had entered anything."""

    set: str | None
    cells: dict[str, int | str | None]


class FrozenItem(Struct, frozen=True, kw_only=True):
    """What a target, an indicator or a part of one came to: a count has no denominator; `why` it was not judged, where it was not."""

    numerator: CountOrNone
    denominator: CountOrNone | None = None
    met: bool | None = None
    why: str | None = None


Items = dict[str, FrozenItem | None]
"""Code → what it came to; None: nobody had entered anything."""


class Signer(Struct, frozen=True, kw_only=True):
    """The official who closed, or on whose word the clerk did."""

    id: str
    name: str
    position: str


class Snapshot(Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to", "form_schema": "schema"}):
    """The frozen figures of one period of one unit, and what they were computed from and with.

    `items`: "CT" the targets, "I" the indicators.
    `below`: an upper unit's, unit → the mark of what its row stood on; None where nobody reports to the unit, or before marks were kept.
    """

    period: Code
    unit: str
    version: Count
    label: str
    first: Day
    last: Day
    program: str
    resources: str
    form_schema: CountOrNone
    forms: dict[str, FrozenForm]
    declarations: dict[str, str]
    vector: Vector
    left_out: list[Hash] = []
    signer: Signer | None = None
    below: dict[str, str] | None = None
    items: dict[str, Items] = {}


def beside_set(code: str, form_set: str) -> str:
    """Return the name under which a form of a circular that is not in use is frozen beside the others."""
    return f"{code} {form_set}"


def frozen_form(snapshot: Snapshot, code: str, form_set: str | None) -> FrozenForm | None:
    """Return a form of a set as it was frozen, or None."""
    found = [snapshot.forms.get(name) for name in (code, beside_set(code, form_set or ""))]
    return next((one for one in found if one is not None and one.set == form_set), None)


_CANONICAL: Final = msgspec.json.Encoder(order="sorted")


def keep(connection: Connection, snapshot: Snapshot) -> str:
    """Keep a snapshot; return its hash."""
    body = _CANONICAL.encode(snapshot)
    mark = blobs.name_of(body)
    blobs.put(connection, mark, KIND, body)
    return mark


def held(connection: Connection, mark: str) -> Snapshot | None:
    """Return a snapshot, or None when its bytes are not held or are no snapshot."""
    body = blobs.get(connection, mark)
    return read(body) if body is not None else None


def read(body: bytes) -> Snapshot | None:
    """Return the snapshot of these bytes, or None when they are none."""
    try:
        return _with_items(msgspec.json.decode(body, type=Snapshot))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _with_items(snapshot: Snapshot) -> Snapshot:
    """Return a snapshot that was kept before items had a place of their own, with those that its forms "CT" and "I" tell in words."""
    told = [kind for kind in ITEM_KINDS if kind in snapshot.forms]
    if not told:
        return snapshot
    items = {kind: {code: _item_in(cell) for code, cell in snapshot.forms[kind].cells.items()} for kind in told}
    forms = {code: form for code, form in snapshot.forms.items() if code not in told}
    return msgspec.structs.replace(snapshot, forms=forms, items={**items, **snapshot.items})


def _item_in(cell: object) -> FrozenItem | None:
    """Read "11/13 chua_dat" or a count; None for what is neither."""
    found = _ITEM_IN_WORDS.fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return None
    said, whole = found["said"], found["whole"]
    met = _MET_IN_WORDS.get(said)
    why = said if met is None else None
    return FrozenItem(numerator=int(found["done"]), denominator=int(whole) if whole else None, met=met, why=why)


def of_closing(connection: Connection, unit: str, period: str, closing: Closing) -> Snapshot | None:
    """Return the frozen figures that a closing names, or None when they are not held or are those of another closing."""
    found = held(connection, closing.snapshot)
    same = found is not None and (found.unit, found.period, found.version) == (unit, period, closing.version)
    return found if same else None


def shaped(value: object, kind: type[Shaped]) -> Shaped | None:
    """Return a value of the log as what it should be, or None when it is something else."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None


def closings(reader: Reader, units: tuple[str, ...], period: str | None = None) -> dict[tuple[str, str], tuple[Closing, bool]]:
    """Return by (unit, period) the closing that is shown and whether another one contests it."""
    where = (Is("period", "=", period),) if period else ()
    found: dict[tuple[str, str], tuple[Closing, bool]] = {}
    for row in reader.rows(Query("period_close", where, units=units)):
        closing = shaped(row["closing"], Closing)
        if closing is not None:
            found[str(row["_unit"]), str(row["period"])] = (closing, "closing" in str(row["_conflicts"]))
    return found


def wanted(connection: Connection, reader: Reader, units: Collection[str] = ()) -> list[str]:
    """Return the hashes of the snapshots that closings (of these units; none given: of all) name and that are not held here."""
    named = [shaped(row["closing"], Closing) for row in reader.rows(Query("period_close", units=tuple(sorted(units))))]
    return blobs.lacking(connection, [closing.snapshot for closing in named if closing])
