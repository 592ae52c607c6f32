"""A district's forms and targets over its communes: who has a row, what is in the total, and what a closing froze."""

from typing import Any

import pytest

from desktop.actions.figures import form, indicators, targets
from desktop.errors import Problem
from desktop.reporting.closing import close
from desktop.reporting.periods import standing
from desktop.reporting.verdicts import how_counted
from desktop.unit_directory import Directory
from tests.desktop.measures.books import COMMUNES, Books, open_office, station

FIRST, SECOND, THIRD = COMMUNES
DAY = "2024-02-21"
CODE = "2024-Q1"


@pytest.fixture
def books(tmp_path):
    office = open_office(tmp_path)
    yield Books(office)
    office.close()


@pytest.fixture
def commune(tmp_path):
    office = open_office(tmp_path, FIRST)
    yield Books(office)
    office.close()


def close_period(books: Books, unit: str) -> None:
    """Declare whatever is empty and close the quarter, at the commune's own desk."""
    with books.of(unit) as (connection, _):
        empty = standing(books.office, connection, unit, CODE).undeclared
    for register in empty:
        books.add(unit, "period_declaration", register=register, period=CODE, state="khong")
    with books.of(unit) as (connection, _):
        close(books.office, connection, CODE)


def row(document: dict[str, Any], unit: str) -> dict[str, Any]:
    return next(one for one in document["rows"] if one["unit"] == unit.partition(":")[2])


def test_every_subordinate_unit_has_a_row_in_order_of_code(books):
    document = form(books.office, "DV-05", CODE)
    assert (document["form"], document["set"], document["scope"], document["period"]) == ("DV-05", None, "consolidated", CODE)
    assert (document["from"], document["to"]) == ("2023-12-15", "2024-03-14")
    codes = [one["unit"] for one in document["rows"]]
    assert (len(codes), codes) == (14, sorted(codes))
    assert document["rows"][0]["name"] == "Thị trấn Mường Tè"
    assert [column["code"] for column in document["columns"]] == [str(n) for n in range(1, 15)]


def test_a_unit_that_has_not_reported_is_empty_and_in_no_total(books):
    books.add(FIRST, "dialogue", held_on=DAY, participants=120)
    document = form(books.office, "DV-05", CODE)
    silent, speaking = row(document, SECOND), row(document, FIRST)
    assert (silent["reported"], silent["state"]) == (False, "not_reported")
    assert set(silent["cells"].values()) == {None}
    assert set(silent["why"].values()) == {"chua_bao_cao"}
    assert (speaking["reported"], speaking["cells"]["9"], speaking["cells"]["2"], speaking["why"]["2"]) == (True, 1, None, "chua_nhap")
    assert (speaking["mark"], silent["mark"]) == ("chưa chốt", None)
    assert (document["total"]["cells"]["9"], document["total"]["cells"]["10"], document["total"]["cells"]["1"]) == (1, 120, 13)
    assert "9" not in document["total"]["why"]


def test_one_declaration_in_the_period_is_a_report_and_a_record_outside_is_none(books):
    books.add(FIRST, "period_declaration", register="dialogue", period=CODE, state="khong")
    books.add(SECOND, "dialogue", held_on="2024-04-01")
    document = form(books.office, "DV-05", CODE)
    assert row(document, FIRST)["cells"]["9"] == 0
    assert row(document, SECOND)["reported"] is False


def test_a_total_adds_the_rows(books):
    for unit, people in ((FIRST, 120), (SECOND, 30)):
        books.add(unit, "dialogue", held_on=DAY, participants=people)
    document = form(books.office, "DV-05", CODE)
    assert [document["total"]["cells"][code] for code in ("1", "9", "10", "13")] == [26, 2, 150, None]


def test_the_rows_behind_a_cell_are_named_when_asked_for(books):
    dialogue = books.add(FIRST, "dialogue", held_on=DAY)
    assert "ids" not in row(form(books.office, "DV-05", CODE), FIRST)
    document = form(books.office, "DV-05", CODE, rows=True)
    assert row(document, FIRST)["ids"]["9"] == [dialogue]
    assert row(document, SECOND)["ids"]["9"] == []


def test_one_unit_alone_has_no_total(books):
    books.add(SECOND, "dialogue", held_on=DAY)
    document = form(books.office, "DV-05", CODE, unit="03436")
    assert (document["scope"], document["total"], [one["unit"] for one in document["rows"]]) == ("unit", None, ["03436"])


