"""One value has one spelling: the JSON of statements and of line 1 is read only as our writer would write it.

Law: objects without duplicate keys at any depth (every other JSON reader keeps the last and says nothing), integers
of at most 53 bits, no floats, valid UTF-8, bounded size, depth and number of values, and `dumps(loads(raw)) == raw`. What
is signed is still the bytes; this only keeps a second spelling from ever being accepted.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any, NoReturn

LARGEST_INT = 2**53
DEEPEST = 32
# Counted before anything is made of them: ten million empty lists are 20 MB of text and a gigabyte of memory.
MOST_VALUES = 1 << 20


class NotStrict(ValueError):
    """The bytes are no JSON of ours; the message says why, in Vietnamese."""


def dumps(value: Any) -> bytes:
    """Return the one spelling of `value`: UTF-8, no blanks, keys in the order of the dictionary."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def loads(raw: bytes, limit: int) -> Any:
    """Return the value of `raw`, which must be at most `limit` bytes and in the one spelling.

    Raises:
        NotStrict: too long, too many values, no JSON, a duplicate key, a float, an integer above 53 bits, too deep, another
            spelling.
    """
    if len(raw) > limit:
        raise NotStrict(f"dài quá {limit} byte")
    if sum(map(raw.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise NotStrict("có nhiều giá trị quá")
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_object, parse_float=_no_number, parse_int=_integer, parse_constant=_no_number)
        again = dumps(value)
    except NotStrict:
        raise
    except (ValueError, RecursionError) as error:
        raise NotStrict("không phải JSON") from error
    if again != raw:
        raise NotStrict("viết khác cách của chương trình")
    _check_depth(value, DEEPEST)
    return value


def b64(raw: bytes) -> str:
    """Return standard base64 with padding."""
    return base64.b64encode(raw).decode("ascii")


def unb64(text: Any, what: str = "base64") -> bytes:
    """Return the bytes of standard base64; Python's strict decoder alone still accepts second spellings.

    Raises:
        NotStrict: no text, another alphabet, wrong padding, unused bits set.
    """
    if not isinstance(text, str):
        raise NotStrict(f"{what} không phải chữ")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotStrict(f"{what} không đọc được") from error
    if b64(raw) != text:
        raise NotStrict(f"{what} viết khác cách của chương trình")
    return raw


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("có chỗ ghi hai lần")
    return found


def _integer(text: str) -> int:
    # Looked at before it is converted: a million digits take Python seconds.
    if len(text) > len(str(LARGEST_INT)) + 1 or abs(int(text)) > LARGEST_INT:
        raise NotStrict("số quá lớn")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise NotStrict(f"có số không nguyên ({text[:20]})")


def _check_depth(value: Any, left: int) -> None:
    if left < 0:
        raise NotStrict("lồng quá sâu")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        _check_depth(item, left - 1)
