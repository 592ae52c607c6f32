"""R10b – Sổ theo dõi hòa giải ở cơ sở: one case of a team. Who the parties are stands in the team's paper book only.

Luật Hòa giải ở cơ sở 35/2013/QH13, điều 3, 16, 20, 23. A team's month is kept by cases or as totals (R10c), never by both,
or the same case would count twice. Only the figures of a closed period go up.
"""

from desktop.registers.model import TODAY, Badge, Context, Owed, Register, Row, choice, count, date, flag, in_order, longtext, ref, text

BASES = {
    "yeu_cau_ben": "Theo yêu cầu của bên, các bên",
    "hgv_chung_kien": "Hòa giải viên chứng kiến hoặc biết",
    "phan_cong_de_nghi": "Theo phân công, đề nghị",
}
SCOPES = {
    "mau_thuan": "Mâu thuẫn",
    "dan_su": "Tranh chấp dân sự",
    "hn_gd": "Hôn nhân, gia đình",
    "vi_pham": "Vi phạm pháp luật",
    "khac": "Khác",
}
OUTCOMES = {
    "dang": "Đang hòa giải",
    "thanh": "Hòa giải thành",
    "khong_thanh": "Không thành",
    "chuyen_co_quan": "Hướng dẫn đến cơ quan có thẩm quyền",
    "ngoai_pham_vi": "Không thuộc phạm vi",
}
EXECUTION = {"da_thuc_hien": "Đã thực hiện", "dang": "Đang thực hiện", "khong": "Không thực hiện"}
CASE, RESULT = "Vụ việc", "Kết quả"


def _is_over(case: Row) -> bool:
    return case.get("outcome") not in (None, "dang")


def _is_reconciled(case: Row) -> bool:
    return case.get("outcome") == "thanh"


def _is_civil(case: Row) -> bool:
    return case.get("scope") == "dan_su"


REGISTER = Register(
    code="mediation_case",
    number="R10b",
    title="Vụ việc hòa giải",
    communal=True,
    label="Số {book_no}, {received_on}, {scope}",
    dated_by=("received_on",),
    upward="figures",
    follows={"mediation_month": {"team": "team", "month": "month"}},
    listed=("team", "scope", "ended_on", "execution"),
    filters=("team", "scope", "outcome", "basis", "execution", "dat_dai"),
    enters=frozenset({"TP"}),
    sees=frozenset({"TP", "LD"}),
    sees_private=frozenset({"TP", "LD"}),
    icon="handshake",
    noun="vụ việc",
    fields=(
        ref("team", "Tổ hòa giải", to="mediation_team", required=True, sensitivity=1, section=CASE),
        date("received_on", "Ngày nhận", required=True, sensitivity=1, default=TODAY, section=CASE),
        text("month", "Tháng (tự tính)", auto=True, sensitivity=1, section=CASE),
        date("due_start", "Hạn bắt đầu hòa giải", auto=True, sensitivity=1, section=CASE),
        text("due_basis", "Căn cứ tính hạn", auto=True, sensitivity=1, width="full", section=CASE),
        choice("basis", "Căn cứ", BASES, required=True, sensitivity=1, width="full", section=CASE),
        choice("scope", "Phạm vi", SCOPES, required=True, sensitivity=1, width="full", section=CASE),
        flag(
            "dat_dai", "Trong đó đất đai", sensitivity=1, asked_when=_is_civil, closed_hint="khi tranh chấp dân sự", section=CASE,
        ),
        count("parties_n", "Số bên", required=True, sensitivity=3, minimum=2, default=2, hint="không ghi tên", section=CASE),
        longtext("summary", "Nội dung", sensitivity=3, hint="không bắt buộc, không ghi tên các bên", section=CASE),
        flag("public", "Hòa giải công khai", sensitivity=1, section=CASE),
        choice("outcome", "Kết quả", OUTCOMES, required=True, sensitivity=1, default="dang", copied=False, width="full", section=RESULT),
        date(
            "ended_on", "Ngày kết thúc", required=True, sensitivity=1, copied=False, asked_when=_is_over, closed_hint="khi đã kết thúc",
            section=RESULT,
        ),
        flag(
            "written", "Có văn bản hòa giải thành", sensitivity=1, copied=False, asked_when=_is_reconciled,
            closed_hint="khi hòa giải thành", section=RESULT,
        ),
        choice(
            "execution", "Thực hiện thỏa thuận", EXECUTION, sensitivity=1, copied=False, asked_when=_is_reconciled,
            closed_hint="khi hòa giải thành", section=RESULT,
        ),
        flag(
            "court_recognised", "Tòa án đã công nhận", sensitivity=1, copied=False, asked_when=_is_reconciled,
            closed_hint="khi hòa giải thành", section=RESULT,
        ),
    ),
)  # fmt: skip


@REGISTER.stands
def a_case_stands_by_its_outcome(case: Row, _: str) -> Badge:
    if not _is_over(case):
        return Badge("outline", "Đang hòa giải")
    return Badge("ok" if _is_reconciled(case) else "plain", OUTCOMES[str(case["outcome"])] if case["outcome"] in OUTCOMES else "")


@REGISTER.computes("month")
def a_case_counts_in_the_month_it_came(case: Row, _: Context) -> object:
    day = case.get("received_on")
    return day[:7] if isinstance(day, str) and in_order(day, day) and len(day) == 10 else None


@REGISTER.computes("due_start")
def mediation_begins_within_the_term(case: Row, context: Context) -> object:
    return context.due("hg_bat_dau", case.get("received_on"))


@REGISTER.computes("due_basis")
def a_term_says_how_it_is_counted(case: Row, context: Context) -> object:
    return context.basis("hg_bat_dau", case.get("received_on")) or None


@REGISTER.rule_in_context("Tổ này đã ghi số tổng của tháng: ghi từng vụ hoặc số tổng, không ghi cả hai.", on="received_on")
def a_month_in_totals_has_no_cases(case: Row, context: Context) -> bool:
    return not context.alike("mediation_month")


@REGISTER.rule("Ngày kết thúc không được trước ngày nhận.", on="ended_on")
def a_case_ends_after_it_came(case: Row) -> bool:
    return in_order(case["received_on"], case["ended_on"])


@REGISTER.rule("Tòa án chỉ công nhận kết quả có văn bản hòa giải thành.", on="court_recognised", blocking=False)
def a_court_recognises_what_is_written(case: Row) -> bool:
    return case["court_recognised"] is not True or case["written"] is True


REGISTER.owes(
    Owed(kind="mediation", says="Bắt đầu hòa giải vụ việc {which}", on="due_start", only={"outcome": ("dang",)}, basis="{due_basis}")
)
