"""A period's tables for many communes, and the paper that the district prints of them."""

import pytest

from desktop.actions import figures
from desktop.law.period_calendar import parse_code
from desktop.office import Office
from desktop.reporting.closing import forms_at
from desktop.reporting.figures import figures_of
from desktop.reporting.periods import period_of
from desktop.reports.document import Document, Header, Paragraph, Signature, spans
from desktop.reports.form_tables import appendix
from desktop.reports.forms import Form
from desktop.reports.pdf import render_pdf
from tests.bench import hubs, offices
from tests.bench.bare import pdf_table
from tests.bench.ratios import compare

_BARE = (
    "SELECT v._unit, s.kind, s.actor, v.is_first, count(*), sum(v.people_count) FROM r_reception_visit v "
    "JOIN r_reception_session s ON s._unit = v._unit AND s._id = v.session_id "
    "WHERE v._date BETWEEN ? AND ? AND v._deleted = 0 AND v._unit IN ({}) GROUP BY 1, 2, 3, 4",
    "SELECT v._unit, v.group_type, count(*), sum(v.people_count) FROM r_reception_visit v "
    "WHERE v._date BETWEEN ? AND ? AND v._deleted = 0 AND v._unit IN ({}) GROUP BY 1, 2",
    "SELECT _unit, kind, actor, held, count(*) FROM r_reception_session WHERE _date BETWEEN ? AND ? AND _deleted = 0 "
    "AND _unit IN ({}) GROUP BY 1, 2, 3, 4",
)


def _bare(office: Office, units: list[str]) -> None:
    with office.store.read() as connection:
        marks = ", ".join("?" * len(units))
        for sql in _BARE:
            connection.execute(sql.format(marks), ("2023-12-15", "2024-03-14", *units)).fetchall()


def asked_for() -> list[Form]:
    return [form for form, _ in forms_at(parse_code(offices.PERIOD).to_date)]


@pytest.mark.parametrize("number", [14, 106])
def bench_every_form_of_a_period(benchmark, large, number):
    units = hubs.communes()[:number]

    def forms() -> None:
        with large.reading() as connection:
            span = period_of(large, connection, offices.PERIOD, large.identity.unit).span
            found = figures_of(large, connection, span, units)
            found.ask(asked_for())
            for form, _ in forms_at(span.to_date):
                found.cells(form)

    compare(
        benchmark, f"every form of a quarter, {number} communes / the bare aggregates",
        forms, lambda: _bare(large, units), target="<= 2", rounds=5,
    )  # fmt: skip


def bench_the_districts_own_forms(benchmark, large):
    units = [one for one in hubs.communes() if one in {"2024:03433", "2024:03436", "2024:03448"}]
    compare(
        benchmark, "every form as the district asks for it, 14 rows / the bare aggregates of 3",
        lambda: figures.forms(large, [form.code for form in asked_for()], offices.PERIOD), lambda: _bare(large, units),
        target="<= 2", rounds=5,
    )  # fmt: skip


def bench_consolidated_paper(benchmark, large, fresh):
    answers = figures.forms(large, [form.code for form in asked_for()], offices.PERIOD)
    document = Document(
        Header(("Ủy ban nhân dân", "huyện Mường Tè"), "BC-UBND", "Mường Tè", 2024, named="Ủy ban nhân dân huyện Mường Tè"),
        "Báo cáo", "Kết quả quý I/2024", (Paragraph(spans("Số liệu kèm theo.")),),
        Signature(("TM. Ủy ban nhân dân",), "Chủ tịch", "Lò Thị Ún"), appendices=tuple(appendix(one) for one in answers), draft=True,
    )  # fmt: skip
    tables = [
        [[row["name"], *("" if value is None else str(value) for value in row["cells"].values())] for row in answer["rows"]]
        for answer in answers
    ]
    compare(
        benchmark, "consolidated paper with every form / bare tables of the same cells",
        lambda: render_pdf(document), lambda file: [pdf_table(cells, file) for cells in tables],
        target="<= 2", rounds=9, prepare_limit=lambda: (fresh("bare.pdf"),),
    )  # fmt: skip
