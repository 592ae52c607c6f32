"""A sheet corrects what its writer saw, and nothing else: not what changed since, not what the law closed or emptied."""

import pytest

from desktop.actions import erasing, lookup, records
from desktop.actions.table_export import export_table
from desktop.actions.table_import import import_table
from tests.desktop.sheets.sheet import cells, text
from tests.office import carry, open_desk, sibling

NAME = "Giàng A Páo"
TITLES = "id,subject_kind,citizen_name,citizen_address,content"


@pytest.fixture
def desk(tmp_path):
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def brought(desk, file, code="village", **how):
    return import_table(desk.office, code, file, **how)


def reasons(done):
    return [(one.row, one.column, one.rule) for one in done.failed]


def values(desk, code, record):
    return lookup.show(desk.office, code, record).values


def visit_of(desk, kind="kien_nghi"):
    named = {} if kind == "to_cao" else {"citizen_name": NAME}
    return desk.add("reception_visit", session_id=desk.session("2024-03-07"), subject_kind=kind, **named)


def given_out(desk, folder, code="village"):
    """Write a book out; return what writes a changed copy of the file."""
    file = export_table(desk.office, code, folder / "so.csv").file
    content = file.read_text(encoding="utf-8-sig")

    def changed(*swaps, name="sua.csv"):
        said = content
        for old, new in swaps:
            assert old in said
            said = said.replace(old, new)
        return text(folder / name, *said.splitlines())

    return changed


def test_a_denunciation_does_not_become_a_petition_by_a_sheet(desk, tmp_path):
    visit = visit_of(desk, "to_cao")
    row = f"{visit},Kiến nghị,{NAME},Nậm Ngà,Ranh giới"
    done = brought(desk, text(tmp_path / "so.csv", TITLES, row), "reception_visit")
    assert reasons(done) == [(2, "subject_kind", "turns")]
    assert (values(desk, "reception_visit", visit)["subject_kind"], values(desk, "reception_visit", visit)["citizen_name"]) == (
        "to_cao",
        None,
    )
    assert NAME not in str(cells(done.file))


@pytest.mark.parametrize("stamped", [True, False])
def test_a_table_of_before_does_not_undo_the_turn_to_a_denunciation(desk, tmp_path, stamped):
    visit = visit_of(desk)
    changed = given_out(desk, tmp_path, "reception_visit")
    desk.edit("reception_visit", visit, subject_kind="to_cao")
    file = changed() if stamped else changed(("Dấu phiên bản", "Ghi thêm"), (",record_version,", ",,"))
    done = brought(desk, file, "reception_visit")
    assert done.changed == []
    assert values(desk, "reception_visit", visit)["subject_kind"] == "to_cao"
    assert values(desk, "reception_visit", visit)["citizen_name"] is None
    assert NAME not in str(cells(done.file))


@pytest.mark.parametrize("titles", ["id,citizen_name,citizen_address", "id,citizen_name,note,subject_kind"])
def test_the_file_of_failed_rows_holds_no_name_of_a_denunciation_whatever_the_row_says_of_its_kind(desk, tmp_path, titles):
    visit = visit_of(desk, "to_cao")
    done = brought(desk, text(tmp_path / "so.csv", titles, f"{visit},Người Kín,,"), "reception_visit")
    assert done.failed
    assert "Người Kín" not in str(cells(done.file))
    assert any("tố cáo" in note for note in done.notes)


def test_a_misspelled_denunciation_is_not_given_back_with_its_names(desk, tmp_path):
    done = brought(desk, text(tmp_path / "so.csv", "subject_kind,citizen_name", "Đơn tố cáo,Người Kín"), "reception_visit")
    assert "Người Kín" not in str(cells(done.file))


@pytest.mark.parametrize("draft", [True, False])
def test_an_erased_person_does_not_come_back_by_a_sheet(desk, tmp_path, draft):
    visit = visit_of(desk)
    changed = given_out(desk, tmp_path, "reception_visit")
    erasing.run(desk.office, [visit])
    for file in (changed(), text(tmp_path / "khac.csv", "id,citizen_name,citizen_address", f"{visit},{NAME},Nậm Ngà")):
        done = brought(desk, file, "reception_visit", draft=draft)
        assert {one.rule for one in done.failed} == {"erased"}
        assert values(desk, "reception_visit", visit)["citizen_name"] is None
    assert lookup.show(desk.office, "reception_visit", visit).status == "hoan_chinh"


def test_what_was_empty_when_the_person_was_erased_is_not_filled_in_by_a_sheet(desk, tmp_path):
    visit = desk.add("reception_visit", session_id=desk.session("2024-03-07"), subject_kind="kien_nghi", citizen_name=NAME)
    desk.add("village", name="Nậm Ngà")
    assert erasing.run(desk.office, [visit]).fields
    done = brought(desk, text(tmp_path / "so.csv", "id,village_id", f"{visit},Nậm Ngà"), "reception_visit")
    assert reasons(done) == [(2, "village_id", "erased")]


