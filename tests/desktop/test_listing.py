"""What lists, names, histories and offers say: cells, states, totals, filters, and nothing that may not be read."""

import pytest

from db.query import Order
from desktop import registers
from desktop.actions import lookup, records, register_overview
from desktop.actions.contested import open_conflicts
from desktop.actions.list_filters import Filters, ask_of, filter_fields, first_filters, period_choices
from desktop.actions.listing import DAY, NUMBER, columns_of, look
from desktop.actions.lookup import Ask
from desktop.actions.timeline import steps
from desktop.entries.naming import Names, shown_number, tidy
from desktop.entries.references import offers
from tests.office import open_desk

VISIT = "reception_visit"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def visit(desk, day: str, **values) -> str:
    return desk.add(VISIT, **{"session_id": desk.session(day), "subject_kind": "kien_nghi", "handling": "thu_ly", **values})


@pytest.mark.parametrize(("kept", "shown"), [("2024/17B", "17B"), ("17B", "17B"), ("3, 3B", "3, 3B"), (None, ""), ("", "")])
def test_a_book_number_is_shown_without_its_year(kept, shown):
    assert shown_number(kept) == shown


@pytest.mark.parametrize(
    ("label", "said"),
    [("Định kỳ · · Trụ sở", "Định kỳ · Trụ sở"), (" · Trụ sở", "Trụ sở"), ("Số 3, , đất đai", "Số 3, đất đai"), (" · ", "")],
)
def test_a_name_has_no_separators_around_what_is_empty(label, said):
    assert tidy(label) == said


def test_a_record_is_named_by_its_label_and_not_by_what_may_not_be_read(desk):
    village = desk.add("village", name="Seo Thèn A")
    with desk.office.reading() as connection:
        names = Names(desk.office, connection)
        assert names(("village",), village) == "Seo Thèn A"
        assert names(("village",), "0190a000-0000-7000-8000-000000000009") is None


def test_a_year_is_written_without_a_point(desk):
    conference = desk.add("village_conference", year=2024, village_id=desk.add("village", name="Seo Thèn A", households=1340))
    with desk.office.reading() as connection:
        assert Names(desk.office, connection)(("village_conference",), conference) == "Seo Thèn A 2024"
    assert look(desk.office, "village_conference", Ask()).rows[0].cells["year"] == "2024"
    assert look(desk.office, "village", Ask()).rows[0].cells["households"] == "1.340"


@pytest.mark.parametrize("code", [code for code, one in registers.ALL.items() if not one.system])
def test_a_list_has_at_most_seven_columns_and_the_state_last(code):
    for of_units in (False, True):
        columns = columns_of(registers.ALL[code], of_units=of_units)
        assert len(columns) <= 7
        assert columns[-1].kind == "state"
        assert all(column.width % 4 == 0 for column in columns)


def test_people_stand_by_their_given_names_and_things_by_their_first_word(desk):
    people = ["Lò Thị Ánh", "Vàng A Chu", "Chảo Mí Đơn", "Mùa"]
    for name in (people[2], people[0], people[3], people[1]):
        desk.add("official", name=name)
        desk.add("place", name=name)
    (column,) = (one for one in columns_of(registers.ALL["official"]) if one.key == "name")
    order = tuple(Order(one) for one in column.order)

    def names(register: str) -> list[str]:
        found = [str(one.values["name"]) for one in lookup.listing(desk.office, register, Ask(order=order)).records]
        return [name for name in found if name in people]

    assert names("official") == people
    assert names("place") == [people[2], people[0], people[3], people[1]]
    assert [one.name for one in offers(desk.office, ("official",), "") if one.name in people] == people


def test_states_of_visits_follow_the_working_days_that_are_left(desk):
    visit(desk, "2024-03-20")
    visit(desk, "2024-03-07")
    visit(desk, "2024-03-01")
    visit(desk, "2024-02-29", replied_on="2024-03-05")
    visit(desk, "2024-02-28", subject_kind="khac", handling="huong_dan")
    visit(desk, "2024-02-27", subject_kind="to_cao")
    states = [(row.state.kind, row.state.text) for row in look(desk.office, VISIT, Ask()).rows]
    assert states == [
        ("info", "Còn 10 ngày làm việc"), ("warn", "Còn 1 ngày làm việc"), ("err", "Quá 3 ngày làm việc"), ("ok", "Đã trả lời"),
        ("plain", "Không phải trả lời"), ("plain", "Theo sổ Mật"),
    ]  # fmt: skip


