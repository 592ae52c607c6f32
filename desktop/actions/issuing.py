"""Who issues a paper: its head, how it is named in a sentence, to whom it goes, and who signs by which right.

Nghị định 30/2020/NĐ-CP, Appendix I: a People's Committee signs collectively ("TM."), an agency by its head alone, under the name
of the Committee that it belongs to.
"""

from collections.abc import Mapping
from typing import Final

from desktop import units
from desktop.office import Office
from desktop.reporting.periods import Standing
from desktop.reporting.signing_officials import leads, rank_for, rank_of
from desktop.reports.document import Header, Proof, Signature
from desktop.units import Unit

_OWN_SYMBOL: Final = "BC-……"
"""An agency's own letters are given by itself (part II, item 3) and written by hand."""


def issuer_of(office: Office, own: Unit) -> str:
    """Name who issues, inside a sentence: "Ủy ban nhân dân xã Pa Vệ Sủ", "Phòng Nội vụ huyện Mường Tè"."""
    if not own.is_agency:
        return f"Ủy ban nhân dân {own.named}"
    above = office.directory.unit(own.parent or "").named
    return own.name if above in own.name else f"{own.name} {above}"


def header_of(office: Office, own: Unit, year: int) -> Header:
    """Return the head of a unit's report."""
    if not own.is_agency:
        return Header(("Ủy ban nhân dân", own.title), "BC-UBND", own.name, year, named=issuer_of(office, own))
    above = office.directory.unit(own.parent or "")
    committee = f"Ủy ban nhân dân\n{above.named}"  # broken where a committee's own paper breaks it
    return Header((own.name,), _OWN_SYMBOL, above.name, year, superior=committee, named=issuer_of(office, own))


def addressees_of(own: Unit) -> tuple[str, ...]:
    """Return to whom a unit's report goes: the Committee above it; nobody at the top."""
    parent = units.parent_of(own.key)
    return (f"Ủy ban nhân dân {units.unit(parent).named}",) if parent else ()


def level_of(own: Unit) -> str:
    """Name a place's level in a sentence: "xã", "thị trấn", "huyện"."""
    return own.type.lower() if own.level == "xa" else {"huyen": "huyện", "tinh": "tỉnh"}.get(own.level, "cơ quan")


def proof_of(standing: Standing) -> Proof | None:
    """Return what ties a paper to the closed figures; None while it is a draft."""
    mark = standing.snapshot_hash
    return Proof(mark[:12], f"SDV1 {standing.unit} {standing.code} {standing.version} {mark}") if mark else None


def signature_of(own: Unit, standing: Standing, head: Mapping[str, object] | None) -> Signature:
    """Return the signature block: the official who signed the closing, as it froze him, or the head in office with his name."""
    signer = standing.snapshot.signer if standing.is_frozen and standing.snapshot else None
    named = (signer.name, signer.position) if signer and rank_for(signer.position, agency=own.is_agency) else ("", "")
    if not named[0] and head:
        named = str(head["name"] or ""), str(head["position"] or "")
    return _of_agency(*named) if own.is_agency else _of_committee(*named)


def _of_committee(name: str, position: str) -> Signature:
    match rank_of(position):
        case "deputy":
            return Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), "Phó Chủ tịch", name)
        case "acting":
            return Signature(("TM. Ủy ban nhân dân",), "Q. Chủ tịch", name)
        case _:
            return Signature(("TM. Ủy ban nhân dân",), "Chủ tịch", name)


def _of_agency(name: str, position: str) -> Signature:
    rank, title = leads(position) or ("head", "Thủ trưởng đơn vị")
    if rank == "deputy":
        return Signature((f"KT. {title}",), f"Phó {title}", name)
    return Signature((), f"Q. {title}" if rank == "acting" else title, name)
