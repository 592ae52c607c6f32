"""Which records hold some words, over all registers at once, the newest entries first.

The list of one register sorts what it finds; this one must answer while somebody types, however many there are, so it
walks the index from its end and stops when it has enough.
"""

from collections.abc import Collection
from dataclasses import dataclass

from db.driver import Connection
from db.schema import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A record that holds the words."""

    register: str
    unit: str
    id: str


def newest(
    connection: Connection, words: Words, typed: str, registers: Collection[str], *, private: bool, limit: int, units: Collection[str] = ()
) -> list[Place]:
    """Return at most `limit` records in which every typed word begins a word, marks and case aside.

    Args:
        connection: An open view of the data.
        words: How texts are folded.
        typed: What is looked for; without a letter or digit nothing is found.
        registers: Codes of the registers to look in.
        private: Whether names and contents that only some may read are looked through as well.
        limit: How many are enough.
        units: Only records of these units; none means of every unit.
    """
    asked = matched(words, typed, private=private)
    if not asked or not registers:
        return []
    arguments: list[object] = [asked, *registers, *units, limit]
    of_units = f"AND r.unit IN ({', '.join('?' * len(units))})" if units else ""
    rows = connection.execute(
        f"SELECT r.register, r.unit, r.id FROM search s JOIN rec r ON r.rid = s.rowid WHERE search MATCH ? "
        f"AND r.register IN ({', '.join('?' * len(registers))}) {of_units} ORDER BY s.rowid DESC LIMIT ?",
        arguments,
    )
    return [Place(str(register), str(unit), str(record)) for register, unit, record in rows]


def matched(words: Words, typed: str, *, private: bool) -> str:
    """Return what the index is asked for; "" when no typed word has a letter or digit."""
    parts = [word for word in words.fold(typed).split() if any(letter.isalnum() for letter in word)]
    if not parts:
        return ""
    quoted = " AND ".join('"' + part.replace('"', '""') + '"*' for part in parts)
    return f"{'{open private}' if private else '{open}'} : ({quoted})"
