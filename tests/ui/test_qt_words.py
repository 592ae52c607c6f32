"""Qt speaks Vietnamese wherever we can meet it."""

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QErrorMessage,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QScrollBar,
    QSpinBox,
)

from ui.qt_words import read_qt_words

AS_THEY_ARE = {"QPageSize", "QShortcut", "QProgressBar", "QLibrary"}  # names of paper, caps of keys, lines of a log


class Listener(QTranslator):
    """Writes down what Qt asks for and answers nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context, sourceText, disambiguation=None, n=-1):  # noqa: N803 - Qt's name
        self.asked.add((context, sourceText))


@pytest.fixture
def listener(dressed):
    heard = Listener()
    QCoreApplication.installTranslator(heard)
    yield heard
    QCoreApplication.removeTranslator(heard)


def all_buttons(box: QMessageBox | QDialogButtonBox) -> None:
    kind = type(box).StandardButton
    for button in kind:
        if button.name not in ("NoButton", "ButtonMask", "FirstButton", "LastButton"):
            box.addButton(button)


def test_every_word_that_qt_shows_us_has_its_vietnamese(listener, qtbot):
    kept = []
    for make in (QInputDialog, QProgressDialog, QErrorMessage, QSpinBox, QScrollBar):
        kept.append(make())
    message, buttons = QMessageBox(), QDialogButtonBox()
    message.setDetailedText("x")
    for box in (message, buttons):
        all_buttons(box)
        kept.append(box)
    for editor in (QLineEdit("a"), QPlainTextEdit("a")):
        kept += [editor, editor.createStandardContextMenu()]
    for mode in QFileDialog.AcceptMode:
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(mode)
        kept.append(dialog)
    for widget in kept:
        qtbot.addWidget(widget)
    words = read_qt_words()
    assert len(listener.asked) > 60
    missing = [(c, s) for c, s in listener.asked if c not in AS_THEY_ARE and c.startswith("Q") and s not in words.get(c, {})]
    assert missing == []


def test_print_dialogs_are_vietnamese_too(listener, qtbot, tmp_path):
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    for make in (QPrintDialog, QPrintPreviewDialog):
        qtbot.addWidget(make(printer))
    words = read_qt_words()
    missing = [(c, s) for c, s in listener.asked if c.startswith("QPrint") and s not in words.get(c, {})]
    assert missing == []


def test_a_message_box_says_huy_and_not_cancel(dressed, qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    assert box.addButton(QMessageBox.StandardButton.Cancel).text() == "Hủy"
    assert box.addButton(QMessageBox.StandardButton.Yes).text() == "Có"


def test_what_is_not_known_stays_as_qt_has_it(dressed):
    assert QCoreApplication.translate("Nowhere", "Something") == "Something"
