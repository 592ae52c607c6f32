"""Targets and forms of a period: of one unit, or a row for every subordinate unit with a total.

The shapes are those of the command line's contract, so that a screen, a report and a script read the same.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from db.driver import Connection
from desktop.actions import own_circle
from desktop.actions.figure_scope import Json, heading, row_head, scope_of, settings_json
from desktop.forms import Form, form_of, of_other_sets, set_at
from desktop.law.period_calendar import Span
from desktop.measures.model import Ground
from desktop.measures.targets.model import Item, summed
from desktop.office import Office
from desktop.reporting import frozen_items, other_spans
from desktop.reporting.cells import Cells, as_reported, cells_json, frozen_cells, not_reported
from desktop.reporting.closing import forms_at
from desktop.reporting.communal import without_books
from desktop.reporting.consolidation import UnitAnswer, over_units
from desktop.reporting.figures import Figures
from desktop.reporting.form_doubts import doubts, is_checked
from desktop.reporting.items_on_behalf import FORM as FORM_OF_TARGETS
from desktop.reporting.items_on_behalf import told_items
from desktop.reporting.on_behalf import Source
from desktop.reporting.other_spans import ALONE, SO_FAR, Beside, Spans, code_before, since_new_year, year_before
from desktop.reporting.periods import period_of
from desktop.snapshots import frozen_form


def form(
    office: Office,
    name: str,
    period_code: str,
    unit: str | None = None,
    rows: bool = False,
    form_set: str | None = None,
    beside: Beside = ALONE,
) -> Json:
    """Return a form: columns, and a row for each unit, with a total on an upper desk; `beside` adds columns of other days.

    Raises:
        Problem: invalid_value for an unknown form or set, unknown_unit, unknown_period.
    """
    return forms(office, [name], period_code, unit, rows, form_set, beside)[0]


def forms(
    office: Office,
    names: Sequence[str],
    period_code: str,
    unit: str | None = None,
    rows: bool = False,
    form_set: str | None = None,
    beside: Beside = ALONE,
) -> list[Json]:
    """Return several forms of a period in the order asked; the units and their books are gone through once for all of them.

    Raises:
        Problem: as `form`.
    """
    with office.reading() as connection:
        scope = scope_of(office, connection, period_code, unit)
        period = period_of(office, connection, period_code, scope.owner)
        asked = [form_of(name, period.span.to_date, form_set) for name in names]
        chosen = [one for one, _ in asked]
        marks = [_verified(office, connection, *one) for one in asked]
        found = _form_rows(office, connection, chosen, period_code, scope.units, rows=rows)
        so_far = found
        if beside.cumulative:
            so_far = _form_rows(office, connection, chosen, period_code, scope.units, rows=rows, of=since_new_year)
        before = _rows_before(office, connection, chosen, period.span, found, rows=rows) if beside.compared else found
        head = heading(office, connection, scope, period)
        told = [[_of_form(one, answers) for answers in (found, so_far, before)] for one in chosen]
        answers = [
            _answer(office, one, period.span, beside, {**mark, **head}, *three, rows=rows)
            for one, mark, three in zip(asked, marks, told, strict=True)
        ]
        if rows:
            own_circle.withhold(office, connection, [row for answer in answers for row in answer["rows"]])
    return answers


def _verified(office: Office, connection: Connection, chosen: Form, set_code: str | None) -> Json:
    """Say whether the form's set was held against the official paper, and what of the form nobody has checked."""
    checked = is_checked(office, connection, set_code) if set_code else None
    return {"checked": checked, "unverified": [one.as_json() for one in doubts(chosen, checked=checked is True)]}


def _answer(
    office: Office,
    asked: tuple[Form, str | None],
    span: Span,
    beside: Beside,
    head: Json,
    found: Sequence[UnitAnswer[Cells]],
    so_far: Sequence[UnitAnswer[Cells]],
    before: Sequence[UnitAnswer[Cells]],
    *,
    rows: bool,
) -> Json:
    """Put one form together from what each unit has in the period, since 1 January and in the same period last year."""
    chosen, set_code = asked

    def told_of(one: UnitAnswer[Cells], mark: str = "") -> Cells:
        cells = _cells(office, asked, one, mark)
        return without_books(chosen, one.standing.unit, cells) if _speaks(chosen, one) else cells

    shown = [
        Spans(told_of(one), told_of(far, SO_FAR), told_of(old) if _speaks(chosen, old) else None)
        for one, far, old in zip(found, so_far, before, strict=True)
    ]
    told = [
        {
            **row_head(office, one, source=_source(one, _typed(chosen, one))),
            **cells_json(other_spans.cells(chosen, beside, spans), rows=rows),
        }
        for one, spans in zip(found, shown, strict=True)
    ]
    if beside.compared:
        told = [{**row, "compared": old.standing.reported or _speaks(chosen, old)} for row, old in zip(told, before, strict=True)]
    total = other_spans.totals(chosen, beside, [spans for one, spans in zip(found, shown, strict=True) if _speaks(chosen, one)])
    return {
        "form": chosen.code,
        "set": set_code,
        "title": chosen.title,
        "columns": other_spans.columns(chosen, beside, span),
        **head,
        "rows": told,
        "total": cells_json(total, rows=False) if head["scope"] == "consolidated" else None,
    }  # fmt: skip


