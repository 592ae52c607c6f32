"""The Inspectorate's forms in both sets, counted by hand from letters typed on the command line: 15/12/2023–14/03/2024.

One book of letters serves all of them; the comments beside the numbers name the letters.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.test_forms_by_hand import Book

Q1 = "2024-Q1"
OLD_SET = "TT02_2021"


@pytest.fixture
def book(world):
    return Book(world.loner)


def complaint(book: Book, day: str, /, **values: Any) -> str:
    return book.add("petition", kind="khieu_nai", received_on=day, **values)


def accepted(day: str, **more: Any) -> dict[str, Any]:
    return {"action": "thu_ly", "accepted_on": day, **more}


def elsewhere(action: str, day: str, **more: Any) -> dict[str, Any]:
    return {"in_competence": False, "action": action, "action_date": day, **more}


@pytest.fixture
def letters(book):
    """Twelve letters, k of complaint, p of petition or reflection."""
    ruling = {"resolved_on": "2024-02-15", "resolution_kind": "quyet_dinh", "outcome": "sai"}
    return {
        "k1": complaint(
            book, "2023-11-20", category="dat_dai", level_kn="lan_dau", **accepted("2023-11-25"), resolved_on="2024-01-10",
            resolution_kind="quyet_dinh", outcome="dung", money_state="12.5", land_state=300, money_return_ind="3.25", inds_n=2,
            handled_n=3, handled_officials_n=1, exec_status="da_xong", executed_on="2024-02-20", prosecuted_case_n=1,
            prosecuted_persons_n=1,
        ),
        "k2": complaint(
            book, "2023-12-01", category="che_do_cs", level_kn="lan_hai", prior_status="da_gq_lan_dau", case_key="V1",
            **accepted("2024-01-05"),
        ),
        "k3": complaint(
            book, "2024-01-15", category="dat_dai", case_key="V2", **accepted("2024-01-20"), **ruling, exec_status="khong_phai",
        ),
        "k4": complaint(
            book, "2024-01-16", category="dat_dai", case_key="V2", **accepted("2024-01-20"), **ruling, exec_status="chua", money_state="2",
        ),
        "k5": complaint(
            book, "2024-02-01", category="khac", signatory_type="to_chuc", admissible=False, inadmissible_reason="khong_ky", action="luu",
            action_date="2024-02-02",
        ),
        "k6": complaint(book, "2024-02-05", category="tu_phap", prior_status="da_co_ban_an", **elsewhere("huong_dan", "2024-02-07")),
        "k7": complaint(book, "2024-03-10", category="dat_dai", level_kn="lan_dau"),
        "k8": complaint(book, "2024-03-01", category="tu_phap", **elsewhere("huong_dan", "2024-03-16")),
        "p1": book.add(
            "petition", kind="kien_nghi", received_on="2024-01-10", category="dat_dai", signatory_type="nhieu_nguoi", signatories_n=3,
            **elsewhere("chuyen_don", "2024-01-12", reply_received=True, reply_received_on="2024-03-01"),
        ),
        "p2": book.add(
            "petition", kind="phan_anh", received_on="2023-12-20", category="khac", signatory_type="nac_danh", prior_status="chua_xong",
            **accepted("2023-12-22"), resolved_on="2024-03-20", resolution_kind="tra_loi_vb",
        ),
        "p3": book.add(
            "petition", kind="kien_nghi", received_on="2024-02-20", category="che_do_cs", prior_status="da_gq_lan_dau",
            **accepted("2024-02-21"), resolved_on="2024-03-05", resolution_kind="tra_loi_vb",
        ),
        "p4": book.add("petition", kind="phan_anh", received_on="2024-03-15", category="khac"),
    }  # fmt: skip


@pytest.fixture
def secret(book):
    """Four figures of the secret book."""
    return {
        "t1": book.add(
            "denunciation_stat", received_on="2024-01-08", category="dat_dai", **accepted("2024-01-12"), resolved_on="2024-02-05",
            result="dung", money_state="1.5", handled_n=2, handled_officials_n=1, exec_status="dang",
        ),
        "t2": book.add(
            "denunciation_stat", received_on="2024-02-10", category="tham_nhung", level_tc="to_cao_tiep", prior_status="da_co_kl",
            in_competence=False, action="chuyen", accepted_on=None, reply_received_on="2024-03-02",
        ),
        "t3": book.add(
            "denunciation_stat", received_on="2023-12-10", category="cong_chuc_cong_vu", level_tc="to_cao_tiep",
            prior_status="qua_han_chua_gq", **accepted("2023-12-18"),
        ),
        "t4": book.add(
            "denunciation_stat", received_on="2024-02-11", category="khac", admissible=False, inadmissible_reason="nac_danh", action="luu",
            accepted_on=None,
        ),
    }  # fmt: skip


def row(book: Book, name: str, form_set: str = "") -> Mapping[str, Any]:
    asked = ("--set", form_set) if form_set else ()
    return book.laptop.ok("form", name, Q1, "--rows", *asked)["rows"][0]


def numbered(*values: object) -> dict[str, object]:
    return {str(place): value for place, value in enumerate(values, 1)}


def test_01_xld_counts_the_letters_of_both_books(book, letters, secret):
    found = row(book, "01/XLD")
    assert found["cells"] == numbered(
        14, 2, 12, 12, 2,  # brought over: k2, t3; not handled on 14/03: k7, k8
        10, 9,  # k3 and k4 are one case
        4, 3, 3, 3, 1, 6, 7, 3, 2, 2, 3, 1, 2, 0, 2,
    )  # fmt: skip
    assert set(found["ids"]["2"]) == {letters["k2"], secret["t3"]}
    assert set(found["ids"]["5"]) == {letters["k7"], letters["k8"]}
    assert set(found["ids"]["22"]) == {letters["p1"], secret["t2"]}


def test_02_xld_counts_complaints_and_from_column_8_their_cases(book, letters, secret):
    found = row(book, "02/XLD")
    assert found["cells"] == numbered(
        7, 1, 6, 5, 1, 4, 4, 3,
        2, 1, 1, 0, 1, 0, 0,
        1, 0, 1, 1,
        2, 1, 1, 1, 1, 0, 0,
    )  # fmt: skip
    assert set(found["ids"]["21"]) == {letters["k3"], letters["k4"]}


def test_03_xld_counts_the_figures_of_the_secret_book(book, letters, secret):
    assert row(book, "03/XLD")["cells"] == numbered(
        4, 1, 3, 4, 1, 3, 3, 3,
        2, 0, 1, 1, 0, 1, 0, 0, 0,
        1, 1, 1,
        2, 1, 1, 1, 1, 0, 1,
    )  # fmt: skip


def test_04_xld_counts_petitions_and_reflections(book, letters, secret):
    found = row(book, "04/XLD")
    assert found["cells"] == numbered(
        3, 0, 3, 3, 0, 3, 3, 3,
        1, 1, 0, 1,
        1, 2,
        2, 1, 1, 0,
        1, 1,  # p2 was settled on 20/03, after the period
    )  # fmt: skip
    assert (found["ids"]["19"], found["ids"]["20"]) == ([letters["p3"]], [letters["p2"]])


def test_01_kqgq_counts_what_was_to_be_settled_and_what_came_of_it(book, letters, secret):
    found = row(book, "01/KQGQ")
    assert found["cells"] == numbered(
        5, 2, 3, 4,  # k1 and k2 were open on 15/12, though k1 had been handled
        2, 0, "14.5", 300, "0", 0, "3.25", 0, 0, 2, 3, 1, 0, 0, 0,
        1, 1, 0, 0, 0,
        1, 1,  # k1: 30 days from 25/11 ended on 25/12
    )  # fmt: skip
    assert set(found["ids"]["5"]) == {letters["k1"], letters["k3"], letters["k4"]}


def test_02_kqgq_counts_what_was_to_be_carried_out_and_what_was(book, letters, secret):
    assert row(book, "02/KQGQ")["cells"] == numbered(
        2, 1, "14.5", 300, "12.5", 300, "0", 0, "3.25", 0, "0", 0, "3.25", 0, 3, 1, 1, 1, 0,
    )  # fmt: skip


def test_01_xld_of_2021_splits_by_who_signed(book, letters, secret):
    assert row(book, "01/XLD", OLD_SET)["cells"] == numbered(
        14, 0, 1, 1, 1, 6, 5,  # every denunciation among "others"
        12, 10, 9, 4, 3, 3, 3, 1, 1, 5, 7, 3, 2, 2, 3, 1, 2, 0, 2,
    )  # fmt: skip


def test_02_xld_of_2021_has_what_is_being_settled_and_passed_on(book, letters, secret):
    assert row(book, "02/XLD", OLD_SET)["cells"] == numbered(
        7, 0, 1, 0, 6, 5, 1, 4, 4, 3,
        2, 1, 1, 0, 1, 0, 0,
        1, 0, 1, 0, 1,
        2, 1, 1, 1, 1, 0, 0, 0,
    )  # fmt: skip


def test_03_xld_of_2021_leaves_empty_what_the_book_never_says(book, letters, secret):
    found = row(book, "03/XLD", OLD_SET)
    assert found["cells"] == numbered(
        4, None, None, 1, None, None, 3, 4, 1, 3, 3, 3,
        2, 0, 1, 1, 0, 1, 0, 0, 0,
        1, None, 1, 1,
        2, 1, 1, 1, None, 1, 0, 1,
    )  # fmt: skip
    assert {found["why"][code] for code in ("2", "3", "5", "6", "23", "30")} == {"chua_nhap"}


def test_04_xld_of_2021_splits_by_who_signed(book, letters, secret):
    assert row(book, "04/XLD", OLD_SET)["cells"] == numbered(
        3, 0, 0, 0, 1, 1, 1, 3, 0, 3, 3, 3,
        1, 1, 0, 1,
        1, 1, 1,
        2, 1, 1, 0, 1,
    )  # fmt: skip


def test_03_kqgq_counts_denunciations_in_ones_own_competence(book, letters, secret):
    assert row(book, "03/KQGQ", OLD_SET)["cells"] == numbered(
        2, 1, 1, 2, 1,
        1, 1, 0, 0, 0, "1.5", 0, "0", 0, "0", 0, 0, 0, 2, 1, 0, 0, 0,
        1, 0, 0, 0, 0, 0,
        1, 0,
    )  # fmt: skip


def test_04_kqgq_counts_conclusions_to_be_carried_out(book, letters, secret):
    book.laptop.ok(
        "record", "edit", "denunciation_stat", secret["t1"], "--set", "exec_status=da_xong", "--set", "executed_on=2024-03-15",
        "--set", "handled_orgs_n=1",
    )  # fmt: skip
    due = [1, 0, "1.5", 0, "0", 0, 0, 0, "0", 0, "0", 0, 0, 0, "0", 0, "0", 0, 0, 0, 0, 0, 0, 0]
    assert row(book, "04/KQGQ", OLD_SET)["cells"] == numbered(*due)  # carried out the day after the period
    book.laptop.ok("record", "edit", "denunciation_stat", secret["t1"], "--set", "executed_on=2024-03-14")
    done = [1, 1, "1.5", 0, "1.5", 0, *due[6:18], 1, 2, 1, 0, 0, 0]
    assert row(book, "04/KQGQ", OLD_SET)["cells"] == numbered(*done)


def test_02_tcd_counts_what_came_through_reception(book):
    session = book.add("reception_session", kind="thuong_xuyen", actor="can_bo", planned_date="2024-01-08", held=True)
    nobody = {"citizen_name": None, "citizen_address": None, "content": None}
    for kind, own, handling, more in (
        ("khieu_nai", True, "thu_ly", {"case_key": "A"}),
        ("khieu_nai", False, "chuyen_don", {}),
        ("khieu_nai", True, "thu_ly", {"case_key": "A", "is_first": "nhieu_lan"}),
        ("to_cao", True, "thu_ly", nobody),
        ("kien_nghi", False, "huong_dan", {}),
        ("phan_anh", True, "tra_loi_truc_tiep", {}),
        ("khac", True, "huong_dan", {}),
    ):
        book.add("reception_visit", session_id=session, subject_kind=kind, in_competence=own, handling=handling, **more)
    book.add(
        "petition", kind="kien_nghi", source="tiep_cong_dan", received_on="2024-02-01", category="khac",
        **elsewhere("don_doc", "2024-02-03", reply_received=True, reply_received_on="2024-02-20"),
    )  # fmt: skip
    assert row(book, "02/TCD", OLD_SET)["cells"] == numbered(6, 5, 3, 2, 1, 1, 2, 2, 4, 3, 2, 2, 1, 1, 1, 1)


def test_the_figures_of_a_period_are_those_of_its_last_day_whenever_they_are_asked(book, letters, secret):
    forms = ("01/XLD", "02/XLD", "03/XLD", "04/XLD", "01/KQGQ", "02/KQGQ")
    before = {name: row(book, name)["cells"] for name in forms}
    book.laptop.ok("record", "edit", "petition", letters["k7"], "--set", "action=thu_ly", "--set", "accepted_on=2024-03-18")
    ruled = ("resolved_on=2024-04-02", "resolution_kind=quyet_dinh", "outcome=sai", "exec_status=da_xong", "executed_on=2024-05-01")
    book.laptop.ok("record", "edit", "petition", letters["k7"], *(part for one in ruled for part in ("--set", one)))
    assert {name: row(book, name)["cells"] for name in forms} == before


def test_the_checks_of_the_forms_hold_and_name_a_letter_that_was_not_split(book, letters, secret):
    shut = book.laptop.refused("rule_broken", "period", "close", Q1)
    assert [one["check"] for one in shut.document["checks"] if not one["ok"]] == []
    complaint(book, "2024-02-09", category="khac", **accepted("2024-02-10"))
    book.add("petition", kind="nhieu_noi_dung", received_on="2024-02-09", category="khac", **accepted("2024-02-10"))
    shut = book.laptop.refused("rule_broken", "period", "close", Q1)
    assert [one["check"] for one in shut.document["checks"] if not one["ok"]] == ["01/XLD:6=8+9+10", "01/XLD:14=15+16+17"]
