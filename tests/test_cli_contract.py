"""The command line answers as its contract says: stations, accounts, registers and records (lines 1 to 14).

One test a line, named after it; periods and figures, and packages, have files of their own beside this one.
"""

import json
import uuid

import pytest

from desktop.cli import main, run
from desktop.errors import CODES
from tests.worlds import COMMUNE, MODEL, NEIGHBOUR, NOW, PASSWORD, VISIT, Laptop, call, surroundings

RECORD_KEYS = {
    "id", "register", "unit", "book_no", "year", "event_date", "status", "deleted", "flags", "conflicts", "created", "updated", "values",
    "withheld",
}  # fmt: skip
REGISTERS = {
    "village", "official", "organisation", "place", "holiday", "report_period", "period_declaration", "doc_catalog", "model",
    "model_evaluation", "reception_session", "reception_visit", "dialogue", "dialogue_opinion", "commitment", "reward", "legal_rule",
}  # fmt: skip


def test_line_01_stdout_is_one_document_and_stderr_one_line(world):
    answer = world.commune.refused("unknown_register", "record", "list", "khong_co")
    assert answer.document.keys() == {"error"}
    assert answer.error.keys() == {"code", "message", "where"}
    assert answer.error["where"] == "khong_co"


def test_line_01_without_json_a_person_reads_lines(world):
    laptop = world.commune
    with surroundings({"SODANVAN_PASSWORD": PASSWORD, "SODANVAN_NOW": NOW}, "") as (out, err):
        status = run(
            ["--home", str(laptop.home), "--user", laptop.user, "record", "add", "village", "--set", "name=Bản Thử", "--set", "type=ban"]
        )
    assert (status, out.getvalue(), err.getvalue()) == (0, "Đã ghi 1 bản ghi.\n", "")


@pytest.mark.parametrize("wrong", [["khong_co"], ["units", "--khong"], ["record", "show", "village"], ["units", "--era", "1999"]], ids=str)
def test_line_02_wrong_usage_ends_with_2(wrong):
    answer = call(*wrong)
    assert answer.status == 2
    assert answer.error["code"] in CODES
    assert answer.said.count("\n") == 1


def test_line_02_no_station_and_wrong_password_end_with_1(world, tmp_path):
    Laptop(tmp_path / "empty", COMMUNE).refused("no_station", "status")
    world.commune.refused("wrong_password", "status", password="không phải mật khẩu")
    Laptop(world.commune.home, COMMUNE, user="ai đó").refused("wrong_password", "status")


def test_line_03_registers_and_fields_have_the_names_of_the_dossier(world):
    assert {one["code"] for one in world.commune.ok("registers")} >= REGISTERS
    fields = world.commune.ok("schema", "reception_visit")["properties"]
    assert {"prev_visit_id", "refusal_reason", "village_id", "result_track", "prior_body", "case_key", "vuot_cap"} <= fields.keys()
    assert [fields[name]["x-class"] for name in ("village_id", "result_track", "prior_body")] == [2, 3, 3]
    assert {"actor", "actor_id"} <= world.commune.ok("schema", "reception_session")["properties"].keys()


def test_line_04_values_come_in_many_spellings_and_go_out_in_one(world):
    laptop = world.commune
    laptop.add_village()
    laptop.add("organisation", {"name": "Hội Nông dân", "kind": "nong_dan"})
    pairs = {**MODEL, "villages": "Bản Nậm Ngà", "lead_org": "Hội Nông dân", "registered_on": "20/01/2024", "seed_topic": "rung,van_hoa"}
    options = [part for name, value in {**pairs, "is_pilot": "true", "hh_involved": "12"}.items() for part in ("--set", f"{name}={value}")]
    record = laptop.ok("record", "add", "model", *options)["ids"][0]
    values = laptop.ok("record", "show", "model", record)["values"]
    village = laptop.ok("record", "list", "village")["records"][0]["id"]
    assert (values["registered_on"], values["seed_topic"], values["is_pilot"], values["hh_involved"]) == (
        "2024-01-20", ["rung", "van_hoa"], True, 12,
    )  # fmt: skip
    assert values["villages"] == [village]
    laptop.ok("record", "edit", "model", record, "--set", "seed_topic=", "--set", "hh_involved=")
    values = laptop.ok("record", "show", "model", record)["values"]
    assert (values["seed_topic"], values["hh_involved"]) == (None, None)


