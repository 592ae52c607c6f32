"""A report on the screen: its page at the left; at the right whether it is a draft, what it holds, and the chosen figure."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop import units
from desktop.actions import figures, parcels, reports
from desktop.actions.cell_rows import Behind, behind
from desktop.actions.plan_paper import PLAN
from desktop.actions.reports import Report
from desktop.forms import all_forms
from desktop.jobs import Job
from desktop.language.texts import t
from desktop.office import Office
from desktop.reporting.other_spans import ALONE, Beside
from ui.banner import Banner
from ui.files import ask_save
from ui.page import Page
from ui.receiving.figures_tables import shown_value
from ui.reporting import printing
from ui.reporting.form_doubts import when_told
from ui.reporting.pdf_view import PdfView
from ui.session import PACKAGES, Session
from ui.theme import look, on_restyle
from ui.widgets.badge import Badge, Sign
from ui.widgets.boxes import Column, Row
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.fact_line import FactLine
from ui.widgets.field import Field
from ui.widgets.labels import elided, label, wrapped
from ui.widgets.list_field import ListField
from ui.widgets.option import Option

_RIGHT = 416
_OF_SET = " · "


class ReportView(QWidget):
    """Preview of the report of a period, of one unit or (above, `unit` "") consolidated. `printed` and `made` say so."""

    printed = Signal()
    made = Signal()

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._period, self._unit, self._label = "", "", ""
        self.report: Report | None = None
        self.view = PdfView(session)
        row = Row(self, gap=16)
        row.addLayout(self._left(), 1)
        inside = QWidget()
        inside.setObjectName("pageBody")
        self._cards = Column(inside, gap=12)
        self._right = QScrollArea()
        self._right.setObjectName("pageScroll")
        self._right.setWidgetResizable(True)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setWidget(inside)
        row.addWidget(self._right)
        self._draft: Banner | None = None
        self._shown = "dvcq"
        self._make_right()
        self.view.turned.connect(self._on_turned)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        on_restyle(self, self._size_it)

    def choose(self, form: str, *, wide: bool) -> None:
        """Choose a form by itself, with its year so far and last year's figures if asked, before it is loaded."""
        for editor, value in ((self.kind, f"bieu:{form}"), (self.wide, wide)):
            editor.blockSignals(True)
            editor.set_value(value)
            editor.blockSignals(False)

    def load(self, period: str, label_: str, unit: str = "") -> None:
        """Make the report and show it."""
        self._period, self._label, self._unit = period, label_, unit
        kind, asked = str(self.kind.value() or "dvcq"), unit or None
        kind, _, form_set = kind.partition(_OF_SET)
        one_form = kind.startswith("bieu:")
        self.wide.setVisible(one_form)
        beside = Beside(True, True) if one_form and self.wide.value() else ALONE

        def made(office: Office) -> tuple[Report, list[Option]]:
            kinds = _kinds(figures.forms_in(office, period, asked), figures.forms_of_other_sets(office, period, asked))
            return reports.render(office, kind, period, asked, beside, form_set or None), kinds

        self._session.read(self, made, self._on_made, self._on_refused)

    def print_it(self) -> None:
        """Ask for the printer and print; without one say what else can be done."""
        if self.report is None:
            return
        if not printing.printers():
            self._page.show_banner(Banner("warn", t("report.no_printer"), t("report.no_printer_next"), icon="printer"))
            return
        pages = self.report.pages
        self._when_told(lambda: printing.ask_printer(self.window(), pages, self._on_printer))

    def save(self) -> None:
        """Ask where, and write the file whole or not at all."""
        if self.report is None:
            return
        own = self._session.office.identity
        unit = self._unit or units.shown_code(own.unit, own.era)
        name = t("report.file_name", period=self._period, unit=unit)
        paths = self._session.office.paths
        self._when_told(lambda: ask_save(self.window(), paths, t("report.save_title"), name, t("report.pdf_files"), self.save_to))

    def save_to(self, file: Path) -> None:
        """Write the report that is shown into a file."""
        if self.report is None:
            return
        data = self.report.pdf

        def write(_office: Office, _job: Job) -> Path:
            return parcels.write_out(file, data)

        self._session.write(self, write, self._on_saved, touches={PACKAGES})

    def _when_told(self, go: Callable[[], object]) -> None:
        own = self._session.office.identity
        if self.report is not None:
            when_told(self._page, self._session, self.report, self._unit or units.shown_code(own.unit, own.era), go)

    def _left(self) -> Column:
        left = Column(gap=4)
        head = Row(gap=8)
        self._at = label("", "label")
        head.addWidget(self._at)
        head.addStretch(1)
        head.addWidget(label(t("report.fit"), "hint"))
        head.addWidget(label(t("report.turn"), "hint"))
        left.addLayout(head)
        left.addWidget(self.view, 1)
        return left

    def _make_right(self) -> None:
        self.kind = ListField(_kinds([form.code for form in all_forms()]))
        self.kind.set_value("dvcq")
        self.wide = Check(t("report.other_spans"))
        for choice in (self.kind, self.wide):
            choice.changed.connect(lambda: self.load(self._period, self._label, self._unit))
        self._draft = Banner("warn", t("report.draft"), t("report.draft_next_upper" if self._session.is_upper else "report.draft_next"))
        self._cards.addWidget(self._draft)
        self._draft.hide()
        self._content = Card(t("report.content"), gap=4)
        self._content.body.addWidget(Field(t("report.kind"), self.kind))
        self._content.body.addWidget(self.wide)
        self._parts = Column(gap=4)
        self._content.body.addLayout(self._parts)
        self._cards.addWidget(self._content)
        self._badge = Badge(Sign("info", "", "file-text"))
        self._chosen = Card(t("report.chosen"), note=" ", right=self._badge, gap=4)
        self._what = wrapped(t("report.chosen_none"), "quiet")
        self._opens = elided("", "hint")
        self._chosen.body.addWidget(self._what)
        self._chosen.body.addWidget(self._opens)
        self._badge.hide()
        self._cards.addWidget(self._chosen)
        self._cards.addStretch(1)

    def _on_made(self, made: tuple[Report, list[Option]]) -> None:
        report, kinds = made
        self.report = report
        self.kind.set_options(kinds)
        self._shown = str(self.kind.value())
        self._say_draft(report)
        while self._parts.count():
            taken = self._parts.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.deleteLater()
        firsts = [first for _, first in report.rendered.parts] + [report.pages + 1]
        for (title, first), after in zip(report.rendered.parts, firsts[1:], strict=True):
            last = max(first, after - 1)
            where = t("report.page_one", first=first) if last == first else t("report.pages", first=first, last=last)
            self._parts.addWidget(FactLine("circle-check", "ok", title, where))
        if report.snapshot:
            self._parts.addWidget(FactLine("lock", "text2", t("report.closing"), report.snapshot[:12]))
        self.view.show_pdf(report.pdf, report.rendered.boxes)
        self.made.emit()

    def _on_refused(self, error: BaseException) -> None:
        """Choose again the paper that is on the page, and let the window say why there is no other."""
        self.kind.blockSignals(True)
        self.kind.set_value(self._shown)
        self.kind.blockSignals(False)
        self._session.failed.emit(error)

    def _say_draft(self, report: Report) -> None:
        assert self._draft is not None
        what, do = "report.draft", "report.draft_next_upper" if self._session.is_upper else "report.draft_next"
        if self._shown == PLAN:
            what, do = "report.draft_plan", "report.draft_plan_next"
        self._draft.say(t("report.draft_changed" if report.changed else what), report.changed or t(do))
        self._draft.setVisible(report.draft)

    def _on_turned(self, page: int) -> None:
        self._at.setText(t("report.page_of", at=page + 1, all=self.view.pages))

    def _on_chosen(self, cell: str) -> None:
        found = self._cell(cell)
        if found is None:
            self._what.setText(t("report.chosen_none"))
            self._opens.setText("")
            self._badge.hide()
            return
        form, column, unit = found
        asked = unit or self._unit or None
        self._session.read(self, lambda office: behind(office, self._period, form, column, asked), self._on_behind, lambda _: None)

    def _on_behind(self, found: Behind) -> None:
        self._badge.show_sign(Sign("info", shown_value(found.value, found.why, found.measure) or "—", "file-text"))
        self._badge.show()
        words = t("report.column", form=found.form, column=found.column, title=found.title)
        self._what.setText(f"{words}. {found.counts}.")
        self._opens.setText(t("report.opens"))

    def _on_opened(self, cell: str) -> None:
        found = self._cell(cell)
        if found is None:
            return
        form, column, unit = found
        own = self._session.office.identity
        owner = unit or self._unit or units.shown_code(own.unit, own.era)
        self._session.go(f"figures:{self._period}:{owner}:{form}:{column}")

    def _on_printer(self, printer: QPrinter) -> None:
        if self.report is None:
            return
        data = self.report.pdf
        # A page at 300 dpi takes a while to draw, and a slow printer takes longer: the window must not wait.
        self._session.read(self, lambda _: printing.print_pages(data, printer), self._on_printed)

    def _on_printed(self, taken: bool) -> None:
        if taken and self.report is not None:
            self._page.show_banner(Banner("ok", t("report.printed", n=self.report.pages), icon="printer"))
            self.printed.emit()
        else:
            self._page.show_banner(Banner("err", t("report.print_failed"), t("report.print_failed_next"), icon="printer"))

    def _on_saved(self, file: Path) -> None:
        self._page.show_banner(Banner("ok", t("report.saved", file=file.name), t("report.saved_next", folder=file.parent)))

    def _cell(self, cell: str) -> tuple[str, str, str] | None:
        """Return form, column and unit of a printed figure; None for one of no form, or of a form that other pages do not show."""
        figure, _, unit = cell.partition("@")
        form, colon, column = figure.rpartition(":")
        shown = _OF_SET not in str(self.kind.value()) and form in {one.code for one in all_forms()}
        return (form, column, unit) if colon and shown else None

    def _size_it(self) -> None:
        self._right.setFixedWidth(look().px(_RIGHT) if not look().one_column else look().px(280))


def _kinds(forms: Iterable[str], others: Iterable[tuple[str, str, str]] = ()) -> list[Option]:
    """Offer the written reports, each form by itself, and those of circulars that are not in use."""
    options = [Option(f"bieu:{code}", t("report.kind_form", form=code)) for code in dict.fromkeys(forms)]
    older = [
        Option(f"bieu:{code}{_OF_SET}{form_set}", t("report.kind_form_of", form=code, basis=basis)) for code, form_set, basis in others
    ]  # fmt: skip
    return [*(Option(kind, short) for kind, short in reports.WRITTEN.items()), *options, *older]
