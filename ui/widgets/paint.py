"""The few strokes that all self-drawn parts share: panels, focus rings, shortened text."""

from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.theme import look


def panel(
    painter: QPainter, rect: QRect, fill: QColor | None, edge: QColor | None, *, width: int = 1, radius: int = 5, dashed: bool = False
) -> None:
    """A rounded panel inside `rect`; the edge of `width` lies inside as well."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(Qt.PenStyle.NoPen)
    if edge is not None:
        pen = QPen(edge, width)
        if dashed:
            pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    half = width / 2 if edge is not None else 0
    corner = look().px(radius)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), corner, corner)
    painter.restore()


def words(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """One line of text in the middle of the height of `rect`, shortened by …; returns its width in pixels."""
    # A pixel of grace: at 125 % Qt rounds the advance of letters now up, now down.
    metrics = QFontMetricsF(font)
    fits = width_of(text, font) <= rect.width() + 1
    fitting = text if fits else metrics.elidedText(text, elide, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(
        rect.adjusted(-1, 0, 0, 0) if align == Qt.AlignmentFlag.AlignRight else rect.adjusted(0, 0, 1, 0),
        int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
        fitting,
    )
    return ceil(metrics.horizontalAdvance(fitting))


def width_of(text: str, font: QFont) -> int:
    """The width of one line in logical pixels."""
    return ceil(QFontMetricsF(font).horizontalAdvance(text))
