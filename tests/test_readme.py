"""The README tells the truth: its commands are those of `--help`, and its five lines add a register."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import main, run
from tests.sources import MADE_BY_TOOLS, ROOT
from tests.worlds import NOW, PASSWORD, World, surroundings

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}")[1].split("\n## ")[0]


def blocks(text: str, language: str = "") -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_commands_are_those_of_help():
    with surroundings({}, "") as (out, _):
        assert run(["--help"]) == 0
    helped = [line.strip() for line in out.getvalue().split("Lệnh:\n")[1].splitlines()]
    assert blocks(section("The commands"))[0].splitlines() == helped


def test_every_command_in_the_first_minutes_is_one():
    used = re.findall(r"python -m desktop (?:--\w+ \S+ )*(\w+)", section("The first minutes"))
    assert len(used) >= 4
    assert set(used) <= main.commands.keys()


def test_files_and_targets_that_the_readme_names_exist():
    named = re.findall(r"`((?:ui|desktop|db|resources|tests|scripts)/[\w./]*)`", README)
    made_by_the_reader = {"desktop/registers/culture_house.py"}
    assert [path for path in named if path not in made_by_the_reader and not (ROOT / path).exists()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [target for target in re.findall(r"`make (\w+)`", README) if f"\n{target}:" not in makefile] == []


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The project in another folder, where a newcomer may change it."""
    made_by_tools = shutil.ignore_patterns(*MADE_BY_TOOLS, ".*", "vectors")
    for folder in ("db", "desktop", "resources", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / "project" / folder, ignore=made_by_tools)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "project")
    shutil.copy(ROOT / "README.md", tmp_path / "project")
    return tmp_path / "project"


def python(project: Path, *arguments: str, home: Path | None = None, typed: str = "") -> str:
    """Run the changed program; return what it said."""
    environment = {**os.environ, "SODANVAN_PASSWORD": PASSWORD, "SODANVAN_NOW": NOW, "PYTHONPATH": str(project), "PYTHONUTF8": "1"}
    if home:
        environment["SODANVAN_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=project, env=environment, input=typed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def follow_the_five_lines(project: Path) -> str:
    """Do what the five lines say, to the letter; return the code of the new register."""
    recipe = section("How to add a register, in five lines")
    lines = re.findall(r"^\d\. (.*)$", recipe, re.MULTILINE)
    assert len(lines) == 5
    file = re.search(r"`(desktop/registers/(\w+)\.py)`", lines[0])
    assert file
    (project / file[1]).write_text(blocks(recipe, "python")[0], encoding="utf-8")
    schema = re.search(r"`SCHEMA` in `(\S+)`", lines[2])
    assert schema
    source = (project / schema[1]).read_text(encoding="utf-8")
    raised = re.sub(r"^SCHEMA: Final = (\d+)$", lambda found: f"SCHEMA: Final = {int(found[1]) + 1}", source, flags=re.MULTILINE)
    assert raised != source
    (project / schema[1]).write_text(raised, encoding="utf-8")
    command = re.search(r"`python (-m desktop schema \w+)`", lines[3])
    assert command
    assert json.loads(python(project, "-m", "desktop", "--json", *command[1].split()[2:]))["title"]
    laws = re.search(r"`(tests/test_\w+\.py)`", lines[4])
    assert laws
    python(project, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", laws[1], "-k", file[2])
    return file[2]


def test_five_lines_add_a_register_with_table_form_commands_schema_and_packages(copied: Path, world: World):
    code = follow_the_five_lines(copied)
    home, village = world.commune.home, world.commune.add_village()
    listed = json.loads(python(copied, "-m", "desktop", "--json", "registers"))
    assert code in {one["code"] for one in listed}
    schema = json.loads(python(copied, "-m", "desktop", "--json", "schema", code))
    assert list(schema["properties"]) == ["village_id", "used_on", "people", "women", "note"]
    row = json.dumps({"village_id": "Bản Nậm Ngà", "used_on": "05/02/2024", "people": 40, "women": 18})
    added = json.loads(python(copied, "-m", "desktop", "--json", "record", "add", code, "--from-json", "-", home=home, typed=row))["ids"][0]
    found = json.loads(python(copied, "-m", "desktop", "--json", "record", "list", code, "--where", "women > 10", home=home))
    assert [(one["id"], one["book_no"], one["values"]["village_id"]) for one in found["records"]] == [(added, "1", village)]
    asked = json.loads(python(copied, "-m", "desktop", "--json", "period", "show", "2024-Q1", home=home))
    assert code not in asked["undeclared"]
    assert "reward" in asked["undeclared"]

    # The stick reaches a district whose program does not know the book yet: nothing is lost, and it appears with the new one.
    python(copied, "-m", "desktop", "export", str(world.stick), home=home)
    world.district.ok("import", world.stick)
    world.district.refused("unknown_register", "record", "list", code)
    above = json.loads(python(copied, "-m", "desktop", "--json", "record", "list", code, home=world.district.home))
    assert [(one["id"], one["values"]["people"]) for one in above["records"]] == [(added, 40)]
