"""What somebody is told who may not write in a register: one rule, in the words of the work at hand."""

import pytest

from desktop.actions import agencies, declarations, duties, periods, records
from desktop.errors import Problem
from tests.office import DISTRICT, open_desk


@pytest.fixture
def commune(tmp_path):
    return open_desk(tmp_path / "xa")


@pytest.fixture
def district(tmp_path):
    return open_desk(tmp_path / "huyen", DISTRICT)


def test_a_desk_without_units_below_is_told_so_before_its_roles_are_asked(commune, district):
    assert agencies.refusal(commune.office) == "Chỉ huyện, tỉnh có cơ quan trực thuộc."
    assert not agencies.refusal(district.office)


def test_who_may_not_write_is_told_in_the_words_of_the_work_else_by_the_book(district):
    with district.signed_in("Giàng A Tủa", "XEM"):
        assert agencies.refusal(district.office) == "Chỉ người tổng hợp (TH) sửa danh sách cơ quan."
        assert duties.entry_refusal(district.office, "agency").startswith("Bạn không có quyền ghi sổ “Cơ quan, đơn vị trực thuộc”.")


def test_nobody_writes_in_a_book_of_the_program_by_hand(commune):
    assert duties.entry_refusal(commune.office, "account")


@pytest.mark.parametrize(
    ("deed", "register"),
    [
        (lambda office: records.to_write(office, "village"), "village"),
        (lambda office: periods.nothing_happened(office, "2024-Q1", all_empty=True), "period_declaration"),
        (lambda office: declarations.take_back(office, "2024-Q1", ["dialogue"]), "period_declaration"),
    ],
)
def test_every_deed_asks_the_same_rule_and_names_the_book(commune, deed, register):
    with commune.signed_in("Giàng A Tủa", "XEM"), pytest.raises(Problem) as refused:
        deed(commune.office)
    assert (refused.value.code, refused.value.where) == ("not_allowed", register)
