"""Questions as values: words without marks, dotted fields, lists, layers, order, counts."""

from decimal import Decimal

import pytest

from db import drafts
from db.catalogue import install
from db.query import Is, Order, Query, Reader, UnknownField
from tests.db.station import Station


@pytest.fixture
def books(station) -> Station:
    """Two visits, four notes of two units, three places in three layers."""
    d, b, a = station("d", "huyen"), station("b", "xb"), station("a")
    d.save("p1", {"name": "chợ huyện", "tags": ["cho"], "kind": "chợ"}, "place")
    a.take(*d.runs())
    with a.store.write() as connection:
        install(a.projector(connection), "1", [("place", f"p{n}", {"name": f"gốc {n}", "tags": ["goc"], "kind": "gốc"}) for n in range(3)])
    a.save("v1", {"day": "2024-01-10", "kind": "thường", "who": "Đỗ Thị Huệ"}, "visit")
    a.save("v2", {"day": "2024-02-10", "kind": "gấp"}, "visit")
    a.save("n1", {"title": "Đường Hòa Bình", "n": 1, "ok": True, "visit": "v1", "place": "p0", "places": ["p0", "p1"]})
    a.save("n2", {"title": "ấp", "n": 2, "visit": "v2", "place": "p1", "places": [], "secret": "Lò Văn Ét"})
    a.save("n3", {"title": "Ăn uống", "n": 3, "ok": False, "visit": "v2", "place": "khong co"})
    b.save("v1", {"day": "2024-03-10", "kind": "của xb"}, "visit")
    b.save("n4", {"title": "an", "n": 4, "visit": "v1", "book_no": "2024/9"})
    a.take(*b.runs())
    a.save("p0", {"name": "của xã"}, "place")
    a.strike("n3")
    return a


def ids(one: Station, *where: Is, register: str = "note", order: tuple[Order, ...] = (), **more: object) -> list[str]:
    with one.store.read() as connection:
        reader = Reader(connection, one.words)
        query = Query(register, where, **more)
        rows = [str(row["_id"]) for row in reader.rows(query, order=order)]
        assert sorted(rows) == sorted(record for _, record in reader.ids(query))
        assert len(rows) == reader.count(query) == reader.tally(query, by=()).get((), 0)
        return rows


QUESTIONS = {
    "equal": ((Is("n", "=", 1),), ["n1"]),
    "not equal counts the empty ones": ((Is("ok", "!=", True),), ["n2", "n4"]),
    "greater": ((Is("n", ">", 1),), ["n2", "n4"]),
    "at most": ((Is("n", "<=", 2),), ["n1", "n2"]),
    "less than nothing is nobody": ((Is("n", "<", None),), []),
    "one of": ((Is("n", "in", [1, 4]),), ["n1", "n4"]),
    "one of none": ((Is("n", "in", []),), []),
    "yes": ((Is("ok", "=", True),), ["n1"]),
    "empty": ((Is("place", "null"),), ["n4"]),
    "filled": ((Is("place", "filled"),), ["n1", "n2"]),
    "equal to nothing": ((Is("place", "=", None),), ["n4"]),
    "other than nothing": ((Is("place", "!=", None),), ["n1", "n2"]),
    "contains, without marks": ((Is("title", "~", "duong hoa"),), ["n1"]),
    "a percent sign is a letter": ((Is("title", "~", "%"),), []),
    "a system column": ((Is("_date", ">=", "2024-02-01"),), ["n2", "n4"]),
    "a key of a shown record": ((Is("event_date", "<", "2024-02-01"),), ["n1"]),
    "the unit": ((Is("unit", "=", "xb"),), ["n4"]),
    "at most, or not filled in": ((Is("place", "?<=", "p0"),), ["n1", "n4"]),
    "at least, or not filled in": ((Is("place", "?>=", "p1"),), ["n2", "n4"]),
    "one of two": ((Is("n", "=", 1, (Is("place", "null"),)),), ["n1", "n4"]),
    "the first that is filled in": ((Is("place|title", "=", "an"),), ["n4"]),
    "the number": ((Is("book_no", "=", "9"),), ["n4"]),
    "a flag": ((Is("flags", "~", "of_gấp"),), ["n2"]),
    "the parent's field, in the record's own unit": ((Is("visit.kind", "=", "của xb"),), ["n4"]),
    "the parent's date": ((Is("visit.event_date", "<", "2024-02-01"),), ["n1"]),
    "a reference into the own layer": ((Is("place.name", "=", "của xã"),), ["n1"]),
    "a field that the own layer left to the one below": ((Is("place.kind", "=", "gốc"),), ["n1"]),
    "a reference into the superior's layer": ((Is("place.name", "=", "chợ huyện"),), ["n2"]),
    "two questions to one reference": ((Is("place.kind", "=", "chợ"), Is("place.name", "~", "cho")), ["n2"]),
    "in a list": ((Is("places", "has", "p1"),), ["n1"]),
    "through a list": ((Is("places.kind", "has", "chợ"),), ["n1"]),
    "through a list into a list": ((Is("places.tags", "has", "cho"),), ["n1"]),
    "through one reference into a list": ((Is("place.tags", "has", "cho"),), ["n2"]),
    "has of a single value": ((Is("title", "has", "an"),), ["n4"]),
}


