"""Commands on figures: targets, form, due."""

from collections.abc import Iterator
from typing import Any

import click

from desktop.actions import due, figures
from desktop.commands.call import Call, pass_call
from desktop.commands.words import Command
from desktop.reporting.other_spans import Beside
from desktop.reporting.verdicts import amount, other_rules, remarks, verdict, word

UNIT = click.option("--unit", help="Chỉ một đơn vị.")
CUMULATIVE = click.option("--cumulative", is_flag=True, help="Thêm cột lũy kế từ 01/01.")
COMPARE = click.option("--compare", is_flag=True, help="Thêm cột cùng kỳ năm trước, tăng giảm và tỷ lệ.")
SETTINGS = click.option("--settings", is_flag=True, help="Kèm cách tính đã dùng.")
FORM_SET = click.option("--set", "form_set", type=click.Choice(["TT02_2021", "TT01_2024"]), help="Bộ mẫu của Thanh tra.")
ROWS = click.option("--rows", is_flag=True, help="Kèm các bản ghi đứng sau mỗi số.")


@click.command("targets", cls=Command, help="Tính các chỉ tiêu của kế hoạch cho một kỳ.")
@click.argument("period")
@UNIT
@ROWS
@SETTINGS
@pass_call
def targets(call: Call, period: str, unit: str | None, rows: bool, settings: bool) -> None:
    """Answer with the targets."""
    with call.office() as office:
        call.say(figures.targets(office, period, unit, rows, settings), _item_lines)


@click.command("indicators", cls=Command, help="Tính các chỉ số I06–I35 cho một kỳ.")
@click.argument("period")
@UNIT
@ROWS
@SETTINGS
@pass_call
def indicators(call: Call, period: str, unit: str | None, rows: bool, settings: bool) -> None:
    """Answer with the indicators."""
    with call.office() as office:
        call.say(figures.indicators(office, period, unit, rows, settings), _item_lines)


def _changed(document: Any) -> list[str]:
    """Return the line that calls a consolidated page a draft again."""
    text = document["changed_below"]["text"]
    return [text] if text else []


def _settings(document: Any) -> Iterator[str]:
    for code, used in document.get("settings", {}).items():
        yield from (f"{code}: {sentence}" for sentence in (*used["text"].values(), *other_rules(used, used["text"])))


def _item_lines(document: Any) -> Iterator[str]:
    yield from _changed(document)
    for row in (*document["rows"], *([document["own"]] if document["own"] else [])):
        yield f"{row['name']}{'' if row['reported'] else ': chưa báo cáo'}"
        for item in row["items"] if row["reported"] else []:
            yield from _lines_of(item, "  ")
    if document["total"]:
        yield "TỔNG"
        for item in document["total"]["items"]:
            yield from _lines_of({**item, "missing": []}, "  ")
    yield from _settings(document)


def _lines_of(item: Any, indent: str) -> Iterator[str]:
    numbers = amount(item)
    verdict_said = "" if numbers and verdict(item) == "shown" else word(item)
    said = "; ".join(part for part in (numbers, verdict_said, *remarks(item)) if part)
    yield f"{indent}{item['code']} {item['title']}: {said}"
    for part in item["parts"]:
        yield from _lines_of({**part, "missing": []}, f"{indent}  ")
    yield from (f"{indent}  thiếu: {missing['text']}" for missing in item["missing"])


@click.command("form", cls=Command, help="Tính một biểu cho một kỳ, ví dụ: form DV-05 2024-Q1.")
@click.argument("name")
@click.argument("period")
@UNIT
@ROWS
@FORM_SET
@CUMULATIVE
@COMPARE
@pass_call
def form(call: Call, name: str, period: str, unit: str | None, rows: bool, form_set: str | None, cumulative: bool, compare: bool) -> None:
    """Answer with a form."""
    with call.office() as office:
        call.say(figures.form(office, name, period, unit, rows, form_set, Beside(cumulative, compare)), _form_lines)


def _form_lines(document: Any) -> Iterator[str]:
    yield f"Biểu {document['form']}: {document['title']}"
    yield from _changed(document)
    rows = [*document["rows"], *([{"name": "TỔNG", "reported": True, **document["total"]}] if document["total"] else [])]
    for row in rows:
        cells = ", ".join(f"{code}={'–' if value is None else value}" for code, value in row["cells"].items())
        yield f"{row['name']}: {cells if row['reported'] else 'chưa báo cáo'}"
    yield from (one["text"] for one in document["unverified"])


@click.command("due", cls=Command, help="Việc đến hạn.")
@click.option("--days", type=click.IntRange(0), default=7, show_default=True, help="Trong bao nhiêu ngày tới.")
@pass_call
def list_due(call: Call, days: int) -> None:
    """Answer with what is due."""
    with call.office() as office:
        found = [one.as_json(office.clock.today(), office.identity.era) for one in due.listing(office, days)]
        call.say(found, lambda rows: (f"{row['due_on'] or '–'} {row['text']} ({row['basis']})" for row in rows))


COMMANDS = (targets, indicators, form, list_due)
