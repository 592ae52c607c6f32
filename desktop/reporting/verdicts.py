"""What a target or an indicator comes to, in one word and as numbers: the same on screen, on paper and on the command line."""

from collections.abc import Collection, Mapping
from typing import Any, Literal

from desktop.language.numbers import format_number, format_ratio
from desktop.language.texts import t

Verdict = Literal["met", "unmet", "not_applicable", "not_due", "shown", "not_entered", "not_reported"]


def verdict(item: Mapping[str, Any], *, reported: bool = True) -> Verdict:
    """Return what an item of the contract's answer comes to; `reported` is False for a unit that has sent nothing."""
    if not reported:
        return "not_reported"
    if item["why"] is not None:
        return "not_applicable" if item["why"] == "khong_ap_dung" else "not_due"
    if item["met"] is not None:
        return "met" if item["met"] else "unmet"
    numbers = [item["numerator"], *(part["numerator"] for part in item["parts"])]
    return "shown" if any(number is not None for number in numbers) else "not_entered"


def word(item: Mapping[str, Any], *, reported: bool = True) -> str:
    """Return the same in words: "Chưa đến kỳ"."""
    return t(f"verdict.{verdict(item, reported=reported)}")


def remarks(item: Mapping[str, Any]) -> list[str]:
    """Return what is worth a look beside the verdict: "Vượt", "Theo số chốt"."""
    return [t(f"flag.{code}") for code in (*item["flags"], *(["as_closed"] if item["as_closed"] else []))]


def amount(item: Mapping[str, Any]) -> str:
    """Return the numbers of an item: "3/4 (75%)", more than asked for as "6/1", a count alone; "" where it has none of its own."""
    numerator, denominator = item["numerator"], item["denominator"]
    if numerator is None:
        return ""
    if denominator is None:
        return format_number(numerator)
    part = share(item)
    return f"{format_number(numerator)}/{format_number(denominator)}{f' ({part})' if part else ''}"


def share(item: Mapping[str, Any]) -> str:
    """Return an item's ratio in per cent; "" without one, and where more was done than is asked for."""
    more = item["denominator"] is not None and item["numerator"] > item["denominator"]
    return "" if item["ratio"] is None or more else format_ratio(item["ratio"])


def how_counted(settings: Mapping[str, Any], code: str) -> list[str]:
    """Return how an item is counted, a part by its own sentence where it has one, and how units are that have other rules."""
    used: Mapping[str, Any] = next((one for name, one in settings.items() if code.startswith(name)), {"text": {}})
    asked = [code] if code in used["text"] else list(used["text"])
    return [*(used["text"][part] for part in asked), *other_rules(used, asked)]


def other_rules(used: Mapping[str, Any], asked: Collection[str]) -> list[str]:
    """Return "Riêng Xã A, Xã B: …" for units that are counted by other sentences in the parts asked for, or by rules that none tells."""
    names: dict[str, list[str]] = {}
    for unit in used.get("differs", ()):
        told = [unit["text"][part] for part in asked if unit["text"].get(part) != used["text"].get(part)]
        if told or unit["text"] == used["text"]:
            names.setdefault(" ".join(told) or t("verdict.own_rules"), []).append(unit["name"])
    return [t("verdict.otherwise", units=", ".join(units), how=how) for how, units in names.items()]
