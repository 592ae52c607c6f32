"""R07: Luật Khiếu nại, điều 27, 28, 37; a letter that moves to R08 leaves nothing of its matter behind."""

import pytest

from desktop import registers
from desktop.actions import entry_form, lookup, records
from desktop.entries.json_schema import schema_of
from desktop.errors import Problem
from tests.desktop.registers.judging import blocks, broken, whole
from tests.office import carry, open_desk, sibling

REGISTER = registers.ALL["petition"]
NAME, STORY, WORD = "Lò Thị Không Ai Thấy", "Nội dung không ai được giữ", "Ghi chú không ai được giữ"
REMOTE = {"far": {"is_remote": True}, "near": {"is_remote": False}, "unsaid": {"is_remote": None}}
ACCEPTED = {"kind": "khieu_nai", "action": "thu_ly", "received_on": "2024-03-18", "accepted_on": "2024-03-25"}


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa", series="A")
    yield made
    made.office.close()


@pytest.mark.parametrize(
    ("kind", "received", "due"),
    [
        ("khieu_nai", "2024-03-25", "2024-04-04"),  # điều 27: 10 days
        ("khieu_nai", "2024-02-02", "2024-02-15"),  # ends in Tết, goes to the next working day
        ("khieu_nai", "2026-06-30", "2026-07-10"),
        ("khieu_nai", "2026-07-01", "2026-07-10"),  # 155/2026/NĐ-CP: 7 working days
        ("kien_nghi", "2024-03-25", "2024-04-04"),
    ],
)
def test_a_letter_is_accepted_within_the_term_of_its_day(kind, received, due):
    assert whole("petition", kind=kind, received_on=received)["due_accept"] == due


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, "2024-04-24"),  # điều 28: 30 days
        ({"is_complex": True}, "2024-05-09"),  # 45
        ({"is_remote": True}, "2024-05-09"),  # 45
        ({"is_remote": True, "is_complex": True}, "2024-05-24"),  # 60
        ({"level_kn": "lan_hai"}, "2024-05-09"),  # điều 37: 45
        ({"level_kn": "lan_hai", "is_complex": True}, "2024-05-24"),  # 60
        ({"level_kn": "lan_hai", "is_remote": True}, "2024-05-24"),  # 60
        ({"level_kn": "lan_hai", "is_remote": True, "is_complex": True}, "2024-06-03"),  # 70
        ({"extended_to": "2024-05-31"}, "2024-05-31"),
        ({"extended_to": "2024-04-20"}, "2024-04-24"),
        ({"kind": "kien_nghi"}, None),  # no law sets a term: the office adds one
        ({"action": "chuyen_don", "accepted_on": None}, None),
    ],
)
def test_a_complaint_is_settled_within_the_term_of_its_case(change, due):
    assert whole("petition", **ACCEPTED | change)["due_resolve"] == due


def test_a_rule_that_comes_later_counts_for_what_was_accepted_under_it(desk):
    letter = desk.add("petition", kind="kien_nghi", received_on="2024-02-20", action="thu_ly", accepted_on="2024-03-04")
    desk.add("legal_rule", rule_key="knpa_gq", value="15", unit="ngay", valid_from="2024-03-01", source="Quy định của huyện")
    assert lookup.show(desk.office, "petition", letter).values["due_resolve"] == "2024-03-19"


def test_a_term_says_its_law_its_length_and_its_first_day():
    waiting = whole("petition", kind="khieu_nai", received_on="2024-03-18")["due_basis"]
    assert waiting == "Thụ lý: 10 ngày (Luật Khiếu nại 02/2011/QH13, Điều 27), tính từ ngày 18/03/2024"
    running = whole("petition", **ACCEPTED, extended_to="2024-05-31", extension_doc="12/QĐ-UBND")["due_basis"]
    assert running == (
        "Thụ lý: 10 ngày (Luật Khiếu nại 02/2011/QH13, Điều 27), tính từ ngày 18/03/2024; "
        "Giải quyết: 30 ngày (Luật Khiếu nại 02/2011/QH13, Điều 28), tính từ ngày 25/03/2024; gia hạn theo văn bản 12/QĐ-UBND"
    )


