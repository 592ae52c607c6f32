"""Bad days from end to end, on the command line alone: laptops lost, stolen, copied, put away, and all burnt at once."""

import shutil
from pathlib import Path

import pytest

from tests.worlds import MODEL, NOW, PASSWORD, Laptop, call

PROVINCE, DISTRICT, COMMUNE = ("12", "tinh"), ("107", "huyen"), ("03433", "xa")


class Offices:
    """Laptops by name; sticks are folders."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._sticks = folder, 0
        self.laptops: dict[str, Laptop] = {}
        self.codes: dict[str, str] = {}

    def __getitem__(self, name: str) -> Laptop:
        return self.laptops[name]

    def set_up(self, name: str, place: tuple[str, str], *, root: bool = False) -> None:
        asked = ("--unit", place[0], "--era", "2024", "--desk", place[1], "--user", "an", *(["--root"] if root else []))
        made = call("--home", self.folder / name, "station", "init", *asked, password=PASSWORD, now=NOW)
        assert made.status == 0
        self.laptops[name] = Laptop(self.folder / name, place[0], now=NOW)
        self.codes[name] = made.document["recovery_code"]

    def enrol(self, name: str, giver: str) -> dict:
        """Certify a laptop, or certify it again; return the giver's answer."""
        asked, answered = self.folder / f"{name}.dvreq", self.folder / f"{name}.dvcert"
        words = self[name].ok("station", "request", asked)["fingerprint"]
        answer = self[giver].ok("station", "admit", asked, "--fingerprint", words, "-o", answered)
        self[name].ok("station", "accept", answered, "--root", self[giver].ok("station", "show")["root_fingerprint"])
        return answer

    def stick(self, source: str, *options: str) -> list[Path]:
        self._sticks += 1
        return self[source].export(self.folder / f"usb{self._sticks}", *options)

    def carry(self, source: str, target: str, *options: str) -> dict:
        return self[target].call("import", *self.stick(source, *options)).document["packages"][0]

    def station(self, name: str) -> str:
        return self[name].ok("station", "show")["station"]

    def keep_book(self, name: str, title: str) -> str:
        laptop = self[name]
        if not laptop.ok("record", "list", "village")["total"]:
            laptop.add_village()
            laptop.add("organisation", {"name": "Hội Nông dân", "kind": "nong_dan"})
        village = laptop.ok("record", "list", "village")["records"][0]["id"]
        row = {**MODEL, "name": title, "villages": [village], "lead_org": "Hội Nông dân", "registered_on": "2024-02-01"}
        return laptop.add("model", row)[0]

    def name(self, laptop: str, record: str) -> str:
        return self[laptop].ok("record", "show", "model", record)["values"]["name"]


@pytest.fixture
def three(tmp_path: Path) -> Offices:
    """Province, district and commune; the province never heard of the district's laptop since it certified it."""
    offices = Offices(tmp_path)
    offices.set_up("province", PROVINCE, root=True)
    offices.set_up("district", DISTRICT)
    offices.set_up("commune", COMMUNE)
    offices.enrol("district", "province")
    offices.enrol("commune", "district")
    return offices


