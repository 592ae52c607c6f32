"""The five targets of the plan, DV-01 and DV-15, by the dossier §7.1, §7.2 and the contract's chapter of cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.oracle.book import Book, Count, Figures, Row, Share, Span, distinct, pick, ratio

LAW = "10/2022/QH15"
MAKING_KNOWN = {"quan_triet", "tuyen_truyen", "pbgdpl"}
LEADER, OFFICER = "lanh_dao", "chuyen_vien"
TRAINED_SINCE = "2023-01-01"
NOT_APPLICABLE, NOT_DUE = "khong_ap_dung", "chua_den_ky"
KEPT = (
    "admin_stat", "commitment", "committee_meeting", "community_decision", "consultation", "contribution", "coop_activity",
    "council_question", "model", "denunciation_stat", "dialogue", "dissemination", "doc_review", "inspection", "media_item",
    "mediation_case", "mediation_month", "oversight_activity", "petition", "plan_doc", "publication", "reception_session",
    "report_issue", "review_event", "reward", "training_session", "village_conference", "violation_stat", "voter_meeting",
    "voter_petition",
)  # fmt: skip
"""Every dated register that is no child and no table."""


@dataclass(frozen=True)
class Item:
    """A target or indicator of one unit, or of several together."""

    code: str
    numerator: int | None
    denominator: int | None = None
    met: bool | None = None
    why: str | None = None
    parts: tuple["Item", ...] = ()

    @property
    def ratio(self) -> str | None:
        return ratio(self.numerator or 0, self.denominator or 0) if self.numerator is not None else None

    def told(self) -> dict[str, object]:
        """Return what has to be the same."""
        return {
            "code": self.code, "numerator": self.numerator, "denominator": self.denominator, "ratio": self.ratio, "met": self.met,
            "why": self.why, "parts": [part.told() for part in self.parts],
        }  # fmt: skip


def judged(code: str, *parts: Item) -> Item:
    """A target is met when every part that is judged is met."""
    known = [part.met for part in parts if part.met is not None]
    if not known:
        return Item(code, 0, 0, None, parts[0].why, parts)
    return Item(code, int(all(known)), 1, all(known), None, parts)


def together(items: list[Item]) -> Item:
    """One that failed decides; while one is not judged yet, all is not met; whom it does not concern is left out."""
    first = items[0]
    numbers = [[one.numerator for one in items], [one.denominator for one in items]]
    numerator, denominator = (sum(n for n in some if n is not None) if any(n is not None for n in some) else None for some in numbers)
    concerned = [one for one in items if one.why != NOT_APPLICABLE]
    met, why = None, None
    if any(one.met is False for one in items):
        met = False
    elif not concerned:
        why = NOT_APPLICABLE
    elif open_ones := [one for one in concerned if one.met is None]:
        why = open_ones[0].why
    else:
        met = True
    parts = tuple(together([one.parts[place] for one in items]) for place in range(len(first.parts)))
    return Item(first.code, numerator, denominator, met, why, parts)


def is_of_year(plan: Row, year: str) -> bool:
    """A plan is of the year in which it begins to be carried out, else of that in which it was issued."""
    return str(plan["horizon_from"] or plan["issued_on"] or "")[:4] == year


def documents(book: Book, span: Span) -> dict[str, bool]:
    """Return the documents of the year, and whether each was made known from 1 January on."""
    told = book.this_year("dissemination", span, kind=MAKING_KNOWN)
    asked = [row["id"] for row in book.all("doc_catalog") if row["mandatory_year"] == int(span.year)]
    return {one: any(one in (row["docs"] or ()) for row in told) for one in asked}


def valid_on(rows: Iterable[Row], day: str) -> list[Row]:
    return [row for row in rows if row["valid_from"] and row["valid_from"] <= day <= (row["valid_to"] or "9999")]


def assigned(book: Book, span: Span) -> list[Row]:
    return pick(valid_on(book.all("assignment"), span.last), role={LEADER, OFFICER})


def persons(rows: Iterable[Row]) -> set[str]:
    return {row["official_id"] for row in rows}


def trained(book: Book, span: Span, wanted: set[str], since: str = TRAINED_SINCE) -> set[str]:
    """Return who of these was present at a class on the Law, of the unit's own or elsewhere."""
    attended = pick(book.within("training_attendance", since, span.last), present=True)
    return {row["official_id"] for row in attended if "luat_thdccs" in book.find(row["session_id"])["topics"]} & wanted


