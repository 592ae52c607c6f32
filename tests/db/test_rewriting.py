"""A restored laptop writes again what its image had not let out: nothing is lost, nothing is doubled, nothing erased comes back."""

from db import drafts, exchange
from db.check import check_chain, check_values, rebuild
from db.erasure import apply_marks
from db.log import Author
from db.rewriting import rewrite
from tests.db.station import Station
from tests.db.test_erasure import PLANTED, is_somewhere
from tests.db.test_histories import titles


def become(one: Station, name: str, *, whole: bool = False) -> dict[str, str]:
    """Let a station go on under another name, as a restored one does."""
    with one.store.write() as connection:
        done = rewrite(connection, one.name, Author(name, name, one.unit, "người lập", "2024-05-01T08:00:00+07:00", 9), whole=whole)
        one.projector(connection).project(sorted(done.records))
    one.name = name
    return done.names


def healthy(one: Station) -> bool:
    with one.store.write() as connection:
        return not (check_chain(connection) or check_values(connection) or rebuild(connection, one.projector(connection)))


def test_what_was_not_sealed_is_written_again_by_whom_and_when_it_was_typed(station):
    a = station("a")
    a.save("r", {"title": "đã niêm", "n": 1})
    a.seal()
    a.save("r", {"title": "chưa niêm", "secret": "ai đó"})
    a.strike("r")
    before = a.row("r")
    names = become(a, "a2")
    assert [old.split("/")[0] for old in names] == ["a", "a"]
    assert a.row("r") == {**before, "_updated_station": "a2"}
    assert a.sql("SELECT g.name, count(*) FROM line l JOIN log g ON g.id = l.log GROUP BY 1 ORDER BY 1") == [("a", 1), ("a2", 2)]
    assert b'"by":"an"' in a.sql("SELECT skeleton FROM line l JOIN log g ON g.id = l.log WHERE g.name = 'a2'")[0][0]
    assert healthy(a)


def test_an_image_erased_after_it_was_made_cannot_bring_the_name_back_under_the_new_station(station, tmp_path):
    """History 10: save, disk image, erase, image restored."""
    a, b = station("a"), station("b")
    a.save("r", {"title": "việc", "secret": PLANTED})
    image = a.copy(tmp_path / "image.db")
    b.take(*a.runs())
    a.erase("r")
    b.take(*a.runs())
    become(image, "a2")
    assert image.row("r")["secret"] == PLANTED  # nobody has told it yet
    b.take(*image.runs())
    assert not is_somewhere(b)
    image.take(*b.runs())
    assert not is_somewhere(image)
    assert image.state() == b.state()
    assert healthy(image)
    image.close()


def test_marks_beside_the_image_empty_what_is_written_again(station, tmp_path):
    a = station("a")
    a.save("r", {"title": "việc", "secret": PLANTED})
    image = a.copy(tmp_path / "image.db")
    a.erase("r")
    with a.store.read() as connection:
        marks = exchange.erased_marks(connection)
    with image.store.write() as connection:
        image.projector(connection).project(sorted(apply_marks(connection, image.words.specs, marks)))
    become(image, "a2")
    assert not is_somewhere(image)
    image.take(*a.runs())
    a.take(*image.runs())
    assert image.state() == a.state()
    assert not is_somewhere(a)
    image.close()


def test_two_saves_of_one_field_that_were_not_sealed_are_no_conflict_after_a_restore(station, tmp_path):
    """History 11: the value that its author had replaced does not come back, whoever else holds the old lines."""
    a, b = station("a"), station("b")
    a.save("r", {"title": "đầu"})
    a.save("r", {"title": "sau"})
    image = a.copy(tmp_path / "image.db")
    become(image, "a2")
    b.take(*image.runs())
    assert (b.row("r")["title"], b.row("r")["_conflicts"], titles(b, "r")) == ("sau", "[]", {"sau"})
    b.take(*a.runs())  # the laptop was not dead: its own lines come as well
    assert (b.row("r")["_conflicts"], titles(b, "r")) == ("[]", {"sau"})
    image.take(*a.runs())
    assert image.state() == b.state()
    image.close()


def test_an_image_restored_twice_before_it_was_certified_loses_nothing(station, tmp_path):
    """History 12: what the never certified station had sealed counts nowhere, so it is written again too."""
    a, b = station("a"), station("b")
    a.save("r", {"title": "của a"})
    b.take(*a.runs())
    first = a.copy(tmp_path / "first.db")
    become(first, "a2")
    first.save("r", {"title": "sửa ở a2"})
    first.seal()
    first.save("s", {"title": "mới ở a2"})
    second = first.copy(tmp_path / "second.db", "a2")
    names = become(second, "a3", whole=True)
    assert len(names) == 2
    assert second.sql("SELECT name FROM log WHERE station = 'a2'") == []
    b.take(*second.runs())
    assert (b.row("r")["title"], b.row("r")["_conflicts"], b.row("s")["title"]) == ("sửa ở a2", "[]", "mới ở a2")
    assert b.state() == second.state()
    b.take(*first.runs())  # and should the first restored one be certified in the end, nothing is contested
    assert (b.row("r")["_conflicts"], b.row("s")["_conflicts"]) == ("[]", "[]")
    assert healthy(second)
    first.close()
    second.close()


def test_an_erasure_written_again_spares_what_was_written_with_it_in_mind(station):
    a = station("a")
    a.save("r", {"title": "việc", "secret": "người cũ"})
    a.seal()
    a.erase("r")
    a.save("r", {"secret": "người mới"}, over=a.records("all_heads", "xa", "r") + a.records("erasures", "xa", "r"))
    become(a, "a2")
    assert a.row("r")["secret"] == "người mới"
    assert a.sql("SELECT count(*) FROM value_line WHERE body LIKE ?", "%người cũ%") == [(0,)]


def test_what_is_being_typed_replaces_what_was_written_again(station):
    a = station("a")
    a.save("r", {"title": "đầu"})
    with a.store.write() as connection:
        drafts.save(
            connection, drafts.Draft("note", "r", "xa", "an", "2024-03-10", tuple(a.records("all_heads", "xa", "r")), {"title": "gõ dở"})
        )
    names = become(a, "a2")
    with a.store.read() as connection:
        base = drafts.find(connection, "note", "r").base
    assert set(base) == set(names.values())  # the old ones are held no more
    a.save("r", {"title": "gõ dở"}, over=base)
    assert a.row("r")["_conflicts"] == "[]"


def test_an_edit_of_somebody_who_saw_the_old_op_replaces_both(station, tmp_path):
    a, b = station("a"), station("b")
    a.save("r", {"title": "đầu"})
    image = a.copy(tmp_path / "image.db")
    b.take(*a.runs())
    b.save("r", {"title": "b sửa"})
    become(image, "a2")
    b.take(*image.runs())
    assert titles(b, "r") == {"b sửa", "đầu"}  # b never saw the op of a2: a person decides, nothing is lost
    image.close()


def test_the_old_lines_leave_no_number_that_others_would_ask_for(station):
    a = station("a")
    a.save("r", {"title": "đã niêm"})
    a.seal()
    a.save("r", {"title": "chưa niêm"})
    become(a, "a2")
    with a.store.read() as connection:
        assert {log: found[-1][0] for log, found in exchange.all_tips(connection).items()} == {"a": 1, "a2": 1}
        assert exchange.wanted_values(connection, ["xa"]) == []
