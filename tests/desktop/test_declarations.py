"""What a unit says of a register in a period: three states, changed until the close, printed as what they are."""

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from desktop.actions import declarations, figures, reports
from desktop.actions import periods as verbs
from desktop.errors import Problem
from tests.office import COMMUNE, DISTRICT, NEIGHBOUR, Desk, carry, open_desk

Q1 = "2024-Q1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def said(desk: Desk, register: str = "model") -> str | None:
    return verbs.show(desk.office, Q1).standing.declared.get(register)


def cell(desk: Desk, form: str, code: str, unit: str | None = None) -> tuple[object, str | None]:
    row = figures.form(desk.office, form, Q1, unit)["rows"][0]
    return row["cells"][code], row["marks"].get(code)


def test_what_is_said_of_a_register_changes_until_the_close(desk):
    for state in ("khong", "khong_ap_dung", "khong"):
        declarations.declare(desk.office, Q1, "model", state)
        assert said(desk) == state
    found = declarations.declare(desk.office, Q1, "model", None)
    assert "model" in found.standing.undeclared
    declarations.declare(desk.office, Q1, "model", "khong_ap_dung")
    assert said(desk) == "khong_ap_dung"


def test_after_the_close_nothing_is_taken_back(desk):
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    verbs.close_period(desk.office, Q1)
    with pytest.raises(Problem) as problem:
        declarations.declare(desk.office, Q1, "model", None)
    assert problem.value.code == "period_closed"
    verbs.reopen(desk.office, Q1, "Khai lại")
    assert "model" in declarations.declare(desk.office, Q1, "model", None).standing.undeclared


def test_a_register_that_nobody_has_is_refused(desk):
    with pytest.raises(Problem) as problem:
        declarations.take_back(desk.office, Q1, ["so_la"])
    assert problem.value.code == "unknown_register"


def test_who_may_not_declare_may_not_take_back(desk):
    with desk.signed_in("Vàng A Páo", "TCD"), pytest.raises(Problem) as problem:
        declarations.take_back(desk.office, Q1, ["model"])
    assert problem.value.code == "not_allowed"


def test_a_book_that_does_not_apply_is_marked_in_the_forms_and_counts_0(desk):
    declarations.declare(desk.office, Q1, "dialogue", "khong_ap_dung")
    assert cell(desk, "DV-05", "9") == (0, "khong_ap_dung")
    declarations.declare(desk.office, Q1, "dialogue", "khong")
    assert cell(desk, "DV-05", "9") == (0, None)


def test_a_record_ends_what_was_declared(desk):
    declarations.declare(desk.office, Q1, "dialogue", "khong_ap_dung")
    desk.add("dialogue", held_on="2024-02-01")
    assert cell(desk, "DV-05", "9") == (1, None)
    assert said(desk, "dialogue") == "co"


def test_a_sum_is_outside_only_when_all_its_parts_are(desk):
    declarations.declare(desk.office, Q1, "petition", "khong_ap_dung")
    assert cell(desk, "DV-06", "2") == (0, None)  # letters are of two books
    declarations.declare(desk.office, Q1, "denunciation_stat", "khong_ap_dung")
    assert cell(desk, "DV-06", "2") == (0, "khong_ap_dung")


def test_the_paper_shows_a_dash_and_says_what_it_means(desk):
    declarations.declare(desk.office, Q1, "dialogue", "khong_ap_dung")
    with pdfplumber.open(io.BytesIO(reports.render(desk.office, "bieu:DV-05", Q1).pdf)) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "– Không áp dụng trong kỳ." in text


def test_the_district_prints_it_for_the_commune_and_adds_up_the_others(desk, tmp_path):
    above, other = open_desk(tmp_path / "huyen", DISTRICT), open_desk(tmp_path / "xa2", NEIGHBOUR)
    declarations.declare(desk.office, Q1, "dialogue", "khong_ap_dung")
    other.add("dialogue", held_on="2024-02-01")
    carry(desk, above)
    carry(other, above)
    assert cell(above, "DV-05", "9", COMMUNE) == (0, "khong_ap_dung")
    total = figures.form(above.office, "DV-05", Q1)["total"]
    assert (total["cells"]["9"], total["marks"].get("9")) == (1, None)
    above.office.close()
    other.office.close()
