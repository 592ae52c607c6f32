"""The command line answers as its contract says: packages, conflicts and keys (lines 24 to 28 and 32), and bad input on sticks."""

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.worlds import COMMUNE, NEIGHBOUR, call


def test_line_24_a_package_is_cumulative_until_it_is_acknowledged(world):
    world.commune.add_village()
    one = world.commune.ok("export", world.stick)["packages"][0]
    assert one.keys() >= {"file", "package", "kind", "to", "bytes", "ops", "logs", "attachments", "left_out"}
    assert (one["kind"], one["to"], Path(one["file"]).parent) == ("up", "107", world.stick)
    assert Path(one["file"]).stat().st_size == one["bytes"]
    assert Path(one["file"]).name.startswith(f"DV_{COMMUNE}_107_")
    again = world.commune.ok("export", world.stick)["packages"][0]
    assert again["ops"] == one["ops"] > 0
    world.district.ok("import", one["file"])
    down = world.district.ok("export", world.stick / "down")["packages"]
    assert sorted((package["kind"], package["to"]) for package in down) == [("down", COMMUNE), ("down", NEIGHBOUR)]
    world.commune.ok("import", next(package["file"] for package in down if package["to"] == COMMUNE))
    assert world.commune.ok("export", world.stick)["packages"][0]["ops"] == 0
    assert world.commune.ok("export", world.stick, "--all")["packages"][0]["ops"] > 0


def test_line_24_a_package_in_parts_none_larger_than_asked_in_any_order(world):
    for name in ("Bản Một", "Bản Hai", "Bản Ba"):
        world.commune.add_village(name)
        whole = world.commune.ok("export", world.stick)["packages"][0]
    made = world.commune.ok("export", world.stick / "parts", "--max-size", whole["bytes"] + 500)["packages"]
    assert len(made) > 1
    assert all(Path(one["file"]).stat().st_size == one["bytes"] <= whole["bytes"] + 500 for one in made)
    assert sum(one["ops"] for one in made) == whole["ops"]
    assert [log for one in made for log in one["logs"]] == whole["logs"]
    took = world.district.call("import", *(one["file"] for one in reversed(made)))
    assert (took.status, {one["result"] for one in took.document["packages"]}) == (3, {"held", "merged"})
    assert world.district.ok("status")["held"] == []
    assert world.district.up(COMMUNE) == world.commune.up(COMMUNE)
    told = world.commune.refused("invalid_value", "export", world.stick, "--max-size", 1000)
    assert told.document["error"]["where"] == "--max-size"


def test_line_24_text_is_the_same_package_with_any_line_ends(world):
    world.commune.add_village()
    one = world.commune.ok("export", world.stick, "--text")["packages"][0]
    file = Path(one["file"])
    assert b"\n-----BEGIN AGE ENCRYPTED FILE-----\n" in file.read_bytes()
    pasted = world.folder / "tu-thu.txt"
    pasted.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    told = world.district.ok("inspect", pasted)
    assert (told["verdict"], told["package"], told["bytes"]) == ("ok", one["package"], pasted.stat().st_size)
    assert [got["result"] for got in world.district.ok("import", pasted, file)["packages"]] == ["merged", "duplicate"]
    assert world.district.up(COMMUNE) == world.commune.up(COMMUNE)


def test_line_24_nothing_leaves_before_the_certificate_came(world):
    world.loner.refused("not_allowed", "export", world.stick)
    assert list(world.stick.iterdir()) == []


def test_line_24_a_home_package_waits_until_the_words_of_a_new_laptop_were_compared(world):
    made = world.commune.ok("export", world.stick, "--kind", "home")["packages"][0]
    assert (made["kind"], made["to"]) == ("home", COMMUNE)  # typing its words in `admit` was the yes


def test_line_25_inspect_tells_what_the_reader_may_see(world):
    world.commune.add_village()
    file = world.commune.export(world.stick)[0]
    inside = world.district.ok("inspect", file)
    assert (inside["verdict"], inside["trusted"], inside["readable"], inside["kind"]) == ("ok", True, True, "up")
    assert (inside["sender"]["unit"], inside["recipient"]) == (COMMUNE, {"unit": "107"})
    assert inside["ops"]["village"] == 1
    assert sum(inside["ops"].values()) == sum(log["to"] - log["from"] + 1 for log in inside["logs"] if not log["log"].endswith(".fact"))
    assert all(one.keys() == {"name", "size"} for one in inside["members"])
    outside = call("--home", world.folder / "nobody", "inspect", file)
    assert (outside.status, outside.document["trusted"], outside.document["readable"], outside.document["members"]) == (
        0,
        None,
        False,
        None,
    )
    stranger = world.neighbour.call("inspect", file)
    assert (stranger.status, stranger.document["verdict"]) == (1, "misaddressed")
    own = world.commune.refused("misaddressed", "inspect", file).document
    assert (own["verdict"], own["trusted"], own["readable"], own["ops"]) == ("misaddressed", True, True, inside["ops"])


