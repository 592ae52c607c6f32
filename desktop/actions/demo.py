"""Sample data."""

from pathlib import Path
from typing import Any


def make(directory: Path) -> dict[str, Any]:
    """Placeholder."""
    raise FileNotFoundError(directory)
