"""Every sentence of the window stands in `resources/texts`, under a key, in Vietnamese.

Law: a missing key never stops the program – it shows ⟦key⟧ and a test fails. Placeholders are named. The files
are merged; the same key twice is an error. `qt.toml` holds Qt's own words and is read by the window alone.
"""

import os
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import resources

TEXTS = resources.path("texts")
QT_WORDS = "qt.toml"


class TwiceGiven(ValueError):
    """Two files of texts give the same key."""


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """`[a.b] c = "x"` as ("a.b.c", "x")."""
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{key}.")
        else:
            yield key, unicodedata.normalize("NFC", str(value))


def read_texts(folder: Path = TEXTS) -> dict[str, str]:
    """All texts of a folder but Qt's, key → text in NFC. Raises TwiceGiven for a key in two files."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == QT_WORDS:
            continue
        for key, text in _flat(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in texts:
                raise TwiceGiven(f"{key} in {path.name}")
            texts[key] = text
    return texts


@cache
def _texts() -> Mapping[str, str]:
    return read_texts()


def t(key: str, **params: object) -> str:
    """The text of `key` with its named placeholders filled; ⟦key⟧ when there is none.

    With DV_PSEUDO=1 every text is doubled, to see which layouts break under long words.
    """
    text = _texts().get(key)
    if text is None:
        return f"⟦{key}⟧"
    try:
        said = text.format_map(params) if params else text
    except (KeyError, IndexError, ValueError):
        return f"⟦{key}⟧"
    return f"{said} {said}" if os.environ.get("DV_PSEUDO") == "1" else said
