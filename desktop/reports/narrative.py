"""The text of the periodic report: a fixed outline and sentences made from figures, each number with the cell behind it.

Sections whose registers do not exist are left out; what was not entered is said to be missing, never printed as 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop import units
from desktop.language.dates import as_on_paper
from desktop.language.numbers import format_number, two_digits
from desktop.reporting.lacking import in_short
from desktop.reports.document import Align, Block, Bullets, Cell, Column, Heading, Level, Paragraph, Row, Span, Table, Text, spans
from desktop.reports.form_tables import cell_key

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text is made of.

    forms: answers of the forms by code; targets: the targets' answer; head: "Chủ tịch UBND xã"; whole: the place named
    ("trên địa bàn xã"); models: names of the models registered this year; promises: open commitments with their days.
    """

    forms: Mapping[str, Answer]
    targets: Answer
    head: str
    whole: str
    models: Sequence[str] = ()
    promises: Sequence[str] = ()

    @property
    def consolidated(self) -> bool:
        """Whether the figures are those of several units."""
        return self.targets["total"] is not None

    def value(self, form: str, code: str) -> int | None:
        """Return one figure: of the only unit, or the total."""
        answer = self.forms[form]
        cells = (answer["total"] if answer["total"] is not None else answer["rows"][0])["cells"]
        found = cells[code]
        return found if isinstance(found, int) else None

    def number(self, form: str, code: str) -> Span:
        """Return one figure as it stands in a sentence, tied to its cell."""
        value = self.value(form, code)
        return Span("…" if value is None else _counted(value), cell=cell_key(form, code))


def _counted(value: int) -> str:
    """Return a number as official text writes it: "02", "12", "1.234"."""
    return two_digits(value) if 0 < value < 10 else format_number(value)


def body(facts: Facts, opening: str) -> tuple[Block, ...]:
    """Return the report's body."""
    return (
        Paragraph(spans(opening)),
        Heading(Level.SECTION, "Kết quả thực hiện"),
        *_reporting(facts),
        *_reception(facts),
        *_dialogues(facts),
        *_models(facts),
        *_targets(facts),
        *_assessment(facts),
        *_ahead(facts),
    )


def _reporting(facts: Facts) -> list[Block]:
    if not facts.consolidated:
        return []
    rows = facts.targets["rows"]
    missing = [units.inside(row["name"]) for row in rows if not row["reported"]]
    text = f"Có {_counted(len(rows))} đơn vị cấp dưới phải báo cáo; {_counted(len(rows) - len(missing))} đơn vị đã báo cáo"
    text += f", {_counted(len(missing))} đơn vị chưa báo cáo (đứng ngoài tổng): {', '.join(missing)}." if missing else "."
    so_far = [units.inside(row["name"]) for row in rows if row.get("mark")]
    text += f" Số liệu của {', '.join(so_far)} chưa chốt." if so_far else ""
    return [Heading(Level.CLAUSE, "Tình hình báo cáo"), Paragraph(spans(text))]


def _reception(facts: Facts) -> list[Block]:
    n = facts.number
    heading = Heading(Level.CLAUSE, "Tiếp công dân")
    if facts.value("DV-05", "5") is None:
        return [heading, Paragraph(spans("Chưa nhập số liệu tiếp công dân của kỳ này."))]
    days: Text = spans(
        f"Theo quy định, trong kỳ {facts.head} phải tiếp công dân định kỳ ",
        n("DV-05", "1"),
        " ngày. Người đứng đầu đã trực tiếp tiếp ",
        n("DV-05", "2"),
        " ngày",
        *_some(facts, ", ủy quyền cấp phó tiếp ", "DV-05", "3", " ngày"),
        *_some(facts, "; tiếp đột xuất ", "DV-05", "4", " cuộc"),
        ".",
    )
    if facts.value("DV-05", "5") == 0:
        return [heading, Paragraph(days), Paragraph(spans("Trong kỳ không có công dân đến nơi tiếp công dân."))]
    visits: Text = spans(
        "Đã tiếp ",
        n("DV-05", "5"),
        " lượt với ",
        n("DV-05", "6"),
        " người, ",
        n("DV-05", "7"),
        " vụ việc",
        *_some(facts, "; ", "DV-05", "8", " đoàn đông người"),
        ". Trong đó, người đứng đầu tiếp ",
        n("01/TCD", "13"),
        " lượt",
        *_some(facts, ", ủy quyền tiếp ", "01/TCD", "22", " lượt"),
        *_some(facts, ", tiếp thường xuyên ", "01/TCD", "4", " lượt"),
        ".",
    )
    return [heading, Paragraph(days), Paragraph(visits)]


