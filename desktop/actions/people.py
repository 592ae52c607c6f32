"""Sign in, and the accounts of this laptop.

Roles are the office's order, enforced below the window; they hide nothing from somebody who has the database key.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from db.driver import Connection
from db.merge import fold
from db.past import past_of, written_by
from db.store import get_meta, set_meta
from desktop import registers
from desktop.actions import duties
from desktop.clock import Clock
from desktop.entries.record_ids import natural_id
from desktop.entries.saving import Saver
from desktop.errors import Problem
from desktop.exchange.incoming import judge_anew
from desktop.keys.key_slots import KeySlots
from desktop.language.vietnamese import clean_line, nfc
from desktop.office import Office, User
from desktop.paths import Paths

ROLES: Final = {
    "QT": "Quản trị", "DV": "Theo dõi dân vận", "TCD": "Người tiếp công dân", "TP": "Tư pháp – hộ tịch", "LD": "Lãnh đạo",
    "NL": "Nhập liệu", "XEM": "Chỉ xem", "TH": "Tổng hợp cấp trên",
}  # fmt: skip
SYSTEM_CLOCK: Final = Clock.from_text(None)
FIRST_ROLES: Final = ("QT", "DV", "TCD", "TP", "NL", "LD")


@dataclass(frozen=True, slots=True)
class Account:
    """One account of this laptop; `last_used` is the day (ISO) of the last sign-in."""

    name: str
    roles: tuple[str, ...]
    disabled: bool
    last_used: str | None


def names(paths: Paths) -> list[str]:
    """Return who can sign in at this home.

    Raises:
        Problem: no_station, damaged, too_new.
    """
    return KeySlots.load(paths.keys).accounts()


def sign_in(paths: Paths, clock: Clock, user: str | None, password: Callable[[], str]) -> Office:
    """Open the home for a person.

    Raises:
        Problem: no_station, wrong_password, not_allowed, and what keeps the database from opening.
    """
    slots = KeySlots.load(paths.keys)
    names = slots.accounts()
    if user is None and len(names) != 1:
        raise Problem("wrong_password", "Máy này có nhiều người dùng. Chọn tên người dùng.", where="--user")
    name = nfc(user or names[0])
    office = Office.open_store(paths, slots.unlock(name, password()), clock)
    try:
        with office.reading() as connection:
            account = _find(office, connection, name)
    except BaseException:
        office.close()
        raise
    if account is None or account.disabled:
        office.close()
        raise Problem("not_allowed", f"Tài khoản “{name}” đã ngừng dùng. Nhờ quản trị mở lại.", where=name)
    office.user = User(name, frozenset(account.roles))
    judge_anew(office)
    _note_use(office)
    return office


def _note_use(office: Office) -> None:
    """Keep the day on which the account was last used, on this laptop alone; one write a day is enough."""
    today = office.clock.today().isoformat()
    with office.reading() as connection:
        if get_meta(connection, _used(office.user.name)) == today:
            return
    with office.writing() as connection:
        set_meta(connection, _used(office.user.name), today)


def _last_use(connection: Connection, name: str) -> str | None:
    found = get_meta(connection, _used(name))
    return str(found) if found else None


def _used(name: str) -> str:
    return f"last_used:{name}"


def accounts_of(connection: Connection, station: str) -> list[Account]:
    """Return the accounts that a laptop has given itself, as its own logs say.

    The verdict on its lines does not matter: whoever worked at a laptop that was revoked opens it and reads.
    """
    found = []
    for unit, record in written_by(connection, station, "account"):
        values = fold(one.op for one in past_of(connection, unit, record) if one.station == station).values
        if values.get("station") == station:
            name = str(values.get("name"))
            found.append(Account(name, tuple(_listed(values.get("roles"))), bool(values.get("disabled")), _last_use(connection, name)))
    return found


def _rows(office: Office, connection: Connection) -> list[Account]:
    return accounts_of(connection, office.identity.station)


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _find(office: Office, connection: Connection, name: str) -> Account | None:
    return next((one for one in _rows(office, connection) if one.name == name), None)


def check_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """Return role codes in their order.

    Raises:
        Problem: invalid_value.
    """
    wanted = {role.strip().upper() for role in roles if role.strip()}
    unknown = sorted(wanted - ROLES.keys())
    if unknown or not wanted:
        raise Problem(
            "invalid_value", f"Không có vai trò {', '.join(unknown) or '(trống)'}. Chọn trong: {', '.join(ROLES)}.", where="--roles"
        )
    return tuple(role for role in ROLES if role in wanted)


def write_account(office: Office, connection: Connection, name: str, roles: Iterable[str], *, disabled: bool = False) -> None:
    """Write an account's record: the log is also the audit trail."""
    register = registers.ALL["account"]
    values = {"station": office.identity.station, "name": name, "roles": list(roles), "disabled": disabled}
    Saver(office, connection).add(register, values, natural_id(register, office.identity.unit, values), draft=False)


