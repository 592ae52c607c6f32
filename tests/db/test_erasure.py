"""What the law has erased is nowhere: not in the log, not in a table, not in a file, and it does not come back."""

import pytest

from db import drafts
from db.erasure import apply_marks
from db.exchange import erased_marks, wanted_values
from db.ingest import rejudge
from db.ops import NewOp
from db.records import Records
from tests.db.station import Station, by_line

PLANTED = "Nguyễn Thị Cấy Vào"


def cells(one: Station) -> str:
    """Return everything that any table holds, as one text."""
    names = [str(row[0]) for row in one.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")]
    rows = [row for name in names for row in one.sql(f'SELECT * FROM "{name}"')]
    return " ".join(bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for row in rows for cell in row)


def is_somewhere(one: Station) -> bool:
    found = cells(one)
    return PLANTED in found or "nguyen thi cay vao" in found or bool(one.sql("SELECT 1 FROM search WHERE search MATCH 'cay'"))


def test_nothing_of_an_erased_value_survives_in_any_table_or_file(station):
    a = station("a")
    a.save("r", {"title": "việc", "secret": PLANTED})
    a.save("other", {"title": "khác", "secret": "người khác"})
    assert is_somewhere(a)
    a.erase("r")
    assert not is_somewhere(a)
    assert (a.row("other")["secret"], a.row("r")["title"]) == ("người khác", "việc")
    a.store.truncate_wal()
    for file in a.store.path.parent.iterdir():
        assert PLANTED.encode() not in file.read_bytes()


@pytest.mark.parametrize("order", ["edit first", "erasure first", "edit behind a gap"])
def test_an_edit_that_did_not_know_the_erasure_is_emptied_whenever_it_comes(station, order):
    a, b, c = station("a"), station("b"), station("c")
    a.save("r", {"title": "việc", "secret": "ai đó"})
    b.take(*a.runs())
    b.save("x", {"title": "đệm"})
    b.seal()
    b.save("r", {"secret": PLANTED})
    edit = [run for run in b.runs() if run.log == "b"]
    a.erase("r")
    erasure = a.runs()
    if order == "edit first":
        c.take(*erasure[:1], *edit)
        assert is_somewhere(c)
        c.take(*erasure)
    elif order == "erasure first":
        c.take(*erasure)
        c.take(*edit)
    else:
        c.take(*erasure[:1], edit[1])
        assert is_somewhere(c)
        c.take(*erasure)
        assert not is_somewhere(c)
        c.take(edit[1])
        assert not is_somewhere(c)
        c.take(*edit)
    assert not is_somewhere(c)
    assert c.row("r")["_erased"] == '["secret"]'
    b.take(*erasure)
    a.take(*edit)
    assert a.state() == b.state() == c.state()


def test_values_are_neither_asked_for_nor_taken_in_again(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "việc", "secret": PLANTED})
    full = a.runs()
    a.erase("r")
    b.take(*a.runs())
    with b.store.read() as connection:
        assert (wanted_values(connection, ["xa"]), len(erased_marks(connection))) == ([], 1)
    taken = b.take(*full)
    assert (taken.new_values, is_somewhere(b)) == (0, False)


def test_who_knows_the_erasure_may_write_the_field_again(station):
    a = station("a")
    a.save("r", {"secret": PLANTED})
    a.erase("r")
    a.save("r", {"secret": "tên đúng"})
    assert (a.row("r")["secret"], a.row("r")["_erased"], is_somewhere(a)) == ("tên đúng", "[]", False)


def test_values_of_refused_ops_are_emptied_too(station):
    a, b, thief = station("a"), station("b"), station("t")
    thief.save("r", {"secret": PLANTED})
    b.judge = lambda log, skeleton, full: "refused" if log == "t" else "valid"
    b.take(*thief.runs())
    assert is_somewhere(b)
    a.save("r", {"title": "việc"})
    a.erase("r")
    b.take(*a.runs())
    assert not is_somewhere(b)


def test_an_erasure_refused_later_counts_no_more_and_its_lines_are_wanted_again(station):
    a, b, c = station("a"), station("b"), station("c")
    a.save("r", {"secret": PLANTED})
    full = a.runs()
    b.take(*full)
    c.take(*full)
    b.erase("r")
    c.take(*b.runs())
    assert not is_somewhere(c)
    with c.store.write() as connection:
        c.projector(connection).project(rejudge(connection, ["b"], lambda log, skeleton, mark: "refused"))
        assert (erased_marks(connection), len(wanted_values(connection, ["xa"]))) == ([], 1)
    assert c.row("r")["_missing"] == '["secret"]'
    assert c.take(*full).new_values == 1
    assert (c.row("r")["secret"], c.state() == a.state()) == (PLANTED, True)