def _some(facts: Facts, before: str, form: str, code: str, after: str) -> tuple[str | Span, ...]:
    """Return a clause with its figure; none where nothing happened: "ủy quyền 0 ngày" is no sentence."""
    return () if facts.value(form, code) == 0 else (before, facts.number(form, code), after)


def _promises_kept(facts: Facts) -> tuple[str | Span, ...]:
    n = facts.number
    if facts.value("DV-05", "13") == 0:
        return ("Sau đối thoại không phát sinh cam kết phải thực hiện.",)
    if facts.value("DV-05", "14") == 0:
        return ("Sau đối thoại đã ghi ", n("DV-05", "13"), " cam kết, đến cuối kỳ đang thực hiện.")
    return ("Sau đối thoại đã ghi ", n("DV-05", "13"), " cam kết, đến cuối kỳ hoàn thành ", n("DV-05", "14"), ".")


def _dialogues(facts: Facts) -> list[Block]:
    n = facts.number
    heading = Heading(Level.CLAUSE, "Đối thoại với Nhân dân, thực hiện cam kết")
    held = facts.value("DV-05", "9")
    if held is None:
        return [heading, Paragraph(spans("Chưa nhập số liệu đối thoại của kỳ này."))]
    if held == 0:
        return [heading, Paragraph(spans("Trong kỳ không tổ chức đối thoại."))]
    text = spans(
        "Đã tổ chức ",
        n("DV-05", "9"),
        " cuộc đối thoại với ",
        n("DV-05", "10"),
        " người dự; có ",
        n("DV-05", "11"),
        " lượt ý kiến",
        *_some(facts, ", trả lời tại chỗ ", "DV-05", "12", " lượt"),
        ". ",
        *_promises_kept(facts),
    )
    return [heading, Paragraph(text)]


def _models(facts: Facts) -> list[Block]:
    heading = Heading(Level.CLAUSE, "Phong trào thi đua “Dân vận khéo”")
    if facts.value("DV-04", "1") is None:
        return [heading, Paragraph(spans("Chưa nhập số liệu mô hình, điển hình “Dân vận khéo”."))]
    if facts.value("DV-04", "1") == 0:
        return [heading, Paragraph(spans("Từ đầu năm chưa đăng ký mô hình, điển hình nào."))]
    named: list[Block] = [Bullets(tuple(spans(text) for text in _listed(facts.models)))] if facts.models else []
    taking_part = _took_part(facts)
    return [heading, Paragraph(_registered(facts)), *named, *([Paragraph(taking_part)] if taking_part else [])]


def _registered(facts: Facts) -> Text:
    """Return how many models were registered and of what kinds: only the kinds that there are."""
    n = facts.number
    who = _each(facts, (("8", "", " mô hình tập thể"), ("9", "", " điển hình cá nhân")), " và ")
    alone = facts.value("DV-04", "1") in (facts.value("DV-04", "8"), facts.value("DV-04", "9"))
    total = who if alone else (n("DV-04", "1"), " mô hình, điển hình", *((", gồm ", *who) if who else ()))
    how = _each(facts, (("2", "xây dựng mới ", ""), ("3", "duy trì ", ""), ("3a", "nhân rộng ", "")), ", ")
    fields = _each(
        facts,
        (
            ("4", "kinh tế ", ""),
            ("5", "văn hóa – xã hội ", ""),
            ("6", "quốc phòng – an ninh ", ""),
            ("7", "xây dựng hệ thống chính trị ", ""),
        ),
        ", ",
    )
    return spans(
        "Từ đầu năm đã đăng ký ",
        *total,
        ".",
        *((" Trong đó: ", *how, ".") if how else ()),
        *((" Theo lĩnh vực: ", *fields, ".") if fields else ()),
    )


def _took_part(facts: Facts) -> Text:
    """Return what households and the people gave, and who was rewarded; nothing where there was none."""
    households = _each(facts, (("14", "Có ", " hộ tham gia"),), "")
    given = _each(facts, (("15a", "đóng góp ", " đồng"), ("15b", "hiến ", " m² đất"), ("15c", "góp ", " ngày công")), ", ")
    first = (*households, *(("; " if households else "", "Nhân dân ", *given) if given else ()))
    rewards = _each(facts, (("16", "Khen thưởng trong kỳ: ", " tập thể, cá nhân, hộ gia đình"),), "")
    return spans(*((*first, ". ") if first and rewards else (*first, ".") if first else ()), *((*rewards, ".") if rewards else ()))


def _each(facts: Facts, clauses: Sequence[tuple[str, str, str]], between: str) -> tuple[str | Span, ...]:
    """Return the clauses (column of DV-04, words before, words after) whose figure is not 0, with `between` between them."""
    found: list[str | Span] = []
    for code, before, after in clauses:
        clause = _some(facts, before, "DV-04", code, after)
        found += [between, *clause] if found and clause else clause
    return tuple(found)


