"""Which files the project consists of, for the tests that read the source itself."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("db", "desktop", "resources", "ui")
MADE_BY_TOOLS = {"build", "dist", "htmlcov", "__pycache__"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project, without what tools leave behind; works in a copy without git, too."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if entry.name == ".ci" or not (entry.name.startswith(".") or entry.name in MADE_BY_TOOLS):
                yield from _walk(path)
        elif entry.name != ".git":
            yield path


def modules(*packages: str) -> list[Path]:
    """Return the Python files of these top-level folders; without arguments, all of them."""
    return [path for path in files() if path.suffix == ".py" and (not packages or path.relative_to(ROOT).parts[0] in packages)]


def name(path: Path) -> str:
    """Return how a failing test calls this file."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return the module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def text(path: Path) -> str | None:
    """Return what stands in the file, or None for fonts, pictures and packages."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