def test_an_accepted_letter_without_a_term_to_settle_still_says_by_what_it_had_to_be_accepted():
    row = whole("petition", **ACCEPTED | {"kind": "phan_anh", "received_on": "2024-04-19", "accepted_on": "2024-04-22"})
    assert (row["due_accept"], row["due_resolve"]) == ("2024-05-02", None)
    assert row["due_basis"].startswith("Thụ lý: 10 ngày")
    assert "19/04/2024" in row["due_basis"]


@pytest.mark.parametrize(("day", "in_time"), [("2024-04-24", True), ("2024-04-25", False), (None, None)])
def test_a_letter_was_settled_in_time_or_not(day, in_time):
    assert whole("petition", **ACCEPTED, resolved_on=day)["in_time"] is in_time


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"action": "thu_ly"}, []),
        ({"action": "thu_ly", "accepted_on": None}, ["required accepted_on"]),
        ({"action": "luu", "accepted_on": "2024-03-26"}, ["closed accepted_on"]),
        ({"action_date": "2024-03-26"}, ["closed action_date"]),
        ({"action": "luu", "action_date": "2024-03-24"}, ["a_petition_is_handled_after_it_came"]),
        ({"accepted_on": "2024-03-24"}, ["a_petition_is_accepted_after_it_came"]),
        ({"accepted_on": "2024-04-05"}, ["a_petition_is_accepted_in_time"]),
        ({"resolved_on": "2024-03-24", "resolution_kind": "rut_don"}, ["a_petition_is_settled_after_it_was_accepted"]),
        (
            {"accepted_on": "2024-03-27", "resolved_on": "2024-03-26", "resolution_kind": "rut_don"},
            ["a_petition_is_settled_after_it_was_accepted"],
        ),
        ({"resolved_on": "2024-03-26"}, ["what_was_settled_says_how"]),
        ({"resolution_kind": "rut_don"}, ["closed resolution_kind"]),
        ({"admissible": False}, []),
        ({"admissible": False, "inadmissible_reason": None}, ["required inadmissible_reason"]),
        ({"inadmissible_reason": "khac"}, ["closed inadmissible_reason"]),
        ({"signatory_type": "nhieu_nguoi", "signatories_n": None}, ["required signatories_n"]),
        ({"signatories_n": 3}, ["closed signatories_n"]),
        ({"petitioner_name": None, "address": None}, ["required petitioner_name", "required address"]),
        ({"signatory_type": "nac_danh", "petitioner_name": None, "address": None}, []),
        ({"source": "buu_chinh", "visit_id": "some"}, ["closed visit_id"]),
        ({"is_complex": True}, ["a_complex_case_is_said_so_in_writing"]),
        ({"is_complex": True, "complex_doc_no": "3/QĐ"}, []),
        ({"extended_to": "2024-05-31"}, ["a_term_is_extended_in_writing"]),
        ({"kind": "nhieu_noi_dung"}, ["a_letter_of_many_matters_is_split"]),
        ({"kind": "kien_nghi", "level_kn": "lan_hai"}, ["only_a_complaint_comes_a_second_time"]),
        ({"outcome": "huy_sua"}, ["an_outcome_is_of_its_own_level"]),
        ({"outcome": "dung", "level_kn": "lan_hai"}, ["an_outcome_is_of_its_own_level"]),
        ({"kind": "phan_anh", "outcome": "dung"}, ["closed outcome"]),
        ({"handled_n": 1, "handled_officials_n": 2}, ["officials_are_among_the_handled"]),
        ({"transferred_persons_n": 1, "transferred_officials_n": 2}, ["officials_are_among_the_transferred"]),
        ({"exec_status": "dang", "prosecuted_persons_n": 1, "prosecuted_officials_n": 2}, ["officials_are_among_the_prosecuted"]),
        ({"exec_status": "chua", "prosecuted_case_n": 1}, ["closed prosecuted_case_n"]),
        ({"exec_status": "dang", "executed_on": "2024-04-20"}, ["closed executed_on"]),
        ({"exec_status": "da_xong"}, ["what_was_carried_out_says_when"]),
        (
            {"resolved_on": "2024-04-20", "resolution_kind": "quyet_dinh", "exec_status": "da_xong", "executed_on": "2024-04-19"},
            ["a_decision_is_carried_out_after_it_was_made"],
        ),
        ({"reply_received_on": "2024-03-26"}, ["closed reply_received_on"]),
        ({"reply_received": True, "reply_received_on": "2024-03-24"}, ["another_body_answers_after_it_was_asked"]),
        (
            {"action": "chuyen_don", "action_date": "2024-03-28", "reply_received": True, "reply_received_on": "2024-03-27"},
            ["another_body_answers_after_it_was_asked"],
        ),
        ({"kind": "khieu_nai", "category": "hc_khac"}, []),
        ({"kind": "kien_nghi", "category": "hc_khac"}, ["a_petition_is_of_its_own_categories"]),
        ({"kind": "phan_anh", "category": "dang_doan_the"}, ["a_petition_is_of_its_own_categories"]),
        ({"kind": "phan_anh", "category": "tu_phap"}, []),
    ],
)
def test_a_wrong_letter_breaks_exactly_one_rule(change, expected):
    assert broken("petition", **change) == expected


