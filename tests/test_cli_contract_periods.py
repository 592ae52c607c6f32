"""The command line answers as its contract says: periods, figures, what is due, reports and the check (lines 16 to 23, 29 to 31)."""

import json
from pathlib import Path

import pytest

from tests.worlds import COMMUNE, MODEL, NEIGHBOUR, Laptop, World, call

STATE_KEYS = {
    "period", "unit", "from", "to", "due", "state", "version", "snapshot", "undeclared", "comments", "agrees", "differences",
}  # fmt: skip
Q1 = "2024-Q1"
CHECKS = ["database", "chain", "signatures", "state", "attachments", "keys"]


def closed(laptop: Laptop) -> dict:
    """Declare what is empty and close the quarter."""
    laptop.ok("period", "nothing", Q1, "--all-empty")
    return laptop.ok("period", "close", Q1)


def delivered(world: World) -> str:
    """Close the commune's quarter with one visit in it and bring it up; return the visit."""
    visit = world.commune.add_visit(world.commune.add_session("2024-01-08"))
    closed(world.commune)
    world.district.ok("import", *world.commune.export(world.stick))
    return visit


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024-06", "2024-05-15", "2024-06-14"), (Q1, "2023-12-15", "2024-03-14"), ("2024-Q2", "2024-03-15", "2024-06-14"),
        ("2024-Q3", "2024-06-15", "2024-09-14"), ("2024-Q4", "2024-09-15", "2024-12-14"), ("2024-H1", "2023-12-15", "2024-06-14"),
        ("2024-H2", "2024-06-15", "2024-12-14"), ("2024-9M", "2023-12-15", "2024-09-14"), ("2024", "2023-12-15", "2024-12-14"),
    ],
)  # fmt: skip
def test_line_16_periods_have_the_days_of_the_decree(enrolled, code, first, last):
    shown = enrolled.neighbour.ok("period", "show", code)
    assert (shown["from"], shown["to"]) == (first, last)


def test_line_17_open_nothing_and_records_that_count_by_themselves(world):
    opened = world.commune.ok("period", "open", "quarter", "2024", "1", "--due", "20/03/2024")
    assert opened.keys() >= STATE_KEYS
    assert opened["due_basis"].endswith("ghi cho kỳ này")
    assert (opened["period"], opened["state"], opened["due"], opened["version"]) == (Q1, "open", "2024-03-20", 0)
    assert "reception_session" in opened["undeclared"]
    world.commune.add_session("2024-01-08")
    after = world.commune.ok("period", "nothing", Q1, "reward", "--not-applicable")
    assert not {"reward", "reception_session"} & set(after["undeclared"])
    assert world.commune.ok("record", "list", "period_declaration")["records"][0]["values"]["state"] == "khong_ap_dung"
    assert "reward" in world.commune.ok("period", "nothing", Q1, "reward", "--take-back")["undeclared"]
    world.commune.refused("rule_broken", "period", "nothing", Q1, "reception_session")
    world.commune.refused("unknown_register", "period", "nothing", Q1, "khong_co")
    assert world.commune.call("period", "nothing", Q1).status == 2


def test_line_18_an_upper_unit_sees_a_row_for_every_unit_below(world):
    delivered(world)
    world.district.ok("period", "open", "quarter", "2024", "1")
    rows = world.district.ok("period", "list")
    assert all(row.keys() >= STATE_KEYS for row in rows)
    assert [row["unit"] for row in rows] == sorted(row["unit"] for row in rows)
    assert len(rows) == 14
    states = {row["unit"]: (row["state"], row["agrees"]) for row in rows}
    assert states[COMMUNE] == ("received", True)
    assert states[NEIGHBOUR] == ("not_reported", None)
    assert [row["unit"] for row in world.district.ok("period", "list", "--unit", COMMUNE)] == [COMMUNE]


def test_line_19_a_close_demands_every_register_and_says_what_is_missing(world):
    laptop = world.commune
    answer = laptop.refused("rule_broken", "period", "close", Q1)
    assert {"reward", "dialogue", "model", "reception_session"} <= set(answer.document["undeclared"])
    assert {one["check"] for one in answer.document["checks"]} >= {"drafts", "conflicts"}
    laptop.ok("record", "add", "reward", "--draft", "--set", "decision_date=2024-01-15")
    laptop.ok("period", "nothing", Q1, "--all-empty")
    draft = laptop.refused("rule_broken", "period", "close", Q1)
    assert [one["check"] for one in draft.document["checks"] if not one["ok"]] == ["drafts"]
    assert laptop.ok("period", "show", Q1)["state"] == "open"
    for wrong in ("khong_co=lý do", "drafts"):
        assert laptop.refused("invalid_value", "period", "close", Q1, "--override", wrong).error["where"] == "--override"
    laptop.refused("required_missing", "period", "close", Q1, "--override", "drafts= ")
    every = [f"{one['check']}=chờ bản gốc = ngày mai" for one in draft.document["checks"]]
    assert any(one.count("=") == 3 for one in every)
    done = laptop.ok("period", "close", Q1, *(part for one in every for part in ("--override", one)))
    assert (done["state"], done["version"]) == ("closed", 1)
    assert len(done["snapshot"]) == 64
    assert [one["check"] for one in done["checks"] if one["overridden"]] == ["drafts"]


