"""The steps of a path – done, now, to come – in one line; a digit is part of each name."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.texts import t
from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.paint import panel, width_of, words


class PathStrip(QWidget):
    """Steps 1 … n; those before `now` are done. `chosen` says which one was clicked."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str], now: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._now = tuple(steps), now
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)
        self.go(now)

    def go(self, now: int) -> None:
        """Make `now` (from 0) the step at hand; `len(steps)` means that all are done."""
        self._now = now
        here = self._steps[now] if now < len(self._steps) else t("path.done")
        self.setAccessibleName(t("path.now", step=here, at=min(now + 1, len(self._steps)), of=len(self._steps)))
        self.update()

    def cut_texts(self) -> list[str]:
        """All steps, when they do not fit beside each other."""
        return list(self._steps) if self.width() < self.minimumSizeHint().width() else []

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width() + look().px(120), look().px(44))

    def minimumSizeHint(self) -> QSize:
        tokens = look()
        return QSize(sum(self._needs()) + tokens.px(12) * (len(self._steps) + 1), tokens.px(44))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, place in enumerate(self._places()):
            if place.contains(event.position().toPoint()):
                self.chosen.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of = tokens.colours.of
        panel(painter, self.rect(), of("surface"), of("line"), radius=8)
        places, side, air = self._places(), tokens.px(18), tokens.px(10)
        for at, place in enumerate(places):
            done, now = at < self._now, at == self._now
            icon, role = ("circle-check", "ok") if done else ("circle-dot", "accent") if now else ("circle", "hint")
            paint_icon(painter, icon, of(role), place.left(), place.top() + (place.height() - side) / 2, side)
            room = place.adjusted(side + tokens.px(8), 0, 0, -1)
            words(painter, room, self._said(at), tokens.font(strong=now), of("text" if now or done else "text2"))
            if at + 1 < len(places):
                left, right = place.right() + air, places[at + 1].left() - air
                painter.fillRect(QRect(left, self.height() // 2, max(0, right - left), 1), of("line"))

    def _said(self, at: int) -> str:
        return f"{at + 1}  {self._steps[at]}"

    def _needs(self) -> list[int]:
        tokens = look()
        return [tokens.px(26) + width_of(self._said(at), tokens.font(strong=True)) for at in range(len(self._steps))]

    def _places(self) -> list[QRect]:
        needs, pad = self._needs(), look().px(16)
        gaps = max(1, len(needs) - 1)
        space = max(0, self.width() - 2 * pad - sum(needs)) // gaps
        places, left = [], pad
        for need in needs:
            places.append(QRect(left, 0, need, self.height()))
            left += need + space
        return places

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(44))
        self.update()
