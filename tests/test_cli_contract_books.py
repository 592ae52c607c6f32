"""The command line answers as its contract says: the books of letters, of denunciations and of mediation (lines 3, 11a, 12, 13)."""

import json

from tests.worlds import Laptop

LETTER = {
    "received_on": "2024-01-08", "source": "buu_chinh", "kind": "khieu_nai", "signatory_type": "mot_nguoi",
    "petitioner_name": "Lò Văn Giấu", "address": "Bản Kín", "summary": "Chuyện không ai được giữ", "admissible": True,
    "in_competence": True, "category": "dat_dai", "prior_status": "chua_gq",
}  # fmt: skip
SECRETS = ("Lò Văn Giấu", "Bản Kín", "Chuyện không ai được giữ", "Lời không ai được giữ")
STAT = {
    "paper_ref": "M05/2024", "received_on": "2024-01-08", "admissible": True, "category": "dat_dai", "in_competence": True,
    "action": "thu_ly", "accepted_on": "2024-01-10", "level_tc": "lan_dau",
}  # fmt: skip


def add(laptop: Laptop, register: str, **values: object) -> str:
    (made,) = laptop.ok("record", "add", register, "--from-json", "-", typed=json.dumps(values))["ids"]
    return str(made)


def test_line_13_a_letter_that_moves_is_erased_and_only_its_figures_are_kept(world):
    laptop = world.commune
    letter = add(laptop, "petition", **LETTER)
    event = add(laptop, "petition_event", petition_id=letter, date="2024-01-09", type="lam_viec", note=SECRETS[-1])
    answer = laptop.ok("record", "edit", "petition", letter, "--set", "kind=to_cao")
    assert {"petitioner_name", "address", "summary", "received_on", "petition_event.note"} <= set(answer["erased"])
    told = [laptop.ok("record", "history", code, one) for code, one in (("petition", letter), ("petition_event", event))]
    assert not [one for one in SECRETS if one in json.dumps(told, ensure_ascii=False)]
    assert laptop.ok("record", "list", "petition", "--search", "giấu")["total"] == 0
    laptop.refused("rule_broken", "record", "edit", "petition", letter, "--set", "summary=Lại ghi")
    laptop.refused("rule_broken", "record", "add", "petition", "--from-json", "-", typed=json.dumps({**LETTER, "kind": "to_cao"}))
    kept = laptop.ok("record", "show", "denunciation_stat", add(laptop, "denunciation_stat", **STAT))
    assert (kept["event_date"], kept["values"]["due_resolve"]) == ("2024-01-08", "2024-02-15")  # 9 February is a day off of Tết


def test_line_10_the_book_of_denunciations_has_room_for_figures_only(world):
    said = world.commune.ok("schema", "denunciation_stat")["properties"]
    asked = {name: one for name, one in said.items() if not one.get("x-auto")}
    free = [name for name, one in asked.items() if "string" in str(one.get("type")) and not {"enum", "oneOf", "format"} & one.keys()]
    numbers = [name for name in free if "number" in said[name]["type"]]
    assert [name for name in free if name not in numbers] == ["paper_ref"]
    assert [name for name in said if "x-ref" in said[name] or "village" in name or "attach" in name or name == "note"] == []
    typed = json.dumps({**STAT, "paper_ref": "Lò Văn Giấu"})
    assert world.commune.refused("rule_broken", "record", "add", "denunciation_stat", "--from-json", "-", typed=typed).status == 1
    laptop = world.commune
    laptop.refused("unknown_field", "record", "add", "denunciation_stat", "--from-json", "-", typed=json.dumps({**STAT, "note": "x"}))


def test_line_12_a_month_of_mediation_is_kept_by_cases_or_as_totals(world):
    laptop = world.commune
    village = laptop.add_village()
    team = add(laptop, "mediation_team", village_id=village, team_name="Tổ 1", members_n=5, women_n=2, active=True)
    total = {"team": team, "month": "2024-01", "scope": "dan_su", "received": 3, "thanh": 2, "khong_thanh": 1, "dang": 0}
    assert laptop.ok("record", "show", "mediation_month", add(laptop, "mediation_month", **total))["event_date"] == "2024-01-31"
    case = {"team": team, "received_on": "2024-01-15", "basis": "yeu_cau_ben", "scope": "hn_gd", "parties_n": 2, "outcome": "dang"}
    answer = laptop.refused("rule_broken", "record", "add", "mediation_case", "--from-json", "-", typed=json.dumps(case))
    assert [one["rule"] for one in answer.document["errors"]] == ["a_month_in_totals_has_no_cases"]
    add(laptop, "mediation_case", **{**case, "received_on": "2024-02-15"})
    later = json.dumps({**total, "month": "2024-02"})
    answer = laptop.refused("rule_broken", "record", "add", "mediation_month", "--from-json", "-", typed=later)
    assert [one["rule"] for one in answer.document["errors"]] == ["a_month_of_cases_has_no_totals"]
