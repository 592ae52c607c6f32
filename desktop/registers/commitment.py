"""R09c – Sổ cam kết, lời hứa, kiến nghị phải thực hiện: what was promised to the people, by when, and what became of it."""

from desktop.registers.model import TODAY, Badge, Context, Owed, Register, Row, Until, choice, count, date, in_order, longtext, ref, text

SOURCES = {
    "doi_thoai": "Đối thoại",
    "chat_van": "Lời hứa sau chất vấn",
    "cu_tri": "Kiến nghị cử tri",
    "giam_sat": "Kiến nghị giám sát, phản biện",
    "kiem_tra": "Kết luận kiểm tra",
    "tiep_dan": "Kết luận tiếp dân",
}
# In which books a promise of each source is found.
BOOKS = {
    "doi_thoai": ("dialogue",),
    "chat_van": ("council_question",),
    "cu_tri": ("voter_petition", "voter_meeting"),
    "giam_sat": ("coop_activity", "oversight_activity"),
    "kiem_tra": ("inspection",),
    "tiep_dan": ("reception_session",),
}
ALL_BOOKS = tuple(book for books in BOOKS.values() for book in books)
STATES = {
    "chua": "Chưa thực hiện",
    "dang": "Đang thực hiện",
    "xong": "Hoàn thành",
    "mot_phan": "Hoàn thành một phần",
    "khong": "Không thực hiện được",
}
PROMISE, OUTCOME = "Cam kết", "Thực hiện"


def _is_done(commitment: Row) -> bool:
    return commitment.get("state") == "xong"


def _is_done_at_least_partly(commitment: Row) -> bool:
    return commitment.get("state") in ("xong", "mot_phan")


def _is_given_up(commitment: Row) -> bool:
    return commitment.get("state") == "khong"


REGISTER = Register(
    code="commitment",
    number="R09c",
    title="Cam kết, lời hứa",
    label="{content}",
    dated_by=("made_on",),
    follows={"commitment_urge": {"_id": "commitment_id"}},
    listed=("content", "owner_id", "due_on", "state"),
    filters=("source_kind", "source_uid", "state", "owner_id"),
    enters=frozenset({"DV", "LD"}),
    icon="handshake",
    noun="cam kết",
    fields=(
        choice("source_kind", "Nguồn", SOURCES, required=True, sensitivity=1, default="doi_thoai", section=PROMISE),
        ref("source_uid", "Từ cuộc, văn bản", to=ALL_BOOKS, required=True, sensitivity=1, section=PROMISE),
        longtext("content", "Nội dung cam kết", required=True, sensitivity=1, max_length=500, section=PROMISE),
        text("made_by_title", "Người, cơ quan cam kết", required=True, sensitivity=1, max_length=100, hint="chức danh", section=PROMISE),
        ref("owner_id", "Bộ phận thực hiện", to=("official", "organisation"), required=True, sensitivity=1, section=PROMISE),
        date("made_on", "Ngày cam kết", required=True, sensitivity=1, default=TODAY, section=PROMISE),
        date("due_on", "Thời hạn", required=True, sensitivity=1, section=PROMISE),
        choice("state", "Tình trạng", STATES, required=True, sensitivity=1, default="chua", width="full", section=OUTCOME),
        date(
            "done_on", "Ngày hoàn thành", sensitivity=1, copied=False, required_when=_is_done, asked_when=_is_done_at_least_partly,
            closed_hint="khi đã hoàn thành", section=OUTCOME,
        ),
        text("evidence_doc", "Văn bản chứng minh", sensitivity=1, section=OUTCOME),
        longtext(
            "reason", "Lý do không thực hiện được", required=True, sensitivity=1, max_length=500, asked_when=_is_given_up,
            closed_hint="khi không thực hiện được", section=OUTCOME,
        ),
        date("informed_people_on", "Ngày báo lại Nhân dân", sensitivity=1, section=OUTCOME),
        count("urges", "Số lần đôn đốc", auto=True, sensitivity=1, unit_label="lần", section=OUTCOME),
    ),
)  # fmt: skip


@REGISTER.computes("urges")
def reminders_are_counted_in_their_own_book(_: Row, context: Context) -> object:
    return len(context.alike("commitment_urge"))


@REGISTER.stands
def a_promise_stands_by_what_became_of_it(commitment: Row, _: str) -> Badge | Until:
    if commitment["state"] == "xong":
        return Badge("ok", "Hoàn thành")
    if commitment["state"] == "khong":
        return Badge("plain", "Không thực hiện")
    return Until(str(commitment["due_on"])) if commitment["due_on"] else Badge("outline", "Không hạn")


@REGISTER.rule_in_context("Cuộc, văn bản đã chọn không thuộc nguồn đã ghi.", on="source_uid", blocking=False)
def a_promise_was_made_where_its_source_says(commitment: Row, context: Context) -> bool:
    made_in = context.parent("source_uid")
    return made_in is None or made_in.get("_register") in BOOKS.get(str(commitment["source_kind"]), ())


@REGISTER.rule("Thời hạn không được trước ngày cam kết.", on="due_on", blocking=False)
def a_promise_is_due_after_it_is_made(commitment: Row) -> bool:
    return in_order(commitment["made_on"], commitment["due_on"])


@REGISTER.rule("Ngày hoàn thành không được trước ngày cam kết.", on="done_on", blocking=False)
def a_promise_is_kept_after_it_is_made(commitment: Row) -> bool:
    return in_order(commitment["made_on"], commitment["done_on"])


@REGISTER.rule("Ngày báo lại Nhân dân không được trước ngày cam kết.", on="informed_people_on", blocking=False)
def people_hear_after_the_promise(commitment: Row) -> bool:
    return in_order(commitment["made_on"], commitment["informed_people_on"])


REGISTER.owes(
    Owed(
        kind="commitment", says="Cam kết: {content}", on="due_on", only={"state": ("chua", "dang", "mot_phan")},
        basis="Thời hạn ghi trong cam kết ngày {made_on}", detail="{owner_id}",
    )
)  # fmt: skip
