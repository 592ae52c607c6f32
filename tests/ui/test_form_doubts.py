"""A form with columns that nobody has checked says so once, before it is first printed or saved, and always on its paper."""

from PySide6.QtWidgets import QApplication

from desktop.actions import records
from desktop.settings import Settings
from tests.ui.offices import PERIOD
from ui.dialogs import QuestionDialog
from ui.reporting.report_page import ReportPage

FORM = "bieu:02/XLD"
UNCHECKED = "Số thứ tự và tên cột chưa đối chiếu với mẫu chính thức của Thông tư."


def question() -> QuestionDialog | None:
    return next((one for one in QApplication.allWidgets() if isinstance(one, QuestionDialog) and one.isVisible()), None)


def open_form(desk, kind=FORM):
    desk.show(ReportPage(desk.session, PERIOD))
    desk.settle()
    desk.page.view.kind.set_value(kind)
    desk.settle()
    return desk.page.view


def test_it_is_asked_once_for_a_form_and_then_no_more(desk):
    view, done = open_form(desk), []
    view._when_told(lambda: done.append("first"))
    asked = question()
    assert asked is not None
    assert asked.title.text() == "Biểu 02/XLD: có chỗ chưa đối chiếu. Làm tiếp?"
    assert done == []
    desk.press("Enter")
    assert done == ["first"]
    assert Settings.load(desk.session.office.paths.settings)["forms_told"] == ["03448 TT01_2024 02/XLD"]
    view._when_told(lambda: done.append("second"))
    assert (question(), done) == (None, ["first", "second"])


def test_who_turns_back_is_asked_again(desk):
    view, done = open_form(desk), []
    view._when_told(lambda: done.append("first"))
    desk.press("Esc")
    assert done == []
    view._when_told(lambda: done.append("second"))
    assert question() is not None


def test_saving_asks_before_the_file_is_chosen(desk):
    open_form(desk)
    desk.press("Ctrl+S")
    assert question() is not None
    assert question().body.count() > 0


def test_a_form_of_the_office_asks_nothing(desk):
    view, done = open_form(desk, "bieu:DV-05"), []
    view._when_told(lambda: done.append("at once"))
    assert (question(), done) == (None, ["at once"])


def test_a_set_that_was_checked_says_its_circular_instead(world, desk):
    assert open_form(desk).report.doubts["TT01_2024 02/XLD"][0] == UNCHECKED
    said = {"form_set": "TT01_2024", "checked_on": "2024-03-20", "source": "Công báo số 417+418"}
    records.add(world.commune, "form_check", [(said, None)])
    assert UNCHECKED not in open_form(desk).report.doubts["TT01_2024 02/XLD"]


def test_the_forms_that_are_offered_are_those_of_the_period(desk):
    values = [one.value for one in open_form(desk).kind.options]
    assert {"dvcq", "bieu:01/XLD", "bieu:02/KQGQ", "bieu:DV-05"} <= set(values)
    assert not {"bieu:02/TCD", "bieu:03/KQGQ", "bieu:04/KQGQ"} & set(values)


def test_a_form_of_another_circular_is_offered_by_its_name_and_opens_no_figure_of_this_one(desk):
    view = open_form(desk, "bieu:03/KQGQ · TT02_2021")
    option = next(one for one in view.kind.options if one.value == view.kind.value())
    assert option.label == "Riêng biểu 03/KQGQ (Thông tư 02/2021/TT-TTCP)"
    assert "TT02_2021 03/KQGQ" in view.report.doubts
    view._on_chosen("03/KQGQ:1")
    view._on_opened("03/KQGQ:1")
    assert desk.places == []


def test_the_reports_by_outline_and_the_plan_are_offered_by_their_names(desk):
    labels = {one.value: one.label for one in open_form(desk, "qcdc").kind.options}
    assert labels["qcdc"] == "Báo cáo thực hiện dân chủ ở cơ sở"
    assert {"tcd_kntc", "cong_khai", "hoa_giai", "truyen_thong", "ke_hoach"} <= set(labels)
    assert not desk.page.view.wide.isVisible()


def test_a_paper_that_is_not_there_leaves_the_one_on_the_page_chosen(desk):
    refused = []
    desk.session.failed.connect(refused.append)
    view = open_form(desk, "hoa_giai")
    shown = view.report
    view.kind.set_value("ke_hoach")
    desk.settle()
    assert [one.code for one in refused] == ["unknown_record"]
    assert (view.kind.value(), view.report) == ("hoa_giai", shown)


def test_the_inspectorates_forms_are_asked_about_in_their_report_too(desk):
    view = open_form(desk, "tcd_kntc")
    view._when_told(lambda: None)
    asked = question()
    assert asked is not None
    assert "04/XLD" in asked.title.text()
