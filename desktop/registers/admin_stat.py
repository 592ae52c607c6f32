"""R19a – Số liệu cải cách hành chính, hài lòng: totals typed from the one-stop system, one row a period (I32, I33, DV-14)."""

from desktop.registers.model import STAFF, Register, Row, at_most, count, decimal, period, text
from desktop.registers.told_period import LAST_DAY, OPENED, days_of_period, judge_period

DOSSIERS, SURVEY, INDEX = "Hồ sơ", "Phiếu hài lòng", "Chỉ số, thư xin lỗi"

REGISTER = Register(
    code="admin_stat",
    number="R19a",
    title="Số liệu CCHC, hài lòng",
    label="{period_id}",
    dated_by=(LAST_DAY,),
    dated_ahead=True,
    follows={OPENED: {"period_id": "code"}},
    natural_key=("period_id",),
    listed=("period_id", "dossiers_in", "dossiers_done", "late"),
    filters=("period_id",),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    icon="gauge",
    noun="số liệu kỳ",
    fields=(
        period("period_id", "Kỳ báo cáo", required=True, width="third", section=DOSSIERS),
        *days_of_period(DOSSIERS),
        count("dossiers_in", "Hồ sơ tiếp nhận", required=True, width="third", section=DOSSIERS),
        count("online_in", "Tiếp nhận trực tuyến", width="third", section=DOSSIERS),
        count("dossiers_done", "Hồ sơ đã giải quyết", required=True, width="third", section=DOSSIERS),
        count("on_time", "Đúng hạn", required=True, width="third", section=DOSSIERS),
        count("early", "Trước hạn", required=True, width="third", section=DOSSIERS),
        count("late", "Quá hạn", required=True, width="third", section=DOSSIERS),
        count("survey_out", "Phiếu phát ra", unit_label="phiếu", section=SURVEY),
        count("survey_back", "Phiếu thu về", unit_label="phiếu", section=SURVEY),
        count("satisfied", "Hài lòng", width="third", section=SURVEY),
        count("normal", "Bình thường", width="third", section=SURVEY),
        count("unsatisfied", "Không hài lòng", width="third", section=SURVEY),
        decimal("par_score", "Chỉ số CCHC", width="third", section=INDEX),
        text("par_rank", "Xếp hạng", sensitivity=0, max_length=60, width="third", section=INDEX),
        count("apologies_n", "Thư xin lỗi", width="third", section=INDEX),
        text("par_source", "Văn bản công bố chỉ số", sensitivity=0, width="full", section=INDEX),
    ),
)


@REGISTER.rule("Đúng hạn, trước hạn và quá hạn cộng lại phải bằng số đã giải quyết.", on="dossiers_done")
def what_was_done_is_on_time_early_or_late(stat: Row) -> bool:
    parts = [stat[name] for name in ("on_time", "early", "late")]
    known = [number for number in parts if isinstance(number, int)]
    return len(known) < len(parts) or stat["dossiers_done"] in (None, sum(known))


@REGISTER.rule("Tiếp nhận trực tuyến không nhiều hơn số tiếp nhận.", on="online_in")
def what_came_online_is_among_all_that_came(stat: Row) -> bool:
    return at_most(stat["online_in"], stat["dossiers_in"])


@REGISTER.rule("Hài lòng, bình thường, không hài lòng cộng lại phải bằng số phiếu thu về.", on="survey_back")
def every_form_that_came_back_says_something(stat: Row) -> bool:
    parts = [stat[name] for name in ("satisfied", "normal", "unsatisfied")]
    known = [number for number in parts if isinstance(number, int)]
    back = stat["survey_back"]
    return not known or (isinstance(back, int) and sum(known) == back)


@REGISTER.rule("Số phiếu thu về không nhiều hơn số phiếu phát ra.", on="survey_back")
def forms_that_came_back_were_given_out(stat: Row) -> bool:
    return at_most(stat["survey_back"], stat["survey_out"])


@REGISTER.rule("Chỉ số CCHC phải ghi văn bản công bố.", on="par_source", blocking=False)
def a_score_says_who_published_it(stat: Row) -> bool:
    return stat["par_score"] is None or bool(stat["par_source"])


judge_period(REGISTER, "period_id")
