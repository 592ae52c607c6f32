"""What the first page says: what is due, how the period and the targets stand, what waits to travel, what is wrong.

Days left are working days where the law counts them so. Warnings come worst first, each with what to do about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from db.driver import Connection
from db.query import Query
from desktop import registers
from desktop.actions import adopting, clock_doubt, due, duplicates, figures, new_station, parcels
from desktop.actions.status import status
from desktop.language.dates import as_date, format_date
from desktop.law.unit_law import Law
from desktop.office import Office
from desktop.registers.model import Register
from desktop.reporting.closing import Readiness, readiness
from desktop.reporting.due_item import DueItem
from desktop.reporting.periods import HAPPENED, Standing, known_codes, standing
from desktop.reporting.review import of_units

SOON: Final = 7
STALE_BACKUP: Final = 7
_SILENT: Final = "not_reported"
_WORKING: Final = "ngày làm việc"
"""Stands in the basis of a term that the law counts in working days; a report's day is known by its date alone."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """A thing to do and the days left: working days when `working`, negative when past, None without a day."""

    item: DueItem
    left: int | None
    working: bool


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A register in a period: what is in it, and `state`: co, khong, khong_ap_dung or "" (nothing said)."""

    code: str
    title: str
    amount: str
    state: str


@dataclass(frozen=True, slots=True)
class PeriodCard:
    """The period at hand. `counts`: on an upper desk state → units; `ready` is what the own unit still lacks."""

    standing: Standing
    lines: tuple[RegisterLine, ...]
    ready: Readiness | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing that is wrong: `kind` err, warn or held, what, what to do, and the place where ("" for none)."""

    kind: str
    what: str
    next_step: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the first page. `silent`: units below whose report is not here, apart from what is due here."""

    day: date
    due: tuple[DueLine, ...]
    silent: tuple[DueLine, ...]
    period: PeriodCard | None
    targets: tuple[dict[str, Any], ...]
    waiting: parcels.Waiting | None
    below: tuple[parcels.Below, ...]
    held: tuple[str, ...]
    last_backup: str | None
    warnings: tuple[Warning, ...]

    @property
    def overdue(self) -> int:
        """How many things are past their day."""
        return sum(one.left is not None and one.left < 0 for one in self.due)

    @property
    def soon(self) -> int:
        """How many things fall due within a week."""
        return sum(one.left is not None and 0 <= one.left <= SOON for one in self.due)

    @property
    def returned(self) -> tuple[DueItem, ...]:
        """What came back from above."""
        return tuple(one.item for one in self.due if one.item.kind == "returned")


def look(office: Office) -> Today:
    """Return what the first page shows to who is signed in."""
    day, upper = office.clock.today(), office.identity.is_upper
    stands = status(office)
    lines = [_due_line(office, item, day) for item in due.listing(office, SOON)]
    card = _card(office)
    return Today(
        day, tuple(one for one in lines if one.item.kind != _SILENT), tuple(one for one in lines if one.item.kind == _SILENT), card,
        tuple(_targets(office, card)), None if upper else parcels.waiting_up(office),
        tuple(one for one in parcels.waiting_down(office) if one.what) if upper else (),
        tuple(one["file"] for one in stands["held"]), stands["last_backup"], tuple(_warnings(office, stands, day)),
    )  # fmt: skip


def _due_line(office: Office, item: DueItem, day: date) -> DueLine:
    left = item.days_left(day)
    if left is None or item.due_on is None or item.period or _WORKING not in item.basis:
        return DueLine(item, left, working=False)
    return DueLine(item, working_days_left(office.law_of(office.identity.unit), day, as_date(item.due_on)), working=True)


def working_days_left(law: Law, day: date, last: date) -> int:
    """Return the working days from `day` to `last`, negative when it is past; never 0 for another day than `day`."""
    if last >= day:
        return max(law.calendar.working_days_between(day, last), int(last > day))
    return -max(law.calendar.working_days_between(last, day), 1)


def current_period(office: Office) -> str | None:
    """Return the period that has to be worked on: the oldest begun one that is not closed, else the newest known one."""
    with office.reading() as connection:
        found = _current(office, connection)
    return found.code if found else None


def _current(office: Office, connection: Connection) -> Standing | None:
    today = office.clock.today().isoformat()
    codes = known_codes(office, connection, office.identity.unit)
    found = sorted((standing(office, connection, office.identity.unit, code) for code in codes), key=lambda one: one.period.last)
    begun = [one for one in found if one.period.first <= today]
    newest = next(reversed(begun or found), None)
    if office.identity.is_upper:
        return newest
    return next((one for one in begun if one.state in ("open", "returned")), newest)


def _card(office: Office) -> PeriodCard | None:
    with office.reading() as connection:
        found = _current(office, connection)
        if found is None:
            return None
        if office.identity.is_upper:
            days = (found.period.first, found.period.last)
            below = of_units(office, connection, found.code, [one.key for one in office.directory.below(office.identity.unit, days)])
            states = [one.state for one in below]
            return PeriodCard(found, (), None, {state: states.count(state) for state in dict.fromkeys(states)})
        ready = readiness(office, connection, found.code) if found.state in ("open", "returned") else None
        return PeriodCard(found, tuple(register_lines(office, connection, found)), ready, {})


def register_lines(office: Office, connection: Connection, found: Standing) -> list[RegisterLine]:
    """Return the registers that a period asks about, those that nobody has spoken for first."""
    reader, owner = office.reader(connection), (found.unit,)
    lines = []
    for code, register in registers.ALL.items():
        if not registers.is_declared(register) or (office.home_unit.is_agency and register.communal):
            continue
        counted = [register, *_children(code)]
        amounts = [(reader.count(Query(one.code, found.period.dated(), units=owner)), one.noun) for one in counted]
        said = ", ".join(f"{n} {noun}" for n, noun in amounts if n) or "0"
        state = found.declared.get(code, "")
        lines.append(RegisterLine(code, register.title, said, state))
    return sorted(lines, key=lambda one: (bool(one.state), one.state != HAPPENED))


def _children(code: str) -> list[Register]:
    """Return the registers whose records hang on one of this register and have a day of their own."""
    return [one for one in registers.ALL.values() if one.parent and one.dated_by and one.by_name[one.parent].to == (code,)]


def _targets(office: Office, card: PeriodCard | None) -> Sequence[dict[str, Any]]:
    if card is None:
        return ()
    answer = figures.targets(office, card.standing.code)
    items: list[dict[str, Any]] = answer["total"]["items"] if answer["total"] else answer["rows"][0]["items"]
    return items


def _warnings(office: Office, stands: dict[str, Any], day: date) -> list[Warning]:
    found = []
    if why := new_station.reason_of(office):
        found.append(Warning("err", why.title, why.what_to_do, "connect"))
    if stands["clock"] == "doubtful":
        found.append(Warning("err", "Đồng hồ của máy có thể sai", clock_doubt.doubt(office)))
    if not office.identity.enrolled:
        found.append(
            Warning("warn", "Trạm chưa được chứng nhận", "Ghi sổ được, chưa gửi gói được. Đưa phiếu kết nối cho cấp trên.", "connect")
        )
    if set_aside := adopting.count(office):
        found.append(Warning("warn", f"{set_aside} thao tác ghi ở máy bị thu hồi không tính vào sổ", "Xem, nhận lại nếu đúng.", "refused"))
    if alike := duplicates.count(office):
        found.append(Warning("warn", f"{alike} bản ghi có thể trùng nhau", "Xem, là một thì gộp.", "duplicates"))
    if stands["quarantine"]:
        kept = len(stands["quarantine"])
        found.append(Warning("warn", f"{kept} gói không nhập được, giữ riêng để kiểm tra", "Gọi nơi gửi xuất lại gói khác."))
    if stands["held"]:
        gaps = ", ".join(f"{first}–{last}" for one in stands["held"] for first, last in one["missing"])
        words = f"Còn thiếu đoạn {gaps}; tự vào khi có gói chứa đoạn đó." if gaps else "Chờ chứng nhận của máy gửi; có thì tự vào."
        found.append(Warning("held", f"{len(stands['held'])} phần gói đang giữ lại", words))
    last = stands["last_backup"]
    if last and (day - datetime.fromisoformat(last).date()).days > STALE_BACKUP:
        when = f"Sao lưu lần cuối {format_date(last[:10])}"
        found.append(Warning("warn", when, "Sao lưu ra USB riêng trong tuần này.", "settings:backup"))
    return found
