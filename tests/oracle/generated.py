"""A year of a commune, made from the registers' own declarations: the same at every run, weighted to days on which it matters.

What a declaration leaves open is drawn: every choice, every tick, every number. Days fall mostly on the edges of periods (14 and
15, 31 December) and what follows them on the edge after. A row that the program refuses is left out, as a clerk would do.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from desktop import registers
from desktop.actions import periods, records
from desktop.errors import Problem
from desktop.registers.model import Field, Kind, Register
from tests.office import Desk

EDGES = (
    "2023-11-20", "2023-12-14", "2023-12-15", "2023-12-31", "2024-01-01", "2024-03-14", "2024-03-15", "2024-06-14", "2024-06-15",
    "2024-09-14", "2024-09-15", "2024-12-14", "2024-12-15", "2024-12-31",
)  # fmt: skip
QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
PERIODS = (*QUARTERS, "2024", "2024-01", "2024-05")
FIRST, DAYS = date(2023, 10, 1), 470
SPANS = (0, 0, 1, 5, 10, 20, 31, 45, 92, 120)
Row = dict[str, Any]
NUMBERS = {
    "village": 6, "official": 5, "organisation": 2, "place": 2, "plan_doc": 6, "assignment": 6, "plan_task": 9, "doc_catalog": 1,
    "dissemination": 10, "training_session": 5, "training_attendance": 8, "model": 8, "model_evaluation": 8, "reception_session": 8,
    "reception_visit": 16, "petition": 26, "denunciation_stat": 15, "dialogue": 3, "dialogue_opinion": 6, "commitment": 10,
    "mediation_team": 4, "mediation_case": 10, "mediation_month": 4, "council_question": 3, "voter_meeting": 4, "voter_petition": 11,
    "coop_activity": 8, "contribution": 5, "inspection": 9, "violation_stat": 5, "publication_plan": 6, "publication": 10,
    "community_decision": 6, "consultation": 5, "village_conference": 5, "board": 4, "oversight_activity": 10, "steering_committee": 1,
    "committee_meeting": 3, "doc_review": 6, "democracy_rule": 3, "media_item": 8, "admin_stat": 5, "review_event": 3, "reward": 6,
    "report_issue": 6, "period_declaration": 16, "opening_figure": 4,
}  # fmt: skip
"""How many rows of each register are tried, in the order in which one refers to another."""

DRAFTED = ("dissemination", "petition", "reception_visit", "commitment", "model")


@dataclass
class Year:
    """The year of one desk; `made` are the ids of its rows by register."""

    desk: Desk
    seed: int
    documents: list[str]
    made: dict[str, list[str]] = field(default_factory=dict)
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.made["doc_catalog"] = list(self.documents)

    def write(self) -> None:
        """Write everything through the way by which the window and the command line save."""
        for code, number in NUMBERS.items():
            self._save(code, [self._row(registers.ALL[code]) for _ in range(number)])
            if code == "reception_session":
                self._save(code, list(self._weekly()))
        for code in DRAFTED:
            records.add(self.desk.office, code, [(self._row(registers.ALL[code]), None)], draft=True)
        self._strike_out()

    def _save(self, code: str, rows: list[Row]) -> None:
        """Save the rows that are not refused."""
        while rows:
            try:
                added = records.add(self.desk.office, code, [(row, None) for row in rows])
            except Problem as problem:
                wrong = {error["index"] for error in problem.errors}
                rows = [row for place, row in enumerate(rows) if place not in wrong]
                continue
            self.made.setdefault(code, []).extend(one for one in added.ids if one not in self.made.get(code, ()))
            return

    def _strike_out(self) -> None:
        for code, ids in self.made.items():
            if code not in ("doc_catalog", "village", "period_declaration", "opening_figure"):
                for record in ids:
                    if self.chance.random() < 0.05:
                        records.strike_out(self.desk.office, code, record)

    def _weekly(self) -> Iterator[Row]:
        """The chairman's regular days: of the whole year, or of its first quarter only; some quarters have all, others not."""
        missed = self.chance.random() < 0.6
        for week in range(56 if self.seed % 2 else 15):
            day = date(2023, 12, 11) + timedelta(days=7 * week + self.chance.randrange(5))
            actor = "uy_quyen" if missed and self.chance.random() < 0.06 else "thu_truong"
            yield {"kind": "dinh_ky", "planned_date": day.isoformat(), "actor": actor, "held": True, "place": self.made["place"][0]}

    def _row(self, register: Register) -> Row:
        """Draw a row: what is asked for always, what may stay empty mostly."""
        row: Row = {}
        meant = _MEANT.get(register.code, {})
        for one in register.fields:
            if one.auto or (one.name in ("note", "village_id") and not one.is_required(row)):
                continue
            if one.asked_when and not one.asked_when(row):
                continue
            if not one.is_required(row) and one.name not in meant and self.chance.random() < 0.35:
                continue
            value = meant[one.name](self, row) if one.name in meant else self._value(one, row)
            if value is not None:
                row[one.name] = value
        return row

    def _value(self, one: Field, row: Mapping[str, Any]) -> Any:
        match one.kind:
            case Kind.CHOICE:
                return self.chance.choice([code for code in one.options if code != "to_cao"])
            case Kind.CHOICES:
                return self.chance.sample(list(one.options), self.chance.randint(1, min(3, len(one.options))))
            case Kind.REF:
                return self.one_of(*one.to)
            case Kind.REFS:
                pool = [record for code in one.to for record in self.made.get(code, ())]
                return self.chance.sample(pool, self.chance.randint(1, min(4, len(pool)))) if pool else None
            case Kind.COUNT:
                return self.chance.choice((one.minimum or 0, 1, 2, 3, 4, 5, 6, 9, 30))
            case Kind.DECIMAL:
                return self.chance.choice(("0.1", "0.2", "1", "2.75", "10", "300.05"))
            case Kind.DATE:
                return self._day(one, row)
            case Kind.FLAG:
                return self.chance.random() < 0.7
            case _:
                return f"{one.label} {self.chance.randrange(90)}"

    def one_of(self, *codes: str) -> str | None:
        pool = [record for code in codes for record in self.made.get(code, ())]
        return self.chance.choice(pool) if pool else None

    def _day(self, one: Field, row: Mapping[str, Any]) -> str:
        """A first day lies on an edge or anywhere; a later one on the edge after it, or so many days later."""
        earlier = [row[name] for name in row if name.endswith(("_on", "_date", "_from", "date")) and isinstance(row[name], str)]
        if not earlier:
            return self.any_day()
        begin = self.chance.choice(earlier) if one.name in ("due_on",) else max(earlier)
        later = [edge for edge in EDGES if edge >= begin]
        if later and self.chance.random() < 0.4:
            return later[0]
        return (date.fromisoformat(begin) + timedelta(days=self.chance.choice(SPANS))).isoformat()

    def any_day(self) -> str:
        if self.chance.random() < 0.4:
            return self.chance.choice(EDGES)
        return (FIRST + timedelta(days=self.chance.randrange(DAYS))).isoformat()


