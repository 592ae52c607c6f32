"""A field is a label's line and an editor below it, both of fixed height, so that nothing jumps.

Law: a message stands at the right end of the label's line and never pushes a field; it appears when the field is
left or on saving and goes while it is being mended. Required is told by a star, a mistake by edge, icon and words.
"""

from typing import Any, Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.texts import t
from desktop.language.vietnamese import shown
from ui.icons import paint_icon
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.labels import set_tooltip
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.multi_choice import Chips, MultiPick
from ui.widgets.paint import width_of, words
from ui.widgets.shut import Shut
from ui.widgets.text_area import TextArea

Editor = LineEdit | TextArea | Choice | ListField | Chips | MultiPick | Check
Tone = Literal["err", "warn", "hint"]
_SIGN = {"err": "circle-x", "warn": "triangle-alert"}


class LabelRow(QWidget):
    """Label and star at the left, message or hint at the right; it asks for no width."""

    def __init__(self, text: str, required: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.required = shown(text), required
        self.message, self.tone = "", "hint"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        on_restyle(self, self._size_it)

    def say(self, message: str, tone: Tone, full: str) -> None:
        """Put `message` at the right; `full` is the whole sentence, in the tooltip."""
        self.message, self.tone = shown(message), tone
        set_tooltip(self, full or message)
        self.update()

    def room_needed(self) -> int:
        """How wide it has to be for all that it says now."""
        tokens = look()
        message = tokens.px(8) + (tokens.px(18) if self.tone in _SIGN else 0) + width_of(self.message, tokens.font(12))
        star = width_of(" *", tokens.font(13, strong=True)) if self.required else 0
        return width_of(self.text, tokens.font(13)) + star + (message if self.message else 0)

    def cut_texts(self) -> list[str]:
        """The label, when even alone it does not fit."""
        tokens = look()
        star = width_of(" *", tokens.font(13, strong=True)) if self.required else 0
        cut = [self.text] if width_of(self.text, tokens.font(13)) + star > self.width() else []
        if self.message and self._message_room() < width_of(self.message, tokens.font(12)):
            cut.append(self.message)
        return cut

    def sizeHint(self) -> QSize:
        return QSize(0, look().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of = tokens.colours.of
        used = words(painter, self.rect(), self.text, tokens.font(13), of("text2"))
        if self.required:
            font = tokens.font(13, strong=True)
            used += words(painter, self.rect().adjusted(used, 0, 0, 0), " *", font, of("accent"))
        if not self.message:
            return
        room = self._message_room()
        font = tokens.font(12)
        ink = of(self.tone if self.tone != "hint" else "hint")
        place = QRect(self.width() - room, 0, room, self.height())
        wide = words(painter, place, self.message, font, ink, Qt.AlignmentFlag.AlignRight)
        if self.tone in _SIGN:
            side = tokens.px(14)
            paint_icon(painter, _SIGN[self.tone], ink, self.width() - wide - side - tokens.px(4), (self.height() - side) / 2, side)

    def _message_room(self) -> int:
        tokens = look()
        label = width_of(self.text, tokens.font(13)) + (width_of(" *", tokens.font(13, strong=True)) if self.required else 0)
        sign = tokens.px(18) if self.tone in _SIGN else 0
        return max(0, self.width() - label - tokens.px(8) - sign)

    def _size_it(self) -> None:
        self.setFixedHeight(look().px(18) if look().percent != 100 else 18)
        self.update()


class Field(QWidget):
    """Label, message and editor. `changed`: the value is another; `advance`: Enter or a digit; `left`: focus went away."""

    changed = Signal()
    advance = Signal()
    left = Signal()

    def __init__(self, label: str, editor: Editor, *, required: bool = False, wanted: bool = False, hint: str = "", name: str = "") -> None:
        """Put `editor` under `label`.

        Args:
            label: What the office calls it.
            editor: Any of the editors; it becomes a child.
            required: Must be given; a star is shown.
            wanted: Not required, but Enter stops here while it is empty.
            hint: Stands at the right of the label's line while there is no message.
            name: The name of the field in its record, for the page's own use.
        """
        super().__init__()
        self.editor, self.required, self.name = editor, required, name
        self._wanted, self._hint = wanted, hint
        self.label = LabelRow(label, required)
        self._bad = False
        box = Column(self, gap=2)
        box.addWidget(self.label)
        box.addWidget(editor)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        editor.setAccessibleName(f"{label}, {t('field.required')}" if required else label)
        editor.changed.connect(self._on_changed)
        editor.advance.connect(self.advance)
        editor.left.connect(self._on_left)
        if isinstance(editor, TextArea):
            self._hint = hint or editor.count_text()
            editor.counted.connect(self.set_hint)
        self.say()

    def value(self) -> Any:
        """The value of the editor, in its own kind (see there)."""
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self.editor.set_value(value)

    def set_hint(self, hint: str) -> None:
        """Change what stands at the right while there is no message."""
        self._hint = hint
        if not self._bad:
            self.say()

    def say(self, message: str = "", *, tone: Tone = "err", full: str = "") -> None:
        """Show a mistake (`err`, draws the edge) or a warning (`warn`); with "" the hint again.

        Args:
            message: At most 24 letters.
            tone: Whether it stops saving.
            full: The whole sentence, for the tooltip and the footer.
        """
        self._bad = bool(message) and tone == "err"
        self.full = full or message
        self.editor.set_bad(self._bad)
        self.label.say(message or self._hint, tone if message else "hint", self.full)
        self.editor.setAccessibleDescription(self.full)

    @property
    def is_bad(self) -> bool:
        """Whether it shows a mistake."""
        return self._bad

    @property
    def needs_something(self) -> bool:
        """Whether Enter should stop here: open, and wrong, or empty though it is required or wanted."""
        if self.editor.is_shut or not self.isVisibleTo(self.window()):
            return False
        return self._bad or ((self.required or self._wanted) and self.editor.is_empty())

    def shut(self, how: Shut, why: str = "") -> None:
        """Close the field ("read" shows a computed value, "closed" is dashed and says `why`) or open it ("")."""
        self.editor.shut(how, why)
        if how:
            self.say()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_changed(self) -> None:
        if self._bad:
            self.say()
        self.changed.emit()

    def _on_left(self) -> None:
        problem = self.editor.problem()
        if problem:
            self.say(problem, full=self.editor.explanation() if isinstance(self.editor, LineEdit) else "")
        self.left.emit()
