"""I06–I35, each counted by hand from records that somebody wrote; what is missing; nothing to count; two units together."""

from collections.abc import Callable

import pytest

from desktop.law.period_calendar import parse_code
from desktop.measures.model import Ground
from desktop.measures.targets.model import Item, summed
from desktop.reporting import indicators
from desktop.reporting.indicators import all_indicators
from tests.desktop.measures.books import COMMUNES, Books
from tests.desktop.measures.judging import UNIT, indicator, lacks, numbers, share

DAY = "2024-02-21"
Write = Callable[[Books], object]


def villages(books: Books, *tags: str | None) -> list[str]:
    return [books.add(UNIT, "village", name=f"Bản {at}", tags=[tag] if tag else None) for at, tag in enumerate(tags)]


def told(books: Books, *named: str, **values: object) -> None:
    books.add(UNIT, "dissemination", event_date=DAY, villages=list(named), **values)


def tasks(books: Books) -> None:
    for due, status, done in (
        ("2024-03-01", "xong", "2024-02-28"),
        ("2024-03-14", "dang", None),
        ("2024-03-15", "dang", None),  # due after the period
        ("2024-02-01", "huy", None),
    ):
        books.add(UNIT, "plan_task", due_on=due, task_status=status, done_on=done, reason="không có kinh phí" if status == "huy" else None)


def villages_told(books: Books) -> None:
    first, second, third = villages(books, "dbkk", "bien_gioi", None)
    told(books, first, third)
    told(books, first)
    assert second


def replies(books: Books) -> None:
    session = books.session(UNIT, "2024-02-20", "thuong_xuyen", "can_bo")  # replies due on 05/3
    for replied in ("2024-03-05", "2024-03-06", None):
        books.add(UNIT, "reception_visit", session_id=session, handling="thu_ly", replied_on=replied)
    late = books.session(UNIT, "2024-03-12", "thuong_xuyen", "can_bo")  # due after the period
    books.add(UNIT, "reception_visit", session_id=late, handling="thu_ly", replied_on="2024-03-13")


def letters(books: Books) -> None:
    for came, action, day in (
        ("2023-12-01", None, None),  # carried, still open
        ("2023-12-01", "huong_dan", "2024-01-05"),  # carried, handled
        ("2024-02-01", "huong_dan", "2024-02-05"),
        ("2023-11-01", "huong_dan", "2023-11-05"),  # handled before
    ):
        books.add(UNIT, "petition", received_on=came, action=action, action_date=day)


def complaints(books: Books) -> None:
    for settled in ("2024-02-10", "2024-03-13"):  # accepted on 01/02: thirty days
        books.add(
            UNIT, "petition", kind="khieu_nai", received_on="2024-01-29", action="thu_ly", accepted_on="2024-02-01", resolved_on=settled,
            is_remote=False, level_kn="lan_dau",
        )  # fmt: skip
    books.add(
        UNIT, "petition", kind="kien_nghi", received_on="2024-01-29", action="thu_ly", accepted_on="2024-02-01", resolved_on="2024-03-01"
    )


def mediations(books: Books) -> None:
    for outcome, execution, ended in (
        ("thanh", "da_thuc_hien", "2024-03-01"),
        ("thanh", "dang", "2024-03-01"),
        ("khong_thanh", None, "2024-03-01"),
        ("dang", None, None),
        ("thanh", "da_thuc_hien", "2024-03-15"),  # still open on the period's last day
    ):
        books.add(UNIT, "mediation_case", received_on=DAY, outcome=outcome, execution=execution, ended_on=ended)


def promises(books: Books, source: str, *rows: tuple[str, str, str | None]) -> None:
    for due, state, done in rows:
        books.add(UNIT, "commitment", source_kind=source, made_on="2023-11-20", due_on=due, state=state, done_on=done)


def dialogue_promises(books: Books) -> None:
    promises(
        books, "doi_thoai", ("2024-02-01", "xong", "2024-02-01"), ("2024-02-01", "xong", "2024-02-02"), ("2023-12-01", "dang", None),
        ("2024-03-15", "dang", None),
    )  # fmt: skip
    promises(books, "cu_tri", ("2024-02-01", "dang", None))


def question_promises(books: Books) -> None:
    promises(books, "chat_van", ("2024-02-01", "xong", "2024-02-20"), ("2024-02-01", "xong", "2024-03-15"), ("2024-02-01", "dang", None))


