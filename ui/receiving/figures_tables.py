"""Forms as rows: one row for each column of a form, so that the widest form needs no scrolling sideways."""

from collections.abc import Mapping
from typing import Any

from desktop.language.numbers import format_number, format_ratio
from desktop.language.texts import t
from ui.widgets.paged_model import Column, RowValues

_WHY = {"chua_nhap": "figures.not_entered", "chua_bao_cao": "figures.not_reported", "theo_so_chot": "figures.as_closed"}


def form_columns() -> tuple[Column, ...]:
    """Return the columns of a form's table."""
    return (
        Column("code", t("figures.column"), 52),
        Column("content", t("figures.content"), 260, stretch=True),
        Column("measure", t("figures.measure"), 92),
        Column("value", t("figures.value"), 108, "number"),
    )


def shown_value(value: object, why: str | None) -> str:
    """Return a cell as it is read: 0 is 0, and what nobody entered says so in words."""
    if value is None:
        return t(_WHY[why]) if why in _WHY else ""
    text = str(value)
    return format_ratio(text) if "." in text else format_number(text)


def form_rows(answer: Mapping[str, Any]) -> list[RowValues]:
    """Return a row for each column of a form: of the one unit, or of the total.

    A column's own title stands first: what is cut off at the end are the heads that many columns share.
    """
    source = answer["total"] or answer["rows"][0]
    rows: list[RowValues] = []
    for column in answer["columns"]:
        code = column["code"]
        rows.append(
            {
                "code": code, "content": " · ".join([column["title"], *reversed(column["group"]), *_mark(source, code)]),
                "measure": column["unit"],
                "value": shown_value(source["cells"][code], source["why"].get(code)),
            }
        )  # fmt: skip
    return rows


def _mark(row: Mapping[str, Any], code: str) -> list[str]:
    """Say in words what a figure is not wholly counted from."""
    return [t(f"figures.{row['marks'][code]}")] if code in row["marks"] else []


def unit_rows(answer: Mapping[str, Any], code: str) -> list[RowValues]:
    """Return what each unit has in one column of a consolidated form; who has not reported says so."""
    rows: list[RowValues] = []
    for row in answer["rows"]:
        value = shown_value(row["cells"][code], row["why"].get(code)) if row["reported"] else t("figures.not_reported")
        name = " · ".join([row["name"], *_mark(row, code)])
        rows.append({"day": value, "text": name, "unit": row["unit"]})
    return rows
