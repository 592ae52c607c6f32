"""The office's own forms DV-02 … DV-14 and 01/TCD, by the dossier §7.3, §7.4 and the contract's chapter of cells."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.book import Book, Count, Figures, Row, Share, Span, Total, distinct, exact, pick, there_on, total
from tests.oracle.book import cases as cases_of
from tests.oracle.letters import BOTH, PETITION, SECRET, denunciations, petitions
from tests.oracle.plan import assigned, documents, persons, trained, weeks

CROWD = 5
KNOWING = {"quan_triet", "tuyen_truyen", "van_dong"}
CASE_BOOKS = ("mediation_case", "mediation_month")


class Columns:
    """Columns over one book."""

    def __init__(self, *books: str) -> None:
        self.books = books

    def of(self, amount: int) -> Count:
        return Count(amount, self.books)

    def n(self, rows: Iterable[Row]) -> Count:
        return self.of(len(list(rows)))

    def sum(self, rows: Iterable[Row], name: str) -> Count:
        return self.of(total(rows, name))


def in_force(rows: Iterable[Row], span: Span, since: str, until: str | None = None) -> list[Row]:
    """What had begun by the last day and not ended before it."""
    return [row for row in rows if row[since] and row[since] <= span.last and not (until and row[until] and row[until] < span.last)]


def has(rows: Iterable[Row], name: str, value: str) -> list[Row]:
    return [row for row in rows if value in (row[name] or ())]


def form_01_tcd(book: Book, span: Span) -> Figures:
    """Visits by who received; groups of five and more inside the totals."""
    visits, held = book.of("reception_visit", span), book.of("reception_session", span, held=True)
    v, s = Columns("reception_visit"), Columns("reception_session")

    def block(kinds: set[str], actor: str | None = None) -> list[Row]:
        def is_in(row: Row) -> bool:
            session = book.find(row["session_id"])
            return session["kind"] in kinds and actor in (None, session["actor"])

        return [row for row in visits if is_in(row)]

    def numbers(rows: list[Row]) -> list[Count]:
        crowd = [row for row in rows if row["people_count"] >= CROWD]
        return [
            figure
            for some in (rows, crowd)
            for figure in (
                v.n(some), v.sum(some, "people_count"),
                v.of(cases_of(pick(some, is_first="lan_dau"))), v.of(cases_of(pick(some, is_first="nhieu_lan"))),
            )
        ]  # fmt: skip

    apart = {"dinh_ky", "dot_xuat"}
    head = s.n(pick(held, kind=apart, actor="thu_truong"))
    deputy = s.n(pick(held, kind=apart, actor="uy_quyen"))
    found: Figures = {"1": v.n(visits), "2": v.sum(visits, "people_count"), "3": Total(("6", "7", "15", "16", "24", "25"))}
    listed = [*numbers(block({"thuong_xuyen"})), head, *numbers(block(apart, "thu_truong")), deputy, *numbers(block(apart, "uy_quyen"))]
    return {**found, **{str(code): one for code, one in enumerate(listed, 4)}}


def dv_02(book: Book, span: Span) -> Figures:
    """A record is as many meetings as it has sessions; documents count from 1 January."""
    c, rows = Columns("dissemination"), book.of("dissemination", span)
    told = pick(rows, kind=KNOWING)
    villages = {row["id"]: row["tags"] or [] for row in there_on(book.all("village"), span.last)}
    reached = {one for row in rows for one in row["villages"] or () if one in villages}
    known = documents(book, span)

    def meetings(**said: Any) -> Count:
        return c.of(sum(row["sessions"] or 1 for row in pick(rows, **said)))

    return {
        "1": c.of(len(known)), "2": c.of(sum(known.values())),
        "3": meetings(kind=KNOWING), "3a": meetings(kind="quan_triet"), "3b": meetings(kind="tuyen_truyen"),
        "3c": meetings(kind="van_dong"),
        "4": c.sum(told, "participants"), "5": c.sum(told, "women"),
        "6a": c.of(len(reached)), "6b": Columns("village").of(len(villages)),
        "7a": c.of(sum("dbkk" in villages[one] for one in reached)), "7b": c.of(sum("bien_gioi" in villages[one] for one in reached)),
        "8": meetings(kind="pbgdpl"), "9": c.sum(pick(rows, kind="pbgdpl"), "participants"),
        "10": c.sum(rows, "broadcast_times"), "11": c.sum(rows, "materials_qty"), "12": c.n(pick(rows, form="mxh")),
        "13": c.sum(rows, "part_dtts"),
    }  # fmt: skip


def dv_03(book: Book, span: Span) -> Figures:
    """Persons once, however many offices; a class attended elsewhere is none of the unit."""
    a, c = Columns("assignment"), Columns("training_session")
    classes = [row for row in book.of("training_session", span) if row["external_training"] is not True]
    wanted = pick(assigned(book, span), scope={"qcdc", "ca_hai"})
    levels = {code: c.n(pick(classes, level=level)) for code, level in (("6a", "xa"), ("6b", "huyen"), ("6c", "tinh"), ("6d", "tw"))}
    return {
        "1": a.of(len(persons(wanted))), "2": a.of(len(persons(pick(wanted, role="lanh_dao")))),
        "3": a.of(len(persons(pick(wanted, role="chuyen_vien")))),
        "4": Columns("training_attendance", "assignment").of(len(trained(book, span, persons(wanted)))), "5": Share("4", ("1",)),
        "6": c.n(classes), **levels, "7": c.sum(classes, "present_n"),
    }  # fmt: skip


def dv_04(book: Book, span: Span) -> Figures:
    """Models registered from 1 January; who was recognised counts once; rewards of the period."""
    m, e = Columns("model"), Columns("model_evaluation")
    models, best = book.this_year("model", span), book.this_year("model_evaluation", span, result="tieu_bieu")

    def tagged(tag: str) -> Count:
        return m.n(row for row in models if any(tag in (book.find(one).get("tags") or ()) for one in row["villages"] or ()))

    by = (
        ("2", "state_type", "moi"), ("3", "state_type", "duy_tri"), ("3a", "state_type", "nhan_rong"),
        ("4", "field4", "kinh_te"), ("5", "field4", "van_hoa_xh"), ("6", "field4", "quoc_phong_an_ninh"), ("7", "field4", "he_thong_ct"),
        ("8", "kind", "mo_hinh_tt"), ("9", "kind", "dien_hinh_cn"), ("10", "is_pilot", True), ("11", "is_self_managed", True),
    )  # fmt: skip
    sums = (("14", "hh_involved"), ("15a", "money_contrib"), ("15b", "land_m2"), ("15c", "labour_days"))
    levels = (("13a", "xa"), ("13b", "huyen"), ("13c", "tinh"), ("13d", "tw"))
    return {
        "1": m.n(models),
        **{code: m.n(pick(models, **{name: value})) for code, name, value in by},
        "12a": tagged("bien_gioi"), "12b": tagged("dtts"),
        **{code: e.of(distinct(pick(best, recognised_level=level), "model_id")) for code, level in levels},
        **{code: m.sum(models, name) for code, name in sums},
        "16": Columns("reward").sum(book.of("reward", span, reason="dvk"), "count"),
    }  # fmt: skip


def dv_05(book: Book, span: Span) -> Figures:
    """Reception and dialogues; what visitors came with is taken from 01/TCD."""
    s, d, o, c = Columns("reception_session"), Columns("dialogue"), Columns("dialogue_opinion"), Columns("commitment")
    held, opinions = book.of("reception_session", span, held=True), book.of("dialogue_opinion", span)
    made = book.of("commitment", span, source_kind="doi_thoai")
    return {
        "1": s.of(len(weeks(book, span))),
        "2": s.of(distinct(pick(held, kind="dinh_ky", actor="thu_truong"), "day")),
        "3": s.of(distinct(pick(held, kind="dinh_ky", actor="uy_quyen"), "day")),
        "4": s.n(pick(held, kind="dot_xuat")),
        "5": Total(("01/TCD:1",)), "6": Total(("01/TCD:2",)), "7": Total(("01/TCD:3",)),
        "8": Total(("01/TCD:8", "01/TCD:17", "01/TCD:26")),
        "9": d.n(book.of("dialogue", span)), "10": d.sum(book.of("dialogue", span), "participants"),
        "11": o.sum(opinions, "times_raised"), "12": o.sum(pick(opinions, answered="tai_cho"), "times_raised"),
        "13": c.n(made), "14": c.n(done_by(made, span)),
    }  # fmt: skip


def done_by(made: Iterable[Row], span: Span) -> list[Row]:
    return [row for row in pick(made, state="xong") if row["done_on"] and row["done_on"] <= span.last]


def hot_spots(book: Book, span: Span) -> int:
    """What was declared of the period, or of the shorter ones in it: told once, by the longest."""
    said = pick(book.within("period_declaration", span.first, span.last, by="period_to"), register="petition")
    return total(_told_once([row for row in said if row["hot_spots_n"] is not None], span), "hot_spots_n")


def dv_06(book: Book, span: Span) -> Figures:
    """Letters of both books."""
    p, d = petitions(book, span), denunciations(book, span)
    b, own, t = Columns(*BOTH), Columns(PETITION), Columns(SECRET)

    def settled(**said: Any) -> Count:
        return b.of(p.settled.only(**said).number + d.settled.only(**said).number)

    return {
        "1": Total(("1a", "1b")),
        "1a": b.of(p.carried.number + d.carried.number), "1b": b.of(p.being_settled_before.number + d.being_settled_before.number),
        "2": b.of(p.received.number + d.received.number),
        "3": own.of(p.received.only(kind="khieu_nai").number), "4": t.of(d.received.number),
        "5": own.of(p.received.only(kind={"kien_nghi", "phan_anh"}).number), "5a": own.of(p.received.only(kind="nhieu_noi_dung").number),
        "6": b.of(p.received.only(admissible=True).number + d.received.only(admissible=True).number),
        "7": b.of(p.received.only(in_competence=True).number + d.received.only(in_competence=True).number),
        "8": settled(), "9": settled(in_time=True), "10": settled(in_time=False), "10a": b.of(p.overdue.number + d.overdue.number),
        "11": b.of(p.handled.only(action="chuyen_don").number + d.handled.only(action="chuyen").number),
        "12": own.of(p.handled.only(action="huong_dan").number),
        "13": own.n(has(p.received.rows, "marks", "vuot_cap")), "14": own.n(has(p.received.rows, "marks", "dong_nguoi")),
        "15": own.of(hot_spots(book, span)),
    }  # fmt: skip


def mediated(book: Book, span: Span, outcome: str, **said: Any) -> int:
    """Count cases of an outcome as of the last day, of those typed one by one and of monthly totals."""
    rows, months = book.of("mediation_case", span, **said), []
    if "execution" not in said:
        months = book.of("mediation_month", span, **said)

    def as_of(row: Row) -> str:
        if row["outcome"] == "dang" or (row["ended_on"] and row["ended_on"] > span.last):
            return "dang"
        return "khac" if row["outcome"] in ("chuyen_co_quan", "ngoai_pham_vi") else str(row["outcome"])

    told = total(months, outcome) if outcome != "khac" else sum(
        row["received"] - row["thanh"] - row["khong_thanh"] - row["dang"] for row in months
    )  # fmt: skip
    return sum(as_of(row) == outcome for row in rows) + told


def dv_07(book: Book, span: Span) -> Figures:
    """Teams on the last day; cases received in the period."""
    t, c = Columns("mediation_team"), Columns(*CASE_BOOKS)

    def works(row: Row) -> bool:
        if row["active_from"] and row["active_from"] > span.last:
            return False
        if row["active"] is True:
            return not row["active_to"] or row["active_to"] >= span.last
        return bool(row["active_to"]) and row["active_to"] >= span.last

    teams = [row for row in book.all("mediation_team") if works(row)]
    scopes = (("mau_thuan", "a", "b"), ("dan_su", "c", "d"), ("hn_gd", "e", "g"), ("vi_pham", "h", "i"), ("khac", "k", "l"))
    return {
        "1": t.n(teams), "2": t.sum(teams, "members_n"), "3": t.sum(teams, "women_n"),
        "4": c.of(len(book.of("mediation_case", span)) + total(book.of("mediation_month", span), "received")),
        "5": c.of(mediated(book, span, "thanh")), "6": c.of(mediated(book, span, "khong_thanh")), "7": c.of(mediated(book, span, "dang")),
        "7a": c.of(mediated(book, span, "khac")), "8": Share("5", ("5", "6")),
        **{
            f"9{code}": c.of(mediated(book, span, outcome, scope=scope))
            for scope, good, bad in scopes
            for code, outcome in ((good, "thanh"), (bad, "khong_thanh"))
        },
        "10": c.of(mediated(book, span, "thanh", execution="da_thuc_hien")),
    }  # fmt: skip


class Asked:
    """Petitions of voters by where they stood: over on the day of the answer, without one on the day they came."""

    def __init__(self, book: Book, span: Span) -> None:
        self.rows, self.span = book.all("voter_petition"), span

    @staticmethod
    def over_on(row: Row) -> str | None:
        if row["result"] in ("dang", "lo_trinh"):
            return None
        return str(row["answered_on"] or row["received_on"])

    def carried(self) -> list[Row]:
        first = self.span.first
        return [row for row in self.rows if row["received_on"] < first and (self.over_on(row) or "9999") >= first]

    def settled(self, *results: str) -> list[Row]:
        return [
            row for row in self.rows
            if row["received_on"] <= self.span.last and self.span.holds(self.over_on(row)) and row["result"] in results
        ]  # fmt: skip

    def open(self) -> list[Row]:
        return [row for row in self.rows if row["received_on"] <= self.span.last < (self.over_on(row) or "9999")]

    def late(self) -> list[Row]:
        last = self.span.last
        return [row for row in self.open() if row["due_on"] and row["due_on"] < last < (row["answered_on"] or "9999")]


def dv_08(book: Book, span: Span) -> Figures:
    """Petitions of voters, questions and promises."""
    m, p, q, c = Columns("voter_meeting"), Columns("voter_petition"), Columns("council_question"), Columns("commitment")
    came, asked, promised = book.of("voter_petition", span), Asked(book, span), book.of("commitment", span, source_kind="chat_van")
    levels = (("3a", "xa"), ("3b", "huyen"), ("3c", "tinh"), ("3d", "tw"))
    return {
        "1": m.n(book.of("voter_meeting", span)), "2": m.sum(book.of("voter_meeting", span), "voters_n"),
        "3": p.n(came), **{code: p.n(pick(came, competence=level)) for code, level in levels},
        "3e": p.n(asked.carried()), "4": p.n(asked.settled("xong")), "5": p.n(asked.settled("giai_trinh")),
        "5a": p.n(asked.settled("chuyen", "khong")), "6": p.n(asked.open()), "7": p.n(asked.late()),
        "8": q.n(book.of("council_question", span)), "9": c.n(promised), "10": c.n(done_by(promised, span)),
    }  # fmt: skip


def dv_09(book: Book, span: Span) -> Figures:
    """What was made public, decided and asked."""
    p, d, c = Columns("publication"), Columns("community_decision"), Columns("consultation")
    put, decided, asked = (book.of(one, span) for one in ("publication", "community_decision", "consultation"))
    planned = book.within("publication_plan", span.first, span.last, by="planned_on")
    ways = ("a", "b", "c", "d", "dd", "e", "g", "h", "i", "k")
    subjects = (("9a", "thu_hoi_dat"), ("9b", "sap_xep_dvhc"), ("9c", "sap_nhap_thon"), ("9d", "quy_hoach"), ("9e", "khac"))
    return {
        "1": Columns("publication_plan").of(distinct(planned, "item_code")), "2": p.of(distinct(put, "item_code")), "2a": p.n(put),
        "3": p.n(pick(put, on_time=True)), "4": p.n(pick(put, complete=True)),
        **{f"5{way}": p.n(has(put, "forms", f"HT_{way}")) for way in ways},
        "6a": d.n(decided), "6b": d.sum(decided, "hh_present"), "6c": d.n(pick(decided, passed=True)), "6d": d.sum(decided, "hh_total"),
        "7a": c.n(asked), "7b": c.sum(pick(asked, unit_asked="nguoi"), "answered_n"),
        "7c": c.sum(pick(asked, unit_asked="ho"), "answered_n"),
        "7d": c.sum(asked, "accepted_n"), "8": Columns("village_conference").n(book.of("village_conference", span)),
        **{code: c.n(pick(asked, sub_tag=subject)) for code, subject in subjects},
    }  # fmt: skip


def dv_10(book: Book, span: Span) -> Figures:
    """Boards on the last day, oversight of the period, what people gave."""
    b, o, f, g = Columns("board"), Columns("oversight_activity"), Columns("coop_activity"), Columns("contribution")
    boards = in_force(book.all("board"), span, "term_from", "term_to")
    looked = book.of("oversight_activity", span, kind={"giam_sat", "xac_minh"})
    people = [row for row in looked if book.find(row["board_id"])["kind"] == "ttnd"]
    project = [row for row in looked if book.find(row["board_id"])["kind"] == "gsdtccd"]
    front, gave = book.of("coop_activity", span, kind={"giam_sat", "phan_bien"}), book.of("contribution", span)
    return {
        "1a": b.n(pick(boards, kind="ttnd")), "1b": b.sum(pick(boards, kind="ttnd"), "members_n"),
        "2": o.n(people), "3": o.sum(people, "recs_n"), "4": o.sum(people, "recs_accepted_n"),
        "5a": b.n(pick(boards, kind="gsdtccd")), "5b": o.of(distinct(project, "board_id")),
        "6": f.n(pick(front, kind="giam_sat")), "7": f.n(pick(front, kind="phan_bien")),
        "8a": f.sum(front, "recs_n"), "8b": f.sum(front, "recs_answered_n"),
        "9a": g.sum(gave, "money"), "9b": g.sum(gave, "labour_days"),
        "9c": Count(exact(gave, "land_m2"), ("contribution",), decimal=True),
    }  # fmt: skip


def dv_11(book: Book, span: Span) -> Figures:
    """Inspections, what they recommended, and who was found at fault."""
    i, v = Columns("inspection"), Columns("violation_stat")
    rows, found = book.of("inspection", span), book.of("violation_stat", span)
    kinds = (("1a", {"tu_kt"}), ("1b", {"cap_tren", "thanh_tra", "hdnd_gs"}), ("1c", {"kt_thon"}), ("1d", {"cong_vu"}))
    tags = zip("abcdeghi", ("the_che", "qcdc", "buc_xuc", "tcd_kntc", "cchc", "ky_cuong", "dvk", "khac"), strict=True)
    handlings = ("nhac_nho", "khien_trach", "canh_cao", "ha_bac_luong", "giang_cach_chuc", "buoc_thoi_viec", "chuyen_cqdt", "dang_xem_xet")
    return {
        "1": i.n(rows), **{code: i.n(pick(rows, kind=kind)) for code, kind in kinds},
        **{f"2{letter}": i.n(has(rows, "content_tags", tag)) for letter, tag in tags},
        "3": i.sum(rows, "recs_n"),
        "4": Columns("commitment").n(done_by(book.of("commitment", span, source_kind="kiem_tra"), span)),
        "5": v.sum(found, "persons_n"),
        **{
            f"6{letter}": v.sum(pick(found, handling=handling), "persons_n")
            for letter, handling in zip("abcdeghi", handlings, strict=True)
        },
    }  # fmt: skip


def dv_12(book: Book, span: Span) -> Figures:
    """News by who published them."""
    c, rows = Columns("media_item"), book.of("media_item", span)
    channels = (
        ("1", {"bao_lc"}), ("2", {"dai_ptth"}), ("3", {"cong_tinh"}), ("4", {"trang_huyen", "trang_xa"}), ("5", {"truyen_thanh"}),
        ("5a", {"mxh"}), ("5b", {"bao_khac"}),
    )  # fmt: skip
    return {**{code: c.n(pick(rows, channel=channel)) for code, channel in channels}, "6": c.n(pick(rows, topic="guong"))}


def dv_13(book: Book, span: Span) -> Figures:
    """Plans, reviews and rewards of the period; what stood on its last day."""
    plans = {
        "kh_dan_van", "kh_qcdc", "kh_cong_khai", "kh_kiem_tra", "kh_tu_kiem_tra", "kh_tap_huan", "kh_doi_thoai", "kh_dan_van_kheo",
        "ct_phoi_hop",
    }  # fmt: skip
    r, e, w = Columns("doc_review"), Columns("review_event"), Columns("reward")
    reviewed, events, given = (book.of(one, span) for one in ("doc_review", "review_event", "reward"))
    results = (("5a", {"sua_doi", "bo_sung"}), ("5b", {"thay_the"}), ("5c", {"bai_bo"}), ("5d", {"ban_hanh_moi"}))
    return {
        "1": Columns("plan_doc").n(book.of("plan_doc", span, kind=plans)),
        "2": Columns("assignment").of(len(persons(assigned(book, span)))),
        "3a": Columns("steering_committee").of(int(bool(in_force(book.all("steering_committee"), span, "decision_date")))),
        "3b": Columns("committee_meeting").n(book.of("committee_meeting", span)),
        "4": Columns("democracy_rule").n(in_force(book.all("democracy_rule"), span, "valid_from", "valid_to")),
        "5": r.n(reviewed), **{code: r.n(pick(reviewed, result=result)) for code, result in results},
        "6": e.n(events), "6a": e.n(pick(events, kind="so_ket")), "6b": e.n(pick(events, kind="tong_ket")),
        "7": w.sum(given, "count"),
        **{
            code: w.sum(pick(given, target_kind=kind), "count")
            for code, kind in (("7a", "tap_the"), ("7b", "ca_nhan"), ("7c", "ho"))
        },
    }  # fmt: skip


def dv_14(book: Book, span: Span) -> Figures:
    """Figures of a period or of the shorter ones in it: the longest count, and none that overlaps with one of them."""
    told = _told_once(book.of("admin_stat", span), span)
    c = Columns("admin_stat")
    single = (
        ("1a", "dossiers_in"), ("1b", "dossiers_done"), ("3", "online_in"), ("4a", "survey_out"), ("4b", "survey_back"),
        ("5a", "satisfied"),
    )  # fmt: skip
    return {
        **{code: c.sum(told, name) for code, name in single},
        "2a": c.of(total(told, "on_time") + total(told, "early")), "2b": Share("2a", ("1b",)), "5b": Share("5a", ("4b",)),
    }  # fmt: skip


def _told_once(rows: Iterable[Row], span: Span) -> list[Row]:
    told: list[Row] = []
    fit = [row for row in rows if row["period_from"] >= span.first]
    for row in sorted(fit, key=lambda one: (-_days(one), one["period_from"], one["id"])):
        if all(row["period_to"] < one["period_from"] or row["period_from"] > one["period_to"] for one in told):
            told.append(row)
    return told


def _days(row: Row) -> int:
    return (date.fromisoformat(row["period_to"]) - date.fromisoformat(row["period_from"])).days
