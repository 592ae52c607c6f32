"""Every term of the law with worked examples of the calendar: weekends, Tết, the days around 30 April and 2 September, 1 July 2026.

Bộ luật Dân sự 2015, điều 147, 148: the first day is not counted; a term in days that ends on a day off ends on the next working
day; a term in working days steps over every day off. Each example is counted a second time here, day by day, as on a wall calendar.
"""

from datetime import date

import pytest

from desktop.law.legal import CALENDAR_DAYS, WORKING_DAYS
from desktop.law.working_days import WorkingDays
from tests.desktop.registers.judging import broken, whole
from tests.desktop.shipped_law import law

# (rule, first day, last day, what the basis says of it)
TERMS = [
    # Luật Tiếp công dân 2013, điều 28: ten working days to reply
    ("tcd_reply", "2024-03-20", "2024-04-03", "10 ngày làm việc (Luật Tiếp công dân 42/2013/QH13, Điều 28)"),
    ("tcd_reply", "2024-02-05", "2024-02-26", "không tính 05 ngày nghỉ lễ"),  # Tết: 8 to 14 February
    ("tcd_reply", "2024-04-26", "2024-05-14", "không tính 03 ngày nghỉ lễ"),  # 29 April to 1 May off, Saturday 4 May worked
    # Nghị định 154/2026/NĐ-CP, điều 4: a refusal is told within three working days, from 1 July 2026
    ("tcd_refusal_notice", "2026-06-30", None, ""),
    ("tcd_refusal_notice", "2026-07-01", "2026-07-06", "03 ngày làm việc (Nghị định 154/2026/NĐ-CP, Điều 4)"),
    ("tcd_refusal_notice", "2026-08-28", "2026-09-07", "không tính 03 ngày nghỉ lễ"),  # 31 August to 2 September
    # Luật Khiếu nại 2011, điều 27; 155/2026/NĐ-CP from 1 July 2026
    ("kn_thu_ly", "2024-03-25", "2024-04-04", "10 ngày (Luật Khiếu nại 02/2011/QH13, Điều 27)"),
    ("kn_thu_ly", "2024-02-02", "2024-02-15", "ngày cuối 12/02/2024 là ngày nghỉ"),  # ends in Tết
    ("kn_thu_ly", "2024-04-18", "2024-05-02", "ngày cuối 28/04/2024 là ngày nghỉ"),
    ("kn_thu_ly", "2026-06-30", "2026-07-10", "10 ngày (Luật Khiếu nại 02/2011/QH13, Điều 27)"),
    ("kn_thu_ly", "2026-07-01", "2026-07-10", "07 ngày làm việc (Nghị định 155/2026/NĐ-CP"),
    ("kn_thu_ly", "2026-08-25", "2026-09-08", "không tính 03 ngày nghỉ lễ"),
    # điều 28: the first settlement
    ("kn_l1", "2024-03-25", "2024-04-24", "30 ngày (Luật Khiếu nại 02/2011/QH13, Điều 28)"),
    ("kn_l1", "2024-01-10", "2024-02-15", "ngày cuối 09/02/2024 là ngày nghỉ"),  # the day before the lunar New Year
    ("kn_l1", "2024-03-15", "2024-04-15", "ngày cuối 14/04/2024 là ngày nghỉ"),  # a Sunday
    ("kn_l1_complex", "2024-03-25", "2024-05-09", "Điều 28: vụ việc phức tạp"),
    ("kn_l1_complex", "2024-03-15", "2024-05-02", "ngày cuối 29/04/2024 là ngày nghỉ"),  # a Monday given for Saturday 4 May
    ("kn_l1_remote", "2024-03-25", "2024-05-09", "Điều 28: vùng sâu, vùng xa"),
    ("kn_l1_remote", "2024-05-15", "2024-07-01", "ngày cuối 29/06/2024 là ngày nghỉ"),
    ("kn_l1_remote_complex", "2024-03-25", "2024-05-24", "vụ việc phức tạp"),
    ("kn_l1_remote_complex", "2024-03-05", "2024-05-04", "60 ngày"),  # a Saturday that is worked
    # điều 37: the second settlement
    ("kn_l2", "2024-03-25", "2024-05-09", "45 ngày (Luật Khiếu nại 02/2011/QH13, Điều 37)"),
    ("kn_l2", "2024-07-18", "2024-09-04", "ngày cuối 01/09/2024 là ngày nghỉ"),  # Sunday, then the two days of Independence
    ("kn_l2_complex", "2024-03-25", "2024-05-24", "Điều 37: vụ việc phức tạp"),
    ("kn_l2_complex", "2024-04-16", "2024-06-17", "ngày cuối 15/06/2024 là ngày nghỉ"),
    ("kn_l2_remote", "2024-03-25", "2024-05-24", "Điều 37: vùng sâu, vùng xa"),
    ("kn_l2_remote", "2024-03-01", "2024-05-02", "ngày cuối 30/04/2024 là ngày nghỉ"),
    ("kn_l2_remote_complex", "2024-03-25", "2024-06-03", "70 ngày"),
    ("kn_l2_remote_complex", "2026-04-22", "2026-07-01", "70 ngày"),  # runs into the new rules, keeps its own
    # điều 9, 33: time to complain, and to complain again
    ("kn_thoi_hieu", "2024-01-02", "2024-04-01", "90 ngày (Luật Khiếu nại 02/2011/QH13, Điều 9)"),
    ("kn_thoi_hieu", "2024-03-04", "2024-06-03", "ngày cuối 02/06/2024 là ngày nghỉ"),
    ("kn_l2_file", "2024-03-25", "2024-04-24", "30 ngày (Luật Khiếu nại 02/2011/QH13, Điều 33)"),
    ("kn_l2_file", "2024-08-01", "2024-09-04", "ngày cuối 31/08/2024 là ngày nghỉ"),
    ("kn_l2_file_remote", "2024-07-15", "2024-08-29", "Điều 33: vùng sâu, vùng xa"),
    ("kn_l2_file_remote", "2024-05-15", "2024-07-01", "ngày cuối 29/06/2024 là ngày nghỉ"),
    # Thông tư 05/2021/TT-TTCP: petitions and reflections
    ("knpa_xu_ly", "2024-03-25", "2024-04-04", "10 ngày (Thông tư 05/2021/TT-TTCP"),
    ("knpa_xu_ly", "2024-01-30", "2024-02-15", "ngày cuối 09/02/2024 là ngày nghỉ"),
    # Luật Tố cáo 2018, điều 24, 29, 30, 40
    ("tc_ban_dau", "2024-03-25", "2024-04-03", "07 ngày làm việc (Luật Tố cáo 25/2018/QH14, Điều 24)"),
    ("tc_ban_dau", "2024-04-26", "2024-05-09", "không tính 03 ngày nghỉ lễ"),
    ("tc_ban_dau_nhieu_noi", "2024-03-18", "2024-04-01", "10 ngày làm việc"),
    ("tc_ban_dau_nhieu_noi", "2024-04-19", "2024-05-07", "không tính 03 ngày nghỉ lễ"),
    ("tc_chuyen", "2024-04-26", "2024-05-07", "05 ngày làm việc (Luật Tố cáo 25/2018/QH14, Điều 24)"),
    ("tc_tb_thu_ly", "2024-08-30", "2024-09-10", "05 ngày làm việc (Luật Tố cáo 25/2018/QH14, Điều 29)"),
    ("tc_gq", "2024-03-25", "2024-04-24", "30 ngày (Luật Tố cáo 25/2018/QH14, Điều 30)"),
    ("tc_gq", "2024-04-18", "2024-05-20", "ngày cuối 18/05/2024 là ngày nghỉ"),
    ("tc_gq_1", "2024-04-02", "2024-06-03", "ngày cuối 01/06/2024 là ngày nghỉ"),
    ("tc_gq_2", "2024-03-25", "2024-06-24", "ngày cuối 23/06/2024 là ngày nghỉ"),
    ("tc_gq_2", "2024-04-01", "2024-07-01", "gia hạn hai lần"),
    ("tc_cong_khai", "2024-08-29", "2024-09-11", "07 ngày làm việc (Luật Tố cáo 25/2018/QH14, Điều 40)"),
    # Luật Hòa giải ở cơ sở 2013, điều 20
    ("hg_bat_dau", "2024-03-25", "2024-03-28", "03 ngày (Luật Hòa giải ở cơ sở 35/2013/QH13, Điều 20 khoản 2)"),
    ("hg_bat_dau", "2024-03-27", "2024-04-01", "ngày cuối 30/03/2024 là ngày nghỉ"),
    ("hg_bat_dau", "2024-02-06", "2024-02-15", "ngày cuối 09/02/2024 là ngày nghỉ"),
    # Luật Tổ chức chính quyền địa phương 2025; before it, good practice
    ("dialogue_publish_within", "2024-03-25", "2024-04-04", "thông lệ"),
    ("dialogue_publish_within", "2025-06-16", "2025-06-26", "10 ngày (Luật Tổ chức chính quyền địa phương 72/2025/QH15, Điều 43)"),
    ("dialogue_publish_within", "2025-07-02", "2025-07-14", "ngày cuối 12/07/2025 là ngày nghỉ"),
    # the local rule, and 33/2017/QĐ-TTg: answers to voters
    ("cutri_days", "2024-03-25", "2024-04-24", "30 ngày"),
    ("cutri_days", "2024-04-18", "2024-05-20", "ngày cuối 18/05/2024 là ngày nghỉ"),
    ("cutri_qh_days", "2024-01-02", "2024-03-04", "ngày cuối 02/03/2024 là ngày nghỉ"),
    ("cutri_qh_days", "2024-07-01", "2024-08-30", "60 ngày (Quyết định 33/2017/QĐ-TTg"),
    # Luật Thực hiện dân chủ ở cơ sở 2022, điều 12, 20, 21
    ("publication_within", "2024-03-25", "2024-04-01", "05 ngày làm việc (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 12 khoản 3)"),
    ("publication_within", "2024-02-06", "2024-02-20", "không tính 05 ngày nghỉ lễ"),
    ("decision_sent_within", "2024-04-26", "2024-05-07", "Điều 20 khoản 3"),
    ("decision_recognised_within", "2024-08-30", "2024-09-10", "Điều 21 khoản 2"),
    ("convention_recognition", "2024-04-26", "2024-05-07", "Nghị định 61/2023/NĐ-CP"),
    # Nghị định 09/2019/NĐ-CP, điều 12
    ("period_due_within", "2024-03-14", "2024-03-19", "03 ngày làm việc"),
    ("period_due_within", "2024-06-14", "2024-06-19", "Nghị định 09/2019/NĐ-CP, Điều 12"),
]  # fmt: skip

