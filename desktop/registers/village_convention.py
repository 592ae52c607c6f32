"""R17d – Hương ước, quy ước of a village: how it was made, and since when the commune recognises it.

Nghị định 61/2023/NĐ-CP and Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 21: the draft is posted long enough, a part
of all households that the rules of the law name agrees, and the commune recognises it, or refuses in writing, within its term.
"""

from desktop.registers.model import STAFF, Badge, Context, Owed, Register, Row, Until, at_most, choice, count, date, in_order, ref, text

KINDS = {"huong_uoc": "Hương ước", "quy_uoc": "Quy ước"}
STATES = {"hieu_luc": "Đang thực hiện", "sua_doi": "Đang sửa đổi", "tam_ngung": "Tạm ngừng", "bai_bo": "Bãi bỏ"}
MADE, AGREED, RECOGNISED = "Hương ước, quy ước", "Lấy ý kiến, thông qua", "Công nhận"

REGISTER = Register(
    code="village_convention",
    number="R17d",
    title="Hương ước, quy ước",
    communal=True,
    label="{kind} {village_id}",
    listed=("village_id", "kind", "adopted_on", "recognised_on", "state"),
    filters=("village_id", "kind", "state"),
    enters=frozenset({"DV", "TP"}),
    sees=STAFF,
    terms_from=("adopted_on", "submitted_on"),
    icon="notebook-pen",
    noun="hương ước",
    standing_title="Công nhận",
    fields=(
        ref("village_id", "Thôn, bản", to="village", required=True, section=MADE),
        choice("kind", "Loại", KINDS, required=True, section=MADE),
        choice("state", "Tình trạng", STATES, required=True, default="hieu_luc", width="full", section=MADE),
        count("draft_posted_days", "Niêm yết dự thảo", unit_label="ngày", section=AGREED),
        date("adopted_on", "Ngày thông qua", required=True, section=AGREED),
        count("hh_total", "Tổng số hộ", unit_label="hộ", section=AGREED),
        count("hh_for", "Số hộ tán thành", unit_label="hộ", section=AGREED),
        text("needed_basis", "Tỷ lệ hộ phải tán thành", auto=True, sensitivity=0, width="full", section=AGREED),
        date("submitted_on", "Ngày xã nhận hồ sơ", section=RECOGNISED),
        date("recognise_due", "Hạn công nhận", auto=True, section=RECOGNISED),
        text("due_basis", "Căn cứ tính hạn", auto=True, sensitivity=0, width="full", section=RECOGNISED),
        text("recognised_doc", "Quyết định công nhận số", sensitivity=0, max_length=60, section=RECOGNISED),
        date("recognised_on", "Ngày công nhận", section=RECOGNISED),
    ),
)


@REGISTER.stands
def a_convention_stands_by_its_recognition(convention: Row, _: str) -> Badge | Until:
    if convention["state"] == "bai_bo":
        return Badge("plain", "Bãi bỏ")
    if convention["recognised_on"]:
        return Badge("ok", "Đã công nhận")
    return Until(str(convention["recognise_due"]), working=True) if convention["recognise_due"] else Badge("outline", "Chưa công nhận")


@REGISTER.computes("recognise_due")
def a_convention_is_recognised_within_working_days(convention: Row, context: Context) -> object:
    return context.due("convention_recognition", _begin(convention))


@REGISTER.computes("due_basis")
def a_term_says_how_it_is_counted(convention: Row, context: Context) -> object:
    return context.basis("convention_recognition", _begin(convention)) or None


@REGISTER.computes("needed_basis")
def a_threshold_says_its_law(convention: Row, context: Context) -> object:
    return context.asks("convention_needed", convention.get("adopted_on")) or None


def _begin(convention: Row) -> object:
    # The term runs from the day on which the commune has the papers; as long as nobody wrote that down, from the vote.
    return convention.get("submitted_on") or convention.get("adopted_on")


@REGISTER.rule("Số hộ tán thành không nhiều hơn tổng số hộ.", on="hh_for")
def who_agrees_is_among_the_households(convention: Row) -> bool:
    agreed, total = convention["hh_for"], convention["hh_total"]
    return at_most(agreed, total)


@REGISTER.rule_in_context("Số hộ tán thành chưa đủ tỷ lệ quy định: hương ước, quy ước không được thông qua.", on="hh_for", blocking=False)
def households_agree_in_number_enough(convention: Row, context: Context) -> bool:
    return context.reaches("convention_needed", convention["adopted_on"], convention["hh_for"], convention["hh_total"]) is not False


@REGISTER.rule_in_context("Dự thảo niêm yết chưa đủ số ngày quy định.", on="draft_posted_days", blocking=False)
def a_draft_is_posted_long_enough(convention: Row, context: Context) -> bool:
    least, posted = context.rule_value("convention_draft_posted", convention["adopted_on"]), convention["draft_posted_days"]
    return least is None or not least.isdecimal() or not isinstance(posted, int) or posted >= int(least)


@REGISTER.rule("Ngày xã nhận hồ sơ không được trước ngày thông qua.", on="submitted_on", blocking=False)
def papers_are_sent_after_the_vote(convention: Row) -> bool:
    return in_order(convention["adopted_on"], convention["submitted_on"])


@REGISTER.rule("Ngày công nhận không được trước ngày thông qua.", on="recognised_on", blocking=False)
def a_convention_is_recognised_after_the_vote(convention: Row) -> bool:
    return in_order(convention["adopted_on"], convention["recognised_on"])


@REGISTER.rule("Công nhận chậm: quá thời hạn quy định.", on="recognised_on", blocking=False)
def a_convention_is_recognised_in_time(convention: Row) -> bool:
    return not convention["recognise_due"] or in_order(convention["recognised_on"], convention["recognise_due"])


@REGISTER.rule("Quyết định công nhận phải có cả số và ngày.", on="recognised_doc", blocking=False)
def a_recognition_has_number_and_day(convention: Row) -> bool:
    return bool(convention["recognised_doc"]) == bool(convention["recognised_on"])


REGISTER.owes(
    Owed(
        kind="convention", says="Công nhận {kind} thông qua ngày {adopted_on}", on="recognise_due", until=("recognised_on",),
        only={"state": ("hieu_luc",)}, basis="{due_basis}", detail="{village_id}",
    )
)  # fmt: skip
