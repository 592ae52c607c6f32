"""A problem speaks in one line and with a code of the contract."""

import pytest

from desktop.errors import CODES, Problem


def test_the_codes_are_those_of_the_contract():
    assert len(CODES) == 29
    assert {"wrong_password", "fingerprint_needed", "no_display"} <= CODES


def test_a_code_outside_the_contract_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not a code"):
        Problem("oops", "Có lỗi.")


def test_a_problem_without_a_sentence_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="sentence"):
        Problem("damaged", " \n")


def test_a_line_break_in_a_name_does_not_break_the_line():
    problem = Problem("unknown_unit", "Không có đơn vị “Bản\nMới”;\tchọn trong danh mục.", where="--unit")
    assert str(problem) == problem.message == "Không có đơn vị “Bản Mới”; chọn trong danh mục."
    assert (problem.code, problem.where, problem.errors) == ("unknown_unit", "--unit", [])


def test_details_are_carried_as_plain_objects():
    details = ({"index": 0, "field": "name", "rule": "required", "message": "Chưa ghi tên."},)
    assert Problem("required_missing", "Chưa ghi tên.", errors=details).errors == list(details)