def test_line_19_return_correct_close_again_accept_lock(world):
    visit = delivered(world)
    returned = world.district.ok("period", "return", COMMUNE, Q1, "--comment", "Xem lại số người", "--record", visit)
    assert returned["state"] == "returned"
    assert [(one["record"], one["text"]) for one in returned["comments"]] == [(visit, "Xem lại số người")]
    down = [path for path in world.district.export(world.stick / "down") if f"_{COMMUNE}_" in path.name]
    world.commune.ok("import", *down)
    seen = world.commune.ok("period", "show", Q1)
    assert (seen["state"], seen["comments"][0]["text"]) == ("returned", "Xem lại số người")
    world.commune.ok("record", "edit", "reception_visit", visit, "--set", "people_count=3")
    again = world.commune.ok("period", "close", Q1)
    assert (again["state"], again["version"]) == ("closed", 2)
    assert world.commune.ok("record", "show", "reception_visit", visit)["flags"] == []
    world.district.ok("import", *world.commune.export(world.stick / "again"))
    assert world.district.ok("period", "accept", COMMUNE, Q1)["state"] == "accepted"
    assert world.district.ok("period", "lock", COMMUNE, Q1)["state"] == "locked"
    for status, some in (("da_khoa", True), ("hoan_chinh", False)):
        found = world.district.ok("record", "list", "reception_session", "--period", Q1, "--where", f"status = {status}")["records"]
        assert bool(found) is some
        assert {one["status"] for one in found} <= {status}
    world.commune.ok("import", *[path for path in world.district.export(world.stick / "last") if f"_{COMMUNE}_" in path.name])
    world.commune.refused("period_closed", "period", "reopen", Q1, "--reason", "ghi thêm")
    world.district.refused("rule_broken", "period", "accept", NEIGHBOUR, Q1)


def test_line_19_what_comes_after_the_close_changes_no_printed_figure(world):
    laptop = world.commune
    session = laptop.add_session("2024-01-08")
    laptop.add_visit(session)
    closed(laptop)
    before = laptop.ok("form", "DV-05", Q1)["rows"][0]["cells"]
    late = laptop.add_visit(session)
    assert laptop.ok("form", "DV-05", Q1)["rows"][0]["cells"] == before
    assert "bo_sung" in laptop.ok("record", "show", "reception_visit", late)["flags"]
    supplement = laptop.ok("period", "show", Q1)["late"]
    assert [(one["id"], one["change"]) for one in supplement["records"]] == [(late, "them")]
    assert {"form": "DV-05", "cell": "5", "declared": 1, "computed": 2} in supplement["cells"]
    assert laptop.ok("period", "reopen", Q1, "--reason", "bổ sung một lượt")["state"] == "open"
    assert laptop.ok("form", "DV-05", Q1)["rows"][0]["cells"]["5"] == before["5"] + 1


def test_line_20_a_unit_that_said_nothing_is_named_and_left_out_of_the_total(world):
    delivered(world)
    answer = world.district.ok("form", "DV-05", Q1)
    assert answer.keys() >= {"period", "from", "to", "scope", "rows", "total"}
    assert (answer["scope"], len(answer["rows"])) == ("consolidated", 14)
    rows = {row["unit"]: row for row in answer["rows"]}
    assert rows[COMMUNE].keys() >= {"unit", "name", "state", "reported"}
    assert (rows[NEIGHBOUR]["reported"], set(rows[NEIGHBOUR]["cells"].values())) == (False, {None})
    assert rows[NEIGHBOUR]["why"]["5"] == "chua_bao_cao"
    assert answer["total"]["cells"]["5"] == rows[COMMUNE]["cells"]["5"] == 1
    alone = world.district.ok("form", "DV-05", Q1, "--unit", COMMUNE)
    assert (len(alone["rows"]), alone["total"]) == (1, None)
    world.district.refused("unknown_unit", "form", "DV-05", Q1, "--unit", "99999")


