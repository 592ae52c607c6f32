"""R09d – Đôn đốc cam kết: each reminder that a promise is still to be kept; the promise itself counts them."""

from desktop.registers.model import TODAY, Context, Register, Row, date, in_order, ref, text

REGISTER = Register(
    code="commitment_urge",
    number="R09d",
    title="Đôn đốc cam kết",
    label="{date} {doc_no}",
    dated_by=("date",),
    parent="commitment_id",
    listed=("commitment_id", "doc_no"),
    filters=("commitment_id",),
    enters=frozenset({"DV", "LD"}),
    icon="history",
    noun="lần đôn đốc",
    fields=(
        ref("commitment_id", "Cam kết", to="commitment", required=True, sensitivity=1, width="full"),
        date("date", "Ngày đôn đốc", required=True, sensitivity=1, default=TODAY, copied=False),
        text("doc_no", "Văn bản số", sensitivity=1, max_length=60, copied=False),
    ),
)


@REGISTER.rule_in_context("Ngày đôn đốc không được trước ngày cam kết.", on="date", blocking=False)
def a_reminder_follows_the_promise(urge: Row, context: Context) -> bool:
    promise = context.parent("commitment_id") if urge.get("commitment_id") else None
    return promise is None or in_order(promise.get("event_date"), urge["date"])
