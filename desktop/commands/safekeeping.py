"""Commands on what keeps an office's work when a laptop dies, is copied or was ended."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from desktop.actions import adopting, backup_file, new_station, restoring
from desktop.actions.restoring import Opening
from desktop.commands.call import Call, pass_call
from desktop.commands.stations import station
from desktop.commands.words import Command
from desktop.language.texts import t

FILE = click.Path(path_type=Path)


@station.command("become-new", help="Lập trạm mới cho máy này: máy là bản sao, vừa bị thu hồi, hoặc cần đổi khóa. Sổ giữ nguyên.")
@click.option("--unit", help="Đơn vị kế thừa, khi đơn vị của máy này đã sáp nhập vào đó.")
@pass_call
def become_new(call: Call, unit: str | None) -> None:
    """Make this home a new station."""
    password = call.password()
    with call.office() as office:
        call.say(new_station.become(office, password, unit).as_json(), _became, office)


def _became(document: dict[str, Any]) -> Iterator[str]:
    yield f"Máy này nay là trạm {document['station']}, thay trạm {document['replaces']}."
    yield f"Đã ghi lại {document['redone_ops']} thao tác chưa gửi dưới tên trạm mới."
    if document["enrolled"]:
        yield f"Khóa gốc đã chứng nhận trạm này. Thu hồi trạm cũ nếu không máy nào còn dùng: station revoke {document['replaces']}."
    else:
        yield f"Ghi tờ đăng ký (station request), mang lên nơi chứng nhận. Tám từ: {document['fingerprint']}."
        yield f"Nhờ nơi đó thu hồi trạm {document['replaces']} trước nếu không máy nào còn dùng, rồi mới chứng nhận trạm này."


@click.command(
    "backup",
    cls=Command,
    short_help="Sao lưu toàn bộ sổ ra một tệp.",
    help="Sao lưu toàn bộ sổ ra một tệp, cất ngoài máy. Mở được bằng mật khẩu hoặc mã khôi phục.",
)
@click.argument("file", type=FILE)
@pass_call
def backup(call: Call, file: Path) -> None:
    """Write a backup file."""
    with call.office() as office:
        said = "Đã sao lưu {size} KB ra {file}, đã đọc lại đúng."
        call.say(backup_file.write(office, file).as_json(), lambda d: [said.format(size=d["bytes"] >> 10, file=d["file"])], office)


@click.command(
    "restore",
    cls=Command,
    short_help="Dựng lại sổ từ bản sao lưu vào thư mục trống.",
    help="Dựng lại sổ từ bản sao lưu vào thư mục trống, thành một trạm mới.",
)
@click.argument("file", type=FILE)
@click.option("--home", "home", type=click.Path(path_type=Path, file_okay=False), help="Thư mục trống sẽ chứa sổ.")
@click.option("--root-key", "root", type=FILE, help="Bản sao khóa gốc root.key, nếu đây là trạm giữ gốc.")
@pass_call
def restore(call: Call, file: Path, home: Path | None, root: Path | None) -> None:
    """Restore a backup."""
    by = Opening(call.user, call.password, call.secrets.get("SODANVAN_CODE"))
    call.say(restoring.restore(file, home or call.home, call.clock, by, root=root).as_json(), _restored)


def _restored(document: dict[str, Any]) -> Iterator[str]:
    yield f"Đã dựng lại sổ ở {document['home']}."
    yield from _became(document)


@click.command(
    "adopt",
    cls=Command,
    short_help="Nhận lại thao tác bị từ chối của đơn vị.",
    help="Nhận lại thao tác bị từ chối của đơn vị: ghi lại thành thao tác của mình. Không ghi gì thêm thì liệt kê.",
)
@click.argument("ops", nargs=-1, metavar="[THAOTAC]…")
@click.option("--all", "everything", is_flag=True, help="Nhận lại tất cả thao tác trong các sổ mình được ghi.")
@pass_call
def adopt(call: Call, ops: tuple[str, ...], everything: bool) -> None:
    """Adopt refused ops, or list them."""
    if ops and everything:
        raise click.UsageError("THAOTAC or --all")
    with call.office() as office:
        if not ops and not everything:
            found = [
                {
                    "op": one.op, "register": one.register.code, "record": one.record, "by": one.who, "at": one.when,
                    "machine": one.machine, "says": one.says, "why": one.why,
                }
                for one in adopting.listing(office)
            ]  # fmt: skip
            call.say(found, lambda rows: (f"{r['op']}  {r['at']} {r['by']} ({r['why']}): {r['says']}" for r in rows), office)
            return
        done = adopting.adopt(office, None if everything else ops)
        said = [f"Đã nhận lại {len(done.ops)} thao tác ở {len(done.ids)} bản ghi."]
        said += [t("refused.left_out", fields=", ".join(done.labels))] if done.labels else []
        call.say(done.as_json(), lambda _: said, office)


COMMANDS = (backup, restore, adopt)
