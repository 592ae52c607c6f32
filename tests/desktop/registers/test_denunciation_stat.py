"""R08: Luật Tố cáo 2018, điều 8, 30: counts, classes and days; nothing that could tell who, whom, of what or where."""

import pytest

from desktop import registers
from desktop.registers.model import Kind
from tests.desktop.registers.judging import blocks, broken, whole
from tests.office import COMMUNE, DISTRICT, carry, open_desk

REGISTER = registers.ALL["denunciation_stat"]
ACCEPTED = {"action": "thu_ly", "received_on": "2024-03-18", "accepted_on": "2024-03-25"}


@pytest.mark.parametrize(
    ("times", "due"),
    [(None, "2024-04-24"), (0, "2024-04-24"), (1, "2024-05-24"), (2, "2024-06-24")],  # điều 30; 23 June 2024 is a Sunday
)
def test_a_denunciation_is_settled_within_the_term(times, due):
    assert whole("denunciation_stat", **ACCEPTED, extended_n=times)["due_resolve"] == due


def test_the_term_says_its_law_its_length_and_its_first_day():
    said = whole("denunciation_stat", **ACCEPTED)["due_basis"]
    assert said.startswith("30 ngày (Luật Tố cáo 25/2018/QH14, Điều 30), tính từ ngày 25/03/2024")


@pytest.mark.parametrize(("action", "day"), [("chuyen", None), ("thu_ly", None)])
def test_what_was_not_accepted_has_no_term(action, day):
    assert whole("denunciation_stat", action=action, accepted_on=day)["due_resolve"] is None


@pytest.mark.parametrize(("day", "in_time"), [("2024-04-24", True), ("2024-04-25", False), (None, None)])
def test_a_denunciation_was_settled_in_time_or_not(day, in_time):
    assert whole("denunciation_stat", **ACCEPTED, resolved_on=day)["in_time"] is in_time


@pytest.mark.parametrize(
    ("number", "ok"),
    [
        ("M05/2024", True),
        ("12/2024", True),
        ("TC7/2024", True),
        ("M05", False),
        ("M05/24", False),
        ("Lò Văn Pản", False),
        ("PẢN5/2024", False),
        ("M05/2024 Pản", False),
        ("MMMM5/2024", False),
        ("/2024", False),
    ],
)
def test_a_number_of_the_paper_book_can_be_no_name(number, ok):
    assert broken("denunciation_stat", paper_ref=number) == ([] if ok else ["a_paper_number_is_a_number_and_no_name"])
    assert blocks("denunciation_stat", "a_paper_number_is_a_number_and_no_name")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"extended_n": 3}, ["a_term_is_extended_at_most_twice"]),
        ({"accepted_on": None}, ["what_was_accepted_says_when"]),
        ({"accepted_on": "2024-03-24"}, ["a_denunciation_is_accepted_after_it_came"]),
        ({"resolved_on": "2024-03-24"}, ["a_denunciation_is_settled_after_it_was_accepted"]),
        ({"accepted_on": "2024-03-27", "resolved_on": "2024-03-26"}, ["a_denunciation_is_settled_after_it_was_accepted"]),
        ({"result": "sai"}, ["closed result"]),
        (
            {"resolved_on": "2024-04-20", "published": True, "published_on": "2024-04-19"},
            ["a_conclusion_is_published_after_it_was_made"],
        ),
        ({"resolved_on": "2024-04-20", "published_on": "2024-04-21"}, ["closed published_on"]),
        ({"admissible": False, "inadmissible_reason": None}, ["required inadmissible_reason"]),
        ({"inadmissible_reason": "nac_danh"}, ["closed inadmissible_reason"]),
        ({"handled_n": 1, "handled_officials_n": 2}, ["officials_are_among_the_handled"]),
        ({"reply_received_on": "2024-03-26"}, ["closed reply_received_on"]),
        ({"action": "chuyen", "reply_received_on": "2024-03-01"}, ["closed accepted_on", "a_reply_comes_after_the_denunciation"]),
        ({"handled_orgs_n": 1}, ["closed handled_orgs_n"]),
        ({"exec_status": "da_xong"}, ["what_was_carried_out_says_when"]),
        ({"transferred_persons_n": 1, "transferred_officials_n": 2}, ["officials_are_among_the_transferred"]),
        ({"received_on": "2024-03-18", "accepted_on": "2024-04-01"}, []),  # điều 24: 10 working days
        ({"received_on": "2024-03-18", "accepted_on": "2024-04-02"}, ["a_denunciation_is_accepted_in_time"]),
        ({"resolved_on": "2024-04-20", "published": True, "published_on": "2024-05-03"}, []),  # điều 40: 7 working days, over 1 May
        ({"resolved_on": "2024-04-20", "published": True, "published_on": "2024-05-04"}, ["a_conclusion_is_published_in_time"]),
    ],
)
def test_a_wrong_figure_breaks_exactly_one_rule(change, expected):
    assert broken("denunciation_stat", **change) == expected


def test_there_is_no_text_no_place_and_nobody():
    assert [f.name for f in REGISTER.fields if f.is_text and not f.auto] == ["paper_ref"]
    assert {f.kind for f in REGISTER.fields} == {Kind.TEXT, Kind.DATE, Kind.CHOICE, Kind.FLAG, Kind.COUNT, Kind.DECIMAL}
    assert REGISTER.sees == REGISTER.enters == {"TCD", "LD"}
    assert REGISTER.notice


def test_nothing_of_a_denunciation_goes_up_by_rows(tmp_path):
    commune, district = open_desk(tmp_path / "xa", COMMUNE), open_desk(tmp_path / "huyen", DISTRICT)
    try:
        commune.add("denunciation_stat", paper_ref="M07/2024")
        carry(commune, district)
        with district.office.reading() as connection:
            held = connection.execute("SELECT body FROM value_line WHERE body IS NOT NULL").fetchall()
        assert not [body for (body,) in held if b"M07/2024" in bytes(body) or b"cong_chuc" in bytes(body)]
        assert {REGISTER.audience(f.name) for f in REGISTER.fields} == {"home"}
    finally:
        commune.office.close()
        district.office.close()
