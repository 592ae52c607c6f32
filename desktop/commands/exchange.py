"""Commands on packages: export, inspect, import, status."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from desktop.actions import clock_doubt, inspection, packages
from desktop.actions import status as standing
from desktop.commands.call import PART, Call, pass_call
from desktop.commands.words import Command
from desktop.errors import Problem


@click.command("export", cls=Command, help="Xuất gói ra một thư mục (USB).")
@click.argument("directory", type=click.Path(path_type=Path), metavar="THUMUC")
@click.option(
    "--kind",
    type=click.Choice(["up", "home", "down", "handover"]),
    help="up: lên trên; home: máy khác của đơn vị; down: xuống dưới; handover: bàn giao sổ cho đơn vị kế thừa.",
)
@click.option("--to", help="Mã đơn vị nhận.")
@click.option("--all", "everything", is_flag=True, help="Gửi lại tất cả, kể cả phần nơi nhận đã báo có.")
@click.option("--max-size", type=click.IntRange(min=1), metavar="BYTE", help="Chia thành nhiều gói, mỗi gói không quá cỡ này.")
@click.option("--text", is_flag=True, help="Ghi dạng chữ để gửi qua thư, tin nhắn (nhiều nhất 1 MB).")
@pass_call
def export(call: Call, directory: Path, kind: Any, to: str | None, everything: bool, max_size: int | None, text: bool) -> int:
    """Write packages."""
    with call.office() as office:
        form = packages.Form(text=text, most=max_size)
        done = packages.export(office, directory, kind=kind, to=to, everything=everything, form=form)
        era = office.identity.era
        document: dict[str, Any] = {"packages": [one.as_json(era) for one in done.written]}
        if done.failed:
            document["failed"] = [one.as_json(era) for one in done.failed]
        call.say(document, _written, office)
        return PART if done.failed else 0


def _written(document: Any) -> Iterator[str]:
    for one in document["packages"]:
        yield f"Đã ghi {one['file']}: {one['ops']} thao tác, {one['bytes']} byte, gửi {one['to']}."
    for one in document.get("failed", ()):
        yield f"Chưa ghi được gói gửi {one['to']}: {one['error']['message']}"


@click.command("inspect", cls=Command, help="Xem một gói mà không nhập.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_call
def inspect(call: Call, file: Path) -> int:
    """Look into a package."""
    if call.paths.keys.exists() and (call.user is not None or call.secrets.get("SODANVAN_PASSWORD") or call.password_file):
        with call.office() as office:
            document = inspection.inspect(office, file)
    else:
        document = inspection.inspect(None, file)
    if document["verdict"] == "ok":
        call.say(document)
        return 0
    message = document.pop("message", "Gói không dùng được.")
    return call.refuse(Problem(document["verdict"], message, where=str(file)), document)


@click.command(
    "import",
    cls=Command,
    short_help="Nhập gói, hoặc mọi gói trong thư mục.",
    help="Nhập gói, hoặc mọi gói trong thư mục; mỗi gói một lần trọn vẹn.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DUONGDAN…")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@pass_call
def import_packages(call: Call, paths: tuple[Path, ...], dry_run: bool) -> int:
    """Take packages in."""
    with call.office() as office:
        answer = packages.receive(office, paths, dry_run=dry_run)
        document: dict[str, Any] = {
            "dry_run": answer.dry_run,
            "packages": [one.as_json(office.identity.era) for one in answer.packages],
            "conflicts_open": answer.conflicts_open,
        }
        if answer.backups:
            document["backups"] = answer.backups
        status = exit_status(answer.packages)
        first = answer.packages[0] if answer.packages else None
        if status == 1 and first is not None and first.code is not None:
            return call.refuse(Problem(first.code, first.message, where=first.file), document)
        call.say(document, _taken, office)
        return status


def _taken(document: Any) -> Iterator[str]:
    if not document["packages"]:
        yield "Không có gói (.goi) nào ở đó. Kiểm tra lại thư mục hoặc USB."
    for one in document["packages"]:
        yield f"{Path(one['file']).name}: {one['message']}"


def exit_status(received: list[packages.Received]) -> int:
    """Return 0 when all was taken whole, 1 when all was refused, 3 when a part was held, refused or forked."""
    if received and all(one.result == "refused" for one in received):
        return 1
    whole = all(one.result in ("merged", "duplicate") and not one.refused_logs and not one.forks and not one.left_aside for one in received)
    return 0 if whole else PART


@click.command("status", cls=Command, help="Cho biết mọi thứ đang ở đâu: số liệu, gói chờ, chỗ thiếu.")
@click.option("--clock-right", is_flag=True, help="Đã xem lại: ngày giờ của máy đúng; từ nay không hỏi nữa.")
@pass_call
def show_status(call: Call, clock_right: bool) -> None:
    """Say where everything stands."""
    with call.office() as office:
        if clock_right:
            clock_doubt.confirm(office)
        call.say(standing.status(office), None, office)


COMMANDS = (export, inspect, import_packages, show_status)