def test_what_came_late_is_shown_and_what_is_out_of_order_is_refused():
    assert not blocks("petition", "a_petition_is_accepted_in_time")
    assert blocks("petition", "a_petition_is_accepted_after_it_came")
    assert blocks("petition", "a_petition_is_settled_after_it_was_accepted")


@pytest.mark.parametrize(("village", "remote", "reason", "ok"), [
    ("far", True, None, True), ("far", False, None, False), ("near", True, None, False), ("near", True, "Đường sạt lở", True),
    ("unsaid", True, None, True),
])  # fmt: skip
def test_another_term_than_the_villages_has_a_reason(village, remote, reason, ok):
    found = broken("petition", REMOTE, village_id=village, is_remote=remote, remote_reason=reason)
    assert found == ([] if ok else ["another_term_than_the_villages_has_a_reason"])


def test_a_letter_takes_over_whether_its_village_is_remote(desk):
    far, near = desk.add("village", name="Thò Ma", is_remote=True), desk.add("village", name="Pá Hạ", is_remote=False)

    def remote(**values):
        return lookup.show(desk.office, "petition", desk.add("petition", **values)).values["is_remote"]

    assert [remote(village_id=far), remote(village_id=near), remote()] == [True, False, None]
    assert remote(village_id=near, is_remote=True, remote_reason="Đường sạt lở") is True


def test_another_term_than_the_villages_is_refused_without_a_reason(desk):
    near = desk.add("village", name="Pá Hạ", is_remote=False)
    with pytest.raises(Problem) as refused:
        desk.add("petition", village_id=near, is_remote=True)
    assert [(one["field"], one["rule"]) for one in refused.value.errors] == [
        ("remote_reason", "another_term_than_the_villages_has_a_reason")
    ]


@pytest.mark.parametrize(("people", "given", "marks"), [
    (4, None, None), (5, None, ["dong_nguoi"]), (6, ["diem_nong"], ["diem_nong", "dong_nguoi"]), (4, ["vuot_cap"], ["vuot_cap"]),
])  # fmt: skip
def test_five_who_sign_are_a_crowd(desk, people, given, marks):
    letter = desk.add("petition", signatory_type="nhieu_nguoi", signatories_n=people, marks=given)
    assert lookup.show(desk.office, "petition", letter).values["marks"] == marks


