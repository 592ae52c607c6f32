"""Commands on the program itself: report, check, erase, demo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from desktop.actions import check as checking
from desktop.actions import demo as sample
from desktop.actions import erasing, reports
from desktop.commands.call import Call, pass_call
from desktop.commands.figures import COMPARE, CUMULATIVE, FORM_SET
from desktop.commands.words import Command, Group
from desktop.errors import Problem
from desktop.reporting.other_spans import Beside


@click.command(
    "report",
    cls=Command,
    short_help="In báo cáo, biểu ra PDF.",
    help=f"In báo cáo, biểu ra PDF. Loại: {', '.join(reports.KINDS)}.",
)
@click.argument("kind")
@click.argument("period")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="Tệp PDF.")
@click.option("--unit", help="Chỉ một đơn vị.")
@FORM_SET
@CUMULATIVE
@COMPARE
@pass_call
def report(
    call: Call, kind: str, period: str, file: Path, unit: str | None, form_set: str | None, cumulative: bool, compare: bool
) -> None:  # fmt: skip
    """Print a report."""
    if file.suffix.lower() != ".pdf":
        raise Problem("invalid_value", f"Chưa ghi được dạng “{file.suffix}”. Đặt tên tệp kết thúc bằng .pdf.", where=str(file))
    with call.office() as office:
        made = reports.save(office, kind, period, file, unit, Beside(cumulative, compare), form_set)
        unverified = [{"form": form, "text": text} for form, said in made.doubts.items() for text in said]
        document = {"file": str(file), "pages": made.pages, "snapshot": made.snapshot, "draft": made.draft, "unverified": unverified}
        call.say(document, _report_lines, office)


def _report_lines(document: dict[str, Any]) -> Iterator[str]:
    yield f"Đã ghi {document['file']}: {document['pages']} trang{', bản nháp' if document['draft'] else ''}."
    yield from (f"Biểu {one['form']}: {one['text']}" for one in document["unverified"])


@click.command("check", cls=Command, help="Kiểm tra dữ liệu: tệp, nhật ký, chữ ký, số liệu.")
@pass_call
def check(call: Call) -> int:
    """Check the home."""
    try:
        with call.office() as office:
            found = checking.check(office)
    except Problem as problem:
        if problem.code != "damaged":
            raise
        found = checking.unopened(call.paths, problem)
    document = {"ok": all(one.ok for one in found), "checks": [one.as_json() for one in found]}
    broken = next((one for one in found if not one.ok), None)
    if broken is not None:
        newest = f"bản sao lưu {broken.rebuild_from[0].name}" if broken.rebuild_from else "bản sao lưu gần nhất"
        message = f"Dữ liệu có chỗ không khớp ({broken.found[0].rstrip('.')}). Đừng ghi tiếp; khôi phục từ {newest} hoặc gọi hỗ trợ."
        return call.refuse(Problem("damaged", message, where=broken.name), document)
    call.say(document, lambda d: (f"{c['name']}: đúng" for c in d["checks"]))
    return 0


@click.command("demo", cls=Command, help="Làm dữ liệu mẫu: một huyện, các xã, gói và báo cáo.")
@click.argument("directory", type=click.Path(path_type=Path), metavar="THUMUC")
@pass_call
def demo(call: Call, directory: Path) -> None:
    """Make sample data."""
    made = sample.make(directory)
    call.say(made, lambda d: [f"Đã làm dữ liệu mẫu ở {directory}.", *(f"{unit}: {one['records']} bản ghi" for unit, one in d.items())])


_NOTHING: Final = "Không có gì phải xóa."


@click.group("erase", cls=Group, help="Xóa vĩnh viễn họ tên, địa chỉ người đến tiếp.")
def erase() -> None:
    """Commands on erasing."""


_CHOSEN: Final = click.option("--record", "chosen", multiple=True, metavar="ID", help="Mã bản ghi; nhiều lần được.")


@erase.command("list", help="Kể bản ghi mà `erase run` sẽ xóa; chưa xóa gì.")
@_CHOSEN
@pass_call
def erase_list(call: Call, chosen: tuple[str, ...]) -> None:
    """Say what would be erased."""
    with call.office() as office:
        call.say(_document(erasing.pending(office, chosen)), _to_erase, office)


@erase.command("run", help="Xóa ở các bản ghi đã hết thời hạn giữ, hoặc chỉ ở những bản ghi được chọn.")
@_CHOSEN
@pass_call
def erase_run(call: Call, chosen: tuple[str, ...]) -> None:
    """Erase persons."""
    with call.office() as office:
        call.say(_document(erasing.run(office, chosen)), _erased, office)


def _document(found: erasing.Erased) -> dict[str, Any]:
    return {
        "erased": [{"record": record, "fields": fields} for record, fields in found.fields.items()],
        "backups": [str(file) for file in found.backups],
    }


def _to_erase(document: dict[str, Any]) -> Iterator[str]:
    if not document["erased"]:
        yield _NOTHING
        return
    yield f"Còn phải xóa ở {len(document['erased'])} bản ghi: chạy `erase run` để xóa vĩnh viễn."
    yield from (f"{one['record']}: {', '.join(one['fields'])}" for one in document["erased"])
    yield from (f"Bản sao lưu đang giữ: {file}" for file in document["backups"])


def _erased(document: dict[str, Any]) -> Iterator[str]:
    if not document["erased"]:
        yield _NOTHING
        return
    yield f"Đã xóa vĩnh viễn ở {len(document['erased'])} bản ghi. Bản sao lưu và USB cũ còn giữ: xóa hoặc cất vào tủ có khóa."
    yield from (f"Bản sao lưu cũ còn giữ: {file}" for file in document["backups"])


COMMANDS = (report, check, erase, demo)