def test_line_05_the_clock_and_the_only_account_may_be_left_to_the_surroundings(world):
    laptop = world.commune
    laptop.add_village()
    assert laptop.ok("record", "list", "village")["records"][0]["created"]["at"] == "2024-03-20T08:00:00+07:00"
    assert call("--home", laptop.home, "status", password=PASSWORD, now=NOW).status == 0
    assert call("--home", laptop.home, "status", now=NOW).error["code"] == "wrong_password"


def test_line_05_a_doubtful_clock_writes_and_warns(world):
    laptop = world.commune
    laptop.add_village()
    answer = laptop.call("record", "add", "village", "--set", "name=Bản Cũ", "--set", "type=ban", now="2009-01-01T08:00:00")
    assert answer.status == 0
    assert len(answer.document["warnings"]) == 1
    assert laptop.ok("status", now="2009-01-01T08:00:00")["clock"] == "doubtful"


def test_line_06_units_come_by_code(world):
    units = call("units", "--era", "2024").document
    assert [one["code"] for one in units] == sorted(one["code"] for one in units)
    assert len(units) == 115
    found = next(one for one in units if one["code"] == "03448")
    assert found == {"code": "03448", "era": "2024", "name": "Pa Vệ Sủ", "type": "Xã", "level": "xa", "parent": "107"}
    assert sum(one["parent"] == "107" for one in call("units", "--era", "2024", "--level", "xa").document) == 14


def test_line_07_init_tells_what_the_station_is(tmp_path):
    init = ("station", "init", "--unit", "03448", "--era", "2024", "--desk", "xa", "--user", "an")
    made = call("--home", tmp_path / "a", *init, password=PASSWORD, now=NOW)
    assert made.status == 0
    told = made.document
    assert (told["unit"], told["era"], told["desk"], told["enrolled"], told["root_fingerprint"]) == ("03448", "2024", "xa", False, None)
    assert len(told["fingerprint"].split()) == 8
    laptop = Laptop(tmp_path / "a", "03448")
    shown = laptop.ok("station", "show")
    assert "recovery_code" not in shown
    assert {name: told[name] for name in ("station", "fingerprint")} == {name: shown[name] for name in ("station", "fingerprint")}
    assert {"series", "rights", "issuer", "serial"} <= shown.keys()
    assert set(laptop.ok("account", "list")[0]["roles"]) == {"QT", "DV", "TCD", "TP", "LD", "NL"}
    assert call("--home", tmp_path / "a", *init, password=PASSWORD).error["code"] == "station_exists"


def test_line_07_a_unit_that_is_not_there_or_a_short_password_makes_no_station(tmp_path):
    init = ("station", "init", "--era", "2024", "--desk", "xa", "--user", "an", "--unit")
    assert call("--home", tmp_path / "a", *init, "99999", password=PASSWORD).error["code"] == "unknown_unit"
    assert call("--home", tmp_path / "a", *init, "03448", password="ngắn").error["code"] == "invalid_value"
    assert not (tmp_path / "a" / "keys.json").exists()


def test_line_07_the_root_stands_with_all_rights(world):
    shown = world.district.ok("station", "show")
    assert (world.district.home / "root.key").exists()
    assert set(shown["rights"]) == {"write", "admit", "down"}
    assert shown["enrolled"]
    assert "TH" in world.district.ok("account", "list")[0]["roles"]


def test_line_08_accounts_come_and_go(world):
    laptop = world.commune
    made = laptop.ok("account", "add", "Lò Thị Ún", "--roles", "TCD,DV", new_password="mật khẩu thứ hai")
    assert made == {"name": "Lò Thị Ún", "roles": ["DV", "TCD"], "disabled": False, "last_used": None}
    second = Laptop(laptop.home, COMMUNE, user="Lò Thị Ún", password="mật khẩu thứ hai")
    second.ok("account", "passwd", "Lò Thị Ún", new_password="mật khẩu thứ ba")
    second.refused("wrong_password", "status")
    second.password = "mật khẩu thứ ba"
    second.refused("not_allowed", "account", "add", "Ai Đó", "--roles", "QT", new_password="mật khẩu thứ tư")
    assert laptop.ok("account", "disable", "Lò Thị Ún")["disabled"]
    assert second.call("status").error["code"] in ("wrong_password", "not_allowed")
    assert [one["name"] for one in laptop.ok("account", "list")] == ["Lò Thị Ún", "an"]


def test_line_08_the_printed_code_opens_when_the_password_is_forgotten(tmp_path):
    init = ("station", "init", "--unit", "03448", "--era", "2024", "--desk", "xa", "--user", "an")
    code = call("--home", tmp_path / "a", *init, password=PASSWORD, now=NOW).document["recovery_code"]
    laptop = Laptop(tmp_path / "a", "03448")
    assert laptop.call("account", "recover", code="không phải mã", new_password="mật khẩu mới").error["code"] in (
        "invalid_value",
        "wrong_password",
    )
    laptop.ok("account", "recover", code=code, new_password="mật khẩu mới")
    laptop.refused("wrong_password", "status")
    laptop.ok("status", password="mật khẩu mới")


