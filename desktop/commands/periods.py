"""Commands on reporting periods."""

from collections.abc import Iterator
from typing import Any

import click

from desktop import registers
from desktop.actions import declarations, periods
from desktop.actions.periods import NewPeriod, PeriodState
from desktop.commands.call import Call, pass_call
from desktop.commands.words import Group
from desktop.errors import Problem
from desktop.language.dates import format_date
from desktop.office import Office
from desktop.reporting.closing import NotReady, known_checks
from desktop.reporting.late import HOWS

STATES = {
    "open": "đang mở", "closed": "đã chốt", "received": "đã nhận", "returned": "bị trả lại", "accepted": "đã duyệt", "locked": "đã khóa",
    "not_reported": "chưa báo cáo",
}  # fmt: skip


@click.group("period", cls=Group, help="Kỳ báo cáo: mở, khai, chốt, trả lại, duyệt, khóa.")
def period() -> None:
    """Commands on periods."""


def _line(document: Any) -> Iterator[str]:
    yield f"{document['period']} {document['unit']}: {STATES[document['state']]}, chốt lần {document['version']}"
    if document["due"]:
        first, last, due = (format_date(document[key]) for key in ("from", "to", "due"))
        yield f"  từ {first} đến {last}, hạn nộp {due}: {document['due_basis']}"
    if document["undeclared"]:
        yield f"  chưa khai: {', '.join(document['undeclared'])}"
    yield from (f"  góp ý: {comment['text']}" for comment in document["comments"])
    yield from (f"  đếm lại khác: {_changed(one)}" for one in document["differences"])
    if document["changed_below"]["text"]:
        yield f"  {document['changed_below']['text']}"
    late = document["late"] or {"records": [], "cells": []}
    yield from (f"  bổ sung sau chốt: {_came_late(one)}" for one in late["records"])
    yield from (f"  bổ sung sẽ đổi: {_changed(one)}" for one in late["cells"])
    for below in document["late_below"]:
        head = f"  bổ sung kỳ trước của {below['unit']} ({below['period']})"
        yield from (f"{head}: {_came_late(one)}" for one in below["records"])
        yield from (f"{head}, sẽ đổi: {_changed(one)}" for one in below["cells"])


def _came_late(one: Any) -> str:
    number = f" số {one['book_no']}" if one["book_no"] else ""
    return f"{HOWS[one['change']]} {registers.ALL[one['register']].title}{number}, ngày {format_date(one['event_date'])}"


def _changed(one: Any) -> str:
    return f"{one['form']} cột {one['cell']}, khai {_shown(one['declared'])}, đếm {_shown(one['computed'])}"


def _shown(value: int | str | None) -> str:
    return "trống" if value is None else str(value)


def _say(call: Call, office: Office, state: PeriodState) -> None:
    call.say(state.as_json(office.identity.era), _line, office)


@period.command("open", help="Mở kỳ, ví dụ: period open quarter 2024 1.")
@click.argument("kind", type=click.Choice(["month", "quarter", "half", "nine", "year", "custom"]))
@click.argument("year", type=click.IntRange(1990, 2100))
@click.argument("n", type=click.IntRange(1, 12), required=False)
@click.option("--from", "first", help="Ngày đầu kỳ, nếu khác mặc định.")
@click.option("--to", "last", help="Ngày cuối kỳ, nếu khác mặc định.")
@click.option("--due", help="Hạn nộp.")
@click.option("--id", "code", help="Mã kỳ tự đặt (custom).")
@click.option("--label", help="Tên kỳ.")
@pass_call
def open_period(
    call: Call,
    kind: str,
    year: int,
    n: int | None,
    first: str | None,
    last: str | None,
    due: str | None,
    code: str | None,
    label: str | None,
) -> None:
    """Open a period."""
    with call.office() as office:
        _say(call, office, periods.open_period(office, NewPeriod(kind, year, n, first, last, due, code, label)))


@period.command("nothing", help="Khai không phát sinh cho các sổ.")
@click.argument("code", metavar="KY")
@click.argument("registers", nargs=-1, metavar="SO…")
@click.option("--all-empty", is_flag=True, help="Mọi sổ còn trống.")
@click.option("--not-applicable", is_flag=True, help="Khai không áp dụng thay vì không phát sinh.")
@click.option("--take-back", is_flag=True, help="Bỏ lời khai của các sổ này, khi kỳ chưa chốt.")
@pass_call
def nothing(call: Call, code: str, registers: tuple[str, ...], all_empty: bool, not_applicable: bool, take_back: bool) -> None:
    """Declare that nothing happened, or take that back."""
    if not registers and not all_empty:
        raise click.UsageError("REGISTER or --all-empty")
    if take_back and (all_empty or not_applicable):
        raise click.UsageError("--take-back REGISTER…")
    with call.office() as office:
        if take_back:
            _say(call, office, declarations.take_back(office, code, list(registers)))
            return
        _say(call, office, periods.nothing_happened(office, code, registers, all_empty=all_empty, not_applicable=not_applicable))


