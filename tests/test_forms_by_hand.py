"""The office's own forms, counted by hand from records typed on the command line: quarter I/2024, 15/12/2023–14/03/2024."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.factory import valid
from tests.worlds import Laptop

Q1 = "2024-Q1"
IN, LATE, BEFORE, AFTER = "2024-02-10", "2024-03-14", "2023-12-14", "2024-03-15"


@dataclass
class Book:
    """One commune's laptop; what a record refers to is typed once."""

    laptop: Laptop
    _made: dict[str, str] = field(default_factory=dict)

    def add(self, register: str, /, **values: Any) -> str:
        return self.laptop.add(register, valid(register, self._refer, **values))[0]

    def _refer(self, register: str) -> str:
        if register not in self._made:
            self._made[register] = self.add(register)
        return self._made[register]

    def form(self, name: str, period: str = Q1) -> dict[str, Any]:
        return self.laptop.ok("form", name, period, "--rows")["rows"][0]

    def cells(self, name: str, period: str = Q1) -> Mapping[str, object]:
        return self.form(name, period)["cells"]


@pytest.fixture
def book(world):
    return Book(world.loner)


def test_dv_02_how_documents_reached_the_people(book):
    near, far = (book.add("village", name=name, tags=tags) for name, tags in (("Bản A", ["bien_gioi"]), ("Bản B", ["dbkk", "bien_gioi"])))
    book.add("village", name="Bản C", tags=["dbkk"])
    documents = [one["id"] for one in book.laptop.ok("record", "list", "doc_catalog", "--where", "mandatory_year = 2024")["records"]]
    first = book.add(
        "dissemination", kind="quan_triet", event_date=IN, docs=documents[:2], sessions=3, participants=90, women=40, villages=[near, far]
    )
    second = book.add(
        "dissemination", kind="tuyen_truyen", event_date=LATE, docs=documents[:1], participants=30, women=0, part_dtts=21, villages=[near]
    )
    book.add("dissemination", kind="pbgdpl", event_date=IN, docs=[documents[2]], sessions=2, participants=25, women=9, materials_qty=25)
    book.add("dissemination", kind="van_dong", form="loa", event_date=IN, sessions=1, participants=0, women=0, broadcast_times=12)
    book.add("dissemination", kind="tuyen_truyen", form="mxh", event_date=IN, sessions=1, participants=7, women=1)
    book.add("dissemination", kind="quan_triet", event_date="2023-12-20", docs=[documents[3]], sessions=1, participants=5, women=5)
    book.add("dissemination", kind="quan_triet", event_date=AFTER, docs=documents, sessions=9, participants=900, women=900)
    row = book.form("DV-02")
    assert row["cells"] == {
        "1": 7, "2": 3,  # the document of 20/12/2023 is not of the plan year
        "3": 7, "3a": 4, "3b": 2, "3c": 1, "4": 132, "5": 46,
        "6a": 2, "6b": 3, "7a": 1, "7b": 2, "8": 2, "9": 25, "10": 12, "11": 25, "12": 1, "13": 21,
    }  # fmt: skip
    assert set(row["ids"]["3"]) > {first, second}
    assert row["ids"]["7a"] == [first]


def test_dv_03_a_person_in_two_offices_who_learned_twice_is_one(book):
    head, clerk, gone = (book.add("official", name=name) for name in ("Lò Văn A", "Vàng Thị B", "Pờ Văn C"))
    for official, role, since, until in (
        (head, "lanh_dao", "2023-01-01", None),
        (head, "chuyen_vien", "2024-01-01", None),
        (clerk, "chuyen_vien", "2024-01-01", LATE),
        (gone, "chuyen_vien", "2023-01-01", "2024-03-13"),
    ):
        book.add("assignment", official_id=official, role=role, scope="ca_hai", valid_from=since, valid_to=until)
    book.add("assignment", official_id=gone, role="lanh_dao", scope="dan_van", valid_from="2023-01-01")
    commune = book.add("training_session", topics=["luat_thdccs"], level="xa", date_from=IN, date_to=IN, present_n=30)
    district = book.add(
        "training_session", topics=["luat_thdccs", "nd59"], level="huyen", date_from="2024-01-08", date_to="2024-01-09", present_n=2
    )
    other = book.add("training_session", topics=["hoa_giai"], level="xa", date_from=LATE, date_to=LATE, present_n=11)
    book.add("training_session", topics=["luat_thdccs"], level="tinh", date_from=IN, date_to=IN, present_n=4, external_training=True)
    seen = [
        book.add("training_attendance", session_id=session, official_id=official, present=present)
        for session, official, present in (
            (commune, head, True), (district, head, True), (commune, clerk, False), (other, clerk, True), (commune, gone, True)
        )
    ]  # fmt: skip
    row = book.form("DV-03")
    assert row["cells"] == {
        "1": 2, "2": 1, "3": 2, "4": 1, "5": "0.5000", "6": 3, "6a": 2, "6b": 1, "6c": 0, "6d": 0, "7": 43,
    }  # fmt: skip
    assert set(row["ids"]["4"]) == set(seen[:2])


