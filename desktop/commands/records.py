"""Commands on registers, records, conflicts and reception sessions."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from desktop import registers, units
from desktop.actions import conflicts, lookup, records, sessions, typed_sheets
from desktop.commands.call import Call, pass_call
from desktop.commands.words import Command, Group
from desktop.entries.conditions import conditions_of
from desktop.entries.entry import Fault
from desktop.entries.json_schema import schema_of
from desktop.entries.record import Record, as_json
from desktop.entries.values import as_uuid
from desktop.errors import Problem
from desktop.reporting.periods import period_of


@click.command("registers", cls=Command, help="Liệt kê các sổ.")
@pass_call
def list_registers(call: Call) -> None:
    """Answer with every register that people keep."""
    found = [
        {
            "code": r.code, "number": r.number, "title": r.title, "dated_by": r.dated_by[0].partition(".")[0] if r.dated_by else None,
            "upward": r.upward, "children": registers.children_of(r.code),
        }
        for r in registers.ALL.values()
        if not r.system
    ]  # fmt: skip
    call.say(found, lambda rows: (f"{row['number']:5} {row['code']:20} {row['title']}" for row in rows))


@click.command("schema", cls=Command, help="Cho biết các cột của một sổ (JSON Schema).")
@click.argument("register")
@pass_call
def schema(call: Call, register: str) -> None:
    """Answer with the JSON Schema of a register."""
    found = lookup.register_of(register)
    if found.system:
        raise Problem("unknown_register", f"Không có sổ “{register}”. Xem lại tên sổ.", where=register)
    call.say(schema_of(found))


@click.group("record", cls=Group, help="Ghi, sửa, gạch bỏ, xem, tìm bản ghi.")
def record() -> None:
    """Commands on records."""


def _pairs(given: tuple[str, ...]) -> dict[str, object]:
    values: dict[str, object] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise Problem("invalid_value", f"“{one}” thiếu tên cột hoặc dấu bằng. Ghi dạng cột=giá trị, ví dụ name=Bản Nậm Ngà.", where=one)
        values[name.strip()] = value if value != "" else None
    return values


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        double = next(name for at, (name, _) in enumerate(pairs) if name in dict(pairs[:at]))
        raise Problem("invalid_value", f"Cột “{double}” ghi hai lần trong một bản ghi. Bỏ một chỗ.", where=double)
    return found


def _read_json(source: str) -> list[dict[str, object]]:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        found = json.loads(text, object_pairs_hook=_without_doubles)
    except OSError as error:
        raise Problem("invalid_value", f"Không đọc được tệp “{source}”. Kiểm tra đường dẫn.", where=source) from error
    except (ValueError, RecursionError) as error:
        raise Problem("invalid_value", "Dữ liệu không phải JSON. Cần một đối tượng giá trị, hoặc một danh sách.", where=source) from error
    rows = found if isinstance(found, list) else [found]
    if not rows:
        raise Problem("invalid_value", "Danh sách không có bản ghi nào. Ghi ít nhất một bản ghi.", where=source)
    if not all(isinstance(row, dict) for row in rows):
        raise Problem("invalid_value", "Mỗi bản ghi phải là một đối tượng JSON gồm cột và giá trị.", where=source)
    return rows


@record.command("add", help="Ghi bản ghi mới; tất cả hoặc không gì cả.")
@click.argument("register")
@click.option("--set", "pairs", multiple=True, metavar="COT=GIATRI", help="Giá trị của một cột.")
@click.option("--from-json", "source", help="Tệp JSON, hoặc - để đọc từ đầu vào.")
@click.option("--draft", is_flag=True, help="Chỉ giữ nháp, chưa kiểm tra.")
@pass_call
def record_add(call: Call, register: str, pairs: tuple[str, ...], source: str | None, draft: bool) -> None:
    """Add records."""
    rows = _read_json(source) if source else [{}]
    rows = [{**row, **_pairs(pairs)} for row in rows]
    entries = [({k: v for k, v in row.items() if k != "id"}, _given_id(index, row.get("id"))) for index, row in enumerate(rows)]
    with call.office() as office:
        added = records.add(office, register, entries, draft=draft)
        office.warnings += [] if draft else typed_sheets.doubts(office, register, added.ids)
        call.say({"ids": added.ids}, lambda d: [f"Đã ghi {len(d['ids'])} bản ghi."], office)


def _given_id(index: int, value: object) -> str | None:
    if value is None:
        return None
    found = as_uuid(value) if isinstance(value, str) else None
    if found is None:
        raise records.problem_of([(index, Fault("id", "value", f"Mã bản ghi “{value}” không phải UUID. Bỏ mã đi.", "invalid_value"))])
    return found


def _outcome(outcome: Any) -> dict[str, object]:
    document: dict[str, object] = {"id": outcome.record, "op": outcome.op}
    if outcome.erased:
        document |= {"erased": outcome.erased, "backups": outcome.backups}
    return document


def _saved(document: dict[str, Any]) -> Iterator[str]:
    yield "Không có gì thay đổi." if document["op"] is None else "Đã lưu."
    if document.get("erased"):
        yield (
            f"Đã xóa vĩnh viễn: {', '.join(document['erased'])}. Bản sao lưu và USB cũ còn giữ nội dung này: xóa hoặc cất vào tủ có khóa."
        )
        yield from (f"Bản sao lưu cũ còn giữ: {file}" for file in document["backups"])


@record.command("edit", help="Sửa bản ghi; bản nháp thì hoàn chỉnh nó.")
@click.argument("register")
@click.argument("id")
@click.option("--set", "pairs", multiple=True, metavar="COT=GIATRI", help="Giá trị mới của một cột; COT= để bỏ trống.")
@click.option("--base", multiple=True, metavar="THAOTAC", help="Thao tác mà người sửa đã thấy; bỏ trống là bản hiện tại.")
@click.option("--draft", is_flag=True, help="Chỉ giữ nháp.")
@pass_call
def record_edit(call: Call, register: str, id: str, pairs: tuple[str, ...], base: tuple[str, ...], draft: bool) -> None:
    """Edit a record."""
    with call.office() as office:
        outcome = records.edit(office, register, id, _pairs(pairs), base=base or None, draft=draft)
        if outcome.lost:
            office.warnings.append(f"Đã bị xóa theo quy định trước khi lưu, không giữ lại: {', '.join(outcome.lost)}.")
        office.warnings += [] if draft else typed_sheets.doubts(office, register, [outcome.record])
        call.say(_outcome(outcome), _saved, office)


@record.command("delete", help="Gạch bỏ bản ghi (không mất, khôi phục được).")
@click.argument("register")
@click.argument("id")
@pass_call
def record_delete(call: Call, register: str, id: str) -> None:
    """Strike a record out."""
    with call.office() as office:
        call.say(_outcome(records.strike_out(office, register, id)), lambda _: ["Đã gạch bỏ."], office)


@record.command("restore", help="Khôi phục bản ghi đã gạch bỏ.")
@click.argument("register")
@click.argument("id")
@pass_call
def record_restore(call: Call, register: str, id: str) -> None:
    """Take a strike-out back."""
    with call.office() as office:
        call.say(_outcome(records.restore(office, register, id)), lambda _: ["Đã khôi phục."], office)


@record.command("show", help="Xem một bản ghi.")
@click.argument("register")
@click.argument("id")
@pass_call
def record_show(call: Call, register: str, id: str) -> None:
    """Show a record."""
    with call.office() as office:
        found = lookup.show(office, register, id)
        call.say(as_json(found, office.identity.era), lambda _: _sentences(found))


@record.command("history", help="Xem lịch sử của một bản ghi.")
@click.argument("register")
@click.argument("id")
@pass_call
def record_history(call: Call, register: str, id: str) -> None:
    """Show every op of a record."""
    with call.office() as office:
        lines = lookup.history(office, register, id)
        era = office.identity.era
        call.say([
            {"op": one.op, "at": one.at, "by": one.by, "station": one.station, "unit": units.shown_code(one.author_unit, era),
             "kind": one.kind, "values": one.values, "over": list(one.over), "verdict": one.verdict}
            for one in lines
        ])  # fmt: skip


@record.command("list", help="Liệt kê, lọc, tìm bản ghi của một sổ.")
@click.argument("register")
@click.option("--where", "where", multiple=True, metavar="'COT PHEP GIATRI'", help="Điều kiện: = != < <= > >= ~; nhiều lần là VÀ.")
@click.option("--search", default="", help="Tìm từ trong các cột chữ, không phân biệt dấu.")
@click.option("--period", help="Chỉ bản ghi trong kỳ, ví dụ 2024-Q1.")
@click.option("--deleted", is_flag=True, help="Kể cả bản ghi đã gạch bỏ.")
@click.option("--limit", type=click.IntRange(0), help="Số dòng nhiều nhất.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Bỏ qua số dòng đầu.")
@pass_call
def record_list(
    call: Call, register: str, where: tuple[str, ...], search: str, period: str | None, deleted: bool, limit: int | None, offset: int
) -> None:
    """List records."""
    found = lookup.register_of(register)
    with call.office() as office:
        span = None
        if period:
            with office.reading() as connection:
                chosen = period_of(office, connection, period, office.identity.unit)
                span = (chosen.first, chosen.last)
        conditions = tuple(one for text in where for one in conditions_of(found, text, office.identity.era))
        ask = lookup.Ask(conditions, search, span, deleted, (), -1 if limit is None else limit, offset)
        answer = lookup.listing(office, register, ask)
        document = {"total": answer.total, "records": [as_json(one, office.identity.era) for one in answer.records]}
        call.say(document, lambda _: _listed(answer.records, answer.total))


def _listed(found: list[Record], total: int) -> Iterator[str]:
    for one in found:
        shown = ", ".join(str(value) for value in one.values.values() if isinstance(value, str | int) and value != "")
        yield f"{one.book_no or '–':6} {one.event_date or '':10} {one.id} {shown[:120]}"
    yield f"{total} bản ghi."


def _sentences(found: Record) -> Iterator[str]:
    register = registers.ALL[found.register]
    yield f"{register.title}, số {found.book_no or 'chờ số'}"
    for field in register.fields:
        value = found.values[field.name]
        if field.name in found.withheld:
            yield f"{field.label}: không có ở đây"
        elif field.name in found.erased:
            yield f"{field.label}: đã xóa theo thời hạn"
        elif value is not None:
            yield f"{field.label}: {value}"


@click.group("conflicts", cls=Group, help="Chỗ hai người sửa khác nhau.")
def conflict_group() -> None:
    """Commands on conflicts."""


@conflict_group.command("list", help="Liệt kê mâu thuẫn đang chờ người chọn.")
@pass_call
def conflicts_list(call: Call) -> None:
    """List open conflicts."""
    with call.office() as office:
        call.say([one.as_json(office.identity.era) for one in conflicts.listing(office)])


@conflict_group.command("resolve", help="Chọn giá trị đúng.")
@click.argument("id")
@click.option("--take", help="Thao tác có giá trị đúng.")
@click.option("--value", help="Giá trị khác.")
@pass_call
def conflicts_resolve(call: Call, id: str, take: str | None, value: str | None) -> None:
    """Settle one conflict."""
    if (take is None) == (value is None):
        raise click.UsageError("--take or --value")
    with call.office() as office:
        outcome = conflicts.resolve(office, id, take=take, value=value)
        call.say({"id": id, "op": outcome.op}, lambda _: ["Đã chọn; máy khác nhận lựa chọn này ở gói sau."], office)


@click.group("session", cls=Group, help="Lịch và phiên tiếp công dân.")
def session() -> None:
    """Commands on reception sessions."""


@session.command("plan", help="Lập lịch tiếp công dân theo thứ trong tuần.")
@click.option("--from", "first", required=True, help="Từ ngày.")
@click.option("--to", "last", required=True, help="Đến ngày.")
@click.option("--weekday", type=click.IntRange(1, 7), required=True, help="Thứ: 1 là thứ Hai … 7 là Chủ nhật.")
@click.option("--kind", default="dinh_ky", show_default=True, help="Loại phiên.")
@click.option("--actor", default="thu_truong", show_default=True, help="Người tiếp.")
@click.option("--place", required=True, help="Địa điểm.")
@pass_call
def session_plan(call: Call, first: str, last: str, weekday: int, kind: str, actor: str, place: str) -> None:
    """Plan sessions from the weekly calendar."""
    with call.office() as office:
        made = sessions.plan(office, first, last, weekday, kind, actor, place)
        call.say({"ids": made}, lambda d: [f"Đã lập {len(d['ids'])} phiên."], office)


@session.command("empty", help="Ghi: có trực, không có ai đến.")
@click.argument("ids", nargs=-1, required=True)
@pass_call
def session_empty(call: Call, ids: tuple[str, ...]) -> None:
    """Write that a planned session was held and nobody came."""
    with call.office() as office:
        done = sessions.held_empty(office, ids)
        call.say({"ids": done}, lambda d: [f"Đã ghi {len(d['ids'])} phiên có trực, không có ai đến."], office)


COMMANDS = (list_registers, schema, record, conflict_group, session)
