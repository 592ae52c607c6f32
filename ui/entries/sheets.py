"""Sheets of paper from the start of a station: the recovery code for the safe, the connection slip for the telephone.

Painted straight to the printer: a sheet with a code on it must not become a file.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.reporting.printing import ask_printer, printers
from ui.theme import look, on_restyle
from ui.tokens import FAMILY

_MARGIN = 0.09
_QUIET = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the paper: a title, quiet lines, big lines, closing lines, and a QR code of `code` ("" for none)."""

    title: str
    above: tuple[str, ...]
    big: tuple[str, ...]
    below: tuple[str, ...]
    code: str = ""


def print_sheet(owner: QWidget, sheet: Sheet, printed: Callable[[bool], None]) -> bool:
    """Ask for a printer and print; `printed(whether the printer took it)`. False when there is no printer."""
    if not printers():
        return False

    def chosen(printer: QPrinter) -> None:
        painter = QPainter()
        good = painter.begin(printer)
        if good:
            paint_sheet(painter, QRectF(painter.viewport()), sheet)
            good = painter.end()
        printed(good)

    ask_printer(owner, 1, chosen)
    return True


def paint_sheet(painter: QPainter, page: QRectF, sheet: Sheet) -> None:
    """Paint a sheet into `page`, black on white, sizes in parts of its width."""
    side = page.width() * _MARGIN
    room = page.adjusted(side, side, -side, -side)
    painter.fillRect(page, Qt.GlobalColor.white)
    painter.setPen(Qt.GlobalColor.black)
    em = page.width() / 48
    top = room.top()
    for text, size, strong in _lines(sheet):
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(em * size)))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        painter.setFont(font)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        spot = painter.boundingRect(QRectF(room.left(), top, room.width(), page.height()), flags, text)
        painter.drawText(QRectF(room.left(), top, room.width(), spot.height()), flags, text)
        top += spot.height() + em * (0.6 if strong else 0.4)
    if sheet.code:
        wide = page.width() / 4
        paint_code(painter, QRectF(room.left(), top + em, wide, wide), sheet.code)


def _lines(sheet: Sheet) -> list[tuple[str, float, bool]]:
    return [
        (sheet.title, 1.6, True),
        *((line, 1.0, False) for line in sheet.above),
        *((line, 1.5, True) for line in sheet.big),
        *((line, 1.0, False) for line in sheet.below),
    ]


def paint_code(painter: QPainter, place: QRectF, text: str) -> None:
    """Paint the QR code of `text`, black on white whatever the theme: phones read nothing else."""
    import segno  # brings half a network library along: only who prints a code waits for it

    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    cell = place.width() / (len(rows) + 2 * _QUIET)
    painter.fillRect(place, Qt.GlobalColor.white)
    for down, row in enumerate(rows):
        for right, dark in enumerate(row):
            if dark:
                left, top = place.left() + (right + _QUIET) * cell, place.top() + (down + _QUIET) * cell
                painter.fillRect(QRectF(left, top, cell, cell), QColor(Qt.GlobalColor.black))


class CodePicture(QWidget):
    """A QR code on a page."""

    def __init__(self, name: str, side: int = 132) -> None:
        super().__init__()
        self._side, self._text = side, ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)

    def show_code(self, text: str) -> None:
        """Show the code of `text`."""
        self._text = text
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(self._side), look().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            paint_code(QPainter(self), QRectF(self.rect()), self._text)

    def _size_it(self) -> None:
        self.setFixedSize(self.sizeHint())
