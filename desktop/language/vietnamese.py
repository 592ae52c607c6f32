"""Vietnamese text as an office types it, looks for it and puts it in order.

Typing: text is kept in NFC (the official composed form); control and bidi characters are refused at
entry and shown as □ when they come with somebody else's records.
Looking: "thuy" finds "thuỷ" and "thủy", "duong" finds "Đường". Taking the tone marks off also makes the
old and the new placement of the mark (hoà, hòa) equal, so no rule for it is needed.
Order: the alphabet a ă â b c d đ e ê …, then the tones ngang < huyền < hỏi < ngã < sắc < nặng, then small
before capital letters. Qt has no Vietnamese order on Windows and SQLite none at all, so the order is a key
of bytes that is stored and compared as it stands. People are ordered by given name, which stands last.
"""

import re
import unicodedata
from functools import lru_cache

from desktop.errors import Problem

# Refused: C0 (but newline and tab), DEL and C1, bidi overrides and isolates, and halves of surrogate
# pairs, which a terminal can hand over but no UTF-8 file can hold.
_TIED = re.compile(r"\b(quý|tháng|năm|kỳ|số|lần|biểu|cột) (?=[0-9IVX])", re.IGNORECASE)
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n?")
_STANDS_FOR_REFUSED = "□"
# Legacy files hold the Icelandic eth where Vietnamese has đ; both look the same.
_STROKED_D = str.maketrans("đĐðÐ", "dDdD")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SHAPES = {"\u0302", "\u0306", "\u031b"}  # ^, breve, horn: they make another letter
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_FOREIGN_MARK = 7
_BLANK, _SIGN, _DIGIT, _LETTER, _OTHER = 0x02, 0x03, 0x10, 0x20, 0xF0
_LEVEL = b"\x00"


def nfc(text: str) -> str:
    """Return the composed form, in which every text is kept."""
    return unicodedata.normalize("NFC", text)


def clean(text: str, where: str = "") -> str:
    """Return `text` fit to be kept: NFC, line breaks as newline.

    Args:
        text: What was typed, pasted or read from a sheet.
        where: The field, for the message.

    Raises:
        Problem: invalid_value, if it holds a control character or one that turns the writing direction.
    """
    kept = nfc(_LINE_BREAKS.sub("\n", text))
    if found := _REFUSED.search(kept):
        raise Problem(
            "invalid_value",
            f"Có ký tự điều khiển không nhìn thấy (U+{ord(found[0]):04X}) ở vị trí {found.start() + 1}; "
            "hãy xóa đoạn đó rồi gõ lại, đừng dán.",
            where,
        )
    return kept


def clean_line(text: str, where: str = "") -> str:
    """Return `clean` text on one line: blanks collapsed, none at the ends.

    Raises:
        Problem: invalid_value, as `clean`.
    """
    return " ".join(clean(text, where).split())


def is_blank(text: str) -> bool:
    """Say whether a reader would see nothing: blanks and signs without a shape, which pasted text brings along."""
    return all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)


def shown(text: str) -> str:
    """Return stored text as it may be shown: what would be refused at entry is drawn as □."""
    return _REFUSED.sub(_STANDS_FOR_REFUSED, nfc(_LINE_BREAKS.sub("\n", text)))


def unbroken(text: str) -> str:
    """Return text to be set over several lines, in which "quý I/2024", "số 7", "lần 2" stay in one piece."""
    return _TIED.sub("\\1\u00a0", text)


class _FoldTable(dict[int, str]):
    """What each character is searched as; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _bare(_bare(chr(code)).casefold())
        return folded


_FOLDED = _FoldTable()


def fold(text: str) -> str:
    """Return the form in which texts are searched and compared: no marks, no case, single blanks."""
    return " ".join(text.translate(_FOLDED).split())


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    # Mn = marks above and below, Cf = soft hyphens and zero-width signs that pasted text brings along.
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf")).translate(_STROKED_D)


def sort_key(text: str) -> bytes:
    """Return bytes whose order is the Vietnamese order of texts, whatever normal form they came in."""
    weights = [_weight(c) for c in nfc(text)]
    return _LEVEL.join(
        (
            b"".join(primary for primary, _, _ in weights),
            bytes(tone for _, tone, _ in weights),
            bytes(case for _, _, case in weights),
        )
    )


def name_sort_key(name: str) -> bytes:
    """Return the key of a person's name: given name (the last word) first, then middle, then family name.

    Names of one word (many names of the highlands) are a given name.
    """
    words = name.split()
    if not words:
        return sort_key("")
    family, middle, given = words[:-1][:1], words[1:-1], words[-1]
    # Part by part: a tone of the given name decides before the family name is looked at.
    return _LEVEL.join(sort_key(part) for part in (given, " ".join(middle), " ".join(family)))


@lru_cache(maxsize=4096)
def _weight(char: str) -> tuple[bytes, int, int]:
    """Return (alphabet, tone, case) of one composed character."""
    small = char.lower() if len(char.lower()) == 1 else char
    case = 1 if small == char else 2
    letter, tone = _letter_and_tone(small)
    if letter in _ALPHABET:
        return bytes([_LETTER + 2 * _ALPHABET.index(letter)]), tone, case
    if char.isspace():
        return bytes([_BLANK]), 1, 1
    if char.isdecimal():
        return bytes([_DIGIT + unicodedata.decimal(char)]), 1, 1
    group = _OTHER if unicodedata.category(char)[0] in "LM" else _SIGN
    # Three bytes always: keys of unlike length would slip against each other.
    return bytes([group]) + ord(small).to_bytes(3, "big"), 1, case


def _letter_and_tone(small: str) -> tuple[str, int]:
    if small == "ð":
        return "đ", 1
    decomposed = unicodedata.normalize("NFD", small)
    base, marks = decomposed[0], decomposed[1:]
    shapes = [mark for mark in marks if mark in _SHAPES]
    letter = nfc(base + "".join(shapes))
    if letter not in _ALPHABET:  # ĉ, ŏ and the like: a plain letter with a foreign mark
        return base, _FOREIGN_MARK
    tones = [_TONES.get(mark, _FOREIGN_MARK) for mark in marks if mark not in _SHAPES]
    return letter, max(tones, default=1)