def test_marks_from_the_file_beside_the_database_hold_until_the_erasure_itself_comes(station, tmp_path):
    a = station("a")
    a.save("r", {"title": "việc", "secret": PLANTED})
    full = a.runs()
    image = a.copy(tmp_path / "image.db", "a2")
    a.erase("r")
    with a.store.read() as connection:
        marks = erased_marks(connection)
    with image.store.write() as connection:
        again = apply_marks(connection, image.words.specs, marks)
        image.projector(connection).project(again)
    assert (again, is_somewhere(image), image.row("r")["_erased"]) == ({("xa", "r")}, False, '["secret"]')
    image.save("r", {"title": "sửa"})
    image.take(*full)
    assert not is_somewhere(image)
    image.take(*a.runs())
    with image.store.read() as connection:
        assert erased_marks(connection) == marks
    a.take(*image.runs())
    assert a.state() == image.state()
    image.close()


def test_what_is_kept_for_good_cannot_be_erased(station):
    a = station("a")
    a.save("r", {"title": "việc", "secret": "ai đó"})
    a.erase("r", ("kept", "person"))
    assert (a.row("r")["title"], a.row("r")["_erased"]) == ("việc", '["secret"]')


def test_only_an_erasure_erases(station):
    a = station("a")
    a.save("r", {"secret": "ai đó"})
    a.write(NewOp("xa", "note", "r", "set", (), by_line({"title": "việc"}), ("person",)))
    assert a.row("r")["secret"] == "ai đó"


def test_an_erasure_of_one_unit_leaves_the_record_of_the_same_id_elsewhere(station):
    d, a = station("d", "huyen"), station("a")
    d.write(NewOp("huyen", "place", "p", "set", (), {("up", "person"): {"name": "của huyện"}}))
    a.take(*d.runs())
    a.write(NewOp("xa", "place", "p", "set", (), {("up", "person"): {"name": "của xã"}}))
    a.erase("p", register="place")
    assert (a.row("p", "place")["_erased"], a.row("p", "place", "huyen")["name"]) == ('["name"]', "của huyện")
    assert a.row("p", "place")["name"] is None
    with a.store.write() as connection:
        a.projector(connection).project([("huyen", "p"), ("xa", "p")])
    assert a.row("p", "place", "huyen")["name"] == "của huyện"
    assert a.row("p", "place")["_erased"] == '["name"]'


def test_looking_at_a_record_writes_nothing(station):
    a, b = station("a"), station("b")
    a.save("r", {"secret": PLANTED})
    a.erase("r")
    b.take(*a.runs())
    with b.store.read() as connection:
        before = connection.total_changes
        records = Records(b.projector(connection))
        assert len(records.erasures("xa", "r")) == 1
        assert records.erased_fields("xa", "r") == ["secret"]
        assert [line.hidden for line in records.history("xa", "r")] == [("secret",), ()]
        assert connection.total_changes == before


def test_a_backup_made_after_the_erasure_holds_nothing_of_it(station, tmp_path):
    a = station("a")
    a.save("r", {"secret": PLANTED})
    a.erase("r")
    copy = a.copy(tmp_path / "copy.db")
    assert not is_somewhere(copy)
    copy.close()


def test_a_draft_keeps_what_was_typed_after_the_erasure_was_seen(station):
    a = station("a")
    a.save("r", {"title": "việc", "secret": PLANTED})
    a.erase("r")
    seen = tuple(a.records("all_heads", "xa", "r"))
    with a.store.write() as connection:
        drafts.save(connection, drafts.Draft("note", "r", "xa", "an", "2024-03-10", seen, {"secret": "tên đúng"}))
        a.projector(connection).project([("xa", "r")])
        assert drafts.find(connection, "note", "r").values == {"secret": "tên đúng"}


def test_marks_of_the_file_empty_what_waits_behind_a_gap(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("x", {"title": "đệm"})
    a.seal()
    a.save("r", {"secret": PLANTED})
    late = a.runs()[1]
    b.take(late)
    assert is_somewhere(b)
    a.erase("r")
    with a.store.read() as connection:
        marks = erased_marks(connection)
    with b.store.write() as connection:
        apply_marks(connection, b.words.specs, marks)
    assert not is_somewhere(b)


def asked(connection, work) -> list[str]:
    """Return the statements that some work asks of the database."""
    said: list[str] = []
    connection.set_trace_callback(said.append)
    work()
    connection.set_trace_callback(None)
    return said


def test_what_waits_is_looked_through_once_however_many_records_are_folded(station):
    a = station("a")
    records = [f"r{number}" for number in range(8)]
    for record in records:
        a.save(record, {"title": "việc", "secret": PLANTED})
        a.erase(record)
    with a.store.write() as connection:
        said = asked(connection, lambda: a.projector(connection).project([("xa", record) for record in records]))
    assert len([one for one in said if "FROM held_segment" in one]) == 1


def test_values_of_others_that_never_come_are_not_walked_through_for_each_of_them(station):
    a, district = station("a"), station("d", "huyen")
    for number in range(150):
        a.save(f"r{number}", {"title": "việc", "secret": "kín"})
    district.take(*a.runs(("up", "down")))
    steps: list[int] = []
    with district.store.read() as connection:
        connection.set_progress_handler(lambda: steps.append(1), 100)
        assert wanted_values(connection, ["huyen"], {"xa"}) == []
        connection.set_progress_handler(None, 0)
    assert len(steps) <= 2
