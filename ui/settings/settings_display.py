"""How the window looks: letter size, theme, rows, keys. Seen while one chooses, kept at once."""

from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.texts import t
from desktop.settings import Settings, change
from ui.icons import paint_icon
from ui.page import Page
from ui.session import SETTINGS, Session
from ui.theme import look, on_restyle
from ui.tokens import LETTER_SIZES, themes
from ui.widgets.boxes import Column, Row
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.labels import label, rule
from ui.widgets.option import Option
from ui.widgets.paint import panel, width_of, words
from ui.wished_look import draw_by, theme_of

_THEMES: Final = ("system", "light", "dark", "contrast")


class ThemeChoice(QWidget):
    """Four cards, each drawn in its own colours. `changed`: another theme; arrows and digits choose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self.setAccessibleName(t("settings.theme"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        on_restyle(self, self._size_it)

    def value(self) -> str:
        """The chosen theme."""
        return _THEMES[self._at]

    def set_value(self, name: str) -> None:
        """Choose a theme without telling."""
        self._at = _THEMES.index(name)
        self.setAccessibleDescription(t(f"settings.theme_{name}"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(480), look().px(92))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if 0 <= digit < len(_THEMES) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._take(digit)
        elif step:
            self._take(max(0, min(len(_THEMES) - 1, self._at + step)))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, place in enumerate(self._places()):
            if place.contains(event.position().toPoint()):
                self._take(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        for at, place in enumerate(self._places()):
            self._paint_card(painter, place, _THEMES[at], at == self._at)
            if at == self._at:
                role = "focus" if self.hasFocus() else "accent"
                panel(painter, place, None, tokens.colours.of(role), width=3 if self.hasFocus() else 2, radius=8)

    def _paint_card(self, painter: QPainter, place: QRect, name: str, chosen: bool) -> None:
        tokens = look()
        of = themes()[theme_of(name)].of
        panel(painter, place, of("page"), of("border"), radius=8)
        pad, line = tokens.px(12), tokens.px(24)
        side = tokens.px(14)
        text: QColor = of("text")
        paint_icon(painter, "circle-dot" if chosen else "circle", text, place.left() + pad, place.top() + tokens.px(14), side)
        row = QRect(place.left() + pad, place.top() + tokens.px(8), place.width() - 2 * pad, line)
        head = row.adjusted(side + tokens.px(6), 0, 0, 0)
        words(painter, head, t(f"settings.theme_{name}"), tokens.font(13, strong=True), text)
        words(painter, row.translated(0, line), t("settings.theme_sample"), tokens.font(13), of("text2"))
        button = QRect(row.left(), row.top() + 2 * line + tokens.px(2), row.width(), tokens.px(24))
        panel(painter, button, of("accent"), None)
        words(painter, button, t("settings.theme_button"), tokens.font(13, strong=True), of("on_accent"), Qt.AlignmentFlag.AlignHCenter)

    def cut_texts(self) -> list[str]:
        """Names that do not fit their card."""
        tokens = look()
        room = self._places()[0].width() - 2 * tokens.px(12) - tokens.px(20)
        names = [t(f"settings.theme_{name}") for name in _THEMES]
        return [name for name in names if width_of(name, tokens.font(13, strong=True)) > room + 1]

    def _places(self) -> list[QRect]:
        gap = look().px(12)
        wide = (self.width() - gap * (len(_THEMES) - 1)) // len(_THEMES)
        return [QRect(at * (wide + gap), 0, wide, self.height()) for at in range(len(_THEMES))]

    def _take(self, at: int) -> None:
        if at != self._at:
            self.set_value(_THEMES[at])
            self.changed.emit()

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(96))


class DisplaySection(QWidget):
    """Letter size, theme, row height, keys on buttons."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        settings = Settings.load(session.office.paths.settings)
        box = Column(self, gap=8)
        box.addWidget(label(t("settings.letters"), "section"))
        self.letters = Choice([Option(str(size), t("settings.percent", n=size)) for size in LETTER_SIZES])
        self.letters.setAccessibleName(t("settings.letters"))
        self.letters.set_value(str(settings["letters"]))
        box.addWidget(self.letters)
        sample = Row(gap=12)
        sample.addWidget(label(t("settings.letters_sample"), "strong"))
        sample.addWidget(label(t("settings.at_once"), "hint"), 1)
        box.addLayout(sample)
        box.addWidget(rule())
        box.addWidget(label(t("settings.theme"), "section"))
        self.theme = ThemeChoice()
        self.theme.set_value(settings["theme"])
        box.addWidget(self.theme)
        box.addWidget(rule())
        box.addWidget(label(t("settings.rows"), "section"))
        row = Row(gap=24)
        self.rows = Choice([Option("", t("settings.rows_close")), Option("roomy", t("settings.rows_roomy"))])
        self.rows.setAccessibleName(t("settings.rows"))
        self.rows.set_value("roomy" if settings["roomy"] else "")
        self.keys = Check(t("settings.show_keys"))
        self.keys.set_value(settings["show_keys"])
        row.addWidget(self.rows, 1)
        row.addWidget(self.keys, 1)
        box.addLayout(row)
        box.addStretch(1)
        self.letters.changed.connect(lambda: self._keep(letters=int(self.letters.value())))
        self.theme.changed.connect(lambda: self._keep(theme=self.theme.value()))
        self.rows.changed.connect(lambda: self._keep(roomy=self.rows.value() == "roomy"))
        self.keys.changed.connect(lambda: self._keep(show_keys=bool(self.keys.value())))

    def _keep(self, **values: Any) -> None:
        draw_by(change(self._session.office.paths.settings, **values))
        self._session.changed.emit(frozenset({SETTINGS}))
