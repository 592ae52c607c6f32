"""What a list may be asked: every key is read as what it is, and no question tells what the list withholds."""

import pytest

from db.query import Is, Order
from desktop import registers
from desktop.actions import lookup
from desktop.actions.listing import columns_of
from desktop.actions.lookup import Ask
from desktop.entries.conditions import conditions_of
from desktop.errors import Problem
from tests.office import open_desk

VISIT, MODEL, SESSION = "reception_visit", "model", "reception_session"
DAYS = ("2023-12-20", "2024-03-04", "2024-03-18")


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


@pytest.fixture
def book(desk):
    for day in DAYS:
        desk.session(day)
    return desk


def asked(desk, register: str, *texts: str, **more) -> lookup.Listing:
    where = tuple(one for text in texts for one in conditions_of(registers.ALL[register], text, desk.office.identity.era))
    return lookup.listing(desk.office, register, Ask(where, **more))


def days(desk, *texts: str, **more) -> list[str | None]:
    return [one.event_date for one in asked(desk, SESSION, *texts, **more).records]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("event_date >= 01/03/2024", DAYS[1:]),
        ("event_date < 2024-03-04", DAYS[:1]),
        ("year = 2024", DAYS[1:]),
        ("status = hoan_chinh", DAYS),
        ("status != hoan_chinh", ()),
        ("status = da_khoa", ()),
        ("deleted = không", DAYS),
        ("created.at = 20/03/2024", DAYS),
        ("created.at > 20/03/2024", ()),
        ("created.at >= 2024-03-20T08:00:00+07:00", DAYS),
        ("flags = bo_sung", ()),
        ("flags != bo_sung", DAYS),
        ("held = true", DAYS),
        ("place.name ~ zzz", ()),
        ("place.kind = khac", ()),
    ],
)
def test_a_key_is_compared_as_what_it_is(book, text, found):
    assert days(book, text) == list(found)


@pytest.mark.parametrize(
    "text",
    ["event_date >= xx", "year = abc", "status = x", "deleted = có thể", "created.at = hôm nay", "place.kind = x", "held = x", "flags < x"],
)
def test_a_value_that_is_none_of_its_kind_is_refused(book, text):
    with pytest.raises(Problem) as refused:
        days(book, text)
    assert (refused.value.code, refused.value.where) == ("invalid_value", text.split()[0])


@pytest.mark.parametrize(
    "name", ["_number", "_unit", "_date", "_status", "place._unit", "created.day", "khong_co", "place.khong_co", "held.x"]
)
def test_columns_of_the_store_are_no_words_of_the_filter_language(book, name):
    with pytest.raises(Problem) as refused:
        days(book, f"{name} = 1")
    assert refused.value.code == "unknown_field"


def test_a_list_of_villages_is_asked_for_every_one_and_for_none(desk):
    frontier = desk.add("village", name="Bản A", tags=["bien_gioi", "dtts"])
    other = desk.add("village", name="Bản B", tags=["dtts"])

    def found(text: str) -> set[str]:
        return {one.id for one in asked(desk, "village", text).records}

    assert found("tags = dtts") == {frontier, other}
    assert found("tags = dtts, bien_gioi") == {frontier}
    assert found("tags != bien_gioi") == {other}


def test_no_question_tells_a_name_that_the_list_withholds(desk):
    name = "individual_name"
    model = desk.add(MODEL, kind="dien_hinh_cn", individual_name="Lò Thị Kín", individual_consent=True)
    desk.add("model_evaluation", model_id=model)
    through = f"model_id.{name}"
    assert asked(desk, "model_evaluation", f"{through} = Lò Thị Kín").total == 1
    with desk.signed_in("Khách", "XEM"):
        for register, field in ((MODEL, name), ("model_evaluation", through)):
            for question in (Ask((Is(field, "=", "Lò Thị Kín"),)), Ask((Is(field, "~", "zzz"),)), Ask(order=(Order(field),))):
                with pytest.raises(Problem) as refused:
                    lookup.listing(desk.office, register, question)
                assert refused.value.code == "not_allowed"


def test_a_reference_that_is_withheld_is_refused_and_nothing_behind_it_told(desk):
    with desk.signed_in("Trần Thị Mai", "TH"):
        for name in ("village_id", "village_id.name", "prev_visit_id.citizen_name"):
            with pytest.raises(Problem) as refused:
                asked(desk, VISIT, f"{name} ~ a")
            assert (refused.value.code, refused.value.where) == ("not_allowed", name)


def test_who_may_not_read_a_column_does_not_sort_by_it():
    register = registers.ALL[VISIT]
    assert [one.order for one in columns_of(register, ("citizen_name",)) if one.key == "citizen_name"] == [("citizen_name",)]
    assert [one.order for one in columns_of(register, ("citizen_name",), private=False) if one.key == "citizen_name"] == [()]