def forms_in(office: Office, period_code: str, unit: str | None = None) -> dict[str, str]:
    """Return the forms of a period by code, with their titles: of the Inspectorate's those in use on its last day.

    Raises:
        Problem: unknown_unit, unknown_period.
    """
    with office.reading() as connection:
        period = period_of(office, connection, period_code, scope_of(office, connection, period_code, unit).owner)
    return {form.code: form.title for form, _ in forms_at(period.span.to_date)}


def forms_of_other_sets(office: Office, period_code: str, unit: str | None = None) -> list[tuple[str, str, str]]:
    """Return (form, set, circular) of the Inspectorate's forms that are in use on other days than the period's last.

    Raises:
        Problem: unknown_unit, unknown_period.
    """
    with office.reading() as connection:
        period = period_of(office, connection, period_code, scope_of(office, connection, period_code, unit).owner)
    return [(form.code, one.code, one.title) for form, one in of_other_sets(period.span.to_date)]


ByForm = dict[str, Cells]
"""Form → the cells of a unit."""


def _of_form(chosen: Form, answers: Sequence[UnitAnswer[ByForm]]) -> list[UnitAnswer[Cells]]:
    return [
        UnitAnswer(one.unit, one.standing, one.whole, None if one.answer is None else one.answer[chosen.code], one.behalf)
        for one in answers
    ]  # fmt: skip


def _form_rows(
    office: Office,
    connection: Connection,
    chosen: Sequence[Form],
    code: str,
    scope: Sequence[str],
    *,
    rows: bool,
    of: Callable[[Span], Span] = lambda span: span,
) -> list[UnitAnswer[ByForm]]:
    def ask(ground: Ground) -> dict[str, ByForm]:
        return _counted(replace(ground, span=of(ground.span), _known={}), chosen, rows=rows)

    return over_units(office, connection, code, scope, ask)


def _counted(ground: Ground, chosen: Sequence[Form], *, rows: bool) -> dict[str, ByForm]:
    figures = Figures(ground, rows)
    figures.ask(chosen)
    found: dict[str, ByForm] = {unit: {} for unit in ground.units}
    for form in chosen:
        for unit, cells in figures.cells(form).items():
            found[unit][form.code] = cells
    return found


def _rows_before(
    office: Office, connection: Connection, chosen: Sequence[Form], span: Span, found: Sequence[UnitAnswer[ByForm]], *, rows: bool
) -> list[UnitAnswer[ByForm]]:
    """Return the same rows of the same period last year; of one with days of its own, as the tables have them now."""
    code, scope = code_before(span.code), [one.standing.unit for one in found]
    if code:
        return _form_rows(office, connection, chosen, code, scope, rows=rows)
    cells = _counted(Ground(year_before(span), tuple(scope), office.reader(connection), office.law_of), chosen, rows=rows)
    return [replace(one, answer=cells[one.standing.unit], behalf=None) for one in found]


def _typed(chosen: Form, one: UnitAnswer[Any]) -> Cells | None:
    """Return the row that the upper unit typed, by the circular in use, for a unit that has not closed the period itself."""
    in_use = not chosen.sets or set_at(one.standing.period.span.to_date).code in chosen.sets
    return one.behalf.cells(chosen) if one.behalf and in_use else None


def _source(one: UnitAnswer[Any], cells: Cells | None) -> Source | None:
    return one.behalf.source_of(cells) if one.behalf and cells is not None else None


def _speaks(chosen: Form, one: UnitAnswer[Any]) -> bool:
    """Whether a unit has figures of a form: its own, or what was typed for it."""
    return one.answer is not None or _typed(chosen, one) is not None


