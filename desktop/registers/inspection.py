"""R13a – Cuộc kiểm tra, tự kiểm tra, kiểm tra công vụ: of an office or a village, never of a person (I31, form DV-11)."""

from desktop.registers.model import (
    Context,
    Owed,
    Register,
    Row,
    Total,
    at_most,
    choice,
    choices,
    count,
    date,
    flag,
    in_order,
    longtext,
    ref,
    text,
)

KINDS = {
    "tu_kt": "Tự kiểm tra",
    "kt_thon": "UBND xã kiểm tra thôn, đơn vị trực thuộc",
    "cap_tren": "Đoàn kiểm tra cấp trên",
    "cong_vu": "Kiểm tra công vụ",
    "thanh_tra": "Thanh tra chuyên ngành, hành chính",
    "hdnd_gs": "HĐND giám sát",
}
CONTENTS = {
    "the_che": "Thể chế hóa chủ trương",
    "qcdc": "Thực hiện quy chế dân chủ",
    "buc_xuc": "Giải quyết bức xúc, nguyện vọng chính đáng",
    "tcd_kntc": "Tiếp công dân, khiếu nại, tố cáo",
    "cchc": "Cải cách hành chính, thủ tục hành chính",
    "ky_cuong": "Kỷ luật, kỷ cương, văn hóa công sở",
    "dvk": "Dân vận khéo",
    "khac": "Khác",
}
EVENT, RESULT = "Cuộc kiểm tra", "Kết luận"

REGISTER = Register(
    code="inspection",
    number="R13a",
    title="Kiểm tra",
    label="{kind} {date_from}: {object}",
    dated_by=("date_from",),
    follows={"commitment": {"_id": "source_uid"}},
    listed=("kind", "object", "lead_body", "recs_n"),
    filters=("kind", "content_tags", "planned"),
    enters=frozenset({"DV", "LD"}),
    sees=frozenset({"DV", "LD", "TH"}),
    icon="clipboard-check",
    noun="cuộc kiểm tra",
    totals=(Total("count", "cuộc"), Total("sum", "kiến nghị", "recs_n")),
    fields=(
        choice("kind", "Loại", KINDS, required=True, width="full", section=EVENT),
        choices("content_tags", "Nội dung", CONTENTS, required=True, width="full", section=EVENT),
        ref("plan_doc", "Kế hoạch số", to="plan_doc", width="full", section=EVENT),
        text("lead_body", "Đơn vị kiểm tra", sensitivity=1, required=True, suggests="organisation", width="full", section=EVENT),
        text(
            "object", "Đối tượng", sensitivity=1, required=True, suggests="organisation", hint="cơ quan, thôn; không ghi người",
            width="full", section=EVENT,
        ),
        date("date_from", "Từ ngày", required=True, width="third", section=EVENT),
        date("date_to", "Đến ngày", required=True, width="third", section=EVENT),
        flag("planned", "Theo kế hoạch", required=True, width="third", section=EVENT),
        text("conclusion_no", "Kết luận, biên bản số", sensitivity=1, max_length=60, copied=False, section=RESULT),
        date("conclusion_date", "Ngày kết luận", sensitivity=1, copied=False, section=RESULT),
        longtext("shortcomings", "Hạn chế chính", sensitivity=1, copied=False, hint="không ghi tên người", section=RESULT),
        count("recs_n", "Số kiến nghị", sensitivity=1, required=True, hint="ghi vào sổ cam kết", section=RESULT),
    ),
)  # fmt: skip


@REGISTER.rule("Ngày kết thúc không được trước ngày bắt đầu.", on="date_to")
def an_inspection_ends_after_it_begins(inspection: Row) -> bool:
    return in_order(inspection["date_from"], inspection["date_to"])


@REGISTER.rule("Ngày kết luận không được trước ngày bắt đầu kiểm tra.", on="conclusion_date", blocking=False)
def a_conclusion_follows_the_inspection(inspection: Row) -> bool:
    return in_order(inspection["date_from"], inspection["conclusion_date"])


@REGISTER.rule("Kết luận phải có cả số và ngày.", on="conclusion_date", blocking=False)
def a_conclusion_has_number_and_date(inspection: Row) -> bool:
    return bool(inspection["conclusion_no"]) == bool(inspection["conclusion_date"])


REGISTER.owes(
    Owed(
        kind="inspection", says="Ghi kết luận {kind}: {object}", on="date_to", until=("conclusion_date",),
        basis="Kiểm tra từ ngày {date_from} đến ngày {date_to}",
    )
)  # fmt: skip


@REGISTER.rule_in_context("Kiến nghị kiểm tra chưa ghi đủ vào sổ cam kết.", on="recs_n", blocking=False)
def what_was_recommended_stands_in_the_book_of_promises(inspection: Row, context: Context) -> bool:
    return at_most(inspection["recs_n"], len(context.alike("commitment")))
