"""What saving promises: only what was changed is written, no road leads round the rules, and a secret leaves nothing behind."""

import uuid

import pytest

from desktop import registers
from desktop.actions import conflicts, entry_form, lookup, records, sessions, visits
from desktop.entries.saving import Saver
from desktop.errors import Problem
from tests.office import carry, open_desk, sibling

NAME, STORY = "Lò Thị Không Ai Thấy", "Nội dung không ai được giữ"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


@pytest.fixture
def other(desk, tmp_path):
    """A second laptop of the same commune, which starts from what the first one holds when it is asked for."""
    made = []

    def come():
        made.append(sibling(desk, tmp_path / "hai"))
        return made[0]

    yield come
    for one in made:
        one.office.close()


def visit(desk, **values):
    return desk.add("reception_visit", **{"subject_kind": "khieu_nai", "citizen_name": NAME, "content": STORY, **values})


def values(desk, register, record):
    return lookup.show(desk.office, register, record).values


def refusal(work, *arguments, **named):
    with pytest.raises(Problem) as caught:
        work(*arguments, **named)
    return caught.value


def holds_nothing_of_it(desk, record):
    """Neither the record, nor its history, nor the search, nor a draft says who or what."""
    office = desk.office
    told = [
        str(values(desk, "reception_visit", record)),
        *(str(line.values) for line in lookup.history(office, "reception_visit", record)),
    ]
    opened = entry_form.open_form(office, "reception_visit", record)
    told.append(str(opened.draft.values if opened.draft else ""))
    found = [lookup.listing(office, "reception_visit", lookup.Ask(search=text)).total for text in (NAME, STORY)]
    assert not any(text in one for text in (NAME, STORY) for one in told)
    assert found == [0, 0]


def test_a_form_opened_before_somebody_elses_edit_writes_only_its_own_field(desk):
    village = desk.add("village", households=62)
    opened = entry_form.open_form(desk.office, "village", village)
    desk.edit("village", village, households=999)
    entry_form.save(desk.office, "village", village, {"leader_position": "Trưởng bản"}, opened.heads)
    shown = lookup.show(desk.office, "village", village)
    assert (shown.values["households"], shown.values["leader_position"], shown.conflicts) == (999, "Trưởng bản", ())


def test_two_answers_to_the_same_field_meet_as_a_conflict(desk):
    village = desk.add("village", households=62)
    opened = entry_form.open_form(desk.office, "village", village)
    desk.edit("village", village, households=999)
    entry_form.save(desk.office, "village", village, {"households": 63}, opened.heads)
    assert lookup.show(desk.office, "village", village).conflicts == ("households",)


@pytest.mark.parametrize("base", [["garbage/1/aaaa"], [""], ["here", "elsewhere"]])
def test_a_base_that_is_no_op_of_the_record_is_refused(desk, base):
    village, second = desk.add("village"), desk.add("village")
    here, elsewhere = (lookup.history(desk.office, "village", one)[0].op for one in (village, second))
    named = [{"here": here, "elsewhere": elsewhere}.get(one, one) for one in base]
    fault = refusal(records.edit, desk.office, "village", village, {"households": 7}, base=named)
    assert (fault.code, fault.where) == ("invalid_value", "--base")
    assert lookup.show(desk.office, "village", village).conflicts == ()


@pytest.mark.parametrize("register", ["village", "place"])
def test_an_id_that_something_else_is_known_by_is_refused(desk, register):
    village = desk.add("village", name="Thò Ma")
    given = {"name": "Hội trường", "kind": "tru_so"} if register == "place" else {"name": "Hội trường", "type": "ban"}
    fault = refusal(records.add, desk.office, register, [(given, village)])
    assert (fault.code, fault.where) == ("invalid_value", "id")
    assert values(desk, "village", village)["name"] == "Thò Ma"


def test_one_id_twice_in_one_input_adds_nothing(desk):
    given = str(uuid.uuid4())
    rows = [({"name": name, "kind": "tru_so"}, given) for name in ("Một", "Hai")]
    assert refusal(records.add, desk.office, "place", rows).errors[0]["index"] == 1
    assert lookup.listing(desk.office, "place", lookup.Ask()).total == 0


def test_what_exists_once_stands_once_in_one_input(desk):
    rows = [({"date": "2024-04-18", "name": name, "kind": "nghi"}, None) for name in ("Một", "Hai")]
    assert refusal(records.add, desk.office, "holiday", rows).errors[0]["rule"] == "twice"


