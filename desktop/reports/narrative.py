"""The text of the periodic report: a fixed outline and sentences made from figures, each number with the cell behind it.

Sections whose registers do not exist are left out; what was not entered is said to be missing, never printed as 0.
"""

from collections.abc import Sequence

from desktop import units
from desktop.reports.document import Block, Bullets, Heading, Level, Paragraph, Span, Text, spans
from desktop.reports.facts import Facts, counted, listed
from desktop.reports.target_sections import assessment, targets


def body(facts: Facts, opening: str) -> tuple[Block, ...]:
    """Return the report's body."""
    return (
        Paragraph(spans(opening)),
        Heading(Level.SECTION, "Kết quả thực hiện"),
        *_reporting(facts),
        *_reception(facts),
        *_dialogues(facts),
        *_models(facts),
        *targets(facts),
        *assessment(facts),
        *_ahead(facts),
    )


def _reporting(facts: Facts) -> list[Block]:
    if not facts.consolidated:
        return []
    rows = facts.targets["rows"]
    missing = [units.inside(row["name"]) for row in rows if not row["reported"]]
    text = f"Có {counted(len(rows))} đơn vị cấp dưới phải báo cáo; {counted(len(rows) - len(missing))} đơn vị đã báo cáo"
    text += f", {counted(len(missing))} đơn vị chưa báo cáo (đứng ngoài tổng): {', '.join(missing)}." if missing else "."
    so_far = [units.inside(row["name"]) for row in rows if row.get("mark")]
    text += f" Số liệu của {', '.join(so_far)} chưa chốt." if so_far else ""
    told = [units.inside(name) for name in facts.told_for]
    text += f" Số liệu của {', '.join(told)} do cấp trên nhập thay theo báo cáo của đơn vị." if told else ""
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
    named: list[Block] = [Bullets(tuple(spans(text) for text in listed(facts.models)))] if facts.models else []
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


def _ahead(facts: Facts) -> list[Block]:
    blocks: list[Block] = [
        Heading(Level.SECTION, "Phương hướng, nhiệm vụ kỳ tới"),
        Paragraph(
            spans(f"Tiếp tục duy trì lịch tiếp công dân định kỳ, theo dõi, đôn đốc thực hiện các cam kết sau đối thoại {facts.whole}.")
        ),
    ]
    if facts.promises:
        blocks.append(Bullets(tuple(spans(text) for text in listed(facts.promises))))
    return blocks
