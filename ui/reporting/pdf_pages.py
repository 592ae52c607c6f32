"""Pages of a PDF as pictures, drawn outside the window's thread.

Law: pdfium knows no threads, so one page is drawn at a time; every picture owns its bytes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import pypdfium2

POINTS: Final = 72
_ONE_AT_A_TIME = threading.Lock()


def page_image(data: bytes, page: int, width: int) -> QImage:
    """Draw page `page` (from 0) `width` pixels wide."""
    with _opened(data) as document:
        sheet = document[page]
        return _drawn(sheet, width / sheet.get_width())


def page_sizes(data: bytes) -> list[QSizeF]:
    """Return the sizes of all pages in points."""
    with _opened(data) as document:
        return [QSizeF(*document[page].get_size()) for page in range(len(document))]


def images_for_printing(data: bytes, dpi: int) -> Iterator[QImage]:
    """Draw every page at `dpi`, one after the other, so that a long report never lies in memory whole."""
    for page in range(len(page_sizes(data))):
        with _opened(data) as document:
            picture = _drawn(document[page], dpi / POINTS)
        yield picture


@contextmanager
def _opened(data: bytes) -> "Iterator[pypdfium2.PdfDocument]":
    import pypdfium2  # who looks at no report does not wait for it

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def _drawn(sheet: "pypdfium2.PdfPage", scale: float) -> QImage:
    bitmap = sheet.render(scale=scale, prefer_bgrx=True)
    kind = {"BGRX": QImage.Format.Format_RGB32, "BGR": QImage.Format.Format_BGR888}[bitmap.mode]
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
