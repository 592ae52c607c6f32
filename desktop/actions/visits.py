"""What only the reception book needs: today's session, the visit that is written into it, and who has come before.

Luật Tiếp công dân 42/2013/QH13: a session is written down with its first visit, or as held with nobody coming.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from db.query import Is, Order, Query
from desktop import registers
from desktop.actions import entry_form, lookup, records, sessions
from desktop.actions.lookup import Ask
from desktop.entries.naming import Names, shown_number
from desktop.entries.record import NEWEST_FIRST, sees_private
from desktop.entries.record_ids import natural_id
from desktop.entries.references import Offer, name_of
from desktop.entries.saving import Refused, Saver
from desktop.language.dates import as_date, format_date
from desktop.language.vietnamese import fold
from desktop.law.legal import representatives_allowed
from desktop.office import Office
from desktop.registers.reception_session import ACTORS, KINDS
from desktop.registers.reception_visit import CATEGORIES

CODE: Final = "reception_visit"
NEW_TODAY: Final = "+today"
"""Stands for today's session that is written with the first visit."""
_OFFERED: Final = 30


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """The sessions that a visit may stand in, and the one chosen by itself ("" when it has to be chosen)."""

    offers: tuple[Offer, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest visit of the same person. `times`: how often he came."""

    id: str
    name: str
    times: int
    number: str
    day: str
    category: str
    case_key: str | None


def session_choice(office: Office) -> SessionChoice:
    """Return today's sessions first, then the latest ones; today's is chosen, and made with the visit when there is none."""
    today = office.clock.today().isoformat()
    own, until = Is("_unit", "=", office.identity.unit), Is("_date", "<=", today)
    found = lookup.listing(office, sessions.CODE, Ask(where=(own, until), order=NEWEST_FIRST, limit=_OFFERED)).records
    with office.reading() as connection:
        names = Names(office, connection)
        names.learn(sessions.CODE, [one.id for one in found])
        offers = [Offer(one.id, names(("reception_session",), one.id) or "") for one in found if one.status != "nhap"]
    ours = [one for one in found if one.event_date == today and one.status != "nhap" and one.values["held"] is not False]
    waiting = sorted(ours, key=lambda one: one.values["held"] is not None)
    if waiting:
        return SessionChoice(tuple(offers), waiting[0].id)
    new = Offer(NEW_TODAY, f"{KINDS['thuong_xuyen']} {format_date(today)} · {ACTORS['can_bo']} (phiên mới)")
    return SessionChoice((new, *offers), NEW_TODAY)


def open_visit(office: Office, record: str | None, copy_of: str | None = None) -> "OpenedVisit":
    """Return what the form of a visit begins with, its session chosen.

    Raises:
        Problem: unknown_record, not_allowed.
    """
    opened = entry_form.open_form(office, CODE, record, copy_of=copy_of)
    choice = session_choice(office)
    held = str(opened.values.get("session_id") or "")
    if opened.record is not None and held:
        known = any(one.id == held for one in choice.offers)
        offers = choice.offers if known else (Offer(held, name_of(office, (sessions.CODE,), held)), *choice.offers)
        choice = SessionChoice(offers, held)
    values = {**opened.values, "session_id": choice.chosen}
    return OpenedVisit(
        opened.register, opened.record, values, opened.heads, opened.heads_of, opened.draft, opened.next_number, choice
    )  # fmt: skip


@dataclass(frozen=True)
class OpenedVisit(entry_form.Opened):
    """The form of a visit, with the sessions that it may stand in."""

    sessions: SessionChoice


def preview(office: Office, values: Mapping[str, object], record: str | None) -> entry_form.Preview:
    """Return what a visit as typed would come to; today's session need not be written yet."""
    today = {"_date": office.clock.today().isoformat()}
    return entry_form.preview(office, CODE, values, record, unwritten={NEW_TODAY: today})


def representatives(office: Office, values: Mapping[str, object], day: str | None) -> int | None:
    """Return how many may speak for the people of a visit, None where the law sets no number."""
    people = values.get("people_count")
    if not isinstance(people, int) or day is None:
        return None
    return representatives_allowed(office.law_of(office.identity.unit).rules, people, as_date(day))


def make_today(office: Office, *, held: bool = True) -> str:
    """Write today's session of the reception desk and return its id; an office without a place gets its own seat as one.

    Raises:
        Problem: not_allowed.
    """
    with records.saving(office) as saver:
        return _make_today(saver, held=held)


def _make_today(saver: Saver, *, held: bool = True) -> str:
    office, register = saver.office, records.to_write(saver.office, sessions.CODE)
    last = entry_form.defaults(office, saver.connection, register)
    if not last.get("place"):
        places = office.reader(saver.connection).rows(Query("place", units=(saver.unit,)), limit=1)
        last["place"] = places[0]["_id"] if places else _own_seat(saver)
    day = office.clock.today().isoformat()
    values: dict[str, Any] = {"kind": "thuong_xuyen", "planned_date": day, "actor": "can_bo", "place": last["place"], "held": held}
    return saver.add(register, values, natural_id(register, saver.unit, values), draft=False).record


def _own_seat(saver: Saver) -> str:
    own = saver.office.home_unit
    seat = {"name": f"Trụ sở {'' if own.is_agency else 'UBND '}{own.named}", "kind": "tru_so"}
    return saver.add(records.to_write(saver.office, "place"), seat, None, draft=False).record


def save(office: Office, record: str | None, values: Mapping[str, object], base: Sequence[str] = ()) -> entry_form.Saved:
    """Save a visit; in the same transaction its session is made, or written as held.

    Raises:
        Problem: what `entry_form.save` raises.
    """
    with records.saving(office) as saver:
        if values.get("session_id") == NEW_TODAY:
            values = {**values, "session_id": _make_today(saver)}
        elif values.get("session_id"):
            _note_held(saver, str(values["session_id"]))
        written = entry_form.write(saver, CODE, record, values, base)
        _share_case(saver, saver.current(written.register, written.outcome.record))
    return entry_form.finished(office, written)


def _share_case(saver: Saver, values: Mapping[str, object]) -> None:
    """Give the visit before the same matter, so that both count as one case; what is closed stays as it was counted."""
    before, key = values.get("prev_visit_id"), values.get("case_key")
    if not before or not key:
        return
    found = lookup.show(saver.office, CODE, str(before))
    if found.values["case_key"] or found.status == "da_khoa" or found.unit != saver.unit:
        return
    closings = saver.office.law_of(found.unit).closings
    if not any(one.first <= (found.event_date or "") <= one.last for one in closings):
        with suppress(Refused):  # what the visit before may not hold, or lacks, is no reason to refuse this one
            saver.edit(registers.ALL[CODE], found.id, {"case_key": key}, base=None)


def _note_held(saver: Saver, session: str) -> None:
    found = lookup.show(saver.office, sessions.CODE, session)
    if found.values["held"] is None and found.unit == saver.unit:
        saver.edit(records.to_write(saver.office, sessions.CODE), session, {"held": True}, base=None)


def earlier(office: Office, name: str, village: str | None, apart: str | None = None) -> Earlier | None:
    """Return the newest visit of somebody of that name (and village, where both say one); None for who never came.

    Args:
        office: The opened office.
        name: As typed; marks and case aside.
        village: The id of the village, None when it is not said.
        apart: The visit that is being written.
    """
    register = registers.ALL[CODE]
    wanted = fold(name)
    if len(wanted) < 3 or not sees_private(register, office.user.roles):
        return None
    with office.reading() as connection:
        query = Query(CODE, search=name, search_private=True, units=(office.identity.unit,))
        rows = office.reader(connection).rows(query, order=(*NEWEST_FIRST, Order("_series", descending=True)))
    same = [
        row
        for row in rows
        if fold(str(row["citizen_name"] or "")) == wanted and row["_id"] != apart and (not village or row["village_id"] in (None, village))
    ]
    if not same:
        return None
    last = same[0]
    key = last["case_key"]
    return Earlier(
        str(last["_id"]), str(last["citizen_name"]), len(same), shown_number(str(last["_book_no"] or "")),
        format_date(str(last["_date"])) if last["_date"] else "", CATEGORIES.get(str(last["category"]), ""), str(key) if key else None,
    )  # fmt: skip


def address_of(office: Office, village: str) -> str:
    """Return the address that a village stands for: "Bản Seo Thèn A, xã Pa Vệ Sủ"; "" when it is not here.

    The kind is said once, also where the village's name was written with it.
    """
    with office.reading() as connection:
        row = office.projector(connection).row("village", office.identity.unit, village)
    if row is None:
        return ""
    kind = registers.ALL["village"].by_name["type"].options.get(str(row["type"]), "")
    name, unit = str(row["name"]), office.home_unit
    named = name if fold(name).startswith(f"{fold(kind)} ") else f"{kind} {name}".strip()
    return f"{named}, {unit.named}"


def held_empty_today(office: Office) -> tuple[list[str], list[str]]:
    """Write today's sessions as held with nobody coming; return what was written, and which of them were made for it.

    Raises:
        Problem: what `make_today` raises.
    """
    found = sessions.of_day(office, office.clock.today().isoformat())
    waiting = [one.id for one in found if one.values["held"] is None and one.status != "nhap"]
    if waiting:
        return sessions.held_empty(office, waiting), []
    if found:
        return [], []
    made = make_today(office)
    return [made], [made]


def undo_held(office: Office, written: Sequence[str], made: Sequence[str]) -> None:
    """Take "trực, không có ai đến" back: what was made for it is struck out, the others wait again."""
    for record in written:
        if record in made:
            records.strike_out(office, sessions.CODE, record)
        else:
            records.edit(office, sessions.CODE, record, {"held": None, "actual_date": None})


def waiting_in_month(office: Office) -> list[Offer]:
    """Return the planned sessions of this month until today that nobody has written yet, in order of days."""
    today = office.clock.today()
    span = (date(today.year, today.month, 1).isoformat(), today.isoformat())
    asked = Ask(where=(Is("_unit", "=", office.identity.unit), Is("held", "null")), period=span, order=(Order("_date"),))
    found = [one for one in lookup.listing(office, sessions.CODE, asked).records if one.status != "nhap"]
    with office.reading() as connection:
        names = Names(office, connection)
        return [Offer(one.id, names(("reception_session",), one.id) or "") for one in found]
