"""Kỳ trước chuyển sang: what comes over into a period is what was open at the end of the one before it (dossier §7.3, rule 5).

Both are counted from records, so they differ only where a record came, or changed, after the period before was closed ("bổ sung kỳ
trước"): then two printed papers do not fit together, and who closes says why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from db.driver import Connection
from desktop.forms import Form
from desktop.language.numbers import format_number
from desktop.office import Office
from desktop.reporting.cells import Cells, Checked
from desktop.reporting.periods import Period, closed_before
from desktop.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column of what is carried over, and the one of what is open at the end."""

    form: Form
    carried: str
    open: str

    @property
    def check(self) -> str:
        """How a closing names it: "DV-08:3e=ky_truoc:6"."""
        return f"{self.form.code}:{self.carried}=ky_truoc:{self.open}"


def _pairs(forms: Iterable[Form]) -> Iterator[_Pair]:
    for form in forms:
        for carried, left_open in form.carried_over.items():
            yield _Pair(form, carried, left_open)


def names(forms: Iterable[Form]) -> list[str]:
    """Return the names of these checks."""
    return [pair.check for pair in _pairs(forms)]


def compare(
    office: Office, connection: Connection, period: Period, forms: Iterable[tuple[Form, str | None]], cells: Mapping[str, Cells]
) -> list[Checked]:
    """Hold what comes over against the closed figures of the unit's own period before; nothing where none is closed."""
    before = _frozen_before(office, connection, period)
    sets = {form.code: name for form, name in forms}
    found = []
    for pair in _pairs(form for form, _ in forms) if before else ():
        frozen = before.forms.get(pair.form.code) if before else None
        if before is None or frozen is None or frozen.set != sets[pair.form.code]:
            continue
        now, then = cells[pair.form.code][pair.carried].value or 0, frozen.cells.get(pair.open) or 0
        message = (
            f"Biểu {pair.form.code}: cột {pair.carried} kỳ trước chuyển sang ({format_number(now)}) phải bằng cột {pair.open} đã chốt "
            f"{before.label} ({format_number(then)})."
        )
        found.append(Checked(pair.check, now == then, message))
    return found


def _frozen_before(office: Office, connection: Connection, period: Period) -> Snapshot | None:
    """Return the frozen figures of the period before, if it ended on the day before this one began."""
    before = closed_before(office, connection, period)
    adjoins = before is not None and before.period.span.to_date == period.span.from_date - timedelta(days=1)
    return before.snapshot if before is not None and adjoins else None
