"""Two answers to one place, side by side: a digit chooses, Enter settles and goes on to the next.

Law: nobody is wrong and nothing is lost; both stay in the history, and what is chosen is a new change that every
machine gets. Days are shown, never used to suggest who is right.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.actions import conflicts
from desktop.actions.contested import Answer, Contested, open_conflicts
from desktop.entries.saving import Outcome
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.entries.editors import Shape, make_editor, read_editor
from ui.entries.history_panel import HistoryPanel
from ui.keys import plain_return
from ui.page import Page
from ui.problems import banner_of
from ui.session import Session
from ui.theme import look
from ui.widgets.badge import Badge, Sign
from ui.widgets.boxes import Column, FieldGrid, Row
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Editor
from ui.widgets.labels import elided, label, rule, wrapped

_LONGEST: Final = 24


class _Rival(QWidget):
    """The value that differs: marked by a bar and SemiBold as well as by colour."""

    def __init__(self, said: str) -> None:
        super().__init__()
        Column(self, gap=0, sides=(16, 4, 8, 4)).addWidget(wrapped(said, "strong"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        painter.fillRect(self.rect(), tokens.colours.of("warn_soft"))
        painter.fillRect(QRect(0, 0, tokens.px(4), self.height()), tokens.colours.of("warn"))


class AnswerCard(Card):
    """One answer; the chosen one has a ring and says so."""

    picked = Signal()

    def __init__(self, number: int, answer: Answer, field: str, said: str) -> None:
        self._badge = Badge(Sign("info", t("conflict.chosen"), "circle-dot"))
        own = f"{answer.machine[:1].upper()}{answer.machine[1:]}"
        super().__init__(f"{number}  {own}", right=self._badge)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{t('conflict.take', n=number)}: {said}")
        self.body.addWidget(label(t("conflict.stamp", who=answer.who, when=answer.when), "label"))
        self.body.addWidget(rule())
        self.body.addWidget(label(field, "hint"))
        self.body.addWidget(_Rival(said))

    def choose(self, chosen: bool) -> None:
        """Show whether this answer is the chosen one."""
        self._badge.setVisible(chosen)
        self.mark(chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit()


class ConflictPage(Page):
    """The open conflicts, one after the other."""

    help_topic = "mau-thuan"

    def __init__(self, session: Session) -> None:
        super().__init__(t("conflict.title"), scroll=True)
        self._session = session
        self._found: Sequence[Contested] = ()
        self._at = self._choice = 0
        self._cards: list[AnswerCard] = []
        self._other: Editor | None = None
        self._holder = QWidget()
        Column(self._holder, gap=12)
        self.body.addWidget(self._holder)
        self.body.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.history = self.foot(t("conflict.history"), self._history, "ghost", key="F3")
        self.later = self.foot(t("conflict.later"), self._later, "ghost", key="Esc")
        self.use = self.foot("", self._settle, "filled", icon="check")
        self.use.key = "Enter"
        self.key("Enter", self._settle, t("conflict.use_other"))
        session.changed.connect(lambda _: self._read() if self.isVisible() else None)

    def enter(self) -> None:
        self._read()

    @property
    def current(self) -> Contested | None:
        """The conflict shown now."""
        return self._found[self._at] if self._at < len(self._found) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number <= len(self._cards) and self.current is not None and not plain_return(event):
            self._choose(number)
            return
        super().keyPressEvent(event)

    def _read(self) -> None:
        self._session.read(self, open_conflicts, self._on_read)

    def _on_read(self, found: list[Contested]) -> None:
        before = self.current
        self._found = found
        kept = next((at for at, one in enumerate(found) if before is not None and one.id == before.id), None)
        self._at = kept if kept is not None else min(self._at, max(0, len(found) - 1))
        if kept is None or before is None or before.answers != found[kept].answers:
            self._show()

    def _show(self) -> None:
        self._clear()
        one = self.current
        for button in (self.history, self.use, self.later):
            button.setVisible(one is not None)
        box = self._holder.layout()
        assert isinstance(box, Column)
        if one is None:
            self.set_title(t("conflict.title"))
            self.clear_banner()
            box.addWidget(EmptyState("circle-check", t("conflict.none"), t("conflict.none_next")))
            return
        self.set_title(t("conflict.title"), f"{one.register.title} · {one.name}")
        if one.can_settle:
            self.show_banner(Banner("info", t("conflict.banner"), t("conflict.banner_next")))
        else:
            self.show_banner(Banner("info", t("conflict.banner"), t("conflict.not_ours", unit=one.unit_named)))
        box.addLayout(self._header(one))
        box.addLayout(self._answers(one))
        if one.field is not None and one.can_settle:
            box.addWidget(self._other_card(one))
        self.use.setVisible(one.can_settle)
        self._choose(next((at for at, answer in enumerate(one.answers) if answer.op == one.shown.op), 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        old = self._holder
        self._holder = QWidget()
        Column(self._holder, gap=12)
        self.body.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()
        self._cards, self._other = [], None

    def _header(self, one: Contested) -> Row:
        row = Row(gap=8)
        row.addWidget(label(t("conflict.field"), "label"))
        row.addWidget(label(self._field_name(one), "strong"))
        row.addWidget(Badge(Sign("info", t("conflict.at", n=self._at + 1, all=len(self._found)), "git-compare")))
        row.addWidget(elided("", "hint"), 1)
        row.addWidget(label(t("conflict.shown", value=self._short(self._said(one, one.shown))), "label"))
        return row

    def _answers(self, one: Contested) -> FieldGrid:
        grid = FieldGrid(2)
        for at, answer in enumerate(one.answers):
            card = AnswerCard(at + 1, answer, self._field_name(one), self._said(one, answer))
            card.picked.connect(lambda at=at: self._choose(at))
            self._cards.append(card)
            grid.add(card)
        grid.end_row()
        return grid

    def _other_card(self, one: Contested) -> Card:
        assert one.field is not None
        card, row = Card(), Row(gap=12)
        self._other = make_editor(one.field, self._session.office, Shape(room=360))
        self._other.setAccessibleName(t("conflict.other"))
        self._other.changed.connect(lambda: self._choose(len(self._cards)))
        self._other.advance.connect(self._settle)
        row.addWidget(label(f"{len(self._cards) + 1}", "hint"))
        row.addWidget(label(t("conflict.other"), "section"))
        row.addWidget(self._other, 2)
        row.addWidget(elided(t("conflict.other_hint"), "hint"), 1)
        card.body.addLayout(row)
        return card

    def _choose(self, at: int) -> None:
        one = self.current
        if one is None or at > len(self._cards) or (at == len(self._cards) and self._other is None):
            return
        self._choice = at
        for number, card in enumerate(self._cards):
            card.choose(number == at)
        if at == len(self._cards):
            self.use.say(t("conflict.use_other"))
            if self._other is not None and not self._other.hasFocus():
                self._other.setFocus(Qt.FocusReason.TabFocusReason)
            return
        said = self._short(self._said(one, one.answers[at]))
        more = self._at + 1 < len(self._found)
        self.use.say(t("conflict.use_next", value=said) if more else t("conflict.use", value=said))

    def _settle(self) -> None:
        one = self.current
        if one is None or not one.can_settle:
            return
        at, value = self._choice, None
        if at == len(self._cards) and self._other is not None and one.field is not None:
            value = read_editor(one.field, self._other)
            if value is None or self._other.problem():
                self._other.set_bad(True)
                return
        take = one.answers[at].op if at < len(one.answers) else None
        seen = {answer.op for answer in one.answers}
        said = self._said(one, one.answers[at]) if take else str(self._other.value() if self._other else "")

        def work(office: Office, _: Job) -> Outcome:
            return conflicts.resolve(office, one.id, take=take, value=value, seen=seen)

        self._session.write(self, work, lambda _: self._on_settled(one, said), self._on_failed, touches={one.register.code, "conflicts"})

    def _on_settled(self, one: Contested, said: str) -> None:
        self.say(t("conflict.settled", value=self._short(said), field=self._field_name(one)), icon="check")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.show_banner(banner_of(error))
        else:
            self._session.failed.emit(error)

    def _later(self) -> None:
        if self._at + 1 < len(self._found):
            self._at += 1
            self._show()
        else:
            self._session.back()

    def _history(self) -> None:
        one = self.current
        if one is not None:
            HistoryPanel(self, self._session, one.register, one.record, one.field.name if one.field else "")

    @staticmethod
    def _field_name(one: Contested) -> str:
        return one.field.label if one.field is not None else t("conflict.deleted")

    @staticmethod
    def _said(one: Contested, answer: Answer) -> str:
        if one.field is None:
            return t("conflict.deleted_yes") if answer.value else t("conflict.deleted_no")
        return t("conflict.withheld") if answer.withheld else answer.value or t("conflict.empty")

    @staticmethod
    def _short(text: str) -> str:
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
