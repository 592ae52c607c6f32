"""R17c – Quy chế thực hiện dân chủ, quy chế và nội quy tiếp công dân, quy tắc ứng xử; what target CT1b asks to be in force.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 25 (the people are asked before), điều 11, 13 (published at all times: CK04).
"""

from desktop.registers.model import (
    STAFF,
    Badge,
    Context,
    Entails,
    Owed,
    Register,
    Row,
    Until,
    choice,
    counted_by,
    date,
    flag,
    in_order,
    ref,
    text,
    within,
)

KINDS = {
    "qcdc_xa": "Quy chế thực hiện dân chủ ở xã",
    "qcdc_coquan": "Quy chế thực hiện dân chủ trong cơ quan",
    "qc_tcd": "Quy chế tiếp công dân",
    "noi_quy_tcd": "Nội quy tiếp công dân",
    "qt_ungxu": "Quy tắc ứng xử",
}


def _has_asked_the_people(rule: Row) -> bool:
    return rule.get("consulted_people") is True


def _published(rule: Row, record: str) -> dict[str, object]:
    """Return what the book of publications begins with when rules that item CK04 names are made public."""
    if rule["kind"] not in ("qcdc_xa", "qt_ungxu"):
        return {}
    said = f"{rule['doc_no']}, {KINDS[str(rule['kind'])]}"
    return {"item_code": "CK04", "origin_id": record, "source_doc": said, "doc_date": rule["doc_date"], "start_on": rule["published_on"]}


REGISTER = Register(
    code="democracy_rule",
    number="R17c",
    title="Quy chế dân chủ, nội quy",
    label="{kind} {doc_no}",
    listed=("kind", "doc_no", "doc_date", "valid_from", "valid_to"),
    filters=("kind", "consulted_people"),
    enters=frozenset({"DV", "TP"}),
    sees=STAFF,
    entails=(Entails("publication", "published_on", _published),),
    icon="scroll-text",
    noun="quy chế",
    standing_title="Hiệu lực",
    fields=(
        choice("kind", "Loại", KINDS, required=True, width="full"),
        text("doc_no", "Số, ký hiệu", sensitivity=0, required=True, max_length=60),
        date("doc_date", "Ngày ban hành", required=True),
        flag("consulted_people", "Đã lấy ý kiến Nhân dân"),
        ref(
            "consultation_id", "Lần lấy ý kiến", to="consultation", width="full", asked_when=_has_asked_the_people,
            closed_hint="khi đã lấy ý kiến",
        ),
        date("published_on", "Ngày công khai"),
        date("valid_from", "Hiệu lực từ ngày", required=True),
        date("valid_to", "Hết hiệu lực", copied=False, hint="trống nếu còn"),
    ),
)  # fmt: skip


@REGISTER.stands
def a_rule_stands_by_its_days(rule: Row, today: str) -> Badge | Until:
    if rule["valid_from"] and str(rule["valid_from"]) > today:
        return Badge("outline", "Chưa có hiệu lực")
    over = rule["valid_to"] and str(rule["valid_to"]) < today
    return Badge("plain", "Hết hiệu lực") if over else Badge("ok", "Còn hiệu lực")


@REGISTER.rule("Ngày hết hiệu lực không được trước ngày có hiệu lực.", on="valid_to")
def a_rule_ends_after_it_begins(rule: Row) -> bool:
    return in_order(rule["valid_from"], rule["valid_to"])


@REGISTER.rule("Ngày có hiệu lực không được trước ngày ban hành.", on="valid_from", blocking=False)
def a_rule_holds_after_it_is_made(rule: Row) -> bool:
    return in_order(rule["doc_date"], rule["valid_from"])


@REGISTER.rule("Ngày công khai không được trước ngày ban hành.", on="published_on", blocking=False)
def a_rule_is_published_after_it_is_made(rule: Row) -> bool:
    return in_order(rule["doc_date"], rule["published_on"])


@REGISTER.rule("Quy chế thực hiện dân chủ ở xã phải lấy ý kiến Nhân dân trước khi ban hành.", on="consulted_people", blocking=False)
def people_are_asked_about_the_rules_of_democracy(rule: Row) -> bool:
    return rule["kind"] != "qcdc_xa" or bool(rule["consulted_people"])


@REGISTER.rule_in_context("Lần lấy ý kiến phải về quy chế dân chủ (YK7) và trước khi ban hành.", on="consultation_id", blocking=False)
def people_were_asked_about_this_and_before(rule: Row, context: Context) -> bool:
    asked = context.parent("consultation_id")
    return asked is None or (asked.get("item_code") == "YK7" and in_order(asked.get("event_date"), rule["doc_date"]))


# Luật 10/2022/QH15, điều 11 và 12: what CK04 names is public within five working days, like every other document.
REGISTER.owes(
    Owed(
        kind="publication", says="Công khai {kind} số {doc_no}", on=within("publication_within", "doc_date"),
        until=("published_on", "valid_to"),
        basis=counted_by("publication_within", "doc_date"),
    )
)  # fmt: skip
