"""Commands on what was written down twice."""

import click

from desktop.actions import duplicates, merging_records
from desktop.commands.call import Call, pass_call
from desktop.commands.records import conflict_group
from desktop.commands.words import Command


@click.command(
    "merge-records",
    cls=Command,
    short_help="Gộp hai bản ghi của một thứ.",
    help="Gộp hai bản ghi của một thứ: gạch bỏ một, chỗ nào dẫn đến nó thì dẫn sang bản giữ lại.",
)
@click.argument("register", metavar="SO")
@click.argument("keep", metavar="GIU")
@click.argument("drop", metavar="GACH")
@pass_call
def merge_records(call: Call, register: str, keep: str, drop: str) -> None:
    """Merge two records."""
    with call.office() as office:
        done = merging_records.merge(office, register, keep, drop)
        count = sum(map(len, done.followed.values()))
        said = f"Đã gộp. {count} bản ghi khác nay dẫn đến bản giữ lại."
        call.say({"id": done.id, "op": done.op, "followed": done.followed}, lambda _: [said], office)


@conflict_group.command("duplicates", help="Liệt kê chỗ có thể ghi trùng, trùng số, gộp chưa xong.")
@pass_call
def list_duplicates(call: Call) -> None:
    """List what may stand twice."""
    with call.office() as office:
        call.say([one.as_json(office.identity.era) for one in duplicates.listing(office)])


COMMANDS = (merge_records,)
