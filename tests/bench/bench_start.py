"""A new process: until the window that asks for the password stands, and what the cipher costs."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db.driver import connect
from tests.bench.bare import KEY
from tests.bench.ratios import compare
from tests.bench.volume import visits
from tests.sources import ROOT

_BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
# The program's own start, told to end as soon as its first window has been drawn.
_WINDOW = """
import runpy, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
notify = QApplication.notify
class Once(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, lambda: QApplication.exit(0))
        return False
start = QApplication.exec
def watched(*_):
    once = Once()
    QApplication.instance().installEventFilter(once)
    return start()
QApplication.exec = staticmethod(watched)
sys.argv = ["ui"]
runpy.run_module("ui", run_name="__main__")
"""
_TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, place TEXT, content TEXT)"
ROWS, COMMITS = 20_000, 40


def _run(code: str, home: Path, compiled: Path) -> None:
    """Run a process whose modules were compiled before, as they are on an office's machine."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "SODANVAN_HOME": str(home), "PYTHONPYCACHEPREFIX": str(compiled)}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60)


@pytest.mark.skipif(not (ROOT / "ui" / "__main__.py").exists(), reason="there is no window yet")
def bench_start_until_the_first_window(benchmark, world, fresh):
    home, compiled = world.communes[0].paths.home, fresh("compiled")
    compare(
        benchmark, "process until its first window / process with a bare window",
        lambda: _run(_WINDOW, home, compiled), lambda: _run(_BARE_WINDOW, home, compiled), target="<= 1.5", rounds=5,
    )  # fmt: skip


def bench_the_cipher(benchmark, fresh):
    rows = [(one["citizen_name"], one["citizen_address"], one["content"]) for one in visits(ROWS, ["-"], 3)]

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(_TABLE)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO t (name, place, content) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
        for key in range(1, ROWS, 7):
            connection.execute("SELECT * FROM t WHERE id = ?", (key,)).fetchone()
        for key in range(COMMITS):
            connection.execute("UPDATE t SET name = ? WHERE id = ?", ("x", key))
        connection.close()

    def plain() -> tuple[sqlite3.Connection]:
        opened = sqlite3.connect(fresh("plain"), isolation_level=None)
        for pragma in ("cache_size = -65536", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
            opened.execute(f"PRAGMA {pragma}")
        return (opened,)

    compare(
        benchmark, "bulk, reads and commits under the cipher / the same in plain",
        work, work, target="<= 1.2", rounds=5, prepare=lambda: (connect(fresh("sealed"), KEY, create=True),), prepare_limit=plain,
    )  # fmt: skip
