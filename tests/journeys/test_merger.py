"""A merger from end to end, on the command line alone: a district of 2024 with two communes becomes one commune of 2025."""

from pathlib import Path

import pytest

from tests.worlds import MODEL, NOW, PASSWORD, Laptop, call

DAY, AFTER = "01/07/2025", "2025-07-02T08:00:00"
PLACES = {
    "district": ("107", "2024", "huyen"), "one": ("03433", "2024", "xa"), "other": ("03454", "2024", "xa"),
    "province": ("12", "2025", "tinh"), "commune": ("03433", "2025", "xa"),
}  # fmt: skip


class Offices:
    """The five laptops of the merger and the folder that the sticks are."""

    def __init__(self, folder: Path, roots: tuple[str, ...] = ("district",)) -> None:
        self.folder, self._sticks = folder, 0
        self.laptops = {name: Laptop(folder / name, unit, now=NOW) for name, (unit, _, _) in PLACES.items()}
        for name, (unit, era, desk) in PLACES.items():
            root = ["--root"] if name in roots else []
            asked = ("--unit", unit, "--era", era, "--desk", desk, "--user", "an", *root)
            assert call("--home", folder / name, "station", "init", *asked, password=PASSWORD, now=NOW).status == 0

    def __getattr__(self, name: str) -> Laptop:
        return self.laptops[name]

    def enrol(self, name: str, giver: str) -> None:
        asked, answered = self.folder / f"{name}.goi", self.folder / f"{name}.tra-loi.goi"
        words = self.laptops[name].ok("station", "request", asked)["fingerprint"]
        self.laptops[giver].ok("station", "admit", asked, "--fingerprint", words, "-o", answered)
        self.laptops[name].ok("station", "accept", answered, "--root", self.laptops[giver].ok("station", "show")["root_fingerprint"])

    def carry(self, source: str, target: str, *options: str) -> dict:
        self._sticks += 1
        files = self.laptops[source].export(self.folder / f"usb{self._sticks}", *options)
        return self.laptops[target].ok("import", *files)["packages"][0]

    def later(self) -> None:
        for laptop in self.laptops.values():
            laptop.now = AFTER

    def state(self, name: str, unit: str, audience: str = "up") -> str:
        return self.laptops[name].ok("status")["states"][unit][audience]


@pytest.fixture
def offices(tmp_path: Path) -> Offices:
    return Offices(tmp_path)


def keep_books(laptop: Laptop, name: str) -> str:
    village = laptop.add_village(f"Bản {name}")
    laptop.add("organisation", {"name": "Hội Nông dân", "kind": "nong_dan"})
    laptop.add_visit(laptop.add_session("2024-01-08"), citizen_name=f"Lò Văn {name}")
    return laptop.add("model", {**MODEL, "name": name, "villages": [village], "lead_org": "Hội Nông dân", "registered_on": "2024-02-01"})[0]


def test_two_communes_become_one_and_nothing_that_was_written_is_lost(offices):
    for name in ("one", "other"):
        offices.enrol(name, "district")
    first, second = keep_books(offices.one, "Nậm Lằn"), keep_books(offices.other, "Phiêng Khăm")
    offices.carry("one", "district")
    offices.carry("other", "district")
    kept = offices.one.export(offices.folder / "late-stick", "--all")  # a stick that lies in a drawer until after the merger

    offices.later()
    offices.district.ok("station", "succeed", "107", "2025:12", "--from", DAY)
    offices.enrol("province", "district")
    offices.enrol("commune", "province")
    for old in ("2024:03433", "2024:03454"):
        offices.province.refused("invalid_value", "station", "succeed", "2025:12", "2025:12", "--from", DAY)
        offices.province.ok("station", "succeed", old, "03433", "--from", DAY)
    told = [row["old"] for row in offices.province.ok("station", "successions")]
    assert sorted(told) == ["2024:03433", "2024:03454", "2024:107"]

    # The district hands over what it holds; the province tells everybody; the old laptops hand their books over.
    offices.carry("district", "province", "--kind", "handover")
    down = {one["to"]: one["file"] for one in offices.province.ok("export", offices.folder / "down")["packages"]}
    assert down.keys() == {"03433", "2024:107", "2024:03433", "2024:03454"}
    for name, unit in (("commune", "03433"), ("district", "2024:107"), ("one", "2024:03433"), ("other", "2024:03454")):
        offices.laptops[name].ok("import", down[unit])
    offices.one.refused("unknown_unit", "export", offices.folder / "nowhere", "--kind", "handover", "--to", "2025:03439")
    for name in ("one", "other"):
        assert offices.carry(name, "commune", "--kind", "handover")["result"] == "merged"
    for name, unit in (("one", "2024:03433"), ("other", "2024:03454")):
        own = unit.removeprefix("2024:")
        for audience in ("up", "home"):
            assert offices.state("commune", unit, audience) == offices.state(name, own, audience)

    # The new commune goes on with the old books and begins its own.
    offices.commune.ok("record", "edit", "model", first, "--set", "name=Nậm Lằn, nay thuộc xã Bum Tở")
    offices.commune.add("organisation", {"name": "Hội Nông dân", "kind": "nong_dan"})
    row = {**MODEL, "villages": [offices.commune.add_village()], "lead_org": "Hội Nông dân", "registered_on": "2025-07-02"}
    own = offices.commune.add("model", row)[0]
    shown = {one["id"]: (one["unit"], one["book_no"]) for one in offices.commune.ok("record", "list", "model")["records"]}
    assert shown == {first: ("2024:03433", "1"), second: ("2024:03454", "1"), own: ("03433", "1")}
    assert offices.carry("commune", "province")["refused_logs"] == []
    assert offices.province.ok("record", "show", "model", first)["values"]["name"] == "Nậm Lằn, nay thuộc xã Bum Tở"

    # The late stick of a commune that is no more, addressed to a district that is no more.
    late = offices.province.ok("import", *kept)["packages"][0]
    assert (late["result"], late["sender_unit"]) == ("duplicate", "2024:03433")
    offices.one.ok("record", "edit", "model", first, "--set", "goals=Viết muộn ở máy cũ")
    assert offices.carry("one", "province")["result"] == "merged"
    assert offices.carry("one", "commune", "--kind", "handover")["result"] == "merged"
    for unit in ("03433", "2024:03433", "2024:03454"):
        assert offices.state("commune", unit) == offices.state("province", unit)
    assert offices.commune.ok("conflicts", "list") == []