def test_dv_06_letters_of_both_books_come_over_or_come_in_and_are_settled_or_passed_on(book):
    def letter(received: str, kind: str = "kien_nghi", **more: Any) -> str:
        return book.add("petition", received_on=received, kind=kind, **more)

    accepted = {"action": "thu_ly"}
    letter("2023-12-01")  # carried over, never handled
    letter("2023-11-01", "khieu_nai", **accepted, accepted_on="2023-11-21", resolved_on="2023-12-20", resolution_kind="quyet_dinh")
    letter("2023-11-01", **accepted, accepted_on="2023-11-02", resolved_on="2023-12-10")  # settled before
    letter("2023-11-01", action="huong_dan", action_date="2023-11-03")  # done with before
    late = letter(IN, "khieu_nai", **accepted, accepted_on=IN, resolved_on=AFTER)  # still being settled on the last day, and late
    letter(IN, action="chuyen_don", action_date="2024-02-12", in_competence=False, marks=["vuot_cap"])
    letter(IN, "phan_anh", action="huong_dan", action_date=AFTER, admissible=False, inadmissible_reason="khong_ro_nd")
    letter(LATE, "nhieu_noi_dung", signatory_type="nhieu_nguoi", signatories_n=6)  # a crowd
    book.add("denunciation_stat", received_on=IN, action="chuyen", accepted_on=None, in_competence=False)
    book.add("denunciation_stat", received_on=AFTER)
    book.laptop.add("period_declaration", {"register": "petition", "period": Q1, "state": "co", "hot_spots_n": 2, "declared_on": IN})
    row = book.form("DV-06")
    assert row["cells"] == {
        "1": 2, "1a": 1, "1b": 1, "2": 5, "3": 1, "4": 1, "5": 2, "5a": 1, "6": 4, "7": 3,
        "8": 1, "9": 1, "10": 0, "10a": 1, "11": 2, "12": 0, "13": 1, "14": 1, "15": 2,
    }  # fmt: skip
    assert row["ids"]["3"] == [late]
    following = book.cells("DV-06", "2024-Q2")  # in which the term of the denunciation runs out
    assert [following[code] for code in ("1a", "1b", "8", "9", "10", "10a", "12")] == [
        3,
        1,
        1,
        0,
        1,
        1,
        1,
    ]


def test_dv_07_cases_and_monthly_totals_of_different_months_add_up(book):
    team = book.add("mediation_team", team_name="Tổ bản A", members_n=5, women_n=2)
    book.add("mediation_team", team_name="Tổ bản B", members_n=3, women_n=1, active=False, active_to=AFTER)
    book.add("mediation_team", team_name="Tổ bản C", members_n=4, women_n=1, active=False, active_to="2024-03-13")
    book.add("mediation_team", team_name="Tổ bản D", members_n=4, women_n=1, active_from=AFTER)
    for scope, outcome, ended, more in (
        ("mau_thuan", "thanh", "2024-02-20", {"execution": "da_thuc_hien"}),
        ("mau_thuan", "khong_thanh", LATE, {}),
        ("dan_su", "thanh", AFTER, {"execution": "dang"}),  # still open on the period's last day
        ("dan_su", "dang", None, {}),
        ("vi_pham", "ngoai_pham_vi", "2024-02-11", {}),
    ):
        book.add("mediation_case", team=team, received_on=IN, scope=scope, outcome=outcome, ended_on=ended, **more)
    book.add("mediation_case", team=team, received_on=AFTER, scope="khac", outcome="dang")
    book.add("mediation_month", team=team, month="2024-01", scope="hn_gd", received=6, thanh=3, khong_thanh=1, dang=1)
    assert book.cells("DV-07") == {
        "1": 2, "2": 8, "3": 3, "4": 11, "5": 4, "6": 2, "7": 3, "7a": 2, "8": "0.6667",
        "9a": 1, "9b": 1, "9c": 0, "9d": 0, "9e": 3, "9g": 1, "9h": 0, "9i": 0, "9k": 0, "9l": 0, "10": 1,
    }  # fmt: skip


