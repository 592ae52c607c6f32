"""What the text of a report is made of, and how a figure stands in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from desktop.language.numbers import format_number, format_ratio, two_digits
from desktop.reporting.cells import NOT_APPLICABLE
from desktop.reports.document import Span
from desktop.reports.form_tables import cell_key
from desktop.reports.outline import Listed

Answer = Mapping[str, Any]
UNKNOWN: Final = "…"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text is made of.

    forms: answers of the forms by code; targets: the targets' answer; words: what a sentence calls by a name: the head ("Chủ tịch UBND
    xã"), the whole place ("trên địa bàn xã"); named: the records that the outline names, each as its line says it or as cells of a row.
    """

    forms: Mapping[str, Answer]
    targets: Answer
    words: Mapping[str, str]
    named: Mapping[Listed, Sequence[Any]] = field(default_factory=dict)

    @property
    def consolidated(self) -> bool:
        """Whether the figures are those of several units."""
        return self.targets["total"] is not None

    @property
    def told_for(self) -> list[str]:
        """The units whose figures, in any form or of the targets, were typed for them."""
        rows = (row for answer in (self.targets, *self.forms.values()) for row in answer["rows"])
        return list(dict.fromkeys(row["name"] for row in rows if row.get("on_behalf")))

    def value(self, form: str, code: str) -> int | str | None:
        """Return one figure: of the only unit, or the total."""
        found: int | str | None = self._told(form)["cells"][code]
        return found

    def _told(self, form: str) -> Answer:
        answer = self.forms[form]
        told: Answer = answer["total"] if answer["total"] is not None else answer["rows"][0]
        return told

    def known(self, place: str) -> bool:
        """Tell whether a place of a sentence has been entered at all; a sum as soon as one of its columns has."""
        return place in self.words or any(self.value(form, code) is not None for form, code in _cells(place))

    def apart_from(self, place: str) -> bool:
        """Tell whether a figure is made of nothing but books that the unit does not keep."""
        return self.outside(place) and not self.known(place)

    def outside(self, place: str) -> bool:
        """Tell whether a figure is made of nothing but books that were declared not to concern the unit."""
        return all(self._told(form).get("marks", {}).get(code) == NOT_APPLICABLE for form, code in _cells(place))

    def there(self, place: str) -> bool:
        """Tell whether a place of a sentence has something to say: a figure that is not 0."""
        values = (self.value(form, code) for form, code in _cells(place))
        return bool(self.words.get(place)) or any(value and Decimal(str(value)) for value in values)

    def shown(self, place: str) -> str | Span:
        """Return a place of a sentence as it stands on paper, a figure tied to its cell."""
        if place in self.words:
            return self.words[place]
        cells = _cells(place)
        known = [value for form, code in cells if (value := self.value(form, code)) is not None]
        if len(cells) == 1:
            form, code = cells[0]
            return Span(self._printed(form, code, known[0]) if known else UNKNOWN, cell=cell_key(form, code))
        return Span(counted(sum(int(value) for value in known)) if known else UNKNOWN)

    def _printed(self, form: str, code: str, value: int | str) -> str:
        unit = next((column["unit"] for column in self.forms[form]["columns"] if column["code"] == code), "")
        if unit == "%":
            return format_ratio(str(value))
        return counted(value) if isinstance(value, int) else format_number(value)


def _cells(place: str) -> list[tuple[str, str]]:
    """Return the cells of "DV-02:3", or of a sum "DV-12:1+2+3"."""
    form, colon, codes = place.rpartition(":")
    return [(form, code) for code in codes.split("+")] if colon else []


def counted(value: int) -> str:
    """Return a number as official text writes it: "02", "12", "1.234"."""
    return two_digits(value) if 0 < value < 10 else format_number(value)


def listed(texts: Sequence[str]) -> list[str]:
    """Return the lines of a list as official text ends them: a semicolon, the last one a full stop."""
    return [f"{text.rstrip(' .;')}{';' if place < len(texts) else '.'}" for place, text in enumerate(texts, start=1)]
