"""R19f – Số đầu kỳ: what a paper book held before the program came, cell by cell of a form.

What is known only as a number has no records to be counted; it is added to the figures of every period that it belongs to, and marked.
"""

from desktop.registers.model import STAFF, Context, Register, Row, choice, date, decimal, in_order, text

HAPPENED, CARRIED = "phat_sinh", "chuyen_sang"
KINDS = {HAPPENED: "Phát sinh trong khoảng ngày", CARRIED: "Kỳ trước chuyển sang, tại ngày đầu kỳ"}


def _is_of_some_days(figure: Row) -> bool:
    return figure.get("kind") != CARRIED


REGISTER = Register(
    code="opening_figure",
    number="R19f",
    title="Số đầu kỳ",
    label="{form} cột {column}: {value}",
    natural_key=("form", "column", "kind", "date_from"),
    listed=("form", "column", "kind", "date_from", "date_to", "value"),
    filters=("form", "kind"),
    enters=frozenset({"DV", "LD", "TH"}),
    sees=STAFF,
    numbered=False,
    icon="database",
    noun="số đầu kỳ",
    fields=(
        text("form", "Biểu", sensitivity=0, required=True, max_length=20, hint="ví dụ DV-05", width="third"),
        text("column", "Cột", sensitivity=0, required=True, max_length=10, hint="ví dụ 5", width="third"),
        decimal("value", "Số đầu kỳ", required=True, width="third"),
        choice("kind", "Cách tính", KINDS, required=True, default=HAPPENED, width="full"),
        date("date_from", "Từ ngày", required=True, hint="số chuyển sang: ngày đầu kỳ"),
        date("date_to", "Đến ngày", required=True, asked_when=_is_of_some_days, closed_hint="số chuyển sang chỉ có ngày đầu kỳ"),
        text("source", "Lấy từ sổ, báo cáo nào", sensitivity=1, required=True, width="full", hint="ví dụ sổ giấy 2023"),
    ),
)


@REGISTER.rule("Ngày cuối không được trước ngày đầu.", on="date_to")
def a_figure_ends_after_it_begins(figure: Row) -> bool:
    return in_order(figure["date_from"], figure["date_to"])


def _kinds(figure: Row, context: Context) -> frozenset[str]:
    return context.openings(figure["form"], figure["column"], figure["date_to"] or figure["date_from"])


def _goes_up(figure: Row, context: Context) -> bool:
    return context.goes_up(figure["form"], figure["column"], figure["date_to"] or figure["date_from"])


@REGISTER.rule_in_context("Chỉ ghi ở cột đếm việc phát sinh, chuyển sang; cột tổng, tỷ lệ, hiện có tự tính. Xem lại cột.", on="column")
def only_what_is_counted_has_an_opening_figure(figure: Row, context: Context) -> bool:
    return bool(_kinds(figure, context)) or not _goes_up(figure, context)


@REGISTER.rule_in_context("Sổ của cột này chỉ gửi số chốt: ghi thẳng vào sổ, hòa giải ghi số tổng tháng. Xem lại cột.", on="column")
def a_book_that_sends_figures_only_has_no_opening_figure(figure: Row, context: Context) -> bool:
    return _goes_up(figure, context)


@REGISTER.rule_in_context("Cột “chuyển sang” chỉ nhận số chuyển sang, cột khác nhận số phát sinh. Xem lại cách tính.", on="kind")
def a_figure_is_of_a_kind_that_fits_its_column(figure: Row, context: Context) -> bool:
    kinds = _kinds(figure, context)
    return not kinds or figure["kind"] in kinds


@REGISTER.rule_in_context("Cột này đếm từng cái, chỉ ghi số nguyên. Xem lại số.", on="value")
def a_counted_column_takes_whole_numbers(figure: Row, context: Context) -> bool:
    return "." not in str(figure["value"]) or context.takes_decimals(figure["form"], figure["column"])
