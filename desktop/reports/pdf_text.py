"""Running text for the PDF: stored words become paragraphs of the decree's types.

Law: nothing stored is ever markup. Every piece of text is escaped here and nowhere else; a record that holds
"<img src=…>" prints exactly that.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as RlParagraph

from desktop.reports.document import Span, Text
from desktop.reports.layout_nd30 import RULE_WEIGHT, Place, Type
from desktop.reports.pdf_fonts import LINE_HEIGHT, Ink, face, width

_PLACES = {Place.LEFT: TA_LEFT, Place.CENTER: TA_CENTER, Place.JUSTIFY: TA_JUSTIFY}
NO_LIMIT = 1e6


class TextBlock(RlParagraph):
    """A paragraph that knows its lines, and that becomes a bookmark when it has an `outline` (level, title)."""

    outline: tuple[int, str] | None = None

    def lines(self, available: float) -> int:
        """Return the number of lines at this width in points."""
        self.wrap(available, NO_LIMIT)
        return len(self.blPara.lines)

    def draw(self) -> None:
        """Draw, and bookmark the place."""
        if self.outline is not None:
            self.canv.bookmark(*self.outline, self.height)
        super().draw()


class Rule(Flowable):
    """A solid line of `length` points in the middle of its column, `gap` points below the text above."""

    def __init__(self, length: float, gap: float = 3.5) -> None:
        super().__init__()
        self._length, self._gap = length, gap

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self._available = available
        return available, self._gap + RULE_WEIGHT

    def draw(self) -> None:
        """Draw the line."""
        start = (self._available - self._length) / 2
        self.canv.setLineWidth(RULE_WEIGHT)
        self.canv.line(start, RULE_WEIGHT / 2, start + self._length, RULE_WEIGHT / 2)


class Typesetter:
    """Makes paragraphs; remembers the figures shown in them and the characters that could not be drawn."""

    def __init__(self) -> None:
        self.ink = Ink()
        self.figures: list[tuple[str, float]] = []  # key, printed width in points

    def block(self, text: str | Text, look: Type, *, caps: bool = False, lead: str = "", left: float = 0.0) -> TextBlock:
        """Return one paragraph; `lead` goes before the text in the same type, `left` indents all lines (points)."""
        spans = (Span(text),) if isinstance(text, str) else text
        markup = escape(lead) + "".join(self._markup(span, look, caps=caps) for span in spans)
        return TextBlock(markup, self.style(look, left))

    def blocks(self, texts: Iterable[str], look: Type, *, caps: bool = False) -> list[TextBlock]:
        """Return a paragraph for each text that is not empty."""
        return [self.block(text, look, caps=caps) for text in texts if text.strip()]

    def style(self, look: Type, left: float = 0.0) -> ParagraphStyle:
        """Return the paragraph style of a type; the family's bold and italic come from the markup."""
        return ParagraphStyle(
            "",
            fontName=face(bold=look.bold, italic=look.italic),
            fontSize=look.size,
            leading=leading(look),
            alignment=_PLACES[look.place],
            firstLineIndent=look.indent * mm,
            leftIndent=left,
            spaceBefore=look.before,
            allowWidows=0,
            allowOrphans=0,
            bulletFontName=face(),
            splitLongWords=1,
        )

    def _markup(self, span: Span, look: Type, *, caps: bool) -> str:
        text = self.ink.safe(span.text)
        text = text.upper() if caps else text
        markup = escape(text).replace("\n", "<br/>")
        bold, italic = span.bold or look.bold, span.italic or look.italic
        font = face(bold=bold, italic=italic)
        if (bold, italic) != (look.bold, look.italic):
            markup = f'<font name="{font}">{markup}</font>'
        if not span.cell or not text:
            return markup
        self.figures.append((span.cell, width(text, font, look.size)))
        return f'<link href="#{len(self.figures) - 1}" color="black">{markup}</link>'


def leading(look: Type) -> float:
    """Return the distance of two lines in points, as a word processor counts it: spacing times the height of the face."""
    return look.size * LINE_HEIGHT * look.spacing


def full_height(block: TextBlock, available: float) -> float:
    """Return the height in points of a paragraph with the gap above it."""
    return float(block.wrap(available, NO_LIMIT)[1]) + float(block.style.spaceBefore)


def widest_line(block: TextBlock, available: float) -> float:
    """Return the printed width in points of the longest line of a paragraph."""
    block.lines(available)
    para = block.blPara
    if para.kind == 0:
        return max((available - line[0] for line in para.lines), default=0.0)
    return max((available - line.extraSpace for line in para.lines), default=0.0)