# Where the day is at least so far ahead, or something stands at least so long: (rule, register, values, the rule of the row broken)
DIALOGUE, CONVENTION, CONFERENCE = {"held_on": "2024-03-25"}, {"adopted_on": "2024-03-25"}, {"held_on": "2024-12-25"}
AHEAD = [
    ("dialogue_announce_before", "dialogue", DIALOGUE | {"announced_on": "2024-03-18"}, ""),
    ("dialogue_announce_before", "dialogue", DIALOGUE | {"announced_on": "2024-03-19"}, "a_dialogue_is_announced_in_time"),
    ("conference_notice_before", "village_conference", CONFERENCE | {"notice_on": "2024-12-20"}, ""),
    ("conference_notice_before", "village_conference", CONFERENCE | {"notice_on": "2024-12-21"}, "a_conference_is_called_in_time"),
    ("decision_notice_before", "community_decision", {"event_date": "2024-03-25", "notice_on": "2024-03-23"}, ""),
    ("decision_notice_before", "community_decision", {"event_date": "2024-03-25", "notice_on": "2024-03-24"}, "households_hear_in_time"),
    ("convention_draft_posted", "village_convention", CONVENTION | {"draft_posted_days": 30}, ""),
    ("convention_draft_posted", "village_convention", CONVENTION | {"draft_posted_days": 29}, "a_draft_is_posted_long_enough"),
]  # fmt: skip
# Nothing is written down by which these could be judged: the office reads them in its register of rules.
READ_ONLY = {"kn_doi_thoai", "tc_niem_yet"}
# Judged item by item in tests/desktop/registers/test_publication.py.
IN_A_FIELD = {f"publication_posted_ck{n:02}" for n in range(1, 14)} | {f"publication_radio_ck{n:02}" for n in range(7, 13)}


