"""A period's tables for many communes, and the paper that the district prints of them."""

import hashlib
from collections.abc import Sequence

import msgspec
import pytest

from desktop import registers
from desktop.actions import figures
from desktop.forms import Form
from desktop.law.period_calendar import parse_code
from desktop.office import Office
from desktop.reporting.below import marks_below
from desktop.reporting.closing import forms_at
from desktop.reporting.figures import figures_of
from desktop.reporting.periods import period_of
from desktop.reports.document import Document, Header, Paragraph, Signature, spans
from desktop.reports.form_tables import appendix
from desktop.reports.pdf import render_pdf
from tests.bench import bare_cubes, hubs, offices
from tests.bench.bare import pdf_table
from tests.bench.conftest import EACH_BOOK
from tests.bench.ratios import compare


def _bare(office: Office, units: list[str]) -> None:
    with office.store.read() as connection:
        bare_cubes.run(connection, units)


def asked_for() -> list[Form]:
    return [form for form, _ in forms_at(parse_code(offices.PERIOD).to_date)]


def every_form(office: Office, units: list[str], forms: Sequence[Form] = ()) -> None:
    """Count forms of the quarter for these units, as a close or a district's page does."""
    with office.reading() as connection:
        span = period_of(office, connection, offices.PERIOD, office.identity.unit).span
        found, asked = figures_of(office, connection, span, units), forms or asked_for()
        found.ask(asked)
        for form in asked:
            found.cells(form)


@pytest.mark.parametrize("number", [14, 106])
def bench_every_form_of_a_period(benchmark, full, number):
    units = hubs.communes()[:number]
    compare(
        benchmark, f"every form of a quarter, {number} communes × {EACH_BOOK} / the bare aggregates",
        lambda: every_form(full, units), lambda: _bare(full, units), target="<= 2", rounds=5,
    )  # fmt: skip


def bench_every_form_grows_with_the_communes(benchmark, full):
    communes = hubs.communes()
    compare(
        benchmark, "every form of a quarter, 106 communes / 14 of them", lambda: every_form(full, communes),
        lambda: every_form(full, communes[:14]), target="<= 7.6", rounds=5,
    )  # fmt: skip


@pytest.mark.parametrize("form", asked_for(), ids=lambda form: form.code)
def bench_one_form(benchmark, full, form):
    """A form that takes more than its part of the whole is to be looked at."""
    units = hubs.communes()
    compare(
        benchmark, f"{form.code}, 106 communes / every form", lambda: every_form(full, units, [form]), lambda: every_form(full, units),
        target="<= 0.5", rounds=3,
    )  # fmt: skip


def _bare_digest(office: Office, units: list[str]) -> None:
    """Read what the units wrote in the year and hash it, book by book."""
    marks = ", ".join("?" * len(units))
    with office.store.read() as connection:
        for one in registers.ALL.values():
            if one.dated_by and not one.system:
                names = ", ".join(f'"{field.name}"' for field in one.fields if not field.auto)
                when = f"_date BETWEEN '{bare_cubes.FIRST}' AND '{bare_cubes.LAST}' AND _deleted = 0 AND _status != 'nhap'"
                rows = connection.execute(f"SELECT _unit, _id, {names} FROM r_{one.code} WHERE {when} AND _unit IN ({marks})", units)
                hashlib.sha256(msgspec.json.encode(rows.fetchall()))


@pytest.mark.parametrize("number", [14, 106])
def bench_who_changed_below(benchmark, full, monkeypatch, number):
    """The marks that a consolidated paper is held against, where no unit below has closed."""
    units = hubs.communes()[:number]
    monkeypatch.setattr(type(full.directory), "below", lambda directory, *_: [directory.unit(key) for key in units])
    with full.reading() as connection:
        period = period_of(full, connection, offices.PERIOD, full.identity.unit)

    def marks() -> None:
        with full.reading() as connection:
            marks_below(full, connection, period)

    compare(
        benchmark, f"what a paper stands on, {number} communes that have not closed / the bare columns hashed", marks,
        lambda: _bare_digest(full, units), target="<= 3", rounds=5,
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
