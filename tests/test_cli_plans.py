"""The commands on the plan of a year, as a person and a script call them."""

NOW = "2024-12-20T08:00:00"


def test_a_plan_is_looked_at_started_and_seen_above(world, tmp_path):
    district, laptop = world.district, world.commune
    issuer = district.add("organisation", {"name": "UBND huyện Mường Tè", "kind": "ubnd"}, now=NOW)[0]
    plan = {"kind": "kh_dan_van", "title": "Kế hoạch năm 2025 của huyện", "issuer": issuer, "signer": "Lý Văn Thoan", "sign_power": "tm"}
    sent = district.add("plan_doc", {**plan, "horizon_from": "2025-01-01", "horizon_to": "2025-12-31"}, now=NOW)[0]
    task = {
        "plan_id": sent,
        "section": "nv4",
        "content": "Đối thoại hai lần",
        "owner_id": issuer,
        "due_on": "2025-11-14",
        "task_status": "chua",
    }
    ordered = district.add("plan_task", task, now=NOW)[0]
    for file in district.ok("export", tmp_path / "usb", "--to", laptop.unit, now=NOW)["packages"]:
        laptop.ok("import", file["file"], now=NOW)
    seen = laptop.ok("plan", "show", "2025", now=NOW)
    assert (seen["from"], seen["plan"]) == ("sent", None)
    assert [one["from"] for one in seen["sources"]] == ["sent", "2024"]
    assert [(one["id"], one["taken"], one["values"]["content"]) for one in seen["tasks"]] == [(ordered, False, "Đối thoại hai lần")]
    laptop.refused("required_missing", "plan", "start", "2025", now=NOW)
    laptop.add("organisation", {"name": "UBND xã", "kind": "ubnd"}, now=NOW)
    laptop.add("official", {"name": "Lò Thị Ún", "position": "Văn phòng – thống kê"}, now=NOW)
    made = laptop.ok("plan", "start", "2025", "--signer", "Pờ Hùng Sang", "--owner", "Lò Thị Ún", now=NOW)
    assert (len(made["tasks"]), len(made["targets"]), made["skipped"]) == (1, 0, [])
    again = laptop.ok("plan", "start", "2025", "--signer", "Pờ Hùng Sang", "--owner", "Lò Thị Ún", now=NOW)
    assert (again["plan"], again["tasks"], again["skipped"]) == (made["plan"], [], [ordered])
    for file in laptop.ok("export", tmp_path / "usb2", now=NOW)["packages"]:
        district.ok("import", file["file"], now=NOW)
    [line] = district.ok("plan", "taken", "2025", now=NOW)
    assert (line["id"], line["taken"], len(line["missing"])) == (ordered, [laptop.unit], 13)


def test_a_plan_of_which_nothing_is_known_is_refused_in_one_line(world):
    laptop = world.commune
    laptop.refused("unknown_record", "plan", "start", "2025", "--from", "last")
    laptop.refused("invalid_value", "plan", "show", "2025", "--from", "khong_co")
    laptop.refused("invalid_value", "plan", "show", "1900")
    laptop.refused("unknown_record", "plan", "taken", "2025")
