"""The code keeps a size and a form that a newcomer can read; each rule names the places that break it."""

import ast
import csv
import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

import resources
from tests.sources import PRODUCT, ROOT, files, modules, name, text, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
BROAD_EXCEPT = {"desktop/cli.py", "ui/tasks.py"}
HEX_COLOURS = {"ui/tokens.py"}
STYLE_SHEETS = [path for path in files() if path.suffix == ".qss"]
CLOCK = {"desktop/clock.py"}
# What ruff's banned names cannot see: Qt's clocks and SQLite's.
CLOCKS = re.compile(r"\bcurrent(?:Date|Time|DateTime|DateTimeUtc|MSecsSinceEpoch|SecsSinceEpoch)\(|CURRENT_(?:TIMESTAMP|DATE|TIME)\b|'now'")
EMPTY_NAMES = re.compile(r"utils?|helpers?|managers?|controllers?|services?|common|misc", re.IGNORECASE)
OF_THIS_MACHINE = re.compile(r"""(?<![\w.~}/*])/(?:work|tmp|root|home)(?=[/\s"'`)]|$)|\.\./shared\b""", re.MULTILINE)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def found(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    hits = []
    for path in paths:
        for number, line in enumerate((text(path) or "").splitlines(), 1):
            hits += [f"{name(path)}:{number}: {hit.group()}" for hit in pattern.finditer(line)]
    return hits


def test_no_file_is_too_long_to_read():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_understand():
    lengths = {f"{name(path)}:{f.lineno} {f.name}": f.end_lineno - f.lineno + 1 for path in modules() for f in functions(path)}
    assert {f: n for f, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_every_module_says_what_it_is_for():
    assert [name(path) for path in modules() if not ast.get_docstring(tree(path))] == []


def test_names_say_what_a_thing_does():
    vague = [name(path) for path in modules() if any(EMPTY_NAMES.fullmatch(word) for word in path.stem.split("_"))]
    for path in modules(*PRODUCT):
        classes = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
        vague += [f"{name(path)}: {c}" for c in classes if EMPTY_NAMES.fullmatch(re.findall(r"[A-Z][a-z]*|\w+", c)[-1])]
    assert vague == []


def test_colours_stand_in_one_file():
    assert (
        found([path for path in [*modules(*PRODUCT), *STYLE_SHEETS] if name(path) not in HEX_COLOURS], re.compile(r"#[0-9A-Fa-f]{6}\b"))
        == []
    )


def test_only_the_clock_reads_the_clock():
    assert found([path for path in modules(*PRODUCT) if name(path) not in CLOCK], CLOCKS) == []


def test_only_listed_places_catch_everything():
    def catches_everything(handler: ast.ExceptHandler) -> bool:
        kinds = {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)} if handler.type else {"BaseException"}
        tidies_and_passes_on = isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
        return bool(kinds & {"Exception", "BaseException"}) and not tidies_and_passes_on

    places = [
        f"{name(path)}:{node.lineno}"
        for path in modules(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and name(path) not in BROAD_EXCEPT and catches_everything(node)
    ]
    assert places == []


def test_nothing_is_left_to_do():
    assert found(modules(), re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")) == []


def test_nothing_names_the_machine_it_was_written_on():
    assert found([path for path in files() if path != Path(__file__)], OF_THIS_MACHINE) == []


def test_every_text_is_nfc():
    assert [name(path) for path in files() if not unicodedata.is_normalized("NFC", text(path) or "")] == []


def test_every_folder_of_the_product_is_a_package():
    folders = {path.parent for path in modules(*PRODUCT)}
    assert sorted(name(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def _csv(path: Path) -> object:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}, "rows of unequal length"
    return rows[1:]


def _svg(path: Path) -> object:
    return ElementTree.parse(path).getroot().get("viewBox")


def _font(path: Path) -> object:
    have = TTFontFile(str(path)).charToGlyph
    assert [letter for letter in vietnamese_letters() if ord(letter) not in have] == []
    return have


def vietnamese_letters() -> set[str]:
    vowels = {unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in ["", *"\u0300\u0309\u0303\u0301\u0323"]}
    return vowels | {v.upper() for v in vowels} | set("đĐ₫–…“”")


LOADERS: dict[str, Callable[[Path], object]] = {
    ".csv": _csv,
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".svg": _svg,
    ".toml": lambda path: tomllib.loads(path.read_text(encoding="utf-8")),
    ".ttf": _font,
}
DATA = [path for path in files() if path.is_relative_to(ROOT / "resources") and path.suffix != ".py"]


@pytest.mark.parametrize("path", DATA, ids=name)
def test_every_resource_can_be_read_and_is_not_empty(path):
    assert LOADERS.get(path.suffix, text)(path)


def test_resources_answer_where_they_lie():
    assert resources.path("units", "units_2024.csv").is_file()
    assert resources.read_text("units", "units_2024.csv").startswith("code,name,type,level,parent_code\n")
    with pytest.raises(FileNotFoundError):
        resources.read_text("units", "units_1999.csv")
