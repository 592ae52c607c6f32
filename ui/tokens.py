"""One look, kept as numbers: the colours of three themes and the lengths on a grid of four.

Law: a colour has one role and one place (`resources/ui/tokens.toml`); a length or a letter size is written
at 100 % and multiplied here. Nothing else in the window states a colour or a size of its own.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtGui import QColor, QFont

import resources

THEMES = ("light", "dark", "contrast")
LETTER_SIZES = (90, 100, 110, 125, 150)
FOLD_FROM = 125
FAMILY = "Noto Sans"


@dataclass(frozen=True, slots=True)
class Colours:
    """The roles of colour; every value is a hex string that `QColor` reads."""

    page: str
    surface: str
    sunken: str
    line: str
    border: str
    text: str
    text2: str
    hint: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    select: str
    focus: str
    nav: str
    nav_text: str
    nav_hint: str
    nav_chosen: str
    on_nav_chosen: str
    nav_focus: str
    count_text: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    err: str
    err_soft: str
    held: str
    held_soft: str
    scrim: str

    def of(self, role: str) -> QColor:
        """The colour of a role; `info` is the accent, `plain` and `outline` the quiet text."""
        return QColor(getattr(self, _SAME.get(role, role)))


_SAME = {"info": "accent", "info_soft": "soft", "plain": "text2", "outline": "text2", "outline_soft": "surface"}


@cache
def themes() -> Mapping[str, Colours]:
    """All themes by name. Raises TypeError when a theme lacks a role or knows one too many."""
    found = tomllib.loads(resources.read_text("ui", "tokens.toml"))
    return {name: Colours(**found[name]) for name in THEMES}


@dataclass(frozen=True, slots=True)
class Tokens:
    """What is needed to draw: a theme, a letter size in percent, row height, keys shown or not."""

    theme: str = "light"
    percent: int = 100
    roomy: bool = False
    show_keys: bool = True

    @property
    def colours(self) -> Colours:
        """The colours of the theme."""
        return themes()[self.theme]

    @property
    def outlined(self) -> bool:
        """Whether soft fills are replaced by outlines (high contrast, and dark for badges)."""
        return self.theme != "light"

    @property
    def folded(self) -> bool:
        """Whether letters are so large that the rail folds and forms become one column."""
        return self.percent >= FOLD_FROM

    @property
    def one_column(self) -> bool:
        """Whether a form of two columns no longer fits 1093 px: from 110 % on."""
        return self.percent > 100

    def px(self, length: int) -> int:
        """A length of the 100 % design in logical pixels; from 8 on it stays on the grid of four."""
        grown = length * self.percent / 100
        return round(grown) if length < 8 or self.percent == 100 else 4 * max(1, round(grown / 4))

    def letters(self, size: int) -> int:
        """A letter height of the 100 % design in logical pixels."""
        return round(size * self.percent / 100)

    def font(self, size: int = 14, *, strong: bool = False, medium: bool = False) -> QFont:
        """The bundled font at a size of the design; digits of Noto Sans are equally wide by themselves."""
        font = QFont(FAMILY)
        font.setPixelSize(self.letters(size))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Medium if medium else QFont.Weight.Normal)
        return font

    @property
    def row(self) -> int:
        """Height of a table row: 28, or 36 when the person likes it roomy."""
        return self.px(36 if self.roomy else 28)

    def named(self) -> dict[str, str]:
        """Colours by the names that `window.qss` uses, the derived ones included."""
        colours = self.colours
        values = {field.name: getattr(colours, field.name) for field in fields(colours)}
        high = self.theme == "contrast"
        values["nav_edge"] = colours.line if high else colours.nav
        values["dialog_edge"] = colours.line if high else colours.surface
        values["nav_title"] = colours.nav_text if high else colours.on_nav_chosen
        return values
