"""R08 – Tố cáo, chỉ số liệu: counts, classes and days of denunciations. The file itself lies in the secret paper book.

Luật Tố cáo 25/2018/QH14, điều 8, 24, 30; Quyết định 774/QĐ-TTg: who denounced whom, of what and from which village is
never kept here, so there is no free text, no name, no place and no attachment, and there must not be one. Only the
figures of a closed period go up.
"""

from desktop.registers.findings import FINDINGS, HANDLED_ORGANISATIONS, carried_out, judge_findings
from desktop.registers.model import (
    TODAY,
    Badge,
    Context,
    Owed,
    Register,
    Row,
    Until,
    choice,
    count,
    counted_by,
    date,
    flag,
    in_order,
    text,
    within,
)

INADMISSIBLE = {
    "nac_danh": "Nặc danh",
    "khong_du_can_cu": "Không đủ căn cứ",
    "khong_thuoc_tq": "Không thuộc thẩm quyền",
    "da_gq": "Đã giải quyết",
    "khac": "Khác",
}
CATEGORIES = {
    "che_do_cs": "Chế độ, chính sách",
    "dat_dai": "Đất đai, nhà cửa",
    "cong_chuc_cong_vu": "Công chức, công vụ",
    "hc_khac": "Hành chính khác",
    "tham_nhung": "Tham nhũng",
    "tu_phap": "Tư pháp",
    "dang_doan_the": "Đảng, đoàn thể",
    "khac": "Khác",
}
ACTIONS = {"thu_ly": "Thụ lý", "chuyen": "Chuyển", "don_doc": "Đôn đốc", "khong_thu_ly": "Không thụ lý", "luu": "Lưu"}
LEVELS = {"lan_dau": "Lần đầu", "to_cao_tiep": "Tố cáo tiếp"}
PRIOR = {"qua_han_chua_gq": "Quá hạn chưa giải quyết", "da_co_kl": "Đã có kết luận", "chua_gq": "Chưa giải quyết"}
RESULTS = {
    "dung": "Tố cáo đúng",
    "sai": "Tố cáo sai",
    "dung_co_sai": "Có đúng, có sai",
    "dinh_chi": "Đình chỉ",
    "rut": "Rút tố cáo",
}
LETTER, TERM = "Vụ tố cáo", "Thời hạn và kết luận"
MOST_EXTENSIONS = 2


def _is_inadmissible(stat: Row) -> bool:
    return stat.get("admissible") is False


def _is_accepted(stat: Row) -> bool:
    return stat.get("action") == "thu_ly"


def _is_passed_on(stat: Row) -> bool:
    return stat.get("action") in ("chuyen", "don_doc")


def _is_resolved(stat: Row) -> bool:
    return bool(stat.get("resolved_on"))


def _is_published(stat: Row) -> bool:
    return stat.get("published") is True


