"""A secret under a password: Argon2id makes the key, ChaCha20-Poly1305 wraps with it.

Law (RFC 9106, RFC 8439): at least 64 MiB and three passes, also when reading: a file that asks for less was made by
somebody who wants to guess, and one that asks for far more would stop the laptop. Passwords are NFC, so that two
keyboards type the same one. What a wrapping belongs to is bound to it and cannot be exchanged.
"""

import secrets
import unicodedata
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta, Struct

from desktop.errors import Problem
from desktop.packages import strict_json

MEMORY_KIB, PASSES, LANES = 64 << 10, 3, 4
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000


class Wrapped(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wrapped secret and all but the password that is needed to open it. Texts are base64."""

    memory_kib: Annotated[int, Meta(ge=MEMORY_KIB, le=1 << 20)]
    passes: Annotated[int, Meta(ge=PASSES, le=20)]
    lanes: Annotated[int, Meta(ge=1, le=16)]
    salt: Annotated[str, Meta(min_length=24, max_length=88)]
    nonce: Annotated[str, Meta(min_length=16, max_length=16)]
    sealed: Annotated[str, Meta(max_length=32 << 20)]


def check_password(password: str) -> None:
    """Refuse a new password that is too short to be worth a lock.

    Raises:
        Problem: invalid_value.
    """
    if not SHORTEST_PASSWORD <= len(unicodedata.normalize("NFC", password)) <= LONGEST_PASSWORD:
        raise Problem(
            "invalid_value", f"Mật khẩu phải có từ {SHORTEST_PASSWORD} ký tự trở lên. Hãy chọn câu dài, dễ nhớ.", "SODANVAN_PASSWORD"
        )


def wrap(secret: bytes, password: str, purpose: str) -> Wrapped:
    """Return `secret` under a password, with new salt and nonce.

    Args:
        secret: What to keep.
        password: A person's password or a printed code.
        purpose: What it belongs to; the same words are needed to open it.
    """
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    key = _key(password, salt, MEMORY_KIB, PASSES, LANES)
    return Wrapped(
        memory_kib=MEMORY_KIB,
        passes=PASSES,
        lanes=LANES,
        salt=strict_json.b64(salt),
        nonce=strict_json.b64(nonce),
        sealed=strict_json.b64(ChaCha20Poly1305(key).encrypt(nonce, secret, purpose.encode())),
    )


def unwrap(wrapped: Wrapped, password: str, purpose: str) -> bytes:
    """Return the secret.

    Raises:
        Problem: wrong_password; damaged, if the texts cannot be read.
    """
    try:
        salt, nonce = strict_json.unb64(wrapped.salt), strict_json.unb64(wrapped.nonce)
        sealed = strict_json.unb64(wrapped.sealed)
    except strict_json.NotStrict as error:
        raise Problem("damaged", "Tệp khóa hỏng. Hãy lấy lại từ bản sao lưu.", purpose) from error
    if len(password) > LONGEST_PASSWORD:
        raise wrong_password()
    key = _key(password, salt, wrapped.memory_kib, wrapped.passes, wrapped.lanes)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, purpose.encode())
    except InvalidTag as error:
        raise wrong_password() from error


def derived(secret: bytes, purpose: bytes) -> bytes:
    """Return 32 bytes that come from a strong secret for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret)


def wrong_password() -> Problem:
    """The one answer to a wrong password, an unknown account and a closed one."""
    return Problem("wrong_password", "Sai tên người dùng hoặc mật khẩu. Hãy gõ lại; kiểm tra bộ gõ và phím Caps Lock.")


def _key(password: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    return kdf.derive(unicodedata.normalize("NFC", password).encode())
