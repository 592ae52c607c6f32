"""A line in a list of sections at the left of a page: settings, help."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent

from ui.icons import paint_icon
from ui.rail import RailButton
from ui.theme import look
from ui.widgets.paint import panel, width_of, words


class SectionButton(RailButton):
    """A line of the list of sections, drawn on the card instead of the rail."""

    def cut_texts(self) -> list[str]:
        tokens = look()
        need = tokens.px(40) + width_of(self.place.text, tokens.font(strong=True))
        return [] if need <= self.width() + 1 else [self.place.text]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of, chosen = tokens.colours.of, self.isChecked()
        if chosen or self.hasFocus():
            fill = of("select") if chosen else None
            panel(painter, self.rect(), fill, of("focus") if self.hasFocus() else None, width=2)
        side = tokens.px(16)
        paint_icon(painter, self.place.icon, of("text" if chosen else "text2"), tokens.px(12), (self.height() - side) / 2, side)
        start = tokens.px(36)
        room = QRect(start, 0, self.width() - start - tokens.px(4), self.height() - 1)
        words(painter, room, self.place.text, tokens.font(strong=chosen), of("text"))
