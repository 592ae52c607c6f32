"""Forms and targets as rows: one row for each column of a form, so that the widest form needs no scrolling sideways."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.language.numbers import format_number, format_ratio
from desktop.language.texts import t
from ui.widgets.badge import Sign
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


def target_columns() -> tuple[Column, ...]:
    """Return the columns of the table of targets."""
    return (
        Column("code", t("figures.target"), 76),
        Column("content", t("figures.content"), 220, stretch=True),
        Column("value", t("figures.numerator"), 80, "number"),
        Column("state", t("figures.state"), 136, "badge", cell=lambda row: row["state"]),
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
                "code": code, "content": " · ".join([column["title"], *reversed(column["group"])]), "measure": column["unit"],
                "value": shown_value(source["cells"][code], source["why"].get(code)),
            }
        )  # fmt: skip
    return rows


def unit_rows(answer: Mapping[str, Any], code: str) -> list[RowValues]:
    """Return what each unit has in one column of a consolidated form; who has not reported says so."""
    rows: list[RowValues] = []
    for row in answer["rows"]:
        value = shown_value(row["cells"][code], row["why"].get(code)) if row["reported"] else t("figures.not_reported")
        rows.append({"day": value, "text": row["name"], "unit": row["unit"]})
    return rows


def target_rows(items: Sequence[Mapping[str, Any]]) -> list[RowValues]:
    """Return targets with their parts."""
    rows: list[RowValues] = []
    for item in items:
        for one in (item, *item["parts"]):
            counted = "" if one["numerator"] is None else f"{one['numerator']}/{one['denominator']}"
            indent = "" if one is item else "– "
            rows.append({"code": one["code"], "content": f"{indent}{one['title']}", "value": counted, "state": _sign(one), "item": one})
    return rows


def _sign(item: Mapping[str, Any]) -> Sign:
    if item["why"] == "khong_ap_dung":
        return Sign("plain", t("figures.not_applicable"))
    if item["why"] == "chua_den_ky":
        return Sign("outline", t("figures.not_due"))
    if item["numerator"] is None or item["met"] is None:
        return Sign("outline", t("figures.not_reported"))
    return Sign("ok", t("figures.met")) if item["met"] else Sign("err", t("figures.unmet"))