def test_dv_08_what_was_carried_and_received_is_settled_or_open(book):
    book.add("voter_meeting", held_on=IN, voters_n=80, opinions_n=9)
    for received, competence, result, answered in (
        ("2023-11-01", "xa", "xong", "2023-12-10"),  # settled before
        ("2023-11-01", "xa", "xong", IN),
        ("2023-11-02", "huyen", "dang", None),
        (IN, "xa", "giai_trinh", "2024-02-12"),
        (IN, "xa", "xong", AFTER),  # open on the last day
        (IN, "tinh", "chuyen", None),  # nobody wrote when
        (IN, "tw", "lo_trinh", "2024-02-20"),
        (AFTER, "xa", "dang", None),
    ):
        book.add("voter_petition", received_on=received, competence=competence, result=result, answered_on=answered)
    question = book.add("council_question", held_on=IN, has_promise=True, answer_form="chua")
    for made, state, done in ((IN, "xong", LATE), (IN, "xong", AFTER), (IN, "dang", None)):
        book.add("commitment", source_kind="chat_van", source_uid=question, made_on=made, due_on=AFTER, state=state, done_on=done)
    assert book.cells("DV-08") == {
        "1": 1, "2": 80, "3": 4, "3a": 2, "3b": 0, "3c": 1, "3d": 1, "3e": 2,
        "4": 1, "5": 1, "5a": 1, "6": 3, "7": 2, "8": 1, "9": 3, "10": 1,
    }  # fmt: skip
    assert book.cells("DV-08", "2024-Q2")["3e"] == 3  # what is open at the end is what the next quarter carries


def test_what_comes_over_is_held_against_what_the_closed_period_before_left_open(book):
    laptop = book.laptop
    book.add("voter_petition", received_on=IN, result="dang")
    laptop.ok("period", "nothing", Q1, "--all-empty")
    laptop.ok("period", "close", Q1)
    laptop.ok("period", "nothing", "2024-Q2", "--all-empty")
    assert book.cells("DV-08", "2024-Q2")["3e"] == 1
    book.add("voter_petition", received_on=IN, result="dang")  # comes after the close
    check = "DV-08:3e=ky_truoc:6"
    refused = laptop.refused("rule_broken", "period", "close", "2024-Q2")
    failed = {one["check"]: one["message"] for one in refused.document["checks"] if not one["ok"]}
    assert failed == {check: "Biểu DV-08: cột 3e kỳ trước chuyển sang (2) phải bằng cột 6 đã chốt quý I/2024 (1)."}
    closed = laptop.ok("period", "close", "2024-Q2", "--override", f"{check}=một kiến nghị ghi bổ sung kỳ trước")
    assert [one["check"] for one in closed["checks"] if one["overridden"]] == [check]


def test_of_two_closed_periods_that_end_the_day_before_the_one_of_the_same_kind_is_held_against(book):
    laptop = book.laptop
    book.add("voter_petition", received_on=IN, result="dang")
    for code in ("2024-03", Q1, "2024-Q2"):
        laptop.ok("period", "nothing", code, "--all-empty")
        closed = laptop.ok("period", "close", code)
        if code == "2024-03":
            book.add("voter_petition", received_on=IN, result="dang")  # the quarter still has it, the month no more
    held = [one["ok"] for one in closed["checks"] if "ky_truoc" in one["check"]]
    assert held
    assert all(held)