def test_a_communes_own_desk_shows_its_own_row_even_when_empty(commune):
    document = form(commune.office, "01/TCD", CODE)
    assert (document["scope"], document["total"], document["set"]) == ("unit", None, "TT01_2024")
    assert set(document["rows"][0]["why"].values()) == {"chua_nhap"}


@pytest.mark.parametrize("unit", ["99999", "03478"])  # none, and one of another district
def test_a_unit_that_does_not_report_here_is_refused(books, unit):
    for ask in (lambda: form(books.office, "DV-05", CODE, unit=unit), lambda: targets(books.office, CODE, unit=unit)):
        with pytest.raises(Problem) as refused:
            ask()
        assert refused.value.code == "unknown_unit"


def test_unknown_forms_and_periods_are_refused(books):
    with pytest.raises(Problem) as refused:
        form(books.office, "DV-77", CODE)
    assert refused.value.code == "invalid_value"
    with pytest.raises(Problem) as refused:
        targets(books.office, "2024-Q7")
    assert refused.value.code == "unknown_period"


def test_targets_have_items_parts_and_what_is_missing(books):
    books.add(FIRST, "model", registered_on="2024-01-20")
    books.session(SECOND, DAY)
    document = targets(books.office, CODE)
    _, _, ct3, _, ct5 = row(document, FIRST)["items"]
    assert (ct3["code"], ct3["numerator"], ct3["denominator"], ct3["ratio"], ct3["met"], ct3["why"]) == ("CT3", 1, 1, "1.0000", True, None)
    assert [(part["code"], part["met"], part["why"]) for part in ct3["parts"]] == [("CT3a", True, None), ("CT3b", None, "chua_den_ky")]
    assert (ct5["met"], len(ct5["missing"])) == (False, 13)
    assert row(document, SECOND)["items"][4]["parts"][0]["ratio"] == "0.0769"
    nobody = row(document, THIRD)["items"]
    assert [(item["code"], item["numerator"], item["met"], item["missing"]) for item in nobody] == [
        (code, None, None, []) for code in ("CT1", "CT2", "CT3", "CT4", "CT5")
    ]
    total = document["total"]["items"][2]
    assert (total["numerator"], total["denominator"], total["ratio"], total["met"]) == (1, 2, "0.5000", False)


def test_settings_and_rows_come_when_asked_for(books):
    model = books.add(FIRST, "model", registered_on="2024-01-20")
    plain = targets(books.office, CODE, unit="03433")
    assert "settings" not in plain
    assert "ids" not in plain["rows"][0]["items"][0]
    document = targets(books.office, CODE, unit="03433", rows=True, settings=True)
    assert document["rows"][0]["items"][2]["parts"][0]["ids"] == [model]
    assert sorted(document["settings"]) == ["CT1", "CT2", "CT3", "CT4", "CT5"]
    assert document["settings"]["CT5"]["dialogue_minimum"] == 1


def test_a_consolidated_page_says_the_owners_rules_and_which_unit_has_others(books):
    rule = {"rule_key": "dialogue_min_per_year", "unit": "lan_moi_nam", "valid_from": "2024-01-01", "source": "Quy chế riêng"}
    books.add(SECOND, "legal_rule", value="3", **rule)
    books.add(THIRD, "holiday", date="2024-02-29", name="Nghỉ bù", kind="nghi")
    used = targets(books.office, CODE, settings=True)["settings"]["CT5"]
    assert used["dialogue_minimum"] == 1
    differs = {one["unit"]: one for one in used["differs"]}
    assert differs["03436"]["dialogue_minimum"] == 3
    assert (list(differs), differs["03436"]["name"]) == (["03436"], "Xã Thu Lũm")
    assert "Quy chế riêng" in differs["03436"]["text"]["CT5b"]
    assert how_counted({"CT5": used}, "CT5b") == [
        used["text"]["CT5b"], f"Riêng Xã Thu Lũm: {differs['03436']['text']['CT5b']}"
    ]  # fmt: skip
    assert "differs" not in targets(books.office, CODE, unit="03436", settings=True)["settings"]["CT5"]
    assert targets(books.office, CODE, unit="03436", settings=True)["settings"]["CT5"]["dialogue_minimum"] == 3


def test_a_unit_with_nobody_below_has_a_page_without_rows(books, monkeypatch):
    monkeypatch.setattr(Directory, "below", lambda *_: [])
    for ask in (targets, indicators):
        document = ask(books.office, CODE, settings=True)
        assert (document["scope"], document["rows"], bool(document["settings"])) == ("consolidated", [], True)
    assert form(books.office, "DV-05", CODE)["rows"] == []


