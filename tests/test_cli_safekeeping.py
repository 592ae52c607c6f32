"""The command line on what keeps an office's work: a new station, a backup on a stick, a restore, adoption."""

from tests.worlds import COMMUNE, Laptop


def test_a_laptop_becomes_a_new_station_and_asks_for_a_certificate(world):
    world.commune.add_village()
    old = world.commune.ok("station", "show")
    made = world.commune.ok("station", "become-new")
    assert made.keys() >= {"station", "replaces", "redone_ops", "fingerprint", "enrolled"}
    assert (made["replaces"], made["enrolled"], made["redone_ops"] > 0) == (old["station"], False, True)
    now = world.commune.ok("station", "show")
    assert (now["station"], now["fingerprint"], now["series"], now["enrolled"]) == (made["station"], made["fingerprint"], None, False)
    world.commune.refused("not_allowed", "export", world.stick)
    asked = world.stick / "moi.dang-ky"
    assert world.commune.ok("station", "request", asked)["fingerprint"] == made["fingerprint"]
    answer = world.stick / "moi.tra-loi"
    world.district.ok("station", "admit", asked, "--fingerprint", made["fingerprint"], "-o", answer)
    words = world.district.ok("station", "show")["root_fingerprint"]
    assert world.commune.ok("station", "accept", answer, "--root", words)["series"] == "R1"


def test_line_30_a_backup_is_restored_as_a_new_station(world):
    world.commune.add_village()
    file = world.stick / "xa.saoluu"
    made = world.commune.ok("backup", file)
    assert made == {"file": str(file), "bytes": file.stat().st_size, "verified": True}
    world.commune.refused("not_allowed", "backup", file)
    old, home = world.commune.ok("station", "show")["station"], world.folder / "moi"
    done = world.commune.ok("restore", file, "--home", home)
    assert done.keys() >= {"station", "replaces", "redone_ops"}
    assert (done["replaces"], done["station"] != old, done["redone_ops"]) == (old, True, 0)
    restored = Laptop(home, COMMUNE)
    assert restored.ok("record", "list", "village")["total"] == 1
    assert restored.ok("station", "show")["station"] == done["station"]
    assert restored.ok("check")["ok"]
    world.commune.refused("station_exists", "restore", file, "--home", home)
    world.commune.refused("wrong_password", "restore", file, "--home", world.folder / "khac", password="sai mật khẩu rồi")
    assert "Đã dựng lại sổ" in world.commune.words("restore", file, "--home", world.folder / "nua")


def test_line_30_what_is_to_be_erased_is_listed_before_it_goes(world):
    laptop = world.commune
    visit = laptop.add_visit(laptop.add_session("2024-03-12"))
    asked = ("--record", visit)
    told = laptop.ok("erase", "list", *asked)
    assert told == {"erased": [{"record": visit, "fields": ["citizen_name", "citizen_address"]}], "backups": []}
    assert visit in laptop.words("erase", "list", *asked)
    assert laptop.ok("erase", "run", *asked)["erased"] == told["erased"]
    assert laptop.ok("erase", "list", *asked) == {"erased": [], "backups": []}
    assert laptop.words("erase", "list") == "Không có gì phải xóa.\n"


def test_line_33_what_was_refused_is_written_again_as_ones_own(world):
    world.second.add_village("Bản của máy hai")
    for file in world.second.export(world.stick / "hai", "--kind", "home"):
        world.commune.ok("import", file)
    assert world.commune.ok("record", "list", "village")["total"] == 1
    station = world.second.ok("station", "show")["station"]
    world.commune.ok("station", "revoke", station, "--after", "0")
    assert world.commune.ok("record", "list", "village")["total"] == 0
    found = world.commune.ok("adopt")
    assert [(one["register"], one["says"]) for one in found] == [("village", found[0]["says"])]
    assert "Bản của máy hai" in found[0]["says"]
    assert world.commune.call("adopt", found[0]["op"], "--all").status == 2
    done = world.commune.ok("adopt", found[0]["op"])
    assert (done["ids"], len(done["ops"]), done["left_out"]) == ([found[0]["record"]], 1, [])
    assert world.commune.ok("record", "list", "village")["total"] == 1
    world.commune.refused("unknown_record", "adopt", found[0]["op"])
    assert world.commune.ok("adopt", "--all")["ops"] == []


def test_a_revoked_laptop_signs_in_reads_and_is_refused_by_name(world):
    """B1: ended from its first line on, it must not lock its own people out."""
    village = world.second.add_village("Bản của máy hai")
    for file in world.second.export(world.stick / "hai"):
        world.district.ok("import", file)
    world.district.ok("station", "revoke", world.second.ok("station", "show")["station"], "--after", "0")
    for file in world.district.export(world.stick / "huyen", "--to", COMMUNE):
        world.second.ok("import", file)
    assert world.second.ok("account", "list")[0]["name"] == world.second.user
    world.second.refused("revoked", "record", "add", "village", "--set", "name=Khác", "--set", "type=ban")
    made = world.second.ok("station", "become-new")
    assert made["replaces"] != made["station"]
    assert world.second.ok("adopt", "--all")["ids"] == [village]
    assert world.second.ok("record", "list", "village")["total"] == 1


def test_line_33_two_records_of_one_thing_are_listed_and_merged(world):
    laptop = world.commune
    keep, drop = laptop.add_village("Bản Hai Lần"), laptop.add_village("Bản hai lần")
    place = laptop.add("place", {"name": "Nhà họp", "kind": "khac", "village_id": drop})[0]
    (found,) = laptop.ok("conflicts", "duplicates")
    assert (found["why"], found["register"], found["unit"]) == ("co_the_trung", "village", COMMUNE)
    assert {one["id"] for one in found["records"]} == {keep, drop}
    done = laptop.ok("merge-records", "village", keep, drop)
    assert (done["id"], done["followed"], done["op"].count("/")) == (keep, {"place": [place]}, 2)
    assert laptop.ok("conflicts", "duplicates") == []
    assert laptop.ok("record", "show", "place", place)["values"]["village_id"] == keep
    assert laptop.ok("record", "show", "village", drop)["deleted"] is True
    assert laptop.ok("merge-records", "village", keep, drop) == {"id": keep, "op": None, "followed": {}}
    laptop.refused("rule_broken", "merge-records", "village", drop, keep)
    laptop.refused("unknown_record", "merge-records", "village", keep, place)
