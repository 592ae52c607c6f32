"""What targets still miss, in few lines: on paper the number of weeks first, on the first page the weeks themselves."""

from desktop.measures.model import Missing
from desktop.reporting.lacking import by_units, in_short


def lacks(*missing: Missing) -> dict:
    return {"missing": [], "parts": [{"missing": [one.as_json() for one in missing]}]}


def target(*texts: str) -> dict:
    return lacks(*(Missing("plan_doc", None, text) for text in texts))


def weeks(*days: str) -> dict:
    return lacks(*(Missing("reception_session", None, "chưa ghi phiên tiếp", "tuần", day) for day in days))


def untold(*names: str) -> dict:
    return lacks(*(Missing("dissemination", None, "chưa được quán triệt", "văn bản", name) for name in names))


def test_weeks_of_one_kind_stand_in_one_line_with_their_number():
    assert in_short([weeks("18–24/12", "25–31/12")]) == ["còn 02 tuần chưa ghi phiên tiếp (18–24/12, 25–31/12)"]


def test_where_lines_are_short_two_weeks_are_named_and_the_rest_counted():
    assert in_short([weeks("18–24/12", "25–31/12")], names_first=True) == ["tuần 18–24/12, 25–31/12 chưa ghi phiên tiếp"]
    many = in_short([weeks("01–07/01", "08–14/01", "15–21/01", "22–28/01")], names_first=True)
    assert many == ["tuần 01–07/01, 08–14/01 và 02 tuần khác chưa ghi phiên tiếp"]


def test_what_is_no_week_keeps_its_own_sentence_and_comes_first():
    said = in_short([weeks("18–24/12"), target("chưa đăng ký mô hình nào")], names_first=True)
    assert said == ["chưa đăng ký mô hình nào", "tuần 18–24/12 chưa ghi phiên tiếp"]


def test_documents_of_one_kind_stand_in_one_line_too():
    told = untold("33/CT-TTg", "69-KL/TU", "“Nghị quyết về hủ tục…”")
    assert in_short([told]) == ["còn 03 văn bản chưa được quán triệt (33/CT-TTg, 69-KL/TU, “Nghị quyết về hủ tục…”)"]
    assert in_short([told], names_first=True) == ["văn bản 33/CT-TTg, 69-KL/TU và 01 văn bản khác chưa được quán triệt"]


def test_the_words_of_a_sentence_do_not_decide_what_is_put_together():
    told = lacks(*(Missing("board", None, "chưa kiện toàn", "ban", name) for name in ("chỉ đạo", "vận động quần chúng")))
    assert in_short([told]) == ["còn 02 ban chưa kiện toàn (chỉ đạo, vận động quần chúng)"]
    assert in_short([target("tuần này chưa họp", "tuần sau chưa họp")]) == ["tuần này chưa họp", "tuần sau chưa họp"]


def test_of_several_units_each_thing_is_said_once_with_the_units_that_lack_it():
    plan, model = target("chưa ban hành kế hoạch"), target("chưa đăng ký mô hình")
    told = untold("33/CT-TTg")
    units = [("xã A", [plan, model, weeks("18–24/12", "25–31/12"), told]), ("xã B", [plan, weeks("18–24/12"), told]), ("xã C", [told])]
    assert by_units(units) == [
        "chưa ban hành kế hoạch: 02/03 đơn vị (trừ xã C)",
        "chưa đăng ký mô hình: 01/03 đơn vị (xã A)",
        "tuần chưa ghi phiên tiếp: 02/03 đơn vị (xã A: 02, xã B: 01)",
        "văn bản chưa được quán triệt: 03/03 đơn vị",
    ]
