"""What one book brings with it in another: the published result of a consultation is an entry CK11, rules of democracy are CK04."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions import lookup, records
from desktop.actions.lookup import Ask
from tests.office import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path)
    yield made
    made.office.close()


def published(desk: Desk) -> list[lookup.Record]:
    return list(lookup.listing(desk.office, "publication", Ask()).records)


def test_a_published_summary_begins_the_entry_of_publications(desk):
    asked = desk.add("consultation", subject="Quy hoạch bản Hà Xi", date_from="2024-03-01", date_to="2024-03-10")
    assert published(desk) == []
    desk.edit("consultation", asked, summary_published_on="2024-03-15")
    (begun,) = published(desk)
    told = {name: begun.values[name] for name in ("item_code", "origin_id", "source_doc", "start_on")}
    assert told == {"item_code": "CK11", "origin_id": asked, "source_doc": "Tổng hợp ý kiến: Quy hoạch bản Hà Xi", "start_on": "2024-03-15"}
    assert (begun.status, begun.event_date) == ("nhap", "2024-03-15")


def test_it_is_begun_once_and_completed_by_a_person(desk):
    asked = desk.add("consultation", date_from="2024-03-01", date_to="2024-03-10", summary_published_on="2024-03-15")
    (begun,) = published(desk)
    desk.edit("publication", begun.id, doc_date="2024-03-12", forms=["HT_b"])
    desk.edit("consultation", asked, summary_published_on=None)
    desk.edit("consultation", asked, summary_published_on="2024-03-16")
    (done,) = published(desk)
    assert (done.id, done.status, done.values["start_on"], done.flags) == (begun.id, "hoan_chinh", "2024-03-15", ())


def test_what_a_person_struck_out_is_not_begun_again(desk):
    asked = desk.add("consultation", date_from="2024-03-01", date_to="2024-03-10", summary_published_on="2024-03-15")
    (begun,) = published(desk)
    desk.edit("publication", begun.id, doc_date="2024-03-12", forms=["HT_b"])
    records.strike_out(desk.office, "publication", begun.id)
    desk.edit("consultation", asked, summary_published_on=None)
    desk.edit("consultation", asked, summary_published_on="2024-03-16")
    assert published(desk) == []


@pytest.mark.parametrize(("kind", "items"), [("qcdc_xa", ["CK04"]), ("qt_ungxu", ["CK04"]), ("noi_quy_tcd", [])])
def test_rules_that_the_law_names_are_published_at_all_times(desk, kind, items):
    desk.add("democracy_rule", kind=kind, published_on="2024-03-28")
    assert [one.values["item_code"] for one in published(desk)] == items
