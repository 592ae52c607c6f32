"""What was typed on a laptop that was ended is taken over by a person of the unit: nothing honest is lost, nothing is forced."""

import pytest

from db import exchange, ingest
from db.ops import NewOp
from desktop.actions import adopting, lookup, new_station, periods, records, stations, today
from desktop.errors import Problem
from desktop.exchange.incoming import UNCERTIFIED
from desktop.exchange.outgoing import seal_all
from desktop.office import User
from tests.desktop.world import HAI, HUYEN, ROLES, XA
from tests.office import declared_registers

VISIT = "reception_visit"


@pytest.fixture
def world(exchange_world):
    """A second laptop of the commune whose work reached the first one."""
    exchange_world.admit(XA, HAI)
    return exchange_world


def home(world, source, target):
    return world.send(source, target, kind="home")


def end(world, after=0):
    """The first laptop's unit ends the second one from its first line on."""
    stations.revoke(world[XA], world.station(HAI), after, None)


def names(world, name):
    return sorted(str(one.values["name"]) for one in lookup.listing(world[name], "model", lookup.Ask()).records)


def refused(action, *arguments):
    with pytest.raises(Problem) as problem:
        action(*arguments)
    return problem.value.code


def test_all_that_was_refused_counts_again_as_the_adopters_own(world):
    record = world.add(HAI, name="Của máy hai")
    world.edit(HAI, record, name="Sửa ở máy hai")
    home(world, HAI, XA)
    end(world)
    assert names(world, XA) == []
    waiting = adopting.count(world[XA])
    assert waiting >= 3  # the village, the model, its edit
    done = adopting.adopt(world[XA], None)
    assert (len(done.ops), record in done.ids, done.left_out) == (waiting, True, [])
    assert (names(world, XA), adopting.count(world[XA])) == (["Sửa ở máy hai"], 0)
    shown = lookup.show(world[XA], "model", record)
    assert (shown.conflicts, shown.book_no) == ((), "1B")  # the number that stands on the other laptop's paper
    world.send(XA, HUYEN)
    assert names(world, HUYEN) == ["Sửa ở máy hai"]
    assert world.state(HUYEN) == world.state(XA)


def test_what_was_written_since_is_not_touched_but_contested(world):
    record = world.add(XA, name="Đầu")
    home(world, XA, HAI)
    world.edit(HAI, record, name="Sửa ở máy hai")
    home(world, HAI, XA)
    end(world)
    assert world.value(XA, record) == "Đầu"
    world.edit(XA, record, name="Sửa sau")
    adopting.adopt(world[XA], None)
    shown = lookup.show(world[XA], "model", record)
    assert shown.conflicts == ("name",)


def test_one_op_alone_is_adopted_and_only_once(world):
    world.add(HAI, name="Một")
    world.add(HAI, name="Hai")
    home(world, HAI, XA)
    end(world)
    found = {one.says: one for one in adopting.listing(world[XA]) if one.register.code == "model"}
    chosen = next(one for says, one in found.items() if "Một" in says)
    assert (chosen.who, chosen.why, chosen.why_not) == ("Lò Thị Ún", "trạm đã bị thu hồi hoặc không có quyền", "")
    assert adopting.adopt(world[XA], [chosen.op]).ids == [chosen.record]
    assert names(world, XA) == ["Một"]
    assert refused(adopting.adopt, world[XA], [chosen.op]) == "unknown_record"
    assert chosen.op not in {one.op for one in adopting.listing(world[XA])}


def test_a_strike_out_is_adopted_too(world):
    record = world.add(XA, name="Gạch đi")
    home(world, XA, HAI)
    records.strike_out(world[HAI], "model", record)
    home(world, HAI, XA)
    end(world)
    assert names(world, XA) == ["Gạch đi"]
    adopting.adopt(world[XA], None)
    assert lookup.show(world[XA], "model", record).deleted or lookup.show(world[XA], "model", record).conflicts


def test_accounts_of_the_ended_laptop_are_nobodys_to_adopt(world):
    home(world, HAI, XA)
    end(world)
    assert {one.register.code for one in adopting.listing(world[XA])}.isdisjoint({"account", "audit_event"})


