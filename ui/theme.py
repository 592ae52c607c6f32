"""The look of the program: Fusion, one palette and one style sheet, both made from the same tokens.

Law: letter size and theme are changed while people work – focus, typed text and scroll stay, only drawing changes.
Widgets that paint themselves ask `look()` each time they draw and `on_restyle()` for their fixed sizes.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui.tokens import LETTER_SIZES, THEMES, Tokens

_LENGTH = re.compile(r"\b(\d+)u\b")
_LETTERS = re.compile(r"\b(\d+)f\b")
_COLOUR = re.compile(r"@(\w+)")
_FACES = ("Regular", "Medium", "SemiBold")


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of these tokens. Raises KeyError for a colour that no theme has."""
    sheet = resources.read_text("ui", "window.qss")
    sheet = _LENGTH.sub(lambda found: f"{tokens.px(int(found[1]))}px", sheet)
    sheet = _LETTERS.sub(lambda found: f"{tokens.letters(int(found[1]))}px", sheet)
    named = tokens.named()
    return _COLOUR.sub(lambda found: named[found[1]], sheet)


def palette(tokens: Tokens) -> QPalette:
    """The palette of these tokens, placeholder, selection and accent included."""
    role = QPalette.ColorRole
    colours = tokens.colours
    chosen = {
        role.Window: colours.page,
        role.Base: colours.surface,
        role.AlternateBase: colours.sunken,
        role.Button: colours.surface,
        role.ToolTipBase: colours.surface,
        role.WindowText: colours.text,
        role.Text: colours.text,
        role.ButtonText: colours.text,
        role.ToolTipText: colours.text,
        role.BrightText: colours.text,
        role.PlaceholderText: colours.hint,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Light: colours.surface,
        role.Midlight: colours.line,
        role.Shadow: colours.border,
    }
    made = QPalette()
    for which, value in chosen.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.hint))
    return made


class Theme(QObject):
    """The one look of the program and the signal that it changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = Tokens()

    def apply(self, tokens: Tokens) -> None:
        """Draw everything by `tokens` from now on. Raises ValueError for an unknown theme or letter size."""
        if tokens.theme not in THEMES or tokens.percent not in LETTER_SIZES:
            raise ValueError(f"no such look: {tokens.theme} {tokens.percent}")
        self.tokens = tokens
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette(tokens))
            app.setFont(tokens.font())
            app.setStyleSheet(style_sheet(tokens))
        self.changed.emit()

    def change(self, **parts: object) -> None:
        """Change some parts of the look: `theme`, `percent`, `roomy`, `show_keys`."""
        self.apply(replace(self.tokens, **parts))  # type: ignore[arg-type]


@cache
def theme() -> Theme:
    """The look of this program; one for its whole life."""
    return Theme()


def look() -> Tokens:
    """The tokens to draw with now."""
    return theme().tokens


def on_restyle(owner: QWidget, size_it: Callable[[], None]) -> None:
    """Call `size_it`, a bound method of `owner`, now and after each change of the look."""
    theme().changed.connect(size_it, Qt.ConnectionType.DirectConnection)
    size_it()


def repolish(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and let the style sheet see them; Qt does not look by itself."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def prepare(app: QApplication, tokens: Tokens | None = None) -> None:
    """Make `app` draw in our look: bundled fonts, Fusion on every system, then the tokens."""
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resources.path("fonts", f"NotoSans-{face}.ttf")))
    app.setStyle("Fusion")
    theme().apply(tokens or look())


def wished_theme(app: QApplication) -> str:
    """The theme that the system asks for; the person's own choice wins over it."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