def naively(key: str, start: str, calendar: WorkingDays) -> str:
    """Count a term day by day, as a clerk does on the wall."""
    rule = next(one for one in reversed(law().rules) if one.rule_key == key and one.holds_on(date.fromisoformat(start)))
    at, left = date.fromisoformat(start), rule.number
    while left or not calendar.is_working(at):
        at = date.fromordinal(at.toordinal() + 1)
        left -= left > 0 and (rule.unit == CALENDAR_DAYS or calendar.is_working(at))
    return at.isoformat()


@pytest.mark.parametrize(("key", "start", "last", "says"), TERMS)
def test_a_term_ends_on_its_day_and_says_why(key, start, last, says):
    assert law().due(key, start) == last
    assert (law().basis(key, start) == "") == (last is None)
    assert says in law().basis(key, start)
    if last:
        shown = "/".join(reversed(start.split("-")))
        assert f"tính từ ngày {shown}" in law().basis(key, start)
        assert naively(key, start, law().calendar) == last


@pytest.mark.parametrize(("key", "register", "values", "rule"), AHEAD)
def test_what_must_be_told_or_stand_so_long_is_judged_by_its_rule(key, register, values, rule):
    assert any(one.rule_key == key for one in law().rules)
    assert [one for one in broken(register, **values) if one == rule or not rule] == ([rule] if rule else [])


