"""R15a – Việc Nhân dân bàn và quyết định: the totals of a vote of households, and never who voted how (I25, form DV-09).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 15–21: what part of the households must agree is a rule for each matter (T05), of
all households of the village and not of those present; the decision is sent within a term, and recognised likewise.
"""

from desktop.registers.model import (
    Badge,
    Context,
    Owed,
    Register,
    Row,
    choice,
    count,
    counted_by,
    date,
    days_between,
    flag,
    in_order,
    longtext,
    ref,
    text,
    within,
)

SCOPES = {"thon": "Thôn, bản, tổ dân phố", "xa": "Toàn xã"}
ITEMS = {
    "BQ1": "BQ1. Chủ trương, mức đóng góp làm công trình",
    "BQ2": "BQ2. Thu, chi, quản lý khoản đóng góp, kinh phí",
    "BQ3": "BQ3. Hương ước, quy ước",
    "BQ4": "BQ4. Bầu, cho thôi Trưởng thôn, Tổ trưởng",
    "BQ5": "BQ5. Bầu, cho thôi thành viên Ban TTND, Ban GSĐTCCĐ",
    "BQ6": "BQ6. Việc tự quản khác",
}
PROPOSERS = {"ubnd_xa": "UBND xã", "truong_thon": "Trưởng thôn, bản", "sang_kien_10pt": "Sáng kiến từ 10% số hộ"}
FORMS = {"hop": "Họp", "phieu": "Phát phiếu", "truc_tuyen": "Biểu quyết trực tuyến"}
NEEDED = {"2/3": "Từ 2/3 tổng số hộ", ">50%": "Quá nửa tổng số hộ", "khac": "Theo quy định riêng"}
DOCUMENTS = {"nghi_quyet": "Nghị quyết", "bien_ban": "Biên bản", "ghi_nho": "Bản ghi nhớ", "thoa_thuan": "Bản thỏa thuận"}
BODIES = {"ubnd": "UBND xã", "mttq": "UBMTTQ xã"}
RECOGNISERS = {"BQ3": "ubnd", "BQ4": "ubnd", "BQ5": "mttq"}
MATTER, VOTE, AFTER = "Việc bàn", "Biểu quyết", "Văn bản, công nhận"


def _is_of_a_village(decision: Row) -> bool:
    return decision.get("scope") == "thon"


def _is_about_contributions(decision: Row) -> bool:
    return decision.get("item_code") == "BQ1"


def _is_recognised(decision: Row) -> bool:
    return decision.get("item_code") in RECOGNISERS


REGISTER = Register(
    code="community_decision",
    number="R15a",
    title="Nhân dân bàn, quyết định",
    communal=True,
    label="{village_id} {event_date}: {subject}",
    dated_by=("event_date",),
    terms_from=("sent_on",),
    listed=("subject", "item_code", "village_id", "votes_for"),
    filters=("item_code", "scope", "village_id", "passed", "form", "proposer"),
    enters=frozenset({"DV", "TP", "NL"}),
    icon="vote",
    noun="việc bàn, quyết định",
    standing_title="Kết quả",
    fields=(
        choice("scope", "Phạm vi", SCOPES, required=True, default="thon", section=MATTER),
        ref(
            "village_id", "Thôn, bản", to="village", required=True, asked_when=_is_of_a_village, closed_hint="khi bàn ở thôn",
            section=MATTER,
        ),
        choice("item_code", "Nội dung", ITEMS, required=True, width="full", section=MATTER),
        longtext("subject", "Việc cụ thể", sensitivity=0, required=True, max_length=300, section=MATTER),
        choice("proposer", "Đề xuất", PROPOSERS, required=True, width="full", section=MATTER),
        text(
            "contribution_each", "Mức đóng góp", sensitivity=0, max_length=100, asked_when=_is_about_contributions,
            closed_hint="khi bàn đóng góp", section=MATTER,
        ),
        choice("form", "Hình thức", FORMS, required=True, width="full", section=VOTE),
        date("notice_on", "Ngày thông báo", section=VOTE),
        date("event_date", "Ngày bàn", required=True, section=VOTE),
        count("hh_total", "Tổng số hộ", required=True, minimum=1, unit_label="hộ", width="third", section=VOTE),
        count("hh_present", "Hộ có đại diện", required=True, unit_label="hộ", width="third", section=VOTE),
        count("hh_absent", "Hộ vắng", required=True, unit_label="hộ", width="third", section=VOTE),
        count("votes_for", "Tán thành", required=True, unit_label="hộ", width="third", section=VOTE),
        count("votes_against", "Không tán thành", required=True, unit_label="hộ", width="third", section=VOTE),
        count("votes_blank", "Phiếu khác", required=True, unit_label="hộ", width="third", section=VOTE),
        choice("needed", "Ngưỡng thông qua", NEEDED, auto=True, section=VOTE),
        flag("passed", "Thông qua", auto=True, section=VOTE),
        text("needed_basis", "Căn cứ ngưỡng thông qua", auto=True, sensitivity=0, width="full", section=VOTE),
        choice("doc_form", "Hình thức văn bản", DOCUMENTS, required=True, width="full", section=AFTER),
        date("sent_on", "Ngày gửi UBND, MTTQ xã", copied=False, section=AFTER),
        choice(
            "recognised_by", "Cơ quan công nhận", BODIES, asked_when=_is_recognised, closed_hint="BQ3, BQ4, BQ5", section=AFTER
        ),
        date(
            "recognised_on", "Ngày công nhận", copied=False, asked_when=_is_recognised, closed_hint="BQ3, BQ4, BQ5", section=AFTER
        ),
    ),
)  # fmt: skip