def test_line_21_targets_carry_parts_ratio_and_what_is_missing(world):
    world.commune.add_session("2024-01-08")
    answer = world.commune.ok("targets", Q1, "--settings")
    items = {one["code"]: one for one in answer["rows"][0]["items"]}
    assert list(items) == ["CT1", "CT2", "CT3", "CT4", "CT5"]
    assert {code: [part["code"] for part in one["parts"]] for code, one in items.items()} == {
        "CT1": ["CT1a", "CT1b"], "CT2": ["CT2a", "CT2b", "CT2c", "CT2d"], "CT3": ["CT3a", "CT3b"], "CT4": ["CT4y"],
        "CT5": ["CT5a", "CT5b", "CT5a'"],
    }  # fmt: skip
    assert (items["CT4"]["denominator"], items["CT4"]["ratio"], items["CT4"]["why"]) == (0, None, "khong_ap_dung")
    text = "chưa ban hành kế hoạch dân vận chính quyền năm 2024"
    assert items["CT2"]["missing"][0].items() >= {"register": "plan_doc", "id": None, "text": text}.items()
    assert answer["settings"]["CT4"]["trained"] == {"from": "2023-01-01", "to": "2024-03-14"}
    assert items["CT3"].keys() >= {"code", "title", "numerator", "denominator", "ratio", "met", "why", "parts", "missing"}
    weeks = items["CT5"]["parts"][0]
    assert (weeks["code"], weeks["numerator"], weeks["denominator"], weeks["ratio"], weeks["met"]) == ("CT5a", 1, 13, "0.0769", False)
    assert items["CT5"]["parts"][1]["why"] == "chua_den_ky"
    assert answer["total"] is None


def test_line_21_indicators_have_the_shape_of_targets(world):
    laptop = world.commune
    answer = laptop.ok("indicators", Q1, "--settings", "--rows")
    items = {one["code"]: one for one in answer["rows"][0]["items"]}
    assert list(items) == [f"I{number:02}" for number in range(6, 36)]
    assert items["I06"].keys() >= {"code", "title", "numerator", "denominator", "ratio", "met", "why", "parts", "missing", "ids"}
    assert (items["I06"]["denominator"], items["I06"]["ratio"], items["I06"]["why"]) == (0, None, "khong_ap_dung")
    assert (items["I30"]["numerator"], items["I30"]["denominator"]) == (None, None)
    assert answer["settings"]["I06"]["window"] == {"from": "2024-01-01", "to": "2024-03-14"}
    laptop.ok("period", "nothing", Q1, "--all-empty")
    after = {one["code"]: one for one in laptop.ok("indicators", Q1)["rows"][0]["items"]}
    assert (after["I30"]["numerator"], after["I35"]["ratio"], after["I35"]["missing"]) == (0, "1.0000", [])


def test_line_22_nothing_entered_is_null_and_nothing_happened_is_zero(world):
    laptop = world.commune
    empty = laptop.ok("form", "DV-04", Q1)
    assert empty.keys() >= {"form", "set", "title", "columns", "rows", "total"}
    assert empty["columns"][0].keys() >= {"code", "title", "unit"}
    assert (empty["rows"][0]["cells"]["1"], empty["rows"][0]["why"]["1"]) == (None, "chua_nhap")
    laptop.ok("period", "nothing", Q1, "model")
    assert laptop.ok("form", "DV-04", Q1)["rows"][0]["cells"]["1"] == 0
    visit = laptop.add_visit(laptop.add_session("2024-01-08"))
    rows = laptop.ok("form", "01/TCD", Q1, "--rows")["rows"][0]
    assert (rows["cells"]["1"], rows["ids"]["1"]) == (1, [visit])
    for name in ("DV-99", "xx"):
        laptop.refused("invalid_value", "form", name, Q1)
    laptop.refused("unknown_period", "form", "DV-05", "2024-Q7")


def test_line_23_what_is_due_comes_by_day(world):
    laptop = world.commune
    laptop.add_visit(laptop.add_session("2024-03-11"))
    due = laptop.ok("due", "--days", "10")
    assert all(one.keys() >= {"kind", "text", "due_on", "days_left", "register", "id", "basis"} for one in due)
    days = [one["due_on"] for one in due if one["due_on"]]
    assert days == sorted(days)
    assert ("reception_visit", "2024-03-25", 5) in [(one["register"], one["due_on"], one["days_left"]) for one in due]


