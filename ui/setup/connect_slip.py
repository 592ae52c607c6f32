"""The connection slip: eight words, their code, the request file; and the answer that comes back.

Law: two people compare eight words both ways over the telephone. The words of the root are never shown before they
were typed; words that cannot be any of ours are named by their number, so that nobody guesses which one was misheard.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import units
from desktop.actions import stations
from desktop.actions.stations import Station
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.language.words import first_unknown
from desktop.office import Office
from ui.banner import Banner
from ui.entries.sheets import CodePicture, Sheet, print_sheet
from ui.files import ask_open, ask_save
from ui.tasks import Tasks
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labels import label, wrapped
from ui.widgets.line_edit import LineEdit

REQUEST, ANSWER = ".dvreq", ".dvcert"
WORDS: Final = 8


class WordsCard(Card):
    """Eight numbered words to be read out, and their QR code."""

    def __init__(self, title: str, words: str, code: str = "") -> None:
        super().__init__(title, icon="phone")
        row = Row(gap=20)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for at, word in enumerate(words.split()):
            line = Row(gap=8)
            line.addWidget(label(f"{at + 1}", "hint"))
            line.addWidget(label(word, "word"), 1)
            grid.addLayout(line, at % 4, at // 4)
        row.addLayout(grid, 1)
        if code:
            self.code = CodePicture(t("connect.code_name"), 112)
            self.code.show_code(code)
            row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)


class ConnectSlip(QWidget):
    """Both halves of joining: what goes up, and what comes back.

    `accepted`: the certificate came; `said(Banner)`: something to say on the page; `failed(error)`: something went wrong.
    """

    accepted = Signal()
    said = Signal(object)
    failed = Signal(object)

    def __init__(self, office: Office, tasks: Tasks) -> None:
        super().__init__()
        self._office, self._tasks = office, tasks
        self._answer: Path | None = None
        self._whole = Column(self, gap=8)
        self._station: Station | None = None
        tasks.read(self, lambda _: stations.show(office), self._on_station, self.failed.emit)

    def _on_station(self, station: Station) -> None:
        self._station = station
        if station.identity.enrolled:
            self._add_both(station)
        else:
            self._add_own(station)
        self._whole.addStretch(1)

    def _add_own(self, station: Station) -> None:
        """One that waits for its certificate reads out its own words, and types those of the root."""
        code = self._code(station.fingerprint)
        self._whole.addWidget(WordsCard(t("connect.words"), station.fingerprint, code))
        self._whole.addWidget(wrapped(t("connect.call", whom=self._whom())))
        self._add_print(t("connect.words"), station.fingerprint, code)
        self._add_answer()

    def _add_both(self, station: Station) -> None:
        """One that was certified reads out the root's words to those below, and its own to its unit's first machine."""
        row = Row(gap=12)
        row.addWidget(WordsCard(t("connect.root_words"), station.root_words or ""), 1)
        row.addWidget(WordsCard(t("connect.own_words"), station.fingerprint), 1)
        self._whole.addLayout(row)
        self._whole.addWidget(wrapped(t("connect.root_what"), "quiet"))

    def _code(self, words: str) -> str:
        return "\n".join((self._unit(), *(f"{at} {word}" for at, word in enumerate(words.split(), 1))))

    def _add_print(self, title: str, words: str, code: str) -> None:
        row = Row(gap=8)
        lines = tuple(f"{at}. {word}" for at, word in enumerate(words.split(), 1))
        sheet = Sheet(title, (self._unit(),), lines, (t("connect.call", whom=self._whom()),), code)
        self.print = Button(t("connect.print"), icon="printer", key="Ctrl+P")
        self.print.clicked.connect(lambda: self._print(sheet))
        self.save = Button(t("connect.save"), icon="usb", key="Ctrl+S")
        self.save.clicked.connect(self._ask_where)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        self._whole.addLayout(row)

    def _add_answer(self) -> None:
        card = Card(t("connect.answer"), icon="inbox", note=t("connect.answer_note"))
        row = Row(gap=8)
        self.open = Button(t("connect.open_answer"), icon="folder-open", key="Ctrl+O")
        self.open.clicked.connect(self._ask_answer)
        row.addWidget(self.open)
        self.file = label(t("connect.no_file"), "hint")
        row.addWidget(self.file, 1)
        card.body.addLayout(row)
        self.words = Field(t("connect.type_root"), LineEdit(), required=True)
        self.accept = Button(t("connect.accept"), "outlined", icon="circle-check")
        self.accept.refuse(t("connect.first_file"))
        self.accept.clicked.connect(self._accept)
        self.words.advance.connect(self.accept.click)
        self.words.changed.connect(self._look_at_words)
        end = Row(gap=8)
        end.addWidget(self.words, 1)
        end.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(end)
        self._whole.addWidget(card)

    def _unit(self) -> str:
        unit = self._office.home_unit
        return t("connect.unit", unit=unit.title, code=unit.code)

    def _whom(self) -> str:
        above = units.parent_of(self._office.identity.unit)
        return units.unit(above).named if above else t("connect.above")

    def _print(self, sheet: Sheet) -> None:
        if not print_sheet(self, sheet, lambda good: self._said_print(good)):
            self.said.emit(Banner("warn", t("print.none"), t("connect.no_printer")))

    def _said_print(self, good: bool) -> None:
        self.said.emit(Banner("ok", t("print.sent")) if good else Banner("err", t("print.failed"), t("print.failed_next")))

    def _ask_where(self) -> None:
        name = f"phieu-ket-noi_{self._office.home_unit.code}{REQUEST}"
        ask_save(self, self._office.paths, t("connect.save"), name, t("connect.request_files"), self.write_request)

    def write_request(self, file: Path) -> None:
        """Write the request to a file."""

        def done(_: str) -> None:
            self.said.emit(Banner("ok", t("connect.saved", file=file.name), t("connect.saved_next", whom=self._whom())))

        self._tasks.write(self, lambda _: stations.request(self._office, file), done, self.failed.emit)

    def _ask_answer(self) -> None:
        ask_open(self, self._office.paths, t("connect.open_answer"), t("connect.answer_files"), self.take_answer)

    def take_answer(self, file: Path) -> None:
        """Choose the file of the answer; nothing is read before the words were typed."""
        self._answer = file
        self.file.setText(file.name)
        self.accept.refuse("")
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_at_words(self) -> None:
        """Say which word cannot be one of ours, once eight were typed."""
        typed = self.words.value()
        wrong = first_unknown(typed) if len(typed.replace("-", " ").split()) >= 2 * WORDS else None
        self.words.say(t("connect.unknown_word", n=wrong) if wrong else "", tone="warn", full=t("connect.read_again"))

    def _accept(self) -> None:
        if self._answer is None:
            self.open.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        office, file, typed = self._office, self._answer, self.words.value()
        self.accept.refuse(t("connect.reading"))

        def work(_: Job) -> Station:
            return stations.accept(office, file, typed)

        self._tasks.write(self, work, lambda _: self.accepted.emit(), self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        self.accept.refuse("")
        if isinstance(error, Problem) and error.code in ("wrong_fingerprint", "fingerprint_needed"):
            wrong = first_unknown(self.words.value())
            said = t("connect.unknown_word", n=wrong) if wrong else t("connect.differs")
            self.words.say(said, full=t("connect.read_again"))
            self.said.emit(Banner("err", said, t("connect.read_again")))
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.failed.emit(error)
