"""Who can open the database: one slot per account, one for the printed code, one for the unit above if it was let in.

Law: the database key is 32 random bytes, made once; a slot holds it under one password. A slot that asks for a cheaper
Argon2 than ours is refused. The same answer for a wrong password and an unknown name. The file is written whole or not
at all; what a slot is for is bound to it, so slots cannot be exchanged. The last slot that opens cannot be removed.
"""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from desktop.errors import Problem
from desktop.keys import key_wrapping, recovery_code
from desktop.keys.key_wrapping import Wrapped, wrong_password
from desktop.language.vietnamese import nfc
from desktop.packages import sealing, stick, strict_json

FILE = "keys.json"
ACCOUNT, RECOVERY, UPPER = "account", "recovery", "upper"
_VERSION = 1
_LARGEST = 1 << 20
_KEY = 32


class Slot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One way to open: `wrapped` under a password or the code, or, for the unit above, `sealed` to its age key."""

    kind: Annotated[str, Meta(pattern=r"\A(account|recovery|upper)\Z")]
    name: Annotated[str, Meta(max_length=200)]
    wrapped: Wrapped | UnsetType = UNSET
    sealed: Annotated[str, Meta(max_length=8192)] | UnsetType = UNSET


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    slots: tuple[Slot, ...]


class KeySlots:
    """The slots of one home, as a value; `load` and `save` are its only dealings with a file."""

    def __init__(self, slots: Iterable[Slot] = ()) -> None:
        self.slots = tuple(slots)

    @classmethod
    def load(cls, path: Path) -> "KeySlots":
        """Return the slots in a file.

        Raises:
            Problem: damaged, if it is not ours or asks for a weaker lock than ours; too_new; no_station, if missing.
        """
        if not path.is_file():
            raise Problem("no_station", f"Chưa có trạm ở {path.parent}. Hãy tạo trạm mới hoặc chọn đúng thư mục.", str(path))
        raw = stick.read(path, _LARGEST)
        try:
            value = strict_json.loads(raw.removesuffix(b"\n"), _LARGEST)
            if isinstance(value, dict) and isinstance(value.get("version"), int) and value["version"] > _VERSION:
                raise Problem("too_new", "Tệp khóa do bản mới hơn lập. Hãy cập nhật chương trình.", str(path))
            return cls(msgspec.convert(value, _File).slots)
        except (strict_json.NotStrict, msgspec.ValidationError) as error:
            raise Problem("damaged", f"Tệp khóa {path.name} hỏng hoặc bị sửa. Hãy lấy lại từ bản sao lưu.", str(path)) from error

    def save(self, path: Path) -> None:
        """Write the file whole or not at all, readable by its owner only.

        Raises:
            Problem: disk_full, read_only, locked.
        """
        file = _File(version=_VERSION, slots=self.slots)
        stick.write(path, strict_json.dumps(msgspec.to_builtins(file)) + b"\n", replace=True, private=True)

    def accounts(self) -> list[str]:
        """Return the names of accounts that can open."""
        return [slot.name for slot in self.slots if slot.kind == ACCOUNT]

    def with_account(self, name: str, password: str, key: bytes) -> "KeySlots":
        """Return these slots and one for an account; its older slot, if any, is gone.

        Raises:
            Problem: invalid_value, for a short password.
        """
        key_wrapping.check_password(password)
        return self._with(Slot(kind=ACCOUNT, name=nfc(name), wrapped=key_wrapping.wrap(_checked(key), password, _purpose(ACCOUNT, name))))

    def with_recovery(self, code: str, key: bytes) -> "KeySlots":
        """Return these slots and the one of the printed code; an older code opens no more.

        Raises:
            Problem: invalid_value, if it is no recovery code.
        """
        printed = recovery_code.read_code(code)
        return self._with(Slot(kind=RECOVERY, name="", wrapped=key_wrapping.wrap(_checked(key), printed, _purpose(RECOVERY, ""))))

    def with_upper(self, unit: str, recipient: str, key: bytes) -> "KeySlots":
        """Return these slots and one for the unit above, sealed to its age key. Only if this unit let it in."""
        return self._with(Slot(kind=UPPER, name=unit, sealed=strict_json.b64(sealing.seal(_checked(key), [recipient]))))

    def without_account(self, name: str) -> "KeySlots":
        """Return these slots without an account's.

        Raises:
            Problem: not_allowed, if it is the last account that opens.
        """
        left = [slot for slot in self.slots if (slot.kind, slot.name) != (ACCOUNT, nfc(name))]
        if not any(slot.kind == ACCOUNT for slot in left):
            raise Problem(
                "not_allowed", f"{name} là tài khoản cuối cùng mở được số liệu; không thể bỏ. Hãy thêm tài khoản khác trước.", name
            )
        return KeySlots(left)

    def unlock(self, name: str, password: str) -> bytes:
        """Return the database key by an account's password.

        Raises:
            Problem: wrong_password, also for a name without a slot.
        """
        return self._unwrap(ACCOUNT, nfc(name), password)

    def unlock_with_code(self, code: str) -> bytes:
        """Return the database key by the printed code.

        Raises:
            Problem: invalid_value, if it is no code; wrong_password, if it is another one's.
        """
        return self._unwrap(RECOVERY, "", recovery_code.read_code(code))

    def unlock_as_upper(self, unit: str, identities: Iterable[str]) -> bytes:
        """Return the database key by the age key of the unit above.

        Raises:
            Problem: wrong_password, if it was not let in; misaddressed or damaged, if its keys do not open the slot.
        """
        slot = self._slot(UPPER, unit)
        if slot is None or isinstance(slot.sealed, UnsetType):
            raise wrong_password()
        return sealing.open_sealed(strict_json.unb64(slot.sealed), identities)

    def _with(self, slot: Slot) -> "KeySlots":
        return KeySlots([*(one for one in self.slots if (one.kind, one.name) != (slot.kind, slot.name)), slot])

    def _slot(self, kind: str, name: str) -> Slot | None:
        return next((one for one in self.slots if (one.kind, one.name) == (kind, name)), None)

    def _unwrap(self, kind: str, name: str, password: str) -> bytes:
        slot = self._slot(kind, name)
        if slot is None or isinstance(slot.wrapped, UnsetType):
            raise wrong_password()
        return key_wrapping.unwrap(slot.wrapped, password, _purpose(kind, name))


def new_key() -> bytes:
    """Return a new database key."""
    return secrets.token_bytes(_KEY)


def _checked(key: bytes) -> bytes:
    if len(key) != _KEY:
        raise ValueError(f"a database key has {_KEY} bytes, got {len(key)}")
    return key


def _purpose(kind: str, name: str) -> str:
    return f"sodanvan database {kind} {nfc(name)}"
