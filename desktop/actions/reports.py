"""Reports of a period: the periodic report on công tác dân vận chính quyền, and a form by itself, as PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.query import Query
from desktop import units
from desktop.actions import figures
from desktop.actions.issuing import addressees_of, header_of, issuer_of, level_of, proof_of, signature_of
from desktop.actions.media_report import KIND, media_document
from desktop.actions.report_names import named
from desktop.actions.supplement import supplemented
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.dates import paper_date
from desktop.office import Office
from desktop.packages import stick
from desktop.reporting import periods
from desktop.reporting.closing import forms_at
from desktop.reporting.consolidation import as_printed
from desktop.reporting.other_spans import ALONE, Beside
from desktop.reporting.periods import Standing
from desktop.reporting.signing_officials import head_in_office
from desktop.reports.document import Document, Paragraph, Signature, spans
from desktop.reports.facts import Facts
from desktop.reports.form_tables import appendix
from desktop.reports.narrative import body
from desktop.reports.outline import Listed, Outline, all_outlines
from desktop.units import Unit

if TYPE_CHECKING:
    from desktop.reports.pdf import Rendered

WRITTEN: Final = {**{kind: outline.short for kind, outline in all_outlines().items()}, KIND: "Báo cáo thông tin, tuyên truyền"}
"""The kinds of written reports, with what the window calls them."""
KINDS: Final = (*WRITTEN, "bieu:<biểu>")
_FORM: Final = "bieu:"
_NO_JOB: Final = Job()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in memory. `snapshot`: the hash of the frozen figures it was made from, None while it is a draft.

    `doubts`: a form printed by itself, with its set, → what of its columns nobody has verified yet; an annex says it on its page.
    """

    rendered: "Rendered"
    draft: bool
    snapshot: str | None
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def pdf(self) -> bytes:
        """The file's bytes."""
        return self.rendered.data

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.rendered.pages


@dataclass(frozen=True, slots=True)
class Told:
    """What a unit's report says besides its figures."""

    signature: Signature
    named: Mapping[Listed, Sequence[Any]]


def render(
    office: Office,
    kind: str,
    period: str,
    unit: str | None = None,
    beside: Beside = ALONE,
    form_set: str | None = None,
    job: Job = _NO_JOB,
) -> Report:
    """Make a report of a period: of the own unit, of one unit, or (on an upper desk) consolidated.

    `beside` widens a form alone; `form_set` takes it from another circular than that of the period's last day.

    Raises:
        Problem: invalid_value for an unknown kind, unknown_period, unknown_unit.
    """
    if kind not in WRITTEN and not kind.startswith(_FORM):
        raise Problem("invalid_value", f"Chưa có loại báo cáo “{kind}”. Hiện có: {', '.join(KINDS)}.", where=kind)
    if beside != ALONE and not kind.startswith(_FORM):
        raise Problem("invalid_value", "Lũy kế, cùng kỳ chỉ in theo từng biểu. Chọn bieu:<tên biểu>, ví dụ bieu:DV-05.", where=kind)
    key = office.directory.find(unit, office.identity.era).key if unit else office.identity.unit
    with office.reading() as connection:
        standing = periods.standing(office, connection, key, period)
    outline = all_outlines().get(kind)
    told = _told(office, standing, outline)
    from desktop.reports.pdf import render_pdf  # reportlab costs a tenth of a second that no other command should pay

    job.step("Tính số liệu", 0)
    doubts = dict[str, tuple[str, ...]]()
    if outline:
        document = _written(office, outline, standing, unit, told)
    elif kind == KIND:
        document = media_document(office, standing, unit, told.signature)
    else:
        answer = figures.form(office, kind.removeprefix(_FORM), standing.code, unit, form_set=form_set, beside=beside)
        document = _one_form(office, answer, standing, told)
        said = tuple(one["text"] for one in answer["unverified"])
        doubts = {f"{answer['set'] or ''} {answer['form']}".strip(): said} if said else {}
    document = supplemented(office, standing, kind, document)
    return Report(render_pdf(document, job), document.draft, standing.snapshot_hash, doubts)


