"""Labels that show data as it is: plain text always, roles instead of sizes, and no line squeezed.

Law: a label never guesses HTML from a record, and a wrapped one is never lower than its text.
"""

import html

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.language.vietnamese import shown, unbroken
from ui.theme import on_restyle


def label(text: str, role: str = "body", *, tone: str = "") -> QLabel:
    """One line of plain text. Roles: title section strong body label subtitle hint quiet code; tones: ok warn err held."""
    return _dress(QLabel(), text, role, tone)


def wrapped(text: str, role: str = "body", *, tone: str = "") -> "WrappedLabel":
    """Plain text that breaks into lines and is never squeezed."""
    made = WrappedLabel()
    _dress(made, text, role, tone)
    return made


def elided(text: str, role: str = "body", *, tone: str = "") -> "ElidedLabel":
    """One line that ends in … when there is no room; the whole text is its tooltip."""
    made = ElidedLabel()
    _dress(made, text, role, tone)
    made.setText(shown(text))
    return made


def _dress(made: QLabel, text: str, role: str, tone: str) -> QLabel:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(shown(text))
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give `widget` a tooltip in plain text; Qt would draw HTML (and local pictures) from data."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """`text` for a tooltip of Qt's, escaped."""
    return f"<qt>{html.escape(shown(text))}</qt>" if text else ""


def rule() -> QFrame:
    """A thin line between parts of a card."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


class WrappedLabel(QLabel):
    """A wrapped label that holds its height against a tight layout."""

    def __init__(self) -> None:
        super().__init__()
        self._plain = ""
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        on_restyle(self, self._hold)

    def minimumSizeHint(self) -> QSize:
        # Qt guesses a narrow column here; the true height is held once the width is known.
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hold()

    def setText(self, text: str) -> None:
        self._plain = text
        super().setText(unbroken(text))
        self._hold()

    def text(self) -> str:
        """The text as it was given, without the blanks that hold words together."""
        return self._plain

    def heightForWidth(self, width: int) -> int:
        # QLabel's own answer never goes below the minimum height held now, so it could only grow.
        room = QRect(0, 0, max(1, width), 1 << 20)
        text = super().text()
        return self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() if text else 0

    def _hold(self) -> None:
        needed = self.heightForWidth(self.width())
        if self.isVisible() and needed != self.minimumHeight():
            self.setMinimumHeight(needed)


class ElidedLabel(QLabel):
    """A label that gives way: it asks for no width and shortens its text."""

    elides = True

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        set_tooltip(self, self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