def weeks(book: Book, span: Span) -> list[tuple[str, str]]:
    """Return Monday and Sunday of the weeks whose Thursday lies in the period, but for those in which nobody works."""
    kinds = {row["date"]: row["kind"] for row in book.all("holiday")}
    found, day = [], date.fromisoformat(span.first)
    while day <= date.fromisoformat(span.last):
        if day.isoweekday() == 4:
            week = [day + timedelta(days=n) for n in range(-3, 4)]
            works = [
                kinds.get(one.isoformat()) == "lam_bu" or (one.isoweekday() < 6 and kinds.get(one.isoformat()) != "nghi") for one in week
            ]
            if any(works):
                found.append((week[0].isoformat(), week[-1].isoformat()))
        day += timedelta(days=1)
    return found


def ct1(book: Book, span: Span) -> Item:
    known = documents(book, span)
    first = Item("CT1a", sum(known.values()), len(known), all(known.values()) if known else None, None if known else NOT_APPLICABLE)
    law = {row["id"] for row in book.all("doc_catalog") if row["number"] == LAW}
    plans = pick(book.within("plan_doc", "", span.last), kind={"kh_dan_van", "kh_qcdc"})
    told = [row for row in book.this_year("dissemination", span, kind=MAKING_KNOWN) if law & set(row["docs"] or ())]
    rules = valid_on(pick(book.all("democracy_rule"), kind="qcdc_xa"), span.last)
    done = any(is_of_year(plan, span.year) for plan in plans) and bool(told) and bool(rules)
    return judged("CT1", first, Item("CT1b", int(done), 1, done))


def ct2(book: Book, span: Span) -> Item:
    plans = pick(book.within("plan_doc", "", span.last), kind="kh_dan_van")
    numbered = [one for one in plans if is_of_year(one, span.year) and one["doc_no"]]
    people, democracy = ({"dan_van", "ca_hai"}, {"qcdc", "ca_hai"})
    lead, follow = (len(persons(pick(assigned(book, span), scope=people, role=role))) for role in (LEADER, OFFICER))
    both = sum(bool(pick(assigned(book, span), scope=democracy, role=role)) for role in (LEADER, OFFICER))
    return judged(
        "CT2", Item("CT2a", len(numbered), 1, bool(numbered)), Item("CT2b", lead, 1, lead > 0), Item("CT2c", follow, 1, follow > 0),
        Item("CT2d", both, 2, both == 2),
    )  # fmt: skip


def ct3(book: Book, span: Span) -> Item:
    registered = len(book.this_year("model", span))
    evaluated = book.within("model_evaluation", span.new_year, span.looks_until)
    best = distinct(
        [row for row in evaluated if row["result"] == "tieu_bieu" or (row["result"] == "dat" and row["decision_no"])], "model_id"
    )
    early = span.last < f"{span.year}-10-01" and not best
    exemplary = Item("CT3b", 0, 1, None, NOT_DUE) if early else Item("CT3b", best, 1, best > 0)
    return judged("CT3", Item("CT3a", registered, 1, registered > 0), exemplary)


def ct4(book: Book, span: Span) -> Item:
    wanted = persons(pick(assigned(book, span), scope={"qcdc", "ca_hai"}))
    done, now = trained(book, span, wanted), trained(book, span, wanted, span.new_year)
    why = None if wanted else NOT_APPLICABLE
    part = Item("CT4y", len(now), len(wanted), None, why)
    return Item("CT4", len(done), len(wanted), len(done) == len(wanted) if wanted else None, why, (part,))


def ct5(book: Book, span: Span) -> Item:
    asked = weeks(book, span)
    regular = pick(book.all("reception_session"), kind="dinh_ky", held=True)

    def kept(actors: set[str]) -> int:
        days = [row["day"] for row in pick(regular, actor=actors)]
        return sum(any(monday <= day <= sunday for day in days) for monday, sunday in asked)

    ok, why = kept({"thu_truong"}), None if asked else NOT_APPLICABLE
    reception = Item("CT5a", ok, len(asked), ok == len(asked) if asked else None, why)
    own = pick(book.within("dialogue", span.new_year, span.looks_until), kind={"hang_nam", "dinh_ky_qc06"}, head_present=True)
    waits = not own and not span.closes_the_year
    dialogue = Item("CT5b", len(own), 1, None if waits else bool(own), NOT_DUE if waits else None)
    return judged("CT5", reception, dialogue, Item("CT5a'", kept({"thu_truong", "uy_quyen"}), len(asked), None, why))