def _cells(office: Office, asked: tuple[Form, str | None], one: UnitAnswer[Cells], mark: str = "") -> Cells:
    chosen, set_code = asked
    if typed := _typed(chosen, one):
        return not_reported(chosen) if mark else typed  # what was told is of the period, and says nothing of the year before it
    if one.answer is None:
        return not_reported(chosen)
    snapshot = one.standing.snapshot if one.standing.is_frozen else None
    closed = frozen_form(snapshot, chosen.code, set_code) if snapshot else None
    frozen = closed.cells if closed else None
    if not one.whole and frozen is not None:
        return frozen_cells(chosen, frozen, mark)
    return one.answer if one.standing.unit == office.identity.unit else as_reported(chosen, one.answer, frozen, mark)


def targets(office: Office, period_code: str, unit: str | None = None, rows: bool = False, settings: bool = False) -> Json:
    """Return the targets of the plan with their parts and what is still missing; with `settings` the windows used.

    Raises:
        Problem: unknown_unit, unknown_period.
    """
    return _items(office, frozen_items.TARGETS, period_code, unit, rows=rows, settings=settings)


def indicators(office: Office, period_code: str, unit: str | None = None, rows: bool = False, settings: bool = False) -> Json:
    """Return the indicators I06–I35 in the same shape.

    Raises:
        Problem: unknown_unit, unknown_period.
    """
    return _items(office, frozen_items.INDICATORS, period_code, unit, rows=rows, settings=settings)


def _items(office: Office, kind: str, period_code: str, unit: str | None, *, rows: bool, settings: bool) -> Json:
    with office.reading() as connection:
        scope = scope_of(office, connection, period_code, unit)
        period = period_of(office, connection, period_code, scope.owner)

        def ask(ground: Ground) -> dict[str, list[Item]]:
            return frozen_items.judged(kind, ground, rows=rows)

        found = over_units(office, connection, period_code, scope.units, ask)
        own = over_units(office, connection, period_code, [office.identity.unit], ask) if scope.is_consolidated else []
        head = heading(office, connection, scope, period)
        used = {"settings": settings_json(office, kind, period.span, scope)} if settings else {}
        shown = [_items_of(office, kind, one) for one in found]
        of_own = _items_of(office, kind, own[0]) if own else None
        hidden = own_circle.unseen(office, connection, _ids(*shown, of_own)) if rows else frozenset[str]()
    empty = frozen_items.empty(kind)
    answered = [(one.unit.title, items) for one, items in zip(found, shown, strict=True) if items is not None]
    total = [summed(item, [(name, items[place]) for name, items in answered]) for place, item in enumerate(empty)]

    def row(one: UnitAnswer[list[Item]], items: list[Item] | None) -> Json:
        typed = kind == frozen_items.TARGETS and one.behalf is not None and told_items(one.behalf) is not None
        source = _source(one, one.behalf.typed[FORM_OF_TARGETS]) if typed and one.behalf else None
        return {
            **row_head(office, one, source=source),
            "items": [_item(office, item, hidden, rows=rows) for item in items or empty],
        }

    return {
        **head,
        "rows": [row(one, items) for one, items in zip(found, shown, strict=True)],
        "own": row(own[0], of_own) if own else None,
        "total": {"items": [_item(office, item, hidden, rows=False) for item in total]} if scope.is_consolidated else None,
        **used,
    }


def _items_of(office: Office, kind: str, one: UnitAnswer[list[Item]]) -> list[Item] | None:
    """Return a unit's items as they are reported: counted here, as the unit froze them, or as they were typed for it; None for none."""
    told = told_items(one.behalf) if one.behalf and kind == frozen_items.TARGETS else None
    if told is not None:
        return told
    if one.answer is None:
        return None
    snapshot = one.standing.snapshot if one.standing.is_frozen else None
    frozen = snapshot.items.get(kind) if snapshot else None
    if not one.whole and frozen is not None:
        return [frozen_items.as_closed(blank, frozen) for blank in frozen_items.empty(kind)]
    return one.answer if one.standing.unit == office.identity.unit else frozen_items.as_reported(kind, one.answer, frozen)


def _ids(*answers: Sequence[Item] | None) -> set[str]:
    return {record for items in answers for item in items or () for one in (item, *item.parts) for record in one.ids}


def _item(office: Office, item: Item, hidden: Collection[str], *, rows: bool) -> Json:
    return {
        "code": item.code,
        "title": item.title,
        "numerator": item.numerator,
        "denominator": item.denominator,
        "ratio": item.ratio,
        "met": item.met,
        "why": item.why,
        "flags": list(item.flags),
        "as_closed": item.as_closed,
        "parts": [_item(office, part, hidden, rows=rows) for part in item.parts],
        "missing": [one.as_json() for one in own_circle.named(office, item.missing)],
        **({"ids": [one for one in item.ids if one not in hidden]} if rows else {}),
    }
