"""The start from the system: what must not run together, and what the first screen does not wait for."""

import subprocess
import sys

import pytest

from tests.sources import ROOT
from ui.__main__ import bad_pair

LATER = ("ui.main_window", "ui.setup.setup_wizard", "desktop.self_check", "desktop.reports.pdf", "segno", "pypdfium2", "reportlab")


@pytest.mark.parametrize(
    ("python", "pyside", "may"),
    [
        ("3.11.7", "6.11.3", True),
        ("3.11.7", "6.12.0", False),
        ("3.11.7", "6.12", False),
        ("3.12.1", "6.12.1", True),
        ("3.11.0", "7.0", False),
    ],
)
def test_the_pair_that_aborts_is_refused(python, pyside, may):
    assert (bad_pair(python, pyside) == "") is may


def test_the_first_screen_waits_for_nothing_that_only_comes_after_it():
    said = f"import sys, ui.__main__, ui.app; print([name for name in {LATER} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", said], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60)
    assert found.stdout.strip() == "[]"
