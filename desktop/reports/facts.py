"""What the text of a report is made of, and how a figure stands in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.language.numbers import format_number, two_digits
from desktop.reports.document import Span
from desktop.reports.form_tables import cell_key

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text is made of.

    forms: answers of the forms by code; targets: the targets' answer; head: "Chủ tịch UBND xã"; whole: the place named
    ("trên địa bàn xã"); models: names of the models registered this year; promises: open commitments with their days.
    """

    forms: Mapping[str, Answer]
    targets: Answer
    head: str
    whole: str
    models: Sequence[str] = ()
    promises: Sequence[str] = ()

    @property
    def consolidated(self) -> bool:
        """Whether the figures are those of several units."""
        return self.targets["total"] is not None

    @property
    def told_for(self) -> list[str]:
        """The units whose figures, in any form or of the targets, were typed for them."""
        rows = (row for answer in (self.targets, *self.forms.values()) for row in answer["rows"])
        return list(dict.fromkeys(row["name"] for row in rows if row.get("on_behalf")))

    def value(self, form: str, code: str) -> int | None:
        """Return one figure: of the only unit, or the total."""
        answer = self.forms[form]
        cells = (answer["total"] if answer["total"] is not None else answer["rows"][0])["cells"]
        found = cells[code]
        return found if isinstance(found, int) else None

    def number(self, form: str, code: str) -> Span:
        """Return one figure as it stands in a sentence, tied to its cell."""
        value = self.value(form, code)
        return Span("…" if value is None else counted(value), cell=cell_key(form, code))


def counted(value: int) -> str:
    """Return a number as official text writes it: "02", "12", "1.234"."""
    return two_digits(value) if 0 < value < 10 else format_number(value)


def listed(texts: Sequence[str]) -> list[str]:
    """Return the lines of a list as official text ends them: a semicolon, the last one a full stop."""
    return [f"{text}{';' if place < len(texts) else '.'}" for place, text in enumerate(texts, start=1)]
