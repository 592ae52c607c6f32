"""Commands on mergers of units and on the root key: seldom, and never to be taken back."""

from pathlib import Path

import click

from desktop.actions import succession
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


COMMANDS: tuple[click.Command, ...] = ()  # all of them stand in the group `station`