def targets(book: Book, span: Span) -> list[Item]:
    return [one(book, span) for one in (ct1, ct2, ct3, ct4, ct5)]


DV_01 = (
    ("CT1", ("1", "2", "3", "4"), {"4a": "CT1a", "4b": "CT1b"}),
    ("CT2", ("5", "6", "7", "8"), {"8a": "CT2a", "8b": "CT2b", "8c": "CT2c", "8d": "CT2d"}),
    ("CT3", ("9", "10", "11", "12"), {"12a": "CT3a", "12b": "CT3b"}),
    ("CT4", ("13", "14", "15", "16"), {}),
    ("CT5", ("17", "18", "19", "20"), {"20a": "CT5a", "20b": "CT5b"}),
)


def dv_01(book: Book, span: Span) -> Figures:
    """The targets in columns: denominator, numerator, ratio, met, and the conditions that are met; empty where not judged."""
    found: Figures = {}
    by_code: Mapping[str, Item] = {one.code: one for item in targets(book, span) for one in (item, *item.parts)}

    def met(code: str) -> Count | None:
        one = by_code[code].met
        return None if one is None else Count(int(one), certain=True)

    for code, (whole, part, share, reached), conditions in DV_01:
        found |= {
            whole: Count(by_code[code].denominator or 0, certain=True), part: Count(by_code[code].numerator or 0, certain=True),
            share: Share(part, (whole,)), reached: met(code), **{column: met(one) for column, one in conditions.items()},
        }  # fmt: skip
    return found | {"16y": Count(by_code["CT4y"].numerator or 0, certain=True)}


def tasks(book: Book, span: Span) -> list[Row]:
    """A task is of the year in which it is due; one without a day is of the year of its plan."""

    def is_of(row: Row) -> bool:
        return row["due_on"][:4] == span.year if row["due_on"] else is_of_year(book.find(row["plan_id"]), span.year)

    return [row for row in book.all("plan_task") if is_of(row)]


def is_done(row: Row, span: Span) -> bool:
    return row["task_status"] == "xong" and bool(row["done_on"]) and row["done_on"] <= span.last


def is_dropped(row: Row, span: Span) -> bool:
    """Dropped by the last day; on no known day, always."""
    return row["task_status"] == "huy" and (row["dropped_on"] or "") <= span.last


def due(book: Book, span: Span) -> list[Row]:
    """Whose day has come, without the dropped ones."""
    return [row for row in tasks(book, span) if row["due_on"] and row["due_on"] <= span.last and not is_dropped(row, span)]


def spoken(book: Book, span: Span) -> tuple[int, int]:
    """Return how many registers the unit has to keep, and how many of them have rows or a declaration."""
    said = {row["register"]: row["state"] for row in pick(book.all("period_declaration"), period=span.code)}
    happened = {one for one in KEPT if book.has(one, span)}
    kept = [one for one in KEPT if one in happened or said.get(one) != NOT_APPLICABLE]
    return len(kept), sum(one in happened or one in said for one in kept)


def dv_15(book: Book, span: Span) -> Figures:
    """Tasks by the seven groups; what was due (I06), reports (I34), registers (I35)."""
    rows, come, reports = tasks(book, span), due(book, span), book.of("report_issue", span, version=1)
    kept, spoke = spoken(book, span)
    found: Figures = {}
    for group in range(8):
        some = rows if group == 0 else pick(rows, section=f"nv{group}")
        done = [row for row in some if is_done(row, span)]
        on_time = [row for row in done if not row["due_on"] or row["done_on"] <= row["due_on"]]
        late = [row for row in some if row in come and row["due_on"] < span.last and not is_done(row, span)]
        numbers = (len(some), len(done), len(on_time), len(late), len([row for row in some if is_dropped(row, span)]))
        found |= {str(group * 5 + place): Count(number, ("plan_task",)) for place, number in enumerate(numbers, 1)}
    return found | {
        "41": Count(len(come), ("plan_task",)), "42": Count(sum(is_done(row, span) for row in come), ("plan_task",)),
        "43": Share("42", ("41",)),
        "44": Count(len(reports), ("report_issue",)), "45": Count(len(pick(reports, on_time=True)), ("report_issue",)),
        "46": Share("45", ("44",)),
        "47": Count(kept, certain=True), "48": Count(spoke, certain=True), "49": Share("48", ("47",)),
    }  # fmt: skip