def test_what_is_written_after_the_closing_changes_no_figure_of_the_period(books):
    dialogue = books.add(FIRST, "dialogue", held_on=DAY, participants=120)
    books.session(FIRST, DAY)
    close_period(books, FIRST)
    before_form, before_targets = form(books.office, "DV-05", CODE, rows=True), targets(books.office, CODE)
    assert (row(before_form, FIRST)["mark"], row(before_form, FIRST)["cells"]["10"], row(before_form, FIRST)["cells"]["13"]) == (
        None,
        120,
        0,
    )

    books.edit(FIRST, "dialogue", dialogue, participants=500)
    books.session(FIRST, "2024-02-28")
    books.add(FIRST, "reward", decision_date=DAY, count=9)
    books.add(FIRST, "holiday", date="2024-02-22", kind="nghi", name="Nghỉ")
    books.add(SECOND, "dialogue", held_on=DAY, participants=30)

    after = form(books.office, "DV-05", CODE, rows=True)
    assert row(after, FIRST) == row(before_form, FIRST)
    assert row(targets(books.office, CODE), FIRST) == row(before_targets, FIRST)
    assert after["total"]["cells"]["10"] == 150  # the other commune has not closed: its figures so far
    assert row(form(books.office, "DV-05", "2024-03"), FIRST)["cells"]["10"] == 500  # another period, not closed


def test_a_look_at_a_closing_leaves_the_law_of_today_alone(books, tmp_path):
    books.session(FIRST, DAY)
    close_period(books, FIRST)
    for day in range(5, 10):
        books.add(FIRST, "holiday", date=f"2024-02-{day:02}", kind="nghi", name="Nghỉ")
    books.office.close()
    again = open_office(tmp_path)  # nothing of the law is known yet when the closing is looked at
    asked = [row(form(again, "DV-05", code), FIRST)["cells"]["1"] for code in (CODE, "2024", CODE)]
    again.close()
    assert asked == [13, 51, 13]


def test_figures_whose_records_have_not_all_come_are_those_of_the_closing(books):
    books.session(FIRST, DAY)
    dialogue = books.add(FIRST, "dialogue", laptop="b", held_on=DAY, participants=120)
    close_period(books, FIRST)
    with books.office.writing() as connection:  # as if the second laptop's stick had not come
        lines = "(SELECT l.id FROM line l JOIN log g ON g.id = l.log WHERE g.name = ?)"
        connection.execute(f"DELETE FROM value_line WHERE line IN {lines}", (station(FIRST, "b"),))
        connection.execute(f"DELETE FROM line WHERE id IN {lines}", (station(FIRST, "b"),))
        books.office.project(connection, [(FIRST, dialogue)])
    found = row(form(books.office, "DV-05", CODE), FIRST)
    assert (found["cells"]["9"], found["cells"]["10"], found["why"]["9"]) == (1, 120, "theo_so_chot")
    part = row(targets(books.office, CODE), FIRST)["items"][4]["parts"][1]
    assert (part["code"], part["numerator"], part["denominator"], part["met"], part["as_closed"]) == ("CT5b", 1, 1, True, True)
    assert row(indicators(books.office, CODE), FIRST)["items"][-1]["as_closed"]


def test_an_indicator_of_a_book_that_stays_at_home_is_not_known_above_before_the_closing_and_then_as_closed(books):
    books.add(FIRST, "violation_stat", period_id=CODE, persons_n=3, handling="khien_trach")
    books.add(FIRST, "violation_stat", period_id=CODE, persons_n=1, handling="dang_xem_xet")
    books.add(FIRST, "dialogue", held_on=DAY)

    def found() -> dict[str, Any]:
        return next(item for item in row(indicators(books.office, CODE), FIRST)["items"] if item["code"] == "I29")

    before = found()
    assert (before["numerator"], before["denominator"], before["missing"], before["as_closed"]) == (None, None, [], False)
    close_period(books, FIRST)
    after = found()
    assert (after["numerator"], after["denominator"], after["ratio"], after["as_closed"]) == (3, 4, "0.7500", True)
    total = next(item for item in indicators(books.office, CODE)["total"]["items"] if item["code"] == "I29")
    assert (total["numerator"], total["denominator"]) == (3, 4)
