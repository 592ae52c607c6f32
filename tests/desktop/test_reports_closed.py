"""A closed report never changes silently, and nobody stands under it who may not sign for the Committee."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from db.query import Query
from desktop.actions import periods, reports
from desktop.errors import Problem
from desktop.reporting.signing_officials import head_in_office, rank_of
from tests.office import Desk, open_desk

Q1 = "2024-Q1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa")
    made.session("2024-01-08")
    yield made
    made.office.close()


def closed(desk: Desk, signer: str | None = None) -> None:
    periods.nothing_happened(desk.office, Q1, all_empty=True)
    periods.close_period(desk.office, Q1, signer=signer)


def test_a_closed_report_is_printed_with_the_same_bytes_after_its_records_changed(desk):
    head = desk.add("official", name="Pờ Hùng Sang", position="Chủ tịch UBND xã")
    model = desk.add("model", name="Bản không rác", registered_on="2024-02-01")
    promise = desk.add("commitment", content="Sửa cầu treo", made_on="2024-02-05", due_on="2024-05-01")
    closed(desk)
    first = reports.render(desk.office, "dvcq", Q1)
    desk.edit("model", model, name="Tên khác")
    desk.edit("commitment", promise, content="Lời khác")
    desk.edit("official", head, name="Người khác")
    desk.add("model", name="Mô hình ghi sau", registered_on="2024-02-02")
    again = reports.render(desk.office, "dvcq", Q1)
    assert not again.draft
    assert again.pdf == first.pdf


def test_a_promise_made_after_the_period_is_not_in_its_report(desk):
    desk.add("commitment", content="Làm nhà văn hóa", made_on="2024-03-14", due_on="2024-05-01")
    before = reports.render(desk.office, "dvcq", Q1)
    desk.add("commitment", content="Sửa cầu treo", made_on="2024-03-15", due_on="2024-05-01")
    assert reports.render(desk.office, "dvcq", Q1).pdf == before.pdf


@pytest.mark.parametrize(
    ("position", "rank"),
    [
        ("Chủ tịch", "head"),
        ("Chủ tịch UBND xã", "head"),
        ("Chủ tịch Ủy ban nhân dân huyện", "head"),
        ("Phó Chủ tịch", "deputy"),
        ("Phó Chủ tịch Thường trực UBND xã", "deputy"),
        ("Quyền Chủ tịch UBND xã", "acting"),
        ("Q. Chủ tịch", "acting"),
        ("Q.Chủ tịch UBND", "acting"),
        ("Phó Chủ tịch phụ trách UBND xã", "deputy"),
        ("Phó Chủ tịch điều hành", "deputy"),
        ("Phó Bí thư Đảng ủy, Chủ tịch UBND xã", "head"),
        ("Bí thư Đảng ủy kiêm Chủ tịch UBND xã", "head"),
        ("Ủy viên Ban Thường vụ Đảng ủy - Phó Chủ tịch UBND xã", "deputy"),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã", None),
        ("Nguyên Chủ tịch UBND xã", None),
        ("Chủ tịch HĐND xã", None),
        ("Chủ tịch Ủy ban MTTQ xã", None),
        ("Chủ tịch Hội Nông dân", None),
        ("Công chức Văn hóa - xã hội", None),
        ("", None),
    ],
)
def test_only_the_chairmen_of_the_committee_sign_for_it(position, rank):
    assert rank_of(position) == rank


@pytest.mark.parametrize(
    "official",
    [{"position": "Công chức Văn hóa - xã hội"}, {"position": "Chủ tịch UBND xã", "active_from": "2019-01-01", "active_to": "2023-12-31"}],
)
def test_who_may_not_sign_closes_nothing(desk, official):
    desk.add("official", name="Vàng A Thử", **official)
    with pytest.raises(Problem) as problem:
        closed(desk, "Vàng A Thử")
    assert (problem.value.code, problem.value.where) == ("not_allowed", "--signer")


def test_a_chairman_who_left_is_not_printed(desk):
    before = reports.render(desk.office, "dvcq", Q1)
    desk.add("official", name="Vàng A Thử", position="Chủ tịch UBND xã", active_from="2019-01-01", active_to="2023-12-31")
    assert reports.render(desk.office, "dvcq", Q1).pdf == before.pdf


@pytest.mark.parametrize(
    ("position", "said"),
    [
        ("Chủ tịch UBND xã", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Quyền Chủ tịch UBND xã", ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        ("Phó Chủ tịch UBND xã", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ],
)
def test_the_signature_says_by_which_right_somebody_signs(desk, position, said):
    desk.add("official", name="Vàng A Thử", position=position)
    closed(desk, "Vàng A Thử")
    pages = PdfDocument(reports.render(desk.office, "dvcq", Q1).pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in lines if line.endswith(("CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"))] == said
    assert "Vàng A Thử" in lines


def test_who_acts_as_chairman_is_printed_as_such_before_the_close(desk):
    desk.add("official", name="Vàng A Thử", position="Quyền Chủ tịch UBND xã", active_from="2024-01-01")
    with desk.office.reading() as connection:
        officials = desk.office.reader(connection).rows(Query("official"))
    assert [head_in_office(officials, day) is not None for day in ("2023-12-31", "2024-01-01")] == [False, True]
