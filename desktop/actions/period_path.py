"""The first step of a period's path: every line that stands between the office and a close, unfinished ones first.

Drafts, conflicts, failed cross-checks and registers that nobody has spoken for stop a close; what came back from above
and what a target still lacks are shown with them, as they are what the reader of the report asks about first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from db.driver import Connection
from db.query import Query
from desktop import registers
from desktop.actions import figures, parcels
from desktop.actions.today import register_lines
from desktop.forms import ITEMS, cell_name
from desktop.language.dates import format_date
from desktop.office import Office
from desktop.reporting.below import changed_below, changed_words
from desktop.reporting.closing import CONFLICTS, DRAFTS, ORPHANS, CheckLine, Readiness, as_closed, draft_ids, readiness
from desktop.reporting.late import HOWS, Late, before_it_below, late
from desktop.reporting.periods import HAPPENED, Standing, standing
from desktop.reporting.review import Difference
from desktop.reporting.signing_officials import in_office, rank_for
from desktop.reports.late_appendix import form_title, shown

_MOST_CELLS: Final = 4
Tone = Literal["err", "warn", "ok", "returned", "outline"]
_NAMES: Final = {DRAFTS: "Bản nháp", CONFLICTS: "Mâu thuẫn", ORPHANS: "Thuộc bản ghi đã gạch bỏ"}
_SAID: Final = {HAPPENED: "Đủ", "khong": "Không phát sinh", "khong_ap_dung": "Không áp dụng"}


@dataclass(frozen=True, slots=True)
class PathLine:
    """One line. `stops`: it stops a close; `register`, `record`, `cell` say where it is mended; `check` names a failed one."""

    title: str
    amount: str
    tone: Tone
    state: str
    todo: str = ""
    stops: bool = False
    register: str = ""
    record: str = ""
    cell: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A period of the own unit: where it stands, its lines, what is missing, who may sign, and who below changed since the close."""

    standing: Standing
    ready: Readiness
    lines: tuple[PathLine, ...]
    officials: tuple[tuple[str, str], ...]
    siblings: tuple[tuple[str, str | None], ...]
    changed: str = ""

    @property
    def sayable(self) -> frozenset[str]:
        """Registers of which something may be declared now, or said otherwise: those without records."""
        if self.standing.state not in ("open", "returned"):
            return frozenset()
        return frozenset({*self.ready.undeclared, *(code for code, said in self.standing.declared.items() if said != HAPPENED)})

    @property
    def crossed(self) -> tuple[int, int]:
        """How many cross-checks of the forms hold, of how many."""
        found = [one for one in self.ready.checks if one.check not in _NAMES]
        return sum(one.ok for one in found), len(found)


def look(office: Office, code: str) -> Path:
    """Return the path of a period.

    Raises:
        Problem: unknown_period.
    """
    with office.reading() as connection:
        found = standing(office, connection, office.identity.unit, code)
        came, below = late(office, connection, found), before_it_below(office, connection, found)
        changed = changed_words(office, changed_below(office, connection, found))
        ready = as_closed(found) or readiness(office, connection, code, found)
        books = register_lines(office, connection, ready.standing)
        unfinished = _first_draft(office, connection, ready.standing)
        officials = office.reader(connection).rows(Query("official", units=(office.identity.unit,)))
    others = tuple(parcels.siblings(office))
    lines = [*_late(came), *_late_below(office, below), *_checks(ready, unfinished), *_returned(ready.standing)]
    for one in books:
        if one.state:
            lines.append(PathLine(one.title, one.amount, "ok", _SAID[one.state], register=one.code))
        else:
            lines.append(
                PathLine(
                    one.title,
                    one.amount,
                    "warn",
                    "Chưa khai",
                    "Khai “không phát sinh” (F6), riêng sổ này (F7)",
                    stops=True,
                    register=one.code,
                )
            )
    lines += [*_targets(office, ready.standing), *_siblings(others)]
    today = office.clock.today().isoformat()
    agency = office.home_unit.is_agency
    ranked = [(rank_for(str(row["position"] or ""), agency=agency), row) for row in officials if in_office(row, today)]
    signers = [row for wanted in ("head", "acting", "deputy") for rank, row in ranked if rank == wanted]
    named = tuple((str(row["_id"]), f"{row['position'] or ''} {row['name'] or ''}".strip()) for row in signers)
    return Path(ready.standing, ready, tuple(sorted(lines, key=_rank)), named, others, changed)


def _rank(line: PathLine) -> tuple[bool, int]:
    return not line.stops, {"err": 0, "returned": 1, "warn": 2, "ok": 3, "outline": 4}[line.tone]


def _first_draft(office: Office, connection: Connection, found: Standing) -> tuple[str, str]:
    """Return register and record of a draft that stops the close; ("", "") without one."""
    dated = (code for code, one in registers.ALL.items() if one.dated_by)
    return next(((code, record) for code in dated for record in draft_ids(office, connection, found.period, code)), ("", ""))


