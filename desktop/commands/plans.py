"""Commands on the plan of a year: from what it may be started, starting it, and who below has taken up its tasks."""

from collections.abc import Iterator
from typing import Any

import click

from desktop import registers, units
from desktop.actions import plans
from desktop.actions.plans import Draft
from desktop.commands.call import Call, pass_call
from desktop.commands.words import Group
from desktop.office import Office

_YEAR = click.argument("year", metavar="NAM", type=int)
_FROM = click.option("--from", "source", metavar="NGUON", help="2024, last (năm trước), sent (cấp trên gửi), hoặc mã kế hoạch.")


@click.group("plan", cls=Group, help="Kế hoạch năm: lập từ kế hoạch khác, xem cấp dưới đã nhận.")
def plan() -> None:
    """Commands on the yearly plan."""


@plan.command("show", help="Xem trước kế hoạch năm sẽ lập, chưa ghi gì.")
@_YEAR
@_FROM
@pass_call
def show(call: Call, year: int, source: str | None) -> None:
    """Show what a plan would be started with."""
    with call.office() as office:
        call.say(_document(office, plans.look(office, year, source)), _lines)


def _document(office: Office, draft: Draft) -> dict[str, Any]:
    era = office.identity.era
    return {
        "year": draft.year, "plan": draft.plan, "from": draft.source.key, "given": dict(draft.given),
        "sources": [
            {"from": one.key, "plan": one.plan["_id"], "unit": units.shown_code(one.unit, era), "year": one.year,
             "title": one.plan["title"]}
            for one in draft.sources
        ],
        "tasks": [{"id": line.source, "taken": line.taken, "offered": line.offered, "values": dict(line.values)} for line in draft.lines],
    }  # fmt: skip


def _lines(document: dict[str, Any]) -> Iterator[str]:
    yield from (f"{one['from']:5} {one['title']}" for one in document["sources"])
    sections = registers.ALL["plan_task"].by_name["section"].options
    for task in document["tasks"]:
        values = task["values"]
        day = values.get("due_on") or "thường xuyên"
        yield f"{'có rồi' if task['taken'] else 'sẽ lập':7} {task['id']} {sections[values['section']]}: {values['content'][:80]} ({day})"


@plan.command("start", help="Lập kế hoạch năm từ kế hoạch khác; lập hai lần không thành hai.")
@_YEAR
@_FROM
@click.option("--task", "tasks", multiple=True, metavar="MA", help="Chỉ nhiệm vụ này của kế hoạch nguồn; nhiều lần được.")
@click.option("--issuer", help="Cơ quan ban hành: tên hoặc mã.")
@click.option("--signer", help="Người ký.")
@click.option("--power", "sign_power", help="Thẩm quyền ký: tm, kt, q, tl, tuq, thu_truong.")
@click.option("--owner", help="Chủ trì các nhiệm vụ chưa có người: tên hoặc mã.")
@pass_call
def start(
    call: Call, year: int, source: str | None, tasks: tuple[str, ...], issuer: str | None, signer: str | None, sign_power: str | None,
    owner: str | None,
) -> None:  # fmt: skip
    """Start a plan."""
    given = {"issuer": issuer, "signer": signer, "sign_power": sign_power, "owner": owner}
    with call.office() as office:
        made = plans.start(office, year, source, tasks or None, given)
        document = {"plan": made.plan, "tasks": made.tasks, "targets": made.targets, "skipped": made.skipped}
        call.say(document, _said, office)


def _said(document: dict[str, Any]) -> Iterator[str]:
    yield f"Đã ghi {len(document['tasks'])} nhiệm vụ, {len(document['targets'])} chỉ tiêu vào kế hoạch năm."
    if document["skipped"]:
        yield f"{len(document['skipped'])} nhiệm vụ kế hoạch đã có từ trước, giữ nguyên."


@plan.command("taken", help="Đơn vị cấp dưới nào đã đưa nhiệm vụ được giao vào kế hoạch của mình.")
@_YEAR
@pass_call
def taken(call: Call, year: int) -> None:
    """Say which tasks that were sent down were taken up, and by whom."""
    with call.office() as office:
        era = office.identity.era
        found = [
            {
                "id": one.task["_id"], "section": one.task["section"], "content": one.task["content"],
                "taken": [units.shown_code(key, era) for key in one.taken], "missing": [units.shown_code(key, era) for key in one.missing],
            }
            for one in plans.uptake(office, year)
        ]  # fmt: skip
        call.say(found, lambda rows: (f"{len(row['taken'])}/{len(row['taken']) + len(row['missing'])} {row['content']}" for row in rows))


COMMANDS = (plan,)
