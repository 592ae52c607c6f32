"""The text of the periodic report: what its figures say, and what is left unsaid where nothing happened."""

from typing import Any

import pytest

from desktop.forms import all_forms
from desktop.measures.model import Missing
from desktop.reports.document import Bullets, Heading, Level, Paragraph, Table
from desktop.reports.facts import Facts
from desktop.reports.narrative import body
from desktop.reports.outline import all_outlines

OUTLINE = all_outlines()["dvcq"]


class Cells(dict[str, int | None]):
    """Cells of a form: what a test does not name is 0."""

    def __missing__(self, code: str) -> int:
        return 0


def item(code: str, met: bool | None, *parts: dict[str, Any], missing: str = "") -> dict[str, Any]:
    told = {"code": code, "title": f"chỉ tiêu {code}", "numerator": int(bool(met)), "denominator": 1, "met": met, "parts": list(parts)}
    more = {"ratio": "1.0000" if met else "0.0000", "flags": [], "as_closed": False}
    return {
        **told,
        **more,
        "why": None if met is not None else "chua_den_ky",
        "missing": [Missing("plan_doc", None, missing).as_json()] if missing else [],
    }


def commune(name: str, met: bool | None, *, reported: bool = True, mark: str | None = None) -> dict[str, Any]:
    return {"name": name, "reported": reported, "mark": mark, "items": [item("CT5", met, item("CT5a", met), item("CT5b", None))]}


def facts_of(*rows: dict[str, Any], total: bool = False, named: Any = (), **cells: dict[str, int | str | None]) -> Facts:
    """Return figures: of the forms named without their signs, of the others all 0."""
    answers: dict[str, Any] = {}
    for form in all_forms():
        told = {"cells": Cells(cells.get(form.code.replace("-", "").replace("/", ""), {}))}
        columns = [{"code": one.code, "unit": one.unit} for one in form.columns]
        answers[form.code] = {"columns": columns, "rows": [told], "total": told if total else None}
    summed = {"items": [item("CT5", False, item("CT5a", False), item("CT5b", None))]} if total else None
    words = {"head": "Chủ tịch UBND xã", "whole": "trên địa bàn xã Thử", "last": "14/3/2024"}
    return Facts(answers, {"rows": list(rows) or [commune("Xã Thử", True)], "total": summed}, words, dict(named))


def text_of(*rows: dict[str, Any], **more: Any) -> str:
    """Return all that the body says, a line for each block."""
    return "\n".join(line for block in body(OUTLINE, facts_of(*rows, **more), "Mở đầu.") for line in _lines(block))


def _lines(block: object) -> list[str]:
    match block:
        case Paragraph():
            return ["".join(span.text for span in block.text)]
        case Bullets():
            return ["".join(span.text for span in one) for one in block.items]
        case Heading():
            return [block.text]
        case Table():
            return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        case _:
            raise AssertionError(block)


def test_clauses_of_what_did_not_happen_are_left_out():
    quiet = text_of(commune("Xã Thử", True), DV05={"1": 13, "2": 13, "5": 2, "6": 2, "7": 2}, **{"01TCD": {"13": 2}})
    assert "đã trực tiếp tiếp 13 ngày." in quiet
    assert "Đã tiếp 02 lượt với 02 người, 02 vụ việc. Trong đó, người đứng đầu tiếp 02 lượt." in quiet
    busy = text_of(
        commune("Xã Thử", True), DV05={"1": 13, "2": 11, "3": 1, "4": 1, "5": 9, "8": 1}, **{"01TCD": {"13": 5, "22": 2, "4": 2}}
    )
    assert "11 ngày, ủy quyền cấp phó tiếp 01 ngày; tiếp đột xuất 01 cuộc." in busy
    assert "; 01 đoàn đông người. Trong đó, người đứng đầu tiếp 05 lượt, ủy quyền tiếp 02 lượt, tiếp thường xuyên 02 lượt." in busy


@pytest.mark.parametrize(
    ("made", "kept", "sentence"),
    [
        (0, 0, "không phát sinh cam kết phải thực hiện."),
        (3, 0, "đã ghi 03 cam kết."),
        (3, 2, "đã ghi 03 cam kết.\nĐến cuối kỳ đã hoàn thành 02 cam kết sau đối thoại."),
    ],
)
def test_promises_are_said_as_far_as_they_are_kept(made, kept, sentence):
    assert f"Sau đối thoại {sentence}" in text_of(commune("Xã Thử", True), DV05={"9": 1, "10": 40, "11": 4, "13": made, "14": kept})


def test_what_was_not_entered_is_said_and_never_printed_as_zero():
    text = text_of(DV05={"1": None, "2": None, "5": None, "9": None, "13": None, "14": None}, DV04={"1": None})
    assert "Chưa nhập số liệu ngày phải tiếp công dân định kỳ; ngày tiếp công dân định kỳ thực tế; tiếp công dân." in text
    assert "Chưa nhập số liệu đối thoại." in text
    assert "Chưa nhập số liệu mô hình, điển hình “Dân vận khéo”." in text
    assert "…" not in text


