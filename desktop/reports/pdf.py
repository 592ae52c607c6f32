"""The official copy: a document becomes PDF, laid out to Nghị định 30/2020/NĐ-CP.

Law: takes a value, returns bytes; the same document gives the same bytes. Every face is embedded, every stored
text escaped, every character drawn or shown as □. The signature never stands alone on the last page: two lines
of text stay with it. Not PDF/A, and not said to be.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak

from desktop.jobs import Job
from desktop.reports import layout_nd30 as nd30
from desktop.reports.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Level,
    Note,
    Paragraph,
    Table,
    appendix_label,
    numbered,
    paragraphs_of,
)
from desktop.reports.pdf_blocks import appendix_title, header, signature, title
from desktop.reports.pdf_page import LANDSCAPE, LYING, UPRIGHT, BeginPart, CellBox, Paper, Sheet, text_area
from desktop.reports.pdf_table_run import TableRun
from desktop.reports.pdf_text import TextBlock, Typesetter, full_height

__all__ = ["CellBox", "Rendered", "render_pdf"]

_HEADINGS = {Level.PART: nd30.PART, Level.SECTION: nd30.SECTION, Level.CLAUSE: nd30.CLAUSE, Level.POINT: nd30.POINT}
_KEPT_LINES = 2  # of the text with the signature, of a paragraph with its heading
_LEAST_PARTED = 4  # lines: with fewer, one would stand alone before or after the break


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed document.

    `cells` gives the page (from 1) on which each figure first stands, `boxes` every place of it, `parts` the report and its appendices with
    their first pages, `replaced` the characters that were printed as □ because the face lacks them.
    """

    data: bytes
    pages: int
    cells: Mapping[str, int]
    boxes: tuple[CellBox, ...]
    parts: tuple[tuple[str, int], ...]
    replaced: frozenset[str]


def render_pdf(document: Document, job: Job | None = None) -> Rendered:
    """Print `document`; nothing is written to disk.

    Raises:
        Cancelled: somebody stopped `job`, which is told after every page.
    """
    listener = job or Job()
    setter = Typesetter()
    target = io.BytesIO()
    ink = setter.ink
    paper = Paper(
        target,
        draft=document.draft,
        proof=ink.line(document.proof.code) if document.proof else "",
        on_page=lambda page: listener.step("In báo cáo", page),
        title=ink.line(document.title),
        author=ink.line(" ".join(document.header.issuer)),
        subject=ink.line(document.subject),
        creator="Sổ Dân vận",
        lang=document.language,
    )
    sheets: list[Sheet] = []

    def sheet(*args: object, **kwargs: object) -> Sheet:
        sheets.append(Sheet(*args, figures=setter.figures, **kwargs))
        return sheets[-1]

    paper.build(_report(document, setter) + _appendices(document, setter), canvasmaker=sheet)
    boxes = tuple(sheets[-1].boxes)
    cells = {box.cell: box.page for box in reversed(boxes)}
    return Rendered(target.getvalue(), paper.page, MappingProxyType(cells), boxes, tuple(paper.parts), frozenset(ink.replaced))


def _report(document: Document, setter: Typesetter) -> list[Flowable]:
    """Return the report itself, from the header to the signature."""
    size = text_area(UPRIGHT)
    first = title(document, setter, size[0])
    first[0].outline = (0, setter.ink.line(document.title))
    body = list(_flow((*document.body, Paragraph(document.ending())), setter, size, TableRun(setter, size)))
    end = signature(document, setter, size[1] * 0.6)
    kept = _taken_from_end(body, size[0])
    return [BeginPart(document.title), *header(document, setter), *first, *body, KeepTogether([*kept, *end[:2]]), *end[2:]]


def _appendices(document: Document, setter: Typesetter) -> list[Flowable]:
    """Return all appendices, each on landscape pages of its own."""
    story: list[Flowable] = []
    size = text_area(LYING)
    total = len(document.appendices)
    for index, appendix in enumerate(document.appendices, start=1):
        label = appendix_label(index, total)
        story += [NextPageTemplate(LANDSCAPE), PageBreak(), BeginPart(f"{label}. {appendix.title}")]
        title_ = appendix_title(label, appendix, document, setter)
        room = size[1] - sum(full_height(line, size[0]) for line in title_)
        story += [*title_, *_flow(appendix.blocks, setter, size, TableRun(setter, size, room))]
    return story


def _flow(blocks: Iterable[Block], setter: Typesetter, size: tuple[float, float], tables: TableRun) -> list[Flowable]:
    """Return the drawn things of a run of blocks; headings stay with what follows them."""
    story: list[Flowable] = []
    headings: list[TextBlock] = []
    for label, block in numbered(blocks):
        if isinstance(block, Heading):
            headings.append(_heading(label, block, setter))
            tables.others_stand_above()
            continue
        drawn, together = tables.draw(block) if isinstance(block, Table) else _text(block, setter, size[0])
        tables.others_stand_above()
        if headings:
            above = sum(full_height(heading, size[0]) for heading in headings)
            story += [CondPageBreak(min(above + together, size[1])), *headings]
            headings = []
        story += drawn
    return story + headings


def _heading(label: str, heading: Heading, setter: Typesetter) -> TextBlock:
    look = _HEADINGS[heading.level]
    caps = heading.level in (Level.PART, Level.SECTION)
    block = setter.block(heading.text, look, caps=caps, lead=f"{label} ")
    block.outline = (heading.level, setter.ink.line(f"{label} {heading.text}"))
    return block


def _text(block: Paragraph | Bullets | Note, setter: Typesetter, available: float) -> tuple[list[Flowable], float]:
    """Return the paragraphs of one block, and how many points of them must follow a heading on its page."""
    match block:
        case Bullets(items):
            parts = [setter.block(part, nd30.BODY, lead="- ") for item in items for part in paragraphs_of(item)]
        case _:
            look = nd30.NOTE if isinstance(block, Note) else nd30.BODY
            parts = [setter.block(part, look) for part in paragraphs_of(block.text)]
    return [*parts], _first_lines(parts[0], available) if parts else 0.0


def _first_lines(block: TextBlock, available: float) -> float:
    """Return the height of what of a paragraph cannot be parted: two lines, or all of it if one line would be left over."""
    count = block.lines(available)
    parted = _KEPT_LINES if count >= _LEAST_PARTED else count
    return parted * float(block.style.leading) + float(block.style.spaceBefore)


def _taken_from_end(body: list[Flowable], available: float) -> Sequence[Flowable]:
    """Take from the end of `body` what stays with the signature: two lines of text, or whatever stands there instead."""
    kept: list[Flowable] = []
    lines = 0
    while body and lines < _KEPT_LINES:
        last = body[-1]
        if isinstance(last, CondPageBreak):
            body.pop()
            continue
        if not isinstance(last, TextBlock):
            break
        body.pop()
        count = last.lines(available)
        missing = _KEPT_LINES - lines
        if count - _KEPT_LINES >= _LEAST_PARTED:  # reportlab, too, moves no line alone
            before, last = last.split(available, (count - missing) * last.style.leading)
            # One paragraph in two pieces: no gap and no indent between them.
            last.style = last.style.clone("", spaceBefore=0)
            body.append(before)
            count = missing
        kept.insert(0, last)
        lines += count
    while body and (isinstance(body[-1], CondPageBreak) or getattr(body[-1], "outline", None)):
        last = body.pop()  # a heading goes with the text below it
        if isinstance(last, TextBlock):
            kept.insert(0, last)
    return kept
