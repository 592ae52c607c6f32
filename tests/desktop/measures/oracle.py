"""What the cells mean, written a second time over lists of records and in no common words with the program."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.entries.record import Record

FROM, TO, NEW_YEAR = "2023-12-15", "2024-03-14", "2024-01-01"
WORKED_WEEKS = 13  # 15/12/2023–14/3/2024: Tết leaves working days in both of its weeks
Lists = dict[str, list[Record]]


@dataclass
class Want:
    """The expected value and the records behind it."""

    value: int | None
    ids: set[str]


def counted(records: Iterable[Record]) -> list[Record]:
    return [one for one in records if not one.deleted and one.status != "nhap"]


def entered(lists: Lists, *registers: str) -> bool:
    written = any(FROM <= (one.event_date or "") <= TO for code in registers for one in counted(lists[code]))
    declared = {one.values["register"] for one in counted(lists["period_declaration"]) if one.values["period"] == "2024-Q1"}
    return written or bool(declared & set(registers))


def cell(lists: Lists, number: int, rows: Iterable[Record], *registers: str) -> Want:
    ids = {one.id for one in rows}
    return Want(number, ids) if number or entered(lists, *registers) else Want(None, set())


def in_period(rows: Iterable[Record]) -> list[Record]:
    return [one for one in counted(rows) if FROM <= (one.event_date or "") <= TO]


def this_year(rows: Iterable[Record]) -> list[Record]:
    return [one for one in counted(rows) if NEW_YEAR <= (one.event_date or "") <= TO]


def added(rows: Iterable[Record], name: str) -> int:
    return sum(one.values[name] or 0 for one in rows)


def dv_04(lists: Lists, code: str) -> Want:
    villages = {one.id: set(one.values["tags"] or ()) for one in lists["village"]}
    tests: dict[str, Callable[[Record], bool]] = {
        "1": lambda one: True,
        "2": lambda one: one.values["state_type"] == "moi",
        "3": lambda one: one.values["state_type"] == "duy_tri",
        "3a": lambda one: one.values["state_type"] == "nhan_rong",
        "4": lambda one: one.values["field4"] == "kinh_te",
        "5": lambda one: one.values["field4"] == "van_hoa_xh",
        "6": lambda one: one.values["field4"] == "quoc_phong_an_ninh",
        "7": lambda one: one.values["field4"] == "he_thong_ct",
        "8": lambda one: one.values["kind"] == "mo_hinh_tt",
        "9": lambda one: one.values["kind"] == "dien_hinh_cn",
        "10": lambda one: one.values["is_pilot"] is True,
        "11": lambda one: one.values["is_self_managed"] is True,
        "12a": lambda one: any("bien_gioi" in villages[v] for v in one.values["villages"]),
        "12b": lambda one: any("dtts" in villages[v] for v in one.values["villages"]),
    }
    sums = {"14": "hh_involved", "15a": "money_contrib", "15b": "land_m2", "15c": "labour_days"}
    models = this_year(lists["model"])
    if code in tests:
        rows = [one for one in models if tests[code](one)]
        return cell(lists, len(rows), rows, "model")
    if code in sums:
        return cell(lists, added(models, sums[code]), models, "model")
    if code == "16":
        rows = [one for one in in_period(lists["reward"]) if one.values["reason"] == "dvk"]
        return cell(lists, added(rows, "count"), rows, "reward")
    level = {"13a": "xa", "13b": "huyen", "13c": "tinh", "13d": "tw"}[code]
    alive = {one.id for one in counted(lists["model"])}
    rows = [
        one
        for one in this_year(lists["model_evaluation"])
        if (one.values["result"], one.values["recognised_level"]) == ("tieu_bieu", level) and one.values["model_id"] in alive
    ]
    return cell(lists, len({one.values["model_id"] for one in rows}), rows, "model_evaluation", "model")


BLOCKS = {
    "regular": lambda s: s.values["kind"] == "thuong_xuyen",
    "head": lambda s: s.values["kind"] != "thuong_xuyen" and s.values["actor"] == "thu_truong",
    "deputy": lambda s: s.values["kind"] != "thuong_xuyen" and s.values["actor"] == "uy_quyen",
}
BEGIN = {"regular": 4, "head": 13, "deputy": 22}


def visits(lists: Lists, block: str) -> list[Record]:
    sessions = {one.id: one for one in counted(lists["reception_session"]) if BLOCKS[block](one)}
    return [one for one in in_period(lists["reception_visit"]) if one.values["session_id"] in sessions]


def matters(rows: Iterable[Record], first: str) -> tuple[int, list[Record]]:
    mine = [one for one in rows if one.values["is_first"] == first]
    return len({one.values["case_key"] or one.id for one in mine}), mine


def tcd(lists: Lists, code: str) -> Want:
    number = int(code)
    if number <= 3:
        parts = {1: ("4", "13", "22"), 2: ("5", "14", "23"), 3: ("6", "7", "15", "16", "24", "25")}[number]
        wants = [tcd(lists, part) for part in parts]
        value = None if all(want.value is None for want in wants) else sum(want.value or 0 for want in wants)
        return Want(value, set().union(*(want.ids for want in wants)))
    if number in (12, 21):
        block = BLOCKS["head" if number == 12 else "deputy"]
        rows = [one for one in in_period(lists["reception_session"]) if one.values["held"] and block(one)]
        return cell(lists, len(rows), rows, "reception_session")
    block = max((name for name in BEGIN if BEGIN[name] <= number), key=BEGIN.__getitem__)
    rows, place = visits(lists, block), number - BEGIN[block]
    if place >= 4:
        rows, place = [one for one in rows if one.values["people_count"] >= 5], place - 4
    value, behind = [
        lambda: (len(rows), rows),
        lambda: (added(rows, "people_count"), rows),
        lambda: matters(rows, "lan_dau"),
        lambda: matters(rows, "nhieu_lan"),
    ][place]()
    return cell(lists, value, behind, "reception_visit", "reception_session")


def joined(*wants: Want) -> Want:
    known = [want for want in wants if want.value is not None]
    return Want(sum(want.value for want in known) if known else None, set().union(*(want.ids for want in known)))


def dv_05(lists: Lists, code: str) -> Want:
    held = [one for one in in_period(lists["reception_session"]) if one.values["held"]]
    if code == "1":
        return Want(WORKED_WEEKS, set())
    if code in "23":
        actor = "thu_truong" if code == "2" else "uy_quyen"
        rows = [one for one in held if (one.values["kind"], one.values["actor"]) == ("dinh_ky", actor)]
        return cell(lists, len({one.values["actual_date"] for one in rows}), rows, "reception_session")
    if code == "4":
        rows = [one for one in held if one.values["kind"] == "dot_xuat"]
        return cell(lists, len(rows), rows, "reception_session")
    if code in "5678":
        return joined(*(tcd(lists, part) for part in {"5": ["1"], "6": ["2"], "7": ["3"], "8": ["8", "17", "26"]}[code]))
    if code in ("9", "10"):
        rows = in_period(lists["dialogue"])
        return cell(lists, len(rows) if code == "9" else added(rows, "participants"), rows, "dialogue")
    if code in ("11", "12"):
        alive = {one.id for one in counted(lists["dialogue"])}
        rows = [one for one in in_period(lists["dialogue_opinion"]) if one.values["dialogue_id"] in alive]
        rows = [one for one in rows if code == "11" or one.values["answered"] == "tai_cho"]
        return cell(lists, added(rows, "times_raised"), rows, "dialogue_opinion", "dialogue")
    rows = [one for one in in_period(lists["commitment"]) if one.values["source_kind"] == "doi_thoai"]
    if code == "14":
        rows = [one for one in rows if one.values["state"] == "xong" and one.values["done_on"] <= TO]
    return cell(lists, len(rows), rows, "commitment")


PLAIN = {"DV-04": dv_04, "DV-05": dv_05, "01/TCD": tcd}
