"""Typing as people do it, Vietnamese included; pytest-qt's own keyClicks aborts the process on such letters."""

import unicodedata

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

# The marks that Telex writes last.
_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


def _send(widget: QWidget, key: int, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_text(widget: QWidget, text: str) -> None:
    """Type `text` into the widget letter by letter, as an input method hands it over."""
    for letter in text:
        _send(widget, Qt.Key.Key_unknown if ord(letter) > 127 else ord(letter.upper()), letter)


def type_telex(widget: QWidget, text: str) -> None:
    """Type `text` as UniKey does: the plain letter first, then taken back and written again with its mark."""
    for letter in unicodedata.normalize("NFC", text):
        for step in _steps(letter):
            if step == "\b":
                _send(widget, Qt.Key.Key_Backspace, "\b")
            else:
                type_text(widget, step)


def _steps(letter: str) -> list[str]:
    """ấ is typed as: a, taken back, â, taken back, ấ."""
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    shaped = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark != tone))
    plain = "d" if letter == "đ" else "D" if letter == "Đ" else base
    steps = [plain]
    for form in (shaped, letter):
        if form != steps[-1]:
            steps += ["\b", form]
    return steps


def press(widget: QWidget, key: str) -> None:
    """Press a key as it is written on a button: "Enter", "F4", "Alt+Down", "Ctrl+;", "Shift+Enter"."""
    *held, name = key.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": Qt.KeyboardModifier.AltModifier}.get(
            modifier, Qt.KeyboardModifier.ShiftModifier
        )
    names = {"Enter": "Key_Return", "Esc": "Key_Escape", "Del": "Key_Delete", ";": "Key_Semicolon"}
    QTest.keyClick(widget, Qt.Key[names.get(name, f"Key_{name}")], modifiers)


def press_focus(key: str) -> None:
    """Press a key wherever the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    press(widget, key)
