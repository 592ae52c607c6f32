"""What the upper unit does with a closed period: count it again, and return, accept or lock it.

Counting again folds exactly the ops that the closing saw, so it must give the same cells; what differs is shown cell by
cell. Registers of which only figures come up cannot be counted here: they stand "theo số chốt của đơn vị". A return says
why, by cell or record; the commune corrects and closes again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from db import vector
from db.driver import Connection
from db.records import Records
from desktop import registers, units
from desktop.errors import Problem
from desktop.forms import all_forms, form_of
from desktop.language.vietnamese import clean
from desktop.law.period_calendar import Span
from desktop.law.unit_law import Law
from desktop.office import Office
from desktop.packages.receipts import Comment
from desktop.reporting import frozen_items
from desktop.reporting.cells import Cells
from desktop.reporting.closing import write_field
from desktop.reporting.consolidation import APART, at_closing
from desktop.reporting.decisions import ACCEPTED, LOCKED, RETURNED, Decided
from desktop.reporting.declared_sums import misfits
from desktop.reporting.figures import figures_of
from desktop.reporting.form_parts import comes_up
from desktop.reporting.periods import Standing, standing
from desktop.snapshots import Items, Snapshot

DECIDERS: Final = frozenset({"LD", "TH"})
COMMENT_LENGTH: Final = 1000
Verdict = Literal["returned", "accepted", "locked"]
FormKey = tuple[str, str | None]
"""A form's code and its form set (None: the office's own)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that the upper unit counts otherwise than the commune declared."""

    form: str
    cell: str
    declared: int | str | None
    computed: int | str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of counting again. `agrees` is None where it cannot be done: nothing frozen, or ops not held here."""

    agrees: bool | None = None
    differences: tuple[Difference, ...] = ()


NOT_COMPARED: Final = Comparison()


@dataclass(frozen=True, slots=True)
class Counted:
    """What the records of a unit give for the forms, targets and indicators that it froze."""

    forms: dict[FormKey, Cells]
    items: dict[str, Items]


def compare(office: Office, connection: Connection, standings: Sequence[Standing]) -> dict[tuple[str, str], Comparison]:
    """Count closed periods of subordinate units again and compare cell by cell; by (unit, period).

    Units of which nothing changed since their closing are counted together over the current tables; the others one by
    one over a fold of what their closing saw.
    """
    found = {(one.unit, one.code): NOT_COMPARED for one in standings}
    together: dict[Span, list[Standing]] = defaultdict(list)
    for one in standings:
        if one.snapshot is None or one.unit == office.identity.unit or not vector.is_whole(connection, one.vector):
            continue
        if vector.is_current(connection, one.unit, one.vector, one.left_out, APART):
            together[one.period.span].append(one)
        else:
            found[one.unit, one.code] = _then(office, connection, one, one.snapshot)
    for span, group in together.items():
        counted = counted_again(office, connection, span, {one.unit: one.snapshot for one in group if one.snapshot})
        found |= {(one.unit, one.code): compared(one.snapshot, counted[one.unit], _passed(one)) for one in group if one.snapshot}
    return found


def _then(office: Office, connection: Connection, one: Standing, snapshot: Snapshot) -> Comparison:
    with at_closing(office, connection, one) as law:
        counted = counted_again(office, connection, one.period.span, {one.unit: snapshot}, law)[one.unit]
        return compared(snapshot, counted, _passed(one))


def _passed(one: Standing) -> Collection[str]:
    return one.closing.overrides if one.closing else ()


def counted_again(
    office: Office, connection: Connection, span: Span, frozen: Mapping[str, Snapshot], law: Callable[[str], Law] | None = None
) -> dict[str, Counted]:
    """Count the forms and items that the snapshots (unit → snapshot) froze, and no others: of two form sets a period has one."""
    wanted = {(code, one.set) for snapshot in frozen.values() for code, one in snapshot.forms.items()}
    found = {owner: Counted({}, {}) for owner in frozen}
    figures = figures_of(office, connection, span, tuple(frozen), law=law)
    asked = [(form, keys) for form in all_forms() if (keys := wanted.intersection((form.code, name) for name in form.sets or (None,)))]
    figures.ask(form for form, _ in asked)
    for form, keys in asked:
        for owner, cells in figures.cells(form).items():
            found[owner].forms.update(dict.fromkeys(keys, cells))
    for kind in (one for one in frozen_items.KINDS if any(one in snapshot.items for snapshot in frozen.values())):
        for owner, items in frozen_items.judged(kind, figures.ground).items():
            found[owner].items[kind] = frozen_items.freeze(items)
    return found


def compared(snapshot: Snapshot, counted: Counted, passed: Collection[str] = (), *, every: bool = False) -> Comparison:
    """Compare frozen cells with counted ones.

    Of figures whose records stay at home only where `every` record is at hand; else they are held against one another, but for the
    cross-checks that the unit `passed` over with a reason.
    """
    differences: list[Difference] = []
    for code, frozen in snapshot.forms.items():
        form = next((one for one in all_forms() if one.code == code and frozen.set in (one.sets or (None,))), None)
        cells = counted.forms.get((code, frozen.set))
        if form is None or cells is None:
            continue
        for column in form.columns:
            declared, computed = frozen.cells.get(column.code), cells[column.code].value
            if (every or comes_up(form, column)) and declared != computed:
                differences.append(Difference(code, column.code, declared, computed))
        if not every:
            known = {one.code: cells[one.code].value if comes_up(form, one) else frozen.cells.get(one.code) for one in form.columns}
            differences += [Difference(code, cell, known[cell], must) for cell, must in misfits(form, known, passed)]
    for kind in (one for one in snapshot.items if one in counted.items):
        differences += _items_compared(kind, snapshot.items[kind], counted.items[kind], every=every)
    return Comparison(not differences, tuple(differences))


