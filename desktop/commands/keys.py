"""Commands on mergers of units and on the root key: seldom, and never to be taken back."""

from pathlib import Path

import click

from desktop.actions import root_handover, succession
from desktop.commands.call import Call, pass_call
from desktop.commands.stations import station

FILE = click.Path(path_type=Path)


@station.command("succeed", help="Ghi đơn vị cũ sáp nhập vào đơn vị mới: đơn vị mới ghi tiếp sổ của đơn vị cũ. Không rút lại được.")
@click.argument("old", metavar="DONVI_CU")
@click.argument("new", metavar="DONVI_MOI")
@click.option("--from", "first", required=True, help="Ngày sáp nhập, ví dụ 01/07/2025.")
@pass_call
def succeed(call: Call, old: str, new: str, first: str) -> None:
    """Sign a succession."""
    password = call.password()
    with call.office() as office:
        made = succession.succeed(office, old, new, first, password).as_json(office.identity.era)
        call.say(made, lambda d: [f"Đã ghi {d['old']} nhập vào {d['new']} từ {d['from']}. Xuất gói để các đơn vị cùng biết."])


@station.command("successions", help="Liệt kê các đơn vị đã sáp nhập.")
@pass_call
def successions(call: Call) -> None:
    """Answer with the mergers that are known."""
    with call.office() as office:
        found = [one.as_json(office.identity.era) for one in succession.listing(office)]
        call.say(found, lambda rows: (f"{row['from']}  {row['old']} → {row['new']}" for row in rows), office)


@station.command("announce-root", help="Ghi tờ giới thiệu khóa gốc của máy này ra tệp, để nơi giữ khóa gốc cũ ký bàn giao.")
@click.argument("file", type=FILE)
@pass_call
def announce_root(call: Call, file: Path) -> None:
    """Write what the own root says about itself."""
    with call.office() as office:
        words = root_handover.announce(office, file)
        call.say({"file": str(file), "root_fingerprint": words}, lambda d: [f"Đã ghi {d['file']}.", f"Tám từ: {d['root_fingerprint']}"])


@station.command("hand-over-root", help="Ký bàn giao khóa gốc cho khóa gốc trong tờ giới thiệu, sau khi so tám từ. Không rút lại được.")
@click.argument("file", type=FILE)
@click.option("--fingerprint", help="Tám từ của khóa gốc mới mà nơi đó đọc qua điện thoại.")
@pass_call
def hand_over_root(call: Call, file: Path, fingerprint: str | None) -> None:
    """Let another root take the place of the own one."""
    password = call.password()
    with call.office() as office:
        answer = root_handover.hand_over(office, file, fingerprint, password)
        call.say(answer, lambda d: [f"Đã bàn giao khóa gốc cho {d['unit']}. Xuất gói để các đơn vị cùng biết."])


@station.command(
    "accept-root", help="Theo khóa gốc khác sau khi gõ tám từ: nhận gói của bên bàn giao, hoặc chọn một trong các khóa gốc mới."
)
@click.argument("file", type=FILE, required=False)
@click.option("--root", "typed", help="Tám từ của khóa gốc ấy mà nơi giữ nó đọc qua điện thoại.")
@pass_call
def accept_root(call: Call, file: Path | None, typed: str | None) -> None:
    """Follow another root."""
    password = call.password()
    with call.office() as office:
        answer = root_handover.accept(office, file, typed, password).as_json(office.identity.era)
        call.say(answer, lambda d: ["Đã nhận khóa gốc.", *([d["package"]["message"]] if d["package"] else [])])


COMMANDS: tuple[click.Command, ...] = ()  # all of them stand in the group `station`
