"""One page of a report at the width there is: keys turn pages and walk from figure to figure.

Law: the picture is drawn at the screen's own pixels, so that letters stay sharp; the figure in focus has a ring.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.texts import t
from desktop.reports.pdf import CellBox
from ui.keys import plain_return
from ui.reporting.pdf_pages import POINTS, page_image, page_sizes
from ui.session import Session
from ui.theme import look
from ui.widgets.paint import panel, words

_STILL = 120


class PdfView(QWidget):
    """A page. `turned(page)` from 0; `chosen(cell)` another figure, "" for none; `opened(cell)` Enter or double click."""

    turned = Signal(int)
    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._data = b""
        self._boxes: Sequence[CellBox] = ()
        self._pages: list[tuple[float, float]] = []
        self._page, self._box, self._top = 0, -1, 0
        self._picture: QImage | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_STILL)
        self._pause.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(t("report.preview"))

    def show_pdf(self, data: bytes, boxes: Sequence[CellBox]) -> None:
        """Show the first page of another document."""
        self._data, self._boxes = data, tuple(boxes)
        self._pages = [(size.width(), size.height()) for size in page_sizes(data)]
        self._picture = None
        self.go_to(0)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def is_drawn(self) -> bool:
        """Whether the page in sight has been drawn."""
        return self._picture is not None

    def go_to(self, page: int) -> None:
        """Show a page, from 0."""
        self._page, self._box, self._top = max(0, min(page, self.pages - 1)), -1, 0
        self._draw()
        self.turned.emit(self._page)
        self.chosen.emit("")

    def sizeHint(self) -> QSize:
        return QSize(look().px(372), look().px(420))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = look().px(64)
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: self._forward,
            Qt.Key.Key_PageUp: self._backward,
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self.pages - 1),
            Qt.Key.Key_Down: lambda: self._scroll(step),
            Qt.Key.Key_Up: lambda: self._scroll(-step),
            Qt.Key.Key_Right: lambda: self._walk(1),
            Qt.Key.Key_Left: lambda: self._walk(-1),
        }
        if event.key() in acts and self._pages:
            acts[event.key()]()
        elif plain_return(event) and self._box >= 0:
            self.opened.emit(self._here()[self._box].cell)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        spot = event.position().toPoint()
        for at, box in enumerate(self._here()):
            if self._place(box).adjusted(-4, -4, 4, 4).contains(spot):
                self._take(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._box >= 0:
            self.opened.emit(self._here()[self._box].cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, of = QPainter(self), look().colours.of
        if self._picture is None or not self._pages:
            panel(painter, self.rect(), of("surface"), of("line"), radius=0)
            words(painter, self.rect(), t("report.reading"), look().font(), of("hint"), Qt.AlignmentFlag.AlignHCenter)
            return
        painter.setClipRect(self.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRect(0, -self._top, self.width(), self._high())
        painter.drawImage(sheet, self._picture)
        panel(painter, sheet, None, of("line"), radius=0)
        if 0 <= self._box < len(self._here()):
            panel(painter, self._place(self._here()[self._box]).adjusted(-3, -2, 3, 2), None, of("focus"), width=2, radius=3)
        if self.hasFocus():
            panel(painter, self.rect(), None, of("focus"), width=2, radius=0)

    def _forward(self) -> None:
        if self._top + self.height() < self._high() - 1:
            self._scroll(self.height() - look().px(32))
        elif self._page + 1 < self.pages:
            self.go_to(self._page + 1)

    def _backward(self) -> None:
        if self._top:
            self._scroll(-self.height() + look().px(32))
        elif self._page:
            self.go_to(self._page - 1)

    def _scroll(self, by: int) -> None:
        self._top = max(0, min(self._top + by, self._high() - self.height()))
        self.update()

    def _walk(self, by: int) -> None:
        """Go to the next figure, also over the edge of a page."""
        at = self._box + by
        if 0 <= at < len(self._here()):
            self._take(at)
            return
        pages = [box.page - 1 for box in self._boxes]
        further = [page for page in pages if (page - self._page) * by > 0]
        if further:
            self.go_to(min(further) if by > 0 else max(further))
            self._take(0 if by > 0 else len(self._here()) - 1)

    def _take(self, at: int) -> None:
        self._box = at
        place = self._place(self._here()[at])
        if place.top() < 0 or place.bottom() > self.height():
            self._scroll(place.top() - self.height() // 2)
        self.update()
        self.chosen.emit(self._here()[at].cell)

    def _here(self) -> list[CellBox]:
        return [box for box in self._boxes if box.page == self._page + 1]

    def _scale(self) -> float:
        return self.width() / self._pages[self._page][0]

    def _high(self) -> int:
        return round(self._pages[self._page][1] * self._scale()) if self._pages else self.height()

    def _place(self, box: CellBox) -> QRect:
        scale, high = self._scale(), self._pages[self._page][1]
        left, top = box.x0 * scale, (high - box.y1) * scale - self._top
        return QRect(round(left), round(top), round((box.x1 - box.x0) * scale), round((box.y1 - box.y0) * scale))

    def _draw(self) -> None:
        if not self._pages or self.width() < POINTS:
            return
        data, page, width = self._data, self._page, round(self.width() * self.devicePixelRatioF())

        def done(picture: QImage) -> None:
            if page == self._page and data is self._data:
                self._picture = picture
                self.update()

        self._session.read(self, lambda _: page_image(data, page, width), done)