def test_names_and_content_stay_in_the_unit():
    home = {f.name for f in REGISTER.fields if REGISTER.audience(f.name) == "home"}
    assert home == {"village_id", "petitioner_name", "address", "summary", "remote_reason", "note"}
    assert REGISTER.private_fields == {"village_id", "petitioner_name", "address", "summary"}
    assert REGISTER.sees_private == {"TCD", "LD"}


def test_only_the_kind_of_a_letter_outlives_its_move():
    assert [f.name for f in REGISTER.fields if f.group == "kept" and not f.auto] == ["kind"]


def test_no_letter_begins_as_a_denunciation(desk):
    offered = [one["const"] for one in schema_of(REGISTER)["properties"]["kind"]["oneOf"]]
    assert offered == ["khieu_nai", "kien_nghi", "phan_anh", "nhieu_noi_dung"]
    with pytest.raises(Problem) as refused:
        desk.add("petition", kind="to_cao")
    assert (refused.value.code, refused.value.where) == ("rule_broken", "kind")
    assert lookup.listing(desk.office, "petition", lookup.Ask()).total == 0


def letter_of_a_visit(desk):
    """Return a visit, the letter that was handed over at it, and what was done about the letter."""
    visit = desk.add("reception_visit", subject_kind="khieu_nai", citizen_name=NAME, content=STORY)
    letter = desk.add("petition", kind="khieu_nai", source="tiep_cong_dan", visit_id=visit, petitioner_name=NAME, summary=STORY, note=WORD)
    return visit, letter, desk.add("petition_event", petition_id=letter, note=WORD)


def holds_nothing_of_it(desk, told):
    said = [str(lookup.show(desk.office, code, record).values) for code, record in told.items()]
    said += [str(line.values) for code, record in told.items() for line in lookup.history(desk.office, code, record)]
    assert [text for text in (NAME, STORY, WORD) for one in said if text in one] == []
    for code in told:
        assert [lookup.listing(desk.office, code, lookup.Ask(search=text, deleted=True)).total for text in (NAME, STORY, WORD)] == [0, 0, 0]


def test_a_letter_that_moves_takes_its_whole_matter_with_it(desk):
    visit, letter, event = letter_of_a_visit(desk)
    outcome = records.edit(desk.office, "petition", letter, {"kind": "to_cao"})
    assert {"petitioner_name", "summary", "received_on", "visit_id", "petition_event.note", "reception_visit.citizen_name"} <= set(
        outcome.erased
    )
    holds_nothing_of_it(desk, {"petition": letter, "petition_event": event, "reception_visit": visit})
    shown = lookup.show(desk.office, "petition", letter)
    assert {name: value for name, value in shown.values.items() if value is not None} == {"kind": "to_cao"}
    assert (shown.event_date, shown.deleted) == (None, False)
    assert lookup.show(desk.office, "petition_event", event).deleted
    assert lookup.show(desk.office, "reception_visit", visit).values["subject_kind"] == "to_cao"


def test_a_visit_that_turns_takes_its_letter_with_it(desk):
    visit, letter, event = letter_of_a_visit(desk)
    records.edit(desk.office, "reception_visit", visit, {"subject_kind": "to_cao"})
    holds_nothing_of_it(desk, {"petition": letter, "petition_event": event, "reception_visit": visit})
    assert lookup.show(desk.office, "petition", letter).values["kind"] == "to_cao"


def test_what_was_struck_out_is_emptied_as_well(desk):
    visit, letter, event = letter_of_a_visit(desk)
    records.strike_out(desk.office, "reception_visit", visit)
    records.strike_out(desk.office, "petition_event", event)
    records.edit(desk.office, "petition", letter, {"kind": "to_cao"})
    holds_nothing_of_it(desk, {"petition": letter, "petition_event": event, "reception_visit": visit})