def test_the_districts_only_laptop_dies_and_its_communes_stay(three):
    """The natural order: the new laptop is certified first, the dead one ended afterwards."""
    record = three.keep_book("commune", "Trước khi máy huyện hỏng")
    late = three.stick("commune")
    dead = three.station("district")
    three.set_up("new", DISTRICT)
    assert three.enrol("new", "province")["waits_for_key"] is True

    # Ending it now would take every commune's certificate along, and the province does not even know their names.
    said = three["province"].ok("station", "revoke", dead, "--dry-run")
    assert (said["facts_whole"], said["asks"], said["falls"], said["dry_run"]) == (False, True, [], True)
    answer = three["province"].refused("rule_broken", "station", "revoke", dead)
    assert answer.error["where"] == "--falls 0"
    assert "gói của đơn vị cấp dưới" in answer.error["message"]

    # Any package of a commune carries what the district certified.
    assert three.carry("commune", "province", "--to", "12")["result"] == "merged"
    said = three["province"].ok("station", "revoke", dead, "--dry-run")
    assert (said["facts_whole"], said["asks"], said["falls"]) == (True, False, [])
    ended = three["province"].ok("station", "revoke", dead, "--reason", "Máy cháy")
    assert ended["keyless"] == [three.station("new")]

    # Nobody alive could open what is sealed to the district: certified again, the new laptop's own key counts.
    assert three.enrol("new", "province")["waits_for_key"] is False
    # The commune hears of it by a package from the province, through the district.
    (down,) = [file for file in three.stick("province") if "107" in file.name]
    assert three["new"].ok("import", down)["packages"][0]["result"] in ("merged", "duplicate")
    (down,) = three.stick("new")
    assert three["commune"].ok("import", down)["packages"][0]["result"] == "merged"
    assert three.carry("commune", "new")["result"] == "merged"
    assert three.name("new", record) == "Trước khi máy huyện hỏng"
    assert three["new"].up("03433") == three["commune"].up("03433")

    # A stick that was sealed while only the dead laptop could open it: the paper of the dead laptop opens it.
    refused = three["new"].call("import", *late).document["packages"][0]
    assert refused["code"] == "misaddressed"
    assert "mã khôi phục" in refused["message"]
    three["new"].refused("wrong_password", "station", "recover-key")
    other = three["new"].call("station", "recover-key", code=three.codes["commune"])
    assert (other.status, other.error["code"]) == (1, "invalid_value")
    assert three["new"].ok("station", "recover-key", code=three.codes["district"]) == {"unit": "107", "opens": True}
    assert three["new"].ok("import", *late)["packages"][0]["result"] == "duplicate"


def test_a_district_ended_too_early_takes_its_communes_along_only_by_a_typed_number(three):
    dead = three.station("district")
    three["province"].refused("rule_broken", "station", "revoke", dead, "--falls", "3")
    assert three["province"].ok("station", "revoke", dead, "--falls", "0")["falls"] == []
    # The commune has fallen; the province certifies the same request again and what it wrote counts from the first.
    record = three.keep_book("commune", "Vẫn tính từ đầu")
    three.carry("commune", "province", "--to", "12")
    three["province"].refused("unknown_record", "record", "show", "model", record)
    three.enrol("commune", "province")
    assert three.carry("commune", "province", "--to", "12")["result"] == "merged"
    assert three.name("province", record) == "Vẫn tính từ đầu"


@pytest.fixture
def two(tmp_path: Path) -> Offices:
    """A district with the root, and a commune with two laptops."""
    offices = Offices(tmp_path)
    offices.set_up("district", DISTRICT, root=True)
    offices.set_up("first", COMMUNE)
    offices.set_up("second", COMMUNE)
    offices.enrol("first", "district")
    offices.enrol("second", "first")
    return offices


def test_all_laptops_of_the_commune_burn_and_the_paper_in_the_safe_opens_what_lay_between_them(two):
    record = two.keep_book("first", "Chỉ có trên USB nội bộ")
    visit = two["first"].add_visit(two["first"].add_session("2024-01-08"), citizen_name="Lò Văn Ún")
    (home,) = two.stick("first", "--kind", "home")
    two.carry("first", "district")
    dead = {name: two.station(name) for name in ("first", "second")}

    two.set_up("new", COMMUNE)
    assert two.enrol("new", "district")["waits_for_key"] is True
    for name in ("second", "first"):
        ended = two["district"].ok("station", "revoke", dead[name])
    assert ended["keyless"] == [two.station("new")]
    assert two.enrol("new", "district")["waits_for_key"] is False
    assert two.carry("district", "new")["result"] == "merged"
    assert two.name("new", record) == "Chỉ có trên USB nội bộ"
    assert two["new"].ok("record", "show", "reception_visit", visit)["values"]["citizen_name"] is None

    assert two["new"].call("import", home).document["packages"][0]["code"] == "misaddressed"
    two["new"].ok("station", "recover-key", code=two.codes["first"])
    assert two["new"].ok("import", home)["packages"][0]["result"] == "merged"
    assert two["new"].ok("record", "show", "reception_visit", visit)["values"]["citizen_name"] == "Lò Văn Ún"