def voters(books: Books) -> None:
    for came, result, answered in (
        ("2023-12-01", "dang", None),
        ("2023-12-01", "xong", "2024-01-05"),
        (DAY, "giai_trinh", "2024-03-01"),
        (DAY, "chuyen", "2024-03-01"),
        ("2023-11-01", "xong", "2023-12-01"),  # settled before
    ):
        books.add(UNIT, "voter_petition", received_on=came, result=result, answered_on=answered)


def publications(books: Books) -> None:
    for dated, start, end, forms in (
        ("2024-02-19", "2024-02-26", "2024-03-27", ["HT_a"]),  # due on 26/02
        ("2024-02-19", "2024-02-27", "2024-03-01", ["HT_a"]),
        ("2024-03-12", "2024-03-13", None, ["HT_b"]),  # due on 19/3, after the period
    ):
        books.add(UNIT, "publication", item_code="CK01", doc_date=dated, start_on=start, end_on=end, forms=forms)


def decisions(books: Books) -> None:
    for votes in (8, 6):  # of ten households, two thirds are needed
        books.add(UNIT, "community_decision", event_date=DAY, item_code="BQ1", votes_for=votes, votes_against=10 - votes, votes_blank=0)


def boards(books: Books) -> None:
    villages(books, *[None] * 6)
    for members, until in ((6, None), (5, None), (9, "2024-03-13")):
        books.add(UNIT, "board", kind="ttnd", term_from="2023-01-01", term_to=until, members_n=members)


def oversight(books: Books) -> None:
    books.add(UNIT, "coop_activity", kind="giam_sat", date_from=DAY, date_to=DAY, recs_n=4, recs_accepted_n=2, recs_answered_n=3)
    books.add(UNIT, "coop_activity", kind="phan_bien", date_from=DAY, date_to=DAY, recs_n=9, recs_accepted_n=0, recs_answered_n=0)
    ttnd, other = books.add(UNIT, "board", kind="ttnd", term_from="2023-01-01"), books.add(UNIT, "board", kind="gsdtccd")
    for board, made, answered in ((ttnd, 2, 2), (other, 5, 0)):
        books.add(UNIT, "oversight_activity", board_id=board, event_date=DAY, recs_n=made, recs_accepted_n=0, recs_answered_n=answered)


def violations(books: Books) -> None:
    for persons, handling in ((2, "khien_trach"), (1, "dang_xem_xet")):
        books.add(UNIT, "violation_stat", period_id="2024-Q1", persons_n=persons, handling=handling)


def inspections(books: Books) -> None:
    for planned, until, number, day in (
        (True, DAY, "05/KL", "2024-03-01"), (True, DAY, None, None), (True, "2024-03-15", None, None), (True, "2024-03-20", "06/KL", DAY),
        (True, "2024-03-15", "08/KL", "2024-03-20"), (False, DAY, "07/KL", DAY),
    ):  # fmt: skip
        books.add(UNIT, "inspection", date_from=DAY, date_to=until, planned=planned, conclusion_no=number, conclusion_date=day)


def dossiers(books: Books) -> None:
    books.add(
        UNIT, "admin_stat", period_id="2024-Q1", dossiers_in=12, dossiers_done=10, on_time=6, early=3, late=1, survey_out=10, survey_back=8,
        satisfied=6, normal=1, unsatisfied=1,
    )  # fmt: skip


def reports(books: Books) -> None:
    for due, sent in (("2024-03-01", "2024-03-01"), ("2024-03-01", "2024-03-04"), ("2024-03-01", None), ("2024-03-20", None)):
        books.add(UNIT, "report_issue", due_on=due, sent_on=sent, version=1)


WORKED: list[tuple[str, Write, tuple[int, int, str], int]] = [
    ("I06", tasks, (1, 2, "0.5000"), 1),
    ("I08", villages_told, (2, 3, "0.6667"), 1),
    ("I09", villages_told, (1, 2, "0.5000"), 1),
    ("I13", replies, (1, 3, "0.3333"), 2),
    ("I14", letters, (2, 3, "0.6667"), 1),
    ("I15", complaints, (1, 2, "0.5000"), 1),
    ("I17", mediations, (2, 3, "0.6667"), 0),
    ("I18", mediations, (1, 2, "0.5000"), 1),
    ("I19", dialogue_promises, (1, 3, "0.3333"), 2),
    ("I20", voters, (2, 4, "0.5000"), 1),
    ("I21", question_promises, (1, 3, "0.3333"), 2),
    ("I22", publications, (1, 2, "0.5000"), 1),
    ("I23", publications, (1, 2, "0.5000"), 1),
    ("I24", publications, (1, 14, "0.0714"), 13),
    ("I25", decisions, (1, 2, "0.5000"), 0),
    ("I27", boards, (1, 2, "0.5000"), 1),
    ("I28", oversight, (5, 6, "0.8333"), 1),
    ("I29", violations, (2, 3, "0.6667"), 1),
    ("I31", inspections, (3, 5, "0.6000"), 3),
    ("I32", dossiers, (6, 8, "0.7500"), 0),
    ("I33", dossiers, (9, 10, "0.9000"), 0),
    ("I34", reports, (1, 3, "0.3333"), 2),
]


