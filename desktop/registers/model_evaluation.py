"""R04c – Đánh giá, công nhận a model "Dân vận khéo"; what makes it an exemplar for target CT3."""

from desktop.registers.codes import LEVELS
from desktop.registers.model import STAFF, TODAY, Register, Row, choice, date, ref, text

RESULTS = {
    "tieu_bieu": "Điển hình tiêu biểu",
    "dat": "Đạt",
    "chua_dat": "Chưa đạt",
    "dung": "Dừng mô hình",
}
MARKS = {"dat": "Đạt", "chua": "Chưa đạt", "khong_dg": "Không đánh giá"}
CRITERIA = (
    "Rõ tên, địa chỉ",
    "Đúng lĩnh vực",
    "Đã đăng ký",
    "Có phối hợp",
    "Hiệu quả cụ thể",
    "Sức lan tỏa",
    "Được Nhân dân công nhận",
    "Bền vững",
)
RESULT, CRITERION = "Kết quả", "Tiêu chí"


def _recognised(evaluation: Row) -> bool:
    return evaluation.get("result") in (None, "tieu_bieu", "dat")


REGISTER = Register(
    code="model_evaluation",
    number="R04c",
    title="Đánh giá, công nhận mô hình",
    label="{result} {evaluated_on}",
    dated_by=("evaluated_on",),
    parent="model_id",
    listed=("model_id", "result", "recognised_level", "decision_no"),
    filters=("result", "recognised_level"),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    icon="star",
    noun="đánh giá",
    fields=(
        ref("model_id", "Mô hình", to="model", required=True, width="full", section=RESULT),
        date("evaluated_on", "Ngày đánh giá", required=True, default=TODAY, section=RESULT),
        ref("evaluated_by", "Cơ quan đánh giá", to="organisation", required=True, section=RESULT),
        choice("result", "Kết quả", RESULTS, required=True, width="full", section=RESULT),
        choice(
            "recognised_level", "Cấp công nhận", LEVELS, section=RESULT, asked_when=_recognised,
            closed_hint="khi được công nhận",
        ),
        text(
            "decision_no", "Quyết định số", sensitivity=0, max_length=60, section=RESULT, asked_when=_recognised,
            closed_hint="khi được công nhận",
        ),
        date("decision_date", "Ngày quyết định", section=RESULT, asked_when=_recognised, closed_hint="khi được công nhận"),
        ref("reward_id", "Khen thưởng", to="reward", section=RESULT),
        *(choice(f"c{n}", f"{n}. {label}", MARKS, section=CRITERION) for n, label in enumerate(CRITERIA, 1)),
    ),
)  # fmt: skip


@REGISTER.rule("Điển hình tiêu biểu phải ghi cấp công nhận để vào biểu DV-04.", on="recognised_level", blocking=False)
def an_exemplar_says_who_recognised_it(evaluation: Row) -> bool:
    return evaluation["result"] != "tieu_bieu" or bool(evaluation["recognised_level"])


@REGISTER.rule("Quyết định công nhận phải có cả số và ngày.", on="decision_date", blocking=False)
def a_decision_has_number_and_date(evaluation: Row) -> bool:
    return bool(evaluation["decision_no"]) == bool(evaluation["decision_date"])
