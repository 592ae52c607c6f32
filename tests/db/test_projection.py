"""How a record becomes a row: drafts, layers, types that do not fit, numbers, what follows from what."""

import pytest

from db import drafts
from db.catalogue import install
from db.check import rebuild
from db.ops import NewOp
from db.query import Query, Reader
from db.records import Records
from db.state import state_hash, units_held
from tests.db.station import Station, by_line


def draft(one: Station, record: str, values: dict[str, object], register: str = "note") -> None:
    with one.store.write() as connection:
        drafts.save(connection, drafts.Draft(register, record, one.unit, "lan", "2024-03-10T09:00:00+07:00", (), values))
        one.projector(connection).project([(one.unit, record)])


def test_a_draft_is_shown_as_one_and_stands_in_no_log_and_no_state(station):
    a = station("a")
    before = a.state()
    draft(a, "r", {"title": "đang gõ"})
    row = a.row("r")
    assert (row["title"], row["_status"], row["_created_by"], a.state() == before) == ("đang gõ", "nhap", "lan", True)
    with a.store.read() as connection:
        assert (units_held(connection), Records(a.projector(connection)).heads("xa", "r")) == ([], {})


def test_a_saved_record_takes_the_place_of_its_draft(station):
    a = station("a")
    draft(a, "r", {"title": "đang gõ"})
    with a.store.write() as connection:
        drafts.drop(connection, "note", "r")
    a.save("r", {"title": "đã lưu"})
    assert (a.row("r")["title"], a.row("r")["_status"], len(a.rows())) == ("đã lưu", "hoan_chinh", 1)


def test_a_draft_thrown_away_is_gone_from_tables_and_search(station):
    a = station("a")
    draft(a, "r", {"title": "đang gõ"})
    with a.store.write() as connection:
        drafts.drop(connection, "note", "r")
        a.projector(connection).project([("xa", "r")])
    assert (a.rows(), a.sql("SELECT count(*) FROM search"), a.sql("SELECT count(*) FROM rec")) == ([], [(0,)], [(0,)])


def test_a_draft_over_a_saved_record_does_not_show_in_its_row(station):
    a = station("a")
    a.save("r", {"title": "đã lưu"})
    draft(a, "r", {"title": "đang sửa"})
    with a.store.read() as connection:
        assert drafts.find(connection, "note", "r").values == {"title": "đang sửa"}
    assert (a.row("r")["title"], a.row("r")["_status"]) == ("đã lưu", "hoan_chinh")


WRONG = {
    "a number for a text": ("title", 5), "a text for a number": ("n", "5"), "yes for a number": ("n", True), "one for yes": ("ok", 1),
    "a text for a list": ("places", "p"), "a list for a text": ("title", ["x"]), "a number no cell holds": ("n", 2**70),
    "an object for a text": ("title", {"x": 1}),
}  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG)
def test_a_value_of_another_type_stays_in_the_log_and_out_of_the_table(station, field, value):
    a, b = station("a"), station("b")
    a.save("r", {field: value})
    b.take(*a.runs())
    assert b.row("r")[field] is None
    with b.store.read() as connection:
        assert Records(b.projector(connection)).history("xa", "r")[0].values == {field: value}
    assert a.state() == b.state()


def test_a_register_that_this_program_does_not_know_is_kept_and_hashed(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "Ghi"}, "of_tomorrow")
    b.take(*a.runs())
    assert (b.sql("SELECT register, status FROM rec"), b.state()) == ([("of_tomorrow", "hoan_chinh")], a.state())
    assert b.state() != station("c").state()


def lay(one: Station, version: str, *names: str) -> bool:
    with one.store.write() as connection:
        records = [("place", f"p{index}", {"name": name, "kind": "tài nguyên"}) for index, name in enumerate(names)]
        return install(one.projector(connection), version, records) is not None


def test_a_record_lies_over_its_superiors_and_the_resources(station):
    d, a = station("d", "huyen"), station("a")
    for one in (a, d):
        lay(one, "1", "gốc", "gốc hai")
    a.save("p0", {"name": "của xã"}, "place")
    assert (a.row("p0", "place")["name"], a.row("p0", "place")["kind"]) == ("của xã", "tài nguyên")
    d.save("p0", {"kind": "của huyện"}, "place")
    a.take(*d.runs())
    assert (a.row("p0", "place")["name"], a.row("p0", "place")["kind"]) == ("của xã", "của huyện")
    assert a.row("p0", "place", "huyen")["name"] == "gốc"
    assert not lay(a, "1", "khác")
    assert lay(a, "2", "gốc mới")
    assert a.row("p0", "place", "huyen")["name"] == "gốc mới"
    assert a.row("p1", "place", "*") is None
    with a.store.read() as connection:
        assert "*" not in units_held(connection)


def test_what_a_layer_empties_is_empty(station):
    a = station("a")
    lay(a, "1", "gốc")
    a.save("p0", {"kind": None}, "place")
    assert (a.row("p0", "place")["name"], a.row("p0", "place")["kind"]) == ("gốc", None)


