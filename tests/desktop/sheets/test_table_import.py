"""What a clerk's own sheet becomes: columns found, cells understood or refused with their reason, good rows saved, bad ones given back."""

import datetime

import pytest

from desktop.actions import agencies, lookup, records
from desktop.actions.table_export import export_table, span_of
from desktop.actions.table_import import import_table
from desktop.errors import Problem
from desktop.jobs import Cancelled, Job
from desktop.office import User
from tests.desktop.sheets.sheet import cells, excel, text
from tests.office import DISTRICT, NEIGHBOUR, carry, open_desk

VILLAGES = ("Tên thôn, bản", "Loại", "Số hộ")


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def listed(desk, code="village"):
    return [one for one in lookup.listing(desk.office, code, lookup.Ask()).records if one.unit == desk.unit]


def brought(desk, file, code="village", **how):
    return import_table(desk.office, code, file, **how)


def reasons(done):
    return [(one.row, one.column, one.rule) for one in done.failed]


@pytest.mark.parametrize(
    "heads",
    [
        [VILLAGES],
        [("name", "type", "households")],
        [VILLAGES, ("name", "type", "households")],
        [("SỔ THÔN BẢN NĂM 2024",), (), ("TÊN THÔN, BẢN:", "loại *", "so ho")],
    ],
    ids=["titles", "names", "both", "below a heading of the office"],
)
def test_columns_are_found_by_titles_or_by_names(desk, tmp_path, heads):
    file = excel(tmp_path / "so.xlsx", *heads, ("Nậm Ngà", "Bản", 45), (), ("Tổ 2", "to_dan_pho", None))
    done = brought(desk, file)
    assert (done.failed, len(done.added)) == ([], 2)
    assert [(one.values["name"], one.values["type"], one.values["households"]) for one in listed(desk)] == [
        ("Nậm Ngà", "ban", 45), ("Tổ 2", "to_dan_pho", None),
    ]  # fmt: skip


def test_columns_stand_in_any_order_and_those_nobody_knows_are_named(desk, tmp_path):
    done = brought(
        desk, excel(tmp_path / "so.xlsx", ("STT", "Số hộ", "Loại", "Trưởng bản", "Tên thôn, bản"), (1, 45, "Bản", "A", "Nậm Ngà"))
    )
    assert done.strange == ("STT", "Trưởng bản")
    assert [one.values["households"] for one in listed(desk)] == [45]


def test_a_sheet_without_titles_and_a_column_twice_are_refused_as_a_whole(desk, tmp_path):
    with pytest.raises(Problem) as untitled:
        brought(desk, excel(tmp_path / "a.xlsx", ("Nậm Ngà", "Bản", 45)))
    assert untitled.value.code == "unknown_field"
    with pytest.raises(Problem, match="hai lần"):
        brought(desk, excel(tmp_path / "b.xlsx", ("Số hộ", "Tên thôn, bản", "Số hộ"), (1, "A", 2)))
    with pytest.raises(Problem, match="chưa có dòng nào"):
        brought(desk, excel(tmp_path / "c.xlsx", VILLAGES))


def test_good_rows_are_saved_and_bad_ones_given_back_with_their_reasons(desk, tmp_path):
    file = excel(
        tmp_path / "so.xlsx", (*VILLAGES, "Ghi thêm"), ("Nậm Ngà", "Bản", 45, "x"), ("Seo Thèn", "Làng", 12, "y"), (None, "Bản", -3, "z")
    )
    done = brought(desk, file)
    assert [one.values["name"] for one in listed(desk)] == ["Nậm Ngà"]
    assert reasons(done) == [(3, "type", "value"), (4, "households", "value")]
    assert done.file == tmp_path / "so-loi.xlsx"
    given = cells(done.file)
    assert given[0] == [*VILLAGES, "Ghi thêm", "Lỗi"]
    assert [row[:4] for row in given[1:]] == [["Seo Thèn", "Làng", 12, "y"], [None, "Bản", -3, "z"]]
    assert "không có trong danh mục" in given[1][4]

    corrected = excel(tmp_path / "so-loi.xlsx", given[0], ["Seo Thèn", "Bản", *given[1][2:]], ["Chà Gì", "Bản", 3, *given[2][3:]])
    again = brought(desk, corrected)
    assert (again.failed, len(again.added), again.strange) == ([], 2, ("Ghi thêm",))


