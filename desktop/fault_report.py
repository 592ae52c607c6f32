"""A fault of the program, written down for whoever mends it: where in the code, and nothing of what stands in the books."""

import platform
import traceback
from pathlib import Path
from typing import Final

from desktop import __version__
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.packages import stick

_KEPT: Final = 20
_ROOT: Final = Path(__file__).resolve().parents[1]


def write_report(error: BaseException, folder: Path, clock: Clock, with_library: str = "") -> Path | None:
    """Write where in the program a fault happened, never what stood in the books; return the file, None if it cannot be.

    The words of the exception are left out: a library may have put a name of a citizen into them.
    """
    moment = clock.now()
    lines = [
        f"So Dan van {__version__}",
        " · ".join(filter(None, (f"Python {platform.python_version()}", with_library, f"{platform.system()} {platform.release()}"))),
        f"{moment:%Y-%m-%d %H:%M:%S}",
        *_chain(error),
    ]
    try:
        for old in sorted(folder.glob("loi-*.txt"))[: -_KEPT + 1]:
            old.unlink(missing_ok=True)
        return stick.write(folder / f"loi-{moment:%Y%m%dT%H%M%S}.txt", "\n".join(lines).encode(), replace=True)
    except (OSError, Problem):
        return None


def _chain(error: BaseException) -> list[str]:
    lines, seen = list[str](), set[int]()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        lines.append(type(found).__qualname__)
        for frame in traceback.extract_tb(found.__traceback__):
            lines.append(f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}")
        found = found.__cause__ or found.__context__
    return lines


def _inside(file: str) -> str:
    """Name a source file without the folders of this machine."""
    path = Path(file)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