def test_line_09_both_sides_compare_eight_words(world, tmp_path):
    asked, answered = tmp_path / "request.goi", tmp_path / "answer.goi"
    words = world.loner.ok("station", "request", asked)["fingerprint"]
    needed = world.district.refused("fingerprint_needed", "station", "admit", asked, "-o", answered)
    assert needed.error["where"] == words
    backwards = " ".join(reversed(words.split()))
    world.district.refused("wrong_fingerprint", "station", "admit", asked, "--fingerprint", backwards, "-o", answered)
    assert not answered.exists()
    spoken = words.upper().replace("-", " ")
    done = world.district.ok("station", "admit", asked, "--fingerprint", spoken, "-o", answered)
    assert (done["admitted"], done["unit"], done["file"]) == (True, "03448", str(answered))
    root = world.district.ok("station", "show")["root_fingerprint"]
    for typed in ([], ["--root", " ".join(reversed(root.split()))]):
        code = "wrong_fingerprint" if typed else "fingerprint_needed"
        answer = world.loner.refused(code, "station", "accept", answered, *typed)
        assert answer.error["where"] == "--root"
        assert not set(root.split()) & set(json.dumps(answer.document, ensure_ascii=False).split('"'))
    accepted = world.loner.ok("station", "accept", answered, "--root", root)
    assert (accepted["enrolled"], accepted["root_fingerprint"]) == (True, root)
    assert accepted["issuer"] == world.district.ok("station", "show")["station"]


def test_line_09_what_a_revoked_station_writes_later_counts_no_more(world):
    station = world.neighbour.ok("station", "show")["station"]
    world.neighbour.add_village()
    world.district.ok("import", *world.neighbour.export(world.stick))
    told = world.district.ok("station", "revoke", station)
    assert told["station"] == station
    world.neighbour.add_village("Bản Sau Này")
    world.district.call("import", *world.neighbour.export(world.stick))
    assert [one["values"]["name"] for one in world.district.ok("record", "list", "village")["records"]] == ["Bản Nậm Ngà"]
    world.district.refused("unknown_station", "station", "revoke", "0" * 20)


def test_line_10_a_schema_says_all_that_a_machine_needs(world):
    found = {one["code"]: one for one in world.commune.ok("registers")}
    assert found["reception_session"]["children"] == ["reception_visit"]
    assert found["reception_visit"]["number"] == "R06"
    assert {"code", "number", "title", "dated_by", "upward", "children"} <= found["model"].keys()
    schema = world.commune.ok("schema", "reception_visit")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all("title" in one and "x-class" in one for one in schema["properties"].values())
    assert schema["properties"]["session_id"]["x-ref"] in ("reception_session", ["reception_session"])
    assert schema["properties"]["due_reply"]["x-auto"]
    assert "citizen_name" not in schema["required"]  # a denunciation has none
    world.commune.refused("unknown_register", "schema", "khong_co")


def test_line_11_a_record_has_every_field_and_names_what_is_withheld(world):
    laptop = world.commune
    visit = laptop.add_visit(laptop.add_session("2024-01-08"))
    shown = laptop.ok("record", "show", "reception_visit", visit)
    assert shown.keys() >= RECORD_KEYS
    assert shown["values"].keys() == laptop.ok("schema", "reception_visit")["properties"].keys()
    assert (shown["unit"], shown["book_no"], shown["year"], shown["event_date"], shown["status"]) == (
        COMMUNE, "1", 2024, "2024-01-08", "hoan_chinh",
    )  # fmt: skip
    assert shown["withheld"] == []
    world.district.ok("import", *laptop.export(world.stick))
    above = world.district.ok("record", "show", "reception_visit", visit)
    assert {"citizen_name", "citizen_address", "content"} <= set(above["withheld"])
    assert above["values"]["citizen_name"] is None
    assert above["values"]["category"] == "dat_dai"


