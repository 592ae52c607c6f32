"""R12a – Phối hợp với UBMTTQ, tổ chức chính trị – xã hội, lực lượng vũ trang: oversight, criticism, joint programmes, campaigns.

Luật Mặt trận Tổ quốc Việt Nam 75/2015/QH13: forms of oversight in điều 27, of social criticism in điều 34.
"""

from desktop.registers.model import Owed, Register, Row, Total, at_most, choice, count, date, in_order, longtext, ref, refs, text

KINDS = {
    "giam_sat": "Giám sát",
    "phan_bien": "Phản biện xã hội",
    "ct_phoi_hop": "Ký, thực hiện chương trình phối hợp",
    "van_dong": "Cuộc vận động, phong trào thi đua",
    "ra_quan": "Ra quân, ngày, tuần dân vận",
    "dv_llvt": "Dân vận của công an, quân sự, biên phòng",
    "khac": "Khác",
}
OVERSIGHT_FORMS = {
    "vb": "Nghiên cứu, xem xét văn bản",
    "doan": "Tổ chức đoàn giám sát",
    "qua_ban": "Qua Ban TTND, Ban GSĐTCCĐ",
    "tham_gia": "Tham gia với cơ quan có thẩm quyền",
}
CRITICISM_FORMS = {
    "hoi_nghi": "Hội nghị phản biện",
    "gui_du_thao": "Gửi dự thảo lấy ý kiến",
    "doi_thoai": "Đối thoại trực tiếp",
}
WHEN = "giám sát, phản biện"
ACTIVITY, OUTCOME = "Hoạt động", "Kiến nghị"


def _is_oversight(activity: Row) -> bool:
    return activity.get("kind") == "giam_sat"


def _is_criticism(activity: Row) -> bool:
    return activity.get("kind") == "phan_bien"


def _recommends(activity: Row) -> bool:
    return _is_oversight(activity) or _is_criticism(activity)


def _waits_for_an_answer(activity: Row) -> bool:
    asked, answered = activity["recs_n"], activity["recs_answered_n"]
    return _recommends(activity) and isinstance(asked, int) and asked > (answered if isinstance(answered, int) else 0)


REGISTER = Register(
    code="coop_activity",
    number="R12a",
    title="Hoạt động phối hợp",
    label="{kind} {date_from}: {subject}",
    dated_by=("date_from",),
    listed=("kind", "subject", "lead", "participants"),
    filters=("kind", "lead", "partners", "villages", "program_id", "gs_form", "pb_form"),
    enters=frozenset({"DV", "NL"}),
    icon="hand-heart",
    noun="hoạt động",
    totals=(Total("count", "hoạt động"), Total("sum", "lượt người", "participants"), Total("sum", "kiến nghị", "recs_n")),
    fields=(
        choice("kind", "Loại hoạt động", KINDS, required=True, width="full", section=ACTIVITY),
        choice(
            "gs_form", "Hình thức giám sát", OVERSIGHT_FORMS, required=True, width="full", asked_when=_is_oversight,
            closed_hint="khi giám sát", section=ACTIVITY,
        ),
        choice(
            "pb_form", "Hình thức phản biện", CRITICISM_FORMS, required=True, width="full", asked_when=_is_criticism,
            closed_hint="khi phản biện", section=ACTIVITY,
        ),
        longtext("subject", "Nội dung", sensitivity=0, required=True, max_length=300, section=ACTIVITY),
        ref("lead", "Chủ trì", to="organisation", required=True, width="full", section=ACTIVITY),
        refs("partners", "Đơn vị phối hợp", to="organisation", required=True, width="full", section=ACTIVITY),
        ref("program_id", "Chương trình, phong trào", to="program", width="full", section=ACTIVITY),
        date("date_from", "Từ ngày", required=True, section=ACTIVITY),
        date("date_to", "Đến ngày", required=True, section=ACTIVITY),
        refs("villages", "Địa bàn (thôn, bản)", to="village", width="full", section=ACTIVITY),
        count("participants", "Số người tham gia", unit_label="lượt", section=ACTIVITY),
        count(
            "recs_n", "Số kiến nghị", required=True, width="third", asked_when=_recommends, closed_hint=WHEN,
            section=OUTCOME,
        ),
        count("recs_accepted_n", "Được tiếp thu", width="third", asked_when=_recommends, closed_hint=WHEN, section=OUTCOME),
        count("recs_answered_n", "Đã trả lời", width="third", asked_when=_recommends, closed_hint=WHEN, section=OUTCOME),
        text("answer_doc", "Văn bản trả lời", sensitivity=0, max_length=100, copied=False, section=OUTCOME),
        date("answered_on", "Ngày trả lời", copied=False, section=OUTCOME),
    ),
)  # fmt: skip


@REGISTER.rule("Ngày kết thúc không được trước ngày bắt đầu.", on="date_to")
def an_activity_ends_after_it_begins(activity: Row) -> bool:
    return in_order(activity["date_from"], activity["date_to"])


@REGISTER.rule("Số kiến nghị được tiếp thu không nhiều hơn số kiến nghị.", on="recs_accepted_n")
def what_was_accepted_was_recommended(activity: Row) -> bool:
    return at_most(activity["recs_accepted_n"], activity["recs_n"])


@REGISTER.rule("Số kiến nghị đã trả lời không nhiều hơn số kiến nghị.", on="recs_answered_n")
def what_was_answered_was_recommended(activity: Row) -> bool:
    return at_most(activity["recs_answered_n"], activity["recs_n"])


@REGISTER.rule("Ngày trả lời không được trước ngày bắt đầu.", on="answered_on", blocking=False)
def an_answer_follows_the_activity(activity: Row) -> bool:
    return in_order(activity["date_from"], activity["answered_on"])


REGISTER.owes(
    Owed(
        kind="recommendation", says="Trả lời kiến nghị {kind}: {subject}", still=lambda activity, _: _waits_for_an_answer(activity),
        basis="{recs_n} kiến nghị, đã trả lời {recs_answered_n}", detail="{lead}",
    )
)  # fmt: skip
