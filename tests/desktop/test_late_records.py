"""What comes after a closing: listed, counted over into cells, told by the next report – and never in the closed figures."""

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from desktop.actions import periods as verbs
from desktop.actions import records, reports
from desktop.actions.period_path import look
from desktop.reporting.late import Late, before_it
from desktop.reporting.periods import standing
from tests.office import COMMUNE, DISTRICT, Desk, carry, open_desk

Q1, Q2 = "2024-Q1", "2024-Q2"
BELOW = "BỔ SUNG KỲ TRƯỚC CỦA CÁC ĐƠN VỊ CẤP DƯỚI"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "xa")
    yield made
    made.office.close()


def close(desk: Desk, code: str = Q1) -> None:
    verbs.nothing_happened(desk.office, code, all_empty=True)
    verbs.close_period(desk.office, code, overrides={})


def late(desk: Desk, code: str = Q1, unit: str | None = None) -> dict:
    return verbs.show(desk.office, code, unit, with_late=True).as_json("2024")["late"]


def changes(found: dict) -> list[tuple[str, str, str]]:
    return [(one["register"], one["change"], one["event_date"]) for one in found["records"]]


def cell(found: dict, form: str, code: str) -> tuple[object, object] | None:
    return next(((one["declared"], one["computed"]) for one in found["cells"] if (one["form"], one["cell"]) == (form, code)), None)


def test_nothing_came_late_right_after_a_close(desk):
    desk.session("2024-01-08")
    assert late(desk) is None
    close(desk)
    assert late(desk) == {"records": [], "cells": []}


def test_a_record_added_later_is_listed_with_the_cells_that_it_would_change(desk):
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    number = desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    found = late(desk)
    assert [(one["id"], one["change"]) for one in found["records"]] == [(number, "them")]
    assert cell(found, "DV-05", "2") == (1, 2)
    assert {one["form"] for one in found["cells"]} >= {"DV-05", "01/TCD"}


def test_a_record_corrected_and_one_struck_out_later_are_told_apart(desk):
    first = desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    second = desk.session("2024-01-15", actor="thu_truong", kind="dinh_ky")
    close(desk)
    desk.edit("reception_session", first, published_calendar=True)
    records.strike_out(desk.office, "reception_session", second)
    found = late(desk)
    assert changes(found) == [("reception_session", "sua", "2024-01-08"), ("reception_session", "gach", "2024-01-15")]
    assert cell(found, "DV-05", "2") == (2, 1)
    records.restore(desk.office, "reception_session", second)
    assert changes(late(desk)) == [("reception_session", "sua", "2024-01-08")]
    assert cell(late(desk), "DV-05", "2") is None


def test_a_record_whose_day_moved_out_of_the_period_is_listed_by_the_day_it_had(desk):
    model = desk.add("model", registered_on="2024-02-01")
    close(desk)
    desk.edit("model", model, registered_on="2024-05-02")
    assert changes(late(desk)) == [("model", "sua", "2024-02-01")]


def test_what_was_added_and_struck_out_since_leaves_nothing_behind(desk):
    close(desk)
    records.strike_out(desk.office, "reception_session", desk.session("2024-02-05"))
    assert late(desk) == {"records": [], "cells": []}


def test_records_of_other_days_are_no_supplement(desk):
    desk.session("2024-01-08")
    close(desk)
    desk.session("2024-04-01")
    assert late(desk) == {"records": [], "cells": []}


def test_closing_again_takes_them_in(desk):
    desk.session("2024-01-08")
    close(desk)
    desk.session("2024-02-05")
    assert late(desk)["records"]
    verbs.reopen(desk.office, Q1, "Bổ sung phiên tiếp")
    assert late(desk) is None
    verbs.close_period(desk.office, Q1)
    assert late(desk) == {"records": [], "cells": []}


def test_the_district_sees_what_came_late_below(desk, tmp_path):
    above = open_desk(tmp_path / "huyen", DISTRICT)
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    carry(desk, above)
    found = late(above, Q1, COMMUNE)
    assert changes(found) == [("reception_session", "them", "2024-02-05")]
    assert cell(found, "DV-05", "2") == (1, 2)
    above.office.close()


