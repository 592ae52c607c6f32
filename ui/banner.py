"""A banner says what happened and what comes next, and offers the one thing to do about it.

Law: no dialog for what can be undone – a banner with "Hoàn tác Ctrl+Z" instead. A banner goes when it has been dealt
with. Its height follows its words and is never squeezed by the page.
"""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.theme import repolish
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.icon import Icon
from ui.widgets.labels import wrapped

BannerKind = Literal["ok", "warn", "err", "held", "info"]
_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "err": "circle-x", "held": "hourglass", "info": "info"}


class Banner(QFrame):
    """Icon, what (SemiBold), next step, buttons at the right."""

    def __init__(
        self, kind: BannerKind, what: str, next_step: str = "", *buttons: Button, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.kind: BannerKind = kind
        self.buttons = buttons
        self.setProperty("kind", kind)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = Row(self, gap=12, sides=(14, 8, 8, 8))
        role = "accent" if kind == "info" else kind
        self._icon = Icon(icon or _ICONS[kind], role, 18)
        row.addWidget(self._icon)
        words = Column(gap=0)
        self.what, self.next_step = wrapped(what, "strong"), wrapped(next_step)
        words.addWidget(self.what)
        words.addWidget(self.next_step)
        row.addLayout(words, 1)
        self._row = row
        self._show_next()
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{what} {next_step}".strip())

    def say(self, what: str, next_step: str = "", kind: BannerKind | None = None) -> None:
        """Say something else in the same place."""
        self.what.setText(what)
        self.next_step.setText(next_step)
        self._show_next()
        self.setAccessibleName(f"{what} {next_step}".strip())
        if kind and kind != self.kind:
            self.kind = kind
            self._icon.draw(_ICONS[kind], "accent" if kind == "info" else kind)
            repolish(self, kind=kind)

    def _show_next(self) -> None:
        """The sign stands beside the first of two lines, and in the middle of a single one."""
        second = bool(self.next_step.text())
        self.next_step.setVisible(second)
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop if second else Qt.AlignmentFlag.AlignVCenter)
