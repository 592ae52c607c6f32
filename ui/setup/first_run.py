"""The first start: a station for real work, or sample data to try things on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.language.texts import t
from ui.icons import paint_icon
from ui.setup.entrance import EntrancePage
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.icon import Icon
from ui.widgets.labels import label, wrapped
from ui.widgets.paint import panel, width_of, words
from ui.widgets.progress_strip import ProgressStrip


class BigChoice(QAbstractButton):
    """A card that is a button: icon, name, what it is for, and the key that takes it."""

    def __init__(self, icon: str, title: str, body: str, key: str, note: str = "") -> None:
        super().__init__()
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._key, self._note = key, note
        box = Column(self, gap=8, sides=(20, 20, 20, 48))
        box.addWidget(Icon(icon, "accent", 32))
        box.addWidget(label(title, "choice"))
        self._body = wrapped(body)
        box.addWidget(self._body)
        box.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        on_restyle(self, self._size_it)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(0, 0)

    def cut_texts(self) -> list[str]:
        """Its parts are labels and are looked at by themselves."""
        return []

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look()
        of, focus = tokens.colours.of, self.hasFocus()
        edge = "focus" if focus else "accent" if self.underMouse() else "line"
        panel(painter, self.rect(), of("surface"), of(edge), width=2 if focus else 1, radius=8)
        pad, font = tokens.px(20), tokens.font(12)
        chip = self.rect().adjusted(pad, 0, 0, 0)
        chip.setTop(self.height() - tokens.px(40))
        chip.setSize(QSize(tokens.px(24), tokens.px(20)))
        panel(painter, chip, of("sunken"), of("border"), radius=4)
        words(painter, chip.adjusted(0, 0, 0, -1), self._key, font, of("text2"), Qt.AlignmentFlag.AlignHCenter)
        if self._note:
            room = chip.translated(chip.width() + tokens.px(8), 0)
            room.setWidth(width_of(self._note, font) + 4)
            words(painter, room.adjusted(0, 0, 0, -1), self._note, font, of("hint"))
        side = tokens.px(20)
        paint_icon(painter, "arrow-right", of("accent"), self.width() - pad - side, chip.top(), side)

    def _size_it(self) -> None:
        tokens = look()
        room = (tokens.px(720) - tokens.px(24)) // 2 - tokens.px(40)
        high = self._body.fontMetrics().boundingRect(0, 0, room, 1 << 16, int(Qt.TextFlag.TextWordWrap), self._body.text()).height()
        self.setFixedHeight(tokens.px(20 + 32 + 8 + 28 + 8 + 56) + max(high, tokens.px(56)))


class FirstRunPage(EntrancePage):
    """Two ways in, and a quieter third. `station_asked`, `sample_asked`, `restore_asked`: which one."""

    help_topic = "bat-dau"
    station_asked = Signal()
    sample_asked = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        super().__init__(t("start.program"), 720)
        head = Row(gap=12)
        head.addWidget(Icon("book-open", "accent", 28))
        head.addWidget(label(t("start.program"), "title"), 1)
        self.middle.addLayout(head)
        self.middle.addWidget(wrapped(t("start.what_for")))
        self.middle.addSpacing(4)
        self.station = BigChoice("map-pin", t("start.station"), t("start.station_body"), "1", t("start.or_enter"))
        self.sample = BigChoice("database", t("start.sample"), t("start.sample_body"), "2")
        cards = Row(gap=24)
        cards.addWidget(self.station)
        cards.addWidget(self.sample)
        self.middle.addLayout(cards)
        self.restore = Button(t("restore.entry"), "ghost", icon="shield-check", key="3")
        self.restore.clicked.connect(self.restore_asked)
        self.middle.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = ProgressStrip()
        self.middle.addWidget(self.progress)
        self.station.clicked.connect(self.station_asked)
        self.sample.clicked.connect(self.sample_asked)
        self.key("1", self.station.click, t("start.station"))
        self.key("2", self.sample.click, t("start.sample"))
        self.key("3", self.restore.click, t("restore.entry"))
        self.key("Esc", self._stop, t("progress.stop"))

    def enter(self) -> None:
        self.station.setFocus(Qt.FocusReason.OtherFocusReason)

    def busy(self, on: bool) -> None:
        """Let nothing else begin while sample data are made."""
        self.station.setEnabled(not on)
        self.sample.setEnabled(not on)
        self.restore.setEnabled(not on)

    def _stop(self) -> None:
        if self.progress.isVisible():
            self.progress.stop.click()
