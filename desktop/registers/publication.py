"""R14b – Công khai thông tin: what was made public, where, from when to when (I22–I24, form DV-09).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 12 and 13: within five working days of the document where no other law says
otherwise; each item is posted, and some are spoken on the loudspeaker, as long as the register of rules says.
"""

from desktop.registers.codes import PUBLIC_FORMS, PUBLIC_ITEMS
from desktop.registers.model import (
    Badge,
    Context,
    Owed,
    Register,
    Row,
    Total,
    Until,
    choice,
    choices,
    count,
    date,
    days_between,
    flag,
    in_order,
    ref,
    refs,
    text,
)

# The books whose results are published under an item of their own.
ORIGINS = {"consultation": "CK11", "democracy_rule": "CK04"}
WHAT, WHERE, LATER = "Nội dung", "Công khai", "Kết thúc"


def _is_posted(publication: Row) -> bool:
    return "HT_a" in _forms(publication)


def _has_another_term(publication: Row) -> bool:
    return bool(publication.get("other_due"))


def _is_spoken(publication: Row) -> bool:
    return "HT_c" in _forms(publication)


def _forms(publication: Row) -> list[object]:
    forms = publication.get("forms")
    return forms if isinstance(forms, list) else []


def _last_day(publication: Row) -> str | None:
    """Return the last day on which it stood or will stand; None: for good."""
    days = [str(day) for day in (publication.get("end_on"), publication.get("removed_on")) if day]
    return min(days) if days else None


REGISTER = Register(
    code="publication",
    number="R14b",
    title="Công khai thông tin",
    communal=True,
    label="{item_code} {start_on}: {source_doc}",
    dated_by=("start_on",),
    terms_from=("doc_date",),
    listed=("item_code", "source_doc", "end_on", "on_time"),
    filters=("item_code", "forms", "on_time", "complete", "place_list"),
    enters=frozenset({"DV", "NL"}),
    icon="megaphone",
    noun="nội dung công khai",
    totals=(Total("count", "lần công khai"), Total("distinct", "nội dung", "item_code"), Total("sum", "yêu cầu", "info_requests_n")),
    fields=(
        choice("item_code", "Nội dung", PUBLIC_ITEMS, required=True, width="full", section=WHAT),
        ref("origin_id", "Công khai kết quả của", to=tuple(ORIGINS), copied=False, width="full", section=WHAT),
        text("source_doc", "Văn bản công khai", sensitivity=0, required=True, hint="số, ký hiệu, trích yếu", width="full", section=WHAT),
        date("doc_date", "Ngày văn bản", required=True, section=WHAT),
        date("due_on", "Hạn công khai", auto=True, section=WHAT),
        text("due_basis", "Căn cứ tính hạn", auto=True, sensitivity=0, width="full", section=WHAT),
        date("other_due", "Hạn theo luật khác", copied=False, hint="nếu có", section=WHAT),
        text(
            "other_due_basis", "Căn cứ của hạn này", sensitivity=0, required=True, copied=False, asked_when=_has_another_term,
            closed_hint="khi hạn khác", section=WHAT,
        ),
        choices("forms", "Hình thức", PUBLIC_FORMS, required=True, width="full", section=WHERE),
        refs(
            "place_list", "Nơi niêm yết", to=("place", "village"), required=True, width="full", asked_when=_is_posted,
            closed_hint="khi niêm yết", section=WHERE,
        ),
        date("start_on", "Công khai từ ngày", required=True, section=WHERE),
        date("end_on", "Đến ngày", hint="trống nếu thường xuyên", section=WHERE),
        count(
            "radio_days", "Số ngày truyền thanh", unit_label="ngày", asked_when=_is_spoken, closed_hint="khi truyền thanh", section=WHERE
        ),
        flag("on_time", "Kịp thời", auto=True, section=WHERE),
        date("removed_on", "Ngày gỡ", copied=False, section=LATER),
        text("evidence", "Biên bản", sensitivity=0, hint="số, ngày hoặc nơi lưu", copied=False, section=LATER),
        ref("changed_by", "Thay thế bằng", to="publication", width="full", copied=False, section=LATER),
        count("info_requests_n", "Yêu cầu cung cấp thông tin", unit_label="yêu cầu", copied=False, section=LATER),
        flag("complete", "Đủ thời gian", auto=True, section=LATER),
    ),
)  # fmt: skip