def test_dv_09_what_was_made_public_decided_and_asked(book):
    village = book.add("village", name="Bản A")
    for item, day in (("CK01", IN), ("CK01", LATE), ("CK02", IN), ("CK03", AFTER)):
        book.add("publication_plan", item_code=item, planned_on=day)
    for item, doc, start, end, forms in (
        ("CK01", "2024-02-07", "2024-02-08", "2024-03-10", ["HT_a", "HT_c"]),
        ("CK01", "2024-01-02", "2024-02-08", "2024-02-12", ["HT_a"]),
        ("CK13", "2024-02-08", "2024-02-09", None, ["HT_b"]),
        ("CK02", "2024-03-14", AFTER, None, ["HT_k"]),
    ):
        place = {"place_list": [village]} if "HT_a" in forms else {}
        book.add("publication", item_code=item, doc_date=doc, start_on=start, end_on=end, forms=forms, **place)
    for item, votes in (("BQ1", 66), ("BQ6", 60)):
        book.add(
            "community_decision", item_code=item, village_id=village, event_date=IN, hh_total=100, hh_present=80, hh_absent=20,
            votes_for=votes,
        )  # fmt: skip
    for asked, tag, answered, accepted in (("ho", "thu_hoi_dat", 40, 3), ("nguoi", "quy_hoach", 25, None), ("ho", None, 10, 1)):
        book.add(
            "consultation", date_from=IN, date_to=IN, unit_asked=asked, sub_tag=tag, answered_n=answered, asked_n=90, accepted_n=accepted
        )
    book.add("village_conference", village_id=village, year=2023, held_on="2023-12-20", hh_total=9, hh_present=9)
    assert book.cells("DV-09") == {  # what stands on a website alone is posted nowhere
        "1": 2, "2": 2, "2a": 3, "3": 2, "4": 1,
        "5a": 2, "5b": 1, "5c": 1, "5d": 0, "5dd": 0, "5e": 0, "5g": 0, "5h": 0, "5i": 0, "5k": 0,
        "6a": 2, "6b": 160, "6c": 1, "6d": 200,
        "7a": 3, "7b": 25, "7c": 50, "7d": 4, "8": 1, "9a": 1, "9b": 0, "9c": 0, "9d": 1, "9e": 0,
    }  # fmt: skip


def test_dv_10_decimal_land_is_added_up_exactly(book):
    people = book.add("board", kind="ttnd", term_from="2023-01-01", members_n=7, women_n=1)
    project = book.add("board", kind="gsdtccd", term_from="2024-01-01", term_to=LATE, members_n=5, women_n=0, project="Đường bản A")
    book.add("board", kind="gsdtccd", term_from="2022-01-01", term_to="2024-03-13", members_n=5, women_n=0, project="Cầu bản B")
    for board, kind, recs, accepted in (
        (people, "giam_sat", 4, 3),
        (people, "xac_minh", 1, 0),
        (people, "hop", 9, 9),
        (project, "giam_sat", 2, 2),
    ):
        book.add("oversight_activity", board_id=board, kind=kind, event_date=IN, recs_n=recs, recs_accepted_n=accepted, recs_answered_n=0)
    book.add("oversight_activity", board_id=project, kind="giam_sat", event_date=LATE, recs_n=0, recs_accepted_n=0, recs_answered_n=0)
    for kind, recs, answered in (("giam_sat", 5, 2), ("phan_bien", 3, 3), ("van_dong", None, None)):
        book.add("coop_activity", kind=kind, date_from=IN, date_to=IN, recs_n=recs, recs_answered_n=answered)
    for money, days, land in ((1_500_000, 30, "100.1"), (None, None, "0.2"), (500_000, 5, None)):
        book.add("contribution", money=money, labour_days=days, land_m2=land)
    assert book.cells("DV-10") == {
        "1a": 1, "1b": 7, "2": 2, "3": 5, "4": 3, "5a": 1, "5b": 1, "6": 1, "7": 1, "8a": 8, "8b": 5,
        "9a": 2_000_000, "9b": 35, "9c": "100.3",
    }  # fmt: skip


def test_dv_11_an_inspection_may_look_at_several_things(book):
    first = book.add("inspection", kind="tu_kt", date_from=IN, date_to=IN, content_tags=["qcdc", "cchc"], recs_n=3)
    for kind, tags, recs in (("thanh_tra", ["cchc"], 2), ("kt_thon", ["khac"], 0), ("cong_vu", ["ky_cuong"], 1)):
        book.add("inspection", kind=kind, date_from=LATE, date_to=AFTER, content_tags=tags, recs_n=recs)
    book.add("inspection", kind="cap_tren", date_from=AFTER, date_to=AFTER, content_tags=["qcdc"], recs_n=9)
    for state, done in (("xong", IN), ("xong", AFTER), ("chua", None)):
        book.add("commitment", source_kind="kiem_tra", source_uid=first, made_on=IN, due_on=AFTER, state=state, done_on=done)
    for handling, persons in (("nhac_nho", 2), ("khien_trach", 1), ("nhac_nho", 1)):
        book.add("violation_stat", handling=handling, persons_n=persons)
    assert book.cells("DV-11") == {
        "1": 4, "1a": 1, "1b": 1, "1c": 1, "1d": 1,
        "2a": 0, "2b": 1, "2c": 0, "2d": 0, "2e": 2, "2g": 1, "2h": 0, "2i": 1, "3": 6, "4": 1,
        "5": 4, "6a": 3, "6b": 1, "6c": 0, "6d": 0, "6e": 0, "6g": 0, "6h": 0, "6i": 0,
    }  # fmt: skip


