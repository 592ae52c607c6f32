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
from desktop.reports.pdf_table import TableSetter
from desktop.reports.pdf_text import NO_LIMIT, TextBlock, Typesetter, leading

__all__ = ["CellBox", "Rendered", "render_pdf"]

_HEADINGS = {Level.PART: nd30.PART, Level.SECTION: nd30.SECTION, Level.CLAUSE: nd30.CLAUSE, Level.POINT: nd30.POINT}
_SHARE = 0.7  # of a page: what one row may take
_HARDLY_HIGHER = 1.3  # a table that is no higher than this gives its type, not a second page
_TWO_LINES = 2 * leading(nd30.BODY) + nd30.BODY.before
_LINES_WITH_SIGNATURE = 2


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
    body = list(_flow((*document.body, Paragraph(document.ending())), setter, size))
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
        room = size[1] - sum(_height(line, size[0]) for line in title_)
        story += [*title_, *_flow(appendix.blocks, setter, size, room)]
    return story


def _flow(blocks: Iterable[Block], setter: Typesetter, size: tuple[float, float], room: float = 0.0) -> list[Flowable]:
    """Return the drawn things of a run of blocks; headings stay with what follows them.

    `room`: so many points are left on the page for the first block; a table that is hardly higher is set in smaller type.
    """
    story: list[Flowable] = []
    headings: list[TextBlock] = []
    for label, block in numbered(blocks):
        if isinstance(block, Heading):
            headings.append(_heading(label, block, setter))
            continue
        drawn, together = _block(block, setter, size, 0.0 if story or headings else room)
        if headings:
            above = sum(_height(heading, size[0]) for heading in headings)
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


def _block(block: Block, setter: Typesetter, size: tuple[float, float], left: float) -> tuple[list[Flowable], float]:
    """Return the drawn things of one block, and how many points of them must follow a heading on its page."""
    match block:
        case Paragraph(text):
            return [setter.block(part, nd30.BODY) for part in paragraphs_of(text)], _TWO_LINES
        case Bullets(items):
            parts = (part for item in items for part in paragraphs_of(item))
            return [setter.block(part, nd30.BODY, lead="- ") for part in parts], _TWO_LINES
        case Note(text):
            return [setter.block(part, nd30.NOTE) for part in paragraphs_of(text)], _TWO_LINES
        case Table():
            return _table(block, setter, size, left)
    return [], 0.0


def _table(table: Table, setter: Typesetter, size: tuple[float, float], left: float) -> tuple[list[Flowable], float]:
    """Return caption, table and notes; the caption stays with the first row."""
    caption = setter.blocks([table.caption], nd30.TABLE_CAPTION)
    notes = [setter.block(part, nd30.TABLE_NOTE) for note in table.notes for part in paragraphs_of(note)]
    beside = sum(_height(line, size[0]) for line in (*caption, *notes))
    grid, together = _grid(table, setter, size, left - beside)
    room = together + sum(_height(line, size[0]) for line in caption)
    return [CondPageBreak(min(room, size[1])), *caption, grid, *notes], room


def _grid(table: Table, setter: Typesetter, size: tuple[float, float], left: float) -> tuple[Flowable, float]:
    """Return the table in its own type, or in the first smaller one in which it needs no second page for a few rows."""
    whole = TableSetter(table, setter.ink, size[0], size[1] * _SHARE)
    made = whole.set()
    if left < whole.height <= left * _HARDLY_HIGHER:
        for most in (one for one in nd30.TABLE_SIZES if nd30.TABLE_COMFORTABLE <= one < whole.size):
            smaller = TableSetter(table, setter.ink, size[0], size[1] * _SHARE, most)
            fitting = smaller.set()
            if smaller.height <= left:
                return fitting
    return made


def _height(block: TextBlock, available: float) -> float:
    """Return the height in points of a paragraph with the gap above it."""
    return float(block.wrap(available, NO_LIMIT)[1]) + float(block.style.spaceBefore)


def _taken_from_end(body: list[Flowable], available: float) -> Sequence[Flowable]:
    """Take from the end of `body` what stays with the signature: two lines of text, or whatever stands there instead."""
    kept: list[Flowable] = []
    lines = 0
    while body and lines < _LINES_WITH_SIGNATURE:
        last = body[-1]
        if isinstance(last, CondPageBreak):
            body.pop()
            continue
        if not isinstance(last, TextBlock):
            break
        body.pop()
        count = last.lines(available)
        missing = _LINES_WITH_SIGNATURE - lines
        if count > missing + 2:
            before, last = last.split(available, (count - missing) * last.style.leading)
            # One paragraph in two pieces: no gap and no indent between them.
            last.style = last.style.clone("", spaceBefore=0)
            body.append(before)
            count = missing
        kept.insert(0, last)
        lines += count
    return kept
