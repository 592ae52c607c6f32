"""Writing entries down: one by one as at the desk, many at once as from a sheet, and mended afterwards."""

from itertools import count
from typing import Any

from desktop import registers
from desktop.actions import records
from desktop.entries.saving import Saver
from tests.bench import offices
from tests.bench.bare import Bare, copies, rows_of
from tests.bench.ratios import compare
from tests.bench.volume import visits

BULK, EDITS = 500, 200
VISIT = "reception_visit"


def _bare_rows(world: offices.World) -> list[Any]:
    office = world.communes[0]
    with office.reading() as connection:
        return rows_of(connection, office.store.words, VISIT, office.identity.unit)


def bench_one_visit_saved(benchmark, world, bare):
    office, numbers = world.communes[0], count()
    held = offices.sessions(office)
    entries = iter(list(visits(200, held, 11)))
    rows = _bare_rows(world)
    compare(
        benchmark, "capture of one record, durable / insert and commit",
        lambda values: records.add(office, VISIT, [(values, None)]),
        lambda row: bare.insert(VISIT, [row]),
        target="<= 1.3", rounds=100, prepare=lambda: (next(entries),), prepare_limit=lambda: copies(rows[:1], str(next(numbers))),
    )  # fmt: skip


def bench_many_visits_saved_at_once(benchmark, world, bare):
    office, numbers = world.communes[0], count()
    held = offices.sessions(office)
    rows = _bare_rows(world)[:BULK]
    compare(
        benchmark, f"capture of {BULK} records in one go / inserts, one commit",
        lambda entries: records.add(office, VISIT, entries),
        lambda found: bare.insert(VISIT, found),
        target="<= 1.6 without search index", rounds=5,
        prepare=lambda: ([(values, None) for values in visits(BULK, held, next(numbers))],),
        prepare_limit=lambda: (copies(rows, str(next(numbers))),),
    )  # fmt: skip


def bench_one_field_edited(benchmark, world, bare):
    office, numbers = world.communes[1], count(10)
    rows = _put(world, bare)
    compare(
        benchmark, "edit of one field, durable / update and commit",
        lambda record, people: records.edit(office, VISIT, record, {"people_count": people}),
        lambda row, people: bare.update(VISIT, "people_count", [(people, row[0], row[1])]),
        target="-", rounds=100,
        prepare=lambda: (rows[(n := next(numbers)) % len(rows)][1], n), prepare_limit=lambda: (rows[(n := next(numbers)) % len(rows)], n),
    )  # fmt: skip


def bench_fields_edited_in_one_transaction(benchmark, world, bare):
    office, numbers = world.communes[1], count(2000)
    rows = _put(world, bare)[:EDITS]

    def edit(people: int) -> None:
        with office.writing() as connection:
            saver = Saver(office, connection)
            for row in rows:
                saver.edit(registers.ALL[VISIT], row[1], {"people_count": people}, base=None)

    compare(
        benchmark, f"{EDITS} edits in one transaction / updates by column",
        edit, lambda people: bare.update(VISIT, "people_count", [(people, row[0], row[1]) for row in rows]),
        target="<= 2", rounds=5, prepare=lambda: (next(numbers),), prepare_limit=lambda: (next(numbers),),
    )  # fmt: skip


def _put(world: offices.World, bare: Bare) -> list[Any]:
    """Put the second commune's visits into the bare table, too, and return them."""
    office = world.communes[1]
    with office.reading() as connection:
        rows = rows_of(connection, office.store.words, VISIT, office.identity.unit)
    bare.insert(VISIT, rows)
    return rows