def test_a_session_planned_again_after_it_was_struck_out_is_there_again(desk):
    asked = ("2024-03-04", "2024-03-10", 4, "dinh_ky", "thu_truong", desk.add("place"))
    (planned,) = sessions.plan(desk.office, *asked)
    records.strike_out(desk.office, sessions.CODE, planned)
    assert sessions.plan(desk.office, *asked) == [planned]
    assert not lookup.show(desk.office, sessions.CODE, planned).deleted


def test_a_struck_out_record_is_restored_before_it_is_edited(desk):
    session = desk.session("2024-03-14", held=None)
    records.strike_out(desk.office, sessions.CODE, session)
    assert refusal(sessions.held_empty, desk.office, [session]).code == "rule_broken"
    records.restore(desk.office, sessions.CODE, session)
    sessions.held_empty(desk.office, [session])
    assert values(desk, sessions.CODE, session)["held"] is True


def test_who_had_not_seen_the_strike_out_makes_a_conflict_instead(desk):
    village = desk.add("village", households=62)
    opened = entry_form.open_form(desk.office, "village", village)
    records.strike_out(desk.office, "village", village)
    entry_form.save(desk.office, "village", village, {"households": 63}, opened.heads)
    assert lookup.show(desk.office, "village", village).conflicts == ("deleted",)


def test_a_visit_can_be_written_after_todays_session_was_struck_out(desk):
    session = visits.make_today(desk.office)
    records.strike_out(desk.office, sessions.CODE, session)
    opened = visits.open_visit(desk.office, None)
    computed = registers.ALL["reception_visit"].computed
    given = {name: value for name, value in values(desk, "reception_visit", visit(desk)).items() if name not in computed}
    saved = visits.save(desk.office, None, {**given, "session_id": opened.sessions.chosen})
    assert saved.record.values["session_id"] == session
    assert not lookup.show(desk.office, sessions.CODE, session).deleted


def test_a_visit_with_a_mistake_leaves_no_session_behind(desk):
    refusal(visits.save, desk.office, None, {"session_id": visits.NEW_TODAY, "subject_kind": "khieu_nai"})
    assert lookup.listing(desk.office, sessions.CODE, lookup.Ask()).total == 0
    assert lookup.listing(desk.office, "place", lookup.Ask()).total == 0


def test_what_hangs_on_a_struck_out_record_says_so_until_that_is_restored(desk):
    session = desk.session("2024-03-14")
    record = visit(desk, session_id=session)
    records.strike_out(desk.office, sessions.CODE, session)
    assert "cha_da_gach" in lookup.show(desk.office, "reception_visit", record).flags
    records.restore(desk.office, sessions.CODE, session)
    assert "cha_da_gach" not in lookup.show(desk.office, "reception_visit", record).flags


def test_a_draft_of_a_denunciation_takes_no_name_and_keeps_none(desk):
    office = desk.office
    given = {"subject_kind": "to_cao", "citizen_name": NAME, "content": STORY}
    assert refusal(records.add, office, "reception_visit", [(given, None)], draft=True).code == "rule_broken"
    draft = records.add(office, "reception_visit", [({**given, "subject_kind": "khieu_nai"}, None)], draft=True).ids[0]
    records.edit(office, "reception_visit", draft, {"subject_kind": "to_cao"}, draft=True)
    assert refusal(records.edit, office, "reception_visit", draft, {"content": STORY}, draft=True).code == "rule_broken"
    assert values(desk, "reception_visit", draft)["citizen_name"] is None
    assert lookup.listing(office, "reception_visit", lookup.Ask(search=NAME)).total == 0


def test_a_draft_over_a_denunciation_takes_no_name_either(desk):
    record = visit(desk)
    desk.edit("reception_visit", record, subject_kind="to_cao")
    assert refusal(records.edit, desk.office, "reception_visit", record, {"content": STORY}, draft=True).code == "rule_broken"
    holds_nothing_of_it(desk, record)


def test_a_field_emptied_in_a_draft_stays_emptied_when_the_draft_is_taken_up(desk):
    village = desk.add("village", note="ghi chú cũ")
    entry_form.keep_draft(desk.office, "village", village, {"note": None})
    assert entry_form.open_form(desk.office, "village", village).draft.values == {"note": None}


