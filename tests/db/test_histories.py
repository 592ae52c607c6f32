"""Histories that break a merge that is nearly right. A, B: laptops of one commune; D: the district."""

from dataclasses import replace

import msgspec

from db import exchange
from db.check import fold_waiting, rebuild
from db.ingest import Arrival
from db.log import ancestors
from db.ops import LAMPORT_STEP, NewOp, decode_skeleton, encode_skeleton, line_hash
from db.query import Order, Query, Reader
from db.records import Records
from db.store import unfolded
from db.vector import folded_at, not_applied, vector_of
from tests.db.small_registers import NOTE, PLACE, VISIT, lineage, words
from tests.db.station import Station, arrival, by_line


def wanted(one: Station) -> list[str]:
    with one.store.read() as connection:
        return exchange.wanted_values(connection, [one.unit])


def test_an_edit_replaces_only_the_op_that_it_saw_though_a_clone_used_the_number_again(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("x", {"title": "trước"})
    clone = a.copy(tmp_path / "clone.db")
    a.save("r", {"title": "của a"})
    clone.save("r", {"title": "của bản sao"})
    b.take(*a.runs())
    b.save("r", {"title": "sửa của a"})
    b.take(*clone.runs())
    row = b.row("r")
    assert row["_conflicts"] == '["title"]'
    assert titles(b, "r") == {"sửa của a", "của bản sao"}
    clone.close()


def titles(one: Station, record: str) -> set[object]:
    """Return the rival answers for the title."""
    with one.store.read() as connection:
        return {op.values["title"] for op in Records(one.projector(connection)).folded("xa", record).cells["title"].heads}


def test_both_branches_of_a_clone_are_asked_for_and_states_become_equal(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("x", {"title": "trước"})
    clone = a.copy(tmp_path / "clone.db")
    a.save("r1", {"title": "của a"})
    clone.save("r2", {"title": "của bản sao"})
    b.take(*a.runs())
    b.take(*clone.runs())
    with b.store.read() as connection:
        assert [seq for seq, _ in exchange.all_tips(connection)["a"]] == [2, 2]
    with a.store.read() as connection:
        known = exchange.all_tips(connection)["a"]
    with b.store.read() as connection:
        lacking = exchange.runs_beyond(connection, exchange.logs(connection)[0], [known], ())
        assert [(run.first, run.last, run.tip == known[0][1]) for run in lacking] == [(1, 2, False)]
    a.take(*b.runs())
    clone.take(*b.runs())
    assert a.state() == b.state() == clone.state()
    assert {row["_id"] for row in a.rows()} == {"x", "r1", "r2"}
    clone.close()


def test_a_line_that_came_without_its_home_values_is_asked_for_at_home_only(station):
    a, b, d = station("a"), station("b"), station("d", "huyen")
    a.save("r", {"title": "Ghi", "secret": "kín"})
    d.take(*a.runs(("up", "down")))
    b.take(*d.runs(("up", "down")))
    assert (len(wanted(b)), wanted(d)) == (1, [])
    with a.store.read() as connection:
        log = exchange.logs(connection)[0]
        runs = exchange.runs_beyond(connection, log, [exchange.all_tips(connection)["a"]], wanted(b))
        assert [(run.first, run.last) for run in runs] == [(1, 1)]
    b.take(*a.runs())
    assert (wanted(b), b.row("r")["secret"]) == ([], "kín")


def test_honest_lines_of_a_cloned_log_still_count_at_the_closing(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("x", {"title": "trước"})
    clone = a.copy(tmp_path / "clone.db")
    a.save("r1", {"title": "của a"})
    clone.save("r2", {"title": "của bản sao"})
    clone.save("r3", {"title": "của bản sao"})
    b.take(*a.runs())
    b.take(*clone.runs())
    with b.store.read() as connection:
        vector = vector_of(connection, "xa")
        assert sorted(seq for seq, _ in vector.values()) == [2, 3]
        with folded_at(connection, b.words, lineage, "xa", vector, frozenset()):
            found = connection.execute("SELECT _id FROM r_note ORDER BY _id").fetchall()
    assert [row[0] for row in found] == ["r1", "r2", "r3", "x"]
    clone.close()


def test_a_thief_who_signs_lines_with_old_numbers_stands_on_no_branch_of_the_named_line(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("x", {"title": "trước"})
    stolen = a.copy(tmp_path / "stolen.db")
    named = a.save("r1", {"title": "thật"})
    stolen.save("r1", {"title": "giả"})
    b.take(*a.runs())
    b.take(*stolen.runs())
    full = b.sql("SELECT hash FROM line WHERE seq = 2 AND hash LIKE ?", named.rpartition("/")[2] + "%")[0][0]
    with b.store.read() as connection:
        branch = ancestors(connection, 1, str(full))
    forged = b.sql("SELECT hash FROM line WHERE seq = 2 AND hash != ?", full)[0][0]
    assert (len(branch), forged in branch) == (2, False)
    stolen.close()


def test_the_work_stays_when_the_name_typed_in_the_same_save_is_erased(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "việc làm", "secret": "Nguyễn Văn A"})
    a.erase("r")
    b.take(*a.runs())
    for one in (a, b):
        row = one.row("r")
        assert (row["title"], row["secret"], row["_erased"]) == ("việc làm", None, '["secret"]')


def test_a_restored_image_cannot_bring_an_erased_name_back(station, tmp_path):
    a, b = station("a"), station("b")
    first = a.save("r", {"title": "việc", "secret": "Nguyễn Văn A"})
    image = a.copy(tmp_path / "image.db", "a2")
    a.erase("r")
    b.take(*a.runs())
    image.save("r", {"secret": "Nguyễn Văn A"}, over=[first])
    b.take(*image.runs())
    image.take(*b.runs())
    for one in (b, image):
        assert one.row("r")["secret"] is None
        assert one.sql("SELECT count(*) FROM value_line WHERE grp = 'person' AND body IS NOT NULL") == [(0,)]
    assert b.state() == image.state()
    image.close()


def test_one_line_out_of_scope_leaves_the_honest_lines_beside_it(station):
    a, b = station("a"), station("b")
    a.save("r1", {"title": "của mình"})
    a.save("r2", {"title": "của xã khác"}, unit="xb")
    a.save("r3", {"title": "của mình"})
    b.judge = lambda log, skeleton, full: "valid" if skeleton.unit == "xa" else "refused"
    b.take(*a.runs())
    assert [row["_id"] for row in b.rows()] == ["r1", "r3"]


def test_a_refused_run_is_kept_and_carried_on_so_that_nobody_behind_has_a_hole(station):
    a, b, c = station("a"), station("b"), station("c")
    a.save("r1", {"title": "bị từ chối"})
    a.seal()
    a.save("r2", {"title": "được nhận"})
    b.judge = lambda log, skeleton, full: "refused" if skeleton.seq == 1 else "valid"
    b.take(*a.runs())
    assert [row["_id"] for row in b.rows()] == ["r2"]
    c.take(*b.runs())
    assert c.state() == a.state()


def test_one_op_from_the_far_future_does_not_shut_out_the_honest_ones(station):
    a, b = station("a"), station("b")
    a.save("r1", {"title": "một"})
    bad = arrival_with_lamport(a, 2**48)
    b.take(bad)
    assert b.sql("SELECT seq, verdict FROM line ORDER BY seq") == [(1, "valid"), (2, "refused")]
    b.save("r3", {"title": "của b"})
    assert b.sql("SELECT max(lamport) FROM line WHERE verdict = 'valid'")[0][0] <= 3
    c = Station(b.store.path.with_name("c.db"), "c")
    c.take(*b.runs())
    assert {row["_id"] for row in c.rows()} == {"r1", "r3"}
    c.close()


def arrival_with_lamport(one: Station, lamport: int) -> Arrival:
    """Return the first line and a second one whose counter leaps."""
    run = one.runs()[0]
    line = run.lines.splitlines()[-1]
    skeleton = decode_skeleton(line)
    leap = encode_skeleton(msgspec.structs.replace(skeleton, prev=line_hash(line), seq=skeleton.seq + 1, lamport=lamport, record="r2"))
    return replace(run, last=run.last + 1, tip=line_hash(leap), lines=run.lines + leap + b"\n")


def test_a_leap_of_the_counter_is_allowed_up_to_its_step(station):
    a, b = station("a"), station("b")
    a.save("r1", {"title": "một"})
    b.take(arrival_with_lamport(a, 1 + LAMPORT_STEP))
    assert b.sql("SELECT verdict FROM line ORDER BY seq") == [("valid",), ("valid",)]
    c = Station(b.store.path.with_name("c.db"), "c")
    c.take(arrival_with_lamport(a, 2 + LAMPORT_STEP))
    assert c.sql("SELECT verdict FROM line ORDER BY seq") == [("valid",), ("refused",)]
    c.close()


def test_who_is_far_behind_catches_up_by_one_step_at_a_time(station):
    a, b, c = station("a"), station("b"), station("c")
    a.save("r1", {"title": "một"})
    b.take(arrival_with_lamport(a, 1 + LAMPORT_STEP))
    b.save("r3", {"title": "ba"})
    b.save("r4", {"title": "bốn"})
    c.take(*b.runs())
    found = c.sql("SELECT l.lamport, l.verdict FROM line l JOIN log g ON g.id = l.log WHERE g.name = 'b' ORDER BY l.seq")
    assert found == [(LAMPORT_STEP, "valid"), (2 + LAMPORT_STEP, "valid")]


def test_an_op_that_waited_at_the_closing_stays_out_of_its_figures(station):
    a, b = station("a"), station("b")
    a.save("r1", {"title": "một"})
    a.save("r2", {"title": "hai"})
    b.judge = lambda log, skeleton, full: "waiting" if skeleton.seq == 2 else "valid"
    b.take(*a.runs())
    with b.store.read() as connection:
        vector = vector_of(connection, "xa")
        left_out = frozenset(not_applied(connection, vector))
    with a.store.read() as connection, folded_at(connection, a.words, lineage, "xa", vector, left_out):
        found = connection.execute("SELECT _id FROM r_note").fetchall()
    assert (len(left_out), [row[0] for row in found]) == (1, ["r1"])


def test_an_older_program_has_the_same_state_and_folds_the_rest_when_it_is_updated(station, tmp_path):
    a = station("a")
    a.save("v", {"day": "2024-03-01", "kind": "thường"}, "visit")
    a.save("r", {"title": "Ghi", "n": 4, "visit": "v"})
    narrow = replace(NOTE, columns=NOTE.columns[:2], references={})
    old = Station(tmp_path / "old.db", "old", said=words(narrow))
    old.take(*a.runs())
    assert old.state() == a.state()
    assert "n" not in old.row("r")
    old.close()
    new = Station(tmp_path / "old.db", "old")
    with new.store.write() as connection:
        assert set(unfolded(connection)) == {"note", "visit", "place"}
        assert fold_waiting(connection, new.projector(connection)) == 2
        assert unfolded(connection) == []
    assert (new.row("r") | {"_id": ""}) == (a.row("r") | {"_id": ""})
    assert new.row("v", "visit") == a.row("v", "visit")
    new.close()


def test_a_column_that_is_ordered_otherwise_has_its_keys_made_anew_at_the_opening(tmp_path):
    old = Station(tmp_path / "old.db", "old")
    for record, title in (("r1", "Lò Văn An"), ("r2", "Giàng A Chu"), ("r3", "Ún")):
        old.save(record, {"title": title})
    old.close()
    columns = tuple(replace(column, sorted="last") if column.sorted else column for column in NOTE.columns)
    said = words(VISIT, replace(NOTE, columns=columns), PLACE)
    new = Station(tmp_path / "old.db", "old", said=replace(said, orders={"last": lambda text: text.split()[-1].encode()}))
    with new.store.write() as connection:
        assert unfolded(connection) == ["note"]
        assert fold_waiting(connection, new.projector(connection)) == 3
        rows = Reader(connection, new.words).rows(Query("note"), order=(Order("title"),))
        assert [row["title"] for row in rows] == ["Lò Văn An", "Giàng A Chu", "Ún"]
    new.close()


def test_two_laptops_that_number_one_session_keep_both_numbers_after_somebody_chose(station):
    a, b = station("a"), station("b")
    a.save("s", {"day": "2024-03-01", "book_no": "2024/17"}, "visit")
    b.save("s", {"day": "2024-03-02", "book_no": "2024/4B"}, "visit")
    a.take(*b.runs())
    assert (a.row("s", "visit")["_conflicts"], a.row("s", "visit")["_book_no"]) == ('["day"]', "17, 4B")
    over = a.records("over", "xa", "s", ["day"])
    a.write(NewOp("xa", "visit", "s", "resolve", tuple(over), by_line({"day": "2024-03-01"})))
    assert (a.row("s", "visit")["_conflicts"], a.row("s", "visit")["_book_no"]) == ("[]", "17, 4B")
    with a.store.read() as connection:
        records = Records(a.projector(connection))
        assert [records.next_number("visit", "xa", 2024, series) for series in ("", "B", "C")] == [18, 5, 1]


def test_one_of_two_equal_answers_may_be_edited_without_losing_the_other(station):
    a, b, d = station("a"), station("b"), station("d", "huyen")
    a.save("r", {"title": "như nhau"})
    b.save("r", {"title": "như nhau"})
    d.take(*a.runs(), *b.runs())
    a.save("r", {"title": "sửa bên a"})
    b.save("r", {"title": "sửa bên b"})
    d.take(*a.runs(), *b.runs())
    assert titles(d, "r") == {"sửa bên a", "sửa bên b"}


def test_what_came_in_while_a_form_was_open_is_not_replaced_unseen(station):
    a, b = station("a"), station("b")
    a.save("r", {"title": "một"})
    b.take(*a.runs())
    loaded = a.records("over", "xa", "r", ["title"])
    b.save("r", {"title": "của b"})
    a.take(*b.runs())
    a.save("r", {"title": "của a"}, over=loaded)
    assert a.row("r")["_conflicts"] == '["title"]'


def test_a_strike_out_arrives_although_home_edits_never_do(station):
    a, d = station("a"), station("d", "huyen")
    a.save("r", {"title": "Ghi", "secret": "một"})
    a.save("r", {"secret": "hai"})
    a.strike("r")
    d.take(*a.runs(("up",)))
    assert (d.row("r", unit="xa")["_deleted"], d.state("up", "xa")) == (1, a.state("up"))


def test_children_follow_their_parent_whichever_comes_first(station):
    a, b, c = station("a"), station("b"), station("c")
    a.save("r", {"title": "Ghi", "visit": "v"})
    a.seal()
    a.save("v", {"day": "2024-03-01", "kind": "thường"}, "visit")
    a.seal()
    a.save("v", {"day": "2024-04-01"}, "visit")
    a.seal()
    a.save("v", {"kind": "gấp"}, "visit")
    runs = a.runs()
    b.take(*runs)
    for run in runs:
        c.take(run)
    for one in (a, b, c):
        assert (one.row("r")["_date"], one.row("r")["_flags"]) == ("2024-04-01", '["of_gấp"]')
    with c.store.write() as connection:
        assert rebuild(connection, c.projector(connection)) == []


def test_a_record_whose_register_is_disputed_stands_in_one_table(station):
    a, b, c = station("a"), station("b"), station("c")
    a.save("r", {"title": "Ghi"})
    b.save("r", {"kind": "thường"}, "visit")
    c.take(*b.runs())
    c.take(*a.runs())
    a.take(*c.runs())
    assert c.row("r") == a.row("r")
    assert (c.row("r", "visit"), a.row("r", "visit")) == (None, None)


def test_a_run_carried_with_other_boundaries_is_no_difference(station):
    a, b, c = station("a"), station("b"), station("c")
    for number in range(3):
        a.save(f"r{number}", {"title": "Ghi"})
        a.seal()
    runs = a.runs()
    whole = arrival("a", "a", "xa", 1, 3, runs[0].prev, runs[2].tip, b"".join(run.lines for run in runs),
                    {"up": b"".join(run.values["up"] for run in runs)})  # fmt: skip
    b.take(*runs)
    c.take(whole)
    c.take(*b.runs())
    assert (b.state(), c.sql("SELECT count(*) FROM line")) == (c.state(), [(3,)])
