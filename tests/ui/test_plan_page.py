"""The plan of a year in the window: which plan, which tasks, written by one key and never twice."""

import pytest

from desktop.actions import lookup, plans, records
from desktop.actions.lookup import Ask
from desktop.clock import Clock
from tests.ui.desk import sitting_at
from ui.entries.plan_page import PlanPage
from ui.entries.register_page import RegisterPage
from ui.text_check import cut_texts


@pytest.fixture
def desk(world, qtbot):
    office = world.commune
    office.clock = Clock.from_text("2024-12-20T08:00:00")
    issuer = records.add(office, "organisation", [({"name": "UBND xã Pa Vệ Sủ", "kind": "ubnd"}, None)]).ids[0]
    officer = lookup.listing(office, "official", Ask()).records[0].id
    given = {"official_id": officer, "role": "chuyen_vien", "scope": "ca_hai", "valid_from": "2024-01-02"}
    records.add(office, "assignment", [(given, None)])
    with sitting_at(office, qtbot) as sitting:
        sitting.issuer = issuer
        yield sitting


def own_tasks(desk):
    office = desk.session.office
    return [one.values for one in lookup.listing(office, "plan_task", Ask()).records if one.unit == office.identity.unit]


def test_the_register_of_plans_leads_to_starting_one(desk):
    desk.show(RegisterPage(desk.session, "plan_doc"))
    desk.press("F7")
    assert desk.places[-1] == "plan"


def test_a_plan_is_started_with_the_tasks_that_were_left_ticked(desk):
    desk.show(PlanPage(desk.session))
    page = desk.page
    assert (page.year.value(), page.source.value()) == ("2025", "2024")
    assert cut_texts(desk.frame) == []
    page.table.go_to(1)
    first = page.table.current_row()["line"].values["content"]
    desk.press("Space", "Ctrl+Enter")
    tasks = own_tasks(desk)
    assert len(tasks) == 39
    assert first not in {one["content"] for one in tasks}
    assert "Đã ghi 39 nhiệm vụ, 5 chỉ tiêu" in page.banner.what.text()
    assert plans.look(desk.session.office, 2025).plan is not None


def test_what_the_plan_has_already_cannot_be_taken_twice(desk):
    desk.show(PlanPage(desk.session))
    desk.press("Ctrl+Enter")
    assert not desk.page.go.isEnabled()
    desk.press("Ctrl+A", "Ctrl+Enter")
    assert len(own_tasks(desk)) == 40
    assert all(row["line"].taken for row in map(desk.page.table.rows.row, range(desk.page.table.rows.rowCount())) if row.get("line"))