def test_line_11a_the_date_of_a_record_is_never_typed(world):
    laptop = world.commune
    village = laptop.add_village()
    session = laptop.add_session("2024-01-08", actual_date="2024-01-09")
    visit = laptop.add_visit(session)
    laptop.add("official", {"name": "Lỳ Giá Xừ", "position": "Chủ tịch"})
    told = {
        "kind": "hang_nam",
        "announced_on": "2024-02-01",
        "held_on": "2024-02-20",
        "place": "Phòng tiếp công dân",
        "villages": [village],
    }
    told |= {"chair_id": "Lỳ Giá Xừ", "head_present": True, "with_front": True, "participants": 30}
    dialogue = laptop.add("dialogue", told)[0]
    opinion = {
        "dialogue_id": dialogue,
        "topic": "dat_dai",
        "content": "Nương",
        "times_raised": 1,
        "competence": "xa",
        "answered": "tai_cho",
    }
    opinion_id = laptop.add("dialogue_opinion", opinion)[0]
    dates = [
        laptop.ok("record", "show", register, record)["event_date"]
        for register, record in (
            ("reception_session", session), ("reception_visit", visit), ("dialogue_opinion", opinion_id), ("village", village),
        )
    ]  # fmt: skip
    assert dates == ["2024-01-09", "2024-01-09", "2024-02-20", None]
    laptop.ok("record", "edit", "reception_session", session, "--set", "actual_date=2024-01-10")
    assert laptop.ok("record", "show", "reception_visit", visit)["event_date"] == "2024-01-10"


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ({"type": "ban"}, "required_missing", "name"),
        ({"name": "Bản Một", "type": "lang"}, "invalid_value", "type"),
        ({"name": "Bản Một", "type": "ban", "chieu_cao": 3}, "unknown_field", "chieu_cao"),
        ({"name": "Bản Một", "type": "ban", "households": -1}, "invalid_value", "households"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_line_12_add_is_all_or_nothing_and_names_the_place(world, row, code, field):
    good = {"name": "Bản Tốt", "type": "ban"}
    answer = world.commune.refused(code, "record", "add", "village", "--from-json", "-", typed=json.dumps([good, row]))
    assert [(one["index"], one["field"]) for one in answer.document["errors"]] == [(1, field)]
    assert answer.document["errors"][0].keys() >= {"index", "field", "rule", "message"}
    assert world.commune.ok("record", "list", "village")["total"] == 0


def test_line_12_a_date_that_is_no_day_and_a_rule_that_is_broken_are_refused(world):
    laptop = world.commune
    session = laptop.add_session("2024-01-08")
    row = {"kind": "dinh_ky", "planned_date": "30/02/2024", "actor": "thu_truong", "place": "Phòng tiếp công dân"}
    laptop.refused("invalid_value", "record", "add", "reception_session", "--from-json", "-", typed=json.dumps(row))
    row |= {"planned_date": "2024-02-28", "actor": "can_bo"}
    answer = laptop.refused("rule_broken", "record", "add", "reception_session", "--from-json", "-", typed=json.dumps(row))
    assert answer.document["errors"][0]["rule"] == "only_the_head_holds_regular_and_urgent_sessions"
    spoken = {**VISIT, "session_id": session, "subject_kind": "to_cao"}
    laptop.refused("rule_broken", "record", "add", "reception_visit", "--from-json", "-", typed=json.dumps(spoken))


def test_line_12_drafts_skip_what_is_required_and_a_given_id_is_kept(world):
    laptop, given = world.commune, str(uuid.uuid4())
    assert laptop.ok("record", "add", "village", "--set", "households=12", "--draft")["ids"]
    assert laptop.add("village", {"id": given, "name": "Bản Có Mã", "type": "ban"}) == [given]
    unnamed = '{"id": "abc", "name": "Bản", "type": "ban"}'
    answer = laptop.refused("invalid_value", "record", "add", "village", "--from-json", "-", typed=unnamed)
    assert [(one["index"], one["field"]) for one in answer.document["errors"]] == [(0, "id")]
    laptop.refused("invalid_value", "record", "add", "village", "--from-json", "-", typed="{không phải JSON")


def test_line_13_every_change_is_an_op_and_the_history_keeps_it(world):
    laptop, village = world.commune, world.commune.add_village()
    edited = laptop.ok("record", "edit", "village", village, "--set", "households=40")
    assert edited["op"].count("/") == 2
    assert laptop.ok("record", "edit", "village", village, "--set", "households=40") == {"id": village, "op": None}
    laptop.ok("record", "delete", "village", village)
    assert laptop.ok("record", "list", "village")["total"] == 0
    laptop.ok("record", "restore", "village", village)
    history = laptop.ok("record", "history", "village", village)
    assert [one["kind"] for one in history] == ["set", "set", "delete", "restore"]
    assert history[0].keys() >= {"op", "at", "by", "station", "unit", "kind", "values", "over"}
    assert history[1]["op"] == edited["op"]
    for command in ("edit", "delete", "restore", "show", "history"):
        laptop.refused("unknown_record", "record", command, "village", str(uuid.uuid4()))


def test_line_13_an_edit_over_what_its_author_saw_conflicts_with_what_he_did_not_see(world):
    laptop, village = world.commune, world.commune.add_village()
    seen = laptop.ok("record", "history", "village", village)[-1]["op"]
    laptop.ok("record", "edit", "village", village, "--set", "households=40")
    laptop.ok("record", "edit", "village", village, "--set", "households=41", "--base", seen)
    assert laptop.ok("record", "show", "village", village)["conflicts"] == ["households"]


def test_line_13_turning_into_a_denunciation_erases_at_once(world):
    laptop = world.commune
    visit = laptop.add_visit(laptop.add_session("2024-01-08"), citizen_name="Lò Văn Giấu")
    answer = laptop.ok("record", "edit", "reception_visit", visit, "--set", "subject_kind=to_cao")
    assert {"citizen_name", "citizen_address", "content"} <= set(answer["erased"])
    assert "Lò Văn Giấu" not in json.dumps(laptop.ok("record", "history", "reception_visit", visit), ensure_ascii=False)
    assert laptop.ok("record", "list", "reception_visit", "--search", "giấu")["total"] == 0
    laptop.refused("rule_broken", "record", "edit", "reception_visit", visit, "--set", "citizen_name=Lò Văn Giấu")


@pytest.mark.parametrize(("register", "where"), [("holiday", "date = 2024-04-18"), ("legal_rule", "rule_key = tcd_reply")])
def test_line_13_what_came_with_the_program_is_struck_out_and_brought_back(world, register, where):
    def found(*options: str) -> list[tuple[str, bool]]:
        return [(one["id"], one["deleted"]) for one in laptop.ok("record", "list", register, "--where", where, *options)["records"]]

    laptop = world.district
    ((record, _),) = found()
    assert laptop.ok("record", "delete", register, record)["op"]
    assert (found(), found("--deleted")) == ([], [(record, True)])
    assert laptop.ok("record", "restore", register, record)["op"]
    assert found() == [(record, False)]


def test_line_13_a_commune_does_not_write_in_another_units_books(world):
    village = world.neighbour.add_village()
    world.district.ok("import", *world.neighbour.export(world.stick))
    world.district.refused("not_allowed", "record", "edit", "village", village, "--set", "households=1")


def test_line_14_lists_filter_search_and_count(world):
    laptop = world.commune
    laptop.add(
        "village",
        *({"name": f"Bản {name}", "type": "ban", "households": n} for n, name in enumerate(("Nậm Ngà", "Đường Mới", "Pa Tết"), 1)),
    )

    def names(*options: str) -> list[str]:
        return [one["values"]["name"] for one in laptop.ok("record", "list", "village", *options)["records"]]

    assert names("--where", "households >= 2", "--where", "name ~ duong") == ["Bản Đường Mới"]
    assert names("--search", "nam nga") == ["Bản Nậm Ngà"]
    assert names("--where", f"unit = {NEIGHBOUR}") == []
    page = laptop.ok("record", "list", "village", "--limit", "1", "--offset", "1")
    assert (page["total"], len(page["records"])) == (3, 1)
    laptop.refused("unknown_field", "record", "list", "village", "--where", "chieu_cao = 1")
    laptop.refused("invalid_value", "record", "list", "village", "--where", "households bằng 1")


def test_line_14_struck_out_records_and_those_of_a_period_are_asked_for(world):
    laptop = world.commune
    inside, outside = laptop.add_session("2024-01-08"), laptop.add_session("2024-03-18")
    found = laptop.ok("record", "list", "reception_session", "--period", "2024-Q1")["records"]
    assert [one["id"] for one in found] == [inside]
    laptop.ok("record", "delete", "reception_session", outside)
    assert outside not in {one["id"] for one in laptop.ok("record", "list", "reception_session")["records"]}
    with_struck = {one["id"]: one["deleted"] for one in laptop.ok("record", "list", "reception_session", "--deleted")["records"]}
    assert with_struck[outside] is True
    laptop.refused("unknown_period", "record", "list", "reception_session", "--period", "2024-Q9")


def test_line_34_every_command_explains_itself_in_vietnamese():
    def all_of(group, path):
        for name, command in group.commands.items():
            yield [*path, name]
            if hasattr(command, "commands"):
                yield from all_of(command, [*path, name])

    for path in all_of(main, []):
        with surroundings({}, "") as (out, _):
            assert run([*path, "--help"]) == 0
        assert out.getvalue().startswith("Cách dùng: ")
        assert "Hiện phần hướng dẫn này." in out.getvalue()
