"""Reports of a period: the periodic report on công tác dân vận chính quyền, and a form by itself, as PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.query import Query
from desktop.actions import figures
from desktop.actions.figure_scope import Json
from desktop.actions.issuing import header_of, proof_of, signature_of
from desktop.actions.media_report import KIND, media_document
from desktop.actions.plan_paper import PLAN, plan_document
from desktop.actions.report_names import named
from desktop.actions.supplement import supplemented
from desktop.actions.written_report import doubted, written_document
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.dates import paper_date
from desktop.office import Office
from desktop.packages import stick
from desktop.reporting import periods
from desktop.reporting.below import changed_below, changed_words
from desktop.reporting.consolidation import as_printed
from desktop.reporting.other_spans import ALONE, Beside
from desktop.reporting.periods import Standing
from desktop.reporting.signing_officials import head_in_office
from desktop.reports.document import Document, Note, Paragraph, Signature, spans
from desktop.reports.form_tables import appendix
from desktop.reports.outline import Listed, Outline, all_outlines

if TYPE_CHECKING:
    from desktop.reports.pdf import Rendered

WRITTEN: Final = {
    **{kind: outline.short for kind, outline in all_outlines().items()},
    KIND: "Báo cáo thông tin, tuyên truyền",
    PLAN: "Kế hoạch năm",
}
"""The kinds of written reports, with what the window calls them."""
KINDS: Final = (*WRITTEN, "bieu:<biểu>")
_FORM: Final = "bieu:"
_NO_JOB: Final = Job()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in memory. `snapshot`: the hash of the frozen figures it was made from, None while it is a draft.

    `doubts`: a form printed by itself, or the Inspectorate's in the report that is made of them, with its set, → what of its columns
    nobody has verified yet; any other annex says it on its page alone.
    `changed`: why a consolidated report of a closed period is a draft again, in one sentence.
    """

    rendered: "Rendered"
    draft: bool
    snapshot: str | None
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: str = ""

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
        changed = changed_words(office, changed_below(office, connection, standing)) if unit is None else ""
    from desktop.reports.pdf import render_pdf  # reportlab costs a tenth of a second that no other command should pay

    if kind == PLAN:
        plan = plan_document(office, standing)
        return Report(render_pdf(plan, job), plan.draft, None)
    outline = all_outlines().get(kind)
    told = _told(office, standing, outline)
    job.step("Tính số liệu", 0)
    doubts = dict[str, tuple[str, ...]]()
    if outline:
        document, doubts = written_document(office, outline, standing, unit, told.signature, told.named)
    elif kind == KIND:
        document = media_document(office, standing, unit, told.signature)
    else:
        answer = figures.form(office, kind.removeprefix(_FORM), standing.code, unit, form_set=form_set, beside=beside)
        document = _one_form(office, answer, standing, told)
        doubts = doubted([answer])
    document = supplemented(office, standing, kind, document, whole=unit is None)
    if changed:
        document = replace(document, draft=True, proof=None, body=(Note(spans(changed)), *document.body))
    return Report(render_pdf(document, job), document.draft, None if changed else standing.snapshot_hash, doubts, changed)


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
    stick.require_folder(file)
    made = render(office, kind, period, unit, beside, form_set, job)
    stick.write(file, made.pdf, replace=True)
    return made


def _one_form(office: Office, answer: Json, standing: Standing, told: Told) -> Document:
    own, period = office.directory.unit(standing.unit), standing.period
    text = f"Biểu {answer['form']} kèm theo, số liệu từ ngày {paper_date(period.first)} đến ngày {paper_date(period.last)}."
    return Document(
        header_of(office, own, period.span.to_date.year),
        "Biểu tổng hợp", f"{answer['title']} {period.label}", (Paragraph(spans(text)),), told.signature,
        recipients=("Lưu: VT",), appendices=(appendix(answer),), draft=not standing.is_frozen, proof=proof_of(standing),
    )  # fmt: skip


def _told(office: Office, standing: Standing, outline: Outline | None) -> Told:
    """Read what a unit's report says besides figures, as of its closing: a closed report never changes silently."""
    with office.reading() as connection, as_printed(office, connection, standing) as whole:
        found = named(office, connection, standing, outline) if whole and outline else {}
        day = standing.closing.at[:10] if standing.closing and standing.is_frozen else office.clock.today().isoformat()
        own = office.directory.unit(standing.unit)
        officials = office.reader(connection).rows(Query("official", units=(standing.unit,)))
        return Told(signature_of(own, standing, head_in_office(officials, day, agency=own.is_agency)), found)
