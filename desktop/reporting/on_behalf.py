"""Totals on behalf: what an upper unit typed for a unit without a laptop, as told on paper, by telephone or Zalo.

They are the unit's row, marked, until it has closed the period itself; from then on its own figures count, and the typed ones are
compared with them cell by cell. They are records of the upper unit: nobody writes in the name of another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from db.query import Is, Query, Reader
from desktop import registers
from desktop.forms import Form
from desktop.language.dates import format_date
from desktop.language.numbers import canonical_number
from desktop.reporting.cells import Cells, CellValue, typed_cells
from desktop.reporting.opening import as_cell
from desktop.snapshots import Snapshot

TYPED: Final = "total_on_behalf"
MARK: Final = "nhap_thay"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from that the unit did not write itself. `given_on`: ISO."""

    source: str
    given_by: str
    given_on: str

    @property
    def words(self) -> str:
        """How it is said on screen and paper: "số liệu nhập thay – điện thoại 12/04/2024"."""
        source = registers.ALL[TYPED].by_name["source"].options.get(self.source, self.source)
        return f"số liệu nhập thay – {source[:1].lower()}{source[1:]} {format_date(self.given_on)}".rstrip()

    def as_json(self) -> dict[str, Any]:
        """Return who told it, how and when."""
        return {"mark": self.words, "source": self.source, "given_by": self.given_by, "given_on": self.given_on}


@dataclass(frozen=True, slots=True)
class Behalf:
    """What was typed for one unit and period.

    `typed`: form → column → the cell as typed, with its record; `sources`: record → where it comes from.
    """

    unit: str
    typed: Mapping[str, Mapping[str, CellValue]]
    sources: Mapping[str, Source]

    @property
    def newest(self) -> Source:
        """Where what was told last comes from, of whatever form."""
        return max(self.sources.values(), key=lambda source: source.given_on)

    def source_of(self, cells: Cells) -> Source:
        """Return where what was told last of these cells comes from."""
        records = {record for cell in cells.values() for record in cell.ids} & self.sources.keys()
        return replace(self, sources={record: self.sources[record] for record in records}).newest

    def cells(self, form: Form) -> Cells | None:
        """Return the row of a form, sums and ratios worked out; None when nothing of it was typed."""
        found = typed_cells(form, self.typed)
        return found if any(cell.value is not None for cell in found.values()) else None


@dataclass(frozen=True, slots=True)
class Told:
    """One cell that was typed otherwise than the unit's own figure came to."""

    form: str
    cell: str
    typed: int | str | None
    own: int | str | None


def on_behalf(reader: Reader, own: str, period: str) -> dict[str, Behalf]:
    """Return what the unit `own` typed for the units below it, by their keys."""
    era = own.partition(":")[0]
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in reader.rows(Query(TYPED, (Is("period", "=", period),), units=(own,))):
        rows.setdefault(f"{era}:{row['for_unit']}", []).append(row)
    return {unit: _behalf(unit, found) for unit, found in rows.items()}


def _behalf(unit: str, rows: list[Mapping[str, Any]]) -> Behalf:
    typed: dict[str, dict[str, CellValue]] = {}
    sources: dict[str, Source] = {}
    for row in rows:
        value, record = canonical_number(row["value"]), str(row["_id"])
        sources[record] = Source(str(row["source"] or ""), str(row["given_by"] or ""), str(row["given_on"] or ""))
        if value is not None:
            typed.setdefault(str(row["form"]), {})[str(row["column"])] = CellValue(as_cell(value), None, (record,), MARK)
    return Behalf(unit, typed, sources)


def told_otherwise(behalf: Behalf, snapshot: Snapshot | None) -> list[Told]:
    """Return the typed cells that the figures which the unit itself closed do not agree with; none while these are not held."""
    found = []
    for form, cells in behalf.typed.items():
        frozen = snapshot.forms.get(form) if snapshot else None
        for column, cell in cells.items() if frozen else ():
            own = frozen.cells.get(column) if frozen else None
            if own != cell.value:
                found.append(Told(form, column, cell.value, own))
    return found
