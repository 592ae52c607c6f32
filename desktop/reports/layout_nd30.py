"""How an official paper looks: Nghị định 30/2020/NĐ-CP, Phụ lục I, as numbers.

One table of sizes for every printer, so that PDF and Word cannot drift apart. "Ô" is the block number of the decree's drawing.
Lengths are millimetres, type sizes and gaps points. Where the decree gives a range the value chosen is said beside it.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # Phụ lục I: A4
MARGIN_TOP, MARGIN_BOTTOM = 20.0, 20.0  # 20–25
MARGIN_LEFT = 30.0  # 30–35: the binding edge
MARGIN_RIGHT = 15.0  # 15–20
PAGE_NUMBER_FROM_TOP = 12.5  # centred in the top margin, not on the first page
PROOF_FROM_BOTTOM = 10.0  # clear of the 3 mm that office lasers cannot print

HEADER_LEFT, HEADER_RIGHT = 66.0, 99.0  # ô 2, 3 beside ô 1, 4
FOOTER_LEFT, FOOTER_RIGHT = 75.0, 90.0  # ô 9b beside ô 7
SIGNATURE_SPACE = 28.0  # ô 7c: at least 25 for a signature and its seal
RULE_SHARE = 0.4  # ô 2, 5a: one third to one half of the text above
RULE_WEIGHT = 0.75
FIRST_LINE_INDENT = 12.7  # ô 6: 10 or 12.7
BODY_SPACING = 1.15  # ô 6: single to 1.5
QR_MODULE = 0.42  # smallest square that a telephone reads from a 600 dpi print
PROOF_PAYLOAD_MAX = 700  # bytes: keeps the code within the column of ô 9b

TABLE_SIZES = (12.0, 11.0, 10.0, 9.0, 8.5, 8.0, 7.5, 7.0)  # the largest at which no word of a table breaks
TABLE_COMFORTABLE = 9.0  # above it, type gives way so that short names stand on one line
TABLE_FITTING = 8.0  # down to it, type gives way so that a table hardly higher than its page needs no second one
TABLE_NAME_MAX = 45.0  # a name this long is short
TABLE_NUMBER_MAX = 26.0  # a column of figures grows no wider


class Place(StrEnum):
    """How a block stands between the margins."""

    LEFT = "left"
    CENTER = "center"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Type:
    """Type of one block: size in points, style, place, gap above in points, line spacing, first-line indent in mm."""

    size: float
    bold: bool = False
    italic: bool = False
    place: Place = Place.CENTER
    before: float = 0.0
    spacing: float = 1.0
    indent: float = 0.0


NATIONAL_NAME = Type(13, bold=True)  # ô 1: 12–13
MOTTO = Type(14, bold=True)  # ô 1: 13–14, the rule below as long as the text
SUPERIOR = Type(13)  # ô 2: 12–13
ISSUER = Type(13, bold=True)  # ô 2: 12–13
NUMBER = Type(13, before=6)  # ô 3
PLACE_DATE = Type(14, italic=True, before=6)  # ô 4: 13–14
KIND = Type(14, bold=True, before=18)  # ô 5a: 13–14
SUBJECT = Type(14, bold=True)  # ô 5a: 13–14
ADDRESSEE = Type(14, before=12)  # ô 9a: 13–14
ADDRESSEE_LIST = Type(14, place=Place.LEFT)  # ô 9a
PART = Type(14, bold=True, before=12, spacing=BODY_SPACING)  # ô 6: phần, centred
SECTION = Type(14, bold=True, place=Place.JUSTIFY, before=8, spacing=BODY_SPACING, indent=FIRST_LINE_INDENT)  # ô 6: mục
CLAUSE = Type(14, bold=True, place=Place.JUSTIFY, before=6, spacing=BODY_SPACING, indent=FIRST_LINE_INDENT)  # ô 6: khoản
POINT = Type(14, place=Place.JUSTIFY, before=6, spacing=BODY_SPACING, indent=FIRST_LINE_INDENT)  # ô 6: điểm
BODY = Type(14, place=Place.JUSTIFY, before=6, spacing=BODY_SPACING, indent=FIRST_LINE_INDENT)  # ô 6: 13–14, gap ≥ 6 pt
NOTE = Type(12, italic=True, place=Place.JUSTIFY, before=4, indent=FIRST_LINE_INDENT)
AUTHORITY = Type(14, bold=True)  # ô 7a: 13–14
SIGNER = Type(14, bold=True)  # ô 7b: 13–14
RECIPIENTS_HEAD = Type(12, bold=True, italic=True, place=Place.LEFT)  # ô 9b
RECIPIENTS = Type(11, place=Place.LEFT)  # ô 9b
PAGE_NUMBER = Type(13)  # 13–14
APPENDIX_LABEL = Type(14, bold=True)  # phụ lục
APPENDIX_TITLE = Type(14, bold=True)
APPENDIX_ATTACHED = Type(14, italic=True)
FORM_NUMBER = Type(12, bold=True, place=Place.LEFT, before=6)
TABLE_NOTE = Type(11, italic=True, place=Place.JUSTIFY, before=4)
TABLE_CAPTION = Type(13, bold=True, before=8)
PROOF = Type(9)

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_TEXT = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "BẢN NHÁP"
HAND_GAP = "\u00a0" * 7  # room to write a number by hand; ordinary blanks would be closed up

_POINTS = "abcdđeghiklmnopqrstuvxy"  # ô 6: the Vietnamese order, without the letters that carry marks


def point_letters(count: int) -> str:
    """Return the letter of the `count`th point: a, b, c, d, đ, e, g and so on, after y follow aa, ab."""
    before, index = divmod(count - 1, len(_POINTS))
    return (point_letters(before) if before else "") + _POINTS[index]


def roman(count: int) -> str:
    """Return a positive number in Roman figures."""
    result = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, count = divmod(count, value)
        result += sign * times
    return result


def date_in_words(date: dt.date | None, year: int) -> str:
    """Return "ngày 05 tháng 3 năm 2024" (ô 4): days below 10 and only the months 1 and 2 get a zero; no date leaves room."""
    if date is None:
        return f"ngày{HAND_GAP}tháng{HAND_GAP}năm {year}"
    month = f"{date.month:02d}" if date.month <= 2 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def number_line(number: str, symbol: str) -> str:
    """Return "Số: 05/BC-UBND" (ô 3): numbers below 10 get a zero, an empty number leaves room."""
    shown = number.strip() or HAND_GAP
    return f"Số: {shown.zfill(2) if shown.isdecimal() else shown}/{symbol}"
