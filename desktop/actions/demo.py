"""Sample data: a district and its communes live through a quarter, from set-up to the printed report, on this machine.

Every step is one that an office does itself; the same records and figures at every run, keys and salts new ones.
"""

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from desktop.errors import Problem
from desktop.jobs import Job
from desktop.packages import stick
from desktop.sample.world import World

SUMMARY: Final = "summary.json"
_NO_JOB: Final = Job()


def make(directory: Path, job: Job = _NO_JOB) -> dict[str, Any]:
    """Make homes, packages, reports and `summary.json` in a folder; return the summary: unit → home, user, records.

    Raises:
        Problem: station_exists when the folder already holds sample data; what writing says.
    """
    where = directory.resolve()
    if (where / "homes").exists():
        raise Problem(
            "station_exists", f"Thư mục {directory} đã có dữ liệu mẫu. Xóa thư mục này hoặc chọn thư mục khác.", where=str(directory)
        )
    with ExitStack() as opened, tempfile.TemporaryDirectory() as elsewhere:
        try:
            world = World(where, Path(elsewhere), opened)
        except OSError as error:
            raise stick.problem_of(error, directory) from error
        steps = (world.set_up, world.open_period, world.write, world.close, world.deliver, world.review, world.answer, world.go_on)
        for tell in (*steps, world.print):
            tell(job)
        summary = world.summary()
    stick.write(where / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=1).encode(), replace=True)
    return summary
