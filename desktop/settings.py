"""The settings of this machine, each declared once: how the window looks, what it remembered. Never the office's data.

Law: they lie in `settings.json` beside the database, in plain text, so nothing of a record stands there but ids. What
a newer program wrote is kept; a value that cannot be is taken for its default; a damaged file stops nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.packages import stick

_LARGEST: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the file, what it is when nobody chose, and which values can be."""

    key: str
    default: Any
    fits: Callable[[Any], bool]


def _one_of(*values: object) -> Callable[[Any], bool]:
    return lambda value: any(value == one and type(value) is type(one) for one in values)


def _of(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


def _list_of(kind: type, most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) <= most and all(isinstance(one, kind) for one in value)


ALL: Final[Mapping[str, Setting]] = {
    one.key: one
    for one in (
        Setting("theme", "system", _one_of("system", "light", "dark", "contrast")),
        Setting("letters", 100, _one_of(90, 100, 110, 125, 150)),
        Setting("roomy", False, _of(bool)),
        Setting("show_keys", True, _of(bool)),
        Setting("window", [], _list_of(int, 4)),  # left, top, width, height; empty: never moved
        Setting("maximised", False, _of(bool)),
        Setting("pinned", [], _list_of(str, 12)),  # codes of registers; empty: by role
        Setting("columns", {}, _of(dict)),  # register → column → width at 100 %
        Setting("last_folder", "", _of(str)),
        Setting("printer", "", _of(str)),
        Setting("last_user", "", _of(str)),
        Setting("last_register", "", _of(str)),
        Setting("recent", [], _list_of(str, 20)),  # places of the window, newest first
        Setting("forms_told", [], _list_of(str, 400)),  # unit, set and form whose unverified columns were read before printing
        Setting("setup_step", "", _one_of("", "code", "connect")),  # where the setting up of the station stopped
        Setting("setup_unit", "", _of(str)),  # the unit chosen before there was a station
    )
}


class Settings:
    """The settings of one home folder, as a value; `load` and `change` are its only dealings with the file."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """Read the file; what is missing or damaged counts as never chosen."""
        try:
            found = json.loads(path.read_bytes()[:_LARGEST])
        except (OSError, ValueError):
            found = {}
        return cls(found if isinstance(found, dict) else {})

    def __getitem__(self, key: str) -> Any:
        """Return a setting. Raises KeyError for one that is not declared."""
        setting = ALL[key]
        value = self._values.get(key, setting.default)
        return value if setting.fits(value) else setting.default

    def with_values(self, **values: Any) -> "Settings":
        """Return these settings with some of them changed.

        Raises:
            KeyError: one is not declared.
            ValueError: a value cannot be.
        """
        for key, value in values.items():
            if not ALL[key].fits(value):
                raise ValueError(f"{key} cannot be {value!r}")
        return Settings({**self._values, **values})

    def save(self, path: Path) -> None:
        """Write the file whole or not at all.

        Raises:
            Problem: disk_full, read_only, locked.
        """
        stick.write(path, json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True).encode(), replace=True)


def change(path: Path, **values: Any) -> Settings:
    """Change some settings of a home and return all of them.

    Raises:
        KeyError: one is not declared.
        ValueError: a value cannot be.
        Problem: what writing says.
    """
    changed = Settings.load(path).with_values(**values)
    changed.save(path)
    return changed
