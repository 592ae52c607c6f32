"""Icons are drawn, never typed: Lucide outlines from the bundle, tinted by a role of colour.

Law: one meaning, one icon; a missing file is an error of the program and not an empty square.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """The drawing `name` in a colour. Raises FileNotFoundError for a name that is not in the bundle."""
    source = resources.read_text("icons", f"{name}.svg")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, colour: QColor, left: float, top: float, size: float) -> None:
    """Draw icon `name` into the square at (left, top), logical pixels."""
    _renderer(name, colour.name()).render(painter, QRectF(left, top, size, size))


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QColor(colour), 0, 0, size)
    painter.end()
    return made


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Icon `name` as a picture of size × size logical pixels for a screen of `ratio`."""
    return _pixmap(name, colour.name(), size, ratio)


def icon(name: str, colour: QColor, size: int = 16) -> QIcon:
    """Icon `name` for a widget of Qt's own, sharp at 100 to 200 %."""
    made = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made
