"""The sealed copies of the books on this disk: when, why, and one more now."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.actions import backup, backup_file, duties
from desktop.actions.backup import Backup
from desktop.actions.backup_file import BackupFile
from desktop.language.dates import format_date
from desktop.language.texts import t
from ui.banner import Banner
from ui.drives import readable_size
from ui.files import ask_save
from ui.page import Page
from ui.session import SETTINGS, Session
from ui.theme import look, on_restyle
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.labels import label, wrapped
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.paged_model import RowValues
from ui.widgets.table import Table

_REASONS: Final = ("tay", "truoc-nhap", "sau-xoa")


class BackupSection(QWidget):
    """The list, newest first, and a button."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        box = Column(self, gap=8)
        head = Row(gap=8)
        head.addWidget(label(t("settings.backup"), "section"), 1)
        self.now = Button(t("backup.now"), "filled", icon="shield-check")
        self.now.clicked.connect(self._make)
        self.stick = Button(t("backup.to_stick"), icon="usb")
        self.stick.clicked.connect(self._ask_where)
        self.stick.refuse(duties.refusal(session.office, "packages"))
        head.addWidget(self.stick)
        head.addWidget(self.now)
        box.addLayout(head)
        columns = (
            TableColumn("at", t("backup.when"), 168, "date", _when),
            TableColumn("why", t("backup.why"), 240, cell=_why, stretch=True),
            TableColumn("size", t("backup.size"), 100, "number", _size),
        )
        self.table = Table(columns, name=t("settings.backup"))
        box.addWidget(self.table, 1)
        box.addWidget(wrapped(t("backup.note", most=backup.KEPT), "hint"))
        on_restyle(self, self._size_it)
        self.read()

    def read(self) -> None:
        """Show the copies that there are."""
        self._session.read(self, backup.listing, lambda found: self.table.show_all([{"one": one} for one in found]))

    def _make(self) -> None:
        def done(made: Backup) -> None:
            self.now.refuse("")
            self._page.show_banner(Banner("ok", t("backup.made"), t("backup.made_next", file=made.file.name)))
            self.read()

        def failed(error: BaseException) -> None:
            self.now.refuse("")
            self._session.failed.emit(error)

        self.now.refuse(t("backup.making"))
        self._session.write(self, lambda office, _: backup.make(office, _REASONS[0]), done, failed, touches={SETTINGS})

    def _ask_where(self) -> None:
        office = self._session.office
        name = f"so-dan-van_{office.home_unit.code}_{office.clock.today():%Y%m%d}{backup_file.SUFFIX}"
        ask_save(self, office.paths, t("backup.to_stick"), name, t("backup.stick_files"), self.write_file)

    def write_file(self, file: Path) -> None:
        """Write everything into one file, on a stick as a rule."""

        def done(made: BackupFile) -> None:
            self.stick.refuse("")
            self._page.show_banner(Banner("ok", t("backup.stick_made", file=made.file.name), t("backup.stick_next")))

        def failed(error: BaseException) -> None:
            self.stick.refuse("")
            self._session.failed.emit(error)

        self.stick.refuse(t("backup.making"))
        self._session.write(self, lambda office, job: backup_file.write(office, file, job), done, failed, touches={SETTINGS})

    def _size_it(self) -> None:
        self.table.setMinimumHeight(look().px(28) + 4 * look().row)


def _when(row: RowValues) -> str:
    stamp = row["one"].at
    return f"{format_date(f'{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}')} {stamp[9:11]}:{stamp[11:13]}" if len(stamp) >= 13 else stamp


def _why(row: RowValues) -> str:
    name = row["one"].file.name
    reason = next((one for one in _REASONS if one in name), "")
    return t(f"backup.why_{reason.replace('-', '_')}") if reason else t("backup.why_other")


def _size(row: RowValues) -> str:
    file = row["one"].file
    return readable_size(file.stat().st_size) if file.is_file() else ""
