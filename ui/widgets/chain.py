"""Enter walks a form: to the next field that still needs something, and at last to the button that saves.

Law: what is filled in beforehand is passed over; a mistake is a stop; nothing is saved by walking.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.widgets.field import Field


class Chain(QObject):
    """The order of the fields of a form, and the button after the last one."""

    def __init__(self, fields: Sequence[Field], last: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields, self._last = list(fields), last
        for field in self.fields:
            field.advance.connect(self._on_advance)

    def begin(self) -> None:
        """Go to the first field that needs something."""
        self._go(next((field for field in self.fields if field.needs_something), None))

    def bad(self) -> list[Field]:
        """The fields that show a mistake, in order."""
        return [field for field in self.fields if field.is_bad]

    def next_bad(self) -> bool:
        """Go to the next mistake after the field in focus, round and round (F2); False when there is none."""
        here = self._here()
        bad = self.bad()
        if not bad:
            return False
        self._go(next((field for field in bad if self.fields.index(field) > here), bad[0]))
        return True

    def go_on(self, field: Field) -> None:
        """Go to the first field after `field` that needs something, else to one before it, else to the button.

        A field that alone is still empty keeps the focus and says what it lacks.
        """
        at = self.fields.index(field)
        order = [*self.fields[at + 1 :], *self.fields[:at], field]
        stop = next((other for other in order if other.needs_something), None)
        self._go(stop)
        if stop is field:
            field.left.emit()

    def _on_advance(self) -> None:
        field = self.sender()
        if isinstance(field, Field):
            self.go_on(field)

    def _here(self) -> int:
        return next((at for at, field in enumerate(self.fields) if field.editor.hasFocus()), -1)

    def _go(self, field: Field | None) -> None:
        stop: QWidget = field.editor if field is not None else self._last
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        parent = stop.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(stop, 0, 24)
            parent = parent.parentWidget()
