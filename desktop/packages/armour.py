"""A package as text: what stands behind line 1 in the armour of age, for a message or a letter instead of a stick.

Law (age v1, RFC 7468 strictly): the label alone, canonical base64 in lines of 64, blanks around it and CRLF tolerated,
nothing else. Hashes and signatures are over the decoded bytes, so text and binary are one package. Whoever reads a file
asks `plain` first and never meets an armour that was rightly written; one that was not is refused as damaged.
"""

import binascii
import re
from typing import Final

from desktop.errors import Problem
from desktop.packages.envelope import LONGEST_LINE

LARGEST_TEXT: Final = 1 << 20
"""Most bytes of a package that is written as text."""
_BEGIN: Final = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END: Final = b"-----END AGE ENCRYPTED FILE-----"
_BLANK: Final = b" \t\r\n"
_BYTES_A_LINE: Final = 48
_BODY: Final = re.compile(rb"(?:[A-Za-z0-9+/]{64}\n)*(?:[A-Za-z0-9+/]{2,64}={0,2}\n)?")


class NotArmour(ValueError):
    """This is no age armour, or one that was changed on its way."""


def encode(sealed: bytes) -> bytes:
    """Return an age file in armour."""
    lines = [binascii.b2a_base64(sealed[at : at + _BYTES_A_LINE]) for at in range(0, len(sealed), _BYTES_A_LINE)]
    return b"".join((_BEGIN, b"\n", *lines, _END, b"\n"))


def decode(text: bytes) -> bytes:
    """Return the age file in an armour.

    Raises:
        NotArmour: other bytes than blanks around it, a line of another length, a second spelling of the base64.
    """
    inner = text.strip(_BLANK).replace(b"\r\n", b"\n")
    if not (inner.startswith(_BEGIN + b"\n") and inner.endswith(b"\n" + _END)):
        raise NotArmour("no label")
    body = inner[len(_BEGIN) + 1 : -len(_END)]
    if _BODY.fullmatch(body) is None:
        raise NotArmour("a line of another form")
    letters = body.replace(b"\n", b"")
    try:
        sealed = binascii.a2b_base64(letters, strict_mode=True)
    except binascii.Error as error:
        raise NotArmour("no base64") from error
    if binascii.b2a_base64(sealed, newline=False) != letters:
        raise NotArmour("spare bits")
    return sealed


def begins(sealed: bytes) -> bool:
    """Say whether what stands behind line 1 means to be an armour."""
    return sealed[:LONGEST_LINE].lstrip(_BLANK).startswith(_BEGIN)


def plain(raw: bytes) -> bytes:
    """Return a package that came as text in its binary form, any other file as it is.

    Line 1 may end with CRLF where an armour follows, and only there. An armour that is not rightly written stays.
    """
    end = raw.find(b"\n", 0, LONGEST_LINE) + 1
    if not end or not begins(raw[end : end + LONGEST_LINE]):
        return raw
    line, sealed = raw[:end].removesuffix(b"\r\n").removesuffix(b"\n") + b"\n", raw[end:]
    try:
        return line + decode(sealed)
    except NotArmour:
        return line + sealed


def text(raw: bytes) -> bytes:
    """Return a package as text."""
    end = raw.index(b"\n") + 1
    return raw[:end] + encode(raw[end:])


def short_text(raw: bytes) -> bytes:
    """Return a package as text that a message can carry.

    Raises:
        Problem: invalid_value, if it is too large for that.
    """
    written = text(raw)
    if len(written) > LARGEST_TEXT:
        size = f"{len(written) >> 10} KB, nhiều nhất {LARGEST_TEXT >> 10} KB"
        raise Problem("invalid_value", f"Gói lớn quá để gửi dạng chữ ({size}). Dùng USB, hoặc chia nhỏ gói.", where="--text")
    return written
