"""The sheet under the text: margins, page numbers, "BẢN NHÁP", the proof line, bookmarks, and where each figure stands.

Law (Nghị định 30/2020, Phụ lục I): the page number stands in the middle of the top margin, from the second page
on; each appendix counts its own pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, BaseDocTemplate, Frame, PageTemplate

from desktop.reports import layout_nd30 as nd30
from desktop.reports.pdf_fonts import BOLD, REGULAR

PORTRAIT, LANDSCAPE = "portrait", "landscape"
UPRIGHT = (nd30.PAGE_WIDTH * mm, nd30.PAGE_HEIGHT * mm)
LYING = (UPRIGHT[1], UPRIGHT[0])
_MARK_SIZE = 92
_MARK_GREY = 0.9  # legible through, and on a mono laser still a dot pattern


@dataclass(frozen=True, slots=True)
class CellBox:
    """Where a figure stands: page from 1, corners in points from the lower left corner of the sheet."""

    cell: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Sheet(Canvas):
    """A canvas that writes down where figures stand and keeps the outline. One per document."""

    def __init__(self, *args: Any, figures: list[tuple[str, float]], **kwargs: Any) -> None:
        super().__init__(*args, pdfVersion=(1, 4), **kwargs)
        self.boxes: list[CellBox] = []
        self._figures = figures
        self._marks = 0
        self._deepest = -1

    def linkRect(self, _contents: str, destination: str, rect: tuple[float, ...], **_: Any) -> None:  # noqa: N802 - reportlab's name
        """Take the rectangle of a figure in running text. No link is made: there is nowhere to go on paper."""
        cell, width = self._figures[int(destination)]
        x1, y0 = self.absolutePosition(rect[2], rect[1])
        # The left edge that reportlab gives ignores the stretched blanks of a justified line; the right one is true.
        self.boxes.append(CellBox(cell, self.getPageNumber(), x1 - width, y0, x1, y0 + rect[3] - rect[1]))

    def note_cell(self, cell: str, x: float, y: float, size: tuple[float, float]) -> None:
        """Write down a table cell, whose lower left corner is (x, y) now."""
        x0, y0 = self.absolutePosition(x, y)
        self.boxes.append(CellBox(cell, self.getPageNumber(), x0, y0, x0 + size[0], y0 + size[1]))

    def bookmark(self, level: int, title: str, top: float) -> None:
        """Add an entry to the outline. A level may not skip its parent."""
        level = min(level, self._deepest + 1)
        self._deepest, self._marks = level, self._marks + 1
        key = f"m{self._marks}"
        self.bookmarkHorizontal(key, 0, top)
        self.addOutlineEntry(title, key, level, closed=0)


class BeginPart(ActionFlowable):
    """Begins the report or an appendix: its pages count from 1."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def apply(self, doc: "Paper") -> None:
        """Write down the page on which the part begins."""
        doc.parts.append((self._title, doc.page))


class Paper(BaseDocTemplate):
    """The two page shapes of a report, and what stands on each page besides the text."""

    def __init__(self, target: Any, *, draft: bool, proof: str, on_page: Callable[[int], None], **metadata: Any) -> None:
        self.parts: list[tuple[str, int]] = []
        self._draft, self._proof, self._on_page = draft, proof, on_page
        templates = [self._template(PORTRAIT, UPRIGHT), self._template(LANDSCAPE, LYING)]
        super().__init__(target, pageTemplates=templates, initialFontName=REGULAR, invariant=1, displayDocTitle=True, **metadata)

    def _template(self, name: str, size: tuple[float, float]) -> PageTemplate:
        frame = Frame(nd30.MARGIN_LEFT * mm, nd30.MARGIN_BOTTOM * mm, *text_area(size), 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=self._under, onPageEnd=self._over, pagesize=size)

    def _under(self, canvas: Sheet, _doc: BaseDocTemplate) -> None:
        """Draw what lies under the text, and let the person stop a long print."""
        self._on_page(canvas.getPageNumber())
        if not self._draft:
            return
        wide, high = canvas._pagesize
        canvas.saveState()
        canvas.setFillGray(_MARK_GREY)
        canvas.setFont(BOLD, _MARK_SIZE)
        canvas.translate(wide / 2, high / 2)
        canvas.rotate(55 if high > wide else 35)
        canvas.drawCentredString(0, -_MARK_SIZE / 3, nd30.DRAFT_MARK)
        canvas.restoreState()

    def _over(self, canvas: Sheet, _doc: BaseDocTemplate) -> None:
        """Number the page and print the proof line, or that this is a draft."""
        wide, high = canvas._pagesize
        middle = (nd30.MARGIN_LEFT * mm + wide - nd30.MARGIN_RIGHT * mm) / 2
        number = canvas.getPageNumber() - self.parts[-1][1] + 1
        if number > 1:
            canvas.setFont(REGULAR, nd30.PAGE_NUMBER.size)
            canvas.drawCentredString(middle, high - nd30.PAGE_NUMBER_FROM_TOP * mm, str(number))
        # The mark across the sheet is cut into letters by programs that read line by line: it stands in a line of its own, too.
        if self._draft:
            canvas.setFont(BOLD, nd30.PROOF.size)
            canvas.drawString(nd30.MARGIN_LEFT * mm, nd30.PROOF_FROM_BOTTOM * mm, nd30.DRAFT_MARK)
        elif self._proof:
            canvas.setFont(REGULAR, nd30.PROOF.size)
            canvas.drawString(nd30.MARGIN_LEFT * mm, nd30.PROOF_FROM_BOTTOM * mm, f"Mã kiểm tra: {self._proof}")


def text_area(size: tuple[float, float]) -> tuple[float, float]:
    """Return width and height in points of what lies between the margins of a sheet."""
    return (
        size[0] - (nd30.MARGIN_LEFT + nd30.MARGIN_RIGHT) * mm,
        size[1] - (nd30.MARGIN_TOP + nd30.MARGIN_BOTTOM) * mm,
    )