def test_line_29_a_report_is_a_draft_until_the_close(world, tmp_path):
    laptop, file = world.commune, tmp_path / "bao-cao.pdf"
    laptop.add_session("2024-01-08")
    draft = laptop.ok("report", "dvcq", Q1, "-o", file)
    assert (draft["file"], draft["draft"], draft["snapshot"]) == (str(file), True, None)
    assert draft["pages"] > 1
    shut = closed(laptop)
    final = laptop.ok("report", "bieu:DV-05", Q1, "-o", file)
    assert (final["draft"], final["snapshot"]) == (False, shut["snapshot"])
    assert file.read_bytes().startswith(b"%PDF")
    laptop.refused("invalid_value", "report", "khong_co", Q1, "-o", tmp_path / "khong.pdf")
    laptop.refused("invalid_value", "report", "dvcq", Q1, "-o", tmp_path / "khong.txt")
    assert {path.name for path in tmp_path.glob("khong*")} == set()


@pytest.mark.parametrize("kind", ["qcdc", "tcd_kntc", "cong_khai", "hoa_giai", "truyen_thong"])
def test_line_29_every_kind_of_report_is_a_paper_of_its_own(world, tmp_path, kind):
    laptop, file = world.commune, tmp_path / f"{kind}.pdf"
    assert laptop.ok("report", kind, Q1, "-o", file)["pages"] >= 2
    assert file.read_bytes()[:5] == b"%PDF-"


def test_line_29_no_report_where_nothing_can_be_written(world, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("here")
    world.commune.add_session("2024-01-08")
    answer = world.commune.call("report", "dvcq", Q1, "-o", blocked / "bao-cao.pdf")
    assert answer.status == 1
    assert answer.error["code"] in ("read_only", "locked")
    assert blocked.read_text() == "here"


def test_line_29_a_slip_of_the_pen_makes_no_folder(world, tmp_path):
    commands = (("report", "dvcq", Q1, "-o"), "a.pdf"), (("table", "export", "village"), "a.xlsx"), (("station", "request"), "a.goi")
    for command, name in commands:
        answer = world.commune.call(*command, tmp_path / "khong-co" / name)
        assert (answer.status, answer.error["code"]) == (1, "invalid_value")
        assert answer.error["message"].startswith(f"Không có thư mục {tmp_path / 'khong-co'}.")
    assert not (tmp_path / "khong-co").exists()


def test_line_30_the_check_looks_at_everything(world):
    world.commune.add_village()
    told = world.commune.ok("check")
    assert told["ok"]
    assert [one["name"] for one in told["checks"]] == CHECKS
    assert all(one.keys() >= {"name", "ok", "found", "rebuild_from"} for one in told["checks"])


@pytest.mark.parametrize("ruin", ["a page", "the head", "noise", "lost", "the keys"])
def test_line_30_the_check_answers_also_where_it_is_needed_most(world, ruin):
    world.commune.add_village()
    home = world.commune.home
    file = home / ("keys.json" if ruin == "the keys" else "sodanvan.db")
    body = bytearray(file.read_bytes())
    if ruin == "a page":
        body[len(body) // 2] ^= 1
    elif ruin == "the head":
        body[40] ^= 1
    else:
        body = bytearray(b"noise" * 4096)
    file.write_bytes(body)
    if ruin == "lost":
        file.unlink()
    answer = world.commune.refused("damaged", "check")
    assert answer.document["ok"] is False
    assert [one["name"] for one in answer.document["checks"]] == CHECKS
    wrong = {one["name"] for one in answer.document["checks"] if not one["ok"]}
    assert ("keys" if ruin == "the keys" else "database") in wrong
    assert all(one["found"] for one in answer.document["checks"] if not one["ok"])


def test_line_31_the_demo_refuses_a_folder_that_has_one(tmp_path: Path):
    (tmp_path / "homes").mkdir()
    answer = call("demo", tmp_path)
    assert (answer.status, answer.error["code"]) == (1, "station_exists")


def test_a_model_counts_once_it_is_registered(world):
    laptop = world.commune
    laptop.add_village()
    laptop.add("organisation", {"name": "Hội Nông dân", "kind": "nong_dan"})
    row = {**MODEL, "villages": "Bản Nậm Ngà", "lead_org": "Hội Nông dân", "registered_on": "2024-02-01", "registered_with": "Hội Nông dân"}
    laptop.ok("record", "add", "model", "--from-json", "-", typed=json.dumps(row))
    cells = laptop.ok("form", "DV-04", Q1)["rows"][0]["cells"]
    assert (cells["1"], cells["2"], cells["8"]) == (1, 1, 1)
