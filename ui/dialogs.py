"""A question for what leaves the house or cannot come back; everything else is a banner with undo.

Law: it names the thing, says what is lost and what is kept; Esc and the safe button keep everything; the dangerous
button says its verb and is never the default. Only erasure asks for a typed word.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.language.texts import t
from desktop.language.vietnamese import nfc
from ui.overlay import Overlay
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import wrapped
from ui.widgets.line_edit import LineEdit

WIDTH = 520


def _nothing() -> None:
    """Nothing follows."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        title: Names the thing, ends in "?".
        body: What is lost, what is kept.
        act: The verb of the button that does it.
        safe: The button that keeps everything; "" takes "Thôi, giữ nguyên".
        note: A quieter second paragraph.
        danger: It cannot come back: the safe button is the filled one and has the focus.
        typed: The word to be typed first ("XÓA"); both places of the tone mark are right.
        typed_label: What stands above that field; "" takes "Gõ … để xác nhận".
        icon: "" takes a warning sign for danger, a plain one otherwise.
    """

    title: str
    body: str
    act: str
    safe: str = ""
    note: str = ""
    danger: bool = False
    typed: str = ""
    typed_label: str = ""
    icon: str = ""


class Dialog(Overlay):
    """A card of 520 px: title, `body` for anything, buttons. Pages fill it themselves when a question is not enough."""

    def __init__(self, owner: QWidget, title: str, *, icon: str = "info", role: str = "accent", width: int = WIDTH) -> None:
        super().__init__(owner)
        self._width = width
        self.refused: Callable[[], None] = _nothing
        self.card = QFrame()
        self.card.setObjectName("dialogCard")
        self.card.setAccessibleName(title)
        whole = Column(self.card, gap=12, sides=(24, 20, 24, 16))
        head = Row(gap=12)
        head.addWidget(Icon(icon, role, 24), 0, Qt.AlignmentFlag.AlignTop)
        self.title = wrapped(title, "title")
        head.addWidget(self.title, 1)
        whole.addLayout(head)
        self.body = Column(gap=8)
        whole.addLayout(self.body)
        self._buttons = Row(gap=8)
        self._buttons.addStretch(1)
        whole.addLayout(self._buttons)
        self.put(self.card)
        on_restyle(self, self._size_it)

    def add_button(self, button: Button) -> Button:
        """Put a button at the right end of the last row."""
        self._buttons.addWidget(button)
        return button

    def escape(self) -> None:
        """Keep everything as it is."""
        refused = self.refused
        self.close_up()
        refused()

    def _size_it(self) -> None:
        self.card.setFixedWidth(min(look().px(self._width), self.window().width() - look().px(32)))


class QuestionDialog(Dialog):
    """A `Question` on the screen."""

    def __init__(self, owner: QWidget, question: Question, act: Callable[[], None], keep: Callable[[], None] = _nothing) -> None:
        role = "err" if question.danger else "accent"
        icon = question.icon or ("triangle-alert" if question.danger else "info")
        super().__init__(owner, question.title, icon=icon, role=role)
        self._question, self._act = question, act
        self.refused = keep
        self.body.addWidget(wrapped(question.body))
        if question.note:
            self.body.addWidget(wrapped(question.note, "quiet"))
        self.line: LineEdit | None = None
        self.word: Field | None = None
        if question.typed:
            self.line = self._ask_word(question)
        self.safe = Button(question.safe or t("dialog.keep"), "filled" if question.danger else "outlined", key="Esc")
        self.act = Button(question.act, "danger" if question.danger else "filled", key="" if question.danger else "Enter")
        self.add_button(self.safe).clicked.connect(self.escape)
        self.add_button(self.act).clicked.connect(self._on_act)
        if question.typed:
            self.act.refuse(t("dialog.type_word", word=question.typed))
        self.open_up(self.line or (self.safe if question.danger else self.act))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and not self._question.danger:
            self._on_act()
            return
        super().keyPressEvent(event)

    def _ask_word(self, question: Question) -> LineEdit:
        line = LineEdit()
        self.word = Field(question.typed_label or t("dialog.type_word", word=question.typed), line)
        self.body.addWidget(self.word)
        line.changed.connect(self._on_word)
        line.advance.connect(self._on_word_given)
        return line

    def _on_word(self) -> None:
        given = self.line is not None and is_word(self.line.text(), self._question.typed)
        self.act.refuse("" if given else t("dialog.type_word", word=self._question.typed))

    def _on_word_given(self) -> None:
        if self.act.isEnabled():
            self.act.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.word is not None:
            self.word.say(t("dialog.word_wrong", word=self._question.typed))

    def _on_act(self) -> None:
        self.close_up()
        self._act()


def is_word(typed: str, word: str) -> bool:
    """Whether `typed` is the capital `word`; the tone may stand on either vowel (XÓA, XOÁ), composed or not."""
    have, want = nfc(typed).strip(), nfc(word)
    return have in (want, want.replace("ÓA", "OÁ"), want.replace("OÁ", "ÓA"))


def ask(owner: QWidget, question: Question, act: Callable[[], None], keep: Callable[[], None] = _nothing) -> QuestionDialog:
    """Ask over the window of `owner`; `act` or `keep` is called once, after the dialog has gone."""
    return QuestionDialog(owner, question, act, keep)
