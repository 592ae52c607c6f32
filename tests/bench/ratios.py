"""A figure is a ratio: the program's time over that of the bare work which cannot be avoided, measured in turns.

Times differ between machines, ratios hardly. Nothing here fails: a bench reports, a person judges.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[..., Any]


@dataclass(frozen=True)
class Ratio:
    """One line of the table at the end. Times in seconds; `ratio` is the median of the quotients of neighbours."""

    name: str
    product: float
    limit: float
    ratio: float
    target: str

    def line(self) -> str:
        return f"{self.name:<66} {self.product * 1e3:>10.2f} {self.limit * 1e3:>10.2f} {self.ratio:>9.3g}  {self.target}"


TABLE: list[Ratio] = []
HEAD = f"{'figure':<66} {'ms':>10} {'limit ms':>10} {'ratio':>9}  target"


def seconds(work: Work, *arguments: Any) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def nothing() -> tuple[()]:
    """Prepare nothing."""
    return ()


def compare(
    benchmark: Any, name: str, work: Work, limit: Work, *, target: str, rounds: int, prepare: Work = nothing, prepare_limit: Work = nothing
) -> Ratio:
    """Measure work against its limit in turns, after one warm round of each, and note the ratio.

    Args:
        benchmark: The fixture of pytest-benchmark, which keeps the times.
        name: What is measured and against what.
        work: What the program does; gets what `prepare` returns, a tuple, made before every round and not counted.
        limit: The bare work; gets what `prepare_limit` returns.
        target: What the ratio should come to, for the table.
        rounds: How often.
        prepare: See `work`.
        prepare_limit: See `limit`.
    """
    limits: list[float] = []

    def before() -> tuple[tuple[Any, ...], dict[str, Any]]:
        limits.append(seconds(limit, *prepare_limit()))
        return tuple(prepare()), {}

    benchmark.pedantic(work, setup=before, rounds=rounds, warmup_rounds=1, iterations=1)
    times = list(benchmark.stats.stats.data)
    return note(benchmark, name, times, limits[-len(times) :], target)


def note(benchmark: Any, name: str, times: list[float], limits: list[float], target: str) -> Ratio:
    """Put a ratio of times that were measured side by side into the table."""
    quotient = statistics.median(mine / bare for mine, bare in zip(times, limits, strict=True))
    found = Ratio(name, statistics.median(times), statistics.median(limits), quotient, target)
    benchmark.extra_info["ratio"] = round(quotient, 3)
    TABLE.append(found)
    return found