def note_event(office: Office, connection: Connection, kind: str, subject: str) -> None:
    """Write an administrative action into the log (`registers.audit_event`); the op says who and when."""
    Saver(office, connection).add(registers.ALL["audit_event"], {"kind": kind, "subject": subject}, None, draft=False)


def _note_password(paths: Paths, clock: Clock, key: bytes, name: str, kind: str, slots: KeySlots) -> None:
    """Keep the new slots together with what the log says of it."""
    office = Office.open_store(paths, key, clock)
    try:
        office.user = User(name, frozenset())
        with office.writing() as connection:
            if not office.identity.is_copy:
                note_event(office, connection, kind, name)
            slots.save(paths.keys)
    finally:
        office.close()


def add(office: Office, name: str, roles: Iterable[str], password: str) -> Account:
    """Make an account: a key slot under its own password, and its record.

    Raises:
        Problem: not_allowed, invalid_value.
    """
    duties.require(office, "accounts")
    name, wanted = clean_line(name, where="NAME").strip(), check_roles(roles)
    slots = KeySlots.load(office.paths.keys)
    if not name or name in slots.accounts():
        raise Problem("invalid_value", f"Tên người dùng “{name}” trống hoặc đã có. Chọn tên khác.", where="NAME")
    more = slots.with_account(name, password, office.key)
    with office.writing() as connection:
        write_account(office, connection, name, wanted)
        more.save(office.paths.keys)
    return Account(name, wanted, disabled=False, last_used=None)


def listing(office: Office) -> list[Account]:
    """Return the accounts of this laptop, by name."""
    with office.reading() as connection:
        return sorted(_rows(office, connection), key=lambda one: one.name)


def disable(office: Office, name: str) -> Account:
    """Let an account sign in no more; what it wrote stays.

    Raises:
        Problem: not_allowed, also when no administrator would be left; unknown_record.
    """
    duties.require(office, "accounts")
    slots = KeySlots.load(office.paths.keys).without_account(name)
    with office.writing() as connection:
        account = _find(office, connection, nfc(name))
        if account is None:
            raise Problem("unknown_record", f"Không có người dùng “{name}”.", where=name)
        _require_another_administrator(_rows(office, connection), account)
        write_account(office, connection, account.name, account.roles, disabled=True)
        slots.save(office.paths.keys)
    return Account(account.name, account.roles, disabled=True, last_used=account.last_used)


def _require_another_administrator(accounts: Iterable[Account], leaving: Account) -> None:
    if not any("QT" in one.roles and not one.disabled and one.name != leaving.name for one in accounts):
        raise Problem("not_allowed", f"{leaving.name} là quản trị (QT) cuối cùng; không thể ngừng. Thêm quản trị khác trước.", leaving.name)


def change_password(paths: Paths, name: str, old: str, new: str, clock: Clock = SYSTEM_CLOCK) -> None:
    """Give an account another password.

    Raises:
        Problem: wrong_password, invalid_value.
    """
    slots = KeySlots.load(paths.keys)
    key = slots.unlock(name, old)
    _note_password(paths, clock, key, name, "doi_mat_khau", slots.with_account(name, new, key))


def recover(paths: Paths, name: str | None, code: str, new: str, clock: Clock = SYSTEM_CLOCK) -> str:
    """Give an account a new password by the printed recovery code; return its name.

    Raises:
        Problem: wrong_password, invalid_value.
    """
    slots = KeySlots.load(paths.keys)
    names = slots.accounts()
    if name is None and len(names) != 1:
        raise Problem("wrong_password", "Máy này có nhiều người dùng. Chọn tên người dùng.", where="--user")
    chosen = nfc(name or names[0])
    if chosen not in names:
        raise Problem("unknown_record", f"Không có người dùng “{chosen}”.", where="--user")
    key = slots.unlock_with_code(code)
    _note_password(paths, clock, key, chosen, "khoi_phuc", slots.with_account(chosen, new, key))
    return chosen
