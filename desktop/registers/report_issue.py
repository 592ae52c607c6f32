"""R19e – Sổ theo dõi báo cáo: which report was due to whom, when it was signed and sent, and whether in time (I34).

A report that replaces another is a version of its own and names the one before. When it is signed it keeps the hash of the figures
that stand frozen then, when it is sent the package that carries them.
"""

from desktop.registers.model import (
    STAFF,
    Badge,
    Context,
    Owed,
    Register,
    Row,
    Until,
    choice,
    count,
    date,
    flag,
    in_order,
    period,
    ref,
    text,
)
from desktop.registers.told_period import OPENED, must_be_a_period

KINDS = {
    "dvcq": "Công tác dân vận chính quyền",
    "qcdc": "Thực hiện quy chế dân chủ ở cơ sở",
    "tcd_kntc": "Tiếp công dân, khiếu nại, tố cáo",
    "cong_khai": "Kết quả công khai (gửi HĐND, MTTQ)",
    "hoa_giai": "Hòa giải ở cơ sở",
    "khac": "Báo cáo khác",
}
CHANNELS = {"ioffice": "iOffice", "usb": "USB", "email": "Thư điện tử", "zalo": "Zalo", "giay": "Văn bản giấy"}
DUTY, SENT = "Báo cáo phải gửi", "Phát hành"


def _replaces_another(report: Row) -> bool:
    version = report.get("version")
    return isinstance(version, int) and version > 1


REGISTER = Register(
    code="report_issue",
    number="R19e",
    title="Theo dõi báo cáo",
    label="{report_kind} {period_id}, {recipient}",
    dated_by=("due_on",),
    dated_ahead=True,
    follows={OPENED: {"period_id": "code"}},
    listed=("report_kind", "period_id", "recipient", "sent_on"),
    filters=("report_kind", "period_id", "recipient", "on_time"),
    enters=frozenset({"DV", "LD"}),
    sees=STAFF,
    icon="send",
    noun="báo cáo",
    fields=(
        choice("report_kind", "Loại báo cáo", KINDS, required=True, default="dvcq", width="full", section=DUTY),
        period("period_id", "Kỳ báo cáo", required=True, section=DUTY),
        date("due_on", "Hạn gửi", required=True, section=DUTY),
        ref("recipient", "Nơi nhận", to="organisation", required=True, width="full", section=DUTY),
        count("version", "Lần phát hành", required=True, minimum=1, default=1, section=DUTY),
        ref(
            "replaces", "Thay thế báo cáo", to="report_issue", required=True, asked_when=_replaces_another,
            closed_hint="từ lần phát hành thứ hai", copied=False, section=DUTY,
        ),
        text("doc_no", "Báo cáo số", sensitivity=0, max_length=60, copied=False, section=SENT),
        date("signed_on", "Ngày ký", copied=False, section=SENT),
        date("sent_on", "Ngày gửi", copied=False, section=SENT),
        choice("channel", "Kênh gửi", CHANNELS, copied=False, section=SENT),
        flag("on_time", "Đúng hạn", auto=True, section=SENT),
        text("snapshot_hash", "Mã số liệu", auto=True, stamped_by=("period_id", "signed_on"), sensitivity=0, width="full", section=SENT),
        text("package_uid", "Gói đồng bộ", auto=True, stamped_by=("period_id", "sent_on"), sensitivity=0, width="full", section=SENT),
    ),
)  # fmt: skip


@REGISTER.computes("on_time")
def a_report_is_on_time_by_its_day(report: Row, _: Context) -> object:
    sent, due = report.get("sent_on"), report.get("due_on")
    return str(sent) <= str(due) if sent and due else None


@REGISTER.fills_in_context("snapshot_hash")
def a_signed_report_rests_on_frozen_figures(report: Row, context: Context) -> object:
    return context.frozen(report.get("period_id"))[0] if report.get("signed_on") or report.get("sent_on") else None


@REGISTER.fills_in_context("package_uid")
def a_sent_report_went_with_a_package(report: Row, context: Context) -> object:
    return context.frozen(report.get("period_id"))[1] if report.get("sent_on") else None


@REGISTER.stands
def a_report_stands_by_its_sending(report: Row, _: str) -> Badge | Until:
    if not report["sent_on"]:
        return Until(str(report["due_on"]))
    return Badge("ok", "Đã gửi") if report["on_time"] else Badge("warn", "Gửi chậm")


@REGISTER.rule("Ngày gửi không được trước ngày ký.", on="sent_on", blocking=False)
def a_report_is_sent_after_it_is_signed(report: Row) -> bool:
    return in_order(report["signed_on"], report["sent_on"])


@REGISTER.rule("Báo cáo đã gửi phải có số và ngày ký.", on="doc_no", blocking=False)
def what_was_sent_has_number_and_day(report: Row) -> bool:
    return not report["sent_on"] or bool(report["doc_no"] and report["signed_on"])


must_be_a_period(REGISTER, "period_id")


REGISTER.owes(
    Owed(
        kind="report_issue", says="Gửi báo cáo {report_kind}", on="due_on", until=("sent_on",), basis="Lịch báo cáo, nơi nhận: {recipient}",
    ),
    Owed(
        kind="document_number", says="Chưa có số: báo cáo {report_kind}", until=("doc_no",),
        still=lambda report, _: bool(report["signed_on"]), basis="Ký ngày {signed_on}",
    ),
)  # fmt: skip
