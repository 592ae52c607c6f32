"""Take over what somebody typed on a laptop that was ended, copied or never certified: each op is written again as one's own.

Law (design §5, Verdicts): a person of the owning unit decides; the new op replaces the refused one alone, so what has been
written since is not touched, and a difference is a conflict for a person. Two refused ops of which one had replaced the other
keep that order. An erasure empties what is taken over as it empties everything; of a denunciation only what the law leaves is taken,
also where only a later one of the chosen ops says that it is one. The author was nobody that we know: each value is read like one
that is typed in, and goes to whom the register says, whatever the op said.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.driver import Connection
from db.ops import BOOK_NO, DELETED, OpKind
from db.refused import SetAside, set_aside
from desktop import registers
from desktop.actions import backup, duties, people
from desktop.actions.timeline import when
from desktop.entries.naming import Names, shown_number
from desktop.entries.record import may_enter, sees_private
from desktop.entries.saving import GROUPS, Saver
from desktop.entries.tables import CLOSINGS
from desktop.entries.values import as_uuid, parse_value, show_value
from desktop.errors import Problem
from desktop.machines import machine_names
from desktop.office import Office
from desktop.registers.model import Register

_Known = tuple[SetAside, Register]
_KINDS: Final[dict[str, OpKind]] = {"set": "set", "resolve": "set", "delete": "delete", "restore": "restore", "erase": "erase"}
_BOOK_NO: Final = re.compile(r"[0-9]{4}/[0-9]{1,9}[A-Z]{0,9}")
_OWN: Final = {BOOK_NO: "Số", DELETED: "Gạch bỏ"}
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
    """The records that were written to, the new ops, and the fields whose values were not taken over: `labels` as people know them."""

    ids: list[str] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {"ids": self.ids, "ops": self.ops, "left_out": self.left_out, "backups": self.backups}


def listing(office: Office) -> list[Refused]:
    """Return what could be adopted of the own unit's books that the person may enter, oldest first."""
    with office.reading() as connection:
        there = list(_known(set_aside(connection, office.owned)))
        names, machine = Names(office, connection), machine_names(office, connection)
        return [
            Refused(
                one.name, register, one.skeleton.record, names((register.code,), one.skeleton.record) or register.noun,
                when(one.skeleton.at), one.skeleton.by, machine(one.station), _says(office, register, one, names), _why(one),
                _why_not(office, connection, register, one, there),
            )
            for one, register in _mine(office, there)
        ]  # fmt: skip


def count(office: Office) -> int:
    """Return how many ops wait for somebody to adopt them or to leave them."""
    with office.reading() as connection:
        return len(list(_known(set_aside(connection, office.owned))))


def close_again(office: Office, connection: Connection) -> list[str]:
    """Return the periods of the own unit that only a laptop closed whose closing counts no more: nobody can adopt one, it is made anew."""
    lost, book = set[str](), registers.ALL[CLOSINGS]
    for one in set_aside(connection, office.owned):
        said = one.skeleton
        if said.register == CLOSINGS and said.unit == office.identity.unit:
            row = office.projector(connection).row(CLOSINGS, said.unit, said.record)
            period = _read(book, one, "period")
            if period and (row is None or row["closing"] is None):
                lost.add(str(period))
    return sorted(lost)


def adopt(office: Office, ops: Sequence[str] | None) -> Adopted:
    """Write refused ops of the own unit again as one's own; None means all that the person may enter.

    Raises:
        Problem: unknown_record, for a name that is no such op; not_allowed; fork, revoked.
    """
    office.refuse_copy()
    done, names, erased = Adopted(), dict[str, tuple[str, ...]](), False
    with office.writing() as connection:
        there = list(_known(set_aside(connection, office.owned)))
        chosen = _mine(office, there) if ops is None else _named(office, there, ops)
        secret = _secret(office, connection, chosen)
        for one, register in chosen:
            key = (one.skeleton.unit, one.skeleton.record)
            if why := _why_not(office, connection, register, one, there, turns=key in secret):
                if ops is None:
                    continue
                raise Problem("not_allowed", why, where=one.name)
            _adopt(Saver(office, connection, one.skeleton.unit), register, one, names, done, secret=key in secret)
            erased |= bool(one.skeleton.erase)
        if done.ops:
            people.note_event(office, connection, "nhan_lai", f"{len(done.ops)} thao tác")
    if erased:
        done.backups = [str(file) for file in backup.after_erasure(office)]
    return done


def _known(found: Collection[SetAside]) -> Iterator[_Known]:
    """Leave out what no person typed – accounts and the like – and books that this program does not know."""
    for one in found:
        register = registers.ALL.get(one.skeleton.register)
        if register is not None and not register.system and one.skeleton.kind in _KINDS:
            yield one, register


def _mine(office: Office, there: Sequence[_Known]) -> list[_Known]:
    """Return what stands in books that the person may enter."""
    return [pair for pair in there if may_enter(pair[1], office.user.roles)]


def _named(office: Office, there: Sequence[_Known], ops: Sequence[str]) -> list[_Known]:
    by_name = {pair[0].name: pair for pair in there}
    for name in ops:
        if name not in by_name:
            raise Problem("unknown_record", "Không có thao tác bị từ chối nào tên này, hoặc đã nhận lại rồi.", where=name)
        duties.require_entry(office, by_name[name][1].code)
    return [pair for pair in there if pair[0].name in ops]


