"""Targets and indicators as rows, with their parts below them; and what each unit has of one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.language.texts import t
from desktop.reporting.verdicts import Verdict, amount, remarks, verdict, word
from ui.widgets.badge import BadgeKind, Sign
from ui.widgets.paged_model import Column, RowValues

Item = Mapping[str, Any]
_TONES: Final[Mapping[Verdict, BadgeKind]] = {"met": "ok", "unmet": "err", "not_applicable": "plain", "shown": "plain"}


def item_columns(title: str) -> tuple[Column, ...]:
    """Return the columns of a table of targets or indicators; `title` heads the first one."""
    return (
        Column("code", title, 64),
        Column("content", t("figures.content"), 220, stretch=True),
        Column("value", t("figures.numerator"), 104, "number"),
        Column("state", t("figures.state"), 136, "badge", cell=lambda row: row["state"]),
    )


def item_rows(items: Sequence[Item], *, judged: bool) -> list[RowValues]:
    """Return items with their parts; where nothing is judged (indicators), what has a number needs no verdict."""
    return [
        {
            "code": item["code"], "content": f"{'– ' * depth}{item['title']}", "value": amount(item), "state": _sign(item, judged=judged),
            "item": item,
        }
        for depth, item in _with_parts(items)
    ]  # fmt: skip


def _with_parts(items: Sequence[Item], depth: int = 0) -> Iterator[tuple[int, Item]]:
    for item in items:
        yield depth, item
        yield from _with_parts(item["parts"], depth + 1)


def _sign(item: Item, *, judged: bool) -> Sign | str:
    found = verdict(item)
    if found == "shown" and not judged:
        return ""
    said = remarks(item)
    return Sign(_TONES.get(found, "outline"), said[0] if said and found in ("met", "shown") else word(item))


def item_unit_rows(answer: Mapping[str, Any], code: str) -> list[RowValues]:
    """Return what each unit has of one item, at last the upper unit itself, which is in no total; who has not reported says so."""
    rows: list[RowValues] = []
    for row in [*answer["rows"], *([answer["own"]] if answer.get("own") else [])]:
        found = next(item for _, item in _with_parts(row["items"]) if item["code"] == code)
        stands = word(found, reported=row["reported"])
        numbers = amount(found) if row["reported"] and found["denominator"] != 0 else ""
        rows.append({"day": numbers or stands, "text": _named(answer, row), "unit": row["unit"]})
    return rows


def _named(answer: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    if row is answer.get("own"):
        return t("figures.own", name=row["name"])
    return t("figures.told", name=row["name"]) if row.get("on_behalf") else str(row["name"])