def test_without_its_column_of_versions_a_sheet_fills_in_and_does_not_correct(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    done = brought(desk, text(tmp_path / "so.csv", "id,households,leader_position", f"{made},41,Trưởng bản"))
    assert reasons(done) == [(2, "households", "unseen")]
    assert "Dấu phiên bản" in done.failed[0].message
    filled = brought(desk, text(tmp_path / "hai.csv", "id,households,leader_position", f"{made},40,Trưởng bản"))
    assert filled.changed == [made]
    assert values(desk, "village", made)["leader_position"] == "Trưởng bản"


def test_a_correction_in_the_same_second_or_under_a_clock_set_back_is_not_written_over(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    changed = given_out(desk, tmp_path)
    for moment in ("2024-03-20T08:00:00", "2024-03-01T08:00:00"):
        desk.at(moment).edit("village", made, households=values(desk, "village", made)["households"] + 1)
        done = brought(desk, changed((",40,", ",45,")))
        assert reasons(done) == [(3, "households", "stale")]
        assert values(desk, "village", made)["households"] in (41, 42)


def test_what_the_sheet_did_not_change_stays_as_somebody_corrected_it_since(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    changed = given_out(desk, tmp_path)
    desk.edit("village", made, households=41)
    assert brought(desk, changed(name="y.csv")).count("same") == 1
    assert brought(desk, changed(("Nậm Ngà", "Nậm Ngà 1"))).changed == [made]
    kept = values(desk, "village", made)
    assert (kept["name"], kept["households"]) == ("Nậm Ngà 1", 41)


def test_a_correction_lies_over_what_the_sheet_showed_so_that_another_laptops_is_not_lost(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    other = sibling(desk, tmp_path / "hai")
    changed = given_out(desk, tmp_path)
    other.edit("village", made, households=41)
    assert brought(desk, changed((",40,", ",45,"))).changed == [made]
    carry(other, desk)
    assert lookup.show(desk.office, "village", made).conflicts == ("households",)
    done = brought(desk, changed((",40,", ",46,")))
    assert reasons(done) == [(3, "households", "contested")]
    other.office.close()


def test_a_sheet_of_another_laptop_that_knows_more_does_not_correct_here(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    other = sibling(desk, tmp_path / "hai")
    other.edit("village", made, households=41)
    changed = given_out(other, tmp_path)
    assert reasons(brought(desk, changed())) == [(3, "households", "unseen")]
    carry(other, desk)
    assert brought(desk, changed((",41,", ",42,"))).changed == [made]
    other.office.close()


def test_a_column_of_versions_that_holds_something_else_is_refused(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    done = brought(desk, text(tmp_path / "so.csv", "id,record_version,households", f"{made},20/03/2024,41"))
    assert reasons(done) == [(2, "record_version", "value")]


def test_a_record_struck_out_since_is_not_corrected(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    changed = given_out(desk, tmp_path)
    records.strike_out(desk.office, "village", made)
    assert {one.rule for one in brought(desk, changed((",40,", ",45,"))).failed} == {"struck_out"}


def test_what_is_corrected_twice_by_one_file_after_the_other_needs_a_new_file(desk, tmp_path):
    made = desk.add("village", name="Nậm Ngà", households=40)
    changed = given_out(desk, tmp_path)
    assert brought(desk, changed((",40,", ",45,"))).changed == [made]
    assert reasons(brought(desk, changed((",40,", ",46,")))) == [(3, "households", "stale")]
    assert brought(desk, given_out(desk, tmp_path)((",45,", ",46,"))).changed == [made]


def test_a_struck_out_record_comes_back_by_a_sheet_without_what_the_sheet_may_not_say(desk, tmp_path):
    made = desk.add("report_period", code="2024-Q1", to_date="2024-03-14")
    records.strike_out(desk.office, "report_period", made)
    done = brought(desk, text(tmp_path / "so.csv", "code,to_date", "2024-Q1,2024-03-13"), "report_period")
    assert reasons(done) == [(2, "to_date", "unseen")]
    assert lookup.show(desk.office, "report_period", made).deleted


def test_names_among_the_failed_rows_are_noted_and_told(desk, tmp_path):
    titles = "session_id,subject_kind,category,citizen_name"
    session = desk.session("2024-03-07")
    file = text(tmp_path / "so.csv", titles, f"{session},Kiến nghị,Không có,{NAME}")
    assert not any("Zalo" in note for note in brought(desk, file, "reception_visit", dry_run=True).notes)
    done = brought(desk, file, "reception_visit")
    assert NAME in str(cells(done.file))
    assert any("Zalo" in note for note in done.notes)
    (event,) = lookup.listing(desk.office, "audit_event", lookup.Ask()).records
    assert (event.values["kind"], done.file.name in event.values["subject"]) == ("xuat_bang", True)


def test_failed_rows_without_names_are_not_noted(desk, tmp_path):
    done = brought(desk, text(tmp_path / "so.csv", "name,type", "Nậm Ngà,Làng"))
    assert (done.notes, lookup.listing(desk.office, "audit_event", lookup.Ask()).total) == ([], 0)