def test_what_is_being_typed_about_a_letter_goes_with_it(desk):
    _, letter, _ = letter_of_a_visit(desk)
    draft = desk.add("petition_event", draft=True, petition_id=letter, note=WORD)
    records.edit(desk.office, "petition", letter, {"kind": "to_cao"})
    assert lookup.listing(desk.office, "petition_event", lookup.Ask()).records == []
    with pytest.raises(Problem):
        entry_form.open_form(desk.office, "petition_event", draft)


def test_nothing_is_added_to_a_letter_that_moved(desk):
    _, letter, _ = letter_of_a_visit(desk)
    records.edit(desk.office, "petition", letter, {"kind": "to_cao"})
    for work, change in ((records.edit, {"summary": STORY}), (records.edit, {"received_on": "2024-03-25"})):
        with pytest.raises(Problem) as refused:
            work(desk.office, "petition", letter, change)
        assert refused.value.code == "rule_broken"
    with pytest.raises(Problem) as refused:
        desk.add("petition_event", petition_id=letter, note=WORD)
    assert refused.value.errors[0]["rule"] == "nothing_is_added_to_a_letter_that_moved"


def test_a_letter_that_turns_back_has_to_be_written_anew(desk):
    _, letter, _ = letter_of_a_visit(desk)
    desk.edit("petition", letter, kind="to_cao")
    with pytest.raises(Problem) as refused:
        records.edit(desk.office, "petition", letter, {"kind": "khieu_nai"})
    assert refused.value.code == "required_missing"
    assert "received_on" in {one["field"] for one in refused.value.errors}
    with pytest.raises(Problem) as refused:
        entry_form.save(desk.office, "petition", letter, {"kind": "khieu_nai"}, ())
    assert refused.value.code == "required_missing"
    records.edit(desk.office, "petition", letter, {"kind": "khieu_nai"}, draft=True)
    assert lookup.show(desk.office, "petition", letter).values["kind"] == "to_cao"


def test_what_another_laptop_wrote_meanwhile_is_flagged_and_emptied_when_it_is_struck_out(desk, tmp_path):
    _, letter, _ = letter_of_a_visit(desk)
    other = sibling(desk, tmp_path / "hai")
    try:
        late = other.add("petition_event", petition_id=letter, note=WORD)
        other.edit("petition", letter, summary=f"{STORY} thêm", note=WORD)
        records.edit(desk.office, "petition", letter, {"kind": "to_cao"})
        carry(other, desk)
        assert lookup.show(desk.office, "petition", letter).values["summary"] is None
        assert lookup.show(desk.office, "petition_event", late).flags == ("nothing_is_added_to_a_letter_that_moved",)
        assert "note" in records.strike_out(desk.office, "petition_event", late).erased
        carry(desk, other)
        for one in (desk, other):
            holds_nothing_of_it(one, {"petition": letter, "petition_event": late})
    finally:
        other.office.close()


def test_the_letter_of_a_denouncing_visit_is_not_kept(desk):
    visit = desk.add("reception_visit", subject_kind="to_cao")
    with pytest.raises(Problem) as refused:
        desk.add("petition", source="tiep_cong_dan", visit_id=visit)
    assert refused.value.errors[0]["rule"] == "a_letter_of_a_denouncer_is_not_kept_here"


@pytest.mark.parametrize(("day", "expected"), [("2024-03-25", []), ("2024-03-24", ["an_event_follows_the_letter"])])
def test_an_event_follows_its_letter(day, expected):
    parents = {"letter": {"kind": "khieu_nai", "_date": "2024-03-25"}}
    assert broken("petition_event", parents, petition_id="letter", date=day) == expected


def test_an_event_tells_above_what_was_done_and_no_more():
    register = registers.ALL["petition_event"]
    assert {f.name for f in register.fields if register.audience(f.name) == "home"} == {"note"}
    assert {f.name for f in register.fields if f.group == "kept"} == {"petition_id"}
