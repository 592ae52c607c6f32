"""R04b – Theo dõi tiến độ of a model "Dân vận khéo": how it stands in one period, once for each, with a number before and after."""

from desktop.registers.model import STAFF, Badge, Context, Register, Row, choice, date, decimal, in_order, longtext, period, ref, text
from desktop.registers.told_period import days_of

STATES = {"dung_tien_do": "Đúng tiến độ", "cham": "Chậm", "tam_dung": "Tạm dừng", "hoan_thanh": "Hoàn thành"}
STANDING, RESULT = "Tình trạng", "Kết quả"

REGISTER = Register(
    code="model_progress",
    number="R04b",
    title="Tiến độ mô hình",
    label="{model_id} {quarter}",
    dated_by=("quarter_end",),
    dated_ahead=True,
    parent="model_id",
    natural_key=("model_id", "quarter"),
    follows={"report_period": {"quarter": "code"}},
    listed=("model_id", "quarter", "result_text", "after_qty"),
    filters=("quarter", "progress_state"),
    enters=frozenset({"DV", "NL"}),
    sees=STAFF,
    icon="chart-column",
    noun="tiến độ",
    fields=(
        ref("model_id", "Mô hình", to="model", required=True, width="full", section=STANDING),
        period("quarter", "Kỳ", required=True, section=STANDING),
        date("quarter_end", "Ngày cuối kỳ", auto=True, section=STANDING),
        choice("progress_state", "Tình trạng", STATES, required=True, width="full", section=STANDING),
        text("measure_name", "Chỉ số kết quả", sensitivity=0, hint="ví dụ hộ có nhà tiêu", section=RESULT),
        text("measure_unit", "Đơn vị tính", sensitivity=0, max_length=30, section=RESULT),
        decimal("before_qty", "Trước", section=RESULT),
        decimal("after_qty", "Sau", section=RESULT),
        longtext("result_text", "Kết quả nổi bật", sensitivity=0, required=True, hint="không ghi tên người dân", section=RESULT),
    ),
)


@REGISTER.stands
def progress_stands_by_what_was_said(progress: Row, _: str) -> Badge:
    state = progress["progress_state"]
    kind = "warn" if state in ("cham", "tam_dung") else "ok"
    return Badge(kind, STATES.get(str(state), ""))  # type: ignore[arg-type]


@REGISTER.computes("quarter_end")
def progress_is_dated_by_the_end_of_its_period(progress: Row, context: Context) -> object:
    return days_of(progress.get("quarter"), context)[1]


@REGISTER.rule("Kỳ chưa đúng: ghi mã kỳ báo cáo, ví dụ 2024-Q1.", on="quarter")
def progress_is_of_a_period(progress: Row) -> bool:
    return progress["quarter"] is None or progress["quarter_end"] is not None


@REGISTER.rule_in_context("Kỳ này trước ngày đăng ký mô hình.", on="quarter", blocking=False)
def progress_follows_the_registration(progress: Row, context: Context) -> bool:
    model = context.parent("model_id") if progress.get("model_id") else None
    return model is None or in_order(model.get("event_date"), progress["quarter_end"])


@REGISTER.rule("Có số trước, số sau thì ghi chỉ số và đơn vị tính.", on="measure_name", blocking=False)
def a_number_says_what_it_counts(progress: Row) -> bool:
    numbers = progress["before_qty"] is not None or progress["after_qty"] is not None
    return not numbers or bool(progress["measure_name"] and progress["measure_unit"])
