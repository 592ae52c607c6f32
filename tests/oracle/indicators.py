"""The indicators I06–I35 by the dossier §7.2: numerator, denominator, and the parts of those that tell several numbers."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from tests.oracle.book import Book, Row, Span, Value, distinct, pick, there_on, total
from tests.oracle.letters import petitions
from tests.oracle.own_forms import CROWD, Asked, has, in_force, mediated
from tests.oracle.plan import NOT_APPLICABLE, NOT_DUE, Item

Cells = Callable[[str, str], Value]
CONTENTS = 14
FIELDS = ("kinh_te", "van_hoa_xh", "quoc_phong_an_ninh", "he_thong_ct")
STATES = ("moi", "duy_tri", "nhan_rong")
CHANNELS = ("bao_lc", "dai_ptth", "cong_tinh", "trang_huyen", "trang_xa", "truyen_thanh", "mxh", "bao_khac")
HANDLED = {"nhac_nho", "khien_trach", "canh_cao", "ha_bac_luong", "giang_cach_chuc", "buoc_thoi_viec", "chuyen_cqdt"}


def share(code: str, part: int, whole: int, *parts: Item) -> Item:
    return Item(code, part, whole, None, None if whole else NOT_APPLICABLE, parts)


class Indicators:
    """The indicators of one unit; `cells` gives a cell of a form that was counted already."""

    def __init__(self, book: Book, span: Span, cells: Cells) -> None:
        self.book, self.span, self.cells = book, span, cells

    def all(self) -> list[Item]:
        found = [getattr(self, f"i{number:02}")() for number in range(6, 36)]
        assert [one.code for one in found] == [f"I{number:02}" for number in range(6, 36)]
        return found

    def count(self, code: str, amount: int, register: str, *parts: Item) -> Item:
        """A count is empty as a cell is."""
        return Item(code, amount if amount or self.book.speaks(register, self.span) else None, parts=parts)

    def cell(self, code: str, form: str, column: str) -> Item:
        value = self.cells(form, column)
        return Item(code, value if isinstance(value, int) else None)

    def whole(self, form: str, *columns: str) -> int:
        return sum(int(self.cells(form, one) or 0) for one in columns)

    @property
    def villages(self) -> list[Row]:
        return there_on(self.book.all("village"), self.span.last)

    def of(self, register: str, **said: object) -> list[Row]:
        return self.book.of(register, self.span, **said)

    def i06(self) -> Item:
        return share("I06", self.whole("DV-15", "42"), self.whole("DV-15", "41"))

    def i07(self) -> Item:
        rows = self.of("dissemination")
        meetings = self.count("I07a", sum(row["sessions"] or 1 for row in rows), "dissemination")
        return Item("I07", None, parts=(meetings, self.count("I07b", total(rows, "participants"), "dissemination")))

    def _reached(self, code: str, *tags: str) -> Item:
        villages = {row["id"] for row in self.villages if not tags or set(tags) & set(row["tags"] or ())}
        told = {one for row in self.of("dissemination") for one in row["villages"] or ()}
        return share(code, len(villages & told), len(villages))

    def i08(self) -> Item:
        return self._reached("I08")

    def i09(self) -> Item:
        parts = (self._reached("I09a", "dbkk"), self._reached("I09b", "bien_gioi"))
        return replace(self._reached("I09", "dbkk", "bien_gioi"), parts=parts)

    def i10(self) -> Item:
        models = self.book.this_year("model", self.span)

        def some(code: str, rows: Iterable[Row], *parts: Item) -> Item:
            return self.count(code, len(list(rows)), "model", *parts)

        parts = []
        for letter, area in zip("abcd", FIELDS, strict=True):
            inside = pick(models, field4=area)
            states = [some(f"I10{letter}{place}", pick(inside, state_type=state)) for place, state in enumerate(STATES, 1)]
            parts.append(some(f"I10{letter}", inside, *states))
        return some("I10", models, *parts)

    def i11(self) -> Item:
        return Item("I11", None, parts=tuple(self.cell(f"I11{one}", "01/TCD", column) for one, column in zip("abc", "123", strict=True)))

    def i12(self) -> Item:
        return self.count("I12", sum(row["people_count"] >= CROWD for row in self.of("reception_visit")), "reception_visit")

    def i13(self) -> Item:
        due = self.book.within("reception_visit", self.span.first, self.span.last, by="due_reply")
        return share("I13", sum(bool(row["replied_on"]) and row["replied_on"] <= row["due_reply"] for row in due), len(due))

    def i14(self) -> Item:
        p = petitions(self.book, self.span)
        return share("I14", p.handled.number, p.carried.number + p.received.number)

    def i15(self) -> Item:
        settled = petitions(self.book, self.span).only(kind="khieu_nai").settled
        return share("I15", settled.only(in_time=True).number, settled.number)

    def i16(self) -> Item:
        came = self.of("petition")
        marked = (
            self.count(f"I16{one}", len(has(came, "marks", mark)), "petition") for one, mark in (("a", "vuot_cap"), ("b", "dong_nguoi"))
        )
        return Item("I16", None, parts=(*marked, self.cell("I16c", "DV-06", "15")))

    def i17(self) -> Item:
        done = self.whole("DV-07", "5")
        return share("I17", done, self.whole("DV-07", "5", "6"), share("I17a", done, self.whole("DV-07", "4")))

    def i18(self) -> Item:
        agreed = sum(mediated(self.book, self.span, "thanh", execution=one) for one in ("da_thuc_hien", "dang", "khong", None))
        return share("I18", mediated(self.book, self.span, "thanh", execution="da_thuc_hien"), agreed)

    def _due(self, source: str) -> tuple[list[Row], list[Row]]:
        """Return the promises whose day has come, and those of them that were kept by the last day."""
        due = [row for row in pick(self.book.all("commitment"), source_kind=source) if row["due_on"] and row["due_on"] <= self.span.last]
        return due, [row for row in pick(due, state="xong") if row["done_on"] and row["done_on"] <= self.span.last]

    def i19(self) -> Item:
        due, kept = self._due("doi_thoai")
        return share("I19", sum(row["done_on"] <= row["due_on"] for row in kept), len(due))

    def i20(self) -> Item:
        asked = Asked(self.book, self.span)
        answered = self.book.within("voter_petition", self.span.first, self.span.last, by="answered_on")
        in_time = [row for row in answered if not row["due_on"] or row["answered_on"] <= row["due_on"]]
        part = share("I20a", len(in_time), len(answered))
        return share("I20", len(asked.settled("xong", "giai_trinh")), len(asked.carried()) + len(self.of("voter_petition")), part)

    def i21(self) -> Item:
        due, kept = self._due("chat_van")
        return share("I21", len(kept), len(due))

    def i22(self) -> Item:
        due = self.book.within("publication", self.span.first, self.span.last, by="due_on")
        return share("I22", len(pick(due, on_time=True)), len(due))

    def i23(self) -> Item:
        posted = has(self.of("publication"), "forms", "HT_a")
        return share("I23", len(pick(posted, complete=True)), len(pick(posted, complete={True, False})))

    def i24(self) -> Item:
        public = distinct(self.of("publication"), "item_code")
        said = pick(self.book.all("period_declaration"), period=self.span.code, register="publication")
        silent = not public and bool(pick(said, state={"khong", "khong_ap_dung"}))
        return share("I24", public, 0 if silent else CONTENTS)

    def i25(self) -> Item:
        decided = self.of("community_decision")
        return share("I25", len(pick(decided, passed=True)), len(decided))

    def i26(self) -> Item:
        held = self.book.within("village_conference", "", self.span.looks_until)
        there = {row["id"] for row in self.villages}
        villages = len(there)
        done = distinct([row for row in pick(held, year=int(self.span.year)) if row["village_id"] in there], "village_id")
        waits = not self.span.closes_the_year and done < villages
        return Item("I26", done, villages, None, NOT_APPLICABLE if not villages else NOT_DUE if waits else None)

    def i27(self) -> Item:
        boards = pick(in_force(self.book.all("board"), self.span, "term_from", "term_to"), kind="ttnd")
        least = max(5, len(self.villages))
        return share("I27", sum(row["members_n"] >= least for row in boards), len(boards))

    def i28(self) -> Item:
        front = self.of("coop_activity", kind="giam_sat")
        people = [row for row in self.of("oversight_activity") if self.book.find(row["board_id"])["kind"] == "ttnd"]

        def answered(code: str, rows: list[Row], *parts: Item) -> Item:
            return share(code, total(rows, "recs_answered_n"), total(rows, "recs_n"), *parts)

        return answered("I28", [*front, *people], answered("I28a", front), answered("I28b", people))

    def i29(self) -> Item:
        found = self.of("violation_stat")
        return share("I29", total(pick(found, handling=HANDLED), "persons_n"), total(found, "persons_n"))

    def i30(self) -> Item:
        rows = self.of("media_item")
        parts = [
            self.count(f"I30{one}", len(pick(rows, channel=name)), "media_item") for one, name in zip("abcdeghi", CHANNELS, strict=True)
        ]
        return self.count("I30", len(rows), "media_item", *parts)

    def i31(self) -> Item:
        planned = self.of("inspection", planned=True)
        last = self.span.last

        def is_held(row: Row) -> bool:
            concluded = bool(row["conclusion_date"] or row["conclusion_no"]) and (row["conclusion_date"] or "") <= last
            return bool(row["date_to"] <= last or concluded)

        return share("I31", sum(map(is_held, planned)), len(planned))

    def i32(self) -> Item:
        return share("I32", self.whole("DV-14", "5a"), self.whole("DV-14", "4b"))

    def i33(self) -> Item:
        return share("I33", self.whole("DV-14", "2a"), self.whole("DV-14", "1b"))

    def i34(self) -> Item:
        return share("I34", self.whole("DV-15", "45"), self.whole("DV-15", "44"))

    def i35(self) -> Item:
        return share("I35", self.whole("DV-15", "48"), self.whole("DV-15", "47"))
