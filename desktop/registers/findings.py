"""What the settling of a complaint or a denunciation leads to, and how it is carried out: the same columns in R07 and R08.

Biểu 01–04/KQGQ, Thông tư 02/2021/TT-TTCP: what is to be recovered and returned, who is to be dealt with, and what has been
done of it. Numbers only.
"""

from desktop.registers.model import Condition, Field, Register, Row, at_most, choice, count, date, decimal, in_order

SETTLED, FOUND = "Giải quyết", "Kiến nghị xử lý qua giải quyết"
MILLIONS, SQUARE = "triệu đồng", "m²"
CARRIED_OUT = {"da_xong": "Đã xong", "dang": "Đang thi hành", "chua": "Chưa thi hành", "khong_phai": "Không phải thi hành"}


def _stands_at(*states: str) -> Condition:
    return lambda row: row.get("exec_status") in states


def _begun(name: str, label: str, unit: str) -> Field:
    return count(
        name, label, sensitivity=1, copied=False, unit_label=unit, asked_when=_stands_at("da_xong", "dang"),
        closed_hint="khi thi hành", section=FOUND,
    )  # fmt: skip


def carried_out(label: str) -> tuple[Field, ...]:
    """Return the fields that say how far a decision or conclusion is carried out."""
    return (
        choice("exec_status", label, CARRIED_OUT, sensitivity=1, copied=False, section=SETTLED),
        date(
            "executed_on", "Ngày thi hành xong", sensitivity=1, copied=False, asked_when=_stands_at("da_xong"),
            closed_hint="khi đã xong", section=SETTLED,
        ),
    )  # fmt: skip


FINDINGS = (
    decimal("money_state", "Thu hồi cho Nhà nước: tiền", sensitivity=1, copied=False, unit_label=MILLIONS, section=FOUND),
    count("land_state", "Thu hồi cho Nhà nước: đất", sensitivity=1, copied=False, unit_label=SQUARE, section=FOUND),
    decimal("money_return_org", "Trả tổ chức: tiền", sensitivity=1, copied=False, unit_label=MILLIONS, section=FOUND),
    count("land_return_org", "Trả tổ chức: đất", sensitivity=1, copied=False, unit_label=SQUARE, section=FOUND),
    decimal("money_return_ind", "Trả cá nhân: tiền", sensitivity=1, copied=False, unit_label=MILLIONS, section=FOUND),
    count("land_return_ind", "Trả cá nhân: đất", sensitivity=1, copied=False, unit_label=SQUARE, section=FOUND),
    count("orgs_n", "Số tổ chức được trả", sensitivity=1, copied=False, section=FOUND),
    count("inds_n", "Số cá nhân được trả", sensitivity=1, copied=False, unit_label="người", section=FOUND),
    count("handled_n", "Kiến nghị xử lý hành chính", sensitivity=1, copied=False, unit_label="người", section=FOUND),
    count("handled_officials_n", "Trong đó cán bộ", sensitivity=1, copied=False, unit_label="người", section=FOUND),
    count("transferred_case_n", "Chuyển điều tra: số vụ", sensitivity=1, copied=False, unit_label="vụ", section=FOUND),
    count("transferred_persons_n", "Chuyển điều tra: số người", sensitivity=1, copied=False, unit_label="người", section=FOUND),
    count("transferred_officials_n", "Chuyển điều tra: cán bộ", sensitivity=1, copied=False, unit_label="người", section=FOUND),
    _begun("prosecuted_case_n", "Đã khởi tố: số vụ", "vụ"),
    _begun("prosecuted_persons_n", "Đã khởi tố: số người", "người"),
    _begun("prosecuted_officials_n", "Đã khởi tố: cán bộ", "người"),
)
HANDLED_ORGANISATIONS = _begun("handled_orgs_n", "Đã xử lý hành chính: tổ chức", "tổ chức")


def judge_findings(register: Register) -> None:
    """Declare the rules of these fields for a register that has them."""

    @register.rule("Số cán bộ bị kiến nghị xử lý không nhiều hơn tổng số người.", on="handled_officials_n")
    def officials_are_among_the_handled(row: Row) -> bool:
        return at_most(row["handled_officials_n"], row["handled_n"])

    @register.rule("Số cán bộ chuyển điều tra không nhiều hơn tổng số người.", on="transferred_officials_n")
    def officials_are_among_the_transferred(row: Row) -> bool:
        return at_most(row["transferred_officials_n"], row["transferred_persons_n"])

    @register.rule("Số cán bộ bị khởi tố không nhiều hơn tổng số người.", on="prosecuted_officials_n")
    def officials_are_among_the_prosecuted(row: Row) -> bool:
        return at_most(row["prosecuted_officials_n"], row["prosecuted_persons_n"])

    @register.rule("Ngày thi hành xong không được trước ngày giải quyết.", on="executed_on")
    def a_decision_is_carried_out_after_it_was_made(row: Row) -> bool:
        return in_order(row["resolved_on"], row["executed_on"])

    @register.rule("Đã thi hành xong thì ghi ngày thi hành xong.", on="executed_on", blocking=False)
    def what_was_carried_out_says_when(row: Row) -> bool:
        return row["exec_status"] != "da_xong" or bool(row["executed_on"])
