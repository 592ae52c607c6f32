"""Asking for a file: the system's own dialog, never blocking, beginning where the person was last."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import Problem
from desktop.paths import Paths
from desktop.settings import Settings, change
from ui.drives import sticks

Chosen = Callable[[Path], None]


def ask_open(owner: QWidget, paths: Paths, title: str, pattern: str, chosen: Chosen) -> QFileDialog:
    """Ask which file to open; `pattern` as "Phiếu kết nối (*.dvreq)". `chosen` is called once a file was taken."""
    dialog = QFileDialog(owner, title, str(first_folder(paths)), pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    fitting = [*first_folder(paths).glob(pattern.rpartition("(")[2].rstrip(")"))]
    if len(fitting) == 1:
        dialog.selectFile(fitting[0].name)  # the one that was brought: Enter takes it
    return _open(dialog, paths, chosen)


def ask_save(owner: QWidget, paths: Paths, title: str, name: str, pattern: str, chosen: Chosen) -> QFileDialog:
    """Ask where to write a file that would be called `name`."""
    dialog = QFileDialog(owner, title, str(first_folder(paths) / name), pattern)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    return _open(dialog, paths, chosen)


def ask_folder(owner: QWidget, paths: Paths, title: str, chosen: Chosen) -> QFileDialog:
    """Ask which folder, on a stick or on this machine."""
    dialog = QFileDialog(owner, title, str(first_folder(paths)))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, paths, chosen)


def first_folder(paths: Paths) -> Path:
    """Return where to begin: a stick that is plugged in, the folder used last, the person's own."""
    last = Settings.load(paths.settings)["last_folder"]
    found = [*(one.path for one in sticks()), *([Path(last)] if last else [])]
    return next((one for one in found if one.is_dir()), Path.home())


def _open(dialog: QFileDialog, paths: Paths, chosen: Chosen) -> QFileDialog:
    def taken(file: str) -> None:
        path = Path(file)
        with suppress(Problem):  # what is remembered is a comfort; the file itself will say what is wrong
            change(paths.settings, last_folder=str(path if path.is_dir() else path.parent))
        chosen(path)

    dialog.fileSelected.connect(taken)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    QFileDialog.open(dialog)
    return dialog