def test_totals_count_people_cases_and_what_stands_apart(desk):
    visit(desk, "2024-03-20", people_count=6, case_key="a")
    visit(desk, "2024-03-19", people_count=2, case_key="a")
    visit(desk, "2024-03-18", subject_kind="to_cao")
    desk.add(VISIT, draft=True, session_id=desk.session("2024-03-15"))
    seen = look(desk.office, VISIT, Ask())
    assert (seen.text, seen.more) == ("3 lượt · 9 người · 2 vụ việc", "1 tố cáo (theo sổ Mật) · 1 nháp")


def test_a_cell_says_that_a_value_is_not_here_or_was_erased(desk):
    record = visit(desk, "2024-03-20", citizen_name="Giàng A Páo")
    with desk.signed_in("Trần Thị Mai", "TH"):
        assert look(desk.office, VISIT, Ask()).rows[0].cells["citizen_name"] == "không có ở đây"
    desk.edit(VISIT, record, subject_kind="to_cao")
    cells = look(desk.office, VISIT, Ask()).rows[0].cells
    assert (cells["citizen_name"], cells["village_id"], cells["content"]) == ("Theo sổ Mật", "", "")
    assert (cells[NUMBER], cells[DAY]) == ("1", "20/03/2024")


def test_a_list_begins_with_the_current_period_and_since(desk):
    choices = period_choices(desk.office)
    assert first_filters(registers.ALL[VISIT], choices).period is None
    assert [one.label for one in choices] == ["năm 2024"]
    desk.add("report_period")
    since = first_filters(registers.ALL[VISIT], period_choices(desk.office)).period
    assert (since.label, since.first, since.last) == ("quý I/2024 đến nay", "2023-12-15", "2024-03-20")
    assert first_filters(registers.ALL["village"], choices).period is None


def test_what_is_planned_for_later_days_is_not_among_those_to_now(desk):
    desk.add("report_period")
    for day in ("2024-03-18", "2024-03-20", "2024-03-27"):
        desk.session(day)
    register = registers.ALL["reception_session"]
    asked = ask_of(register, first_filters(register, period_choices(desk.office)), "")
    assert [row.cells[DAY] for row in look(desk.office, "reception_session", asked).rows] == ["20/03/2024", "18/03/2024"]


def begins_with(desk, code):
    """Return the ids that a list begins with, and what stands below it."""
    register = registers.ALL[code]
    seen = look(desk.office, code, ask_of(register, first_filters(register, period_choices(desk.office)), ""))
    return {row.record.id for row in (*seen.undated, *seen.rows)}, (seen.text, seen.more)


def test_the_list_of_tasks_begins_with_those_of_later_days_and_with_what_is_continuous(desk):
    desk.add("report_period")
    tasks = {desk.add("plan_task", due_on=day) for day in ("2023-11-30", "2024-03-15", "2024-12-20")}
    tasks.add(desk.add("plan_task", is_continuous=True))
    assert tasks <= begins_with(desk, "plan_task")[0]


@pytest.mark.parametrize(("code", "values"), [
    ("model_progress", {"quarter": "2024-Q1"}), ("mediation_month", {"month": "2024-03"}), ("report_issue", {"due_on": "2024-04-05"}),
    ("contribution", {}), ("admin_stat", {}),
])  # fmt: skip
def test_what_is_dated_by_the_end_of_its_period_is_in_sight_before_that_day(desk, code, values):
    desk.at("2024-03-01T08:00:00").add("report_period")  # to 14 March
    made = desk.add(code, **values)
    assert made in begins_with(desk, code)[0]


def test_a_plan_that_waits_for_its_number_stands_above_the_period(desk):
    desk.add("report_period")
    waits, draft = desk.add("plan_doc", doc_no=None, issued_on=None, doc_date=None), desk.add("plan_doc", draft=True, issued_on=None)
    issued, before = desk.add("plan_doc", issued_on="2024-03-01"), desk.add("plan_doc", issued_on="2023-01-05", doc_date="2023-01-05")
    shown, below = begins_with(desk, "plan_doc")
    assert shown == {waits, draft, issued}
    assert before not in shown
    assert below == ("1 văn bản", "1 chưa có ngày · 1 nháp")


