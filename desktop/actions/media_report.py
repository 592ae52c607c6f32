"""Báo cáo kết quả thông tin, tuyên truyền: what newspapers, stations, a commune or a whole district published in a period.

The 2024 plan, IV.4: Sở Thông tin và Truyền thông, Cổng, Báo, Đài report it regularly to Sở Nội vụ.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from db.query import Is, Query
from desktop import registers, units
from desktop.actions import figures
from desktop.actions.issuing import addressees_of, header_of, issuer_of, proof_of
from desktop.language.dates import paper_date
from desktop.measures.model import Ground
from desktop.office import Office
from desktop.reporting.consolidation import over_units
from desktop.reporting.periods import Standing
from desktop.reports.document import Document, Signature, spans
from desktop.reports.form_tables import appendix
from desktop.reports.media_sections import FORM, Coverage, media_body
from desktop.units import Unit

KIND: Final = "truyen_thong"
MEDIA: Final = "media_item"
_SORTED: Final = (("genre", "Theo thể loại"), ("topic", "Theo nội dung"), ("language", "Theo tiếng"))
_PRAISE: Final = "guong"
_MOST: Final = 12
Counts = Mapping[str, Mapping[str, int]]


def media_document(office: Office, standing: Standing, unit: str | None, signature: Signature) -> Document:
    """Return the report of one unit, or on an upper desk of all that have reported."""
    own, period = office.directory.unit(standing.unit), standing.period
    answer = figures.form(office, FORM, standing.code, unit)
    what = "thông tin, tuyên truyền về công tác dân vận chính quyền, Luật Thực hiện dân chủ ở cơ sở"
    opening = (
        f"Thực hiện Kế hoạch của UBND tỉnh Lai Châu về triển khai, thực hiện công tác dân vận chính quyền năm {period.span.to_date.year}; "
        f"{issuer_of(office, own)} báo cáo kết quả {what} {period.label} "
        f"(từ ngày {paper_date(period.first)} đến ngày {paper_date(period.last)}), như sau:"
    )
    told = _coverage(office, standing.code, answer)
    return Document(
        header_of(office, own, period.span.to_date.year), "Báo cáo", f"Kết quả {what} {period.label}", media_body(told, opening), signature,
        _readers(own), spans(f"Trên đây là báo cáo kết quả {what} {period.label} của {issuer_of(office, own)}"),
        ("Như trên", "Lưu: VT"), (appendix(answer),), draft=not standing.is_frozen, proof=proof_of(standing),
    )  # fmt: skip


def _readers(own: Unit) -> tuple[str, ...]:
    """An agency's report goes to the home affairs office that puts all of them together; a place's to the Committee above it."""
    if not own.is_agency:
        return addressees_of(own)
    above = units.unit(own.parent or "")
    return (f"{'Sở' if above.level == 'tinh' else 'Phòng'} Nội vụ {above.named}",)


def _coverage(office: Office, code: str, answer: Mapping[str, Any]) -> Coverage:
    """Count the items by what they are, over the records that the form counts: each unit's as it closed them."""
    era = office.identity.era
    scope = [office.directory.find(row["unit"], era).key for row in answer["rows"] if row["reported"] and not row["on_behalf"]]
    with office.reading() as connection:
        found = [one.answer for one in over_units(office, connection, code, scope, _count) if one.answer is not None]
    fields = registers.ALL[MEDIA].by_name
    kinds = [(words, _named(fields[name].options, [one[0].get(name, {}) for one in found])) for name, words in _SORTED]
    praised = [title for _, _, titles in found for title in titles] if answer["total"] is None else []
    more = [f"và {len(praised) - _MOST} tin, bài khác"] if len(praised) > _MOST else []
    return Coverage(answer, kinds, sum(times for _, times, _ in found), [*praised[:_MOST], *more])


def _count(ground: Ground) -> dict[str, tuple[Counts, int, Sequence[str]]]:
    query = ground.of_units(Query(MEDIA, ground.in_period()))
    counts: dict[str, dict[str, dict[str, int]]] = {unit: {} for unit in ground.units}
    for name, _ in _SORTED:
        for (unit, value), number in ground.reader.tally(query, by=("_unit", name)).items():
            if value:
                counts[str(unit)].setdefault(name, {})[str(value)] = int(number)
    times = {str(unit): int(number) for (unit,), number in ground.reader.tally(query, "sum", ("times",)).items()}
    titles: dict[str, list[str]] = {}
    for row in ground.reader.rows(query.also(Is("topic", "=", _PRAISE))):
        titles.setdefault(str(row["_unit"]), []).append(str(row["title"]))
    return {unit: (counts[unit], times.get(unit, 0), titles.get(unit, [])) for unit in ground.units}


def _named(options: Mapping[str, str], found: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return label → number over all units, the largest first."""
    summed = {code: sum(one.get(code, 0) for one in found) for code in options}
    return {options[code]: summed[code] for code in sorted(options, key=lambda code: -summed[code]) if summed[code]}