def test_every_rule_in_days_has_its_examples():
    counted = {one.rule_key for one in law().rules if one.unit in (CALENDAR_DAYS, WORKING_DAYS)}
    assert counted == {key for key, *_ in TERMS} | {key for key, *_ in AHEAD} | READ_ONLY | IN_A_FIELD


def test_every_change_of_a_rule_has_examples_on_both_sides():
    for one in law().rules:
        if one.unit in (CALENDAR_DAYS, WORKING_DAYS) and one.rule_key in {key for key, *_ in TERMS}:
            starts = [date.fromisoformat(start) for key, start, *_ in TERMS if key == one.rule_key]
            assert any(one.holds_on(start) for start in starts), one


ASSEMBLY = {"m": {"delegate_level": "qh"}}
VISIT = {"session": {"_date": "2026-08-28"}}
# The fields in which those terms stand, each with the words for its basis where the register has them.
FIELDS = [
    ("reception_visit", VISIT, {"session_id": "session", "handling": "huong_dan"}, "due_reply", "2026-09-16", "Điều 28"),
    ("reception_visit", VISIT, {"session_id": "session", "handling": "tu_choi"}, "due_reply", "2026-09-07", "Điều 4"),
    ("reception_visit", VISIT, {"session_id": "session", "handling": "tra_loi_truc_tiep"}, "due_reply", None, None),
    ("reception_visit", VISIT, {"session_id": "session", "subject_kind": "to_cao"}, "due_reply", None, None),
    ("petition", {}, {"kind": "khieu_nai", "received_on": "2026-07-01"}, "due_accept", "2026-07-10", "155/2026/NĐ-CP"),
    ("petition", {}, {"kind": "phan_anh", "received_on": "2026-07-01"}, "due_accept", "2026-07-13", "ngày cuối 11/07/2026"),
    ("petition", {}, {"received_on": "2024-01-05", "accepted_on": "2024-01-10"}, "due_resolve", "2024-02-15", "Điều 28"),
    ("denunciation_stat", {}, {"action": "thu_ly", "accepted_on": "2024-04-18", "extended_n": None}, "due_resolve", "2024-05-20",
     "Điều 30"),
    ("denunciation_stat", {}, {"action": "thu_ly", "accepted_on": "2024-04-02", "extended_n": 1}, "due_resolve", "2024-06-03", "Điều 30"),
    ("denunciation_stat", {}, {"action": "thu_ly", "accepted_on": "2024-03-25", "extended_n": 2}, "due_resolve", "2024-06-24", "Điều 30"),
    ("mediation_case", {}, {"received_on": "2024-02-06"}, "due_start", "2024-02-15", "Điều 20 khoản 2"),
    ("voter_petition", {}, {"received_on": "2024-04-18"}, "due_on", "2024-05-20", "ngày cuối 18/05/2024"),
    ("voter_petition", ASSEMBLY, {"received_on": "2024-01-02", "meeting_id": "m"}, "due_on", "2024-03-04", "33/2017/QĐ-TTg"),
    ("publication", {}, {"doc_date": "2024-02-06"}, "due_on", "2024-02-20", "Điều 12 khoản 3"),
    ("village_convention", {}, {"adopted_on": "2024-04-26"}, "recognise_due", "2024-05-07", "Điều 21 khoản 2"),
]  # fmt: skip


@pytest.mark.parametrize(("register", "parents", "values", "field", "last", "says"), FIELDS)
def test_a_register_counts_by_those_terms(register, parents, values, field, last, says):
    row = whole(register, parents, **values)
    assert row[field] == last
    if "due_basis" in row:
        assert (row["due_basis"] is None) == (says is None)
        assert says is None or says in row["due_basis"]
