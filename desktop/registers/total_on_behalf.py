"""R19g – Số liệu nhập thay: what a unit without a laptop told its upper unit, cell by cell of a form, and how it came.

It stands for the unit's own figures, marked on screen and paper, until these come, and is then compared with them.
"""

from desktop.registers.model import STAFF, TODAY, Context, Register, Row, choice, date, decimal, text
from desktop.registers.told_period import OPENED, must_be_a_period

SOURCES = {"giay": "Văn bản giấy", "dien_thoai": "Điện thoại", "zalo": "Zalo"}

REGISTER = Register(
    code="total_on_behalf",
    number="R19g",
    title="Số liệu nhập thay đơn vị",
    label="{for_unit} {period}, {form} cột {column}",
    natural_key=("for_unit", "period", "form", "column"),
    follows={OPENED: {"period": "code"}},
    listed=("for_unit", "period", "form", "column", "value", "source"),
    filters=("for_unit", "period", "form", "source"),
    enters=frozenset({"TH"}),
    sees=STAFF,
    numbered=False,
    icon="phone",
    noun="số nhập thay",
    fields=(
        text("for_unit", "Đơn vị", sensitivity=0, required=True, max_length=18, hint="mã, ví dụ 03433", width="third"),
        text("period", "Kỳ báo cáo", sensitivity=0, required=True, max_length=40, hint="ví dụ 2024-Q1", width="third"),
        text("form", "Biểu", sensitivity=0, required=True, max_length=20, hint="ví dụ DV-05", width="third"),
        text("column", "Cột", sensitivity=0, required=True, max_length=10, hint="ví dụ 5", width="third"),
        decimal("value", "Số liệu", required=True, width="third"),
        choice("source", "Nhận qua", SOURCES, required=True, width="third"),
        text("given_by", "Người cung cấp", sensitivity=1, required=True, hint="họ tên, chức vụ"),
        date("given_on", "Ngày nhận", required=True, default=TODAY),
    ),
)


must_be_a_period(REGISTER, "period")


@REGISTER.rule_in_context("Chỉ nhập thay cho đơn vị cấp dưới trực tiếp. Xem lại mã đơn vị.", on="for_unit")
def totals_are_those_of_a_unit_below(total: Row, context: Context) -> bool:
    return context.is_above(total["for_unit"])


@REGISTER.rule_in_context("Biểu không có cột này, hoặc là cột tỷ lệ tự tính. Xem lại biểu và cột.", on="column")
def a_total_is_that_of_a_column(total: Row, context: Context) -> bool:
    return context.column_kind(total["form"], total["column"]) in ("measure", "sum", "unserved")


@REGISTER.rule_in_context("Cột này đếm từng cái, chỉ ghi số nguyên. Xem lại số.", on="value")
def a_counted_column_takes_whole_numbers(total: Row, context: Context) -> bool:
    return "." not in str(total["value"]) or context.takes_decimals(total["form"], total["column"])
