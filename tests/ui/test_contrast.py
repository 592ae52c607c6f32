"""Contrast of everything that is drawn, computed from the tokens as WCAG 2 does, and one placeholder read from pixels."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QListView

import resources
from ui import theme
from ui.banner import _ICONS
from ui.icons import pixmap
from ui.theme import look
from ui.tokens import THEMES, Tokens, themes
from ui.widgets.badge import SIGNS
from ui.widgets.line_edit import LineEdit

READ = [
    ("text", "page"), ("text", "surface"), ("text", "sunken"), ("text", "select"), ("text", "soft"),
    ("text2", "page"), ("text2", "surface"), ("text2", "sunken"), ("text2", "select"),
    ("hint", "page"), ("hint", "surface"), ("hint", "sunken"),
    ("accent", "page"), ("accent", "surface"), ("accent", "soft"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("nav_text", "nav"), ("nav_hint", "nav"), ("on_nav_chosen", "nav_chosen"), ("count_text", "nav_focus"),
    ("ok", "ok_soft"), ("warn", "warn_soft"), ("err", "err_soft"), ("held", "held_soft"),
    ("ok", "surface"), ("warn", "surface"), ("err", "surface"), ("held", "surface"),
    ("text", "ok_soft"), ("text", "warn_soft"), ("text", "err_soft"), ("text", "held_soft"),
]  # fmt: skip
SEEN = [
    ("border", "page"), ("border", "surface"), ("focus", "page"), ("focus", "surface"), ("focus", "select"),
    ("nav_focus", "nav"), ("accent", "surface"), ("err", "surface"),
]  # fmt: skip
PRINTED = {  # the table of the design: light, dark, high
    ("text", "page"): (14.5, 14.7, 21), ("text", "select"): (12.6, 8.8, 10.0), ("text2", "select"): (6.1, 5.8, 10.0),
    ("hint", "page"): (4.8, 7.1, 15.9), ("hint", "sunken"): (5.0, 5.9, 15.9), ("accent", "page"): (7.6, 9.0, 16.6),
    ("border", "page"): (3.3, 4.9, 21), ("accent", "soft"): (7.1, 6.3, 16.6), ("on_accent", "accent"): (8.4, 8.1, 16.6),
    ("nav_hint", "nav"): (6.4, 7.1, 15.9), ("on_nav_chosen", "nav_chosen"): (8.1, 11.6, 16.6), ("focus", "page"): (5.2, 11.6, 13.7),
}  # fmt: skip


def luminance(colour: QColor) -> float:
    parts = [channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_everything_that_is_read_has_a_contrast_of_four_and_a_half(name: str):
    of = themes()[name].of
    assert [(ink, ground) for ink, ground in READ if contrast(of(ink), of(ground)) < 4.5] == []


@pytest.mark.parametrize("name", THEMES)
def test_every_edge_and_ring_has_a_contrast_of_three(name: str):
    of = themes()[name].of
    assert [(ink, ground) for ink, ground in SEEN if contrast(of(ink), of(ground)) < 3] == []


@pytest.mark.parametrize(("at", "name"), list(enumerate(THEMES)))
def test_the_colours_are_those_of_the_design(at: int, name: str):
    of = themes()[name].of
    computed = {pair: contrast(of(pair[0]), of(pair[1])) for pair in PRINTED}
    assert {pair: round(value, 1) for pair, value in computed.items() if abs(value - PRINTED[pair][at]) > 0.06} == {}


@pytest.mark.parametrize("name", THEMES)
def test_a_placeholder_is_drawn_in_full_strength(name: str, shown):
    theme.theme().apply(Tokens(name))
    line = LineEdit("█████████")
    line.resize(QSize(200, 32))
    shown(line)
    line.clearFocus()
    picture = line.grab().toImage()
    colours = themes()[name]
    drawn = {picture.pixelColor(x, y).name() for x in range(12, 60) for y in range(10, 22)}
    assert colours.of("hint").name() in drawn


@pytest.mark.parametrize("icon", sorted(path.stem for path in resources.path("icons").glob("*.svg")))
def test_every_icon_can_be_drawn(icon: str, dressed):
    empty = QPixmap(32, 32)
    empty.fill(QColor(0, 0, 0, 0))
    assert pixmap(icon, QColor("black"), 32).toImage() != empty.toImage()


def test_every_icon_that_the_window_names_is_in_the_bundle():
    bundled = {path.stem for path in resources.path("icons").glob("*.svg")}
    assert [icon for icon in [*SIGNS.values(), *_ICONS.values()] if icon not in bundled] == []


def test_a_style_sheet_has_no_length_below_the_smallest_letters():
    sheet = theme.style_sheet(Tokens())
    assert "@" not in sheet
    assert "font-size:11px" not in sheet


def test_the_lists_of_qts_own_dialogs_have_a_ground_of_their_own(dressed):
    popup = QListView()
    popup.setWindowFlag(Qt.WindowType.Popup)
    popup.resize(200, 80)
    popup.ensurePolished()
    drawn = QImage(popup.size(), QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.black)
    popup.render(drawn)
    assert drawn.pixelColor(100, 40) == look().colours.of("surface")
