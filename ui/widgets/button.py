"""A button says what it does and which key does it.

Law: one filled button a page; a dangerous one is never filled and never the default; one that cannot be pressed
says why in its tooltip. The panel, icon, words and key are drawn here, as style sheets leave no room for a key.
"""

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.labels import set_tooltip
from ui.widgets.paint import panel, width_of, words

Kind = Literal["filled", "outlined", "ghost", "danger", "chip"]


class Button(QPushButton):
    """A push button with an icon before and a key behind its words."""

    def __init__(self, text: str, kind: Kind = "outlined", *, icon: str = "", key: str = "", why: str = "") -> None:
        super().__init__(text)
        self.kind: Kind = kind
        self.icon_name, self.key = icon, key
        self._tip = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        on_restyle(self, self._size_it)
        if why:
            self.refuse(why)

    def refuse(self, why: str) -> None:
        """Close the button and say why; with "" it can be pressed again."""
        self.setEnabled(not why)
        set_tooltip(self, why or self._tip)
        self.setAccessibleDescription(why or self.key)

    def explain(self, tip: str) -> None:
        """Give the open button a tooltip, for one that shows an icon alone."""
        self._tip = tip
        set_tooltip(self, tip)
        if not self.text():
            self.setAccessibleName(tip)

    def say(self, text: str, icon: str | None = None) -> None:
        """Change the words, and the icon if one is given; the room it asks for follows."""
        self.setText(text)
        self.icon_name = self.icon_name if icon is None else icon
        self.setAccessibleName(text)
        self.updateGeometry()

    def tell_key(self, key: str) -> None:
        """Show another key, or none where it would do something else now."""
        self.key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        tokens = look()
        width = self._padding() * 2 + sum(self._widths())
        return QSize(4 * -(-width // 4), tokens.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, key_ink = self._panel(painter)
        tokens = look()
        icon_room, text_room, key_room = self._widths()
        left = (self.width() - icon_room - text_room - key_room) // 2
        if self.icon_name:
            side = tokens.px(16)
            behind = self.kind == "chip"  # the × of a filter stands behind its words
            spot = left + text_room + tokens.px(6) if behind else left
            paint_icon(painter, self.icon_name, ink, spot, (self.height() - side) / 2, side)
            icon_room = 0 if behind else icon_room
        words(painter, QRect(left + icon_room, 0, text_room, self.height() - 1), self.text(), self._font(), ink)
        if key_room:
            size = tokens.font(12, strong=self.kind == "filled")
            place = QRect(left + icon_room + text_room, 0, key_room, self.height() - 1)
            words(painter, place, self.key, size, key_ink, Qt.AlignmentFlag.AlignRight)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)

    def _padding(self) -> int:
        # One without words is as wide as high; a ghost stands beside text and needs less air.
        return look().px(8 if not self.text() or self.kind == "ghost" else 12)

    def _font(self) -> QFont:
        return look().font(14, strong=self.kind == "filled")

    def _widths(self) -> tuple[int, int, int]:
        """Room for icon, words and key, gaps included."""
        tokens = look()
        icon = tokens.px(16) + (tokens.px(6) if self.text() else 0) if self.icon_name else 0
        key = 0
        if self.key and tokens.show_keys:
            key = tokens.px(10) + width_of(self.key, tokens.font(12, strong=self.kind == "filled"))
        return icon, width_of(self.text(), self._font()) + (1 if self.text() else 0), key

    def _panel(self, painter: QPainter) -> tuple[QColor, QColor]:
        """Draw the panel for the state; returns the colours of the words and of the key."""
        colours = look().colours
        of, rect, focus = colours.of, self.rect(), self.hasFocus()
        if not self.isEnabled():
            panel(painter, rect, of("sunken"), of("border"), dashed=True)
            return of("hint"), of("hint")
        over = self.underMouse() or self.isDown()
        if self.kind == "filled":
            panel(painter, rect, of("accent_hover" if over else "accent"), of("focus") if focus else None, width=2)
            if focus:  # the ring alone is not seen on the accent
                panel(painter, rect.adjusted(2, 2, -2, -2), None, of("on_accent"), width=1, radius=4)
            return of("on_accent"), of("on_accent")
        edge = {"outlined": of("border"), "danger": of("err"), "ghost": None, "chip": of("accent")}[self.kind]
        fill = of("soft") if over or self.kind == "chip" else of("surface") if self.kind != "ghost" else None
        panel(painter, rect, fill, of("focus") if focus else edge, width=2 if focus else 1)
        ink = {"outlined": of("text"), "danger": of("err"), "ghost": of("accent"), "chip": of("accent")}[self.kind]
        return ink, of("hint")

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(32))
        self.updateGeometry()
        self.update()