@pytest.mark.parametrize("by_hand", [False, True])
def test_settling_on_a_denunciation_erases_like_any_other_change(desk, other, by_hand):
    record = visit(desk)
    second = other()
    second.edit("reception_visit", record, subject_kind="phan_anh")
    desk.edit("reception_visit", record, subject_kind="kien_nghi")
    carry(second, desk)
    (found,) = conflicts.listing(desk.office)
    if by_hand:
        outcome = conflicts.resolve(desk.office, found.id, value="to_cao")
        assert {"citizen_name", "content"} <= set(outcome.erased)
        assert outcome.backups == []
        assert len(desk.office.paths.erased.read_bytes().splitlines()) >= 1
        holds_nothing_of_it(desk, record)
    else:
        conflicts.resolve(desk.office, found.id, take=found.heads[0].op)
        assert values(desk, "reception_visit", record)["citizen_name"] == NAME
    assert conflicts.listing(desk.office) == []


def test_settling_breaks_no_rule_that_was_kept(desk, other):
    record = desk.session("2024-03-14", kind="thuong_xuyen", actor="can_bo")
    second = other()
    second.edit(sessions.CODE, record, actor="uy_quyen")
    desk.edit(sessions.CODE, record, actor="thu_truong")
    desk.edit(sessions.CODE, record, kind="dinh_ky")
    carry(second, desk)
    (found,) = conflicts.listing(desk.office)
    assert refusal(conflicts.resolve, desk.office, found.id, value="can_bo").code == "rule_broken"
    conflicts.resolve(desk.office, found.id, value="thu_truong")
    assert conflicts.listing(desk.office) == []


def test_who_may_not_read_a_field_neither_settles_nor_changes_it(desk, other):
    record = desk.add("model", kind="dien_hinh_cn", individual_name="Lò Văn A")
    second = other()
    second.edit("model", record, individual_name="Lò Văn B")
    desk.edit("model", record, individual_name="Lò Văn C")
    carry(second, desk)
    (found,) = conflicts.listing(desk.office)
    with desk.signed_in("Nhập liệu", "NL"):
        assert refusal(conflicts.resolve, desk.office, found.id, take=found.heads[0].op).code == "not_allowed"
        assert refusal(records.edit, desk.office, "model", record, {"individual_name": None}).code == "not_allowed"
    assert values(desk, "model", record)["individual_name"] in ("Lò Văn B", "Lò Văn C")
    conflicts.resolve(desk.office, found.id, take=next(one.op for one in found.heads if one.value == "Lò Văn B"))
    assert values(desk, "model", record)["individual_name"] == "Lò Văn B"


def test_a_record_whose_private_values_are_not_here_can_still_be_changed(desk, tmp_path):
    record = visit(desk)
    second = open_desk(tmp_path / "hai", desk.unit, series="B", now=desk.office.clock.now().isoformat())
    carry(desk, second, audiences=("up", "down"))
    assert "citizen_name" in lookup.show(second.office, "reception_visit", record).withheld
    second.edit("reception_visit", record, replied_on="2024-03-28")
    assert values(second, "reception_visit", record)["replied_on"] == "2024-03-28"
    second.office.close()


def test_a_new_entry_of_what_exists_once_empties_nothing_and_is_taken_back_alone(desk):
    rule = desk.add("legal_rule", rule_key="visit.reply_days", valid_from="2024-01-01", value="10", note="Theo kế hoạch")
    before = values(desk, "legal_rule", rule)
    typed = {**before, "value": "12", "note": None}
    saved = entry_form.save(desk.office, "legal_rule", None, typed)
    assert values(desk, "legal_rule", rule) == before | {"value": "12"}
    entry_form.take_back(desk.office, "legal_rule", saved)
    shown = lookup.show(desk.office, "legal_rule", rule)
    assert (shown.deleted, shown.values) == (False, before)


def test_a_draft_of_what_exists_once_stays_a_draft(desk):
    holiday = desk.add("holiday")
    known = values(desk, "holiday", holiday)
    records.add(desk.office, "holiday", [({**known, "name": "Tên khác"}, None)], draft=True)
    assert len(lookup.history(desk.office, "holiday", holiday)) == 1
    assert entry_form.open_form(desk.office, "holiday", holiday).draft.values["name"] == "Tên khác"


def test_taking_back_never_takes_what_somebody_wrote_since(desk):
    village = desk.add("village", households=62)
    saved = entry_form.save(desk.office, "village", village, {"households": 63}, ())
    desk.edit("village", village, households=999)
    entry_form.take_back(desk.office, "village", saved)
    assert lookup.show(desk.office, "village", village).conflicts == ("households",)


