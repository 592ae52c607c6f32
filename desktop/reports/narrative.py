"""The text of a written report: its outline filled with figures and names, each number tied to the cell behind it.

Nothing is said of what did not happen but that it did not; what was not entered is said to be missing, never printed as 0.
"""

from collections.abc import Sequence
from typing import Final, Literal

from desktop.reports.blocks import BLOCKS
from desktop.reports.document import Align, Block, Bullets, Cell, Column, Heading, Paragraph, Row, Span, Table, Text, spans
from desktop.reports.facts import Facts, listed
from desktop.reports.outline import Listed, Outline, Section, Sentence
from desktop.reports.sentences import filled, leading, places

_NONE: Final = "Trong kỳ không phát sinh"
_MISSING: Final = "Chưa nhập số liệu"
_IDLE: Final = "Không áp dụng đối với đơn vị:"


def body(outline: Outline, facts: Facts, opening: str) -> tuple[Block, ...]:
    """Return the report's body."""
    blocks: list[Block] = [Paragraph(spans(opening))]
    for part in outline.parts:
        if part.consolidated in (None, facts.consolidated):
            said = [*(BLOCKS[part.block](facts) if part.block else ()), *_said(part, facts)]
            blocks += [Heading(part.level, part.title), *(said or ([Paragraph(spans(part.none))] if part.none else []))]
    return tuple(_without_empty(blocks))


def _without_empty(blocks: Sequence[Block]) -> list[Block]:
    """Leave out headings under which nothing stands: an agency keeps no books on villages and voters."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        empty = below is None or (isinstance(below, Heading) and isinstance(block, Heading) and below.level <= block.level)
        if not (isinstance(block, Heading) and empty):
            kept.append(block)
    return kept[::-1]


def _said(part: Section, facts: Facts) -> list[Block]:
    """Say what there is, then in one line each what did not happen and what nobody entered."""
    blocks: list[Block] = []
    none: list[str] = []
    missing: list[str] = []
    idle: list[str] = []
    for one in part.says:
        match _standing(one, facts):
            case "missing":
                missing.append(one.about)
            case "idle":
                idle.append(one.about)
            case "none" if one.none:
                blocks.append(Paragraph(_sentence(one.none, facts, ".")))
            case "none":
                none.append(one.about)
            case "there":
                blocks += _one(one, facts)
    return [*blocks, *_in_one_line(_NONE, none), *_in_one_line(_IDLE, idle), *_in_one_line(_MISSING, missing)]


def _standing(one: Sentence, facts: Facts) -> Literal["there", "none", "idle", "missing", "left_out"]:
    """Judge a sentence by the figure that leads it, by all of them where none stands outside brackets, or by what it names."""
    if one.consolidated not in (None, facts.consolidated):
        return "left_out"
    lead = [one.by] if one.by else [place for place in leading(one.text) if ":" in place]
    figures = lead[:1] or [place for place in places(one.text) if ":" in place]
    if any(map(facts.apart_from, lead or figures)):
        return "left_out"
    if figures and all(map(facts.outside, figures)):
        return "idle"
    if figures:
        known = any(map(facts.known, figures))
        return "there" if any(map(facts.there, figures)) else "none" if known else "missing"
    if one.names and facts.consolidated:
        return "left_out"  # records are named by the unit that keeps them
    return "there" if one.names is None or _names(one, facts) else "none"


def _in_one_line(words: str, about: Sequence[str]) -> list[Block]:
    named = [one for one in about if one]
    return [Paragraph(spans(f"{words} {'; '.join(named)}."))] if named else []


def _one(one: Sentence, facts: Facts) -> list[Block]:
    named = _names(one, facts)
    said: list[Block] = [Paragraph(_sentence(one.text, facts, ":" if named else "."))] if one.text else []
    if not named or one.names is None:
        return said
    if one.names.columns:
        return [*said, _table(one.names, named)]
    return [*said, Bullets(tuple(spans(text) for text in listed(named)))]


def _names(one: Sentence, facts: Facts) -> Sequence[str]:
    return facts.named.get(one.names, ()) if one.names else ()


def _sentence(template: str, facts: Facts, end: str) -> Text:
    parts = filled(template, facts.shown, facts.there)
    joined: list[str | Span] = []
    for part in parts:
        if joined and isinstance(part, str) and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    first = joined[0]
    if isinstance(first, str):
        joined[0] = f"{first[:1].upper()}{first[1:]}"
    return spans(*joined, end)


def _table(asked: Listed, rows: Sequence[Sequence[str]]) -> Table:
    columns = (Column("TT", width_mm=10), *(Column(title, align=Align.LEFT) for title in asked.columns.values()))
    return Table(columns, tuple(Row((Cell(str(place)), *map(Cell, row))) for place, row in enumerate(rows, start=1)))
