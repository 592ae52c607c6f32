"""What an outline calls by name because no sentence can say it: who reported, the table of targets, merits and shortcomings."""

from collections.abc import Callable, Mapping
from typing import Final

from desktop import units
from desktop.reports.document import Block, Paragraph, spans
from desktop.reports.facts import Facts, counted
from desktop.reports.target_sections import merits, shortcomings, targets


def reporting(facts: Facts) -> list[Block]:
    """Say which units below have reported, whose figures may still change, and for whom they were typed."""
    rows = facts.targets["rows"]
    missing = [units.inside(row["name"]) for row in rows if not row["reported"]]
    text = f"Có {counted(len(rows))} đơn vị cấp dưới phải báo cáo; {counted(len(rows) - len(missing))} đơn vị đã báo cáo"
    text += f", {counted(len(missing))} đơn vị chưa báo cáo (đứng ngoài tổng): {', '.join(missing)}." if missing else "."
    so_far = [units.inside(row["name"]) for row in rows if row.get("mark")]
    text += f" Số liệu của {', '.join(so_far)} chưa chốt." if so_far else ""
    told = [units.inside(name) for name in facts.told_for]
    text += f" Số liệu của {', '.join(told)} do cấp trên nhập thay theo báo cáo của đơn vị." if told else ""
    return [Paragraph(spans(text))]


BLOCKS: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "reporting": reporting,
    "targets": targets,
    "merits": merits,
    "shortcomings": shortcomings,
}
