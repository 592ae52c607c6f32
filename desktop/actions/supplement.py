"""What a report says of periods before it, and of an earlier report of its own: the annex of what came late, what it replaces.

Law: a report that is issued again has a new version and says which one it replaces (dossier §7.3, rule 7).
"""

from dataclasses import replace
from typing import Final

from db.query import Is, Query, Reader
from desktop.language.dates import paper_date
from desktop.office import Office
from desktop.reporting.late import before_it, before_it_below
from desktop.reporting.periods import Standing
from desktop.reports.document import Document, Note, spans
from desktop.reports.late_appendix import late_appendices, late_below_appendices

_ANNEXED: Final = "dvcq"


def supplemented(office: Office, standing: Standing, kind: str, document: Document, *, whole: bool) -> Document:
    """Return a report with the annex "bổ sung kỳ trước", and, closed again, with the report that it replaces.

    `whole`: it is of all units below, whose own supplements stand in an annex beside.
    """
    with office.reading() as connection:
        came = before_it(office, connection, standing) if kind == _ANNEXED else None
        below = before_it_below(office, connection, standing) if kind == _ANNEXED and whole else ()
        said = _replaces(office.reader(connection), standing, kind, document) if standing.is_frozen and standing.version > 1 else ""
    body = (Note(spans(said)), *document.body) if said else document.body
    named = [(office.directory.unit(one.of.unit).title, one) for one in below]
    return replace(document, body=body, appendices=(*document.appendices, *late_appendices(came), *late_below_appendices(named)))


def _replaces(reader: Reader, standing: Standing, kind: str, document: Document) -> str:
    """Name the report that was issued before by its number, where the book of reports has it, else by its closing."""
    where = (
        Is("period_id", "=", standing.code),
        Is("report_kind", "=", kind),
        Is("doc_no", "filled"),
        Is("version", "<", standing.version),
    )
    issued = max(reader.rows(Query("report_issue", where, units=(standing.unit,))), key=lambda row: int(str(row["version"])), default=None)
    this = f"{document.kind[:1].upper()}{document.kind[1:].lower()} này thay thế"
    if issued is None:
        return f"{this} báo cáo {standing.period.label} đã chốt lần {standing.version - 1}."
    day = f" ngày {paper_date(str(issued['signed_on']))}" if issued["signed_on"] else ""
    return f"{this} Báo cáo số {issued['doc_no']}{day}."