REGISTER = Register(
    code="denunciation_stat",
    number="R08",
    title="Tố cáo (chỉ số liệu)",
    label="{paper_ref}",
    dated_by=("received_on",),
    terms_from=("accepted_on", "resolved_on"),
    upward="figures",
    listed=("paper_ref", "category", "action", "result"),
    filters=("category", "action", "level_tc", "result", "admissible", "in_competence", "in_time"),
    enters=frozenset({"TCD", "LD"}),
    sees=frozenset({"TCD", "LD"}),
    note=False,
    icon="lock",
    noun="vụ tố cáo",
    standing_title="Thời hạn",
    notice=(
        "Chỉ ghi số liệu. Không ghi họ tên, địa chỉ, nội dung, thôn, bản của ai.",
        "Vì họ tên, địa chỉ, bút tích của người tố cáo là bí mật nhà nước độ Mật (Luật Tố cáo 2018, Điều 8; Quyết định 774/QĐ-TTg), "
        "không được để trên máy có nối mạng: hồ sơ nằm trong sổ Mật bằng giấy và két. Lên cấp trên chỉ có tổng số.",
    ),
    fields=(
        text("paper_ref", "Số trong sổ Mật", sensitivity=1, required=True, max_length=20, hint="ví dụ M05/2024", section=LETTER),
        date("received_on", "Ngày nhận", required=True, sensitivity=1, default=TODAY, section=LETTER),
        choice("category", "Lĩnh vực", CATEGORIES, required=True, sensitivity=1, section=LETTER),
        choice("level_tc", "Lần", LEVELS, required=True, sensitivity=1, default="lan_dau", section=LETTER),
        choice("prior_status", "Tình trạng khi nhận", PRIOR, sensitivity=1, width="full", section=LETTER),
        flag("in_competence", "Thuộc thẩm quyền", required=True, sensitivity=1, default=True, section=LETTER),
        flag("admissible", "Đủ điều kiện", required=True, sensitivity=1, default=True, section=LETTER),
        choice(
            "inadmissible_reason", "Lý do không đủ điều kiện", INADMISSIBLE, required=True, sensitivity=1, width="full",
            asked_when=_is_inadmissible, closed_hint="khi không đủ điều kiện", section=LETTER,
        ),
        choice("action", "Xử lý", ACTIONS, required=True, sensitivity=1, width="full", section=LETTER),
        date(
            "reply_received_on", "Ngày nhận văn bản phúc đáp", sensitivity=1, copied=False, asked_when=_is_passed_on,
            closed_hint="khi chuyển, đôn đốc", section=LETTER,
        ),
        date(
            "accepted_on", "Ngày thụ lý", sensitivity=1, copied=False, asked_when=_is_accepted, closed_hint="khi thụ lý", section=TERM,
        ),
        count(
            "extended_n", "Số lần gia hạn", sensitivity=1, copied=False, unit_label="lần", asked_when=_is_accepted,
            closed_hint="khi thụ lý", section=TERM,
        ),
        date("due_resolve", "Hạn giải quyết", auto=True, sensitivity=1, hint="Luật Tố cáo, Điều 30", section=TERM),
        text("due_basis", "Căn cứ tính hạn", auto=True, sensitivity=1, width="full", section=TERM),
        flag("in_time", "Đúng thời hạn", auto=True, sensitivity=1, section=TERM),
        date("resolved_on", "Ngày có kết luận", sensitivity=1, copied=False, section=TERM),
        choice(
            "result", "Kết luận", RESULTS, sensitivity=1, copied=False, asked_when=_is_resolved, closed_hint="khi đã kết luận",
            section=TERM,
        ),
        flag(
            "published", "Đã công khai kết luận", sensitivity=1, copied=False, asked_when=_is_resolved, closed_hint="khi đã kết luận",
            section=TERM,
        ),
        date(
            "published_on", "Ngày công khai", sensitivity=1, copied=False, asked_when=_is_published, closed_hint="khi đã công khai",
            section=TERM,
        ),
        *carried_out("Thực hiện kết luận"),
        *FINDINGS,
        HANDLED_ORGANISATIONS,
    ),
)  # fmt: skip


@REGISTER.stands
def a_denunciation_stands_by_its_term(stat: Row, _: str) -> Badge | Until:
    if stat["resolved_on"]:
        return Badge("ok", "Đã kết luận")
    if stat["action"] not in (None, "thu_ly"):
        return Badge("plain", "Đã xử lý", "check")
    return Until(str(stat["due_resolve"])) if stat["due_resolve"] else Badge("outline", "Chưa thụ lý")


def _resolve_key(stat: Row) -> str:
    times = stat.get("extended_n")
    longer = min(times, MOST_EXTENSIONS) if isinstance(times, int) and times > 0 else 0
    return f"tc_gq_{longer}" if longer else "tc_gq"


@REGISTER.computes("due_resolve")
def a_denunciation_is_settled_within_the_term(stat: Row, context: Context) -> object:
    return context.due(_resolve_key(stat), stat.get("accepted_on")) if _is_accepted(stat) else None


@REGISTER.computes("due_basis")
def a_term_says_how_it_is_counted(stat: Row, context: Context) -> object:
    return context.basis(_resolve_key(stat), stat.get("accepted_on")) or None if _is_accepted(stat) else None