@pytest.mark.parametrize(("where", "expected"), QUESTIONS.values(), ids=QUESTIONS)
def test_one_question(books, where, expected):
    assert sorted(ids(books, *where)) == expected


@pytest.mark.parametrize(
    "where",
    [
        Is("nothing", "="), Is("visit.nothing", "="), Is("nothing.kind", "="), Is("nothing", "has"), Is("places.nothing", "has"),
        Is("n.kind", "has", 1), Is('n" OR 1 --', "=", 1), Is("visit.rid", "=", 1),
    ],
)  # fmt: skip
def test_a_field_that_is_not_there_is_named(books, where):
    with pytest.raises(UnknownField), books.store.read() as connection:
        Reader(connection, books.words).count(Query("note", (where,)))


SEARCHES = {
    "dưỡng": ["n1"], "DUONG": ["n1"], "đ": ["n1"], "hoa binh": ["n1"], "binh h": ["n1"], "a": ["n2", "n4"], "an": ["n4"], "ắp": ["n2"],
    "lo van": [], "x": [], "": ["n1", "n2", "n4"], "  ": ["n1", "n2", "n4"], '"': [], "hòa-bình": ["n1"], "- -": [], "a*": ["n2", "n4"],
    "OR": [], "NEAR(a b)": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEARCHES.items())
def test_searching_as_one_types(books, text, expected):
    assert sorted(ids(books, search=text)) == expected


def test_private_words_are_found_only_by_who_may_read_them(books):
    assert ids(books, search="lo van et") == []
    assert ids(books, search="lo ap", search_private=True) == ["n2"]


def test_edited_words_are_found_and_the_old_ones_are_not(books):
    books.save("n1", {"title": "Cầu treo"})
    assert (ids(books, search="cau tr"), ids(books, search="duong")) == (["n1"], [])


def test_struck_out_records_and_other_units_are_there_when_asked_for(books):
    assert sorted(ids(books, deleted=True)) == ["n1", "n2", "n3", "n4"]
    assert sorted(ids(books, units=("xb", "xc"))) == ["n4"]


def test_of_records_that_lie_over_each_other_the_nearest_is_found(books):
    layers = ("xa", "huyen", "*")
    assert sorted(ids(books, register="place", units=layers, layers=layers)) == ["p0", "p1", "p2"]
    with books.store.read() as connection:
        rows = Reader(connection, books.words).rows(Query("place", units=layers, layers=layers))
    assert {row["_id"]: row["_unit"] for row in rows} == {"p0": "xa", "p1": "huyen", "p2": "*"}


