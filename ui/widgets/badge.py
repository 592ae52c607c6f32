"""A state in an icon and one to three words; colour is the third sign.

Law: light fills softly, dark and high contrast draw an outline, and `plain` stands without either.
"""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.paint import panel, width_of, words

BadgeKind = Literal["ok", "warn", "err", "held", "info", "plain", "outline"]
SIGNS: dict[str, str] = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "err": "circle-x",
    "held": "hourglass",
    "info": "clock",
    "plain": "circle-minus",
    "outline": "circle-dashed",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What a badge says; `icon` "" takes the one of the kind. `bare`: icon alone, the word is its tooltip."""

    kind: BadgeKind
    text: str
    icon: str = ""
    bare: bool = False


def sign_width(sign: Sign) -> int:
    """The width that a badge asks for."""
    tokens = look()
    wide = tokens.px(6) * 2 + tokens.px(13)
    return wide if sign.bare else wide + tokens.px(6) + width_of(sign.text, tokens.font(12, strong=True)) + 1


def paint_sign(painter: QPainter, place: QRect, sign: Sign) -> None:
    """Draw a badge at the left of `place`, in the middle of its height, no wider than it."""
    tokens = look()
    of = tokens.colours.of
    rect = QRect(place.left(), 0, min(sign_width(sign), place.width()), tokens.px(20))
    rect.moveTop(place.top() + (place.height() - rect.height()) // 2)
    ink = of(sign.kind)
    if sign.kind != "plain":
        edge = ink if tokens.outlined or sign.kind == "outline" else None
        panel(painter, rect, of(f"{sign.kind}_soft"), edge, radius=4)
    side, pad = tokens.px(13), tokens.px(6)
    icon = sign.icon or SIGNS[sign.kind]
    paint_icon(painter, icon, ink, rect.left() + pad, rect.top() + (rect.height() - side) / 2, side)
    if not sign.bare:
        left = pad + side + tokens.px(6)
        words(painter, rect.adjusted(left, 0, -pad + 1, -1), sign.text, tokens.font(12, strong=True), ink)


class Badge(QWidget):
    """A badge on a page."""

    def __init__(self, sign: Sign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sign.text)
        on_restyle(self, self._size_it)

    def show_sign(self, sign: Sign) -> None:
        """Say something else."""
        self.sign = sign
        self.setAccessibleName(sign.text)
        self._size_it()

    def cut_texts(self) -> list[str]:
        """The words, when they do not fit."""
        return [self.sign.text] if self.width() < sign_width(self.sign) else []

    def sizeHint(self) -> QSize:
        return QSize(sign_width(self.sign), look().px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_sign(QPainter(self), self.rect(), self.sign)

    def _size_it(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