def _items_compared(kind: str, declared: Items, computed: Items, *, every: bool) -> Iterator[Difference]:
    """Yield the targets or indicators that come to something else here; numbers are told as "11/13"."""
    for code, item in declared.items():
        if code in computed and item != computed[code] and (every or frozen_items.counted_here(kind, code)):
            yield Difference(kind, code, frozen_items.numbers_of(item), frozen_items.numbers_of(computed[code]))


def decide(office: Office, connection: Connection, unit: str, code: str, verdict: Verdict, comment: Comment | None = None) -> Standing:
    """Write what this unit decides on the newest closing of a subordinate one; a return adds its comment to those before.

    Raises:
        Problem: not_allowed, unknown_unit, unknown_period; period_closed once it is locked; rule_broken when there is
            nothing to decide on.
    """
    _may_decide(office, unit)
    before = standing(office, connection, unit, code)
    _can_be_decided(before, verdict, office.directory.unit(unit).title)
    assert before.closing
    comments = [*(before.comments if verdict == RETURNED else ()), *([comment] if comment else [])]
    decided = Decided(
        state=verdict, version=before.version, at=office.clock.now().isoformat(), by=office.user.name,
        snapshot=before.closing.snapshot, comments=comments,
    )  # fmt: skip
    key = {"for_unit": unit, "period": code}
    write_field(office, connection, registers.ALL["period_review"], key, "decision", msgspec.to_builtins(decided))
    return standing(office, connection, unit, code)


def _may_decide(office: Office, unit: str) -> None:
    title = office.directory.unit(unit).title
    if not office.directory.is_below(unit, office.identity.unit):
        raise Problem("not_allowed", f"{title} không gửi báo cáo cho đơn vị này, nên không duyệt được ở đây.", where=unit)
    if not office.user.roles & DECIDERS:
        raise Problem("not_allowed", "Chỉ lãnh đạo (LD) hoặc người tổng hợp (TH) trả lại, duyệt, khóa kỳ.", where=office.user.name)


def _can_be_decided(found: Standing, verdict: Verdict, who: str) -> None:
    what, named = found.period.label, units.inside(who)
    if found.state == "locked":
        raise Problem("period_closed", f"Kỳ {what} của {named} đã khóa, không đổi được nữa.", where=found.code)
    if found.state not in ("received", RETURNED, ACCEPTED):
        raise Problem("rule_broken", f"Chưa nhận được số chốt kỳ {what} của {named}. Nhập gói của đơn vị này trước.", where=found.code)
    if found.contested:
        raise Problem("rule_broken", f"{who} có hai lần chốt kỳ {what} khác nhau. Đề nghị đơn vị chọn một rồi gửi lại.", where=found.code)
    if verdict == LOCKED and found.state == RETURNED:
        raise Problem("rule_broken", f"Kỳ {what} của {named} đang trả lại. Duyệt trước khi khóa.", where=found.code)


def comment_of(office: Office, connection: Connection, found: Standing, text: str, cell: str | None, record: str | None) -> Comment:
    """Return a comment on a cell ("DV-05:3"), a record, or the whole period.

    Raises:
        Problem: required_missing, invalid_value, unknown_record.
    """
    said = clean(text, where="--comment").strip()
    if not said:
        raise Problem("required_missing", "Chưa ghi góp ý trả lại. Ghi rõ chỗ phải xem lại.", where="--comment")
    if len(said) > COMMENT_LENGTH:
        raise Problem("invalid_value", f"Ý kiến dài {len(said)} chữ, nhiều nhất {COMMENT_LENGTH}. Viết ngắn lại.", where="--comment")
    if cell and record:
        raise Problem("invalid_value", "Mỗi ý chỉ về một ô hoặc một bản ghi. Ghi thành hai ý.", where="--record")
    if cell:
        _require_cell(found, cell)
    if record and not Records(office.projector(connection)).heads(found.unit, record):
        raise Problem("unknown_record", f"{office.directory.unit(found.unit).title} không có bản ghi “{record}” ở đây.", where="--record")
    return Comment(cell=cell or "", record=record or "", text=said, at=office.clock.now().isoformat())


def _require_cell(found: Standing, cell: str) -> None:
    name, _, code = cell.rpartition(":")
    if name in frozen_items.KINDS:
        known = set(frozen_items.freeze(frozen_items.empty(name)))
    else:
        known = {column.code for column in form_of(name, found.period.span.to_date)[0].columns}
    if code not in known:
        raise Problem("invalid_value", f"Biểu {name} không có cột “{code}”. Ghi dạng DV-05:3.", where="--cell")


def of_units(office: Office, connection: Connection, code: str, owners: Iterable[str]) -> list[Standing]:
    """Return where a period stands in each of these units; those to which it means nothing are left out."""
    found = []
    for owner in owners:
        try:
            found.append(standing(office, connection, owner, code))
        except Problem as problem:
            if problem.code != "unknown_period":
                raise
    return found
