"""R05 – Lịch và phiên tiếp công dân: a session held with nobody coming counts as held.

Luật Tiếp công dân 42/2013/QH13, điều 15 (the chairman's days) and 18 (định kỳ, đột xuất); 136/2025/QH15 from 01/7/2026.
"""

from desktop.registers.model import LAST, STAFF, Badge, Register, Row, choice, date, flag, longtext, ref, text

KINDS = {"thuong_xuyen": "Thường xuyên", "dinh_ky": "Định kỳ", "dot_xuat": "Đột xuất"}
ACTORS = {"thu_truong": "Chủ tịch trực tiếp", "uy_quyen": "Ủy quyền cấp phó", "can_bo": "Người tiếp công dân"}
URGENT = {"d18_3a": "Gay gắt, phức tạp, nhiều người (18.3a)", "d18_3b": "Có thể gây hậu quả nghiêm trọng (18.3b)"}


def _is_urgent(session: Row) -> bool:
    return session.get("kind") == "dot_xuat"


def _is_planned(session: Row) -> bool:
    return not _is_urgent(session)


def _was_not_held(session: Row) -> bool:
    return session.get("held") is False


def _may_have_been_held(session: Row) -> bool:
    return not _was_not_held(session)


def _has_no_other_date(session: Row) -> bool:
    return session.get("held") is True and not session.get("planned_date")


REGISTER = Register(
    code="reception_session",
    number="R05",
    title="Lịch và phiên tiếp công dân",
    label="{kind} {event_date} · {actor} · {place}",
    dated_by=("actual_date", "planned_date"),
    # A session of the calendar exists once, on whichever laptop it was made; an urgent one has no planned date.
    natural_key=("kind", "planned_date"),
    keyed_by_program=True,
    listed=("kind", "actor", "place", "held"),
    filters=("kind", "actor", "held", "place"),
    enters=frozenset({"TCD", "LD"}),
    sees=STAFF,
    icon="calendar-check",
    noun="phiên tiếp",
    fields=(
        choice("kind", "Loại", KINDS, required=True, sensitivity=1, width="full"),
        choice("actor", "Người tiếp", ACTORS, required=True, sensitivity=1, width="full"),
        ref("actor_id", "Họ tên người tiếp", to="official", sensitivity=1, default=LAST),
        ref("place", "Địa điểm", to="place", required=True, sensitivity=1, default=LAST),
        date(
            "planned_date", "Ngày theo lịch", required=True, sensitivity=1, asked_when=_is_planned,
            closed_hint="đột xuất không có lịch",
        ),
        flag("published_calendar", "Lịch đã niêm yết", sensitivity=1),
        flag("held", "Đã tổ chức", sensitivity=1, copied=False, hint="để trống nếu chưa đến"),
        date(
            "actual_date", "Ngày thực tế", sensitivity=1, copied=False, required_when=_has_no_other_date, asked_when=_may_have_been_held,
            closed_hint="phiên không tổ chức",
        ),
        longtext(
            "reason_not_held", "Lý do không tổ chức", required=True, sensitivity=1, max_length=300, asked_when=_was_not_held,
            closed_hint="khi không tổ chức",
        ),
        choice(
            "dot_xuat_reason", "Lý do đột xuất", URGENT, sensitivity=1, asked_when=_is_urgent, closed_hint="khi tiếp đột xuất"
        ),
        text("notice_no", "Thông báo kết luận số", sensitivity=1, max_length=60),
    ),
)  # fmt: skip


@REGISTER.stands
def a_session_stands_by_whether_it_was_held(session: Row, today: str) -> Badge:
    if session["held"] is not None:
        return Badge("ok", "Đã tổ chức") if session["held"] else Badge("warn", "Không tổ chức", "circle-minus")
    day = session["event_date"]
    return Badge("warn", "Chưa ghi") if day and str(day) <= today else Badge("outline", "Chưa đến")


@REGISTER.fills_in("actual_date")
def a_session_held_as_planned_took_place_on_that_day(session: Row) -> object:
    return session.get("planned_date") if session.get("held") is True else None


@REGISTER.rule("Tiếp định kỳ, đột xuất phải do Chủ tịch hoặc người được ủy quyền tiếp.", on="actor")
def only_the_head_holds_regular_and_urgent_sessions(session: Row) -> bool:
    return session["kind"] in (None, "thuong_xuyen") or session["actor"] != "can_bo"


@REGISTER.rule("Phiên đột xuất chưa ghi lý do theo Điều 18 khoản 3.", on="dot_xuat_reason", blocking=False)
def an_urgent_session_says_why(session: Row) -> bool:
    return not _is_urgent(session) or bool(session["dot_xuat_reason"])
