"""Numbers as an office writes them: 1.234,5 and 95,5%.

Kept as integers or decimal text with a dot ("1234.5"), never as floats: a sum of money must not change by
being read. In Vietnamese the dot parts thousands and the comma decimals, but the machines' form has a dot,
so typed "1.234" could mean either: for a count it is 1234, for a measured quantity a person must say.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from desktop.errors import Problem

_GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+"
_INTEGER = re.compile(rf"(-?)(\d+|{_GROUPED})")
_WITH_COMMA = re.compile(rf"(-?)(\d+|{_GROUPED}),(\d+)")
_CANONICAL = re.compile(r"-?\d+(?:\.\d+)?")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_SWAPPED = str.maketrans(",.", ".,")
_DIGITS = 18  # more is a paste of something else, and no longer fits where numbers are added up


def parse_int(text: str, where: str = "") -> int:
    """Return a whole number: `1234`, `1.234`, `05`.

    Raises:
        Problem: invalid_value, if it is none.
    """
    written = _tidy(text)
    if (found := _INTEGER.fullmatch(written)) and len(written) <= _DIGITS:
        return int(found[1] + found[2].replace(".", ""))
    raise Problem("invalid_value", f"“{text.strip()}” không phải là số nguyên; ghi dạng 1234 hoặc 1.234.", where)


def parse_decimal(text: str, where: str = "") -> str:
    """Return the kept form of a typed number: `1.234,5` and `1234,5` give "1234.5".

    Raises:
        Problem: invalid_value, if it is no number, or one that can be read in two ways ("1.234").
    """
    written = _tidy(text)
    if _AMBIGUOUS.fullmatch(written):
        whole, comma = written.replace(".", ""), written.replace(".", ",")
        raise Problem("invalid_value", f"“{written}” hiểu được hai cách; ghi rõ {whole} hoặc {comma}.", where)
    if found := _WITH_COMMA.fullmatch(written):
        written = f"{found[1]}{found[2].replace('.', '')}.{found[3]}"
    elif found := _INTEGER.fullmatch(written):
        written = found[1] + found[2].replace(".", "")
    return canonical_decimal(written, where)


def canonical_decimal(text: str, where: str = "") -> str:
    """Return the one form of a number in machine form: no needless zeros, no "-0"; `1234.50` gives "1234.5".

    Raises:
        Problem: invalid_value, if it is not in machine form or has more than 18 digits.
    """
    number = canonical_number(text)
    if number is None:
        raise Problem("invalid_value", f"“{text.strip()}” không phải là số; ghi dạng 1.234,5 hoặc 1234,5.", where)
    return machine_form(number)


def canonical_number(value: object) -> Decimal | None:
    """Return a decimal text in machine form of at most 18 digits as a number; None for anything else that may stand in the store.

    Another program may have written "Infinity" or "1e999999" there, and a figure must not fall over it, nor fill the memory.
    """
    if not isinstance(value, str) or len(value) > _DIGITS + 2 or not value.isascii() or not _CANONICAL.fullmatch(value):
        return None
    return Decimal(value)


def machine_form(number: Decimal) -> str:
    """Return a number, also a sum of many, without needless zeros and "-0"."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def format_number(value: int | str, places: int | None = None) -> str:
    """Return `1.234,5`.

    Args:
        value: An integer or kept decimal text.
        places: Decimals to show, rounded half up; None shows those that there are.
    """
    number = Decimal(value)
    if places is not None:
        number = _rounded(number, places)
    return format(number, ",f").translate(_SWAPPED)


def format_percent(value: int | str, places: int | None = None) -> str:
    """Return `95,5%`, without a blank before the sign; `value` is in per cent."""
    return format_number(value, places) + "%"


def format_ratio(ratio: str, places: int = 1) -> str:
    """Return a ratio ("0.9550") in per cent: `95,5%`; a whole one without decimals: `100%`."""
    percent = _rounded(Decimal(ratio) * 100, places)
    return format_percent(canonical_decimal(format(percent, "f")))


def two_digits(count: int) -> str:
    """Return a count as official text writes small ones: `02`, `05`, `12`."""
    return f"{count:02}"


def _tidy(text: str) -> str:
    return text.strip().replace("−", "-")


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
