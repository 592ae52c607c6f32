"""The agencies of a district or province: list them, add one with the next free code, correct it, stop counting it."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop import trusting
from desktop.actions import duties, lookup, records
from desktop.entries.numbering import NO_LETTERS
from desktop.entries.tables import AGENCIES
from desktop.office import Office


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency. `first`, `last`: the days (ISO) between which it is counted, "" for open; `stations`: its certified laptops."""

    record: str
    code: str
    name: str
    kind: str
    first: str
    last: str
    stations: int


def listing(office: Office) -> list[AgencyLine]:
    """Return the agencies of the own unit by code, those no longer counted among them."""
    own = office.identity.unit
    with office.reading() as connection:
        trust = trusting.trust_of(office, connection)
    known = sorted((one for one in office.directory.agencies.values() if one.unit.parent == own), key=lambda one: one.unit.code)
    return [
        AgencyLine(one.record, one.unit.code, one.unit.name, one.kind, one.first, one.last, len(trust.active_stations(one.unit.key)))
        for one in known
    ]


def refusal(office: Office) -> str:
    """Say why who is signed in cannot change the list; "" when he can."""
    only = "Chỉ người tổng hợp (TH) sửa danh sách cơ quan."
    return duties.entry_refusal(office, AGENCIES, only, above="Chỉ huyện, tỉnh có cơ quan trực thuộc.")


def add_refusal(office: Office) -> str:
    """Say why who is signed in cannot add an agency here; "" when he can."""
    return refusal(office) or ("" if office.identity.series is not None else NO_LETTERS)


def add(office: Office, values: Mapping[str, object]) -> str:
    """Add an agency under the next free code of this laptop; return the code.

    Raises:
        Problem: what is wrong with the entry, not_allowed.
    """
    (record,) = records.add(office, AGENCIES, [(values, None)]).ids
    return str(lookup.show(office, AGENCIES, record).values["code"])


def change(office: Office, record: str, values: Mapping[str, object]) -> None:
    """Correct name, kind or days of an agency.

    Raises:
        Problem: what is wrong with the entry, not_allowed, unknown_record.
    """
    records.edit(office, AGENCIES, record, values)