def _of(*values: Any) -> Callable[[Year, Row], Any]:
    return lambda year, row: year.chance.choice(values)


def _period(year: Year, row: Row) -> str:
    return year.chance.choice(PERIODS)


def _day(year: Year, row: Row) -> str:
    return year.any_day()


def _case(year: Year, row: Row) -> str | None:
    return year.chance.choice((None, None, "VV1", "VV2", "VV3", "VV4"))


def _up_to(name: str) -> Callable[[Year, Row], int]:
    return lambda year, row: year.chance.randint(0, row[name] or 0)


def _rest(whole: str, *parts: str) -> Callable[[Year, Row], int]:
    return lambda year, row: row[whole] - sum(row[part] for part in parts)


def _began(year: Year, row: Row) -> str:
    return year.chance.choice(("2020-05-01", "2023-01-01", year.any_day()))


_RECOMMENDED = {"recs_n": _of(0, 1, 2, 5), "recs_accepted_n": _up_to("recs_n"), "recs_answered_n": _up_to("recs_n")}
_OFFICIALS = {
    "handled_n": _of(0, 1, 4), "handled_officials_n": _up_to("handled_n"), "transferred_persons_n": _of(0, 2),
    "transferred_officials_n": _up_to("transferred_persons_n"), "prosecuted_persons_n": _of(0, 2),
    "prosecuted_officials_n": _up_to("prosecuted_persons_n"),
}  # fmt: skip
_MEANT: Mapping[str, Mapping[str, Callable[[Year, Row], Any]]] = {
    "plan_doc": {
        "kind": _of("kh_dan_van", "kh_qcdc", "kh_cong_khai", "qd_phan_cong", "ct_phoi_hop"),
        "horizon_from": _of(None, "2024-01-01", "2025-01-01"),
    },
    "plan_task": {
        "task_status": _of("chua", "dang", "xong", "xong", "huy", "huy"),
        "dropped_on": _day,
        "due_on": _day,
        "start_on": _of(None),
        "is_continuous": _of(None, None, True),
    },
    "assignment": {"role": _of("lanh_dao", "chuyen_vien"), "valid_from": _began, "valid_to": _of(None, None, "2024-06-14", "2024-12-13")},
    "dissemination": {"women": _up_to("participants"), "part_dtts": _up_to("participants"), "event_date": _day},
    "training_session": {"women_n": _up_to("present_n"), "topics": _of(["luat_thdccs"], ["luat_thdccs", "nd59"], ["hoa_giai"])},
    "model": {"registered_on": _day},
    "reception_visit": {"case_key": _case, "people_count": _of(1, 1, 2, 4, 5, 7), "replied_on": _day},
    "reception_session": {"actor": _of("thu_truong", "thu_truong", "uy_quyen", "can_bo")},
    "petition": {
        "received_on": _day,
        "case_key": _case,
        "action": _of(None, "thu_ly", "thu_ly", "thu_ly", "huong_dan", "chuyen_don", "don_doc", "luu"),
        **_OFFICIALS,
    },
    "denunciation_stat": {
        "paper_ref": lambda year, row: f"M{year.chance.randint(1, 99):02}/2024",
        "received_on": _day,
        "extended_n": _of(0, 1, 2),
        "case_key": _case,
        **_OFFICIALS,
    },
    "dialogue": {"women": _up_to("participants"), "announced_on": _day},
    "commitment": {
        "due_on": _day,
        "made_on": _day,
        "source_uid": lambda year, row: year.one_of("dialogue", "council_question", "inspection", "reception_session"),
    },
    "mediation_team": {
        "members_n": _of(3, 5, 8),
        "women_n": _of(1, 2),
        "trained_n": _of(0, 3),
        "active_from": _of(None, "2020-01-01", "2024-06-15"),
        "active_to": _of(None, "2024-03-13", "2024-06-14", "2024-09-15"),
    },
    "mediation_month": {
        "month": _of("2023-12", "2024-02", "2024-03", "2024-07", "2024-12"),
        "received": _of(4, 6),
        "thanh": _of(0, 2),
        "khong_thanh": _of(0, 1),
        "dang": _of(0, 1),
    },
    "mediation_case": {"received_on": _day, "outcome": _of("dang", "thanh", "thanh", "khong_thanh", "chuyen_co_quan", "ngoai_pham_vi")},
    "council_question": {"has_promise": _of(False)},
    "coop_activity": {"kind": _of("giam_sat", "giam_sat", "phan_bien", "van_dong"), "date_from": _day, **_RECOMMENDED},
    "contribution": {
        "period": _period,
        "activity_id": lambda year, row: year.one_of("coop_activity"),
        "model_id": _of(None),
        "program_id": _of(None),
        "decision_id": _of(None),
    },
    "violation_stat": {"period_id": _period},
    "publication_plan": {"planned_on": _day},
    "publication": {
        "doc_date": _day,
        "start_on": lambda year, row: (
            date.fromisoformat(row["doc_date"]) + timedelta(days=year.chance.choice((0, 3, 5, 7, 30)))
        ).isoformat(),
        "forms": _of(["HT_a"], ["HT_a", "HT_c"], ["HT_b", "HT_dd"], ["HT_i", "HT_k", "HT_d"]),
    },
    "community_decision": {
        "event_date": _day,
        "hh_total": _of(30, 90),
        "hh_present": _up_to("hh_total"),
        "hh_absent": _rest("hh_total", "hh_present"),
        "votes_for": _up_to("hh_present"),
        "votes_against": _rest("hh_present", "votes_for"),
        "votes_blank": _of(0),
        "recognised_by": lambda year, row: "mttq" if row["item_code"] == "BQ5" else "ubnd",
    },
    "consultation": {
        "answered_n": _of(10, 40),
        "asked_n": _of(60),
        "agree_n": _of(5, 10),
        "disagree_n": _of(0),
        "other_n": _of(0),
        "date_from": _day,
    },
    "village_conference": {
        "year": _of(2023, 2024),
        "held_on": _day,
        "hh_total": _of(40),
        "hh_present": _up_to("hh_total"),
        "village_id": lambda year, row: year.one_of("village"),
    },
    "board": {"members_n": _of(5, 6, 7), "women_n": _of(1, 2), "term_from": _began, "term_to": _of(None, "2024-06-14", "2024-09-13")},
    "oversight_activity": {"event_date": _day, **_RECOMMENDED},
    "steering_committee": {"decision_date": _of("2022-01-01", "2024-06-15")},
    "democracy_rule": {"kind": _of("qcdc_xa", "qcdc_xa", "qc_tcd"), "valid_from": _began, "valid_to": _of(None, None, "2024-09-14")},
    "media_item": {"event_date": _day},
    "inspection": {"date_from": _day, "recs_n": _of(0, 1, 3)},
    "admin_stat": {
        "period_id": _period,
        "dossiers_in": _of(20, 50),
        "online_in": _up_to("dossiers_in"),
        "dossiers_done": _up_to("dossiers_in"),
        "on_time": _up_to("dossiers_done"),
        "early": _of(0),
        "late": _rest("dossiers_done", "on_time", "early"),
        "survey_out": _of(30),
        "survey_back": _up_to("survey_out"),
        "satisfied": _up_to("survey_back"),
        "normal": _rest("survey_back", "satisfied"),
        "unsatisfied": _of(0),
    },
    "review_event": {"held_on": _day, "subject_doc": lambda year, row: year.one_of("doc_catalog")},
    "report_issue": {"period_id": _period, "version": _of(1, 1, 2), "due_on": _day, "replaces": _of(None)},
    "reward": {"decision_date": _day, "count": _of(1, 3)},
    "doc_review": {"reviewed_on": _day},
    "doc_catalog": {"mandatory_year": _of(2024)},
    "period_declaration": {"period": _period},
    "village": {
        "is_remote": _of(None, True),
        "active_from": _of(None, None, "2023-05-01", "2024-02-01"),
        "active_to": _of(None, None, "2024-08-31"),
    },
    "opening_figure": {
        "form": _of("DV-05", "DV-08", "01/TCD", "02/XLD"),
        "column": _of("1", "9", "13", "4", "2", "3e"),
        "value": _of("3", "12"),
        "kind": _of("phat_sinh", "chuyen_sang"),
        "date_from": _of("2023-12-15", "2024-01-01", "2024-03-15"),
        "date_to": _of("2024-02-28", "2024-04-30"),
    },
}


def close(desk: Desk, codes: Sequence[str]) -> None:
    """Declare what is empty and close periods, whatever the checks find: chance keeps no rules of forms."""
    for code in codes:
        periods.nothing_happened(desk.office, code, all_empty=True)
    for code in codes:
        failed = [one.check for one in periods.missing(desk.office, code).checks if not one.ok]
        periods.close_period(desk.office, code, overrides=dict.fromkeys(failed, "số liệu sinh ngẫu nhiên"))
