"""A page answers one question: head with its name and deeds, banners, body, and a footer with its state and buttons.

Law: one filled button; each key stands on a button or in the list of keys; a page that is not seen answers no key.
"""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.language.texts import t
from ui.banner import Banner
from ui.keys import bind, plain_return
from ui.theme import look, on_restyle, repolish
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button, Kind
from ui.widgets.icon import Icon
from ui.widgets.labels import elided, label

SIDE = 20
HEAD = 52
FOOT = 48
Act = Callable[[], object]


class Page(QWidget):
    """The base of every page.

    Fill `body`; call `action()` for buttons in the head, `foot()` for those in the footer. `back` is sent by Alt+← (and
    by Esc, if the page gives it to a button or with `key()`), when the page was made with `back_to`.
    """

    back = Signal()
    help_topic = "bat-dau"

    def __init__(self, title: str, subtitle: str = "", *, back_to: str = "", scroll: bool = False, gap: int = 12) -> None:
        """Make the frame of a page.

        Args:
            title: Its name, 20 px.
            subtitle: Quieter words beside it.
            back_to: "về danh sách": the page lies on another one and Alt+← leads there.
            scroll: The body may be higher than the window.
            gap: Between the parts of the body.
        """
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.shortcuts: list[tuple[str, str, Act]] = []
        self._bound: dict[str, list[QShortcut]] = {}
        whole = Column(self, gap=0)
        self._make_head(whole, title, subtitle)
        self.banners = Column(gap=8, sides=(SIDE, 0, SIDE, 0))
        whole.addLayout(self.banners)
        self.body = self._make_body(whole, scroll, gap)
        self._make_foot(whole)
        if back_to:
            self.key("Alt+←", self.back.emit, back_to)
            self._actions.addWidget(label(t("page.back", where=back_to), "hint"))
        on_restyle(self, self._size_it)

    def enter(self) -> None:
        """The page has just been shown: read again, put the focus. Override."""

    def leave(self) -> bool:
        """The page is about to go; False keeps it (something must be decided first). Override."""
        return True

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words of the head."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.setAccessibleName(title)

    def minimumSizeHint(self) -> QSize:
        # A page that asks for more than there is would push the window off the screen; the text check finds it.
        return QSize(0, 0)

    def key(self, key: str, act: Act, words: str, *, within: QWidget | None = None) -> None:
        """Let `key` do `act` while the page is seen, and list it under `words` in help and Ctrl+K.

        With `within` only while the focus is in that part. Raises ValueError if the page has the key already (Qt would
        then answer neither). Plain Enter answers only where nothing in the focus has taken it.
        """
        if within is None and any(key == taken for taken, _, _ in self.shortcuts):
            raise ValueError(f"{key} is taken on this page")
        if key != "Enter":
            self._bound[key] = bind(within or self, key, act, here=within is not None)
        self.shortcuts.append((key, words, act))

    def hideEvent(self, event: QHideEvent) -> None:
        # What was done was read and another page is shown: coming back later it would be news no longer.
        if not event.spontaneous() and self.banner is not None and self.banner.kind in ("ok", "info"):
            self.clear_banner()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = next((act for key, _, act in self.shortcuts if key == "Enter"), None)
        if self.banner is not None:
            enter = next((button.click for button in self.banner.buttons if button.key == "Enter"), enter)
        if enter is not None and plain_return(event):
            enter()
            return
        super().keyPressEvent(event)

    def action(self, text: str, act: Act, kind: Kind = "outlined", *, icon: str = "", key: str = "") -> Button:
        """Add a button to the head, left to right; its key is bound."""
        return self._button(self._actions, text, act, kind, icon, key)

    def foot(self, text: str, act: Act, kind: Kind = "outlined", *, icon: str = "", key: str = "") -> Button:
        """Add a button to the footer, left to right; the footer is shown from then on."""
        self._foot.show()
        return self._button(self._foot_buttons, text, act, kind, icon, key)

    def say(self, text: str, then: str = "", *, icon: str = "", tone: Literal["text2", "ok", "warn", "err", "held"] = "text2") -> None:
        """Say the state at the left of the footer: `text`, and quieter what follows from it."""
        self._foot.show()
        self._state.setText(text)
        self._state.setVisible(bool(text))  # an empty one would still take its gap
        repolish(self._state, role="strong" if tone != "text2" else "label")
        self._then.setText(then)
        self._state_icon.setVisible(bool(icon))
        if icon:
            self._state_icon.draw(icon, tone)

    def show_banner(self, banner: Banner) -> None:
        """Show one banner above the body, in place of the one before. Keys on its buttons answer first while it is there."""
        self.clear_banner()
        self.banners.addWidget(banner)
        banner.show()
        for button in banner.buttons:
            if button.key and button.key != "Enter":
                self._answer(button.key, False)
                bind(banner, button.key, button.click)
        self._foot_gap()

    def clear_banner(self) -> None:
        """Take the banner away: it has been dealt with."""
        while self.banners.count():
            taken = self.banners.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key in self._bound:
            self._answer(key, True)
        self._foot_gap()

    @property
    def banner(self) -> Banner | None:
        """The banner shown now."""
        item = self.banners.itemAt(0)
        widget = item.widget() if item else None
        return widget if isinstance(widget, Banner) else None

    def _answer(self, key: str, on: bool) -> None:
        """Let the page's own shortcuts of a key answer or not; two of one key would silence each other."""
        for shortcut in self._bound.get(key, []):
            shortcut.setEnabled(on)

    def _button(self, row: Row, text: str, act: Act, kind: Kind, icon: str, key: str) -> Button:
        button = Button(text, kind, icon=icon, key=key)
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        if key:
            self.key(key, button.click, text)
        return button

    def _make_head(self, whole: Column, title: str, subtitle: str) -> None:
        self._head = QWidget()
        row = Row(self._head, gap=8, sides=(SIDE, 4, SIDE, 0))
        self.title, self.subtitle = label(title, "title"), elided(subtitle, "subtitle")
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.subtitle, 1)
        self._actions = Row(gap=8)
        row.addLayout(self._actions)
        self.setAccessibleName(title)
        whole.addWidget(self._head)

    def _make_body(self, whole: Column, scroll: bool, gap: int) -> Column:
        inside = QWidget()
        inside.setObjectName("pageBody")
        body = Column(inside, gap=gap, sides=(SIDE, 0, SIDE, 8))
        self.area: QScrollArea | None = None
        if not scroll:
            whole.addWidget(inside, 1)
            return body
        self.area = QScrollArea()
        self.area.setObjectName("pageScroll")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        bar = self.area.verticalScrollBar()
        # The bar stands in the margin, so that cards keep their right edge when it comes.
        bar.rangeChanged.connect(lambda _low, high: body.set_sides((SIDE, 0, SIDE - 12 if high else SIDE, 8)))
        whole.addWidget(self.area, 1)
        return body

    def _make_foot(self, whole: Column) -> None:
        self._foot = QWidget()
        self._foot.setObjectName("pageFoot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = Row(self._foot, gap=8, sides=(SIDE, 0, SIDE, 0))
        self._state_icon = Icon("check", "text2", 16)
        self._state_icon.hide()
        self._state: QLabel = label("", "label")
        self._then = elided("", "hint")
        row.addWidget(self._state_icon)
        row.addWidget(self._state)
        row.addWidget(self._then, 1)
        self._foot_buttons = Row(gap=8)
        row.addLayout(self._foot_buttons)
        self._foot.hide()
        whole.addWidget(self._foot)

    def _foot_gap(self) -> None:
        """Air below a banner, none without one."""
        self.banners.set_sides((SIDE, 0, SIDE, 12 if self.banners.count() else 0))

    def _size_it(self) -> None:
        self._head.setFixedHeight(look().px(HEAD))
        self._foot.setFixedHeight(look().px(FOOT))