def test_a_row_that_fails_leaves_nothing_behind_and_no_file_is_written_over(desk, tmp_path):
    (tmp_path / "so-loi.csv").write_text("của ai đó", encoding="utf-8")
    done = brought(desk, text(tmp_path / "so.csv", "name,type", "Nậm Ngà,ban", ",ban"))
    assert reasons(done) == [(3, "name", "required")]
    assert done.file == tmp_path / "so-loi-2.csv"
    assert cells(done.file) == [["name", "type", "Lỗi"], ["", "ban", "Chưa ghi tên thôn, bản."]]
    assert len(listed(desk)) == 1


def test_all_rows_failed_writes_nothing_but_gives_them_back(desk, tmp_path):
    done = brought(desk, text(tmp_path / "so.csv", "name,type", ",ban"))
    assert done.all_failed
    assert done.file is not None
    assert listed(desk) == []


def test_a_look_before_writes_neither_records_nor_a_file(desk, tmp_path):
    file = text(tmp_path / "so.csv", "name;type", "Nậm Ngà;Bản", ";Bản")
    done = brought(desk, file, dry_run=True, named=True)
    assert [(one.row, one.what, one.name) for one in done.outcomes] == [(2, "add", "Nậm Ngà · Bản"), (3, "fail", "Bản")]
    assert (listed(desk), done.file, sorted(tmp_path.glob("*.csv"))) == ([], None, [file])


def test_stopping_undoes_everything(desk, tmp_path):
    job = Job()
    job.report = lambda progress: job.stop() if progress.done == 3 else None
    with pytest.raises(Cancelled):
        brought(desk, text(tmp_path / "so.csv", "name,type", *(f"Bản {n},ban" for n in range(9))), job=job)
    assert listed(desk) == []


def test_rules_of_the_book_hold_for_every_row(desk, tmp_path):
    session = desk.session("2024-03-07")
    titles = "session_id,subject_kind,category,is_first,people_count,rep_count,citizen_name,citizen_address,content,in_competence,handling"
    good = f"{session},Kiến nghị,Đất đai,Lần đầu,7,1,Giàng A Páo,Nậm Ngà,Ranh giới,có,Thụ lý"
    done = brought(desk, text(tmp_path / "so.csv", titles, good, good.replace("Giàng A Páo", "")), "reception_visit")
    assert reasons(done) == [(3, "citizen_name", "required")]
    made = lookup.show(desk.office, "reception_visit", done.added[0])
    assert (made.values["group_type"], made.event_date, made.values["due_reply"]) == ("dong_nguoi", "2024-03-07", "2024-03-21")
    with desk.signed_in("Vàng Lỳ Sừ", "DV"), pytest.raises(Problem) as refused:
        brought(desk, tmp_path / "so.csv", "reception_visit")
    assert refused.value.code == "not_allowed"


def test_a_draft_asks_for_nothing(desk, tmp_path):
    done = brought(desk, text(tmp_path / "so.csv", "type,households", "Bản,4"), draft=True)
    assert lookup.show(desk.office, "village", done.added[0]).status == "nhap"


def test_what_exists_once_is_corrected_and_twice_in_a_file_is_refused(desk, tmp_path):
    file = text(tmp_path / "so.csv", "date,name,kind", "02/09/2030,Quốc khánh,nghi", "2030-09-02,Quốc khánh,nghi")
    done = brought(desk, file, "holiday")
    assert (len(done.added), reasons(done)) == (1, [(3, "id", "twice")])
    assert reasons(brought(desk, text(tmp_path / "hai.csv", "date,name", "02/09/2030,Lễ Quốc khánh"), "holiday")) == [(2, "name", "unseen")]
    export_table(desk.office, "holiday", tmp_path / "ra.csv")
    titles, names, row = (line for line in (tmp_path / "ra.csv").read_text(encoding="utf-8-sig").splitlines() if "Chương trình" not in line)
    again = brought(desk, text(tmp_path / "ba.csv", titles, names.replace(",id", ","), row.replace("Quốc", "Lễ Quốc")), "holiday")
    assert (again.added, again.changed) == ([], done.added)
    assert lookup.show(desk.office, "holiday", done.added[0]).values["kind"] == "nghi"


