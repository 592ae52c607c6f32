"""What a report says of the targets: the table of all of them, what was reached, and what is still lacking."""

from collections.abc import Sequence

from desktop import units
from desktop.language.dates import as_on_paper
from desktop.language.numbers import format_number
from desktop.language.texts import t
from desktop.reporting.lacking import by_units, in_short
from desktop.reporting.verdicts import remarks, share, word
from desktop.reports.document import Align, Block, Bullets, Cell, Column, Paragraph, Row, Table, spans
from desktop.reports.facts import Answer, Facts, counted, listed


def targets(facts: Facts) -> list[Block]:
    """Return the table of the targets with their parts, and how they are counted."""
    total = facts.targets["total"]
    told = [row["items"] for row in facts.targets["rows"] if row["reported"]]
    items = total["items"] if total is not None else facts.targets["rows"][0]["items"]
    columns = (
        Column("Chỉ tiêu", align=Align.LEFT),
        Column("Tử số", width_mm=15),
        Column("Mẫu số", width_mm=15),
        Column("Tỷ lệ", width_mm=17),
        Column("Kết quả", width_mm=34),
    )
    rows = []
    for place, item in enumerate(items):
        each = [answer[place] for answer in told]
        rows.append(_target_row(item, each if facts.consolidated else [item]))
        for number, part in enumerate(item["parts"]):
            rows.append(_target_row(part, [one["parts"][number] for one in each] if facts.consolidated else [part], deeper=True))
    used = facts.targets.get("settings", {})
    how = [spans(f"{code}: {as_on_paper(' '.join(one['text'].values()))}") for code, one in used.items()]
    notes = (spans("Cách tính:"), *how) if how else ()
    table = Table(columns, tuple(rows), notes=notes)
    return [table, *_own(facts)]


def _own(facts: Facts) -> list[Block]:
    """Say how the upper unit itself stands, which is in no total (dossier §7.1: each commune, agency and the unit itself)."""
    own = facts.targets.get("own")
    if own is None:
        return []
    each = "; ".join(f"{item['code']} {word(item).lower()}{f' ({share(item)})' if share(item) else ''}" for item in own["items"])
    return [Paragraph(spans(f"Riêng {units.inside(own['name'])} (không tính vào tổng trên): {each}."))]


def _target_row(item: Answer, judged: Sequence[Answer], *, deeper: bool = False) -> Row:
    name = f"{'– ' if deeper else ''}{item['code']}. {item['title']}"
    numbers = (Cell(_or_dash(item["numerator"])), Cell(_or_dash(item["denominator"])), Cell(share(item) or "–"))
    return Row((Cell(name), *numbers, Cell(_result(judged))))


def _result(judged: Sequence[Answer]) -> str:
    """Return one unit's result, or of several how many of those that it concerns met it."""
    if len(judged) == 1:
        return "; ".join([word(judged[0]), *(remark.lower() for remark in remarks(judged[0]))])
    if any(one["met"] is not None for one in judged):
        concerned = [one for one in judged if one["why"] != "khong_ap_dung"]
        return f"{counted(sum(one['met'] is True for one in judged))}/{counted(len(concerned))} đơn vị đạt"
    waiting = next((one for one in judged if one["why"] == "chua_den_ky"), None)
    concerned_one = next((one for one in judged if one["why"] != "khong_ap_dung"), None)
    return word(waiting or concerned_one or judged[0]) if judged else t("verdict.not_reported")


def _or_dash(value: int | None) -> str:
    return "–" if value is None else format_number(value)


def merits(facts: Facts) -> list[Block]:
    """Say which targets were reached, or by how many units each."""
    items = facts.targets["rows"][0]["items"]
    met = _met_by_units(facts) if facts.consolidated else [f"{item['code']} ({item['title']})" for item in items if item["met"]]
    heading = "Kết quả theo chỉ tiêu" if facts.consolidated else "Đã hoàn thành chỉ tiêu"
    good = f"{heading}: {'; '.join(met)}." if met else "Các chỉ tiêu đang được tiếp tục thực hiện theo kế hoạch."
    return [Paragraph(spans(good))]


def shortcomings(facts: Facts) -> list[Block]:
    """Say what the targets still lack."""
    lacking = _lacking_by_unit(facts) if facts.consolidated else _lacking(facts.targets["rows"][0]["items"])
    if lacking:
        return [Bullets(tuple(spans(text) for text in listed(lacking)))]
    return [Paragraph(spans("Các chỉ tiêu đến hạn trong kỳ không còn nội dung chưa thực hiện."))]


def _lacking(items: Sequence[Answer]) -> list[str]:
    return [f"{text[:1].upper()}{text[1:]}" for text in map(as_on_paper, in_short(items))]


def _lacking_by_unit(facts: Facts) -> list[str]:
    """Say each thing once, with the units that lack it: a district's paper has no room for every sentence of every commune."""
    reported = [(units.inside(row["name"]), row["items"]) for row in facts.targets["rows"] if row["reported"]]
    return [f"{text[:1].upper()}{text[1:]}" for text in map(as_on_paper, by_units(reported))]


def _met_by_units(facts: Facts) -> list[str]:
    """Say of each target how many of the units that reported met it; a target that none met is no merit."""
    found = []
    for place, item in enumerate(facts.targets["total"]["items"]):
        each = [row["items"][place] for row in facts.targets["rows"] if row["reported"]]
        done = sum(one["met"] is True for one in each)
        if done:
            found.append(f"{counted(done)}/{counted(len(each))} đơn vị đạt {item['code']} ({item['title']})")
    return found
