"""The type that every paper is set in, and what to do with a character that it cannot draw.

reportlab prints a character without a glyph as nothing and says nothing, and takes the first file it sees of
a face for all later ones. So the bundled Liberation Serif (metrics of Times New Roman, which may not be
shipped) is registered here before anything else draws, checked for every Vietnamese letter, and every stored
text passes through `Ink.safe` on its way to the paper: composed (NFC: decomposed accents land beside their
letters), and with □ for whatever the face lacks and for control characters.
"""

from functools import lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.language.vietnamese import nfc, shown
from resources import path

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "DvSerif", "DvSerif-Bold", "DvSerif-Italic", "DvSerif-BoldItalic"
MISSING = "□"
LINE_HEIGHT = 1.149  # Liberation Serif: ascent + descent + gap of one em, what a word processor calls "single"

_FILES = {REGULAR: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}
_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTERS = "".join(nfc(letter + mark) for letter in "aăâeêioôơuưy" for mark in _MARKS) + "bcdđghklmnpqrstvxfjwz"

# No text of ours can open a picture or an address, since all of it is escaped. This is the second lock.
rl_config.trustedHosts = []
rl_config.trustedSchemes = []


@lru_cache(maxsize=1)
def glyphs() -> frozenset[int]:
    """Register the faces and return the code points that all four can draw.

    Raises:
        RuntimeError: the font files are not those of the program (Liberation 1.x lacks 93 Vietnamese letters).
    """
    known: list[set[int]] = []
    for name, style in _FILES.items():
        font = TTFont(name, str(path("fonts", f"LiberationSerif-{style}.ttf")))
        known.append({code for code, glyph in font.face.charToGlyph.items() if glyph})
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    common = frozenset(set.intersection(*known))
    lacking = {letter for letter in _LETTERS + _LETTERS.upper() + MISSING if ord(letter) not in common}
    if lacking:
        raise RuntimeError(f"the bundled fonts lack {len(lacking)} letters")
    return common


def face(*, bold: bool = False, italic: bool = False) -> str:
    """Return the name of the face."""
    return (BOLD_ITALIC if italic else BOLD) if bold else (ITALIC if italic else REGULAR)


def width(text: str, font: str, size: float) -> float:
    """Return the width in points of text that has passed `Ink.safe`."""
    return float(pdfmetrics.stringWidth(text, font, size))


class Ink(dict[int, str]):
    """A table for `str.translate` that fills itself: each character as it can be drawn.

    `replaced` holds the characters that were not, for the person who prints to be told.
    """

    def __init__(self) -> None:
        super().__init__({0x0A: "\n", 0x2028: "\n", 0x2029: "\n", 0x09: "    "})
        self._drawable = glyphs()
        self.replaced: set[str] = set()

    def __missing__(self, code: int) -> str:
        drawable = code in self._drawable
        if not drawable:
            self.replaced.add(chr(code))
        self[code] = chr(code) if drawable else MISSING
        return self[code]

    def safe(self, text: str) -> str:
        """Return `text` composed and drawable, its line breaks as newline."""
        if text.isascii() and text.isprintable():
            return text
        return shown(text).translate(self)

    def line(self, text: str) -> str:
        """Return `text` drawable on one line."""
        return " ".join(self.safe(text).split("\n")).strip()