def pages(desk: Desk, code: str = Q2) -> str:
    made = reports.render(desk.office, "dvcq", code)
    with pdfplumber.open(io.BytesIO(made.pdf)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def test_the_next_periods_report_has_an_annex_of_what_came_late(desk):
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    assert "Bổ sung kỳ trước" not in pages(desk)
    desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    said = pages(desk)
    assert "BỔ SUNG KỲ TRƯỚC (QUÝ I/2024)" in said.upper()
    assert "Số đã chốt" in said


def test_a_record_whose_handling_goes_on_needs_no_annex(desk):
    promise = desk.add("commitment", made_on="2024-02-01", due_on="2024-05-01", state="chua")
    close(desk)
    desk.edit("commitment", promise, state="xong", done_on="2024-04-20")
    assert changes(late(desk)) == [("commitment", "sua", "2024-02-01")]
    assert "BỔ SUNG KỲ TRƯỚC" not in pages(desk).upper()


def test_a_closed_report_tells_only_what_its_closing_had_seen(desk):
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    desk.session("2024-04-01", actor="thu_truong", kind="dinh_ky")
    close(desk, Q2)
    before = told(desk)
    assert len(before.records) == 1
    desk.session("2024-02-12", actor="thu_truong", kind="dinh_ky")
    assert told(desk) == before
    assert len(late(desk)["records"]) == 2


def test_a_period_closed_again_after_the_next_one_has_nothing_late_in_that_ones_report(desk):
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    close(desk, Q2)
    desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    verbs.reopen(desk.office, Q1, "Bổ sung phiên tiếp")
    verbs.close_period(desk.office, Q1)
    assert not told(desk)


def told(desk: Desk) -> Late:
    with desk.office.reading() as connection:
        found = before_it(desk.office, connection, standing(desk.office, connection, desk.unit, Q2))
    assert found is not None
    return found


def test_a_report_closed_again_says_which_one_it_replaces(desk):
    desk.session("2024-01-08")
    close(desk)
    assert "thay thế" not in pages(desk, Q1)
    verbs.reopen(desk.office, Q1, "Bổ sung phiên tiếp")
    verbs.close_period(desk.office, Q1)
    assert "Báo cáo này thay thế báo cáo quý I/2024 đã chốt lần 1." in pages(desk, Q1)
    desk.add("report_issue", period_id=Q1, due_on="2024-03-20", doc_no="45/BC-UBND", signed_on="2024-03-18")
    assert "Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 18/3/2024." in pages(desk, Q1).replace("\n", " ")


def test_the_path_of_a_closed_period_tells_what_came_late_and_counts_nothing_again(desk):
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    held = look(desk.office, Q1)
    assert held.crossed[0] == held.crossed[1] > 0
    assert not [line for line in held.lines if line.state == "Sau chốt"]
    number = desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    lines = [line for line in look(desk.office, Q1).lines if line.state == "Sau chốt"]
    assert [(line.amount, line.register, line.record) for line in lines if line.register] == [("1 thêm", "reception_session", number)]
    assert "DV-05:2" in {line.cell for line in lines}


def test_what_has_no_day_is_told_by_the_next_report_where_it_changes_a_figure(desk):
    """An assignment typed after the close, valid before it: no day puts it into the period, yet the printed figures would be others."""
    close(desk)
    desk.add("assignment", role="lanh_dao", scope="ca_hai", valid_from="2024-01-02")
    office = desk.office
    with office.reading() as connection:
        told = before_it(office, connection, standing(office, connection, COMMUNE, Q2))
    assert told is not None
    assert told.records == ()
    assert {one.form for one in told.cells} >= {"DV-13"}


def test_what_has_no_day_and_changes_no_figure_did_not_come_late(desk):
    close(desk)
    desk.add("place", name="Nhà văn hóa bản Sín", kind="khac")
    assert late(desk) == {"records": [], "cells": []}


def test_the_path_of_a_closed_period_says_why_something_was_passed_over(desk):
    desk.session("2024-01-08")
    desk.add("reward", draft=True, decision_date="2024-01-15")
    verbs.nothing_happened(desk.office, Q1, all_empty=True)
    verbs.close_period(desk.office, Q1, overrides={"drafts": "giấy khen ký tháng sau"})
    line = next(one for one in look(desk.office, Q1).lines if one.state == "Đã nêu lý do")
    assert (line.title, line.stops) == ("Bản nháp", False)
    assert line.todo.endswith("Lý do: giấy khen ký tháng sau")


def test_the_consolidated_report_of_the_next_period_tells_what_came_late_below(desk, tmp_path):
    above = open_desk(tmp_path / "huyen", DISTRICT)
    desk.session("2024-01-08", actor="thu_truong", kind="dinh_ky")
    close(desk)
    carry(desk, above)
    assert BELOW not in pages(above)
    desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    desk.session("2024-04-01", actor="thu_truong", kind="dinh_ky")
    close(desk, Q2)
    carry(desk, above)
    said = pages(above).replace("\n", " ")
    assert BELOW in said
    assert "Xã Pa Vệ Sủ" in said.partition(BELOW)[2]
    assert "1. Số liệu của báo cáo đã chốt giữ nguyên" in said
    found = verbs.show(above.office, Q2, with_late=True).as_json("2024")["late_below"]
    assert [(one["unit"], one["period"], changes(one)) for one in found] == [
        (COMMUNE.partition(":")[2], Q1, [("reception_session", "them", "2024-02-05")])
    ]
    assert cell(found[0], "DV-05", "2") == (1, 2)
    line = next(one for one in look(above.office, Q2).lines if one.state == "Bổ sung")
    assert (line.title, line.amount, line.stops) == ("Bổ sung kỳ trước: xã Pa Vệ Sủ", "1 thêm", False)
    above.office.close()


def test_what_a_unit_below_that_has_not_closed_adds_stands_in_no_report_that_was_closed_before(desk, tmp_path):
    above = open_desk(tmp_path / "huyen", DISTRICT)
    close(desk)
    desk.session("2024-02-05", actor="thu_truong", kind="dinh_ky")
    carry(desk, above)
    assert BELOW in pages(above)
    close(above, Q2)
    assert BELOW not in pages(above)
    assert BELOW in pages(above, "2024-Q3")
    above.office.close()
