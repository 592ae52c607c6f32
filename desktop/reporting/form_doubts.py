"""What of a form nobody has checked yet, and whether the office has held its circular's forms against the official paper.

"Theo Thông tư …" is printed only after that (dossier §7.3); what a column cannot say stays a note in any case.
"""

from dataclasses import dataclass
from typing import Any

from db.driver import Connection
from db.query import Is, Query
from desktop import units
from desktop.forms import Form, form_sets
from desktop.office import Office

REGISTER = "form_check"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A note on a form and the columns that it is about; none: all of them."""

    note: str
    columns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The note as one sentence, its columns named."""
        return f"Cột {', '.join(self.columns)}: {self.note[:1].lower()}{self.note[1:]}" if self.columns else self.note

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of a form's answer."""
        return {"note": self.note, "columns": list(self.columns), "text": self.text}


def is_checked(office: Office, connection: Connection, form_set: str | None) -> bool:
    """Whether this unit or one above it wrote down that it has checked the forms of a set."""
    chain = units.lineage(office.identity.unit)
    query = Query(REGISTER, (Is("form_set", "=", form_set),), units=chain, layers=chain, deleted=True)
    found = {str(row["_unit"]): row for row in office.reader(connection).rows(query)}
    nearest = next((found[unit] for unit in chain if unit in found), None)
    return nearest is not None and not nearest["_deleted"]  # a struck-out one covers what it corrects


def doubts(form: Form, *, checked: bool) -> list[Doubt]:
    """Return what is not verified of a form; the note on all columns goes once the set is checked."""
    return [Doubt(note, codes) for note, codes in form.doubts if codes or not checked]


def basis(form_set: str) -> str:
    """Return the circular of a set."""
    return next((one.title for one in form_sets() if one.code == form_set), form_set)