def test_dv_12_news_by_who_published_it(book):
    for channel, topic in (
        ("bao_lc", "guong"), ("bao_lc", "dvcq"), ("dai_ptth", "dvk"), ("cong_tinh", "thdccs"), ("trang_huyen", "khac"),
        ("trang_xa", "guong"), ("truyen_thanh", "dvcq"), ("mxh", "dvcq"), ("bao_khac", "dvk"),
    ):  # fmt: skip
        book.add("media_item", channel=channel, topic=topic, event_date=LATE)
    book.add("media_item", channel="bao_lc", topic="guong", event_date=AFTER)
    assert book.cells("DV-12") == {"1": 2, "2": 1, "3": 1, "4": 2, "5": 1, "5a": 1, "5b": 1, "6": 2}


def test_dv_13_what_is_in_force_and_what_was_done(book):
    official = book.add("official", name="Lò Văn A")
    for role in ("lanh_dao", "chuyen_vien"):
        book.add("assignment", official_id=official, role=role, scope="dan_van", valid_from="2024-01-01")
    for kind, day in (("kh_dan_van", IN), ("ct_phoi_hop", LATE), ("qd_phan_cong", IN), ("kh_qcdc", BEFORE)):
        book.add("plan_doc", kind=kind, issued_on=day, doc_date=day)
    for day in ("2021-01-01", "2023-01-01"):
        book.add("steering_committee", decision_date=day)
    book.add("committee_meeting", held_on=IN)
    for since, until in (("2023-01-01", None), ("2023-01-01", LATE), ("2020-01-01", BEFORE), (AFTER, None)):
        book.add("democracy_rule", valid_from=since, doc_date="2019-01-01", valid_to=until)
    for result in ("giu_nguyen", "sua_doi", "bo_sung", "thay_the", "bai_bo"):
        book.add("doc_review", result=result, reviewed_on=IN, doc_date="2020-01-01")
    for kind in ("so_ket", "tong_ket", "so_ket"):
        book.add("review_event", kind=kind, held_on=IN)
    for target, count, day in (("tap_the", 2, IN), ("ca_nhan", 5, IN), ("ho", 1, LATE), ("ca_nhan", 9, AFTER)):
        book.add("reward", target_kind=target, count=count, decision_date=day)
    assert book.cells("DV-13") == {
        "1": 2, "2": 1, "3a": 1, "3b": 1, "4": 2, "5": 5, "5a": 2, "5b": 1, "5c": 1, "5d": 0, "6": 3, "6a": 2, "6b": 1,
        "7": 8, "7a": 2, "7b": 5, "7c": 1,
    }  # fmt: skip


def test_dv_14_figures_of_the_quarter_and_of_its_months_are_not_added_together(book):
    told = {"dossiers_in": 10, "dossiers_done": 8, "on_time": 5, "early": 2, "late": 1, "online_in": 4}
    asked = {"survey_out": 6, "survey_back": 5, "satisfied": 4, "normal": 1, "unsatisfied": 0}
    for code in ("2024-01", "2024-02"):
        book.add("admin_stat", period_id=code, **told, **asked)
    months = {"1a": 20, "1b": 16, "2a": 14, "2b": "0.8750", "3": 8, "4a": 12, "4b": 10, "5a": 8, "5b": "0.8000"}
    assert book.cells("DV-14") == months
    whole = book.add("admin_stat", period_id=Q1, **{**told, "dossiers_in": 99}, **asked)
    row = book.form("DV-14")
    assert (row["cells"]["1a"], row["cells"]["1b"], row["ids"]["1a"]) == (99, 8, [whole])
    assert book.cells("DV-14", "2024-01")["1a"] == 10


@pytest.mark.parametrize("name", ["DV-03", "DV-06", "DV-07", "DV-08", "DV-09", "DV-10", "DV-11", "DV-12", "DV-13", "DV-14"])
def test_what_nobody_entered_is_empty_and_what_was_declared_none_is_0(book, name):
    before = book.form(name)
    assert set(before["cells"].values()) == {None}
    book.laptop.ok("period", "nothing", Q1, "--all-empty")
    after = book.form(name)
    assert 0 in after["cells"].values()
