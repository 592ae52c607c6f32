"""Qt ships no Vietnamese: its own buttons, menus and file dialogs get their words here."""

import tomllib
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop.language.texts import QT_WORDS, TEXTS


def read_qt_words() -> Mapping[str, Mapping[str, str]]:
    """Qt's context → English source → Vietnamese."""
    return tomllib.loads((TEXTS / QT_WORDS).read_text(encoding="utf-8"))


class QtWords(QTranslator):
    """Answers Qt with our words; what it does not know stays as Qt has it."""

    def __init__(self, parent: QCoreApplication | None = None) -> None:
        super().__init__(parent)
        self._words = read_qt_words()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        # None is Qt's "not known"; an empty text would blank the word.
        return self._words.get(context, {}).get(sourceText)


def install(app: QCoreApplication) -> QtWords:
    """Make Qt speak Vietnamese for the whole program."""
    words = QtWords(app)
    app.installTranslator(words)
    return words