def test_line_25_inspect_says_what_a_request_is(world):
    file = world.stick / "may.dang-ky"
    world.loner.ok("station", "request", file)
    told = world.district.refused("not_a_package", "inspect", file).document
    assert (told["verdict"], told["kind"], told["sender"]["station"]) == (
        "not_a_package", "request", world.loner.ok("station", "show")["station"],
    )  # fmt: skip


def test_line_26_any_order_twice_and_everything_names_itself(world):
    world.commune.add_village()
    first = world.commune.export(world.stick)
    world.commune.add_village("Bản Đường Mới")
    second = world.commune.export(world.stick)
    dry = world.district.ok("import", *second, "--dry-run")
    assert (dry["dry_run"], dry["packages"][0]["result"]) == (True, "merged")
    assert dry["packages"][0]["records_new"] >= 2
    assert world.district.ok("record", "list", "village")["total"] == 0
    took = world.district.ok("import", *second, *first)
    assert [one["result"] for one in took["packages"]] == ["merged", "duplicate"]
    keys = {
        "file", "package", "sender_unit", "result", "code", "message", "ops_new", "records_new", "records_changed", "conflicts_new",
        "missing", "refused_logs", "forks",
    }  # fmt: skip
    assert all(one.keys() >= keys for one in took["packages"])
    assert took["conflicts_open"] == 0
    assert world.district.up(COMMUNE) == world.commune.up(COMMUNE)


def test_line_26_a_gap_is_held_by_name_and_closes_by_itself(world):
    world.commune.add_village()
    first = world.commune.export(world.stick / "1")
    world.district.ok("import", *first)
    receipt = [path for path in world.district.export(world.stick / "down") if f"_{COMMUNE}_" in path.name]
    # The district's laptop is put back to the day before; the commune has heard its receipt.
    before = world.folder / "before"
    shutil.copytree(world.laptops["107"].home, before)
    mine = world.commune.ok("station", "show")["station"]
    known = next(log["have"] for log in world.commune.ok("status")["logs"] if log["log"] == mine)
    world.commune.add_village("Bản Hai")
    second = world.commune.export(world.stick / "2")
    world.district.ok("import", *second)
    again = [path for path in world.district.export(world.stick / "down2") if f"_{COMMUNE}_" in path.name]
    world.commune.ok("import", *receipt, *again)
    world.commune.add_village("Bản Ba")
    third = world.commune.export(world.stick / "3")
    shutil.rmtree(world.laptops["107"].home)
    shutil.copytree(before, world.laptops["107"].home)
    answer = world.district.call("import", *third)
    assert (answer.status, answer.document["packages"][0]["result"]) == (3, "held")
    gap = answer.document["packages"][0]["missing"]
    assert [(one["from"], one["to"]) for one in gap if one["log"] == mine] == [(known + 1, known + 1)]
    assert world.district.ok("status")["held"]
    closing = world.district.ok("import", *second)["packages"][0]
    assert closing["released"] == [answer.document["packages"][0]["package"]]
    assert world.district.up(COMMUNE) == world.commune.up(COMMUNE)


def test_line_26_part_refused_ends_with_3_and_all_refused_with_1(world):
    world.commune.add_village()
    good = world.commune.export(world.stick)[0]
    noise = world.stick / "x.goi"
    noise.write_bytes(random.Random(1).randbytes(5000))
    assert world.district.call("import", noise).status == 1
    answer = world.district.call("import", world.stick)
    assert answer.status == 3
    assert sorted(one["result"] for one in answer.document["packages"]) == ["merged", "refused"]
    assert good.exists()


def test_line_26_a_package_for_another_unit_or_from_a_stranger_is_refused(world):
    world.commune.add_village()
    file = world.commune.export(world.stick)[0]
    assert world.neighbour.refused("misaddressed", "import", file).document["packages"][0]["code"] == "misaddressed"
    world.setup("other-district", "107", "--root")
    world.setup("other-commune", COMMUNE)
    world.enrol("other-commune", "other-district")
    stranger = world.laptops["other-commune"].export(world.stick / "other")
    assert world.district.refused("unknown_sender", "import", *stranger).document["packages"][0]["result"] == "refused"
    assert world.district.ok("status")["quarantine"] == []


