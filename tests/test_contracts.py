"""Who may use what. The layers stand in pyproject.toml; here is what has one owner, and the proof that the layers bite."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.sources import PRODUCT, ROOT, modules, name, tree

# A library → the only files that may import it. One owner each: where to look, and where to put a fault test.
OWNERS = {
    "PySide6": ["ui/*"],
    "shiboken6": ["ui/*"],
    "sqlite3": ["db/*"],
    "sqlcipher3": ["db/*"],
    "sqlite_utils": ["db/*"],
    "appdirs": ["desktop/paths.py"],
    "cryptography": ["desktop/key*", "desktop/packages/signing.py", "desktop/packages/sealing.py"],
    "pyrage": ["desktop/packages/sealing.py"],
    "reportlab": ["desktop/reports/pdf*"],
    "openpyxl": ["desktop/sheets/xlsx*.py"],
    "defusedxml": ["desktop/sheets/xlsx.py", "desktop/sheets/xlsx_bounds.py"],
    "pypdfium2": ["ui/*"],
    "tarfile": ["desktop/packages/members.py"],
    "zstandard": ["desktop/packages/members.py"],
    "runpy": ["desktop/__main__.py"],
    # Offline: nothing here opens a connection. Untrusted bytes: nothing here reads pickles.
    "ftplib": [],
    "http": [],
    "marshal": [],
    "pickle": [],
    "requests": [],
    "shelve": [],
    "smtplib": [],
    "socket": [],
    "ssl": [],
    "urllib": [],
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and library of every import, also of those inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module.partition(".")[0]


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_used_by_its_owner_only(library):
    others = [path for path in modules(*PRODUCT) if not any(fnmatch(name(path), owner) for owner in OWNERS[library])]
    assert [f"{name(path)}:{line}" for path in others for line, used in imports(path) if used == library] == []


FORBIDDEN = {
    "the screen reaches past the office": ("ui/page.py", "import db"),
    "the office draws": ("desktop/office.py", "import PySide6"),
    "the store knows a register": ("db/store.py", "import desktop.registers.a"),
    "the office speaks SQL": ("desktop/office.py", "import sqlite3"),
    "a register knows another": ("desktop/registers/a.py", "import desktop.registers.b"),
    "what is kept knows what is done with it": ("desktop/entries/a.py", "import desktop.actions.a"),
    "data do something": ("resources/__init__.py", "import db.store"),
}
ALLOWED = {
    "ui/page.py": "import PySide6\nimport desktop.office",
    "desktop/office.py": "import db.store\nimport resources",
    "desktop/actions/a.py": "import desktop.entries.a",
    "desktop/entries/a.py": "import desktop.registers.a",
    "desktop/registers/a.py": "import desktop.registers.model",
    "desktop/registers/b.py": "import desktop.registers.model",
    "db/store.py": "import sqlite3",
}


def lint(folder: Path, planted: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Build a small program of the same layers in `folder`, plant lines in it, and hold our contracts against it."""
    empty = ["db/__init__.py", "desktop/__init__.py", "desktop/registers/__init__.py", "desktop/registers/model.py"]
    empty += ["desktop/actions/__init__.py", "desktop/entries/__init__.py", "ui/__init__.py", "resources/__init__.py"]
    sources = dict.fromkeys(empty, "") | ALLOWED
    for file, line in planted.items():
        sources[file] += "\n" + line
    for file, source in sources.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(source, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_layers_as_they_are_meant_break_no_contract(tmp_path):
    done = lint(tmp_path, {})
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("planted", FORBIDDEN.values(), ids=FORBIDDEN)
def test_an_import_across_the_layers_breaks_a_contract(tmp_path, planted):
    file, line = planted
    done = lint(tmp_path, {file: line})
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
