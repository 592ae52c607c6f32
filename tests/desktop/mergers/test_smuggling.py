"""What a certified laptop puts into a handover that nobody's merger allows."""

from pathlib import Path

import pytest

from desktop import trusting
from desktop.actions import (
    records,
)
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from desktop.packages import package
from desktop.packages.parts import Parts
from tests.desktop.mergers.eras import MOI, MUONG, TINH, UNITS
from tests.desktop.world import HUYEN, NOW


def smuggled(world, sender: str, reader: str, parts: Parts) -> Path:
    """Let a certified laptop send a handover where no merger allows one, sealed for whom it likes."""
    with world[sender].reading() as here, world[reader].reading() as there:
        key, trust = Secrets.load(here).keys.signing, trusting.trust_of(world[sender], here)
        recipients = [one.recipient for one in Secrets.load(there).unit_keys]
    heading = package.Heading("handover", "cd" * 16, 1, NOW, UNITS[reader])
    file = world.folder / f"lau-{sender}-{reader}.goi"
    file.write_bytes(package.build(parts, heading, key, trust.chain_for(key.station), recipients))
    return file


def opened(world, reader: str, file: Path) -> Parts:
    with world[reader].reading() as connection:
        return package.read_parts(package.open_package(file.read_bytes(), Secrets.load(connection).identities))


def test_names_in_a_handover_to_whom_no_merger_made_the_successor_are_dropped(merged):
    merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    whole = opened(merged, MOI, merged.export(MUONG, kind="handover")[0])
    got = merged.bring(TINH, smuggled(merged, MUONG, TINH, whole)).packages[0]
    assert (got.result, got.dropped_home) == ("merged", [merged.station(MUONG)])
    assert merged.bodies(TINH, "home", UNITS[MUONG]) == []


def test_a_district_hands_over_no_names_of_its_communes(merged):
    """It never should have any; what it got hold of does not count as its own."""
    merged.add(MUONG, "reception_visit", citizen_name="Lò Văn Kín")
    whole = opened(merged, MOI, merged.export(MUONG, kind="handover")[0])
    got = merged.bring(TINH, smuggled(merged, HUYEN, TINH, whole)).packages[0]
    assert (got.result, got.dropped_home) == ("merged", [merged.station(MUONG)])
    assert merged.bodies(TINH, "home", UNITS[MUONG]) == []


def test_the_successor_of_one_unit_writes_nothing_in_the_books_of_another(merged):
    record = merged.add(MUONG, name="Cũ")
    other = merged.add(HUYEN, name="Của huyện")
    merged.carry(MUONG, MOI, kind="handover")
    merged.carry(HUYEN, TINH, kind="handover")
    for name, held in ((TINH, record), (MOI, other)):
        with pytest.raises(Problem) as problem:
            records.edit(merged[name], "model", held, {"name": "Sửa hộ"})
        assert problem.value.code in ("not_allowed", "unknown_record")
    records.edit(merged[TINH], "model", other, {"name": "Tỉnh sửa sổ huyện cũ"})
    assert merged.value(TINH, other) == "Tỉnh sửa sổ huyện cũ"
