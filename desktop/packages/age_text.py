"""The text of age keys ("age1…", "AGE-SECRET-KEY-1…") and whether a public one may be used.

Law (BIP-173, age v1): bech32 of 32 bytes; recipients in small letters, identities in capitals, one spelling each.
The few points of small order are refused: sealing to one gives everybody the key, and the age library stops the
program on them. pyrage reads these texts but makes none from given bytes, which the recovery code needs.
"""

import re
from functools import lru_cache

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_RECIPIENT, _IDENTITY = "age", "age-secret-key-"
_TEXT = re.compile(rf"(age|age-secret-key-)1([{_LETTERS}]{{58}})")
_P = 2**255 - 19
_SMALL_ORDER = {
    0,
    1,
    _P - 1,
    int.from_bytes(bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"), "little"),
    int.from_bytes(bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"), "little"),
}


def identity_text(secret: bytes) -> str:
    """Return the age identity of 32 secret bytes."""
    return _encode(_IDENTITY, secret).upper()


def recipient_text(public: bytes) -> str:
    """Return the age recipient of a raw X25519 public key."""
    return _encode(_RECIPIENT, public)


@lru_cache(maxsize=4096)
def is_sound_recipient(text: str) -> bool:
    """Say whether something may be sealed to this recipient: one spelling, right checksum, no point of small order."""
    found = _TEXT.fullmatch(text)
    if found is None or found[1] != _RECIPIENT:
        return False
    values = [_LETTERS.index(letter) for letter in found[2]]
    number = 0
    for value in values[:-6]:
        number = number << 5 | value
    # 52 letters hold 260 bits: 256 of the key, four that must be empty.
    public = (number >> 4).to_bytes(32, "big")
    point = int.from_bytes(public, "little") & ((1 << 255) - 1)
    return recipient_text(public) == text and point < _P and point not in _SMALL_ORDER


def _encode(prefix: str, data: bytes) -> str:
    if len(data) != 32:
        raise ValueError(f"an age key has 32 bytes, got {len(data)}")
    number = int.from_bytes(data, "big") << 4
    values = [number >> shift & 31 for shift in range(255, -1, -5)]
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_LETTERS[value] for value in values)}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check
