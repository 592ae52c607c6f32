"""Two hundred thousand visits in one book: the first page of the list, and search while somebody types."""

from itertools import cycle

from desktop.actions import lookup
from desktop.actions.lookup import Ask
from tests.bench.conftest import LARGE
from tests.bench.hubs import VISIT
from tests.bench.ratios import compare

PAGE = 50
TYPED = ("nuo", "dat", "gia", "lo ", "ban", "che", "xua", "tru", "ong", "son", "pha", "nam")


def bench_first_page_of_a_long_list(benchmark, desk):
    with desk.store.read() as connection:
        compare(
            benchmark, f"first {PAGE} of {LARGE:,} visits, with their number / the bare rows by id".replace(",", "."),
            lambda: lookup.listing(desk, VISIT, Ask(limit=PAGE)),
            lambda: connection.execute(f'SELECT * FROM "r_{VISIT}" ORDER BY rid LIMIT {PAGE}').fetchall(),
            target="without waiting", rounds=9,
        )  # fmt: skip


def bench_first_page_of_a_month(benchmark, desk):
    with desk.store.read() as connection:
        compare(
            benchmark, f"first {PAGE} of a month / the bare rows by date",
            lambda: lookup.listing(desk, VISIT, Ask(limit=PAGE, period=("2024-01-01", "2024-01-31"))),
            lambda: connection.execute(
                f"SELECT * FROM \"r_{VISIT}\" WHERE _date BETWEEN '2024-01-01' AND '2024-01-31' ORDER BY _date LIMIT {PAGE}"
            ).fetchall(),
            target="without waiting", rounds=9,
        )  # fmt: skip


def bench_search_as_somebody_types(benchmark, desk):
    typed, bare = cycle(TYPED), cycle(TYPED)
    with desk.store.read() as connection:
        compare(
            benchmark, f"three letters looked for in {LARGE:,} visits / bare prefix query, first {PAGE}".replace(",", "."),
            lambda letters: lookup.listing(desk, VISIT, Ask(search=letters, limit=PAGE)),
            lambda letters: connection.execute(
                f"SELECT rowid FROM search WHERE search MATCH ? LIMIT {PAGE}", (f'{{open private}} : "{letters.strip()}"*',)
            ).fetchall(),
            target="<= 2", rounds=len(TYPED) * 2 - 1, prepare=lambda: (next(typed),), prepare_limit=lambda: (next(bare),),
        )  # fmt: skip
