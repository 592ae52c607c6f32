"""An editor that cannot be changed now: sunken, to be read and copied, or dashed, with the reason in it."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.theme import repolish

Shut = Literal["", "read", "closed"]


class Shuttable:
    """What every editor says of itself."""

    _shut: Shut = ""

    @property
    def is_shut(self) -> bool:
        """Whether nothing can be typed or chosen now."""
        return bool(self._shut)


def shut_text(editor: QLineEdit | QPlainTextEdit, how: Shut, words: str) -> None:
    """Draw an editor of text as closed or open, `words` where nothing is typed; closed, it is reached by the mouse alone."""
    editor.setReadOnly(bool(how))
    editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not how else Qt.FocusPolicy.ClickFocus)
    editor.setPlaceholderText(words)
    repolish(editor, shut=how)
