"""The main job, from four laptops that know each other to an accepted quarter: on the command line alone."""

import pdfplumber

from tests.worlds import COMMUNE, MODEL, NEIGHBOUR, Laptop, World

Q1 = "2024-Q1"


def write_a_quarter(laptop: Laptop) -> str:
    """Write what a small commune writes; return the dialogue."""
    village = laptop.add_village()
    laptop.add("official", {"name": "Lỳ Giá Xừ", "position": "Chủ tịch UBND"})
    laptop.add("organisation", {"name": "Hội Nông dân", "kind": "nong_dan"})
    session = laptop.add_session("2024-01-08")
    laptop.add_visit(session, people_count=7, rep_count=2)
    laptop.add_visit(session, subject_kind="khac", handling="tra_loi_truc_tiep")
    laptop.add("model", {**MODEL, "villages": [village], "lead_org": "Hội Nông dân", "registered_on": "2024-02-01"})
    told = {
        "kind": "hang_nam",
        "announced_on": "2024-02-01",
        "held_on": "2024-02-20",
        "place": "Phòng tiếp công dân",
        "villages": [village],
    }
    told |= {"chair_id": "Lỳ Giá Xừ", "head_present": True, "with_front": True, "participants": 400}
    return laptop.add("dialogue", told)[0]


def close(laptop: Laptop) -> None:
    laptop.ok("period", "nothing", Q1, "--all-empty")
    laptop.ok("period", "close", Q1, "--signer", "Lỳ Giá Xừ")


def carry_down(world: World, laptop: Laptop, folder: str) -> None:
    made = world.district.ok("export", world.stick / folder)["packages"]
    laptop.ok("import", next(one["file"] for one in made if one["to"] == laptop.unit))


def test_a_quarter_goes_up_comes_back_goes_up_again_and_is_accepted(world, tmp_path):
    district, commune = world.district, world.commune
    district.ok("period", "open", "quarter", "2024", "1", "--due", "2024-03-20")
    carry_down(world, commune, "opened")
    assert commune.ok("period", "show", Q1)["due"] == "2024-03-20"

    dialogue = write_a_quarter(commune)
    write_a_quarter(world.neighbour)
    close(commune)
    close(world.neighbour)
    sticks = world.neighbour.export(world.stick / "up") + commune.export(world.stick / "up")
    home = commune.export(world.stick / "up", "--kind", "home")
    damaged = world.stick / "up" / "hong.goi"
    damaged.write_bytes(sticks[0].read_bytes()[:-40])
    took = district.call("import", damaged, *home, *sticks, sticks[1])
    assert took.status == 3
    assert [(one["result"], one["code"]) for one in took.document["packages"]] == [
        ("refused", "damaged"), ("refused", "misaddressed"), ("merged", None), ("merged", None), ("duplicate", None),
    ]  # fmt: skip
    total = district.ok("form", "DV-05", Q1)["total"]["cells"]
    assert (total["5"], total["6"], total["8"], total["10"]) == (4, 16, 2, 800)

    district.ok("period", "return", COMMUNE, Q1, "--comment", "400 người dự một bản 60 hộ: xem lại", "--cell", "DV-05:10")
    district.ok("period", "accept", NEIGHBOUR, Q1)
    carry_down(world, commune, "returned")
    assert commune.ok("period", "show", Q1)["comments"][0]["cell"] == "DV-05:10"
    assert commune.ok("export", world.stick / "nothing")["packages"][0]["ops"] == 0  # the receipt came with the comment

    commune.ok("record", "edit", "dialogue", dialogue, "--set", "participants=40")
    close(commune)
    district.ok("import", *commune.export(world.stick / "again"))
    states = {row["unit"]: (row["state"], row["version"], row["agrees"]) for row in district.ok("period", "list")}
    assert (states[COMMUNE], states[NEIGHBOUR]) == (("received", 2, True), ("accepted", 1, True))
    district.ok("period", "accept", COMMUNE, Q1)
    carry_down(world, commune, "accepted")
    assert commune.ok("period", "show", Q1)["state"] == "accepted"
    for laptop in (commune, world.neighbour):
        assert district.up(laptop.unit) == laptop.up(laptop.unit)
    _report_names_what_is_missing(district, tmp_path / "tong-hop.pdf")


def _report_names_what_is_missing(district: Laptop, file) -> None:
    district.ok("report", "dvcq", Q1, "-o", file)
    with pdfplumber.open(file) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "02 đơn vị đã báo cáo" in text
    assert "440 người dự" in text
