"""A page of things to put right, one by one, or the good news that there are none."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.language.texts import t
from ui.page import Page
from ui.session import Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import wrapped
from ui.widgets.paged_model import Column, RowValues
from ui.widgets.table import Table


class MendingPage(Page):
    """The table of these things with a hint to the chosen one below, or the words for none."""

    help_topic = "mau-thuan"

    def __init__(self, session: Session, title: str, what: str, none: EmptyState, columns: Sequence[Column], list_name: str) -> None:
        super().__init__(title, session.office.home_unit.title, back_to=t("page.before"), gap=8)
        self._session = session
        self.body.addWidget(wrapped(what, "quiet"))
        self.table = Table(columns, name=list_name)
        self.body.addWidget(self.table, 1)
        self.none = none
        self.body.addWidget(self.none, 1)
        self.hint = wrapped("", "hint")
        self.body.addWidget(self.hint)
        self.table.moved.connect(self.moved)
        self.key("Esc", self.back.emit, t("page.before"))

    def moved(self, row: RowValues | None) -> None:
        """Another row is chosen: say what can be done with it. Override."""

    def show_rows(self, rows: Sequence[dict[str, Any]], deeds: Sequence[QWidget]) -> None:
        """Show the things and the buttons that put them right, or that there are none, and take the focus."""
        self.table.show_all(rows)
        for part in (self.table, self.hint, *deeds):
            part.setVisible(bool(rows))
        self.none.setVisible(not rows)
        (self.table if rows else self).setFocus(Qt.FocusReason.OtherFocusReason)
        if rows:
            self.moved(self.table.current_row())
