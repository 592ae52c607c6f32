"""Say once, before a form is first printed or saved, which of its columns nobody has held against the official paper.

Law: asked once for each unit and form on this machine; the note stands below the printed form every time.
"""

from collections.abc import Callable

from desktop.actions.reports import Report
from desktop.language.texts import t
from desktop.settings import Settings, change
from ui.dialogs import Question, ask
from ui.page import Page
from ui.session import Session

_MOST = 400


def when_told(page: Page, session: Session, report: Report, unit: str, go: Callable[[], object]) -> None:
    """Go on at once, or after somebody has read what is not verified of the report's forms."""
    file = session.office.paths.settings
    told = Settings.load(file)["forms_told"]
    new = {form: said for form, said in report.doubts.items() if f"{unit} {form}" not in told}
    if not new:
        go()
        return

    def read() -> None:
        change(file, forms_told=[*told, *(f"{unit} {form}" for form in new)][-_MOST:])
        go()

    names = ", ".join(form.rpartition(" ")[2] for form in new)
    body = "\n".join(dict.fromkeys(text for said in new.values() for text in said))
    ask(
        page,
        Question(t("report.doubts", forms=names), body, t("report.doubts_act"), t("report.doubts_safe"), t("report.doubts_note")),
        read,
    )
