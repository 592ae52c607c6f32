"""How the window is to be drawn by this machine's settings, and by the system's wish where nobody chose."""

from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from ui.theme import look, theme, wished_theme
from ui.tokens import Tokens


def wished(settings: Settings) -> Tokens:
    """Return the tokens that these settings ask for."""
    return Tokens(theme_of(settings["theme"]), settings["letters"], settings["roomy"], settings["show_keys"])


def theme_of(chosen: str) -> str:
    """Return the theme that a choice means now; "system" asks the system."""
    application = QApplication.instance()
    if chosen != "system":
        return chosen
    return wished_theme(application) if isinstance(application, QApplication) else "light"


def draw_by(settings: Settings) -> None:
    """Draw by these settings from now on."""
    tokens = wished(settings)
    if tokens != look():
        theme().apply(tokens)