def test_taking_back_a_new_entry_that_somebody_went_on_with_waits_for_a_choice(desk):
    saved = entry_form.save(desk.office, "place", None, {"name": "Hội trường", "kind": "tru_so"})
    desk.edit("place", saved.record.id, name="Hội trường xã")
    entry_form.take_back(desk.office, "place", saved)
    assert lookup.show(desk.office, "place", saved.record.id).conflicts == ("deleted",)


def test_taking_back_brings_nothing_that_was_erased(desk):
    record = visit(desk)
    saved = entry_form.save(desk.office, "reception_visit", record, {"subject_kind": "to_cao"}, ())
    assert saved.former == {"subject_kind": "khieu_nai"}
    holds_nothing_of_it(desk, record)


def test_what_was_typed_and_typed_back_leaves_the_draft(desk):
    village = desk.add("village", households=62)
    heads = entry_form.open_form(desk.office, "village", village).heads
    for typed in ({"households": 63}, {"leader_position": "Trưởng bản"}):
        entry_form.keep_draft(desk.office, "village", village, typed, heads)
    assert entry_form.open_form(desk.office, "village", village).draft.values == {"leader_position": "Trưởng bản"}


def test_a_draft_that_grows_keeps_standing_on_what_it_was_begun_over(desk):
    village = desk.add("village", households=62)
    records.edit(desk.office, "village", village, {"households": 63}, draft=True)
    with desk.office.writing() as connection:  # somebody else's stick
        Saver(desk.office, connection).edit(registers.ALL["village"], village, {"households": 999}, base=None)
    now = entry_form.open_form(desk.office, "village", village)
    records.edit(desk.office, "village", village, {"leader_position": "Trưởng bản"}, base=now.heads, draft=True)
    draft = entry_form.open_form(desk.office, "village", village).draft
    entry_form.save(desk.office, "village", village, draft.values, draft.base)
    assert lookup.show(desk.office, "village", village).conflicts == ("households",)


def test_a_form_older_than_an_erasure_is_told_what_did_not_stay(desk):
    record = visit(desk)
    opened = entry_form.open_form(desk.office, "reception_visit", record)
    with desk.office.writing() as connection:
        Saver(desk.office, connection).erase(registers.ALL["reception_visit"], record, ("person",))
    saved = entry_form.save(desk.office, "reception_visit", record, {"citizen_name": "Tên sửa lại", "people_count": 2}, opened.heads)
    assert saved.lost == ("citizen_name",)
    assert (saved.record.values["citizen_name"], saved.record.values["people_count"]) == (None, 2)


def test_a_form_older_than_a_strike_out_is_told_that_both_wait_for_a_choice(desk):
    village = desk.add("village", households=62)
    opened = entry_form.open_form(desk.office, "village", village)
    records.strike_out(desk.office, "village", village)
    assert entry_form.save(desk.office, "village", village, {"households": 63}, opened.heads).met == ("deleted",)


def test_an_answer_that_came_after_the_look_is_not_chosen_away(desk, other):
    village = desk.add("village", households=62)
    two = other()
    heads = lookup.history(desk.office, "village", village)[0].op
    for machine, answer in ((desk, 63), (two, 64)):
        machine.edit("village", village, households=answer)
    carry(two, desk)
    looked = conflicts.listing(desk.office)[0]
    records.edit(desk.office, "village", village, {"households": 65}, base=[heads])
    named = {"take": looked.heads[0].op, "seen": [one.op for one in looked.heads]}
    assert refusal(conflicts.resolve, desk.office, looked.id, **named).code == "rule_broken"
    assert len(conflicts.listing(desk.office)[0].heads) == 3


@pytest.mark.parametrize("since", ["struck out", "a denunciation"])
def test_a_visit_is_saved_whatever_became_of_the_visit_before(desk, since):
    first = visit(desk)
    second = visit(desk, is_first="nhieu_lan", prev_visit_id=first)
    if since == "struck out":
        records.strike_out(desk.office, "reception_visit", first)
    else:
        desk.edit("reception_visit", first, subject_kind="to_cao")
    assert visits.save(desk.office, second, {"case_key": "K1"}, ()).record.values["case_key"] == "K1"
    assert values(desk, "reception_visit", first)["case_key"] is None
