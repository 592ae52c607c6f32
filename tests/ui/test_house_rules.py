"""What the window never does, read from its source: each rule has one file that may."""

import re

import pytest

from tests.sources import modules, name

NEVER = [
    ("guess HTML from data", r"\bQLabel\(", {"ui/widgets/labels.py"}),
    ("put data into a tooltip unescaped", r"\.setToolTip\(", {"ui/widgets/labels.py"}),
    ("start a thread of its own", r"\bQThread\b|\bQThreadPool\(|threading\.Thread\(|ThreadPoolExecutor", {"ui/tasks.py"}),
    ("ask with Qt's own boxes", r"\bQMessageBox\b|\bQInputDialog\b", set()),
    ("complete inside the text", r"InlineCompletion|\bQCompleter\b|setInputMask|QValidator", set()),
    ("measure columns or rows from their content", r"resizeColumnsToContents|resizeRowsToContents|ResizeToContents", set()),
    ("write a style sheet of its own", r"\.setStyleSheet\(", {"ui/theme.py"}),
    ("delete the emitter of a result", r"connect\([^)]*deleteLater", set()),
]


@pytest.mark.parametrize(("what", "pattern", "allowed"), NEVER, ids=[what for what, _, _ in NEVER])
def test_the_window_does_not(what: str, pattern: str, allowed: set[str]):
    found = {name(path) for path in modules("ui") if re.search(pattern, path.read_text(encoding="utf-8"))}
    assert found <= allowed, what
    assert not allowed or found, f"the rule about “{what}” guards nothing any more"
