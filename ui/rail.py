"""The rail: where one can go, what waits there, and the key that leads there.

Law: only what was handed in is shown, an empty group disappears; from 125 % letters it folds to icons with tooltips.
It is one stop of Tab; arrows move inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from desktop.language.texts import t
from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.labels import elided, set_tooltip
from ui.widgets.paint import panel, width_of, words

WIDE, FOLDED = 200, 56
LINE = 28
"""Height of a line; it grows with the letters only as far as all lines have room."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the rail: `key` names it for the program, `shortcut` is written at its right."""

    key: str
    text: str
    icon: str
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Lines under a small heading; "" has none."""

    title: str
    places: tuple[Place, ...]


class RailButton(QAbstractButton):
    """One line of the rail, drawn by itself."""

    def __init__(self, place: Place, parent: QWidget | None = None, *, icon_only: bool = False) -> None:
        super().__init__(parent)
        self.place, self.count, self._icon_only = place, 0, icon_only
        self._is_data, self._room = False, 0
        self.setText(place.text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)
        on_restyle(self, self._size_it)

    def show_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows the key instead."""
        self.count = count
        self.setAccessibleName(t("rail.waiting", name=self.place.text, n=count) if count else self.place.text)
        self.update()

    def rename(self, text: str, spoken: str) -> None:
        """Show a person's name, shortened when it is long; `spoken` is what a screen reader says."""
        self.place, self._is_data = replace(self.place, text=text), True
        self.setText(text)
        self.setAccessibleName(spoken)
        self._size_it()

    def take_room(self, high: int) -> None:
        """Be no higher than `high`, where many lines share little room."""
        if high != self._room:
            self._room = high
            self._size_it()

    def cut_texts(self) -> list[str]:
        """The name, when it does not fit beside count or key."""
        tokens = look()
        need = tokens.px(34) + width_of(self.place.text, tokens.font(strong=True))
        return [] if self._bare or self._is_data or need <= self.width() else [self.place.text]

    @property
    def _bare(self) -> bool:
        """Whether the icon stands alone."""
        return self._icon_only or look().folded

    def nextCheckState(self) -> None:
        """The frame says which one is chosen."""

    def sizeHint(self) -> QSize:
        return QSize(look().px(28), look().px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        parent = self.parentWidget()
        if step and parent is not None:
            all_ = parent.findChildren(RailButton)
            all_[(all_.index(self) + step) % len(all_)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of, chosen = tokens.colours.of, self.isChecked()
        ink = of("on_nav_chosen" if chosen else "nav_text")
        if chosen or self.underMouse():
            panel(painter, self.rect(), of("nav_chosen") if chosen else None, None if chosen else of("nav_hint"))
        if self.hasFocus():
            panel(painter, self.rect(), None, of("focus" if chosen and tokens.theme == "contrast" else "nav_focus"), width=2)
        side = min(tokens.px(20 if tokens.folded else 16), self.height() - 4)
        left = (self.width() - side) / 2 if self._bare else tokens.px(9)
        paint_icon(painter, self.place.icon, ink, left, (self.height() - side) / 2, side)
        if self._bare:
            if self.count:
                dot = tokens.px(6)
                panel(painter, QRect(self.width() - dot - 4, 4, dot, dot), of("nav_focus"), None)
            return
        right = self._tail(painter)
        start = tokens.px(34)
        room = QRect(start, 0, right - start, self.height() - 1)
        # People are called by the last word of their name.
        elide = Qt.TextElideMode.ElideLeft if self._is_data else Qt.TextElideMode.ElideRight
        words(painter, room, self.place.text, tokens.font(strong=chosen), ink, elide=elide)

    def _tail(self, painter: QPainter) -> int:
        """Draw count or key at the right; returns where the room for the name ends."""
        tokens = look()
        of, edge = tokens.colours.of, self.width() - tokens.px(8)
        if self.count:
            font = tokens.font(12, strong=True)
            wide = max(tokens.px(26), width_of(str(self.count), font) + tokens.px(12))
            chip = QRect(edge - wide, (self.height() - tokens.px(16)) // 2, wide, tokens.px(16))
            panel(painter, chip, of("nav_focus"), None, radius=8)
            words(painter, chip.adjusted(0, 0, 0, -1), str(self.count), font, of("count_text"), Qt.AlignmentFlag.AlignHCenter)
            return chip.left() - tokens.px(4)
        if self.place.shortcut and tokens.show_keys:
            font = tokens.font(12)
            wide = width_of(self.place.shortcut, font)
            name = tokens.px(34) + width_of(self.place.text, tokens.font(strong=True))
            if name + tokens.px(4) > edge - wide:  # the name matters more than its key
                return edge
            place = QRect(edge - wide, 0, wide, self.height() - 1)
            words(painter, place, self.place.shortcut, font, of("on_nav_chosen" if self.isChecked() else "nav_hint"))
            return edge - wide - tokens.px(4)
        return self.width() if self._is_data else edge

    def _size_it(self) -> None:
        high = look().px(LINE)
        self.setFixedHeight(min(high, self._room) if self._room else high)
        set_tooltip(self, f"{self.place.text}  {self.place.shortcut}".strip() if self._bare or self._is_data else "")
        self.updateGeometry()


class _GroupTitle(QWidget):
    """The small capital heading of a group."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = look()
        room = self.rect().adjusted(tokens.px(8), 0, 0, 0)
        words(QPainter(self), room, self._text.upper(), tokens.font(11), tokens.colours.of("nav_hint"))

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(24))


class RailSearch(QAbstractButton):
    """Looks like a search box and opens the one box for search and commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(t("rail.search"))
        self.setAccessibleName(t("rail.search"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        on_restyle(self, self._size_it)

    def sizeHint(self) -> QSize:
        return QSize(look().px(28), look().px(28))

    def cut_texts(self) -> list[str]:
        """Its words, when they do not fit beside the key."""
        tokens = look()
        need = tokens.px(52) + width_of(self.text(), tokens.font(12)) + width_of("Ctrl+K", tokens.font(12))
        return [] if tokens.folded or need <= self.width() else [self.text()]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of, focus = tokens.colours.of, self.hasFocus()
        folded = tokens.folded
        if not folded or focus:
            panel(painter, self.rect(), None, of("nav_focus" if focus else "nav_hint"), width=2 if focus else 1)
        side = tokens.px(20 if folded else 14)
        left = (self.width() - side) / 2 if folded else tokens.px(10)
        paint_icon(painter, "search", of("nav_text" if folded else "nav_hint"), left, (self.height() - side) / 2, side)
        if folded:
            return
        pad, font = tokens.px(12), tokens.font(12)
        room = self.rect().adjusted(tokens.px(32), 0, -pad, -1)
        words(painter, room, self.text(), font, of("nav_hint"))
        words(painter, room, "Ctrl+K", font, of("nav_hint"), Qt.AlignmentFlag.AlignRight)

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(28))
        set_tooltip(self, f"{self.text()}  Ctrl+K" if look().folded else "")


class _ListArea(QScrollArea):
    """Tells when it has got another height."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Rail(QWidget):
    """Unit, search, groups of places, person. `chosen(key)`: a line was pressed."""

    chosen = Signal(str)
    search_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._whole = Column(self, gap=4, sides=(10, 10, 10, 8))
        self.unit, self.above = elided("", "nav-title"), elided("", "nav-hint")
        self._whole.addWidget(self.unit)
        self._whole.addWidget(self.above)
        self._whole.addSpacing(2)
        self.search = RailSearch()
        self.search.clicked.connect(self.search_asked)
        self._whole.addWidget(self.search)
        self._whole.addSpacing(2)
        self._make_list()
        self._make_person()
        self._current = ""
        self._titles: list[QWidget] = []
        on_restyle(self, self._size_it)

    def set_unit(self, unit: str, above: str) -> None:
        """Say whose books these are, and under whom."""
        self.unit.setText(unit)
        self.above.setText(above)

    def set_person(self, name: str) -> None:
        """Say who is signed in."""
        self.person.rename(name, t("rail.user", name=name))

    def set_groups(self, groups: Sequence[PlaceGroup]) -> None:
        """Show these places; groups without any are left out."""
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._titles = []
        for group in groups:
            if not group.places:
                continue
            if group.title:
                title = _GroupTitle(group.title)
                self._titles.append(title)
                self._list.addWidget(title)
            for place in group.places:
                button = RailButton(place, self._inside)
                button.clicked.connect(lambda _checked=False, key=place.key: self.chosen.emit(key))
                self._list.addWidget(button)
        self._list.addStretch(1)
        self.set_current(self._current)
        self._size_it()
        self._share_room()

    def set_current(self, key: str) -> None:
        """Mark the place where one is; it is the rail's stop of Tab."""
        self._current = key
        buttons = self.buttons()
        stop = next((button for button in buttons if button.place.key == key), buttons[0] if buttons else None)
        for button in buttons:
            button.setChecked(button.place.key == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self._area.ensureWidgetVisible(stop, 0, 4)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many things wait at each place; a place not named keeps its number."""
        for button in self.buttons():
            if button.place.key in counts:
                button.show_count(counts[button.place.key])

    def buttons(self) -> list[RailButton]:
        """The lines, from the top."""
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), RailButton)]

    def _share_room(self) -> None:
        """Give the lines what height there is, so that none is out of sight before it must be."""
        buttons = self.buttons()
        if not buttons:
            return
        gaps = self._list.spacing() * (self._list.count() - 1)
        titles = sum(one.height() for one in self._titles if not one.isHidden())
        high = (self._area.viewport().height() - gaps - titles) // len(buttons)
        for button in buttons:
            button.take_room(max(LINE, high - high % 4))

    def _make_list(self) -> None:
        self._inside = QWidget()
        self._list = Column(self._inside, gap=1)
        area = _ListArea()
        area.resized.connect(self._share_room)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        self._area = area
        area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._whole.addWidget(area, 1)

    def _make_person(self) -> None:
        self.person = RailButton(Place("person", "", "user"))
        self.settings = RailButton(Place("settings", t("rail.settings"), "settings"), icon_only=True)
        self.help = RailButton(Place("help", t("rail.help"), "circle-help", "F1"), icon_only=True)
        self._row = Row(gap=0)
        self._row.addWidget(self.person, 1)
        for small in (self.settings, self.help):
            self._row.addWidget(small)
        for button in (self.person, self.settings, self.help):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, key=button.place.key: self.chosen.emit(key))
        self._whole.addLayout(self._row)

    def _size_it(self) -> None:
        tokens = look()
        self.setFixedWidth(tokens.px(FOLDED if tokens.folded else WIDE))
        for part in (self.unit, self.above, *self._titles):
            part.setVisible(not tokens.folded)
        self._row.setDirection(Row.Direction.TopToBottom if tokens.folded else Row.Direction.LeftToRight)
        self.help.setVisible(not tokens.folded)  # F1 and Ctrl+K lead there; large letters need the room
        for small in (self.settings, self.help):
            small.setFixedWidth(self.width() - 2 * tokens.px(10) if tokens.folded else tokens.px(28))
