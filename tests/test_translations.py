"""Every text that the code asks for exists, with the same places to fill; none lies about unused."""

import ast
import string
import unicodedata
from collections.abc import Iterator

from desktop.language.texts import read_texts
from tests.sources import modules, name, tree

CALLS = {"t"}


def asked() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, key and names of every `t("key", name=…)`; None for names given as **."""
    for path in modules("ui", "desktop"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args:
                key = node.args[0]
                names = {word.arg for word in node.keywords if word.arg}
                starred = any(word.arg is None for word in node.keywords)
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield f"{name(path)}:{node.lineno}", key.value, None if starred else names


def constants() -> set[str]:
    """All texts in the code that may be a key: module constants and tables hold keys, never texts."""
    return {
        node.value
        for path in modules("ui", "desktop")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def prefixes() -> set[str]:
    """What stands before the first computed part of `f"state.{code}"`: all texts below it count as used."""
    starts = set()
    for path in modules("ui", "desktop"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.endswith((".", "_")) and "." in start:
                    starts.add(start)
    return starts


def places(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_every_key_in_the_code_has_a_text():
    texts = read_texts()
    assert [(where, key) for where, key, _ in asked() if key not in texts] == []


def test_every_text_gets_exactly_the_values_it_has_places_for():
    texts = read_texts()
    wrong = [(where, key) for where, key, names in asked() if key in texts and names is not None and places(texts[key]) != names]
    assert wrong == []


def test_no_text_lies_about_unused():
    used, starts = constants(), tuple(prefixes())
    assert [key for key in read_texts() if key not in used and not (starts and key.startswith(starts))] == []


def test_places_have_names():
    assert [key for key, text in read_texts().items() if not all(place.isidentifier() for place in places(text))] == []


def test_texts_are_composed_and_not_empty():
    texts = read_texts()
    assert [key for key, text in texts.items() if not text.strip() or text != unicodedata.normalize("NFC", text)] == []