def test_a_letter_that_moved_to_the_secret_book_waits_for_no_day(desk):
    desk.add("report_period")
    letter = desk.add("petition", kind="khieu_nai")
    desk.edit("petition", letter, kind="to_cao")
    assert begins_with(desk, "petition")[0] == set()


def test_filters_become_one_question(desk):
    visit(desk, "2024-03-20", category="dat_dai")
    visit(desk, "2024-03-19", category="khac")
    asked = ask_of(registers.ALL[VISIT], Filters(values=(("category", "khac"),)), "", [("_date", True)])
    assert [row.cells["category"] for row in look(desk.office, VISIT, asked).rows] == ["Khác"]
    dialogue = desk.add("dialogue")
    village = lookup.show(desk.office, "dialogue", dialogue).values["villages"][0]
    held = ask_of(registers.ALL["dialogue"], Filters(values=(("villages", village),)), "")
    assert look(desk.office, "dialogue", held).total == 1


def test_a_private_field_is_no_filter_for_who_may_not_read_it(desk):
    with desk.signed_in("Trần Thị Mai", "TH"):
        assert "village_id" not in [one.name for one in filter_fields(desk.office, registers.ALL[VISIT])]


def test_offers_hold_every_typed_word_marks_aside(desk):
    for name in ("Seo Thèn A", "Seo Thèn B", "Chà Gì"):
        desk.add("village", name=name)
    assert [one.name for one in offers(desk.office, ("village",), "seo then")] == ["Seo Thèn A", "Seo Thèn B"]
    assert [one.name for one in offers(desk.office, ("village",), "gi")] == ["Chà Gì"]
    assert len(offers(desk.office, ("village",), "")) == 3


def test_a_history_says_from_what_to_what_and_which_value_may_come_back(desk):
    place = desk.add("place", name="Nhà văn hóa")
    desk.edit("place", place, name="Hội trường")
    found = steps(desk.office, "place", place, "name")
    assert [(one.old, one.new, one.can_return) for one in found] == [("Nhà văn hóa", "Hội trường", False), ("", "Nhà văn hóa", True)]


def test_a_history_does_not_tell_what_was_erased_or_may_not_be_read(desk):
    record = visit(desk, "2024-03-20", citizen_name="Giàng A Páo")
    with desk.signed_in("Trần Thị Mai", "TH"):
        assert {one.new for one in steps(desk.office, VISIT, record, "citizen_name")} == {"không có ở đây"}
    desk.edit(VISIT, record, subject_kind="to_cao")
    found = steps(desk.office, VISIT, record)
    assert "Giàng" not in str(found)
    assert found[0].deed == "Xóa theo luật"


def test_a_contested_field_is_read_with_both_answers(desk):
    place = desk.add("place", name="Nhà văn hóa")
    seen = lookup.history(desk.office, "place", place)[-1].op
    records.edit(desk.office, "place", place, {"name": "Hội trường"}, base=[seen])
    records.edit(desk.office, "place", place, {"name": "Nhà họp"}, base=[seen])
    found = open_conflicts(desk.office)
    assert [(one.field.name, {answer.value for answer in one.answers}, one.can_settle) for one in found] == [
        ("name", {"Hội trường", "Nhà họp"}, True)
    ]


def test_all_registers_stand_in_groups_with_what_was_written_this_year(desk):
    visit(desk, "2024-03-20")
    visit(desk, "2023-12-20")
    lines = {one.code: one for one in register_overview.overview(desk.office)}
    assert (lines[VISIT].this_year, lines[VISIT].last) == (1, "20/03/2024")
    assert lines["village"].group == "Danh mục dùng chung"
    with desk.signed_in("Vàng Lỳ Sừ", "DV"):
        assert VISIT not in {one.code for one in register_overview.overview(desk.office)}


def test_sums_stand_below_a_list_with_dots_between_their_thousands(desk):
    desk.add("contribution", money=18_500_000)
    assert look(desk.office, "contribution", Ask()).text.startswith("18.500.000 đồng")
