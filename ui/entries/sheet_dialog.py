"""What can be done with a book and Excel: give it out as a file, bring rows in, copy what is seen."""

from collections.abc import Callable
from typing import Final

from desktop.language.texts import t
from desktop.registers.model import Register
from ui.dialogs import Dialog
from ui.page import Page
from ui.widgets.boxes import Row
from ui.widgets.button import Button
from ui.widgets.labels import wrapped

_WIDTH: Final = 620
Act = Callable[[], None]


class SheetDialog(Dialog):
    """Asks which; `period` is what a file would be narrowed to, "" for all days. Esc leaves everything."""

    def __init__(self, page: Page, register: Register, period: str, *, private: bool, give: Act, bring: Act | None, copy: Act) -> None:
        super().__init__(page, t("sheets.ask_title", title=register.title), icon="download", width=_WIDTH)
        self.body.addWidget(wrapped(t("sheets.out_note_period", period=period) if period else t("sheets.out_note_all")))
        if private:
            self.body.addWidget(wrapped(t("sheets.out_private"), "quiet"))
        row = Row(gap=8)
        self.copy = Button(t("sheets.copy"), "ghost")
        self.copy.clicked.connect(lambda: self._do(copy))
        row.addWidget(self.copy)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_button(Button(t("list.cancel"), key="Esc")).clicked.connect(self.escape)
        self.bring = Button(t("sheets.in"), icon="upload")
        if bring is not None:
            self.add_button(self.bring).clicked.connect(lambda: self._do(bring))
        self.give = Button(t("sheets.out"), "filled", icon="download", key="Enter")
        self.add_button(self.give).clicked.connect(lambda: self._do(give))
        self.open_up(self.give)

    def _do(self, act: Act) -> None:
        self.close_up()
        act()
