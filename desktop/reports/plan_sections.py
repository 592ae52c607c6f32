"""The annual plan as a paper: grounds, purpose, targets, tasks by the seven groups, who does what by when (dossier §3.5).

Unlike a report it is addressed to nobody: it is sent to those who carry it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.reports.document import (
    Align,
    Appendix,
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Level,
    Paragraph,
    Row,
    RowKind,
    Span,
    Table,
    spans,
)
from desktop.reports.facts import listed

_PURPOSES: Final = (
    "Nâng cao chất lượng, hiệu quả công tác dân vận chính quyền, thực hiện dân chủ ở cơ sở {whole}; phát huy quyền làm chủ của Nhân "
    "dân, trách nhiệm phục vụ Nhân dân của đội ngũ cán bộ, công chức, viên chức;",
    "Xác định rõ nội dung, người chủ trì, thời hạn, sản phẩm của từng nhiệm vụ; gắn với nhiệm vụ chính trị, phát triển kinh tế - xã "
    "hội, quốc phòng, an ninh của địa phương, đơn vị; nêu cao trách nhiệm của người đứng đầu.",
)
_CARRYING_OUT: Final = (
    "Người đứng đầu cơ quan, đơn vị, bộ phận, thôn, bản được giao nhiệm vụ tổ chức thực hiện Kế hoạch này; định kỳ báo cáo kết quả để "
    "{issuer} tổng hợp. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, kịp thời báo cáo để xem xét, điều chỉnh."
)


@dataclass(frozen=True, slots=True)
class TaskTold:
    """One task: what, who leads, who helps, when, what comes out of it."""

    content: str
    owner: str
    helpers: str
    time: str
    output: str


@dataclass(frozen=True, slots=True)
class PlanTold:
    """What the paper is made of. `grounds`: documents that it carries out; `groups`: title → tasks, in the order of the plan."""

    grounds: Sequence[str]
    subject: str
    issuer: str
    whole: str
    targets: Sequence[str]
    groups: Mapping[str, Sequence[TaskTold]]


def plan_body(told: PlanTold) -> tuple[Block, ...]:
    """Return the plan's body."""
    grounds = [Paragraph((Span(text, italic=True),)) for text in listed([f"Căn cứ {one}" for one in told.grounds])]
    subject = f"{told.subject[:1].lower()}{told.subject[1:]}"
    return (
        *grounds,
        Paragraph(spans(f"{told.issuer[:1].upper()}{told.issuer[1:]} ban hành Kế hoạch {subject}, như sau:")),
        Heading(Level.SECTION, "Mục đích, yêu cầu"),
        Bullets(tuple(spans(text.format(whole=told.whole)) for text in _PURPOSES)),
        Heading(Level.SECTION, "Chỉ tiêu"),
        Bullets(tuple(spans(text) for text in listed(told.targets))) if told.targets else Paragraph(spans("Kế hoạch chưa ghi chỉ tiêu.")),
        Heading(Level.SECTION, "Nhiệm vụ, giải pháp"),
        *_tasks(told),
        Heading(Level.SECTION, "Tổ chức thực hiện"),
        Paragraph(spans(_CARRYING_OUT.format(issuer=told.issuer))),
    )


def _tasks(told: PlanTold) -> list[Block]:
    if not told.groups:
        return [Paragraph(spans("Kế hoạch chưa ghi nhiệm vụ."))]
    blocks: list[Block] = [Paragraph(spans("Phân công chủ trì, phối hợp, thời gian, sản phẩm của từng nhiệm vụ theo Phụ lục kèm theo."))]
    for title, tasks in told.groups.items():
        blocks += [Heading(Level.CLAUSE, title), Bullets(tuple(spans(text) for text in listed([one.content for one in tasks])))]
    return blocks


def task_table(told: PlanTold) -> tuple[Appendix, ...]:
    """Return who does what by when, as an annex; none for a plan without tasks."""
    if not told.groups:
        return ()
    columns = (
        Column("TT", width_mm=10),
        Column("Nội dung", align=Align.LEFT),
        Column("Chủ trì", align=Align.LEFT, width_mm=42),
        Column("Phối hợp", align=Align.LEFT, width_mm=38),
        Column("Thời gian", width_mm=28),
        Column("Sản phẩm", align=Align.LEFT, width_mm=42),
    )
    rows: list[Row] = []
    place = 0
    for title, tasks in told.groups.items():
        rows.append(Row((Cell(title, span=len(columns)),), RowKind.GROUP))
        for one in tasks:
            place += 1
            cells = (one.content, one.owner, one.helpers, one.time, one.output)
            rows.append(Row((Cell(str(place)), *map(Cell, cells))))
    return (Appendix("Phân công nhiệm vụ", (Table(columns, tuple(rows)),)),)
