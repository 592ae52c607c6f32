"""The sample data: every state of a period, all that goes wrong with sticks, nobody's name above, the same at every run."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop import registers
from desktop.actions import demo, figures, lookup
from desktop.actions.people import sign_in
from desktop.clock import Clock
from desktop.entries.record import as_json
from desktop.paths import Paths
from desktop.sample import data
from tests.journeys.test_private_names import opened
from tests.worlds import Laptop

TODAY = "2024-03-25T08:00:00"
Q1 = "2024-Q1"
FORMS = ("DV-04", "DV-05", "01/TCD")


def laptop(told: dict[str, Any], unit: str, home: str = "home") -> Laptop:
    return Laptop(Path(told[unit][home]), unit, user="demo", password="demo demo demo", now=TODAY)


def told_of(one: Laptop) -> dict[str, Any]:
    """Return all that a laptop tells of its own unit, without what is random: stations and op names. One sign-in for all books."""
    found: dict[str, Any] = {}
    office = sign_in(Paths(one.home), Clock.from_text(one.now), one.user, lambda: one.password)
    try:
        for code, register in registers.ALL.items():
            if not register.system:
                rows = [as_json(row, office.identity.era) for row in lookup.listing(office, code, lookup.Ask(deleted=True)).records]
                found[code] = [_still(row) for row in rows if row["unit"] == one.unit]
        found["forms"] = [figures.form(office, name, Q1) for name in FORMS]
        found["targets"] = figures.targets(office, Q1)
    finally:
        office.close()
    return found


def _still(row: dict[str, Any]) -> dict[str, Any]:
    return {name: {"at": value["at"], "by": value["by"]} if name in ("created", "updated") else value for name, value in row.items()}


def names_of_citizens(unit: str) -> set[str]:
    columns = ("citizen_name", "petitioner_name")
    return {str(one.values[name]) for one in data.book(unit).entries for name in columns if one.values.get(name)}


@pytest.mark.timeout(400)
def test_the_sample_shows_the_whole_main_job_and_is_the_same_at_every_run(tmp_path):
    told = demo.make(tmp_path / "one")
    assert json.loads((tmp_path / "one" / "summary.json").read_text(encoding="utf-8")) == told
    assert set(told) == {"107", *data.codes()}
    district, richest = laptop(told, "107"), laptop(told, "03448")
    _every_state_is_there(district)
    _everything_went_wrong_once(district, tmp_path / "one" / "packages")
    _the_richest_commune_is_lived_in(richest, laptop(told, "03448", "second_home"))
    _nobody_is_named_above(district, tmp_path / "one" / "packages")
    assert laptop(told, "03463").ok("period", "show", Q1)["state"] == "open"
    assert len(list((tmp_path / "one" / "reports").glob("*.pdf"))) >= 6
    first = {unit: told_of(laptop(told, unit)) for unit in told}
    shutil.rmtree(tmp_path / "one" / "homes")
    again = demo.make(tmp_path / "two")
    assert {unit: told_of(laptop(again, unit)) for unit in again} == first
    assert [told[unit]["records"] for unit in told] == [again[unit]["records"] for unit in told]


def _every_state_is_there(district: Laptop) -> None:
    rows = {row["unit"]: row for row in district.ok("period", "list")}
    assert {row["state"] for row in rows.values()} == {"not_reported", "open", "received", "returned", "accepted"}
    assert (rows["03448"]["state"], rows["03448"]["version"]) == ("accepted", 2)
    assert all(row["agrees"] for row in rows.values() if row["snapshot"])
    assert district.ok("check")["ok"]


def _everything_went_wrong_once(district: Laptop, packages: Path) -> None:
    took = district.call("import", packages, "--dry-run").document["packages"]
    codes = {one["code"] for one in took}
    assert {"damaged", "misaddressed", "unknown_sender", None} <= codes
    assert "duplicate" in {one["result"] for one in took}
    waiting = [one for one in took if one["result"] == "merged"]
    assert [(one["sender_unit"], one["records_new"] > 0) for one in waiting] == [("03442", True)]
    assert [one["code"] for one in district.ok("status")["quarantine"]] == ["damaged"]


def _the_richest_commune_is_lived_in(first: Laptop, second: Laptop) -> None:
    assert first.ok("period", "show", Q1)["state"] == "accepted"
    assert [one["field"] for one in first.ok("conflicts", "list")] == ["households"]
    assert second.ok("record", "list", "reception_visit", "--period", Q1)["total"] == 23
    visits = first.ok("record", "list", "reception_visit")["records"]
    denounced = [one for one in visits if one["values"]["subject_kind"] == "to_cao"]
    assert [one["values"]["citizen_name"] for one in denounced] == [None]
    assert {one["status"] for one in visits} == {"hoan_chinh", "nhap"}
    due = first.ok("due")
    assert any(one["kind"] == "commitment" and one["days_left"] < 0 for one in due)
    assert any(one["kind"] == "reception" and one["days_left"] == 0 for one in due)


def _nobody_is_named_above(district: Laptop, packages: Path) -> None:
    names = {name.encode() for unit in data.codes() for name in names_of_citizens(unit)}
    assert len(names) > 40
    ups = [file for file in packages.glob("DV_*_107_*.goi") if district.call("inspect", file).document["verdict"] == "ok"]
    assert len(ups) >= 13
    for file in ups:
        assert [name.decode() for body in opened(district, file).values() for name in names if name in body] == []
