"""Cases and monthly totals of one team: never counted twice, whoever typed what on which laptop."""

import pytest

from desktop.forms import form_of
from desktop.law.period_calendar import parse_code
from desktop.reporting.figures import form_cells
from tests.office import Desk, carry, open_desk, sibling

SPAN = parse_code("2024-Q1")


@pytest.fixture
def desks(tmp_path):
    first = open_desk(tmp_path / "a")
    second = sibling(first, tmp_path / "b")
    yield first, second
    for desk in (first, second):
        desk.office.close()


def received(desk: Desk) -> tuple[object, object]:
    """Return the cases received and those sent elsewhere."""
    with desk.office.reading() as connection:
        form = form_of("DV-07", SPAN.to_date)[0]
        cells = form_cells(desk.office, connection, form, SPAN, [desk.unit], rows=True)[desk.unit]
    return cells["4"].value, cells["7a"].value


def test_where_two_laptops_wrote_cases_and_the_total_of_one_month_the_cases_count(desks):
    first, second = desks
    team = first.add("mediation_team", team_name="Tổ bản A")
    carry(first, second)
    first.add("mediation_month", team=team, month="2024-02", scope="mau_thuan", received=9, thanh=5, khong_thanh=1, dang=1)
    first.add("mediation_month", team=team, month="2024-01", scope="khac", received=4, thanh=1, khong_thanh=0, dang=1)
    assert received(first) == (13, 4)
    for outcome in ("dang", "ngoai_pham_vi"):
        ended = "2024-02-20" if outcome != "dang" else None
        second.add("mediation_case", team=team, received_on="2024-02-10", outcome=outcome, ended_on=ended)
    carry(second, first)
    assert received(first) == (6, 3)  # two cases of February and the total of January
