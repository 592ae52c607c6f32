"""The root: a key in a file of its own, under a password, with every fact that it ever signed.

Law: it is not in the database and not needed day by day, only against a station that may admit, for a new root and
for a hand-over; so the file may lie in a safe, on paper and on a stick. Facts only accumulate: what the root signed
stays in its file and goes into the next package, whatever happened to the laptop. The public part is readable without
the password.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.errors import Problem
from desktop.keys import key_wrapping
from desktop.keys.key_wrapping import Wrapped
from desktop.packages import facts, signing, stick, strict_json
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import Payload

FILE = "root.key"
_LARGEST = 64 << 20
_VERSION = 1


class _File(Struct, frozen=True, kw_only=True):
    version: int
    root: str
    public: str
    wrapped: Wrapped


class _Secret(Struct, frozen=True, kw_only=True):
    key: str
    facts: str


class RootKey:
    """An opened root file. `statements` are all facts that it signed."""

    def __init__(self, key: SigningKey, statements: tuple[Statement, ...] = ()) -> None:
        self.key, self.statements = key, statements

    @property
    def root(self) -> str:
        """The root id."""
        return signing.root_id(self.key.public)

    def sign(self, payload: Payload) -> Statement:
        """Return a fact signed by the root, and keep it; `save` before it goes anywhere."""
        return self.keep(payload.signed(self.key, as_root=True))

    def keep(self, statement: Statement) -> Statement:
        """Keep a fact that was signed with this key elsewhere (`enrolment.certify`)."""
        if not signing.is_signed_by(statement, self.key.public):
            raise ValueError("not signed by this root")
        if statement not in self.statements:
            self.statements = (*self.statements, statement)
        return statement

    def save(self, path: Path, password: str) -> None:
        """Write the file, whole or not at all, under this password.

        Raises:
            Problem: invalid_value, for a short password; disk_full, read_only, locked.
        """
        key_wrapping.check_password(password)
        kept = _Secret(key=strict_json.b64(self.key.raw()), facts=strict_json.b64(facts.encode_root_facts(self.statements)))
        file = _File(
            version=_VERSION,
            root=self.root,
            public=strict_json.b64(self.key.public),
            wrapped=key_wrapping.wrap(msgspec.json.encode(kept), password, _purpose(self.root)),
        )
        stick.write(path, strict_json.dumps(msgspec.to_builtins(file)) + b"\n", replace=True, private=True)

    @classmethod
    def create(cls) -> "RootKey":
        """Return a new root without facts."""
        return cls(SigningKey.generate())

    @classmethod
    def open(cls, path: Path, password: str) -> "RootKey":
        """Return the root in a file.

        Raises:
            Problem: wrong_password; damaged, too_new, or what `stick.read` says.
        """
        file = _read(path)
        raw = key_wrapping.unwrap(file.wrapped, password, _purpose(file.root))
        try:
            secret = msgspec.json.decode(raw, type=_Secret)
            return cls(SigningKey(strict_json.unb64(secret.key)), facts.decode_root_facts(strict_json.unb64(secret.facts)))
        except (msgspec.DecodeError, ValueError) as error:
            raise _damaged(path) from error


def public_key(path: Path) -> bytes:
    """Return the raw public key of a root file, without its password.

    Raises:
        Problem: damaged, too_new, or what `stick.read` says.
    """
    return strict_json.unb64(_read(path).public)


def change_password(path: Path, old: str, new: str) -> None:
    """Put the root file under another password.

    Raises:
        Problem: wrong_password, invalid_value, and what reading and writing say.
    """
    RootKey.open(path, old).save(path, new)


def _purpose(root: str) -> str:
    return f"sodanvan {root}"


def _read(path: Path) -> _File:
    raw = stick.read(path, _LARGEST)
    try:
        value = strict_json.loads(raw.removesuffix(b"\n"), _LARGEST)
        if isinstance(value, dict) and isinstance(value.get("version"), int) and value["version"] > _VERSION:
            raise Problem("too_new", "Tệp khóa gốc do bản mới hơn lập. Hãy cập nhật chương trình.", str(path))
        return msgspec.convert(value, _File)
    except (strict_json.NotStrict, msgspec.ValidationError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> Problem:
    return Problem("damaged", f"Tệp khóa gốc {path.name} hỏng hoặc bị sửa. Hãy dùng bản sao trong két.", str(path))
