"""For whose eyes: age v1 (X25519), so that standard tools open a package ten years from now.

Law: binary age, X25519 recipients only, never a passphrase; armour is taken off before (`armour`). A recipient is
checked before it is used: the library ends the program on points of small order. Private keys are texts
("AGE-SECRET-KEY-1…"), as the age program writes them.
"""

from collections.abc import Iterable

import pyrage

from desktop.errors import Problem
from desktop.packages import age_text, faults

_BEGINS = b"age-encryption.org/v1\n"
_FOR_SOMEBODY_ELSE = "No matching keys"
# A stanza is some hundred bytes; a header beyond this is no list of recipients.
_LONGEST_HEADER = 1 << 20
_STANZA, _HEADER_ENDS, _FULL_LINE = b"-> ", b"\n---", 64


def generate() -> str:
    """Return a new random age identity."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the recipient that goes with an identity.

    Raises:
        Problem: invalid_value, if the text is no age identity.
    """
    return str(_identity(identity).to_public())


def seal(content: bytes, recipients: Iterable[str]) -> bytes:
    """Return `content` sealed so that the holder of any one of `recipients` can open it.

    Raises:
        Problem: not_allowed, if there is no recipient; forged, if one is no sound age recipient.
    """
    wanted = sorted(set(recipients))
    if not wanted:
        raise Problem("not_allowed", "Chưa có khóa của nơi nhận, chưa niêm phong được. Hãy làm thủ tục chứng nhận trạm trước.")
    for recipient in wanted:
        if not age_text.is_sound_recipient(recipient):
            raise faults.forged("khóa của nơi nhận không dùng được", recipient)
    sealed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient) for recipient in wanted])
    return sealed


def open_sealed(sealed: bytes, identities: Iterable[str]) -> bytes:
    """Return what was sealed to one of `identities`.

    Raises:
        Problem: misaddressed, if it was sealed to others; damaged, if it is no age file or is not whole.
    """
    if not sealed.startswith(_BEGINS):
        raise faults.damaged("phần niêm phong không mở đầu đúng")
    if not _every_stanza_ends(sealed):
        raise faults.damaged("danh sách nơi mở được của phần niêm phong không đúng dạng")
    keys = [_identity(identity) for identity in identities]
    if not keys:
        raise faults.misaddressed("người giữ khóa khác")
    try:
        content: bytes = pyrage.decrypt(sealed, keys)
    except pyrage.DecryptError as error:
        if _FOR_SOMEBODY_ELSE in str(error):
            raise faults.misaddressed("người giữ khóa khác") from error
        raise faults.damaged("phần niêm phong không mở được") from error
    return content


def _every_stanza_ends(sealed: bytes) -> bool:
    """Say whether each stanza of the header ends with a line shorter than a full one, if empty.

    age v1 asks for it, so that a header has one spelling; the library reads on without.
    """
    end = sealed.find(_HEADER_ENDS, 0, _LONGEST_HEADER)
    if end < 0:
        return False
    ended = True
    for line in sealed[len(_BEGINS) : end].split(b"\n"):
        if ended != line.startswith(_STANZA):
            return False
        ended = not line.startswith(_STANZA) and len(line) < _FULL_LINE
    return ended


def _identity(text: str) -> "pyrage.x25519.Identity":
    try:
        return pyrage.x25519.Identity.from_str(text)
    except (pyrage.IdentityError, ValueError) as error:
        raise Problem("invalid_value", "Đây không phải khóa mở niêm phong (AGE-SECRET-KEY-…).") from error
