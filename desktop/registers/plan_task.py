"""R01c – Nhiệm vụ trong kế hoạch: what a plan orders, by whom and by when, and what became of it.

The seven groups are those of section III of the plan of 2024 (form DV-15). "Quá hạn" follows from the day and is never kept.
"""

from desktop.registers.model import STAFF, Badge, Owed, Register, Row, Until, choice, count, date, flag, in_order, longtext, ref, refs, text

SECTIONS = {
    "nv1": "1. Quán triệt, tuyên truyền",
    "nv2": "2. Thể chế hóa chủ trương, chính sách",
    "nv3": "3. Cải cách hành chính, kỷ cương, dân chủ cơ sở, bộ máy",
    "nv4": "4. Tiếp xúc, đối thoại, đơn thư",
    "nv5": "5. Dân vận khéo",
    "nv6": "6. Phối hợp MTTQ, đoàn thể",
    "nv7": "7. Thanh tra, kiểm tra",
}
STATES = {"chua": "Chưa thực hiện", "dang": "Đang thực hiện", "xong": "Hoàn thành", "huy": "Không thực hiện"}
QUANTITIES = {
    "hoi_nghi": "hội nghị",
    "lop": "lớp",
    "mo_hinh": "mô hình",
    "van_ban": "văn bản",
    "cuoc": "cuộc",
    "nguoi": "người",
    "ho": "hộ",
}
TASK, TIME, QUANTITY, OUTCOME = "Nhiệm vụ", "Thời gian", "Sản phẩm, số lượng", "Thực hiện"


def _has_a_day(task: Row) -> bool:
    return not task.get("is_continuous")


def _is_counted(task: Row) -> bool:
    return task.get("target_qty") is not None or task.get("done_qty") is not None


def _is_done(task: Row) -> bool:
    return task.get("task_status") == "xong"


def _is_dropped(task: Row) -> bool:
    return task.get("task_status") == "huy"


REGISTER = Register(
    code="plan_task",
    number="R01c",
    title="Nhiệm vụ trong kế hoạch",
    label="{content}",
    dated_by=("due_on",),
    dated_ahead=True,
    parent="plan_id",
    shared=True,
    listed=("content", "section", "owner_id", "task_status"),
    filters=("section", "task_status", "owner_id", "plan_id", "program_id", "is_continuous"),
    sees=STAFF,
    icon="clipboard-list",
    noun="nhiệm vụ",
    standing_title="Thời hạn",
    fields=(
        ref("plan_id", "Thuộc kế hoạch", to="plan_doc", required=True, width="full", section=TASK),
        choice("section", "Nhóm nhiệm vụ", SECTIONS, required=True, width="full", section=TASK),
        longtext("content", "Nội dung nhiệm vụ", sensitivity=0, required=True, max_length=500, section=TASK),
        ref("owner_id", "Chủ trì", to=("official", "organisation"), required=True, sensitivity=1, section=TASK),
        refs("coop_orgs", "Phối hợp", to=("organisation", "official"), sensitivity=1, section=TASK),
        ref("program_id", "Chương trình, phong trào", to="program", width="full", section=TASK),
        text("clause", "Mục trong kế hoạch", sensitivity=0, max_length=20, hint="ví dụ III.5", section=TASK),
        ref("source_task", "Lấy từ nhiệm vụ", to="plan_task", copied=False, hint="cấp trên, năm trước", section=TASK),
        flag("is_continuous", "Việc thường xuyên", width="third", section=TIME),
        date("start_on", "Bắt đầu", width="third", section=TIME),
        date(
            "due_on", "Thời hạn", required=True, width="third", asked_when=_has_a_day, closed_hint="khi không thường xuyên", section=TIME
        ),
        text("output", "Sản phẩm", sensitivity=0, width="full", section=QUANTITY),
        count("target_qty", "Chỉ tiêu", width="third", section=QUANTITY),
        count("done_qty", "Đã làm", copied=False, width="third", section=QUANTITY),
        choice("qty_unit", "Đơn vị tính", QUANTITIES, required_when=_is_counted, width="third", section=QUANTITY),
        choice(
            "task_status", "Tình trạng", STATES, required=True, sensitivity=1, default="chua", copied=False, width="full",
            section=OUTCOME,
        ),
        date(
            "done_on", "Ngày hoàn thành", required=True, sensitivity=1, copied=False, asked_when=_is_done, closed_hint="khi hoàn thành",
            section=OUTCOME,
        ),
        text(
            "evidence", "Minh chứng", sensitivity=1, copied=False, hint="số văn bản, nơi lưu", asked_when=_is_done,
            closed_hint="khi hoàn thành", section=OUTCOME,
        ),
        date(
            "dropped_on", "Ngày thôi thực hiện", sensitivity=1, copied=False, asked_when=_is_dropped, closed_hint="khi không thực hiện",
            section=OUTCOME,
        ),
        longtext(
            "reason", "Lý do không thực hiện", required=True, sensitivity=1, copied=False, max_length=500, asked_when=_is_dropped,
            closed_hint="khi không thực hiện", section=OUTCOME,
        ),
    ),
)  # fmt: skip


@REGISTER.stands
def a_task_stands_by_what_became_of_it(task: Row, _: str) -> Badge | Until:
    if task["task_status"] == "xong":
        return Badge("ok", "Hoàn thành")
    if task["task_status"] == "huy":
        return Badge("plain", "Không thực hiện")
    return Until(str(task["due_on"])) if task["due_on"] else Badge("outline", "Thường xuyên")


@REGISTER.rule("Thời hạn không được trước ngày bắt đầu.", on="due_on")
def a_task_is_due_after_it_starts(task: Row) -> bool:
    return in_order(task["start_on"], task["due_on"])


@REGISTER.rule("Ngày hoàn thành không được trước ngày bắt đầu.", on="done_on", blocking=False)
def a_task_is_done_after_it_starts(task: Row) -> bool:
    return in_order(task["start_on"], task["done_on"])


@REGISTER.rule("Nhiệm vụ không thực hiện cần ghi ngày thôi thực hiện.", on="dropped_on", blocking=False)
def a_task_that_is_dropped_has_its_day(task: Row) -> bool:
    return not _is_dropped(task) or bool(task["dropped_on"])


@REGISTER.rule("Nhiệm vụ đã hoàn thành cần ghi minh chứng.", on="evidence", blocking=False)
def a_task_that_is_done_can_be_proved(task: Row) -> bool:
    return not _is_done(task) or bool(task["evidence"])


@REGISTER.rule("Đã hoàn thành nhưng số đã làm ít hơn chỉ tiêu.", on="done_qty", blocking=False)
def a_task_that_is_done_reached_its_number(task: Row) -> bool:
    wanted, reached = task["target_qty"], task["done_qty"]
    return not _is_done(task) or not isinstance(wanted, int) or not isinstance(reached, int) or reached >= wanted


REGISTER.owes(
    Owed(
        kind="plan_task", says="Nhiệm vụ: {content}", on="due_on", only={"task_status": ("chua", "dang")},
        basis="Kế hoạch, nhóm {section}", detail="{owner_id}",
    )
)  # fmt: skip
