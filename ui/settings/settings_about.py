"""What this program is, which version, and where its data lie."""

import platform

import PySide6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop import __version__, registers
from desktop.language.texts import t
from ui.page import Page
from ui.session import Session
from ui.widgets.boxes import Column, Row
from ui.widgets.button import Button
from ui.widgets.fact_line import NamedLine
from ui.widgets.labels import label, wrapped


class AboutSection(QWidget):
    """Version, libraries, folder, licences."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        box = Column(self, gap=8)
        box.addWidget(label(t("start.program"), "title"))
        box.addWidget(wrapped(t("start.what_for")))
        lines = [
            (t("about.version"), t("about.version_of", version=__version__, schema=registers.SCHEMA)),
            (t("about.libraries"), f"Python {platform.python_version()} · Qt {PySide6.__version__}"),
            (t("about.folder"), str(session.office.paths.home)),
        ]
        for name, value in lines:
            box.addWidget(NamedLine(name, value, width=152))
        row = Row(gap=8)
        self.open = Button(t("about.open_folder"), icon="folder-open")
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(session.office.paths.home))))
        row.addWidget(self.open)
        row.addStretch(1)
        box.addLayout(row)
        box.addWidget(wrapped(t("about.licences"), "quiet"))
        box.addStretch(1)