@REGISTER.computes("in_time")
def a_denunciation_was_settled_in_time(stat: Row, context: Context) -> object:
    due, settled = a_denunciation_is_settled_within_the_term(stat, context), stat.get("resolved_on")
    return str(settled) <= str(due) if due and settled else None


@REGISTER.rule("Số trong sổ Mật chỉ gồm ký hiệu, số và năm, ví dụ M05/2024; không ghi chữ khác.", on="paper_ref")
def a_paper_number_is_a_number_and_no_name(stat: Row) -> bool:
    number, slash, year = str(stat["paper_ref"] or "").partition("/")
    digits = number.lstrip("ABCDEFGHIKLMNOPQRSTUVXYĐ")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= 5 and len(number) - len(digits) <= 3
    return bool(slash) and plain and len(year) == 4 and year.isascii() and year.isdecimal()


@REGISTER.rule("Gia hạn nhiều nhất hai lần (Luật Tố cáo 2018, Điều 30).", on="extended_n")
def a_term_is_extended_at_most_twice(stat: Row) -> bool:
    return not isinstance(stat["extended_n"], int) or stat["extended_n"] <= MOST_EXTENSIONS


@REGISTER.rule("Đã thụ lý thì ghi ngày thụ lý.", on="accepted_on", blocking=False)
def what_was_accepted_says_when(stat: Row) -> bool:
    return not _is_accepted(stat) or bool(stat["accepted_on"])


@REGISTER.rule("Ngày thụ lý không được trước ngày nhận.", on="accepted_on")
def a_denunciation_is_accepted_after_it_came(stat: Row) -> bool:
    return in_order(stat["received_on"], stat["accepted_on"])


@REGISTER.rule("Ngày có kết luận không được trước ngày nhận, ngày thụ lý.", on="resolved_on")
def a_denunciation_is_settled_after_it_was_accepted(stat: Row) -> bool:
    return in_order(stat["received_on"], stat["resolved_on"]) and in_order(stat["accepted_on"], stat["resolved_on"])


@REGISTER.rule("Ngày nhận văn bản phúc đáp không được trước ngày nhận.", on="reply_received_on")
def a_reply_comes_after_the_denunciation(stat: Row) -> bool:
    return in_order(stat["received_on"], stat["reply_received_on"])


@REGISTER.rule("Ngày công khai không được trước ngày có kết luận.", on="published_on")
def a_conclusion_is_published_after_it_was_made(stat: Row) -> bool:
    return in_order(stat["resolved_on"], stat["published_on"])


judge_findings(REGISTER)


@REGISTER.rule_in_context("Thụ lý chậm: quá thời hạn xử lý ban đầu (Luật Tố cáo 2018, Điều 24).", on="accepted_on", blocking=False)
def a_denunciation_is_accepted_in_time(stat: Row, context: Context) -> bool:
    # Ten days where facts are verified in several places: which of the two holds stands in the secret file.
    return in_order(stat["accepted_on"], context.due("tc_ban_dau_nhieu_noi", stat["received_on"]))


@REGISTER.rule_in_context("Công khai kết luận chậm: quá 07 ngày làm việc (Luật Tố cáo 2018, Điều 40).", on="published_on", blocking=False)
def a_conclusion_is_published_in_time(stat: Row, context: Context) -> bool:
    return in_order(stat["published_on"], context.due("tc_cong_khai", stat["resolved_on"]))


REGISTER.owes(
    Owed(
        kind="denunciation", says="Giải quyết tố cáo {paper_ref}", on="due_resolve", until=("resolved_on",),
        basis="{due_basis}",
    ),
    # Luật Tố cáo 25/2018/QH14, điều 40: a conclusion is made public, without any name.
    Owed(
        kind="denunciation", says="Công khai kết luận tố cáo {paper_ref}", on=within("tc_cong_khai", "resolved_on"),
        until=("published_on",), still=lambda stat, _: not _is_published(stat), only={"result": ("dung", "sai", "dung_co_sai")},
        basis=counted_by("tc_cong_khai", "resolved_on"),
    ),
)  # fmt: skip
