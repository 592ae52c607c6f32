"""What an office paper says, before anybody decides how it looks.

A report is typed once and leaves the office as PDF, as Word or as a sheet, so its content is a value here:
blocks in the order of Nghị định 30/2020/NĐ-CP, Phụ lục I, and no millimetres, fonts or files. A number that the
program computed carries the key of the figure it shows (`Span.cell`, e.g. "DV-05:5"), so that a preview can
open the records behind it; printing ignores the key.

Text is NFC Vietnamese as stored; the printer deals with characters it cannot draw. A newline in running text
begins a new paragraph.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from desktop.reports.layout_nd30 import PROOF_PAYLOAD_MAX, point_letters, roman


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text; `cell` names the computed figure that it shows, empty for ordinary words."""

    text: str
    cell: str = ""
    bold: bool = False
    italic: bool = False


Text = tuple[Span, ...]


def spans(*parts: str | Span) -> Text:
    """Return running text from words and spans, in the order given."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def paragraphs_of(text: Text) -> tuple[Text, ...]:
    """Return `text` cut at its newlines, without the pieces that hold only blanks."""
    pieces: list[list[Span]] = [[]]
    for span in text:
        first, *others = span.text.splitlines() or [""]
        pieces[-1].append(Span(first, span.cell, span.bold, span.italic))
        pieces.extend([Span(line, span.cell, span.bold, span.italic)] for line in others)
        if span.text.endswith("\n"):
            pieces.append([])
    return tuple(tuple(span for span in piece if span.text) for piece in pieces if any(span.text.strip() for span in piece))


class Level(IntEnum):
    """The levels of a heading in the body (Nghị định 30/2020, Phụ lục I, ô 6)."""

    PART = 0  # Phần thứ nhất
    SECTION = 1  # I. MỤC
    CLAUSE = 2  # 1. Khoản
    POINT = 3  # a) Điểm


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; its number follows from its place, see `numbered`."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of the body."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with hyphens."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in smaller italics, under a table or between paragraphs."""

    text: Text


class Align(StrEnum):
    """How the cells of a column stand. LEFT marks a column of words, which is given the spare width."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or with `children` a heading over several columns.

    `number` is what the row of column numbers shows ("1=4+13+22"); `width_mm` fixes the width of a leaf.
    """

    title: str
    children: tuple["Column", ...] = ()
    number: str = ""
    align: Align = Align.CENTER
    width_mm: float | None = None

    def leaves(self) -> Iterator["Column"]:
        """Yield the columns that hold cells, from left to right."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def depth(self) -> int:
        """Return how many header rows this column needs."""
        return 1 + max((child.depth() for child in self.children), default=0)


class RowKind(StrEnum):
    """What a row of a table is for."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"
    MISSING = "missing"  # a unit that has not reported: said in words, never as 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed value. `text` is ready to print (1.234,5); `span` joins it with the cells to its right."""

    text: str
    cell: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row; the spans of its cells add up to the number of leaf columns."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header of any depth. Raises ValueError if a row does not fill the columns exactly."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        expected = len(self.leaves())
        for index, row in enumerate(self.rows, start=1):
            if (got := sum(cell.span for cell in row.cells)) != expected:
                raise ValueError(f"row {index} fills {got} of {expected} columns")

    def leaves(self) -> tuple[Column, ...]:
        """Return the columns that hold cells, from left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves())


Block = Heading | Paragraph | Bullets | Note | Table


@dataclass(frozen=True, slots=True)
class Header:
    """Ô 1–4: who issues the paper, its number, where and when.

    `issuer` and `superior` are printed in capitals, one line each. `number` is given by the registry (văn thư), never by the program: empty
    leaves room for handwriting, and so does `date` None, of which `year` is still printed. `named` is the issuer inside a sentence
    ("Ủy ban nhân dân xã Pa Vệ Sủ"), for the line under an appendix title.
    """

    issuer: tuple[str, ...]
    symbol: str
    place: str
    year: int
    date: dt.date | None = None
    number: str = ""
    superior: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Ô 7: "TM. ỦY BAN NHÂN DÂN" or "KT. CHỦ TỊCH" above the title, the name below the signature."""

    authority: tuple[str, ...]
    title: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What ties a printed paper to the closed figures: the snapshot's short hash, and the signed totals for the QR code.

    Raises ValueError for a payload that a 600 dpi office printer could not print legibly.
    """

    code: str
    payload: str

    def __post_init__(self) -> None:
        if len(self.payload.encode()) > PROOF_PAYLOAD_MAX:
            raise ValueError(f"QR payload is longer than {PROOF_PAYLOAD_MAX} bytes")


@dataclass(frozen=True, slots=True)
class Appendix:
    """A paper attached to the report: landscape, numbered by itself. `form` is the form's own number ("Biểu DV-05")."""

    title: str
    blocks: tuple[Block, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper, ready for any of the printers."""

    header: Header
    kind: str
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    addressees: tuple[str, ...] = ()
    closing: Text = ()
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    draft: bool = False
    proof: Proof | None = None
    language: str = "vi-VN"

    @property
    def title(self) -> str:
        """The name under which readers, bookmarks and file properties know the paper."""
        return f"{self.kind.capitalize()} {self.subject[:1].lower()}{self.subject[1:]}"

    def ending(self) -> Text:
        """Return the last sentence with the mark "./." that ends an official paper."""
        if not self.closing:
            return ()
        last = self.closing[-1]
        return (*self.closing[:-1], Span(last.text.rstrip(" \n./") + "./.", last.cell, last.bold, last.italic))

    def cells(self) -> tuple[str, ...]:
        """Return the keys of all computed figures in printing order, each once."""
        found: dict[str, None] = {}
        for block in (*self.body, Paragraph(self.closing), *(block for part in self.appendices for block in part.blocks)):
            found.update(dict.fromkeys(key for key in _keys(block) if key))
        return tuple(found)


def _keys(block: Block) -> Iterator[str]:
    """Yield the figure keys of one block, empty ones included."""
    match block:
        case Paragraph(text) | Note(text):
            yield from (span.cell for span in text)
        case Bullets(items):
            yield from (span.cell for item in items for span in item)
        case Table():
            yield from (cell.cell for row in block.rows for cell in row.cells)
            yield from (span.cell for note in block.notes for span in note)
        case Heading():
            pass


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Yield every block with the number that it carries: "I.", "1.", "a)", for a part "Phần I"; empty for other blocks."""
    counts = [0] * len(Level)
    for block in blocks:
        if not isinstance(block, Heading):
            yield "", block
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (len(Level) - block.level - 1)
        count = counts[block.level]
        labels = (f"Phần {roman(count)}", f"{roman(count)}.", f"{count}.", f"{point_letters(count)})")
        yield labels[block.level], block


def appendix_label(index: int, total: int) -> str:
    """Return "Phụ lục", numbered in Roman figures when the paper has several (`index` counts from 1)."""
    return "Phụ lục" if total == 1 else f"Phụ lục {roman(index)}"