def test_what_did_not_happen_is_said_in_one_line_for_each_part():
    assert (
        "Trong kỳ không phát sinh kiến nghị của cử tri được giải quyết, trả lời; kiến nghị của cử tri đang giải quyết; chất vấn; "
        "lời hứa sau chất vấn.\n"
    ) in text_of(DV08={"1": 2, "2": 80, "3": 1, "3a": 1})


def test_ratios_and_decimals_stand_as_official_text_writes_them():
    text = text_of(DV14={"1a": 152, "1b": 150, "2a": 147, "2b": "0.9800"}, DV10={"9a": 152500000, "9c": "1250.5"})
    assert "giải quyết 150 hồ sơ, trước hạn và đúng hạn 147 hồ sơ, đạt 98%." in text
    assert "đóng góp 152.500.000 đồng, hiến 1.250,5 m² đất." in text


def test_every_figure_of_a_sentence_is_tied_to_its_cell():
    said = [
        span
        for block in body(OUTLINE, facts_of(DV02={"3": 2, "3a": 2, "4": 70}), "")
        if isinstance(block, Paragraph)
        for span in block.text
    ]
    assert [(span.text, span.cell) for span in said if span.cell.startswith("DV-02:3")] == [("02", "DV-02:3"), ("02", "DV-02:3a")]


def test_records_are_named_under_the_figure_that_counts_them():
    plans = next(one for one in OUTLINE.listed if one.register == "plan_doc")
    text = text_of(DV13={"1": 1}, named={plans: ["Kế hoạch số 12/KH-UBND"]})
    assert "Trong kỳ đã ban hành 01 kế hoạch, chương trình:\nKế hoạch số 12/KH-UBND.\n" in text


def test_the_outline_has_its_five_sections_in_order():
    titles = [part.title for part in OUTLINE.parts if part.level is Level.SECTION]
    assert titles == [
        "Công tác lãnh đạo, chỉ đạo, triển khai", "Kết quả thực hiện", "Đánh giá chung", "Phương hướng, nhiệm vụ kỳ tới",
        "Đề xuất, kiến nghị",
    ]  # fmt: skip


def test_a_district_says_how_many_units_met_a_target_and_who_is_missing():
    rows = [commune("Xã Một", True), commune("Xã Hai", False, mark="chưa chốt"), commune("Xã Ba", None, reported=False)]
    text = text_of(*rows, total=True)
    assert "Có 03 đơn vị cấp dưới phải báo cáo; 02 đơn vị đã báo cáo, 01 đơn vị chưa báo cáo (đứng ngoài tổng): xã Ba." in text
    assert "Số liệu của xã Hai chưa chốt." in text
    assert "CT5. chỉ tiêu CT5 | 0 | 1 | 0% | 01/02 đơn vị đạt" in text
    assert "– CT5b. chỉ tiêu CT5b | 0 | 1 | 0% | Chưa đến kỳ" in text
    assert "Kết quả theo chỉ tiêu: 01/02 đơn vị đạt CT5 (chỉ tiêu CT5)." in text


def test_a_commune_says_its_own_verdict():
    text = text_of(commune("Xã Thử", False))
    assert "– CT5a. chỉ tiêu CT5a | 0 | 1 | 0% | Chưa đạt" in text
    assert "Các chỉ tiêu đang được tiếp tục thực hiện theo kế hoạch." in text


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"1": 1, "2": 1, "4": 1, "8": 1},
            "Từ đầu năm đã đăng ký 01 mô hình, điển hình (mô hình tập thể 01). Trong đó: xây dựng mới 01. Theo lĩnh vực: kinh tế 01.",
        ),
        (
            {"1": 3, "2": 2, "3": 1, "5": 3, "8": 2, "9": 1},
            "đã đăng ký 03 mô hình, điển hình (mô hình tập thể 02, điển hình cá nhân 01). Trong đó: xây dựng mới 02, duy trì 01. "
            "Theo lĩnh vực: văn hóa – xã hội 03.",
        ),
    ],
)
def test_of_models_only_the_kinds_are_said_that_there_are(cells, sentence):
    assert sentence in text_of(commune("Xã Thử", True), DV04=cells)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"14": 40, "15a": 5000000, "16": 2},
            "Có 40 hộ tham gia thực hiện các mô hình.\nNhân dân đóng góp 5.000.000 đồng thực hiện các mô hình.\nKhen thưởng",
        ),
        ({"15b": 120}, "Nhân dân hiến 120 m² đất thực hiện các mô hình."),
        ({"14": 7}, "Có 07 hộ tham gia thực hiện các mô hình."),
    ],
)
def test_what_the_people_gave_is_said_only_where_they_gave(cells, sentence):
    text = text_of(commune("Xã Thử", True), DV04={"1": 1, "8": 1, **cells})
    assert sentence in text
    assert "0 hộ" not in text_of(commune("Xã Thử", True), DV04={"1": 1, "8": 1})
