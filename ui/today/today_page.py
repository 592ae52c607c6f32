"""The first page: what is due comes first, and every line opens the place where it is settled.

Law: warnings are one banner, the worst first; what a target lacks is named; "không áp dụng" and "chưa đến kỳ" are
words of their own and never 0 %.
"""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import registers
from desktop.actions import today
from desktop.actions.today import Today, Warning
from desktop.language.dates import format_date, weekday_name
from desktop.language.texts import t
from ui.banner import Banner, BannerKind
from ui.entries import duty
from ui.page import Page
from ui.session import Session
from ui.theme import look
from ui.today.due_list import LEAST, MOST, ROW, DueList, place_of
from ui.today.today_cards import period_card, receiving_card, sending_card, silent_card, targets_card
from ui.widgets.boxes import Columns
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import elided, label, wrapped
from ui.widgets.paged_model import RowValues

_KINDS: dict[str, BannerKind] = {"err": "err", "warn": "warn", "held": "held"}


class TodayPage(Page):
    """What is due, the period, the targets, what waits to travel; at a receiving desk the units below instead."""

    help_topic = "hom-nay"

    def __init__(self, session: Session) -> None:
        super().__init__(t("today.title"), scroll=True)
        self._session = session
        self._shown: Today | None = None
        if not session.is_upper and session.may_enter(registers.ALL["reception_session"]):
            self.action(t("duty.today"), lambda: duty.write_today(self, session), key="F7")
            self.key("Shift+F7", lambda: duty.ask_month(self, session), t("duty.month"))
        if not session.is_upper and session.may_enter(registers.ALL["reception_visit"]):
            self.action(t("today.visit"), lambda: session.go("new:reception_visit"), "filled", icon="plus", key="Ctrl+N")
        self.key("F8", self._see_returned, t("today.see"))
        self.key("F9", self._to_period, t("today.to_period"))
        self.due = DueList()
        self.due.opened.connect(self._open)
        self.due.moved.connect(lambda row: self._say_basis(row))
        self._basis = elided("", "hint")
        self._none = wrapped("", "quiet")
        self._due_card = Card(t("today.due"), icon="clock", note=" ", right=label(t("today.opens"), "hint"), sides=(14, 8, 14, 8))
        self._due_card.body.addWidget(self.due)
        self._due_card.body.addWidget(self._basis)
        self._due_card.body.addWidget(self._none)
        self._columns = Columns()
        self._columns.setStretch(0, 5)
        self._columns.setStretch(1, 3)
        self._columns.left.addWidget(self._due_card)
        self.body.addLayout(self._columns)
        assert self.area is not None
        self.area.verticalScrollBar().rangeChanged.connect(self._fit_soon)
        self.body.addStretch(1)
        self._cards: list[QWidget] = []
        self._left: list[QWidget] = []
        session.changed.connect(self._on_changed)

    def enter(self) -> None:
        self._session.read(self, today.look, self._on_read)
        self.due.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._session.read(self, today.look, self._on_read)

    def _on_read(self, seen: Today) -> None:
        self._shown = seen
        weekday = weekday_name(seen.day)
        self.set_title(t("today.title"), t("today.day", weekday=weekday[:1].upper() + weekday[1:], day=format_date(seen.day)))
        assert self._due_card.note is not None
        self._due_card.note.setText(t("today.due_note", overdue=seen.overdue, soon=seen.soon))
        self.due.show_due(seen.due)
        self.due.setVisible(bool(seen.due))
        self._basis.setVisible(bool(seen.due))
        self._say_basis(self.due.current_row())
        self._none.setText("" if seen.due else t("today.nothing_upper") if self._session.is_upper else t("today.nothing"))
        self._none.setVisible(not seen.due)
        self._show_cards(seen)
        if self.banner is None or self.banner.property("warning"):
            self._warn(seen.warnings)
        self._fit_soon()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Let the list of what is due give way before the page scrolls; in one column the page scrolls anyway."""
        if look().one_column or self.area is None:
            self.due.show_most(MOST)
            return
        column, all_, row = self._columns.left, min(MOST, self.due.rows.rowCount()), look().px(ROW)
        gaps = column.spacing() * (column.count() - 1)
        high = sum(card.sizeHint().height() for card in (self._due_card, *self._left)) + gaps + self.body.contentsMargins().bottom()
        over = high + (all_ - self.due.shown) * row - self.area.viewport().height()
        self.due.show_most(MOST if over <= 0 else max(LEAST, all_ - ceil(over / row)))

    def _show_cards(self, seen: Today) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        if self._session.is_upper:
            left, right = [silent_card(seen, self._session)], [receiving_card(seen, self._session)]
        else:
            left, right = [], [sending_card(seen, self._session)]
        left.append(period_card(seen, self._to_period, upper=self._session.is_upper))
        if seen.targets:
            right.insert(0, targets_card(seen, self._to_targets, upper=self._session.is_upper))
        self._cards, self._left = [*left, *right], left
        for card in (self._due_card, *self._cards):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for card in left:
            self._columns.left.addWidget(card)
        for card in right:
            self._columns.right.addWidget(card)

    def _warn(self, warnings: Sequence[Warning]) -> None:
        if not warnings:
            self.clear_banner()
            return
        worst, more = warnings[0], len(warnings) - 1
        rest = f" · {t('today.more_warnings', n=more)}" if more else ""
        buttons = []
        if worst.place:
            buttons.append(Button(t("today.see"), "ghost"))
            buttons[0].clicked.connect(lambda: self._session.go(worst.place))
        banner = Banner(_KINDS[worst.kind], worst.what, f"{worst.next_step}{rest}", *buttons)
        banner.setProperty("warning", True)
        self.show_banner(banner)

    def _say_basis(self, row: RowValues | None) -> None:
        """Say below the list how the day of the current line is counted, and from which law."""
        self._basis.setText(t("today.basis", basis=row["line"].item.basis) if row and row["line"].item.basis else "")

    def _open(self, row: RowValues) -> None:
        self._session.go(place_of(row["line"].item, self._session.office.identity.era))

    def _to_period(self) -> None:
        card = self._shown.period if self._shown else None
        if self._session.is_upper:
            self._session.go(f"matrix:{card.standing.code}" if card else "matrix")
        else:
            self._session.go(f"period:{card.standing.code}" if card else "period")

    def _to_targets(self) -> None:
        if self._shown and self._shown.period:
            self._session.go(f"figures:{self._shown.period.standing.code}")

    def _see_returned(self) -> None:
        found = self._shown.returned if self._shown else ()
        if found:
            self._session.go(place_of(found[0], self._session.office.identity.era))
