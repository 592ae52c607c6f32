"""The printed code that opens the database when every password is forgotten: eight groups of five letters.

Law: 160 random bits and 40 check bits, in 32 letters of which no two look alike in print (no I, L, O, U). It is read
with or without blanks and hyphens, in small letters, and with the look-alikes typed; a slip of the pen is said to be
one. The same code gives the unit's age recovery identity (HKDF), so paper in the safe opens late packages.
"""

import hashlib
import re
import secrets
import unicodedata

from desktop.errors import Problem
from desktop.keys.key_wrapping import derived
from desktop.packages.age_text import identity_text

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SECRET, _CHECK = 20, 5
_GROUP = 5
_LENGTH = (_SECRET + _CHECK) * 8 // 5
_CHECKED = b"sodanvan recovery code 1"
_UNIT = b"sodanvan unit recovery identity 1"


def new_code() -> str:
    """Return a new code: eight groups of five, a hyphen between them."""
    return _printed(secrets.token_bytes(_SECRET))


def read_letters(typed: str) -> str:
    """Return what was typed as it would have been printed: capitals, no blanks or hyphens, look-alikes as digits."""
    upper = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    return re.sub(r"[\s\-–_.]", "", upper)


def read_code(typed: str) -> str:
    """Return a typed code as it was printed.

    Raises:
        Problem: invalid_value, if it is no code or a letter of it is wrong. The code is never repeated in it.
    """
    letters = read_letters(typed)
    if len(letters) != _LENGTH or set(letters) - set(_LETTERS):
        raise Problem("invalid_value", "Mã khôi phục phải có 8 nhóm, mỗi nhóm 5 chữ. Hãy gõ lại theo giấy đã in.", "mã khôi phục")
    number = 0
    for letter in letters:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    whole = number.to_bytes(_SECRET + _CHECK, "big")
    if _printed(whole[:_SECRET]) != _grouped(letters):
        raise Problem("invalid_value", "Mã khôi phục có chỗ gõ sai. Hãy so từng nhóm với giấy đã in rồi gõ lại.", "mã khôi phục")
    return _grouped(letters)


def unit_identity(code: str) -> str:
    """Return the unit's age recovery identity that goes with a code.

    Raises:
        Problem: invalid_value, as `read_code`.
    """
    return identity_text(derived(read_code(code).encode(), _UNIT))


def _printed(secret: bytes) -> str:
    check = hashlib.sha256(_CHECKED + secret).digest()[:_CHECK]
    number = int.from_bytes(secret + check, "big")
    return _grouped("".join(_LETTERS[number >> shift & 31] for shift in range(_LENGTH * 5 - 5, -1, -5)))


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
