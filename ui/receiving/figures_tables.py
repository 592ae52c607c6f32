"""Forms as rows: one row for each column of a form, so that the widest form needs no scrolling sideways."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desktop.language.numbers import format_number, format_ratio
from desktop.language.texts import t
from ui.widgets.paged_model import Column, RowValues

_BESIDE = {"luy_ke": 164, "cung_ky": 104, "tang_giam": 104, "ty_le": 92}
_WHY = {
    "chua_nhap": "figures.not_entered",
    "chua_bao_cao": "figures.not_reported",
    "theo_so_chot": "figures.as_closed",
    "khong_ap_dung": "figures.khong_ap_dung",
}


def form_columns() -> tuple[Column, ...]:
    """Return the columns of a form's table."""
    return (
        Column("code", t("figures.column"), 52),
        Column("content", t("figures.content"), 260, stretch=True),
        Column("measure", t("figures.measure"), 92),
        Column("value", t("figures.value"), 108, "number"),
    )


def other_columns(answer: Mapping[str, Any]) -> tuple[Column, ...]:
    """Return the columns of a form's table with those of other days beside its own."""
    titles = {str(one["code"]).rpartition(".")[2]: str(one["title"]) for one in answer["columns"] if "of" in one}
    heads = {mark: title if mark == "luy_ke" else t(f"figures.{mark}") for mark, title in titles.items()}
    shown = [Column(mark, heads[mark], width, "number") for mark, width in _BESIDE.items() if mark in heads]
    return (
        Column("code", t("figures.column"), 52),
        Column("content", t("figures.content"), 200, stretch=True),
        Column("value", t("figures.in_period"), 104, "number"),
        *shown,
    )


def shown_value(value: object, why: str | None, unit: str = "") -> str:
    """Return a cell as it is read: 0 is 0, a ratio in per cent, and what nobody entered says so in words."""
    if value is None:
        return t(_WHY[why]) if why in _WHY else ""
    return format_ratio(str(value)) if unit in ("%", "điểm %") else format_number(str(value))


def form_rows(answer: Mapping[str, Any]) -> list[RowValues]:
    """Return a row for each column of a form: of the one unit, or of the total.

    A column's own title stands first: what is cut off at the end are the heads that many columns share.
    """
    source = answer["total"] or answer["rows"][0]
    rows: list[RowValues] = []
    for column in answer["columns"]:
        code, unit = column["code"], column["unit"]
        value = shown_value(source["cells"][code], source["why"].get(code), unit)
        if "of" in column:
            rows[-1] = {**rows[-1], str(code).rpartition(".")[2]: _signed(value, source["cells"][code], code)}
        else:
            title = " · ".join([column["title"], *reversed(column["group"]), *_mark(source, code)])
            rows.append({"code": code, "content": title, "measure": unit, "value": value})
    return rows


def _mark(row: Mapping[str, Any], code: str) -> list[str]:
    """Say in words what a figure is not wholly counted from."""
    return [t(f"figures.{row['marks'][code]}")] if code in row["marks"] else []


def _signed(text: str, value: object, code: str) -> str:
    """A change carries its sign; where there is nothing to compare with, it stays empty."""
    if not code.endswith((".tang_giam", ".ty_le")):
        return text
    return "" if value is None else f"+{text}" if Decimal(str(value)) > 0 else text


def unit_rows(answer: Mapping[str, Any], code: str) -> list[RowValues]:
    """Return what each unit has in one column of a consolidated form; who has not reported says so."""
    rows: list[RowValues] = []
    unit = next((one["unit"] for one in answer["columns"] if one["code"] == code), "")
    for row in answer["rows"]:
        value = shown_value(row["cells"][code], row["why"].get(code), unit) if row["reported"] else t("figures.not_reported")
        name = " · ".join([row["name"], *_mark(row, code)])
        rows.append({"day": value, "text": name, "unit": row["unit"]})
    return rows