def test_a_draft_covers_nothing_where_drafts_are_not_shown(books):
    with books.store.write() as connection:
        drafts.save(connection, drafts.Draft("place", "p2", "xa", "lan", "2024-01-01", (), {"name": "nháp"}))
        books.projector(connection).project([("xa", "p2")])
    layers = ("xa", "huyen", "*")
    assert "p2" in ids(books, register="place", units=layers, layers=layers)
    assert ids(books, Is("name", "=", "nháp"), register="place", units=layers, layers=layers, drafts=True) == ["p2"]


def test_order_is_vietnamese_where_the_column_keeps_a_key(books):
    assert ids(books, order=(Order("title"),)) == ["n4", "n2", "n1"]
    assert ids(books, order=(Order("n", descending=True),)) == ["n4", "n2", "n1"]
    assert ids(books, order=(Order("visit.kind", descending=True),)) == ["n1", "n2", "n4"]
    assert ids(books) == ["n1", "n2", "n4"]


def test_a_page_of_a_list(books):
    with books.store.read() as connection:
        reader = Reader(connection, books.words)
        assert [row["_id"] for row in reader.rows(Query("note"), limit=1, offset=1)] == ["n2"]


def test_numbers_per_group(books):
    with books.store.read() as connection:
        reader = Reader(connection, books.words)
        note = Query("note")
        assert reader.tally(note) == {("xa",): 2, ("xb",): 1}
        assert reader.tally(note, "sum", ["n"]) == {("xa",): 3, ("xb",): 4}
        assert reader.tally(note, "sum", ["n"], by=("unit", "visit.kind")) == {("xa", "thường"): 1, ("xa", "gấp"): 2, ("xb", "của xb"): 4}
        assert reader.tally(note.also(Is("n", ">", 1)), "distinct", ["visit"], by=()) == {(): 2}
        assert reader.tally(note.also(Is("n", ">", 99)), "sum", ["n"], by=()) == {(): 0}


def test_who_has_any_record_is_told_of_the_units_asked_alone(books):
    books.strike("n2")
    with books.store.read() as connection:
        reader = Reader(connection, books.words)
        assert reader.owners(Query("note", units=("xa", "xb", "xd"))) == {"xa", "xb"}
        assert reader.owners(Query("note", (Is("n", ">", 1),), units=("xa", "xb"))) == {"xb"}  # n2 and n3 of xa are struck out
        assert reader.owners(Query("note", (Is("visit.kind", "=", "thường"),), units=("xa", "xb"))) == {"xa"}
        assert reader.owners(Query("note", units=())) == set()


def test_decimal_texts_are_added_up_exactly(books):
    for record, text in (("n1", "0.1"), ("n2", "0.2"), ("n3", "1e999999"), ("n4", "Infinity"), ("n5", "không rõ")):
        books.save(record, {"title": text})
    with books.store.read() as connection:
        reader = Reader(connection, books.words)
        assert reader.tally(Query("note", units=("xa",)), "sum", ["title"]) == {("xa",): Decimal("0.3")}
        assert reader.tally(Query("note", (Is("n", ">", 99),)), "sum", ["title"], by=()) == {(): 0}


def test_values_come_back_as_they_went_in(books):
    row = books.row("n1")
    assert (row["ok"], row["n"], row["places"], row["title"]) == (True, 1, ["p0", "p1"], "Đường Hòa Bình")
    assert books.row("n2")["ok"] is None
    assert books.row("n3")["ok"] is False


@pytest.mark.parametrize(
    "query", [Query("note"), Query("note", (Is("n", ">", 3),)), Query("note", (Is("n", ">", 9),)), Query("note", search="hoa binh")]
)
def test_a_question_finds_something_exactly_when_it_counts_something(books, query):
    with books.store.read() as connection:
        reader = Reader(connection, books.words)
        assert reader.finds(query) is (reader.count(query) > 0)