def _checks(ready: Readiness, unfinished: tuple[str, str]) -> Iterator[PathLine]:
    for one in ready.checks:
        register, record = unfinished if one.check == DRAFTS else ("", "")
        name = _NAMES.get(one.check)
        if one.ok and name and one.check != ORPHANS:
            yield PathLine(name, "0", "ok", "Không có")
        elif one.overridden:
            reason = ready.standing.closing.overrides[one.check] if ready.standing.closing else ""
            yield PathLine(name or f"Biểu {one.check.rpartition(':')[0]}", "", "outline", "Đã nêu lý do", f"{one.message} Lý do: {reason}")
        elif not one.ok:
            form, _, rule = one.check.rpartition(":")
            yield PathLine(
                name or f"Biểu {form}", "", "err", _failed(one), one.message, stops=True, check=one.check,
                register=register, record=record, cell=f"{form}:{rule.partition('=')[0].rstrip('<')}" if form else "",
            )  # fmt: skip


def _late(came: Late | None) -> Iterator[PathLine]:
    """Tell what came after the close: by register what happened, by form which figures of the report it would change."""
    if not came:
        return
    told = "Ghi ở phụ lục của báo cáo kỳ sau; mở lại kỳ nếu phải sửa báo cáo này"
    for code, hows in came.counts().items():
        amount = ", ".join(f"{n} {HOWS[how]}" for how, n in hows.items())
        only = next((one.id for one in came.records if one.register == code), "") if sum(hows.values()) == 1 else ""
        yield PathLine(f"Bổ sung: {registers.ALL[code].title}", amount, "returned", "Sau chốt", told, register=code, record=only)
    by_form: dict[str, list[Difference]] = {}
    for one in came.cells:
        by_form.setdefault(one.form, []).append(one)
    for form, cells in by_form.items():
        changes = "; ".join(f"{_place(one)}: {shown(one, one.declared)} → {shown(one, one.computed)}" for one in cells[:_MOST_CELLS])
        more = f"; và {len(cells) - _MOST_CELLS} ô khác" if len(cells) > _MOST_CELLS else ""
        name = form_title(form)
        yield PathLine(name, f"{len(cells)} ô sẽ đổi", "returned", "Sau chốt", f"{_upper(changes)}{more}", cell=f"{form}:{cells[0].cell}")


def _late_below(office: Office, came: Sequence[Late]) -> Iterator[PathLine]:
    """Tell what came late to the period before in a unit below: it stands in an annex of this report."""
    for one in came:
        hows = ", ".join(f"{n} {HOWS[how]}" for how in HOWS if (n := sum(late.how == how for late in one.records)))
        told = f"{one.of.period.label[:1].upper()}{one.of.period.label[1:]}, ghi ở phụ lục của báo cáo này"
        amount = hows or f"{len(one.cells)} ô"
        yield PathLine(f"Bổ sung kỳ trước: {office.directory.unit(one.of.unit).named}", amount, "outline", "Bổ sung", told)


def _place(one: Difference) -> str:
    return one.cell if one.form in ITEMS else f"cột {one.cell}"


def _failed(one: CheckLine) -> str:
    return {DRAFTS: "Còn nháp", CONFLICTS: "Chưa chọn", ORPHANS: "Xem lại"}.get(one.check, "Chưa khớp")


def _returned(found: Standing) -> Iterator[PathLine]:
    for one in found.comments:
        where = f"{_upper(cell_name(one.cell, found.period.span.to_date))}: " if one.cell else ""
        yield PathLine("Mục bị trả lại", "1", "returned", "Phải sửa", f"{where}“{one.text}”", record=one.record, cell=one.cell)


def _targets(office: Office, found: Standing) -> Iterator[PathLine]:
    answer = figures.targets(office, found.code)
    for item in answer["rows"][0]["items"]:
        for part in [part for part in item["parts"] if part["missing"]] or [item]:
            if part["missing"]:
                first = part["missing"][0]
                done = f"{part['numerator']}/{part['denominator']}"
                more = f" (và {len(part['missing']) - 1} chỗ khác)" if len(part["missing"]) > 1 else ""
                yield PathLine(
                    f"{part['code']} {part['title']}", done, "warn", f"Thiếu {len(part['missing'])}", f"{_upper(first['text'])}{more}",
                    register=first["register"], record=first["id"] or "",
                )  # fmt: skip


def _siblings(others: Sequence[tuple[str, str | None]]) -> Iterator[PathLine]:
    for series, came in others:
        name = f"Máy khác (sổ {series})" if series else "Máy khác"
        amount = f"nhập {format_date(came[:10])}" if came else "chưa nhập lần nào"
        yield PathLine(name, amount, "ok" if came else "outline", "Đã nhập" if came else "Chưa nhập")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def declarable(path: Path) -> list[str]:
    """Return the titles of the registers that one declaration would name."""
    return [registers.ALL[code].title for code in path.ready.undeclared]
