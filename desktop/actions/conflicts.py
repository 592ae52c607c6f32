"""Two people changed the same place, and a person of the owning unit chooses. The choice is an op over all heads."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from db.merge import Op
from db.ops import DELETED
from db.records import Records, heads_of_field
from desktop import registers, units
from desktop.actions import records
from desktop.entries.record import may_enter, may_see, sees_private
from desktop.entries.saving import Outcome, Saver
from desktop.errors import Problem
from desktop.office import Office
from desktop.registers.model import Register


@dataclass(frozen=True, slots=True)
class Head:
    """One of the rival answers."""

    op: str
    value: Any
    by: str
    station: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contested field. `shown` is the op whose value every machine shows for the time being."""

    record: str
    register: str
    unit: str
    field: str
    shown: str
    heads: tuple[Head, ...]

    @property
    def id(self) -> str:
        """How the conflict is named: record and field."""
        return f"{self.record}.{self.field}"

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {
            "id": self.id, "record": self.record, "register": self.register, "unit": units.shown_code(self.unit, era), "field": self.field,
            "shown": self.shown,
            "heads": [{"op": h.op, "value": h.value, "by": h.by, "station": h.station, "at": h.at} for h in self.heads],
        }  # fmt: skip


def listing(office: Office) -> list[Conflict]:
    """Return the open conflicts that who is signed in may see, by id."""
    found: list[Conflict] = []
    with office.reading() as connection:
        kept = Records(office.projector(connection))
        for unit, code, record in kept.contested(None):
            register = registers.ALL.get(code)
            if register is None or not may_see(register, office.user.roles):
                continue
            hidden = frozenset[str]() if sees_private(register, office.user.roles) else register.private_fields
            folded = kept.folded(unit, record)
            stamps = {line.op: line for line in kept.history(unit, record)}
            for field in folded.conflicts:
                rivals = heads_of_field(folded, field)
                heads = tuple(
                    Head(
                        op.name,
                        None if field in hidden else _value(op, field),
                        stamps[op.name].by,
                        stamps[op.name].station,
                        stamps[op.name].at,
                    )
                    for op in rivals
                )
                found.append(Conflict(record, code, unit, field, rivals[-1].name, heads))
    return sorted(found, key=lambda one: (one.id, one.unit))


def _value(op: Op, field: str) -> object:
    return bool(op.values.get(DELETED)) if field == DELETED else op.values.get(field)


def resolve(
    office: Office, conflict: str, *, take: str | None = None, value: object = None, seen: Collection[str] | None = None
) -> Outcome:  # fmt: skip
    """Settle a conflict by taking one of its heads, or by another value.

    Args:
        office: The opened office.
        conflict: Its id.
        take: The head whose answer is chosen.
        value: Another answer, where none is taken.
        seen: The heads that were there to choose from; an answer that came since then is not chosen away unseen.

    Raises:
        Problem: unknown_record, not_allowed, invalid_value, required_missing, rule_broken.
    """
    record, _, field = conflict.partition(".")
    named = [one for one in listing(office) if one.id == conflict]  # a record of all units is there once for each that changed it
    found = min(named, key=lambda one: (one.unit != office.identity.unit, not office.owns(one.unit)), default=None)
    if found is None:
        raise Problem("unknown_record", "Mâu thuẫn này không còn chờ, có thể đã có người chọn. Xem lại các mâu thuẫn.", where=conflict)
    register = registers.ALL[found.register]
    if not office.owns(found.unit) or not (register.system or may_enter(register, office.user.roles)):
        owner = office.directory.unit(found.unit).named
        raise Problem("not_allowed", f"Chỉ người có quyền ghi sổ này của {owner} mới chọn được.", where=conflict)
    records.require_seen(office, register, {field: None})
    with records.saving(office) as opened:
        saver = Saver(office, opened.connection, found.unit)
        if seen is not None and not {op.name for op in heads_of_field(saver.records.folded(saver.unit, record), field)} <= set(seen):
            raise Problem("rule_broken", "Vừa có thêm câu trả lời cho chỗ này. Xem lại rồi chọn.", where=conflict)
        chosen = _taken(saver, found, take) if take is not None else _typed(saver, register, field, value)
        outcome = saver.settle(register, record, field, chosen)
    return records.followed(office, outcome)


def _taken(saver: Saver, found: Conflict, take: str) -> object:
    """Return the answer of a head from the log itself: the listing hides what a person may not read."""
    rivals = heads_of_field(saver.records.folded(saver.unit, found.record), found.field)
    head = next((op for op in rivals if op.name == take), None)
    if head is None:
        raise Problem("invalid_value", "Câu trả lời này không nằm trong mâu thuẫn đang chờ. Xem lại các mâu thuẫn.", where="--take")
    if found.field != DELETED and head.state(found.field) != "held":
        raise Problem("invalid_value", "Giá trị này không có ở máy này nên không chọn được. Ghi giá trị khác.", where="--take")
    return _value(head, found.field)


def _typed(saver: Saver, register: Register, field: str, value: object) -> object:
    if field == DELETED:
        return str(value).casefold() in ("true", "1", "có")
    return saver.parsed(register, {field: value})[field]
