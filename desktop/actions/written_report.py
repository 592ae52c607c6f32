"""A written report by its outline: what it says of a period, to whom it goes, and the forms behind its figures as annexes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop import units
from desktop.actions import figures
from desktop.actions.figure_scope import Json
from desktop.actions.issuing import addressees_of, header_of, issuer_of, level_of, proof_of
from desktop.language.dates import paper_date
from desktop.office import Office
from desktop.reporting.closing import forms_at
from desktop.reporting.periods import Standing
from desktop.reports.document import Document, Signature, spans
from desktop.reports.facts import Facts
from desktop.reports.form_tables import appendix
from desktop.reports.narrative import body
from desktop.reports.outline import Listed, Outline
from desktop.units import Unit

Doubts = dict[str, tuple[str, ...]]


def written_document(
    office: Office, outline: Outline, standing: Standing, unit: str | None, signature: Signature, named: Mapping[Listed, Sequence[Any]]
) -> tuple[Document, Doubts]:
    """Return the report, of one unit or on an upper desk of all that have reported, and the doubts of its annexes."""
    period, own = standing.period, office.directory.unit(standing.unit)
    chosen = [form for form, _ in forms_at(period.span.to_date) if form.code in outline.forms]
    order = {code: place for place, code in enumerate(outline.forms)}
    chosen.sort(key=lambda form: order[form.code])
    answers = {answer["form"]: answer for answer in figures.forms(office, [form.code for form in chosen], standing.code, unit)}
    reported = figures.targets(office, standing.code, unit, settings=True)
    consolidated = reported["total"] is not None
    words = {
        "head": f"Chủ tịch UBND {_kinds_below(own)}" if consolidated else _head(own),
        "whole": f"tại {own.name}" if own.is_agency else f"trên địa bàn {own.named}",
        "last": paper_date(period.last),
    }
    facts = Facts(answers, reported, words)
    if not consolidated:
        facts = replace(facts, named=named)
    issuer = issuer_of(office, own)
    opening = (
        f"{outline.basis.format(year=period.span.to_date.year)}; {issuer} báo cáo kết quả {outline.subject} {period.label} "
        f"(từ ngày {paper_date(period.first)} đến ngày {paper_date(period.last)}), như sau:"
    )
    document = Document(
        header_of(office, own, period.span.to_date.year),
        "Báo cáo", f"Kết quả {outline.subject} {period.label}", body(outline, facts, opening),
        signature, _readers(outline, own),
        spans(f"Trên đây là báo cáo kết quả {outline.subject} {period.label} của {issuer}"),
        _copies(outline, own),
        tuple(appendix(answer) for answer in answers.values()), draft=not standing.is_frozen, proof=proof_of(standing),
    )  # fmt: skip
    return document, doubted(answers.values()) if outline.warns else {}


def doubted(answers: Iterable[Json]) -> Doubts:
    """Return what of the columns of forms nobody has verified yet, by form with its set."""
    found = {f"{one['set'] or ''} {one['form']}".strip(): tuple(doubt["text"] for doubt in one["unverified"]) for one in answers}
    return {form: said for form, said in found.items() if said}


def _readers(outline: Outline, own: Unit) -> tuple[str, ...]:
    if own.is_agency or not outline.to:
        return addressees_of(own)
    return tuple(one.format(named=own.named) for one in outline.to)


def _head(own: Unit) -> str:
    return "thủ trưởng cơ quan" if own.is_agency else f"Chủ tịch UBND {level_of(own)}"


def _copies(outline: Outline, own: Unit) -> tuple[str, ...]:
    if own.is_agency or outline.to:
        return ("Như trên", "Lưu: VT")
    return (
        "Như trên",
        f"TT. Đảng ủy, HĐND, UBMTTQ {level_of(own)}" if own.level == "xa" else "TT. cấp ủy, HĐND, UBMTTQ cùng cấp",
        "Lưu: VT",
    )


def _kinds_below(own: Unit) -> str:
    """Name the kinds of units below: "các xã, thị trấn"; one of them has no phường, another no thị trấn."""
    below = {unit.type.lower() for unit in units.subordinates(own.key)}
    return f"các {', '.join(kind for kind in ('huyện', 'thành phố', 'xã', 'phường', 'thị trấn') if kind in below)}"