@REGISTER.fills_in("recognised_by")
def the_law_says_who_recognises(decision: Row) -> object:
    return RECOGNISERS.get(str(decision.get("item_code")))


@REGISTER.computes("needed")
def the_law_says_how_many_must_agree(decision: Row, context: Context) -> object:
    value = context.rule_value(_threshold(decision), decision.get("event_date"))
    return value if value is None or value in NEEDED else "khac"


@REGISTER.computes("needed_basis")
def a_threshold_says_its_law(decision: Row, context: Context) -> object:
    return context.asks(_threshold(decision), decision.get("event_date")) or None


@REGISTER.computes("passed")
def a_decision_passes_by_all_households(decision: Row, context: Context) -> object:
    return context.reaches(_threshold(decision), decision.get("event_date"), decision.get("votes_for"), decision.get("hh_total"))


def _threshold(decision: Row) -> str:
    return f"decision_needed_{str(decision.get('item_code')).lower()}"


@REGISTER.stands
def a_decision_stands_by_its_vote(decision: Row, _: str) -> Badge:
    if decision["passed"] is None:
        return Badge("outline", "Chưa rõ ngưỡng")
    return Badge("ok", "Thông qua") if decision["passed"] else Badge("warn", "Không thông qua", "circle-minus")


@REGISTER.rule("Số hộ có đại diện và số hộ vắng cộng lại phải bằng tổng số hộ.", on="hh_absent")
def present_and_absent_are_all_households(decision: Row) -> bool:
    numbers = [decision[name] for name in ("hh_present", "hh_absent", "hh_total")]
    known = [number for number in numbers if isinstance(number, int)]
    return len(known) < len(numbers) or known[0] + known[1] == known[2]


@REGISTER.rule("Các phiếu cộng lại không nhiều hơn số hộ có đại diện; phát phiếu: tổng số hộ.", on="votes_for")
def votes_are_of_those_who_took_part(decision: Row) -> bool:
    votes = [decision[name] for name in ("votes_for", "votes_against", "votes_blank")]
    most = decision["hh_present" if decision["form"] == "hop" else "hh_total"]
    return not isinstance(most, int) or sum(vote for vote in votes if isinstance(vote, int)) <= most


@REGISTER.rule("BQ3, BQ4 do UBND xã công nhận, BQ5 do UBMTTQ xã công nhận.", on="recognised_by")
def a_decision_is_recognised_by_whom_the_law_names(decision: Row) -> bool:
    return decision["recognised_by"] in (None, RECOGNISERS.get(str(decision["item_code"])))


@REGISTER.rule_in_context("Thông báo chậm: chưa đủ số ngày quy định trước ngày bàn.", on="notice_on", blocking=False)
def households_hear_in_time(decision: Row, context: Context) -> bool:
    ahead = days_between(decision["notice_on"], decision["event_date"])
    least = context.rule_value("decision_notice_before", decision["event_date"])
    return ahead is None or least is None or not least.isdecimal() or ahead >= int(least)


@REGISTER.rule_in_context("Gửi chậm: quá thời hạn quy định sau ngày bàn.", on="sent_on", blocking=False)
def a_decision_is_sent_in_time(decision: Row, context: Context) -> bool:
    due = context.due("decision_sent_within", decision["event_date"])
    return due is None or not decision["sent_on"] or str(decision["sent_on"]) <= due


@REGISTER.rule_in_context("Công nhận chậm: quá thời hạn quy định sau ngày nhận.", on="recognised_on", blocking=False)
def a_decision_is_recognised_in_time(decision: Row, context: Context) -> bool:
    due = context.due("decision_recognised_within", decision["sent_on"])
    return due is None or not decision["recognised_on"] or str(decision["recognised_on"]) <= due


@REGISTER.rule("Ngày gửi, ngày công nhận phải theo thứ tự sau ngày bàn.", on="recognised_on", blocking=False)
def a_decision_goes_its_way_in_order(decision: Row) -> bool:
    return in_order(decision["event_date"], decision["sent_on"], decision["recognised_on"])


REGISTER.owes(
    Owed(
        kind="community_decision", says="Gửi quyết định của cộng đồng: {subject}", on=within("decision_sent_within", "event_date"),
        until=("sent_on",), still=lambda decision, today: str(decision["event_date"]) <= today,
        basis=counted_by("decision_sent_within", "event_date"), detail="{village_id}",
    ),
    Owed(
        kind="community_decision", says="Công nhận quyết định của cộng đồng: {subject}",
        on=within("decision_recognised_within", "sent_on"), until=("recognised_on",), only={"item_code": tuple(RECOGNISERS)},
        still=lambda decision, _: bool(decision["passed"]), basis=counted_by("decision_recognised_within", "sent_on"),
        detail="{village_id}",
    ),
)  # fmt: skip
