"""Take over what somebody typed on a laptop that was ended, copied or never certified: each op is written again as one's own.

Law (design §5, Verdicts): a person of the owning unit decides; the new op replaces the refused one alone, so what has been
written since is not touched, and a difference is a conflict for a person. Two refused ops of which one had replaced the other
keep that order. An erasure empties what is taken over as it empties everything; of a denunciation only what the law leaves is taken.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.driver import Connection
from db.ops import BOOK_NO, DELETED, NewOp, OpKind
from db.refused import SetAside, set_aside
from desktop import registers
from desktop.actions import backup, duties, people
from desktop.actions.timeline import when
from desktop.entries.naming import Names, shown_number
from desktop.entries.record import may_enter, sees_private
from desktop.entries.saving import Saver
from desktop.entries.values import show_value
from desktop.errors import Problem
from desktop.machines import machine_names
from desktop.office import Office
from desktop.registers.model import Register

_Known = tuple[SetAside, Register]
_KINDS: Final[dict[str, OpKind]] = {"set": "set", "resolve": "set", "delete": "delete", "restore": "restore", "erase": "erase"}
_DEEDS: Final = {"delete": "Gạch bỏ", "restore": "Lấy lại dòng đã gạch", "erase": "Xóa theo luật"}


@dataclass(frozen=True, slots=True)
class Refused:
    """One op that counts nowhere, as people read it. `why_not` says why who is signed in cannot adopt it, "" when he can."""

    op: str
    register: Register
    record: str
    name: str
    when: str
    who: str
    machine: str
    says: str
    why: str
    why_not: str


@dataclass(slots=True)
class Adopted:
    """The records that were written to, the new ops, and the fields whose values were not taken over."""

    ids: list[str] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"ids": self.ids, "ops": self.ops, "left_out": self.left_out, "backups": self.backups}


def listing(office: Office) -> list[Refused]:
    """Return what could be adopted of the own unit's books that the person may enter, oldest first."""
    with office.reading() as connection:
        names, machine = Names(office, connection), machine_names(office, connection)
        return [
            Refused(
                one.name, register, one.skeleton.record, names((register.code,), one.skeleton.record) or register.noun,
                when(one.skeleton.at), one.skeleton.by, machine(one.station), _says(office, register, one, names), _why(one),
                _why_not(office, connection, register, one),
            )
            for one, register in _known(set_aside(connection, office.owned))
            if may_enter(register, office.user.roles)
        ]  # fmt: skip


def count(office: Office) -> int:
    """Return how many ops wait for somebody to adopt them or to leave them."""
    with office.reading() as connection:
        return len(list(_known(set_aside(connection, office.owned))))


def adopt(office: Office, ops: Sequence[str] | None) -> Adopted:
    """Write refused ops of the own unit again as one's own; None means all that the person may enter.

    Raises:
        Problem: unknown_record, for a name that is no such op; not_allowed; fork, revoked.
    """
    office.refuse_copy()
    done, names = Adopted(), dict[str, str]()
    with office.writing() as connection:
        there = list(_known(set_aside(connection, office.owned)))
        chosen = _free(office, connection, there) if ops is None else _named(office, connection, there, ops)
        for one, register in chosen:
            _adopt(office, Saver(office, connection, one.skeleton.unit), register, one, names, done)
        if done.ops:
            people.note_event(office, connection, "nhan_lai", f"{len(done.ops)} thao tác")
    if any(one.skeleton.erase for one, _ in chosen):
        done.backups = [str(file) for file in backup.after_erasure(office)]
    return done


def _known(found: Collection[SetAside]) -> Iterator[_Known]:
    """Leave out what no person typed – accounts and the like – and books that this program does not know."""
    for one in found:
        register = registers.ALL.get(one.skeleton.register)
        if register is not None and not register.system and one.skeleton.kind in _KINDS:
            yield one, register


def _free(office: Office, connection: Connection, there: Sequence[_Known]) -> list[_Known]:
    """Return all that the person may adopt."""
    mine = [pair for pair in there if may_enter(pair[1], office.user.roles)]
    return [(one, register) for one, register in mine if not _why_not(office, connection, register, one)]


def _named(office: Office, connection: Connection, there: Sequence[_Known], ops: Sequence[str]) -> list[_Known]:
    by_name = {pair[0].name: pair for pair in there}
    for name in ops:
        if name not in by_name:
            raise Problem("unknown_record", "Không có thao tác bị từ chối nào tên này, hoặc đã nhận lại rồi.", where=name)
        one, register = by_name[name]
        duties.require_entry(office, register.code)
        if why := _why_not(office, connection, register, one):
            raise Problem("not_allowed", why, where=name)
    return [pair for pair in there if pair[0].name in ops]


def _why(one: SetAside) -> str:
    return "trạm đã bị thu hồi hoặc không có quyền" if one.certified else "trạm chưa được chứng nhận"


def _why_not(office: Office, connection: Connection, register: Register, one: SetAside) -> str:
    if one.skeleton.kind == "erase":
        return duties.refusal(office, "erasure")
    if one.skeleton.lines and not one.values:
        return "Nội dung của thao tác này không có ở máy này."
    law = register.erasure
    if law is not None and _typed(one).get(law.field) == law.value:
        row = office.projector(connection).row(register.code, one.skeleton.unit, one.skeleton.record)
        if row is not None and row.get(law.field) != law.value:
            return "Thao tác này chuyển bản ghi thành tố cáo, phải xóa nội dung. Mở bản ghi và tự chuyển."
    return ""


def _typed(one: SetAside) -> dict[str, object]:
    return {name: value for fields in one.values.values() for name, value in fields.items()}


def _adopt(office: Office, saver: Saver, register: Register, one: SetAside, names: dict[str, str], done: Adopted) -> None:
    said, closed = one.skeleton, _closed(saver, register, one)
    values = {line: fields for line, fields in one.values.items() if line[1] not in closed}
    done.left_out += [*one.lacking, *(name for line, fields in one.values.items() if line not in values for name in fields)]
    if said.lines and not values:
        return
    over = (one.name, *(names[name] for name in said.over if name in names))
    down = one.log.endswith(".down") and office.identity.is_upper
    op = NewOp(said.unit, said.register, said.record, _KINDS[said.kind], over, values, tuple(said.erase))
    names[one.name] = office.write(saver.connection, [op], "down" if down else "main")[0]
    done.ops.append(names[one.name])
    if said.record not in done.ids:
        done.ids.append(said.record)


def _closed(saver: Saver, register: Register, one: SetAside) -> Collection[str]:
    """Return the groups that may not be written, because the record is a denunciation or this op would make it one."""
    law = register.erasure
    if law is None:
        return ()
    row = saver.current(register, one.skeleton.record)
    return tuple(law.groups) if law.value in (row.get(law.field), _typed(one).get(law.field)) else ()


def _says(office: Office, register: Register, one: SetAside, names: Names) -> str:
    if deed := _DEEDS.get(one.skeleton.kind):
        return deed
    hidden = frozenset[str]() if sees_private(register, office.user.roles) else register.private_fields
    parts = []
    for name, value in _typed(one).items():
        known = register.by_name.get(name)
        if name == BOOK_NO:
            parts.append(f"Số {shown_number(str(value))}")
        elif known is not None and name != DELETED and name not in hidden and value is not None:
            parts.append(f"{known.label}: {' '.join(show_value(known, value, names).split())}")
    return "; ".join(parts)
