"""Every cell of every form against plain Python over the listed records: a quarter of several communes, at random."""

import random
from datetime import date, timedelta

import pytest

from db.query import Query
from desktop import registers
from desktop.entries.record import Record, record_of
from desktop.forms import all_forms
from desktop.law.period_calendar import parse_code
from desktop.reporting.figures import form_cells
from tests.desktop.measures.books import COMMUNES, ROLES, Books
from tests.desktop.measures.oracle import PLAIN

SPAN = parse_code("2024-Q1")
TAGS = ("bien_gioi", "dtts", "vung_sau_xa")
DECLARABLE = ("model", "reception_session", "dialogue", "commitment", "reward")


REGISTERS = (
    "village", "model", "model_evaluation", "reward", "reception_session", "reception_visit", "dialogue", "dialogue_opinion", "commitment",
    "period_declaration",
)  # fmt: skip


def listed(books: Books, code: str) -> list[Record]:
    """Return every record of a register, drafts and struck-out ones too, as a list shows them."""
    with books.office.reading() as connection:
        rows = books.office.reader(connection).rows(Query(code, deleted=True, drafts=True))
    return [record_of(registers.ALL[code], row, ROLES) for row in rows]


class Quarter:
    """Writes what a commune might write, dates mostly inside the quarter, some drafts and some struck out."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books, self.dice = books, random.Random(seed)
        self.struck: list[tuple[str, str, str]] = []

    def day(self) -> str:
        return (date(2023, 12, 8) + timedelta(days=self.dice.randrange(110))).isoformat()

    def maybe(self, unit: str, register: str, record: str) -> None:
        if self.dice.random() < 0.12:
            self.struck.append((unit, register, record))  # once nothing more will refer to it

    def add(self, unit: str, register: str, **values: object) -> str:
        draft = self.dice.random() < 0.08
        record = self.books.add(unit, register, draft=draft, **values)
        if not draft:
            self.maybe(unit, register, record)
        return record

    def write(self, unit: str) -> None:
        pick, n = self.dice.choice, self.dice.randrange
        villages = [self.books.add(unit, "village", name=f"Bản {i}", tags=self.dice.sample(TAGS, n(3))) for i in range(4)]
        models = [
            self.add(
                unit, "model", registered_on=self.day(), kind=pick(["mo_hinh_tt", "dien_hinh_cn"]),
                state_type=pick(["moi", "duy_tri", "nhan_rong"]),
                field4=pick(["kinh_te", "van_hoa_xh", "quoc_phong_an_ninh", "he_thong_ct"]),
                is_pilot=pick([True, False, None]), is_self_managed=pick([True, False, None]),
                villages=self.dice.sample(villages, 1 + n(3)), hh_involved=pick([None, 0, n(90)]), money_contrib=pick([None, n(9) * 10**9]),
                land_m2=n(500), labour_days=n(50),
            )
            for _ in range(6)
        ]  # fmt: skip
        for _ in range(6):
            self.add(
                unit, "model_evaluation", model_id=pick(models), evaluated_on=self.day(), result=pick(["tieu_bieu", "dat"]),
                recognised_level=pick(["xa", "huyen", "tinh", "tw", None]),
            )  # fmt: skip
        for _ in range(3):
            self.add(unit, "reward", decision_date=self.day(), count=1 + n(4), reason=pick(["dvk", "khac"]))
        self.receive(unit)
        self.talk(unit)
        for one in dict.fromkeys(self.struck):
            self.books.strike_out(*one)
        self.struck.clear()

    def receive(self, unit: str) -> None:
        pick, n = self.dice.choice, self.dice.randrange
        sessions = []
        for _ in range(14):
            kind = pick(["thuong_xuyen", "dinh_ky", "dinh_ky", "dot_xuat"])
            actor = "can_bo" if kind == "thuong_xuyen" else pick(["thu_truong", "uy_quyen"])
            session = self.books.session(unit, self.day(), kind, actor, held=pick([True, True, True, None]))
            sessions.append(session)
            self.maybe(unit, "reception_session", session)
        for _ in range(30):
            self.add(
                unit, "reception_visit", session_id=pick(sessions), people_count=1 + n(8), is_first=pick(["lan_dau", "nhieu_lan"]),
                subject_kind=pick(["khieu_nai", "kien_nghi", "khac"]), case_key=pick([None, "A1", "A2", "A3"]),
            )  # fmt: skip

    def talk(self, unit: str) -> None:
        pick, n = self.dice.choice, self.dice.randrange
        dialogues = [
            self.add(unit, "dialogue", held_on=self.day(), participants=n(100), kind=pick(["hang_nam", "chuyen_de"])) for _ in "abc"
        ]
        for _ in range(6):
            self.add(unit, "dialogue_opinion", dialogue_id=pick(dialogues), times_raised=1 + n(5), answered=pick(["tai_cho", "chuyen"]))
        for _ in range(5):
            self.add(
                unit, "commitment", source_kind=pick(["doi_thoai", "cu_tri"]), source_uid=pick(dialogues), made_on=self.day(),
                state=(state := pick(["xong", "dang"])), done_on=self.day() if state == "xong" else None,
            )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_cell_agrees_with_plain_python_over_the_listed_records(books, seed):
    quarter = Quarter(books, seed)
    for unit in COMMUNES[:2]:
        quarter.write(unit)
    for register in DECLARABLE:
        if quarter.dice.random() < 0.5:
            books.add(COMMUNES[2], "period_declaration", register=register, period=SPAN.code, state="khong")
    records = {code: listed(books, code) for code in REGISTERS}
    units = [*COMMUNES, "2024:03440"]  # the last one has written nothing
    with books.office.reading() as connection:
        for form in (one for one in all_forms() if one.code in PLAIN):
            found = form_cells(books.office, connection, form, SPAN, units, rows=True)
            for unit in units:
                mine = {code: [one for one in rows if one.unit == unit] for code, rows in records.items()}
                expected = {column.code: PLAIN[form.code](mine, column.code) for column in form.columns}
                assert {code: cell.value for code, cell in found[unit].items()} == {code: want.value for code, want in expected.items()}
                assert {code: set(cell.ids) for code, cell in found[unit].items()} == {code: want.ids for code, want in expected.items()}
