"""Ctrl+K: one box for records, commands and places, open over any page.

Law: records first, then commands, then places; but a command or a place whose words a person has begun to write ("ghi
đối thoại", "tiếp công dân") stands above the records. `>` shows commands alone, `#` looks for a book number; only what
the role may see. Enter takes the first line, so that finding a record costs two keys besides its name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.actions import search
from desktop.actions.search import Found, Hit
from desktop.language.texts import t
from desktop.language.vietnamese import fold, shown
from desktop.settings import Settings
from ui.icons import paint_icon
from ui.overlay import Overlay
from ui.page import Act, Page
from ui.places import all_places
from ui.session import Session
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.icon import Icon
from ui.widgets.labels import label, rule
from ui.widgets.line_edit import LineEdit
from ui.widgets.paint import panel, width_of, words

WIDTH, TOP = 600, 40
PAUSE = 60
_ROWS: Final = 9
_RECENT: Final = 5
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer. A heading has no `act`."""

    text: str
    detail: str = ""
    icon: str = ""
    key: str = ""
    act: Act | None = None


class Answers(QWidget):
    """The lines below the box, painted; it never takes the focus, so input methods go on in the box."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self._at = self._top = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        on_restyle(self, self._size_it)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, the first that can be taken marked."""
        self.lines = tuple(lines)
        self._top = 0
        self._at = next((at for at, line in enumerate(self.lines) if line.act), -1)
        self.update()

    def step(self, by: int) -> None:
        """Mark another line; headings are passed over."""
        open_ = [at for at, line in enumerate(self.lines) if line.act]
        if not open_:
            return
        here = open_.index(self._at) if self._at in open_ else 0
        self._at = open_[max(0, min(len(open_) - 1, here + by))]
        first = self._at - 1 if self._at and self.lines[self._at - 1].act is None else self._at
        self._top = min(first, max(self._top, self._at - _ROWS + 1))
        self.update()

    def current(self) -> Line | None:
        """The marked line."""
        return self.lines[self._at] if 0 <= self._at < len(self.lines) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._top + int(event.position().y() // self._row())
        if at < len(self.lines) and self.lines[at].act:
            self.taken.emit(self.lines[at])

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = -1 if event.angleDelta().y() > 0 else 1
        self._top = max(0, min(self._top + by, len(self.lines) - _ROWS))
        self.update()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at in range(self._top, min(len(self.lines), self._top + _ROWS)):
            rect = QRect(0, (at - self._top) * self._row(), self.width(), self._row())
            self._paint_line(painter, self.lines[at], rect, at == self._at)

    def _paint_line(self, painter: QPainter, line: Line, rect: QRect, marked: bool) -> None:
        tokens = look()
        of = tokens.colours.of
        room = rect.adjusted(tokens.px(12), 0, -tokens.px(12), -1)
        if line.act is None:
            words(painter, room, line.text, tokens.font(12), of("hint"))
            return
        if marked:
            painter.fillRect(rect, of("select"))
            painter.fillRect(QRect(rect.left(), rect.top(), tokens.px(4), rect.height()), of("focus"))
        side = tokens.px(16)
        paint_icon(painter, line.icon, of("text2"), room.left(), rect.top() + (rect.height() - side) / 2, side)
        key = t("palette.enter") if marked else line.key
        if key and tokens.show_keys:
            font = tokens.font(12)
            chip = QRect(0, 0, width_of(key, font) + tokens.px(16), tokens.px(20))
            chip.moveRight(room.right())
            chip.moveTop(rect.top() + (rect.height() - chip.height()) // 2)
            panel(painter, chip, of("surface"), of("border"), radius=4)
            words(painter, chip.adjusted(0, 0, 0, -1), key, font, of("text2"), Qt.AlignmentFlag.AlignHCenter)
            room.setRight(chip.left() - tokens.px(8))
        room.setLeft(room.left() + tokens.px(24))
        used = words(painter, room, shown(line.text), tokens.font(strong=marked), of("text"))
        room.setLeft(room.left() + used + tokens.px(12))
        if room.width() > tokens.px(24):
            words(painter, room, shown(line.detail), tokens.font(12), of("text2"))

    def _row(self) -> int:
        return look().px(28)

    def sizeHint(self) -> QSize:
        return QSize(look().px(WIDTH), self._row() * _ROWS)

    def _size_it(self) -> None:
        self.setFixedHeight(self._row() * _ROWS)


class CommandPalette(Overlay):
    """The box and its answers. `place_chosen(place)`: somewhere to go."""

    place_chosen = Signal(str)

    def __init__(self, owner: QWidget, session: Session, page: Page | None) -> None:
        super().__init__(owner, top=TOP)
        self._session, self._page = session, page
        self._hits: Found | None = None
        self._asked = ""
        card = QFrame()
        card.setObjectName("dialogCard")
        card.setAccessibleName(t("rail.search"))
        box = Column(card, gap=4, sides=(10, 10, 10, 10))
        head = Row(gap=8, sides=(8, 0, 8, 0))
        head.addWidget(Icon("search", "text2", 18))
        self.line = LineEdit(t("palette.placeholder"))
        self.line.setObjectName("bare")
        self.line.setAccessibleName(t("rail.search"))
        head.addWidget(self.line, 1)
        box.addLayout(head)
        box.addWidget(rule())
        self.answers = Answers()
        box.addWidget(self.answers)
        foot = Row(gap=8, sides=(12, 4, 12, 0))
        foot.addWidget(label(t("palette.how"), "hint"), 1)
        foot.addWidget(label(t("palette.keys"), "hint"))
        box.addLayout(foot)
        self._card_ = card
        self.put(card)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look_now)
        self.line.textChanged.connect(self._on_typed)
        self.line.advance.connect(self._on_enter)
        self.answers.taken.connect(self._take)
        self._waiting = False
        on_restyle(self, self._fit)
        self.open_up(self.line)
        self._show_recent()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self.answers.step(step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card_.geometry().contains(event.position().toPoint()):
            self.close_up()
        event.accept()

    def _fit(self) -> None:
        self._card_.setFixedWidth(min(look().px(WIDTH), self.window().width() - look().px(32)))

    def _on_typed(self) -> None:
        self._hits = None
        self._show(self.line.value())
        self._pause.start()

    def look_now(self) -> None:
        """Look for records; commands and places stand there at once."""
        self._pause.stop()
        typed = self.line.value()
        if not typed or typed.startswith(">"):
            self._on_found(typed, Found((), more=False))
            return
        self._session.read(self, lambda office: search.look(office, typed), partial(self._on_found, typed))

    def _on_found(self, typed: str, found: Found) -> None:
        if typed != self.line.value():
            return
        self._hits, self._asked = found, typed
        if typed:
            self._show(typed)
        if self._waiting:
            self._waiting = False
            self._on_enter()

    def _on_enter(self) -> None:
        """Take the marked line; while records are still looked for, take the first one once they are there."""
        if self._hits is None and self.line.value():
            self._waiting = True
            if self._pause.isActive():
                self.look_now()
            return
        line = self.answers.current()
        if line is not None:
            self._take(line)

    def _take(self, line: Line) -> None:
        self.close_up()
        if line.act is not None:
            line.act()

    def _show(self, typed: str) -> None:
        if not typed:
            self._show_recent()
            return
        only_commands = typed.startswith(">")
        wanted = fold(typed.lstrip(">#"))
        commands = self._commands(wanted, everything=only_commands) if not typed.startswith("#") else []
        places = self._places(wanted) if not only_commands and not typed.startswith("#") else []
        meant = [line for line in commands if not only_commands and _is_begun(line, wanted)]
        named = [line for line in places if _is_begun(line, wanted)]
        lines = _group(t("palette.commands"), meant) + _group(t("palette.places"), named)
        if self._hits is not None and self._hits.hits and not only_commands:
            count = t("palette.many", n=len(self._hits.hits)) if self._hits.more else str(len(self._hits.hits))
            lines.append(Line(t("palette.records", n=count, books=self._hits.registers)))
            lines += [self._line(hit) for hit in self._hits.hits]
        title = t("palette.other_commands") if meant else t("palette.commands")
        lines += _group(title, [line for line in commands if line not in meant])
        lines += _group(t("palette.places"), [line for line in places if line not in named])
        if not lines and self._hits is not None:
            lines = [Line(t("palette.nothing", typed=typed))]
        self.answers.show_lines(lines)

    def _show_recent(self) -> None:
        recent = Settings.load(self._session.office.paths.settings)["recent"]
        records = [place for place in recent if place.startswith("record:")][:_RECENT]
        self._hits = Found((), more=False)

        def done(hits: list[Hit]) -> None:
            if not self.line.value():
                self.answers.show_lines(_group(t("palette.recent"), [self._line(hit) for hit in hits]))

        self.answers.show_lines(())
        self._session.read(self, lambda office: search.named(office, records), done)

    def _line(self, hit: Hit) -> Line:
        return Line(hit.title, hit.detail, hit.icon, act=partial(self.place_chosen.emit, hit.place))

    def _commands(self, wanted: str, *, everything: bool) -> list[Line]:
        """What can be done: on this page, then anywhere."""
        found = [Line(words_, t("palette.here"), "pencil", key, act) for key, words_, act in (self._page.shortcuts if self._page else ())]
        said = {line.text for line in found}
        for register in self._session.seen():
            add = t("palette.add", noun=register.noun)
            if self._session.may_enter(register) and add not in said:
                found.append(Line(add, register.title, "plus", "", partial(self.place_chosen.emit, f"new:{register.code}")))
        found.append(Line(t("palette.sign_out"), "", "log-out", "", partial(self.place_chosen.emit, "sign-out")))
        return [line for line in found if _fits(line, wanted)][: 50 if everything else 4]

    def _places(self, wanted: str) -> list[Line]:
        found = [
            Line(place.text, detail, place.icon, place.shortcut, partial(self.place_chosen.emit, place.key))
            for place, detail in all_places(self._session)
        ]
        return [line for line in found if _fits(line, wanted)][:6]


def _group(title: str, lines: list[Line]) -> list[Line]:
    return [Line(title), *lines] if lines else []


def _fits(line: Line, wanted: str) -> bool:
    have = fold(f"{line.text} {line.detail}").split()
    return all(any(part.startswith(word) for part in have) for word in wanted.split())


def _is_begun(line: Line, wanted: str) -> bool:
    """Whether the words that were typed, at least two or all of it, stand in their order in a command or place, from its first word on."""
    have, typed = fold(line.text).split(), wanted.split()
    if not typed or (len(typed) == 1 and typed != have):
        return False
    rest = iter(have[1:])
    return have[0].startswith(typed[0]) and all(any(part.startswith(word) for part in rest) for word in typed[1:])
