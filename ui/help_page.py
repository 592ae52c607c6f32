"""Short help for each page, from the bundle alone.

Law: no links and no pictures are followed – nothing outside the bundle is ever opened from here.
"""

from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QScrollArea, QTextBrowser, QWidget

import resources
from desktop.language.texts import t
from ui.dialogs import Dialog
from ui.page import Page
from ui.rail import Place
from ui.session import Session
from ui.settings.section_button import SectionButton
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button

FIRST: Final = "bat-dau"
_FOLDER: Final = ("help", "vi")


def topics() -> dict[str, str]:
    """Return the help texts, key → title (their first heading), in the order of their files."""
    files = sorted(resources.path(*_FOLDER).glob("*.md"))
    found = {}
    for file in files:
        _, _, key = file.stem.partition("_")
        found[key] = _read(file.name).partition("\n")[0].lstrip("# ").strip()
    return found


def _read(name: str) -> str:
    return resources.read_text(*_FOLDER, name)


def text_of(topic: str) -> str:
    """Return the help text of a topic, the first one for a topic that there is not."""
    files = sorted(resources.path(*_FOLDER).glob(f"*_{topic}.md")) or sorted(resources.path(*_FOLDER).glob("*.md"))
    return _read(files[0].name)


class HelpText(QTextBrowser):
    """Renders our own Markdown; it loads nothing and opens nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("helpText")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._source = ""
        on_restyle(self, self._draw)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None

    def show_markdown(self, source: str) -> None:
        """Show a text."""
        self._source = source
        self._draw()

    def _draw(self) -> None:
        tokens = look()
        document = self.document()
        document.setDefaultFont(tokens.font(14))
        document.setDocumentMargin(tokens.px(8))
        document.setIndentWidth(tokens.px(20))
        document.setMarkdown(self._source)
        block = document.begin()
        while block.isValid():
            self._dress(QTextCursor(block), block.blockFormat().headingLevel())
            self._strengthen(block)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    @staticmethod
    def _dress(cursor: QTextCursor, level: int) -> None:
        """Give one paragraph its air and a heading its letters."""
        tokens = look()
        shape = cursor.blockFormat()
        shape.setBottomMargin(tokens.px(8))
        shape.setTopMargin(tokens.px(8) if level > 1 else 0)
        shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = cursor.charFormat()
            letters.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)  # Markdown's own growth of headings
            letters.setFont(tokens.font(20 if level == 1 else 15, strong=True))
            cursor.setCharFormat(letters)

    @staticmethod
    def _strengthen(block: QTextBlock) -> None:
        """Set bold words in the SemiBold that is bundled; Qt would smear the Regular one."""
        found, part = [], block.begin()
        while not part.atEnd():
            piece = part.fragment()
            if piece.charFormat().fontWeight() == QFont.Weight.Bold:
                found.append((piece.position(), piece.length()))
            part += 1
        for at, long in found:
            cursor = QTextCursor(block)
            cursor.setPosition(at)
            cursor.setPosition(at + long, QTextCursor.MoveMode.KeepAnchor)
            letters = cursor.charFormat()
            letters.setFont(look().font(14, strong=True))
            cursor.setCharFormat(letters)


class HelpDialog(Dialog):
    """A help text over a page from before signing in."""

    def __init__(self, owner: QWidget, topic: str) -> None:
        super().__init__(owner, t("rail.help"), icon="circle-help", width=680)
        self.text = HelpText()
        self.text.setAccessibleName(t("rail.help"))
        self.body.addWidget(self.text)
        self.text.show_markdown(text_of(topic))
        self.shut = self.add_button(Button(t("problem.close"), "filled", key="Esc"))
        self.shut.clicked.connect(self.escape)
        on_restyle(self, self._fit)
        self.open_up(self.text)

    def _fit(self) -> None:
        self.text.setFixedHeight(look().px(320))


class HelpPage(Page):
    """The topics at the left, the chosen one at the right."""

    def __init__(self, session: Session, topic: str | None = None) -> None:
        super().__init__(t("rail.help"), t("help.offline"), back_to=t("page.before"))
        self.key("Esc", self.back.emit, t("page.before"))
        self._topics = topics()
        row = Row(gap=12)
        card, inside = QFrame(), QWidget()
        card.setObjectName("card")
        names = Column(inside, gap=2)
        self._list, self._area = card, QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        Column(card, sides=(6, 8, 6, 8)).addWidget(self._area)
        self.buttons: dict[str, SectionButton] = {}
        for key, title in self._topics.items():
            button = SectionButton(Place(key, title, "circle-help"), inside)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, key=key: self.show_topic(key))
            self.buttons[key] = button
            names.addWidget(button)
        names.addStretch(1)
        page = QFrame()
        page.setObjectName("card")
        self.text = HelpText()
        self.text.setAccessibleName(t("rail.help"))
        Column(page, sides=(12, 8, 12, 8)).addWidget(self.text)
        row.addWidget(card)
        row.addWidget(page, 1)
        self.body.addLayout(row, 1)
        on_restyle(self, self._fit)
        self.show_topic(topic if topic in self._topics else FIRST)

    def enter(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_topic(self, key: str) -> None:
        """Show a help text."""
        self.text.show_markdown(text_of(key))
        for other, button in self.buttons.items():
            button.setChecked(other == key)
            if other == key:
                self._area.ensureWidgetVisible(button, 0, 4)

    def _fit(self) -> None:
        self._list.setFixedWidth(look().px(208))