def test_line_27_status_names_logs_states_and_what_waits(world):
    world.commune.add_village()
    world.commune.export(world.stick)
    told = world.commune.ok("status")
    keys = {"station", "unit", "desk", "clock", "conflicts", "states", "logs", "held", "quarantine", "last_backup"}
    assert told.keys() >= keys
    assert told["states"][COMMUNE].keys() == {"up", "home"}
    main = next(log for log in told["logs"] if log["log"] == told["station"])
    assert main.keys() >= {"log", "unit", "have", "sealed", "delivered", "missing", "held", "forked", "revoked_after"}
    assert main["have"] == main["sealed"] >= 2  # an account and a village, at least
    assert (main["delivered"], main["missing"], main["held"], main["forked"], main["revoked_after"]) == (0, [], 0, False, None)
    world.district.ok("import", world.stick)
    assert world.district.ok("status")["states"][COMMUNE]["home"] is None
    assert world.district.ok("status")["last_backup"] is not None


def test_line_28_two_laptops_disagree_and_a_person_chooses(world):
    village = world.commune.add_village()
    world.second.ok("import", *world.commune.export(world.stick / "1", "--kind", "home"))
    world.commune.ok("record", "edit", "village", village, "--set", "households=71")
    world.second.ok("record", "edit", "village", village, "--set", "households=73")
    took = world.commune.ok("import", *world.second.export(world.stick / "2", "--kind", "home"))
    assert (took["packages"][0]["conflicts_new"], took["conflicts_open"]) == (1, 1)
    conflict = world.commune.ok("conflicts", "list")[0]
    assert conflict.keys() >= {"id", "record", "register", "unit", "field", "shown", "heads"}
    assert (conflict["id"], sorted(head["value"] for head in conflict["heads"])) == (f"{village}.households", [71, 73])
    assert conflict["shown"] in {head["op"] for head in conflict["heads"]}
    take = next(head["op"] for head in conflict["heads"] if head["value"] == 71)
    settled = world.commune.ok("conflicts", "resolve", conflict["id"], "--take", take)
    assert settled["id"] == conflict["id"]
    world.commune.refused("unknown_record", "conflicts", "resolve", conflict["id"], "--take", take)
    world.second.ok("import", *world.commune.export(world.stick / "3", "--kind", "home"))
    assert world.second.ok("conflicts", "list") == []
    assert world.second.ok("status")["states"][COMMUNE] == world.commune.ok("status")["states"][COMMUNE]


def test_line_32_standard_tools_open_a_package_with_the_units_key(world, tmp_path):
    if not all(map(shutil.which, ("age", "zstd", "tar"))):
        pytest.skip("age, zstd and tar are not installed here")
    world.commune.add_village()
    file, key = world.commune.export(world.stick)[0], tmp_path / "unit.key"
    told = world.district.ok("station", "key", "--age", key)
    assert told["warning"]
    listed = subprocess.run(
        f"tail -n +2 '{file}' | age -d -i '{key}' | zstd -dq | tar t", shell=True, capture_output=True, text=True, check=True
    )
    assert "have.json" in listed.stdout.split()
    assert any(name.startswith("segments/") for name in listed.stdout.split())


def test_bad_input_a_file_that_is_no_package_is_named_and_not_kept(world, tmp_path):
    for name, content in (("a.goi", b""), ("b.goi", b"PK\x03\x04 zip"), ("c.goi", b"{}\n" + bytes(40))):
        file = tmp_path / name
        file.write_bytes(content)
        answer = world.district.refused("not_a_package", "import", file)
        assert answer.document["packages"][0]["file"] == str(file)
    assert world.district.ok("status")["quarantine"] == []
    missing = world.district.call("import", tmp_path / "khong-co.goi")
    assert missing.status == 1


def test_bad_input_a_damaged_package_is_refused_and_a_copy_kept(world):
    world.commune.add_village()
    file = world.commune.export(world.stick)[0]
    raw = bytearray(file.read_bytes())
    raw[-20] ^= 1
    file.write_bytes(raw)
    before = world.district.ok("status")["states"]
    world.district.refused("damaged", "import", file)
    told = world.district.ok("status")
    assert told["states"] == before
    assert [one["code"] for one in told["quarantine"]] == ["damaged"]
    assert len(list((world.district.home / "quarantine").glob("*.goi"))) == 1


def test_bad_input_a_target_that_takes_nothing_is_left_as_it_was(world, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("here")
    world.commune.refused("read_only", "export", blocked / "stick")
    assert blocked.read_text() == "here"


@pytest.mark.root
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_bad_input_a_full_stick_leaves_nothing_half_written(world, tmp_path):
    stick = tmp_path / "full"
    stick.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(stick)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine mounts no small disk")
    try:
        world.commune.add_village()
        world.commune.refused("disk_full", "export", stick)
        assert list(stick.iterdir()) == []
    finally:
        subprocess.run(["umount", str(stick)], check=True)
