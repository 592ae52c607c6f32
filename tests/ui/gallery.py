"""Pictures of the parts, and of mock pages that reach the drawings: `python -m tests.ui.gallery FOLDER`."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.mock_pages import ERASE, GROUPS, ListPage, PartsPage, PathPage, VisitPage
from ui import keys, qt_words, theme
from ui.dialogs import ask
from ui.frame import CANVAS, Frame
from ui.page import Page
from ui.tokens import Tokens


def make_frame() -> Frame:
    frame = Frame()
    frame.rail.set_unit("Xã Pa Vệ Sủ", "Huyện Mường Tè · trạm gốc")
    frame.rail.set_person("Lò Thị Ún")
    frame.set_groups(GROUPS)
    frame.rail.set_counts({"today": 6})
    frame.resize(CANVAS)
    return frame


def pages() -> dict[str, Page]:
    visit, wrong = VisitPage(), VisitPage()
    visit.fill()
    wrong.spoil()
    return {"parts": PartsPage(), "visit": visit, "wrong": wrong, "list": ListPage(), "path": PathPage()}


def take(folder: Path, look: Tokens, tail: str) -> None:
    """Write a picture of each page in one look."""
    theme.theme().apply(look)
    frame = make_frame()
    frame.show_sample(tail == "-dark")
    frame.show()
    frame.activateWindow()
    QTest.qWaitForWindowActive(frame, 2000)
    for name, page in pages().items():
        frame.show_page(page, "visits")
        if isinstance(page, VisitPage):
            (page.content if name == "visit" else page.kind).editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(page, PartsPage):
            page.typing.editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(page, ListPage):
            page.table.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        frame.grab().save(str(folder / f"{name}{tail}.png"))
    ask(frame, ERASE, lambda: None)
    QApplication.processEvents()
    frame.grab().save(str(folder / f"dialog{tail}.png"))
    frame.close()


def main(folder: Path) -> None:
    """Write all pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1.25")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    keys.install(app)
    qt_words.install(app)
    theme.prepare(app)
    for tail, look in (
        ("", Tokens()),
        ("-dark", Tokens("dark")),
        ("-contrast", Tokens("contrast")),
        ("-125", Tokens(percent=125)),
        ("-150", Tokens(percent=150)),
    ):
        take(folder, look, tail)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
