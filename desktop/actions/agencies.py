"""The agencies of a district or province: list them, add one with the next free code, correct it, stop counting it."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.query import Query
from desktop import trusting, units
from desktop.actions import duties, records
from desktop.errors import Problem
from desktop.office import Office

AGENCY = "agency"
_MOST = 99


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
    return duties.entry_refusal(office, AGENCY, "Chỉ người tổng hợp (TH) sửa danh sách cơ quan.", "Chỉ huyện, tỉnh có cơ quan trực thuộc.")


def next_code(office: Office) -> str:
    """Return the first code that no agency of the own unit ever had, also none that was struck out: records still bear it.

    Raises:
        Problem: rule_broken, when all are used up.
    """
    own = units.unit(office.identity.unit)
    with office.reading() as connection:
        rows = office.reader(connection).rows(Query(AGENCY, units=(own.key,), deleted=True, drafts=True))
    used = {str(row["code"]) for row in rows}
    found = next((code for n in range(1, _MOST + 1) if (code := f"{own.code}.{n:02}") not in used), None)
    if found is None:
        raise Problem("rule_broken", f"Đã dùng hết {_MOST} mã cơ quan của {own.named}.", where="code")
    return found


def add(office: Office, values: Mapping[str, object]) -> str:
    """Add an agency under the next free code; return the code.

    Raises:
        Problem: what is wrong with the entry, not_allowed.
    """
    code = next_code(office)
    records.add(office, AGENCY, [({**values, "code": code}, None)])
    return code


def change(office: Office, record: str, values: Mapping[str, object]) -> None:
    """Correct name, kind or days of an agency.

    Raises:
        Problem: what is wrong with the entry, not_allowed, unknown_record.
    """
    records.edit(office, AGENCY, record, values)