def save(
    office: Office,
    kind: str,
    period: str,
    file: Path,
    unit: str | None = None,
    beside: Beside = ALONE,
    form_set: str | None = None,
    job: Job = _NO_JOB,
) -> Report:
    """Make a report and write it, whole or not at all.

    Raises:
        Problem: what `render` and writing say.
    """
    made = render(office, kind, period, unit, beside, form_set, job)
    stick.write(file, made.pdf, replace=True)
    return made


def _written(office: Office, outline: Outline, standing: Standing, unit: str | None, told: Told) -> Document:
    """Return a report by its outline: what it says, and the forms that its figures come from as annexes."""
    period, own = standing.period, office.directory.unit(standing.unit)
    in_use = [form.code for form, _ in forms_at(period.span.to_date)]
    codes = [code for code in outline.forms if code in in_use]
    answers = {answer["form"]: answer for answer in figures.forms(office, codes, standing.code, unit)}
    reported = figures.targets(office, standing.code, unit, settings=True)
    consolidated = reported["total"] is not None
    words = {
        "head": f"Chủ tịch UBND {_kinds_below(own)}" if consolidated else _head(own),
        "whole": f"tại {own.name}" if own.is_agency else f"trên địa bàn {own.named}",
        "last": paper_date(period.last),
    }
    facts = Facts(answers, reported, words, {} if consolidated else told.named)
    opening = (
        f"Thực hiện Kế hoạch của UBND tỉnh Lai Châu về triển khai, thực hiện công tác dân vận chính quyền năm {period.span.to_date.year}; "
        f"{issuer_of(office, own)} báo cáo kết quả {outline.subject} {period.label} "
        f"(từ ngày {paper_date(period.first)} đến ngày {paper_date(period.last)}), như sau:"
    )
    return Document(
        header_of(office, own, period.span.to_date.year),
        "Báo cáo", f"Kết quả {outline.subject} {period.label}", body(outline, facts, opening),
        told.signature,
        addressees_of(own),
        spans(f"Trên đây là báo cáo kết quả {outline.subject} {period.label} của {issuer_of(office, own)}"),
        _copies(own),
        tuple(appendix(answer) for answer in answers.values()), draft=not standing.is_frozen, proof=proof_of(standing),
    )  # fmt: skip


def _one_form(office: Office, answer: figures.Json, standing: Standing, told: Told) -> Document:
    own, period = office.directory.unit(standing.unit), standing.period
    text = f"Biểu {answer['form']} kèm theo, số liệu từ ngày {paper_date(period.first)} đến ngày {paper_date(period.last)}."
    return Document(
        header_of(office, own, period.span.to_date.year),
        "Biểu tổng hợp", f"{answer['title']} {period.label}", (Paragraph(spans(text)),), told.signature,
        recipients=("Lưu: VT",), appendices=(appendix(answer),), draft=not standing.is_frozen, proof=proof_of(standing),
    )  # fmt: skip


def _head(own: Unit) -> str:
    return "thủ trưởng cơ quan" if own.is_agency else f"Chủ tịch UBND {level_of(own)}"


def _copies(own: Unit) -> tuple[str, ...]:
    if own.is_agency:
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


def _told(office: Office, standing: Standing, outline: Outline | None) -> Told:
    """Read what a unit's report says besides figures, as of its closing: a closed report never changes silently."""
    with office.reading() as connection, as_printed(office, connection, standing) as whole:
        found = named(office, connection, standing, outline) if whole and outline else {}
        day = standing.closing.at[:10] if standing.closing and standing.is_frozen else office.clock.today().isoformat()
        own = office.directory.unit(standing.unit)
        officials = office.reader(connection).rows(Query("official", units=(standing.unit,)))
        return Told(signature_of(own, standing, head_in_office(officials, day, agency=own.is_agency)), found)
