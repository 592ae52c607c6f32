"""R07 – Sổ đơn: complaints, petitions and reflections; by when each has to be accepted and settled, and what came of it.

Luật Khiếu nại 02/2011/QH13, điều 27, 28, 37: terms, longer in remote places and for complex cases; 155/2026/NĐ-CP counts
acceptance in working days from 01/7/2026. A letter that proves to be a denunciation moves to R08: everything written of
it here is emptied for good (Luật Tố cáo 2018; Quyết định 774/QĐ-TTg), and R08 keeps its figures.
"""

from dataclasses import replace

from desktop.registers.findings import FINDINGS, SETTLED, carried_out, judge_findings
from desktop.registers.model import (  # fmt: skip
    NOTE,
    TODAY,
    Badge,
    Condition,
    Context,
    Erasure,
    Field,
    Group,
    Owed,
    Register,
    Row,
    Total,
    Until,
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

SOURCES = {
    "tiep_cong_dan": "Qua tiếp công dân",
    "truc_tiep": "Nộp trực tiếp",
    "buu_chinh": "Qua bưu chính",
    "hom_thu": "Hòm thư góp ý",
    "dai_bieu_qh": "Đại biểu Quốc hội chuyển",
    "dai_bieu_hdnd": "Đại biểu HĐND chuyển",
    "mttq": "MTTQ chuyển",
    "bao_chi": "Báo chí chuyển",
    "cap_tren_chuyen": "Cấp trên chuyển",
    "lanh_dao_chuyen": "Lãnh đạo chuyển",
    "dien_tu": "Điện tử",
}
MOVED = "to_cao"
KINDS = {
    "khieu_nai": "Khiếu nại",
    "kien_nghi": "Kiến nghị",
    "phan_anh": "Phản ánh",
    "nhieu_noi_dung": "Nhiều nội dung (phải tách)",
    MOVED: "Tố cáo (chuyển sổ Mật)",
}
SIGNATORIES = {
    "mot_nguoi": "Một người", "nhieu_nguoi": "Nhiều người", "to_chuc": "Cơ quan, tổ chức", "nac_danh": "Nặc danh", "mao_danh": "Mạo danh",
}  # fmt: skip
INADMISSIBLE = {
    "khong_ky": "Không có chữ ký, điểm chỉ",
    "khong_ro_ten": "Không rõ họ tên, địa chỉ",
    "khong_ro_nd": "Không rõ nội dung",
    "gui_nhieu_noi": "Đã gửi đúng cơ quan có thẩm quyền",
    "da_huong_dan": "Đã được hướng dẫn",
    "het_thoi_hieu": "Hết thời hiệu",
    "da_gq": "Đã giải quyết theo pháp luật",
    "xuc_pham": "Chống đối, xúc phạm",
    "khac": "Khác",
}
CATEGORIES = {
    "che_do_cs": "Chế độ, chính sách",
    "dat_dai": "Đất đai, nhà cửa",
    "hc_khac": "Hành chính khác",
    "tu_phap": "Tư pháp",
    "dang_doan_the": "Đảng, đoàn thể",
    "khac": "Khác",
}
# What a petition or a reflection may be about (04/XLD: its columns 9 to 12 add up to column 8).
OF_PETITIONS = ("che_do_cs", "dat_dai", "tu_phap", "khac")
LEVELS = {"lan_dau": "Lần đầu", "lan_hai": "Lần hai", "nhieu_lan": "Nhiều lần"}
PRIOR = {
    "chua_gq": "Chưa giải quyết", "da_gq_lan_dau": "Đã giải quyết lần đầu", "da_gq_lan_hai": "Đã giải quyết lần hai",
    "da_co_ban_an": "Đã có bản án", "chua_xong": "Chưa giải quyết xong",
}  # fmt: skip
ACTIONS = {
    "thu_ly": "Thụ lý", "huong_dan": "Hướng dẫn", "chuyen_don": "Chuyển đơn", "don_doc": "Đôn đốc", "tra_don": "Trả đơn",
    "luu": "Lưu đơn", "khong_thu_ly": "Không thụ lý",
}  # fmt: skip
RESOLUTIONS = {
    "quyet_dinh": "Quyết định giải quyết", "rut_don": "Rút đơn", "dinh_chi": "Đình chỉ",
    "hoa_giai_thuyet_phuc": "Hòa giải, thuyết phục", "tra_loi_vb": "Trả lời bằng văn bản",
}  # fmt: skip
OUTCOMES = {
    "dung": "Khiếu nại đúng",
    "sai": "Khiếu nại sai",
    "dung_mot_phan": "Đúng một phần",
    "cong_nhan": "Công nhận quyết định lần đầu",
    "huy_sua": "Hủy, sửa quyết định lần đầu",
}
OF_SECOND = ("cong_nhan", "huy_sua")
MARKS = {"vuot_cap": "Vượt cấp", "dong_nguoi": "Đông người", "diem_nong": "Điểm nóng"}
WHO, WHAT, HANDLED, TERM = "Đơn và người đứng đơn", "Nội dung, phân loại", "Xử lý đơn", "Thời hạn"
BOOK = "theo sổ Mật"


def _is_open(petition: Row) -> bool:
    return petition.get("kind") != MOVED


def _is_complaint(petition: Row) -> bool:
    return petition.get("kind") == "khieu_nai"


def _when(name: str, *values: object) -> Condition:
    """A letter that is kept here and whose field has one of these values; none given: any."""
    return lambda petition: _is_open(petition) and (petition.get(name) in values if values else bool(petition.get(name)))


_is_settled, _is_extended, _is_complex = _when("resolved_on"), _when("extended_to"), _when("is_complex", True)


def _names_somebody(petition: Row) -> bool:
    return petition.get("signatory_type") != "nac_danh"


def _kept(field: Field) -> Field:
    """A field of the letter: closed and emptied with all others once it moves to R08."""
    known = replace(field, sensitivity=1 if field.sensitivity is None else field.sensitivity)
    if field.auto:
        return known
    group: Group = "person" if field.sensitivity == 2 else "case"
    return replace(known, erase_group=group, asked_when=field.asked_when or _is_open, closed_hint=field.closed_hint or BOOK)


_FIELDS = (
    date("received_on", "Ngày nhận", required=True, default=TODAY, section=WHO),
    choice("source", "Nguồn", SOURCES, required=True, default="truc_tiep", section=WHO),
    ref(
        "visit_id", "Lượt tiếp công dân", to="reception_visit", width="full", asked_when=_when("source", "tiep_cong_dan"),
        closed_hint="khi qua tiếp công dân", section=WHO,
    ),
    choice("signatory_type", "Người đứng đơn", SIGNATORIES, required=True, default="mot_nguoi", width="full", section=WHO),
    count(
        "signatories_n", "Số người đứng đơn", required=True, minimum=2, unit_label="người",
        asked_when=_when("signatory_type", "nhieu_nguoi"), closed_hint="khi nhiều người", section=WHO,
    ),
    ref("village_id", "Thôn, bản", to="village", sensitivity=2, section=WHO),
    text("petitioner_name", "Họ tên", sensitivity=2, max_length=100, required_when=_names_somebody, section=WHO),
    text("address", "Địa chỉ", sensitivity=2, required_when=_names_somebody, section=WHO),
    longtext("summary", "Tóm tắt nội dung", sensitivity=3, required=True, section=WHAT),
    choice("category", "Lĩnh vực", CATEGORIES, required=True, section=WHAT),
    choice("prior_status", "Tình trạng khi nhận", PRIOR, required=True, default="chua_gq", section=WHAT),
    choice("level_kn", "Lần", LEVELS, section=WHAT),
    flag("in_competence", "Thuộc thẩm quyền", required=True, default=True, section=WHAT),
    flag("admissible", "Đủ điều kiện xử lý", required=True, default=True, section=WHAT),
    choice(
        "inadmissible_reason", "Lý do không đủ điều kiện", INADMISSIBLE, required=True, asked_when=_when("admissible", False),
        closed_hint="khi không đủ điều kiện", section=WHAT,
    ),
    choices("marks", "Đánh dấu", MARKS, section=WHAT),
    text("case_key", "Mã vụ việc", max_length=60, hint="gộp các đơn của một vụ", section=WHAT),
    choice("action", "Kết quả xử lý đơn", ACTIONS, copied=False, section=HANDLED),
    date("action_date", "Ngày xử lý", copied=False, asked_when=_when("action"), closed_hint="khi đã xử lý", section=HANDLED),
    text(
        "action_doc", "Văn bản xử lý số", copied=False, max_length=60, asked_when=_when("action"), closed_hint="khi đã xử lý",
        section=HANDLED,
    ),
    date(
        "accepted_on", "Ngày thụ lý", copied=False, required_when=_when("action", "thu_ly"), asked_when=_when("action", None, "thu_ly"),
        closed_hint="khi thụ lý", section=HANDLED,
    ),
    flag("reply_received", "Có văn bản phúc đáp", copied=False, hint="đơn đã chuyển", section=HANDLED),
    date(
        "reply_received_on", "Ngày nhận phúc đáp", copied=False, asked_when=_when("reply_received", True), closed_hint="khi có phúc đáp",
        section=HANDLED,
    ),
    flag("is_remote", "Vùng sâu, vùng xa", hint="theo thôn, bản", section=TERM),
    text("remote_reason", "Lý do khác thôn, bản", home_only=True, max_length=200, section=TERM),
    flag("is_complex", "Vụ việc phức tạp", section=TERM),
    text(
        "complex_doc_no", "Văn bản xác định số", max_length=60, asked_when=_is_complex, closed_hint="khi phức tạp", section=TERM,
    ),
    date("due_accept", "Hạn thụ lý, xử lý", auto=True, section=TERM),
    date("due_resolve", "Hạn giải quyết", auto=True, hint="kể cả gia hạn", section=TERM),
    text("due_basis", "Căn cứ tính hạn", auto=True, width="full", section=TERM),
    date("extended_to", "Gia hạn đến ngày", copied=False, section=TERM),
    text(
        "extension_doc", "Văn bản gia hạn số", copied=False, max_length=60, asked_when=_is_extended, closed_hint="khi gia hạn",
        section=TERM,
    ),
    date("resolved_on", "Ngày giải quyết", copied=False, section=SETTLED),
    choice(
        "resolution_kind", "Hình thức giải quyết", RESOLUTIONS, copied=False, asked_when=_is_settled, closed_hint="khi đã giải quyết",
        section=SETTLED,
    ),
    choice("outcome", "Kết quả", OUTCOMES, copied=False, asked_when=_is_complaint, closed_hint="khi là khiếu nại", section=SETTLED),
    *carried_out("Thi hành quyết định"),
    flag("in_time", "Đúng thời hạn", auto=True, section=SETTLED),
    *FINDINGS,
    NOTE,
)  # fmt: skip

REGISTER = Register(
    code="petition",
    number="R07",
    title="Đơn khiếu nại, kiến nghị, phản ánh",
    label="Số {book_no}, {event_date}, {kind}, {category}",
    dated_by=("received_on",),
    alike=("received_on", "petitioner_name"),
    terms_from=("accepted_on",),
    listed=("petitioner_name", "kind", "category", "action"),
    filters=("kind", "category", "source", "action", "admissible", "in_competence", "signatory_type", "village_id", "marks", "in_time"),
    enters=frozenset({"TCD", "LD"}),
    sees=frozenset({"TCD", "LD", "TH"}),
    sees_private=frozenset({"TCD", "LD"}),
    erasure=Erasure("kind", MOVED, ("person", "case"), moves_to="denunciation_stat"),
    note=False,
    icon="file-text",
    noun="đơn",
    totals=(Total("count", "đơn"), Total("distinct", "vụ việc", "case_key")),
    standing_title="Thời hạn",
    fields=(choice("kind", "Loại đơn", KINDS, required=True, sensitivity=1, width="full", section=WHO), *map(_kept, _FIELDS)),
)


@REGISTER.stands
def a_petition_stands_by_its_terms(petition: Row, _: str) -> Badge | Until:
    if petition["kind"] == MOVED:
        return Badge("plain", "Chuyển sổ Mật", "lock")
    if petition["resolved_on"]:
        return Badge("ok", "Đã giải quyết")
    if petition["action"] not in (None, "thu_ly"):
        return Badge("plain", "Đã xử lý", "check")
    due = petition["due_resolve"] or (None if petition["action"] else petition["due_accept"])
    return Until(str(due)) if due else Badge("outline", "Không hạn")


@REGISTER.fills_in("action_date")
def a_petition_is_handled_on_the_day_of_acceptance(petition: Row) -> object:
    return petition.get("accepted_on") if _is_open(petition) and petition.get("action") == "thu_ly" else None


@REGISTER.fills_in_context("is_remote")
def a_place_is_remote_as_its_village_is(petition: Row, context: Context) -> object:
    village = context.parent("village_id") if _is_open(petition) else None
    return village.get("is_remote") if village else None


@REGISTER.fills_in_context("marks")
def a_crowd_is_marked_as_one(petition: Row, context: Context) -> object:
    return ["dong_nguoi"] if _is_open(petition) and _is_crowd(petition, context) else None


def _is_crowd(petition: Row, context: Context) -> bool:
    people, least = petition.get("signatories_n"), context.rule_value("group_crowd_min", petition.get("received_on"))
    return isinstance(people, int) and least is not None and least.isdecimal() and people >= int(least)


def _accept_key(petition: Row) -> str:
    return "kn_thu_ly" if _is_complaint(petition) else "knpa_xu_ly"


def _resolve_key(petition: Row) -> str:
    """The rule of the term to settle: by kind, time of complaint, place and complexity."""
    if not _is_complaint(petition):
        return "knpa_gq"
    first = "kn_l2" if petition.get("level_kn") == "lan_hai" else "kn_l1"
    return f"{first}{'_remote' if petition.get('is_remote') is True else ''}{'_complex' if petition.get('is_complex') is True else ''}"


@REGISTER.computes("due_accept")
def a_petition_is_accepted_within_the_term(petition: Row, context: Context) -> object:
    return context.due(_accept_key(petition), petition.get("received_on")) if _is_open(petition) else None


@REGISTER.computes("due_resolve")
def a_petition_is_settled_within_the_term(petition: Row, context: Context) -> object:
    if not _is_open(petition) or petition.get("action") not in (None, "thu_ly"):
        return None
    due = context.due(_resolve_key(petition), petition.get("accepted_on"))
    later = petition.get("extended_to")
    return max(due, str(later)) if due and later else due or later


def _accept_basis(petition: Row, context: Context) -> str:
    return context.basis(_accept_key(petition), petition.get("received_on"))


def _resolve_basis(petition: Row, context: Context) -> str:
    basis = context.basis(_resolve_key(petition), petition.get("accepted_on"))
    if petition.get("extended_to"):
        by = f" theo văn bản {petition['extension_doc']}" if petition.get("extension_doc") else ""
        basis = f"{basis}; gia hạn{by}".removeprefix("; ")
    return basis


@REGISTER.computes("due_basis")
def each_term_says_how_it_is_counted(petition: Row, context: Context) -> object:
    terms = (
        ("Thụ lý", a_petition_is_accepted_within_the_term, _accept_basis),
        ("Giải quyết", a_petition_is_settled_within_the_term, _resolve_basis),
    )
    return "; ".join(f"{name}: {basis(petition, context)}" for name, due, basis in terms if due(petition, context)) or None


@REGISTER.computes("in_time")
def a_petition_was_settled_in_time(petition: Row, context: Context) -> object:
    due, settled = a_petition_is_settled_within_the_term(petition, context), petition.get("resolved_on")
    return str(settled) <= str(due) if due and settled else None


@REGISTER.rule("Ngày thụ lý không được trước ngày nhận đơn.", on="accepted_on")
def a_petition_is_accepted_after_it_came(petition: Row) -> bool:
    return in_order(petition["received_on"], petition["accepted_on"])


@REGISTER.rule("Ngày giải quyết không được trước ngày nhận, ngày thụ lý.", on="resolved_on")
def a_petition_is_settled_after_it_was_accepted(petition: Row) -> bool:
    return in_order(petition["received_on"], petition["resolved_on"]) and in_order(petition["accepted_on"], petition["resolved_on"])


@REGISTER.rule("Ngày xử lý không được trước ngày nhận đơn.", on="action_date")
def a_petition_is_handled_after_it_came(petition: Row) -> bool:
    return in_order(petition["received_on"], petition["action_date"])


@REGISTER.rule("Thụ lý quá hạn: xem lại ngày thụ lý và căn cứ tính hạn.", on="accepted_on", blocking=False)
def a_petition_is_accepted_in_time(petition: Row) -> bool:
    return in_order(petition["accepted_on"], petition["due_accept"]) if petition["due_accept"] else True


@REGISTER.rule("Vụ việc phức tạp phải được xác định bằng văn bản: ghi số văn bản.", on="complex_doc_no", blocking=False)
def a_complex_case_is_said_so_in_writing(petition: Row) -> bool:
    return not _is_complex(petition) or bool(petition["complex_doc_no"])


@REGISTER.rule("Gia hạn phải có văn bản và đến ngày sau ngày thụ lý.", on="extension_doc", blocking=False)
def a_term_is_extended_in_writing(petition: Row) -> bool:
    return not _is_extended(petition) or (bool(petition["extension_doc"]) and in_order(petition["accepted_on"], petition["extended_to"]))


@REGISTER.rule_in_context("Vùng sâu, vùng xa khác với thôn, bản: ghi lý do.", on="remote_reason")
def another_term_than_the_villages_has_a_reason(petition: Row, context: Context) -> bool:
    village = context.parent("village_id") if petition.get("village_id") else None
    said, here = village.get("is_remote") if village else None, petition["is_remote"]
    return None in (said, here) or said == here or bool(petition["remote_reason"])


@REGISTER.rule("Đơn nhiều nội dung phải tách thành từng đơn để xử lý.", on="kind", blocking=False)
def a_letter_of_many_matters_is_split(petition: Row) -> bool:
    return petition["kind"] != "nhieu_noi_dung"


@REGISTER.rule("Chỉ đơn khiếu nại mới có lần hai.", on="level_kn", blocking=False)
def only_a_complaint_comes_a_second_time(petition: Row) -> bool:
    return petition["level_kn"] != "lan_hai" or _is_complaint(petition)


@REGISTER.rule("Công nhận, hủy, sửa quyết định là kết quả của khiếu nại lần hai.", on="outcome", blocking=False)
def an_outcome_is_of_its_own_level(petition: Row) -> bool:
    return petition["outcome"] is None or (petition["outcome"] in OF_SECOND) == (petition["level_kn"] == "lan_hai")


@REGISTER.rule("Đã giải quyết thì ghi hình thức giải quyết.", on="resolution_kind", blocking=False)
def what_was_settled_says_how(petition: Row) -> bool:
    return not _is_settled(petition) or bool(petition["resolution_kind"])


judge_findings(REGISTER)


@REGISTER.rule("Kiến nghị, phản ánh chỉ chia: chế độ chính sách, đất đai, tư pháp, khác.", on="category")
def a_petition_is_of_its_own_categories(petition: Row) -> bool:
    return petition["kind"] not in ("kien_nghi", "phan_anh") or petition["category"] in (None, *OF_PETITIONS)


@REGISTER.rule("Ngày nhận phúc đáp không được trước ngày xử lý đơn.", on="reply_received_on", blocking=False)
def another_body_answers_after_it_was_asked(petition: Row) -> bool:
    answered = petition["reply_received_on"]
    return in_order(petition["received_on"], answered) and in_order(petition["action_date"], answered)


@REGISTER.rule_in_context("Lượt tiếp này là tố cáo: chỉ ghi số liệu ở sổ Tố cáo.", on="visit_id")
def a_letter_of_a_denouncer_is_not_kept_here(petition: Row, context: Context) -> bool:
    visit = context.parent("visit_id") if petition.get("visit_id") else None
    return visit is None or visit.get("subject_kind") != "to_cao"


REGISTER.owes(
    Owed(
        kind="petition", says="Xử lý đơn {kind} {which}", on="due_accept", until=("action", "accepted_on", "resolved_on"),
        basis=_accept_basis, detail="{petitioner_name}",
    ),
    Owed(
        kind="petition", says="Giải quyết đơn {kind} {which}", on="due_resolve", until=("resolved_on",), basis=_resolve_basis,
        detail="{petitioner_name}",
    ),
)  # fmt: skip