def test_a_laptop_dies_and_only_the_district_holds_what_it_wrote(two):
    record = two.keep_book("second", "Chỉ huyện có")
    two.carry("second", "district")
    assert two["district"].ok("station", "revoke", two.station("second"))["after"] > 0
    assert two.carry("district", "first")["result"] == "merged"
    assert two.name("first", record) == "Chỉ huyện có"
    assert two["first"].up("03433") == two["district"].up("03433")
    assert two["first"].ok("station", "rotate-key") == {"unit_key": 2}


def test_both_twins_of_an_admitting_laptop_admit_one_and_both_stay(two):
    """The fact log counts on every branch, so two admissions with one number stand beside each other."""
    shutil.copytree(two["first"].home, two.folder / "twin")
    two.laptops["twin"] = Laptop(two.folder / "twin", "03433", now=NOW)
    for name in ("third", "fourth"):
        two.set_up(name, COMMUNE)
    two.enrol("third", "first")
    two.enrol("fourth", "twin")
    kept = {name: two.keep_book(name, f"Máy {name}") for name in ("third", "fourth")}
    for name in kept:
        got = two.carry(name, "district")
        assert got["refused_logs"] == []
    for name, record in kept.items():
        assert two.name("district", record) == f"Máy {name}"


def test_a_commune_that_a_laptop_admitted_whose_log_never_came_is_known_by_its_own_package(three):
    """The district's log never reached the province on its own; it rides in the commune's."""
    record = three.keep_book("commune", "Huyện chưa gửi gì")
    assert three.carry("commune", "province", "--to", "12")["result"] == "merged"
    assert three.name("province", record) == "Huyện chưa gửi gì"


def test_a_laptop_that_was_admitted_and_never_used_is_retired(two):
    two.carry("first", "district")
    second = two.station("second")
    assert two["first"].ok("station", "retire", second) == {"station": second, "retired": True, "keyless": []}
    two.carry("first", "district")
    two.carry("district", "first")
    two.carry("first", "district")
    (sent,) = two["district"].ok("export", two.folder / "empty")["packages"]
    assert sent["ops"] == 0
    two["first"].refused("unknown_station", "station", "retire", second)


def test_a_stolen_laptop_is_ended_and_the_units_key_changes_with_it(two):
    two.carry("first", "district")
    said = two["first"].ok("station", "revoke", two.station("second"), "--reason", "Mất trộm")
    assert (said["new_unit_key"], said["keyless"]) == (True, [])
    two.carry("first", "district")
    (down,) = two.stick("district")
    assert two["first"].ok("import", down)["packages"][0]["result"] == "merged"
    assert two["second"].call("import", down).document["packages"][0]["code"] == "misaddressed"
    assert two["first"].ok("station", "rotate-key") == {"unit_key": 3}


def test_keys_that_somebody_may_have_seen_are_changed_laptop_by_laptop(two):
    record = two.keep_book("first", "Trước khi đổi khóa")
    two.carry("first", "district")
    new = two["first"].ok("station", "renew")
    assert (new["enrolled"], new["redone_ops"]) == (True, 0)
    assert "thay trạm" in two["district"].words("station", "renew")
    two["first"].ok("record", "edit", "model", record, "--set", "name=Sau khi đổi khóa")
    assert two.carry("district", "first")["result"] == "merged"
    assert two.carry("first", "district")["refused_logs"] == []
    assert two.name("district", record) == "Sau khi đổi khóa"
    assert two["first"].up("03433") == two["district"].up("03433")
    # The old station, retired by its own word, may still be ended: its key counts for nothing more, the new one stays.
    said = two["district"].ok("station", "revoke", new["replaces"])
    assert (said["refused_ops"], said["falls"]) == (0, [])
    two["first"].ok("record", "edit", "model", record, "--set", "name=Vẫn ghi tiếp")
    assert two.carry("first", "district")["refused_logs"] == []
    assert two.name("district", record) == "Vẫn ghi tiếp"
