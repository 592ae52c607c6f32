"""A citizen's name stays in the commune: not in a package that goes up, and nowhere in plain on the commune's own disk."""

import unicodedata
from pathlib import Path

from desktop.actions import people
from desktop.clock import Clock
from desktop.keys.secrets_kept import Secrets
from desktop.packages import package, stick
from desktop.paths import Paths
from tests.worlds import NOW, Laptop

PLANTED = "Phùng Khai Sử Nà"
STREET = "Ngõ Hoa Đào 77"
STORY = "Con trâu đen tên Mực bị mất"


def spellings(text: str) -> set[bytes]:
    """Every form in which a program might have written a text down."""
    folded = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)).replace("đ", "d")
    forms = {text, text.casefold(), unicodedata.normalize("NFD", text), folded, folded.casefold()}
    escaped = {form.encode("ascii", "backslashreplace") for form in forms}
    return escaped | {form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")}


def holding(content: bytes) -> list[bytes]:
    return [one for text in (PLANTED, STREET, STORY) for one in spellings(text) if one in content]


def opened(laptop: Laptop, file: Path) -> dict[str, bytes]:
    """Open a package as its recipient does; return its members."""
    office = people.sign_in(Paths(laptop.home), Clock.from_text(NOW), None, lambda: laptop.password)
    try:
        with office.reading() as connection:
            identities = Secrets.load(connection).identities
        return dict(package.open_package(stick.read(file), identities, package.peek(stick.read(file))).members)
    finally:
        office.close()


def write_about(laptop: Laptop) -> str:
    """Write the planted name wherever a person can type it: a visit, its draft, a note that stays in the commune."""
    session = laptop.add_session("2024-01-08")
    visit = laptop.add_visit(session, citizen_name=PLANTED, citizen_address=STREET, content=STORY, note=f"hỏi lại {PLANTED}")
    laptop.ok("record", "add", "reception_visit", "--draft", "--set", f"citizen_name={PLANTED}", "--set", f"content={STORY}")
    laptop.ok("record", "edit", "reception_visit", visit, "--set", f"result_track={PLANTED} đã về")
    return visit


def test_a_name_is_in_no_package_that_goes_up_nor_in_any_home_above(world):
    write_about(world.commune)
    for file in (world.commune.export(world.stick)[0], world.commune.export(world.stick, "--all")[0]):
        assert holding(file.read_bytes()) == []
        members = opened(world.district, file)
        assert any(name.endswith("up.jsonl") for name in members)
        assert not any(name.endswith("home.jsonl") for name in members)
        assert {name: found for name, body in members.items() if (found := holding(body))} == {}


def test_a_home_package_carries_the_name_sealed_and_for_the_own_unit_only(world):
    visit = write_about(world.commune)
    file = world.commune.export(world.stick, "--kind", "home")[0]
    assert holding(file.read_bytes()) == []
    assert any(holding(body) for body in opened(world.second, file).values())  # the planted words would be found, were they there
    world.second.ok("import", file)
    assert world.second.ok("record", "show", "reception_visit", visit)["values"]["citizen_name"] == PLANTED
    world.district.refused("misaddressed", "import", file)
    up = world.second.export(world.stick / "second")[0]
    assert {name: found for name, body in opened(world.district, up).items() if (found := holding(body))} == {}


def test_a_name_stands_in_plain_nowhere_under_the_home_folder(world):
    laptop = world.commune
    visit = write_about(laptop)
    laptop.ok("import", *world.second.export(world.stick, "--kind", "home"))  # makes a backup
    laptop.ok("record", "list", "reception_visit", "--search", "phung khai")
    laptop.ok("check")
    laptop.ok("record", "edit", "reception_visit", visit, "--set", "subject_kind=to_cao")  # erases, and makes a backup
    files = [path for path in laptop.home.rglob("*") if path.is_file()]
    assert any(path.parent.name == "backups" for path in files)
    assert {path.name: found for path in files if (found := holding(path.read_bytes()))} == {}


def test_after_a_denunciation_the_name_is_gone_for_the_sibling_too(world):
    visit = write_about(world.commune)
    world.second.ok("import", *world.commune.export(world.stick, "--kind", "home"))
    world.commune.ok("record", "edit", "reception_visit", visit, "--set", "subject_kind=to_cao")
    world.second.ok("import", *world.commune.export(world.stick / "later", "--kind", "home"))
    shown = world.second.ok("record", "show", "reception_visit", visit)
    assert (shown["values"]["subject_kind"], shown["values"]["citizen_name"], shown["values"]["result_track"]) == ("to_cao", None, None)
    late = world.second.export(world.stick / "home-again", "--kind", "home", "--all")[0]
    drafts_stay_local = [body for name, body in opened(world.commune, late).items() if name.startswith("segments/")]
    assert [found for body in drafts_stay_local if (found := holding(body))] == []
