"""The program's data: fonts, icons, unit lists, texts. The one thing it does is say where they lie.

In the frozen program the same folder stands beside the frozen modules, so the answer is the same.
"""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Return where a data file or folder lies, e.g. `path("units", "units_2024.csv")`; it need not exist."""
    return _ROOT.joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return a data file's text, UTF-8, line ends as LF.

    Raises:
        FileNotFoundError: the program was shipped without it, which the self-check reports.
    """
    return path(*parts).read_text(encoding="utf-8")
