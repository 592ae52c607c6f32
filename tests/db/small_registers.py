"""Three registers small enough to be read at a glance: a visit, notes that hang on it, and places that lie in layers."""

import unicodedata
from collections.abc import Mapping

from db.schema import Column, Derived, RowContext, TableSpec, Words

LINEAGE = {"xa": ("xa", "huyen", "*"), "xb": ("xb", "huyen", "*"), "huyen": ("huyen", "*")}


def lineage(unit: str) -> tuple[str, ...]:
    return LINEAGE.get(unit, (unit, "*"))


def fold_text(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def sort_key(text: str) -> bytes:
    return fold_text(text).encode()


def _visit(values: Mapping[str, object], store: RowContext) -> Derived:
    day = values.get("day")
    return Derived(day if isinstance(day, str) else None, {}, () if values.get("kind") else ("no_kind",))


def _note(values: Mapping[str, object], store: RowContext) -> Derived:
    parent = store.row("visit", str(values.get("visit")))
    number = values.get("n")
    flags = ("of_" + str(parent["kind"]),) if parent and parent.get("kind") else ()
    day = parent["_date"] if parent else None
    return Derived(day if isinstance(day, str) else None, {"twice": number * 2 if isinstance(number, int) else None}, flags)


def _place(values: Mapping[str, object], store: RowContext) -> Derived:
    return Derived(None, {}, ())


VISIT = TableSpec(
    "visit",
    (Column("day"), Column("kind", "text", "open"), Column("who", "text", "private", group="person")),
    _visit,
    children=(("note", "visit"),),
)
NOTE = TableSpec(
    "note",
    (
        Column("title", "text", "open", sorted="sort"), Column("secret", "text", "private", group="person"),
        Column("n", "integer"), Column("ok", "flag"),
        Column("places", "json"), Column("visit", indexed=True), Column("place"), Column("twice", "integer"),
    ),
    _note, parent="visit", references={"visit": "visit", "place": "place", "places": "place"},
)  # fmt: skip
PLACE = TableSpec("place", (Column("name", "text", "open"), Column("tags", "json"), Column("kind")), _place, layered=True)


def words(*specs: TableSpec) -> Words:
    chosen = specs or (VISIT, NOTE, PLACE)
    return Words(fold_text, {"sort": sort_key, "shout": lambda text: text.upper().encode()}, {spec.code: spec for spec in chosen}, lineage)
