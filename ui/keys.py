"""Keys that answer: Enter presses the button in focus, Ctrl+Enter is two keys, and keys are written as people say them.

Law: plain letters and Alt+letters are never shortcuts (input methods need them). A shortcut lives as long as its
owner and answers only while the owner is seen.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRITTEN = {"Enter": "Return", "Alt+←": "Alt+Left", "Alt+↓": "Alt+Down"}


def _sequences(key: str) -> list[QKeySequence]:
    """What Qt must listen to for a key as written on a button; both Enter keys of a keyboard."""
    if key == "Enter" or key.endswith("+Enter"):
        before = key.removesuffix("Enter")
        return [QKeySequence(f"{before}Return"), QKeySequence(f"{before}Enter")]
    return [QKeySequence(_WRITTEN.get(key, key))]


def bind(owner: QWidget, key: str, act: Callable[[], object], *, here: bool = False) -> list[QShortcut]:
    """Let `key`, written as on a button ("Ctrl+Enter", "F9"), call `act` while `owner` is seen.

    With `here` it answers only while the focus is inside `owner` (Del in a list, F4 where no field is).
    """
    made = []
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut if here else Qt.ShortcutContext.WindowShortcut
    for sequence in _sequences(key):
        shortcut = QShortcut(sequence, owner)
        shortcut.setContext(context)
        shortcut.activated.connect(lambda: act())
        made.append(shortcut)
    return made


def plain_return(event: QKeyEvent) -> bool:
    """Whether the event is Enter without Shift, Ctrl or Alt."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in RETURN and held == Qt.KeyboardModifier.NoModifier


class EnterPresses(QObject):
    """The one event filter that lets Enter click a focused button; outside dialogs Qt knows only Space."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QAbstractButton)
            and not isinstance(watched, QCheckBox)
            and plain_return(event)
        ):
            watched.click()
            return True
        return False


def install(app: QApplication) -> EnterPresses:
    """Install the filter for the whole program; it belongs to `app`."""
    presses = EnterPresses(app)
    app.installEventFilter(presses)
    return presses
