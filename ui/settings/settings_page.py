"""Settings of this machine: what changes at once changes at once, what needs a yes is a button with "…".

Law: letter size and theme are seen while one chooses; the sections are one list at the left, moved in by arrows.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from desktop.language.texts import t
from ui.page import Page
from ui.rail import Place
from ui.session import Session
from ui.settings.section_button import SectionButton
from ui.settings.settings_about import AboutSection
from ui.settings.settings_backup import BackupSection
from ui.settings.settings_display import DisplaySection
from ui.settings.settings_office import KeysSection, PeriodSection, PrinterSection
from ui.settings.settings_people import PeopleSection
from ui.settings.settings_units import UnitsSection
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row

Make = Callable[[Session, Page], QWidget]
SECTIONS: Final[dict[str, tuple[str, str, Make]]] = {
    "display": ("settings.display", "type", DisplaySection),
    "people": ("settings.people", "user", PeopleSection),
    "backup": ("settings.backup", "database", BackupSection),
    "printer": ("settings.printer", "printer", PrinterSection),
    "units": ("agencies.section", "building-2", UnitsSection),
    "periods": ("settings.periods", "calendar-check", PeriodSection),
    "keys": ("settings.keys", "key-round", KeysSection),
    "about": ("settings.about", "info", AboutSection),
}


def sections_of(session: Session) -> list[str]:
    """Return the sections of this desk: only an upper one has units under itself."""
    return [key for key in SECTIONS if key != "units" or session.is_upper]


class SettingsPage(Page):
    """Sections at the left, the chosen one at the right."""

    help_topic = "cai-dat"

    def __init__(self, session: Session, section: str | None = None) -> None:
        super().__init__(t("rail.settings"), t("settings.only_here"))
        self._session = session
        row = Row(gap=12)
        self._list = QFrame()
        self._list.setObjectName("card")
        names = Column(self._list, gap=4, sides=(6, 8, 6, 8))
        self.stack = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        self.buttons: dict[str, SectionButton] = {}
        for key in sections_of(session):
            title, icon, _ = SECTIONS[key]
            button = SectionButton(Place(key, t(title), icon), self._list)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, key=key: self.show_section(key))
            self.buttons[key] = button
            names.addWidget(button)
        names.addStretch(1)
        row.addWidget(self._list)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        on_restyle(self, self._fit)
        self.show_section(section if section in self.buttons else "display")

    def show_section(self, key: str) -> None:
        """Show a section; it is made when it is first seen."""
        if key not in self._made:
            card = QFrame()
            card.setObjectName("card")
            box = Column(card, gap=0, sides=(18, 12, 18, 12))
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.viewport().setAutoFillBackground(False)
            inside = SECTIONS[key][2](self._session, self)
            area.setWidget(inside)
            inside.setAutoFillBackground(False)
            box.addWidget(area)
            self._made[key] = card
            self.stack.addWidget(card)
        self.stack.setCurrentWidget(self._made[key])
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self.section = key

    def enter(self) -> None:
        self.buttons[self.section].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Moving in the list shows the section at once; Enter or Tab goes into it.
        here = QApplication.focusWidget()
        super().keyPressEvent(event)
        now = QApplication.focusWidget()
        if now is not here and isinstance(now, SectionButton):
            self.show_section(now.place.key)

    def _fit(self) -> None:
        self._list.setFixedWidth(look().px(192))