def test_a_strike_out_alone_covers_what_lies_below(station):
    a = station("a")
    lay(a, "1", "gốc")
    a.strike("p0", "place")
    chain = a.words.lineage("xa")
    with a.store.write() as connection:
        reader, records = Reader(connection, a.words), Records(a.projector(connection))
        assert reader.rows(Query("place", units=chain, layers=chain)) == []
        with_struck_out = reader.rows(Query("place", units=chain, layers=chain, deleted=True))
        assert [(row["_unit"], row["name"]) for row in with_struck_out] == [("xa", "gốc")]
        assert records.find("place", chain, "gốc", "name") is None
        assert records.find("place", chain, "p0") is None
        assert rebuild(connection, a.projector(connection)) == []
    a.strike("p0", "place", back=True)
    with a.store.read() as connection:
        assert Records(a.projector(connection)).find("place", chain, "gốc", "name") == ("xa", "p0")


def test_nobody_folds_a_record_of_the_resources_away(station):
    a = station("a")
    lay(a, "1", "gốc")
    with a.store.write() as connection:
        a.projector(connection).project([("*", "p0")])
        assert rebuild(connection, a.projector(connection)) == []
    assert a.row("p0", "place", "*")["name"] == "gốc"


def test_an_op_that_no_longer_counts_takes_its_row_and_its_children_s_date_along(station):
    a = station("a")
    a.save("v", {"day": "2024-03-01", "kind": "thường"}, "visit")
    a.save("r", {"title": "Ghi", "visit": "v"})
    assert a.row("r")["_date"] == "2024-03-01"
    with a.store.write() as connection:
        connection.execute("UPDATE line SET verdict = 'refused' WHERE record = 'v'")
        a.projector(connection).project([("xa", "v")])
    assert (a.row("v", "visit"), a.row("r")["_date"], a.row("r")["_flags"]) == (None, None, "[]")


NUMBERS = {
    "2024/17": ("17", 2024, 17, ""), "2024/17B": ("17B", 2024, 17, "B"), "2024/³": ("³", None, None, None), "x": ("x", None, None, None),
    "2024/99999999999": ("99999999999", None, None, None), "": (None, None, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("number", "expected"), NUMBERS.items())
def test_a_book_number_is_read_or_only_shown(station, number, expected):
    a = station("a")
    a.save("r", {"book_no": number})
    row = a.row("r")
    assert (row["_book_no"] or None, row["_year"], row["_number"], row["_series"]) == expected


def test_records_without_a_number_are_named_in_order_of_saving(station):
    a = station("a")
    for record in ("z", "m", "b"):
        a.save(record, {"title": record})
    a.save("m", {"book_no": "2024/1"})
    draft(a, "a", {"title": "nháp"})
    with a.store.read() as connection:
        assert Records(a.projector(connection)).unnumbered("xa", ["note"]) == [("note", "z"), ("note", "b")]


def test_a_record_is_found_by_id_and_by_its_unique_name_nearest_first(station):
    a = station("a")
    lay(a, "1", "Nậm Hàng")
    a.save("q", {"name": "Nậm Hàng"}, "place")
    with a.store.read() as connection:
        records = Records(a.projector(connection))
        above = a.words.lineage("xa")
        assert records.find("place", above, "Nậm Hàng", "name") == ("xa", "q")
        assert records.find("place", above, "p0", "name") == ("*", "p0")
        assert records.find("place", above, "không có", "name") is None
        assert (records.owner("place", above, "p0"), records.owner("place", ("xa",), "p0"), records.owner("place", None, "q")) == (
            "*",
            None,
            "xa",
        )


def test_history_names_every_op_and_who_wrote_it(station):
    a = station("a")
    first = a.save("r", {"title": "một", "secret": "kín"})
    second = a.strike("r")
    with a.store.read() as connection:
        lines = Records(a.projector(connection)).history("xa", "r")
    assert [(line.op, line.kind, line.by, line.station, line.verdict) for line in lines] == [
        (first, "set", "an", "a", "valid"), (second, "delete", "an", "a", "valid"),
    ]  # fmt: skip
    assert (lines[0].values, lines[1].over) == ({"title": "một", "secret": "kín"}, (first,))


def test_two_conflicts_are_listed_for_their_unit(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "một"})
    b.save("r", {"title": "hai"})
    a.take(*b.runs())
    with a.store.read() as connection:
        records = Records(a.projector(connection))
        assert records.contested(None) == records.contested("xa") == [("xa", "note", "r")]
        assert records.contested("xb") == []


def test_the_state_of_one_unit_does_not_speak_of_another(station):
    a = station("a")
    a.save("r", {"title": "một"})
    before = a.state()
    a.write(NewOp("xb", "note", "r2", "set", (), by_line({"title": "hai"})))
    assert a.state() == before
    with a.store.read() as connection:
        assert units_held(connection) == ["xa", "xb"]
        assert len(state_hash(connection, "xb", "up")) == 64