def test_the_root_goes_to_the_new_province_by_words_over_the_telephone(tmp_path):
    """The province began with a root of its own, as one does that was never told of the district's."""
    offices = Offices(tmp_path, roots=("district", "province"))
    offices.enrol("one", "district")
    offices.enrol("commune", "province")
    book = keep_books(offices.one, "Nậm Lằn")
    offices.later()
    card, district, province = tmp_path / "goc-moi", offices.district, offices.province
    words = province.ok("station", "announce-root", card)["root_fingerprint"]
    assert words == province.ok("station", "show")["root_fingerprint"]
    district.ok("station", "succeed", "107", "2025:12", "--from", DAY)
    assert district.refused("fingerprint_needed", "station", "hand-over-root", card).error["where"] == words
    done = district.ok("station", "hand-over-root", card, "--fingerprint", words)
    assert (done["handed_over"], done["unit"]) == (True, "2025:12")
    parcel = district.export(tmp_path / "handed", "--kind", "handover")[0]
    province.refused("unknown_sender", "import", parcel)
    province.refused("wrong_fingerprint", "station", "accept-root", parcel, "--root", words)
    old_words = district.ok("station", "show")["root_fingerprint"]
    taken = province.ok("station", "accept-root", parcel, "--root", old_words)
    assert (taken["accepted"], taken["package"]["result"]) == (True, "merged")

    province.ok("station", "succeed", "2024:03433", "03433", "--from", DAY)
    assert offices.carry("district", "one")["result"] == "merged"
    assert offices.carry("province", "one", "--to", "2024:03433")["result"] == "merged"
    assert offices.carry("province", "commune", "--to", "03433")["result"] == "merged"
    assert offices.carry("one", "commune", "--kind", "handover")["result"] == "merged"
    offices.commune.ok("record", "edit", "model", book, "--set", "name=Nay thuộc xã Bum Tở")
    assert offices.carry("commune", "province")["refused_logs"] == []
    assert offices.state("province", "2024:03433") == offices.state("commune", "2024:03433")
    assert "Đã nhận" not in offices.one.refused("not_allowed", "station", "accept-root", "--root", words).error["message"]


def test_the_districts_laptop_becomes_the_provinces_and_a_communes_that_of_the_new_commune(offices):
    """Nobody buys new laptops for a merger: the same ones go on, under new keys, with their books and their people."""
    offices.enrol("one", "district")
    book = keep_books(offices.one, "Nậm Lằn")
    offices.carry("one", "district")
    offices.later()
    province = offices.laptops["province"] = offices.district
    offices.one.refused("not_allowed", "station", "become-new", "--unit", "2025:03433")
    province.ok("station", "succeed", "107", "2025:12", "--from", DAY)
    went = province.ok("station", "become-new", "--unit", "2025:12")
    assert (went["enrolled"], province.ok("status")["unit"], province.ok("status")["desk"]) == (True, "12", "tinh")
    province.ok("station", "succeed", "2024:03433", "03433", "--from", DAY)
    assert offices.carry("province", "one", "--to", "2024:03433")["result"] == "merged"

    went = offices.one.ok("station", "become-new", "--unit", "2025:03433")
    assert went["enrolled"] is False
    offices.laptops["commune"] = offices.one
    offices.enrol("commune", "province")
    offices.commune.ok("record", "edit", "model", book, "--set", "name=Nay thuộc xã Bum Tở")
    got = offices.carry("commune", "province")
    assert (got["result"], got["refused_logs"], got["sender_unit"]) == ("merged", [], "03433")
    assert offices.state("province", "2024:03433") == offices.state("commune", "2024:03433")
    assert province.ok("record", "show", "model", book)["unit"] == "2024:03433"
    assert offices.commune.ok("conflicts", "list") == []
