"""One box over all registers, two hundred thousand visits among them: an answer while somebody types."""

from itertools import cycle

from desktop.actions import search
from tests.bench.bench_lists import TYPED
from tests.bench.conftest import LARGE
from tests.bench.ratios import compare


def bench_search_in_all_registers(benchmark, desk):
    typed, bare = cycle(TYPED), cycle(TYPED)
    with desk.store.read() as connection:
        compare(
            benchmark, f"three letters looked for in all registers, {LARGE:,} visits / bare count of the matches".replace(",", "."),
            lambda letters: search.look(desk, letters),
            lambda letters: connection.execute(
                "SELECT count(*) FROM search WHERE search MATCH ?", (f'{{open private}} : "{letters.strip()}"*',)
            ).fetchall(),
            target="-", rounds=len(TYPED) * 2 - 1, prepare=lambda: (next(typed),), prepare_limit=lambda: (next(bare),),
        )  # fmt: skip