@pytest.mark.parametrize(("code", "write", "expected", "missing"), WORKED, ids=[code for code, *_ in WORKED])
def test_a_share_is_what_a_person_counts_from_the_books(books, code, write, expected, missing):
    write(books)
    item = indicator(books, code)
    assert share(item) == expected
    assert (item.met, item.why) == (None, None)
    assert len(item.missing) == missing


def test_villages_are_those_of_the_last_day(books):
    last = "2024-03-14"
    for since, until in ((None, None), (None, "2024-03-13"), ("2024-03-15", None), (last, last)):
        told(books, books.add(UNIT, "village", name=f"Bản {since} {until}", active_from=since, active_to=until))
    assert share(indicator(books, "I08")) == (2, 2, "1.0000")


@pytest.mark.parametrize("code", [code for code, *_ in WORKED if code != "I24"])
def test_where_there_is_nothing_to_count_an_indicator_does_not_apply(books, code):
    item = indicator(books, code)
    assert (numbers(item), item.ratio) == ((0, 0, None, "khong_ap_dung"), None)


# counts


def of(item: Item) -> dict[str, int | None]:
    return {part.code: part.numerator for one in item.parts for part in (one, *one.parts)}


def test_activities_and_those_who_came(books):  # I07
    told(books, sessions=2, participants=40, women=20)
    told(books, sessions=1, participants=10, women=5)
    item = indicator(books, "I07")
    assert (item.numerator, item.denominator, of(item)) == (None, None, {"I07a": 3, "I07b": 50})


def test_models_by_field_and_kind(books):  # I10
    for field, state in (("kinh_te", "moi"), ("kinh_te", "duy_tri"), ("van_hoa_xh", "nhan_rong")):
        books.add(UNIT, "model", registered_on="2024-01-20", field4=field, state_type=state)
    item = indicator(books, "I10")
    counted = {code: number for code, number in of(item).items() if number}
    assert (item.numerator, item.denominator, item.ratio) == (3, None, None)
    assert counted == {"I10a": 2, "I10a1": 1, "I10a2": 1, "I10b": 1, "I10b3": 1}


def test_receptions_as_the_inspectorates_form_counts_them(books):  # I11, I12
    session = books.session(UNIT, DAY)
    for people in (1, 6):
        books.add(UNIT, "reception_visit", session_id=session, people_count=people)
    assert of(indicator(books, "I11")) == {"I11a": 2, "I11b": 7, "I11c": 2}
    assert (indicator(books, "I12").numerator, indicator(books, "I12").denominator) == (1, None)


def test_marked_letters_and_hot_spots(books):  # I16
    books.add(UNIT, "petition", received_on=DAY, marks=["vuot_cap", "dong_nguoi"])
    books.add(UNIT, "petition", received_on=DAY, marks=["vuot_cap"])
    books.add(UNIT, "period_declaration", register="petition", period="2024-Q1", state="co", hot_spots_n=1)
    assert of(indicator(books, "I16")) == {"I16a": 2, "I16b": 1, "I16c": 1}


def test_news_by_channel(books):  # I30
    for channel in ("bao_lc", "truyen_thanh", "truyen_thanh"):
        books.add(UNIT, "media_item", event_date=DAY, channel=channel)
    item = indicator(books, "I30")
    assert (item.numerator, {code: n for code, n in of(item).items() if n}) == (3, {"I30a": 1, "I30g": 2})


def test_what_nobody_entered_is_no_zero(books):
    assert (indicator(books, "I30").numerator, indicator(books, "I30").why) == (None, None)
    books.add(UNIT, "period_declaration", register="media_item", period="2024-Q1", state="khong")
    assert indicator(books, "I30").numerator == 0


# parts, and what is missing


def test_secondary_numbers_stand_in_the_parts(books):
    mediations(books)
    voters(books)
    assert [share(part) for part in indicator(books, "I17").parts] == [(2, 5, "0.4000")]
    assert [share(part) for part in indicator(books, "I20").parts] == [(2, 3, "0.6667")]  # thirty days from 01/12 were over on 05/01