@REGISTER.computes("due_on")
def a_document_is_public_five_working_days_later(publication: Row, context: Context) -> object:
    return publication.get("other_due") or context.due("publication_within", publication.get("doc_date"))


@REGISTER.computes("due_basis")
def a_term_says_how_it_is_counted(publication: Row, context: Context) -> object:
    if _has_another_term(publication):
        return publication.get("other_due_basis")
    return context.basis("publication_within", publication.get("doc_date")) or None


@REGISTER.computes("on_time")
def it_is_public_in_time(publication: Row, context: Context) -> object:
    due, start = a_document_is_public_five_working_days_later(publication, context), publication.get("start_on")
    return str(start) <= str(due) if due and start else None


@REGISTER.computes("complete")
def it_stands_as_long_as_it_must(publication: Row, context: Context) -> object:
    start, last = publication.get("start_on"), _last_day(publication)
    least = _least(publication, context, "publication_posted")
    if least is None or not start or not _is_posted(publication):
        return None
    if last is None or least == 0:  # what stands for good is taken down only for what takes its place
        return last is None or bool(publication.get("changed_by"))
    days = days_between(start, last)
    return None if days is None else days >= least


def _least(publication: Row, context: Context, key: str) -> int | None:
    """Return the days that the rule `key` asks of the item on its first day: 0 for good, None where it asks nothing."""
    value = context.rule_value(f"{key}_{str(publication.get('item_code')).lower()}", publication.get("start_on"))
    return int(value) if value and value.isdecimal() else None


@REGISTER.stands
def a_publication_stands_by_whether_it_is_still_up(publication: Row, today: str) -> Badge | Until:
    if publication["changed_by"]:
        return Badge("plain", "Đã thay thế")
    if publication["removed_on"]:
        return Badge("ok", "Đã gỡ")
    if str(publication["start_on"]) > today:
        return Badge("outline", "Chưa đến")
    return Until(str(publication["end_on"])) if publication["end_on"] else Badge("ok", "Thường xuyên")


@REGISTER.rule("Ngày kết thúc không được trước ngày công khai.", on="end_on")
def a_publication_ends_after_it_begins(publication: Row) -> bool:
    return in_order(publication["start_on"], publication["end_on"])


@REGISTER.rule("Ngày gỡ không được trước ngày công khai.", on="removed_on", blocking=False)
def it_is_taken_down_after_it_was_put_up(publication: Row) -> bool:
    return in_order(publication["start_on"], publication["removed_on"])


@REGISTER.rule("Ngày công khai không được trước ngày văn bản.", on="start_on", blocking=False)
def a_publication_follows_its_document(publication: Row) -> bool:
    return in_order(publication["doc_date"], publication["start_on"])


@REGISTER.rule_in_context("Kết quả lấy ý kiến là nội dung CK11, quy chế là CK04.", on="origin_id", blocking=False)
def a_result_is_published_under_its_item(publication: Row, context: Context) -> bool:
    origin = context.parent("origin_id")
    return origin is None or ORIGINS.get(str(origin.get("_register"))) == publication["item_code"]


@REGISTER.rule_in_context("Công khai chậm: quá thời hạn kể từ ngày văn bản.", on="start_on", blocking=False)
def a_publication_comes_in_time(publication: Row, context: Context) -> bool:
    return it_is_public_in_time(publication, context) is not False


@REGISTER.rule_in_context("Thời gian công khai ngắn hơn quy định của nội dung này.", on="end_on", blocking=False)
def a_publication_stands_long_enough(publication: Row, context: Context) -> bool:
    return it_stands_as_long_as_it_must(publication, context) is not False


@REGISTER.rule_in_context("Truyền thanh ít ngày hơn quy định của nội dung này.", on="radio_days", blocking=False)
def an_item_is_spoken_often_enough(publication: Row, context: Context) -> bool:
    days, least = publication["radio_days"], _least(publication, context, "publication_radio")
    return not isinstance(days, int) or least is None or days >= least


REGISTER.owes(
    Owed(
        kind="publication", says="Công khai: {source_doc}", on="due_on", until=("removed_on", "changed_by"),
        still=lambda publication, today: str(publication["start_on"]) > today, basis="{due_basis}",
        detail="{item_code}",
    ),
    Owed(
        kind="publication", says="Gỡ niêm yết: {source_doc}", on="end_on", until=("removed_on", "changed_by"),
        still=lambda publication, _: _is_posted(publication), basis="Niêm yết từ ngày {start_on} đến ngày {end_on}", detail="{item_code}",
    ),
)  # fmt: skip
