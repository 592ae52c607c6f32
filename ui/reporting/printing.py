"""Printing: the system's own dialog, then each page as a picture as sharp as an office printer shows it.

Law: no printer is no fault of the report – it can always be saved. The report's own margins count, not the printer's.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ui.reporting.pdf_pages import images_for_printing, page_sizes

DPI = 300


def printers() -> list[str]:
    """Return the names of the printers that the system knows."""
    return list(QPrinterInfo.availablePrinterNames())


def ask_printer(owner: QWidget, pages: int, chosen: Callable[[QPrinter], None]) -> QPrintDialog:
    """Open the system's printing dialog over `owner`; `chosen` gets the printer once it was accepted."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, owner)
    dialog.setMinMax(1, max(1, pages))
    dialog.setFromTo(1, max(1, pages))
    dialog.accepted.connect(lambda *_: chosen(printer))
    QDialog.open(dialog)
    return dialog


def print_pages(data: bytes, printer: QPrinter) -> bool:
    """Paint every page that was asked for, on any thread; False when the printer does not take them."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(page_sizes(data))
    printer.setFullPage(True)
    sizes = page_sizes(data)
    painter: QPainter | None = None
    for number, picture in enumerate(images_for_printing(data, DPI), 1):
        if not first <= number <= last:
            continue
        lying = sizes[number - 1].width() > sizes[number - 1].height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)
        if painter is None:
            painter = QPainter()
            if not painter.begin(printer):
                return False
        elif not printer.newPage():
            painter.end()
            return False
        painter.drawImage(QRectF(painter.viewport()), picture)
    if painter is not None:
        painter.end()
    return True
