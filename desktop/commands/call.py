"""One call of the command line: where the home is, who signs in, and how the answer is said.

With `--json` stdout is exactly one JSON document, whatever the exit code; without it, Vietnamese lines for a person, in
which no stored text can give the terminal an order.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from desktop.clock import Clock
from desktop.errors import Problem
from desktop.language.vietnamese import shown
from desktop.office import Office
from desktop.paths import Paths, default_home

Document = Mapping[str, Any] | list[Any]
Lines = Callable[[Any], Iterable[str]]
PART: int = 3
"""Exit status of what was done in part."""


def take_secret(name: str) -> str | None:
    """Read a secret from the environment and remove it there, so that no child process inherits it."""
    return os.environ.pop(name, None)


@dataclass
class Call:
    """The options that stand before the command."""

    home: Path
    json: bool
    user: str | None
    password_file: Path | None
    secrets: dict[str, str | None] = field(default_factory=dict)
    now: str | None = None

    @property
    def paths(self) -> Paths:
        """Where the home's files lie."""
        return Paths(self.home)

    @property
    def clock(self) -> Clock:
        """The office's clock, or the one that SODANVAN_NOW sets."""
        return Clock.from_text(self.now)

    def password(self) -> str:
        """Return the password of who signs in.

        Raises:
            Problem: wrong_password, when none was given and nobody can be asked.
        """
        given = first_line(self.password_file) if self.password_file else self.secrets.get("SODANVAN_PASSWORD")
        if given is None and sys.stdin.isatty() and not self.json:
            given = str(click.prompt("Mật khẩu", hide_input=True, prompt_suffix=": "))
        if given is None:
            raise Problem(
                "wrong_password", "Chưa có mật khẩu. Đặt biến SODANVAN_PASSWORD hoặc dùng --password-file.", where="--password-file"
            )
        return given

    def new_password(self, file: Path | None) -> str | None:
        """Return a new password given by file or environment, or None."""
        return first_line(file) if file else self.secrets.get("SODANVAN_NEW_PASSWORD")

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Open the home for who signs in, and close it again."""
        from desktop.actions.people import sign_in

        office = sign_in(self.paths, self.clock, self.user, self.password)
        try:
            yield office
        finally:
            office.close()

    def say(self, document: Document, lines: Lines | None = None, office: Office | None = None) -> None:
        """Give the answer: the document as JSON, or as lines for a person."""
        if office is not None and office.warnings and isinstance(document, dict):
            document = {**document, "warnings": list(office.warnings)}
        if self.json:
            click.echo(json.dumps(document, ensure_ascii=False))
            return
        for line in lines(document) if lines else plain(document):
            click.echo(shown(line))
        for warning in office.warnings if office else ():
            click.echo(shown(warning), err=True)

    def refuse(self, problem: Problem, more: Mapping[str, Any]) -> int:
        """Say a refusal together with what the contract adds to it; return the exit status."""
        error = {"code": problem.code, "message": problem.message, "where": problem.where}
        if self.json:
            click.echo(json.dumps({"error": error, **more}, ensure_ascii=False))
        click.echo(shown(problem.message), err=True)
        return 1


def first_line(file: Path) -> str:
    """Return the first line of a file that holds a secret.

    Raises:
        Problem: wrong_password, when it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("wrong_password", f"Không đọc được tệp mật khẩu “{file}”. Kiểm tra đường dẫn.", where=str(file)) from error


def plain(document: Document, indent: str = "") -> Iterator[str]:
    """Say a document in indented lines: for answers that have no sentence of their own."""
    items = document.items() if isinstance(document, Mapping) else enumerate(document, 1)
    for name, value in items:
        if isinstance(value, Mapping | list) and value:
            yield f"{indent}{name}:"
            yield from plain(value, indent + "  ")
        else:
            yield f"{indent}{name}: {_word(value)}"


def _word(value: object) -> str:
    if value is None or value in ([], {}):
        return "–"
    return {True: "có", False: "không"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def default_home_of(environment: str | None) -> Path:
    """Return the home folder that was asked for, or the user's own."""
    return Path(environment) if environment else default_home()


pass_call = click.make_pass_decorator(Call)