def test_a_period_that_only_the_ended_laptop_closed_is_said_to_be_closed_again(world):
    periods.open_period(world[HAI], periods.NewPeriod("month", 2024, 1))
    periods.nothing_happened(world[HAI], "2024-01", declared_registers())
    periods.close_period(world[HAI], "2024-01")
    home(world, HAI, XA)
    answer = stations.revoke(world[XA], world.station(HAI), 0, None)
    assert answer["close_again"] == ["2024-01"]
    assert "period_close" not in {one.register.code for one in adopting.listing(world[XA])}
    with world[XA].reading() as connection:
        assert adopting.close_again(world[XA], connection) == ["2024-01"]


def test_who_may_not_enter_a_book_adopts_nothing_of_it(world):
    world.add(HAI, name="Mô hình")
    home(world, HAI, XA)
    end(world)
    op = next(one.op for one in adopting.listing(world[XA]) if one.register.code == "model")
    world[XA].user = User("an", frozenset({"XEM"}))
    assert adopting.listing(world[XA]) == []
    assert adopting.adopt(world[XA], None).ops == []
    assert refused(adopting.adopt, world[XA], [op]) == "not_allowed"


def test_the_unit_above_adopts_nothing_for_the_commune(world):
    world.add(HAI, name="Mô hình")
    world.send(HAI, HUYEN)
    stations.revoke(world[HUYEN], world.station(HAI), 0, None)
    assert adopting.listing(world[HUYEN]) == []


def test_values_that_are_not_here_are_named_and_left_out(world):
    """What came by way of the district has no home values."""
    record = world.add(HAI, name="Có ghi chú", note="chỉ ở nhà")
    world.send(HAI, HUYEN)
    world.send(HUYEN, XA)
    end(world)
    done = adopting.adopt(world[XA], None)
    assert "note" in done.left_out
    assert world.value(XA, record) == "Có ghi chú"


def test_of_a_denunciation_only_what_the_law_leaves_is_taken(world):
    session = world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    visit = world.add(
        XA, VISIT, session_id=session, subject_kind="kien_nghi", citizen_name="Giàng A Páo", content="Ranh giới nương",
        handling="chuyen_don", target_body="Phòng Tài nguyên",
    )  # fmt: skip
    home(world, XA, HAI)
    world.edit(HAI, visit, VISIT, content="Nói thêm ở máy hai", people_count=3)
    home(world, HAI, XA)
    world.edit(XA, visit, VISIT, subject_kind="to_cao")
    end(world)
    done = adopting.adopt(world[XA], None)
    assert "content" in done.left_out
    with world[XA].reading() as connection:
        bodies = b" ".join(bytes(row[0]) for row in connection.execute("SELECT body FROM value_line WHERE body IS NOT NULL"))
    assert "Nói thêm".encode() not in bodies


def test_turning_into_a_denunciation_is_no_step_to_adopt_unseen(world):
    session = world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    visit = world.add(
        XA, VISIT, session_id=session, subject_kind="kien_nghi", citizen_name="Giàng A Páo", content="Ranh giới nương",
        handling="chuyen_don", target_body="Phòng Tài nguyên",
    )  # fmt: skip
    home(world, XA, HAI)
    world.edit(HAI, visit, VISIT, subject_kind="to_cao")
    home(world, HAI, XA)
    end(world)
    found = [one for one in adopting.listing(world[XA]) if one.record == visit]
    assert any("tố cáo" in one.why_not for one in found)
    turning = next(one.op for one in found if "tố cáo" in one.why_not)
    assert refused(adopting.adopt, world[XA], [turning]) == "not_allowed"