def _secret(office: Office, connection: Connection, chosen: Sequence[_Known]) -> set[tuple[str, str]]:
    """Return the records that count nowhere yet and that the chosen ops make denunciations: nothing else of them is taken."""
    ends: dict[tuple[str, str], bool] = {}
    for one, register in chosen:
        if register.erasure is not None and register.erasure.field in one.skeleton.fields:
            ends[one.skeleton.unit, one.skeleton.record] = _turns(register, one)
    codes = {(one.skeleton.unit, one.skeleton.record): register.code for one, register in chosen}
    projector = office.projector(connection)
    return {key for key, turns in ends.items() if turns and projector.row(codes[key], *key) is None}


def _turns(register: Register, one: SetAside) -> bool:
    """Whether an op says that its record is a denunciation."""
    law = register.erasure
    return law is not None and _read(register, one, law.field) == law.value


def _read(register: Register, one: SetAside, name: str) -> object:
    """Return what an op says of a field, None where that is nothing that could be typed in."""
    try:
        return parse_value(register.by_name[name], _typed(one).get(name), lambda *_: None)
    except Problem:
        return None


def _why(one: SetAside) -> str:
    return "trạm đã bị thu hồi hoặc không có quyền" if one.certified else "trạm chưa được chứng nhận"


def _why_not(
    office: Office, connection: Connection, register: Register, one: SetAside, there: Sequence[_Known], *, turns: bool = False
) -> str:  # fmt: skip
    """Say why the person cannot adopt an op over what stands now; `turns` lets one make a record a denunciation."""
    said = one.skeleton
    if no_erasure := duties.refusal(office, "erasure"):
        if said.kind == "erase" or said.erase:
            return no_erasure
        if not turns and _emptied(register, one, there):
            return f"Một thao tác khác đang chờ nhận lại xóa nội dung này. {no_erasure}"
    if said.lines and not one.values:
        return "Nội dung của thao tác này không có ở máy này."
    law = register.erasure
    if law is not None and not turns and _turns(register, one):
        row = office.projector(connection).row(register.code, said.unit, said.record)
        if row is not None and row.get(law.field) != law.value:
            return "Thao tác này chuyển bản ghi thành tố cáo, phải xóa nội dung. Mở bản ghi và tự chuyển."
    return ""


def _emptied(register: Register, one: SetAside, there: Sequence[_Known]) -> bool:
    """Whether an erasure that counts nowhere yet, and that this op had not seen, empties something of what it says."""
    said = one.skeleton
    groups = {known.group for name, value in _typed(one).items() if value is not None and (known := register.by_name.get(name))}
    return any(
        (other.skeleton.unit, other.skeleton.record) == (said.unit, said.record)
        and other.name not in said.over
        and not groups.isdisjoint(other.skeleton.erase)
        for other, _ in there
    )


def _typed(one: SetAside) -> dict[str, object]:
    return {name: value for fields in one.values.values() for name, value in fields.items()}


def _adopt(
    saver: Saver, register: Register, one: SetAside, names: dict[str, tuple[str, ...]], done: Adopted, *, secret: bool
) -> None:  # fmt: skip
    """Write one op again: what is fit, by the register's own classes. What goes down has an op of its own."""
    said, fit = one.skeleton, _fit(saver, register, one)
    closed = _closed(saver, register, said.record, fit, secret=secret)
    values = {name: value for name, value in fit.items() if name not in closed}
    lost = [name for name in said.fields if name not in values]
    done.left_out += lost
    done.labels += [label for name in lost if (label := _label(register, name)) not in done.labels]
    groups = [group for group in said.erase if group in GROUPS]
    if not values and not groups:
        return
    over = (one.name, *(new for name in said.over for new in names.get(name, ())))
    parts = dict[str, dict[str, object]]()
    for name, value in values.items():
        parts.setdefault(saver.log_of(register, name), {})[name] = value
    written = tuple(
        saver.put(register, said.record, _KINDS[said.kind], part, over, groups if first else ())
        for first, part in zip((True, False), list(parts.values()) or [{}], strict=False)
    )
    names[one.name] = written
    done.ops.append(written[0])
    if said.record not in done.ids:
        done.ids.append(said.record)


def _label(register: Register, name: str) -> str:
    """Return how a field is called, with its book; what an author calls a field that no book has is not repeated."""
    known = register.by_name.get(name)
    label = known.label if known else _OWN.get(name, "cột mà chương trình này không có")
    return f"{label} (sổ {register.title})"


def _fit(saver: Saver, register: Register, one: SetAside) -> dict[str, object]:
    """Return the values that somebody could have typed in here, read as entry reads them."""

    def resolve(codes: tuple[str, ...], text: str) -> str | None:
        return saver.resolve(codes, text, one.skeleton.unit) or as_uuid(text)  # what it names may come later

    fit = dict[str, object]()
    for name, value in _typed(one).items():
        known = register.by_name.get(name)
        if name == DELETED:
            if isinstance(value, bool):
                fit[name] = value
        elif name == BOOK_NO:
            if isinstance(value, str) and _BOOK_NO.fullmatch(value):
                fit[name] = value
        elif known is not None and (known.stamped_by or not known.auto):
            try:
                fit[name] = parse_value(known, value, resolve)
            except Problem:
                continue
    return fit


def _closed(saver: Saver, register: Register, record: str, values: Mapping[str, object], *, secret: bool) -> Collection[str]:
    """Return the fields that may not be written, because the record is a denunciation or becomes one."""
    law = register.erasure
    if law is None:
        return ()
    row = saver.current(register, record)
    if not secret and law.value not in (row.get(law.field), values.get(law.field)):
        return ()
    return tuple(f.name for f in register.fields if f.group in law.groups)


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