def _targets(facts: Facts) -> list[Block]:
    total = facts.targets["total"]
    units = [row["items"] for row in facts.targets["rows"] if row["reported"]]
    items = total["items"] if total is not None else facts.targets["rows"][0]["items"]
    columns = (
        Column("Chỉ tiêu", align=Align.LEFT),
        Column("Tử số", width_mm=20),
        Column("Mẫu số", width_mm=20),
        Column("Kết quả", width_mm=36),
    )
    rows = []
    for place, item in enumerate(items):
        each = [answer[place] for answer in units]
        rows.append(_target_row(item, each if facts.consolidated else [item]))
        for number, part in enumerate(item["parts"]):
            rows.append(_target_row(part, [one["parts"][number] for one in each] if facts.consolidated else [part], deeper=True))
    return [Heading(Level.CLAUSE, "Kết quả thực hiện các chỉ tiêu"), Table(columns, tuple(rows))]


def _target_row(item: Answer, judged: Sequence[Answer], *, deeper: bool = False) -> Row:
    name = f"{'– ' if deeper else ''}{item['code']}. {item['title']}"
    return Row((Cell(name), Cell(_or_dash(item["numerator"])), Cell(_or_dash(item["denominator"])), Cell(_result(judged))))


def _result(judged: Sequence[Answer]) -> str:
    """Return one unit's result, or of several how many met it."""
    if not any(one["met"] is not None for one in judged):
        return "Chưa đến kỳ" if any(one["why"] == "chua_den_ky" for one in judged) else "Không áp dụng"
    if len(judged) == 1:
        return "Đạt" if judged[0]["met"] else "Chưa đạt"
    return f"{_counted(sum(one['met'] is True for one in judged))}/{_counted(len(judged))} đơn vị đạt"


def _or_dash(value: int | None) -> str:
    return "–" if value is None else format_number(value)


def _assessment(facts: Facts) -> list[Block]:
    total = facts.targets["total"]
    items = total["items"] if total is not None else facts.targets["rows"][0]["items"]
    met = _met_by_units(facts) if facts.consolidated else [f"{item['code']} ({item['title']})" for item in items if item["met"]]
    heading = "Kết quả theo chỉ tiêu" if facts.consolidated else "Đã hoàn thành chỉ tiêu"
    good = f"{heading}: {'; '.join(met)}." if met else "Các chỉ tiêu đang được tiếp tục thực hiện theo kế hoạch."
    blocks: list[Block] = [Heading(Level.SECTION, "Đánh giá chung"), Heading(Level.CLAUSE, "Ưu điểm"), Paragraph(spans(good))]
    blocks.append(Heading(Level.CLAUSE, "Tồn tại, hạn chế"))
    lacking = _lacking_by_unit(facts) if facts.consolidated else _lacking(items)
    if lacking:
        return [*blocks, Bullets(tuple(spans(text) for text in _listed(lacking)))]
    return [*blocks, Paragraph(spans("Các chỉ tiêu đến hạn trong kỳ không còn nội dung chưa thực hiện."))]


def _lacking(items: Sequence[Answer]) -> list[str]:
    return [f"{text[:1].upper()}{text[1:]}" for text in map(as_on_paper, in_short(items))]


def _lacking_by_unit(facts: Facts) -> list[str]:
    found = []
    for row in facts.targets["rows"]:
        lacking = _lacking(row["items"]) if row["reported"] else []
        if lacking:
            found.append(f"{row['name']}: {'; '.join(text[:1].lower() + text[1:] for text in lacking)}")
    return found


def _listed(texts: Sequence[str]) -> list[str]:
    return [f"{text}{';' if place < len(texts) else '.'}" for place, text in enumerate(texts, start=1)]


def _met_by_units(facts: Facts) -> list[str]:
    """Say of each target how many of the units that reported met it; a target that none met is no merit."""
    found = []
    for place, item in enumerate(facts.targets["total"]["items"]):
        each = [row["items"][place] for row in facts.targets["rows"] if row["reported"]]
        done = sum(one["met"] is True for one in each)
        if done:
            found.append(f"{_counted(done)}/{_counted(len(each))} đơn vị đạt {item['code']} ({item['title']})")
    return found


def _ahead(facts: Facts) -> list[Block]:
    blocks: list[Block] = [
        Heading(Level.SECTION, "Phương hướng, nhiệm vụ kỳ tới"),
        Paragraph(
            spans(f"Tiếp tục duy trì lịch tiếp công dân định kỳ, theo dõi, đôn đốc thực hiện các cam kết sau đối thoại {facts.whole}.")
        ),
    ]
    if facts.promises:
        blocks.append(Bullets(tuple(spans(text) for text in _listed(facts.promises))))
    return blocks