def test_what_is_missing_names_its_record_and_nobody(books):
    task = books.add(UNIT, "plan_task", due_on="2024-03-01", task_status="dang")
    first, second = villages(books, None, None)
    told(books, first)
    assert lacks(indicator(books, "I06")) == [("plan_task", task, "nhiệm vụ số 1 ngày 01/03/2024 đến hạn chưa hoàn thành")]
    assert lacks(indicator(books, "I08")) == [("village", second, "Bản 1 chưa được tuyên truyền trong kỳ")]
    assert ("publication", None, "chưa công khai CK06. Quản lý, sử dụng tài sản công") in lacks(indicator(books, "I24"))
    assert ("model", None, "sổ Dân vận khéo chưa ghi, chưa khai") in lacks(indicator(books, "I35"))


def test_conferences_of_villages_are_due_at_the_years_end(books):  # I26
    first, _ = villages(books, None, None)
    books.add(UNIT, "village_conference", village_id=first, year=2024, held_on="2024-12-20")
    assert numbers(indicator(books, "I26", "2024-Q3")) == (0, 2, None, "chua_den_ky")
    item = indicator(books, "I26", "2024")
    assert (numbers(item), item.ratio, len(item.missing)) == ((1, 2, None, None), "0.5000", 1)


def test_public_contents_do_not_apply_where_nothing_came_up(books):  # I24
    books.add(UNIT, "period_declaration", register="publication", period="2024-Q1", state="khong")
    assert numbers(indicator(books, "I24")) == (0, 0, None, "khong_ap_dung")


def test_registers_speak_by_records_or_declarations(books):  # I35
    before = indicator(books, "I35")
    books.session(UNIT, DAY)
    books.add(UNIT, "period_declaration", register="model", period="2024-Q1", state="khong")
    after = indicator(books, "I35")
    assert (after.numerator, after.denominator) == ((before.numerator or 0) + 2, before.denominator)


def test_two_units_are_put_together_from_their_sums(books):
    tasks(books)
    books.add(COMMUNES[1], "plan_task", due_on="2024-03-01", task_status="xong", done_on="2024-03-01")
    items = [(unit, indicator(books, "I06", unit=unit)) for unit in COMMUNES]
    total = summed(next(one for one in all_indicators() if one.code == "I06").empty, items)
    assert (share(total), total.why) == ((2, 3, "0.6667"), None)
    assert [one.text.startswith(f"{UNIT}: nhiệm vụ") for one in total.missing] == [True]


# the data files


def test_there_is_a_file_for_each_of_the_thirty_and_each_says_how_it_is_counted(books):
    assert [one.code for one in all_indicators()] == [f"I{number:02}" for number in range(6, 36)]
    said = indicators.settings(parse_code("2024-Q1"), books.office.law_of(UNIT))
    assert all("14/03/2024." in one["text"][code] for code, one in said.items())
    assert [(rule["rule_key"], rule["value"], rule["unit"]) for rule in said["I13"]["rules"]] == [("tcd_reply", "10", "ngay_lam_viec")]
    assert all(len(said[one.code]["rules"]) == len(one.rules) for one in all_indicators())
    assert said["I27"]["text"]["I27"].endswith(
        "5 người (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 36: mỗi thôn một người, ít nhất 05 người)."
    )
    assert said["I06"]["window"] == {"from": "2024-01-01", "to": "2024-03-14"}
    assert said["I19"]["window"] == {"from": None, "to": "2024-03-14"}


def test_codes_of_parts_are_told_apart_and_begin_with_their_indicator():
    for one in all_indicators():
        codes = [part.code for part in one.all()]
        assert len(set(codes)) == len(codes)
        assert all(code.startswith(one.code) for code in codes)


def questions(books: Books, units: tuple[str, ...]) -> int:
    seen: list[str] = []
    for unit in units:
        books.office.law_of(unit)
    with books.office.reading() as connection:
        ground = Ground(parse_code("2024-Q1"), units, books.office.reader(connection), books.office.law_of)
        connection.set_trace_callback(seen.append)
        indicators.judged(ground)
        connection.set_trace_callback(None)
    return sum('FROM "r_' in text for text in seen)


def test_the_number_of_questions_to_the_books_does_not_grow_with_the_units(books):
    one, many = questions(books, COMMUNES[:1]), questions(books, COMMUNES)
    assert 0 < one == many < 200
