"""What came of a table that was brought in: of each row, and of the whole."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

What = Literal["add", "change", "same", "fail"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a row was refused: its number in the file, the field, the rule's name, the sentence, and the code of the contract."""

    row: int
    column: str
    rule: str
    message: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of one row; `name` is what a list shows of the record, of one that failed what the file says."""

    row: int
    what: What
    name: str = ""
    why: str = ""


@dataclass(slots=True)
class Imported:
    """What came of a table.

    `strange`: titles of columns that the register does not know, left out; `file`: the failed rows; `notes`: what the office
    has to be told besides.
    """

    dry_run: bool
    strange: tuple[str, ...] = ()
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    file: Path | None = None
    notes: list[str] = field(default_factory=list)

    def count(self, what: What) -> int:
        """Return how many rows came to this."""
        return sum(one.what == what for one in self.outcomes)

    @property
    def all_failed(self) -> bool:
        """Whether no row could be taken."""
        return self.count("fail") == len(self.outcomes)