def reception(world, name=HAI):
    """A visit as an ordinary one, with a name and a matter."""
    session = world.add(name, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    return world.add(
        name, VISIT, session_id=session, subject_kind="kien_nghi", citizen_name="Giàng A Páo", content="Ranh giới nương",
        handling="chuyen_don", target_body="Phòng Tài nguyên",
    )  # fmt: skip


def bodies(world, name, station):
    """What a laptop holds of the value lines that a station wrote."""
    with world[name].reading() as connection:
        rows = connection.execute(
            "SELECT v.audience, v.grp, v.body FROM value_line v JOIN line l ON l.id = v.line JOIN log g ON g.id = l.log "
            "WHERE v.body IS NOT NULL AND g.station = ?",
            (station,),
        )
        return [(str(audience), str(group), bytes(body).decode()) for audience, group, body in rows.fetchall()]


@pytest.mark.parametrize("named", [False, True])
def test_ops_that_end_as_a_denunciation_bring_no_name_and_no_content(world, named):
    """Two sticks: the visit with its name, then its turning. Who may not erase adopts both."""
    end(world)
    visit = reception(world)
    home(world, HAI, XA)
    world.edit(HAI, visit, VISIT, subject_kind="to_cao")
    home(world, HAI, XA)
    world[XA].user = User("tcd", frozenset({"TCD"}))
    ops = [one.op for one in adopting.listing(world[XA]) if one.register.code == VISIT and one.says != "Xóa theo luật"]
    if named:
        adopting.adopt(world[XA], [one.op for one in adopting.listing(world[XA]) if one.register.code == "reception_session"])
    done = adopting.adopt(world[XA], ops if named else None)
    assert {"citizen_name", "content"} <= set(done.left_out)
    world[XA].user = User("an", ROLES)
    shown = lookup.show(world[XA], VISIT, visit).values
    assert (shown["subject_kind"], shown["citizen_name"], shown["content"]) == ("to_cao", None, None)
    assert not [body for *_, body in bodies(world, XA, world.station(XA)) if "Páo" in body or "nương" in body]


def test_each_op_is_judged_over_what_stands_when_its_turn_comes(world):
    """One by one: the visit is adopted, and then its turning is no step to take unseen."""
    end(world)
    visit = reception(world)
    home(world, HAI, XA)
    adopting.adopt(world[XA], None)
    world.edit(HAI, visit, VISIT, people_count=2)
    world.edit(HAI, visit, VISIT, subject_kind="to_cao")
    home(world, HAI, XA)
    world[XA].user = User("tcd", frozenset({"TCD"}))
    turning = [one.op for one in adopting.listing(world[XA]) if one.record == visit and "tố cáo" in one.why_not]
    assert refused(adopting.adopt, world[XA], turning) == "not_allowed"
    adopting.adopt(world[XA], None)
    world[XA].user = User("an", ROLES)
    assert lookup.show(world[XA], VISIT, visit).values["subject_kind"] == "kien_nghi"


def test_what_a_strange_author_wrote_is_read_and_sent_as_the_register_says(world):
    """A hostile op: names for the unit above, in lines that nothing erases, with signs that turn the writing round."""
    end(world)
    visit = reception(world)
    strange = {"citizen_name": "Tên bí mật", "people_count": "ba\u202e", "content": "đảo\u202echiều", "no_such": 3, "book_no": "<b>"}
    with world[HAI].writing() as connection:
        world[HAI].write(connection, [NewOp("2024:03448", VISIT, visit, "set", (), {("up", "kept"): strange})])
    home(world, HAI, XA)
    done = adopting.adopt(world[XA], None)
    assert {"people_count", "content", "no_such", "book_no"} <= set(done.left_out)
    assert "citizen_name" not in done.left_out
    assert "Số (sổ Tiếp công dân)" in done.labels
    assert "cột mà chương trình này không có (sổ Tiếp công dân)" in done.labels
    assert not [label for label in done.labels if "_" in label]
    held = bodies(world, XA, world.station(XA))
    assert {(audience, group) for audience, group, body in held if "bí mật" in body} == {("home", "person")}
    assert not [body for *_, body in held if "\u202e" in body or "no_such" in body or "<b>" in body]
    world.send(XA, HUYEN)
    assert not [body for *_, body in bodies(world, HUYEN, world.station(XA)) if "bí mật" in body]
    world.edit(XA, visit, VISIT, subject_kind="to_cao")
    assert not [body for *_, body in bodies(world, XA, world.station(XA)) if "bí mật" in body]


def test_what_a_waiting_erasure_empties_is_adopted_by_who_may_erase(world):
    end(world)
    visit = reception(world)
    home(world, HAI, XA)
    with world[HAI].writing() as connection:
        world[HAI].write(connection, [NewOp("2024:03448", VISIT, visit, "erase", (), {}, ("person", "case"))])
    home(world, HAI, XA)
    world[XA].user = User("tcd", frozenset({"TCD"}))
    ops = [one for one in adopting.listing(world[XA]) if one.record == visit]
    assert len(ops) == 2
    assert all(one.why_not for one in ops)
    adopting.adopt(world[XA], None)
    assert not [body for *_, body in bodies(world, XA, world.station(XA)) if "Páo" in body]
    world[XA].user = User("an", ROLES)
    assert set(adopting.adopt(world[XA], None).ids) >= {visit}
    assert lookup.show(world[XA], VISIT, visit).values["citizen_name"] is None
    assert not [body for *_, body in bodies(world, XA, world.station(XA)) if "Páo" in body]


def test_an_erasure_in_another_ops_clothes_is_no_right_to_erase(world):
    end(world)
    visit = reception(world)
    home(world, HAI, XA)
    adopting.adopt(world[XA], None)
    with world[HAI].writing() as connection:
        world[HAI].write(
            connection, [NewOp("2024:03448", VISIT, visit, "set", (), {("home", "kept"): {"note": "ghi"}}, ("person", "case"))]
        )
    home(world, HAI, XA)
    world[XA].user = User("tcd", frozenset({"TCD"}))
    op = next(one.op for one in adopting.listing(world[XA]) if one.record == visit)
    assert refused(adopting.adopt, world[XA], [op]) == "not_allowed"
    world[XA].user = User("an", ROLES)
    assert lookup.show(world[XA], VISIT, visit).values["citizen_name"] == "Giàng A Páo"


def test_what_a_laptop_wrote_that_nobody_certified_can_be_adopted(exchange_world):
    """It came with a sibling's package, waits, and its laptop burnt before anybody could certify it."""
    world = exchange_world
    record = world.add(HAI, name="Chưa chứng nhận")
    seal_all(world[HAI])
    with world[HAI].reading() as source, world[XA].writing() as connection:
        log = next(one for one in exchange.logs(source) if one.name == world[HAI].identity.station)
        for run in exchange.runs_beyond(source, log, None, ()):
            packed = exchange.run_bytes(source, log.key, run, ingest.AUDIENCES)
            came = ingest.Arrival(
                run.log, run.station, "", run.first, run.last, run.prev, run.tip, run.seal, packed.lines, packed.values, "2024:03448"
            )
            ingest.hold(connection, came, UNCERTIFIED)
    found = [one for one in adopting.listing(world[XA]) if one.record == record]
    assert [one.why for one in found] == ["trạm chưa được chứng nhận"]
    adopting.adopt(world[XA], None)
    assert (names(world, XA), adopting.count(world[XA])) == (["Chưa chứng nhận"], 0)
    world.admit(HUYEN, HAI)  # and should it be certified in the end, its own lines change nothing
    world.send(HAI, HUYEN)
    world.send(XA, HUYEN)
    world.send(HUYEN, XA)
    assert names(world, XA) == names(world, HUYEN) == ["Chưa chứng nhận"]
    assert lookup.show(world[XA], "model", record).conflicts == ()


def test_the_revoked_laptop_itself_becomes_a_new_station_and_takes_its_work_back(world):
    world.add(HAI, name="Bị cắt mất")
    home(world, HAI, XA)
    world.send(HAI, HUYEN)
    stations.revoke(world[HUYEN], world.station(HAI), 0, None)
    world.send(HUYEN, HAI)
    assert names(world, HAI) == []
    assert refused(adopting.adopt, world[HAI], None) == "revoked"
    assert any("nhận lại" in one.next_step for one in today.look(world[HAI]).warnings)
    new_station.become(world[HAI])
    world.admit(XA, HAI)
    world[HAI].user = User("an", ROLES)
    adopting.adopt(world[HAI], None)
    assert names(world, HAI) == ["Bị cắt mất"]
    world.send(HUYEN, XA)
    home(world, HAI, XA)
    assert names(world, XA) == ["Bị cắt mất"]
    home(world, XA, HAI)
    assert world.state(XA, "home") == world.state(HAI, "home")
