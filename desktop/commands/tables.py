"""Commands on tables of Excel and CSV: a register given out, and rows brought in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from desktop.actions.table_export import export_table, span_of
from desktop.actions.table_import import import_table
from desktop.actions.table_outcome import Imported
from desktop.commands.call import PART, Call, pass_call
from desktop.commands.words import Command, Group
from desktop.errors import Problem


@click.group("table", cls=Group, help="Xuất sổ ra Excel, CSV; nhập dòng từ Excel, CSV.")
def table() -> None:
    """Commands on tables."""


@table.command("export", cls=Command, help="Xuất một sổ ra tệp .xlsx hoặc .csv, ví dụ: table export village thon-ban.xlsx.")
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--period", help="Chỉ bản ghi trong kỳ, ví dụ 2024-Q1.")
@pass_call
def table_export(call: Call, register: str, file: Path, period: str | None) -> None:
    """Write a register to a file."""
    with call.office() as office:
        made = export_table(office, register, file, span_of(office, period) if period else None)
        if made.private:
            office.warnings.append("Tệp có họ tên, nội dung vụ việc: giữ ở máy cơ quan, không gửi Zalo, thư điện tử.")
        call.say({"file": str(made.file), "rows": made.rows}, lambda d: [f"Đã xuất {d['rows']} dòng ra {d['file']}."], office)


@table.command(
    "import",
    cls=Command,
    help="Nhập dòng từ tệp .xlsx hoặc .csv. Dòng có mã bản ghi đang có thì sửa bản ghi đó; ô trống không xóa gì; "
    "không có cột “Dấu phiên bản” thì chỉ điền ô đang trống. "
    "Dòng lỗi trả lại trong tệp …-loi cùng thư mục.",
)
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True, help="Giữ dòng mới làm nháp, chưa kiểm tra.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem dòng nào nhập được, không ghi gì.")
@pass_call
def table_import(call: Call, register: str, file: Path, draft: bool, dry_run: bool) -> int:
    """Save the rows of a file."""
    with call.office() as office:
        done = import_table(office, register, file, draft=draft, dry_run=dry_run)
        office.warnings += done.notes
        document = _document(done)
        if done.all_failed:
            first = done.failed[0]
            more = {**document, "warnings": list(office.warnings)} if office.warnings else document
            told = f"Không nhập được dòng nào. Dòng {first.row}: {first.message}"
            return call.refuse(Problem(first.code, told, where=str(file)), more)
        call.say(document, lambda _: _sentences(done), office)
        return PART if done.failed else 0


def _document(done: Imported) -> dict[str, Any]:
    return {
        "added": done.added, "changed": done.changed, "unchanged": done.count("same"), "dry_run": done.dry_run,
        "failed": [{"row": one.row, "column": one.column, "rule": one.rule, "message": one.message} for one in done.failed],
        "failed_file": str(done.file) if done.file else None, "unknown_columns": list(done.strange),
    }  # fmt: skip


def _sentences(done: Imported) -> Iterator[str]:
    said = f"thêm {len(done.added)} dòng, sửa {len(done.changed)}, giữ nguyên {done.count('same')}, lỗi {done.count('fail')}"
    yield f"Xem trước: sẽ {said}. Chưa ghi gì." if done.dry_run else f"Đã {said}."
    yield from (f"Dòng {one.row}: {one.message}" for one in done.failed)
    if done.file:
        yield f"Các dòng lỗi ở {done.file}: sửa rồi nhập lại tệp đó."


COMMANDS = (table,)
