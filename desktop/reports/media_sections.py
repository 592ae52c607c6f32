"""The text of the report on news coverage: what was published by whom and about what, and who was praised (plan of 2024, IV.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.reports.document import Block, Bullets, Heading, Level, Paragraph, Span, spans
from desktop.reports.facts import counted, listed
from desktop.reports.form_tables import cell_key

Answer = Mapping[str, Any]
FORM: Final = "DV-12"
PRAISED: Final = "6"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the text is made of.

    answer: the form DV-12; kinds: (words of a way to sort them, label → number of items), largest first within each; times: how
    often they were broadcast; praised: titles of what praised somebody, as far as they are named.
    """

    answer: Answer
    kinds: Sequence[tuple[str, Mapping[str, int]]]
    times: int
    praised: Sequence[str]


def media_body(told: Coverage, opening: str) -> tuple[Block, ...]:
    """Return the report's body."""
    return (
        Paragraph(spans(opening)),
        Heading(Level.SECTION, "Kết quả đăng, phát tin, bài"),
        *_published(told),
        Heading(Level.SECTION, "Biểu dương tổ chức, cá nhân"),
        *_praised(told),
        Heading(Level.SECTION, "Nhiệm vụ kỳ tới"),
        Paragraph(
            spans(
                "Tiếp tục phối hợp với các cơ quan, đơn vị, địa phương đăng tin, bài tuyên truyền về công tác dân vận chính quyền, "
                "Luật Thực hiện dân chủ ở cơ sở; kịp thời biểu dương các tổ chức, cá nhân làm tốt công tác dân vận chính quyền."
            )
        ),
    )


def _cells(told: Coverage) -> Mapping[str, Any]:
    answer = told.answer
    found: Mapping[str, Any] = (answer["total"] if answer["total"] is not None else answer["rows"][0])["cells"]
    return found


def _published(told: Coverage) -> list[Block]:
    cells = _cells(told)
    channels = [column for column in told.answer["columns"] if column["code"] != PRAISED and "of" not in column]
    known = {column["code"]: value for column in channels if isinstance(value := cells[column["code"]], int)}
    if not known:
        return [Paragraph(spans("Chưa nhập số liệu tin, bài của kỳ này."))]
    if not sum(known.values()):
        return [Paragraph(spans("Trong kỳ không có tin, bài được đăng, phát."))]
    parts: list[str | Span] = []
    for column in channels:
        if known.get(column["code"]):
            number = Span(counted(known[column["code"]]), cell=cell_key(FORM, column["code"]))
            parts += [", " if parts else "", f"{column['title']} ", number]
    times = f"; truyền thanh, phát sóng {counted(told.times)} lần" if told.times else ""
    blocks: list[Block] = [
        Paragraph(spans(f"Trong kỳ đã đăng, phát {counted(sum(known.values()))} tin, bài{times}. Theo cơ quan: ", *parts, "."))
    ]
    for words, numbers in told.kinds:
        if numbers:
            each = "; ".join(f"{label} {counted(number)}" for label, number in numbers.items())
            blocks.append(Paragraph(spans(f"{words}: {each}.")))
    return blocks


def _praised(told: Coverage) -> list[Block]:
    value = _cells(told)[PRAISED]
    if not value:
        empty = "Chưa nhập số liệu biểu dương của kỳ này." if value is None else "Trong kỳ không có tin, bài biểu dương."
        return [Paragraph(spans(empty))]
    number = Span(counted(value), cell=cell_key(FORM, PRAISED))
    text = Paragraph(spans("Có ", number, f" tin, bài biểu dương gương điển hình{':' if told.praised else '.'}"))
    return [text, *([Bullets(tuple(spans(one) for one in listed(told.praised)))] if told.praised else [])]
