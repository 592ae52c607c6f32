"""A printed paper read back: pages, letters, rules."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pdfplumber
import pypdfium2

from desktop.reports.document import Document
from desktop.reports.pdf import Rendered, render_pdf
from tests.desktop.reports.sample import commune_report, district_report

MM = 72 / 25.4
NAMES = {"": "LiberationSerif", "b": "LiberationSerif-Bold", "i": "LiberationSerif-Italic", "bi": "LiberationSerif-BoldItalic"}


@dataclass(frozen=True)
class Line:
    """One printed line: text, corners in mm from the upper left corner of the sheet, size in points, "b", "i", "bi" or ""."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    style: str

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Printed:
    """What a reader program finds in the bytes."""

    def __init__(self, document: Document) -> None:
        self.rendered: Rendered = render_pdf(document)
        self.pdf = pdfplumber.open(io.BytesIO(self.rendered.data))
        self.pages: list[Any] = self.pdf.pages

    def text(self, page: int | None = None) -> str:
        """Return the text of one page (from 1) or of all, lines by newline, as pypdfium2 gives it."""
        pdf = pypdfium2.PdfDocument(self.rendered.data)
        chosen = range(len(pdf)) if page is None else [page - 1]
        found = "\n".join(pdf[index].get_textpage().get_text_range() for index in chosen)
        pdf.close()
        return found.replace("\r\n", "\n")

    def lines(self, page: int) -> list[Line]:
        """Return the horizontal lines of a page; the large slanted mark is left out."""
        upright = self.pages[page - 1].filter(lambda thing: thing.get("size", 0) < 40)
        # Blanks are kept as letters, so the two columns of the header are told apart by a wide gap.
        words = upright.extract_words(keep_blank_chars=True, x_tolerance=8, y_tolerance=1, extra_attrs=["fontname", "size"])
        return [_line(word) for word in words]

    def line(self, start: str, page: int = 1) -> Line:
        """Return the line that begins with `start`."""
        return next(line for line in self.lines(page) if line.text.startswith(start))

    def rules(self, page: int = 1) -> list[tuple[float, float, float]]:
        """Return the free-standing horizontal rules as (x0, x1, from the top) in mm."""
        found = [(line["x0"] / MM, line["x1"] / MM, line["top"] / MM) for line in self.pages[page - 1].lines]
        return sorted(found, key=lambda rule: rule[2])


def _line(word: dict[str, Any]) -> Line:
    style = {name: key for key, name in NAMES.items()}[word["fontname"].split("+")[-1]]
    corners = (word[key] / MM for key in ("x0", "top", "x1", "bottom"))
    return Line(word["text"], *corners, size=round(word["size"], 2), style=style)


@lru_cache(maxsize=1)
def commune() -> Printed:
    """The commune's draft."""
    return Printed(commune_report())


@lru_cache(maxsize=1)
def district() -> Printed:
    """The district's closed report."""
    return Printed(district_report())
