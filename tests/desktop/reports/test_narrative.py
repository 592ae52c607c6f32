"""The text of the periodic report: what its figures say, and what is left unsaid where nothing happened."""

from typing import Any

import pytest

from desktop.reports.document import Bullets, Heading, Paragraph, Table
from desktop.reports.facts import Facts
from desktop.reports.narrative import body

FORMS = ("DV-04", "DV-05", "01/TCD")
PARTS = ("CT5a", "CT5b")


class Cells(dict[str, int | None]):
    """Cells of a form: what a test does not name is 0."""

    def __missing__(self, code: str) -> int:
        return 0


def item(code: str, met: bool | None, *parts: dict[str, Any], missing: str = "") -> dict[str, Any]:
    told = {"code": code, "title": f"chỉ tiêu {code}", "numerator": int(bool(met)), "denominator": 1, "met": met, "parts": list(parts)}
    more = {"ratio": "1.0000" if met else "0.0000", "flags": [], "as_closed": False}
    return {**told, **more, "why": None if met is not None else "chua_den_ky", "missing": [{"text": missing}] if missing else []}


def commune(name: str, met: bool | None, *, reported: bool = True, mark: str | None = None) -> dict[str, Any]:
    return {"name": name, "reported": reported, "mark": mark, "items": [item("CT5", met, item("CT5a", met), item("CT5b", None))]}


def text_of(*rows: dict[str, Any], total: bool = False, **cells: dict[str, int | None]) -> str:
    """Return all that the body says, a line for each block."""
    answers = {form: {"total": None, "rows": [{"cells": Cells(cells.get(form.replace("-", "").replace("/", ""), {}))}]} for form in FORMS}
    if total:
        answers = {form: {**answer, "total": answer["rows"][0]} for form, answer in answers.items()}
    summed = {"items": [item("CT5", False, item("CT5a", False), item("CT5b", None))]} if total else None
    facts = Facts(answers, {"rows": list(rows), "total": summed}, "Chủ tịch UBND xã", "trên địa bàn xã Thử")
    return "\n".join(line for block in body(facts, "Mở đầu.") for line in _lines(block))


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
        (3, 0, "đã ghi 03 cam kết, đến cuối kỳ đang thực hiện."),
        (3, 2, "đã ghi 03 cam kết, đến cuối kỳ hoàn thành 02."),
    ],
)
def test_promises_are_said_as_far_as_they_are_kept(made, kept, sentence):
    assert f"Sau đối thoại {sentence}" in text_of(commune("Xã Thử", True), DV05={"9": 1, "10": 40, "11": 4, "13": made, "14": kept})


def test_what_was_not_entered_is_said_and_never_printed_as_zero():
    text = text_of(commune("Xã Thử", None), DV05={"5": None, "9": None}, DV04={"1": None})
    assert text.count("Chưa nhập số liệu") == 3


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
            "Từ đầu năm đã đăng ký 01 mô hình tập thể. Trong đó: xây dựng mới 01. Theo lĩnh vực: kinh tế 01.",
        ),
        (
            {"1": 3, "2": 2, "3": 1, "5": 3, "8": 2, "9": 1},
            "đã đăng ký 03 mô hình, điển hình, gồm 02 mô hình tập thể và 01 điển hình cá nhân. Trong đó: xây dựng mới 02, duy trì 01. "
            "Theo lĩnh vực: văn hóa – xã hội 03.",
        ),
    ],
)
def test_of_models_only_the_kinds_are_said_that_there_are(cells, sentence):
    assert sentence in text_of(commune("Xã Thử", True), DV04=cells)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"14": 40, "15a": 5000000, "16": 2}, "Có 40 hộ tham gia; Nhân dân đóng góp 5.000.000 đồng. Khen thưởng trong kỳ: 02 tập thể"),
        ({"15b": 120}, "Nhân dân hiến 120 m² đất."),
        ({"14": 7}, "Có 07 hộ tham gia."),
    ],
)
def test_what_the_people_gave_is_said_only_where_they_gave(cells, sentence):
    text = text_of(commune("Xã Thử", True), DV04={"1": 1, "8": 1, **cells})
    assert sentence in text
    assert "0 hộ" not in text_of(commune("Xã Thử", True), DV04={"1": 1, "8": 1})