def test_a_row_that_would_bring_a_struck_out_record_back_and_fails_leaves_it_struck_out(desk, tmp_path):
    made = desk.add("report_period")
    records.strike_out(desk.office, "report_period", made)
    file = text(tmp_path / "so.csv", "code,to_date", "2024-Q1,2001-01-01", "2024-Q1,14/03/2024")
    done = brought(desk, text(tmp_path / "mot.csv", "code,to_date", "2024-Q1,2001-01-01", "khác,2001-01-01"), "report_period")
    assert {one.row for one in done.failed} == {2, 3}
    assert lookup.show(desk.office, "report_period", made).deleted
    assert (brought(desk, file, "report_period").changed, lookup.show(desk.office, "report_period", made).deleted) == ([made], False)


def test_a_row_with_an_id_corrects_the_record_and_an_empty_cell_empties_nothing(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà")
    done = brought(desk, text(tmp_path / "so.csv", "id,name,households", f"{made},,45"))
    assert (done.added, done.changed) == ([], [made])
    assert lookup.show(desk.office, "village", made).values["households"] == 45
    assert lookup.show(desk.office, "village", made).values["name"] == "Nậm Ngà"


def test_a_record_changed_since_the_file_was_written_is_not_written_over(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    export_table(desk.office, "village", tmp_path / "so.csv")
    desk.at("2024-03-20T09:00:00").edit("village", made, households=41)
    titles, names, row = (tmp_path / "so.csv").read_text(encoding="utf-8-sig").splitlines()
    text(tmp_path / "sua.csv", titles, names, row.replace(",40,", ",45,"))
    assert reasons(brought(desk, tmp_path / "sua.csv")) == [(3, "households", "stale")]
    assert lookup.show(desk.office, "village", made).values["households"] == 41


def test_an_id_that_is_none_and_one_of_another_book_are_refused(desk, tmp_path):
    place = desk.add("place")
    done = brought(desk, text(tmp_path / "so.csv", "id,name,type", f"{place},A,ban", "17,B,ban"))
    assert reasons(done) == [(2, "id", "taken"), (3, "id", "value")]


def test_rows_of_another_unit_are_neither_changed_nor_made_ones_own(desk, tmp_path):
    desk.add("model", name="Bản sạch")
    district = open_desk(tmp_path / "huyen", DISTRICT)
    carry(desk, district)
    export_table(district.office, "model", tmp_path / "so.csv")
    content = (tmp_path / "so.csv").read_text(encoding="utf-8-sig")
    text(tmp_path / "sua.csv", *content.replace("Bản sạch", "Bản đẹp").splitlines())
    assert reasons(brought(district, tmp_path / "sua.csv", "model")) == [(3, "id", "not_allowed")]
    other = open_desk(tmp_path / "huyen2", DISTRICT)
    assert reasons(brought(other, tmp_path / "so.csv", "model")) == [(3, "record_unit", "unit")]
    district.office.close()
    other.office.close()


def test_a_commune_may_take_over_what_another_unit_has_written_down(desk, tmp_path):
    other = open_desk(tmp_path / "ban", NEIGHBOUR)
    made = other.add("organisation", name="Hội Phụ nữ")
    export_table(other.office, "organisation", tmp_path / "so.xlsx")
    done = brought(desk, tmp_path / "so.xlsx", "organisation")
    assert (done.added, done.failed) == ([made], [])
    assert [one.values["name"] for one in listed(desk, "organisation")] == ["Hội Phụ nữ"]
    other.office.close()


def test_a_row_may_name_one_that_stands_below_it(desk, tmp_path):
    session = desk.session("2024-03-07")
    first, second = "0190f7a4-0000-7000-8000-000000000001", "0190f7a4-0000-7000-8000-000000000002"
    titles = (
        "id,prev_visit_id,session_id,subject_kind,category,is_first,people_count,rep_count,citizen_name,citizen_address,content,"
        "in_competence,handling"
    )
    row = f"{session},Kiến nghị,Đất đai,%s,1,1,Giàng A Páo,Nậm Ngà,Ranh giới,có,Thụ lý"
    file = text(
        tmp_path / "so.csv", titles, f"{second},{first},{row % 'Nhiều lần'}", f"{first},,{row % 'Lần đầu'}"
    )  # fmt: skip
    assert brought(desk, file, "reception_visit").failed == []
    assert lookup.show(desk.office, "reception_visit", second).values["prev_visit_id"] == first


def test_a_reference_by_name_must_mean_one_record(desk, tmp_path):
    for name in ("Nậm Ngà", "Chà Gì", "chà gì"):
        desk.add("village", name=name)
    done = brought(
        desk, text(tmp_path / "so.csv", "name,kind,village_id", "Nhà A,khac,nam nga", "Nhà B,khac,Chà Gì", "Nhà C,khac,Lạ"), "place"
    )
    assert [one.row for one in done.failed] == [3, 4]
    assert "có 2 bản ghi tên" in done.failed[0].message
    assert len(done.added) == 1


def test_a_denunciation_in_a_sheet_leaves_figures_only_also_in_the_file_of_failed_rows(desk, tmp_path):
    session = desk.session("2024-03-07")
    titles = (
        "session_id",
        "subject_kind",
        "category",
        "is_first",
        "people_count",
        "rep_count",
        "citizen_name",
        "in_competence",
        "handling",
        "x",
    )
    row = (session, "Tố cáo", "Đất đai", "Lần đầu", 1, 1, "Người Kín", "có", "Thụ lý", "Người Kín")
    done = brought(desk, excel(tmp_path / "so.xlsx", titles, row), "reception_visit")
    assert reasons(done) == [(2, "citizen_name", "closed")]
    assert "Người Kín" not in str(cells(done.file))
    assert any("tố cáo" in warning for warning in done.notes)
    again = brought(desk, done.file, "reception_visit")
    assert len(again.added) == 1


def test_a_record_does_not_become_a_denunciation_by_a_sheet(desk, tmp_path):
    visit = desk.add("reception_visit", session_id=desk.session("2024-03-07"), citizen_name="Giàng A Páo", subject_kind="kien_nghi")
    done = brought(desk, text(tmp_path / "so.csv", "id,subject_kind", f"{visit},Tố cáo"), "reception_visit")
    assert reasons(done) == [(2, "subject_kind", "turns")]
    assert lookup.show(desk.office, "reception_visit", visit).values["citizen_name"] == "Giàng A Páo"


def test_what_one_may_not_read_does_not_leave_and_is_not_written_over(desk, tmp_path):
    visit = desk.add("reception_visit", session_id=desk.session("2024-03-07"), citizen_name="Giàng A Páo")
    with desk.signed_in("Phùng Chỉn Phà", "TH"):
        done = export_table(desk.office, "reception_visit", tmp_path / "so.xlsx")
    assert not done.private
    assert "Giàng A Páo" not in str(cells(tmp_path / "so.xlsx"))
    assert "citizen_name" not in cells(tmp_path / "so.xlsx")[1]
    assert export_table(desk.office, "reception_visit", tmp_path / "day-du.xlsx").private
    assert "Giàng A Páo" in str(cells(tmp_path / "day-du.xlsx"))
    assert [one.values["kind"] for one in lookup.listing(desk.office, "audit_event", lookup.Ask()).records] == ["xuat_bang"]
    assert visit in str(cells(tmp_path / "so.xlsx"))


def test_an_upper_desk_gives_out_only_what_came_up(desk, tmp_path):
    desk.add(
        "reception_visit", session_id=desk.session("2024-03-07"), citizen_name="Giàng A Páo", village_id=desk.add("village", name="Kín")
    )
    district = open_desk(tmp_path / "huyen", DISTRICT)
    carry(desk, district)
    export_table(district.office, "reception_visit", tmp_path / "so.csv")
    given = cells(tmp_path / "so.csv")
    assert dict(zip(given[1], given[2], strict=True))["record_unit"] == "Xã Pa Vệ Sủ"
    assert "Giàng A Páo" not in str(given)
    assert "Kín" not in str(given)
    district.office.close()


def test_an_agency_leaves_by_its_name(tmp_path):
    district = open_desk(tmp_path / "huyen", DISTRICT)
    agencies.add(district.office, {"name": "Phòng Nội vụ", "kind": "phong"})
    agency = open_desk(tmp_path / "phong", f"{DISTRICT}.01")
    agency.session("2024-03-07")
    carry(agency, district)
    export_table(district.office, "reception_session", tmp_path / "so.csv")
    given = cells(tmp_path / "so.csv")
    assert dict(zip(given[1], given[2], strict=True))["record_unit"] == "Phòng Nội vụ"
    for one in (agency, district):
        one.office.close()


def test_a_period_gives_out_its_own_records_and_drafts_stay(desk, tmp_path):
    for day in ("2024-01-10", "2024-03-20"):
        desk.session(day)
    records.add(desk.office, "reception_session", [({"planned_date": "2024-01-11"}, None)], draft=True)
    assert export_table(desk.office, "reception_session", tmp_path / "so.csv", span_of(desk.office, "2024-Q1")).rows == 1
    assert export_table(desk.office, "reception_session", tmp_path / "so.csv").rows == 2


def test_a_role_that_may_not_read_a_book_gets_none_of_it(desk, tmp_path):
    desk.office.user = User("Vàng Lỳ Sừ", frozenset({"DV"}))
    with pytest.raises(Problem) as refused:
        export_table(desk.office, "reception_visit", tmp_path / "so.csv")
    assert refused.value.code == "not_allowed"
    assert not (tmp_path / "so.csv").exists()


def test_days_of_a_sheet_are_days_and_nothing_else_is(desk, tmp_path):
    rows = [
        (datetime.date(2030, 9, 2), "ô ngày"), (47733, "số của Excel"), ("03/09/2030", "viết"), ("2030-09-05", "máy"),
        ("09/25/2030", "kiểu Mỹ"), (7, "bảy"), (datetime.datetime.fromisoformat("2030-09-06T14:30"), "có giờ"), (True, "đánh dấu"),
    ]  # fmt: skip
    done = brought(desk, excel(tmp_path / "so.xlsx", ("date", "name", "kind"), *((*row, "nghi") for row in rows)), "holiday")
    assert reasons(done) == [(6, "date", "value"), (7, "date", "value"), (9, "date", "value")]
    found = sorted(one.values["date"] for one in listed(desk, "holiday"))
    assert found == ["2030-09-02", "2030-09-03", "2030-09-05", "2030-09-06", "2030-09-07"]


def test_a_file_that_was_brought_in_before_is_told_of_before_it_doubles_the_book(desk, tmp_path):
    file = text(tmp_path / "so.csv", "name,kind", "Nhà văn hóa,khac", "Trụ sở,tru_so")
    assert brought(desk, file, "place").notes == []
    (note,) = brought(desk, file, "place", dry_run=True).notes
    assert note.startswith("2 dòng mới giống hệt")
    changed = text(tmp_path / "hai.csv", "name,kind", "Nhà văn hóa,tru_so")
    assert brought(desk, changed, "place", dry_run=True).notes == []


def test_words_of_an_old_font_are_not_kept(desk, tmp_path):
    done = brought(desk, text(tmp_path / "so.csv", "name,type", "B¶n NËm Ngµ,ban", "Baûn Naäm Ngaø,ban", "Bản Nậm Ngà,ban"))
    assert reasons(done) == [(2, "name", "old_font"), (3, "name", "old_font")]
    assert "Unicode" in done.failed[0].message