@period.command("list", help="Liệt kê các kỳ.")
@click.option("--unit", help="Chỉ một đơn vị.")
@pass_call
def list_periods(call: Call, unit: str | None) -> None:
    """List periods."""
    with call.office() as office:
        found = [one.as_json(office.identity.era) for one in periods.listing(office, _key(office, unit) if unit else None)]
        call.say(found, lambda rows: (line for row in rows for line in _line(row)), office)


@period.command("show", help="Xem một kỳ.")
@click.argument("code", metavar="KY")
@click.option("--unit", help="Của một đơn vị cấp dưới.")
@pass_call
def show(call: Call, code: str, unit: str | None) -> None:
    """Show a period."""
    with call.office() as office:
        _say(call, office, periods.show(office, code, _key(office, unit) if unit else None, with_late=True))


@period.command("close", help="Chốt kỳ: giữ nguyên số liệu để in và gửi.")
@click.argument("code", metavar="KY")
@click.option("--signer", help="Người ký: tên hoặc mã trong sổ Cán bộ.")
@click.option("--override", "overrides", multiple=True, metavar="KIEMTRA=LYDO", help="Chốt dù một kiểm tra chưa đạt, kèm lý do.")
@pass_call
def close(call: Call, code: str, signer: str | None, overrides: tuple[str, ...]) -> int:
    """Close a period."""
    reasons = dict(_reason(one) for one in overrides)
    with call.office() as office:
        try:
            made = periods.close_period(office, code, signer=signer, overrides=reasons)
        except NotReady as refused:
            more = {**periods.show(office, code).as_json(office.identity.era), "checks": periods.checks_json(refused.checks)}
            return call.refuse(refused, more)
        document = {**PeriodState(made.standing).as_json(office.identity.era), "checks": periods.checks_json(made.checks)}
        call.say(document, _line, office)
        return 0


def _reason(text: str) -> tuple[str, str]:
    """Split at the first "=" behind a known check: the names of those of the forms hold one themselves, "01/TCD:1=4+13+22"."""
    first, sign, _ = text.partition("=")
    if not sign:
        raise Problem("invalid_value", f"“{text}”: ghi KIEMTRA=LÝ DO, ví dụ drafts=chờ bản gốc.", where="--override")
    check = max((name for name in known_checks() if text.startswith(f"{name}=")), key=len, default=first)
    return check, text[len(check) + 1 :].strip()


@period.command("reopen", help="Mở lại kỳ đã chốt, kèm lý do.")
@click.argument("code", metavar="KY")
@click.option("--reason", required=True, help="Lý do.")
@pass_call
def reopen(call: Call, code: str, reason: str) -> None:
    """Open a closed period again."""
    with call.office() as office:
        _say(call, office, periods.reopen(office, code, reason))


def _key(office: Office, unit: str) -> str:
    return office.directory.find(unit, office.identity.era).key


@period.command("return", help="Trả lại kỳ của đơn vị cấp dưới, kèm góp ý.")
@click.argument("unit", metavar="DONVI")
@click.argument("code", metavar="KY")
@click.option("--comment", required=True, help="Góp ý.")
@click.option("--cell", help="Ô có góp ý, ví dụ DV-05:3.")
@click.option("--record", "record_id", help="Bản ghi có góp ý.")
@pass_call
def return_period(call: Call, unit: str, code: str, comment: str, cell: str | None, record_id: str | None) -> None:
    """Return a period."""
    with call.office() as office:
        _say(call, office, periods.return_period(office, _key(office, unit), code, comment, cell=cell, record=record_id))


@period.command("accept", help="Duyệt kỳ của đơn vị cấp dưới.")
@click.argument("unit", metavar="DONVI")
@click.argument("code", metavar="KY")
@pass_call
def accept(call: Call, unit: str, code: str) -> None:
    """Accept a period."""
    with call.office() as office:
        _say(call, office, periods.accept_period(office, _key(office, unit), code))


@period.command("lock", help="Khóa kỳ của đơn vị cấp dưới.")
@click.argument("unit", metavar="DONVI")
@click.argument("code", metavar="KY")
@pass_call
def lock(call: Call, unit: str, code: str) -> None:
    """Lock a period."""
    with call.office() as office:
        _say(call, office, periods.lock_period(office, _key(office, unit), code))


COMMANDS = (period,)
