"""All forms of the oracle by name and set, and how their cells and totals come of figures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tests.oracle import letters, own_forms, plan, settled
from tests.oracle.book import Book, Count, Figures, Share, Span, Total, Value, added, number, ratio, shown

OLD, NEW = "TT02_2021", "TT01_2024"
Make = Callable[[Book, Span], Figures]
FORMS: Final[Mapping[tuple[str, str | None], Make]] = {
    ("DV-01", None): plan.dv_01, ("DV-02", None): own_forms.dv_02, ("DV-03", None): own_forms.dv_03, ("DV-04", None): own_forms.dv_04,
    ("DV-05", None): own_forms.dv_05, ("DV-06", None): own_forms.dv_06, ("DV-07", None): own_forms.dv_07,
    ("DV-08", None): own_forms.dv_08, ("DV-09", None): own_forms.dv_09, ("DV-10", None): own_forms.dv_10,
    ("DV-11", None): own_forms.dv_11, ("DV-12", None): own_forms.dv_12, ("DV-13", None): own_forms.dv_13,
    ("DV-14", None): own_forms.dv_14, ("DV-15", None): plan.dv_15,
    ("01/TCD", OLD): own_forms.form_01_tcd, ("01/TCD", NEW): own_forms.form_01_tcd, ("02/TCD", OLD): settled.form_02_tcd,
    ("01/XLD", OLD): letters.form_01_xld_2021, ("01/XLD", NEW): letters.form_01_xld,
    ("02/XLD", OLD): letters.form_02_xld_2021, ("02/XLD", NEW): letters.form_02_xld,
    ("03/XLD", OLD): letters.form_03_xld_2021, ("03/XLD", NEW): letters.form_03_xld,
    ("04/XLD", OLD): letters.form_04_xld_2021, ("04/XLD", NEW): letters.form_04_xld,
    ("01/KQGQ", OLD): settled.form_01_kqgq, ("01/KQGQ", NEW): settled.form_01_kqgq,
    ("02/KQGQ", OLD): settled.form_02_kqgq, ("02/KQGQ", NEW): settled.form_02_kqgq,
    ("03/KQGQ", OLD): settled.form_03_kqgq, ("04/KQGQ", OLD): settled.form_04_kqgq,
}  # fmt: skip
Cells = dict[str, Value]


def cells(book: Book, span: Span, name: str, form_set: str | None) -> Cells:
    """Return every cell of a form of one unit."""
    figures = FORMS[name, form_set](book, span)
    # Another circular means other things by the same number, but where both have the same table.
    used = name if form_set is None or FORMS.get((name, NEW)) is FORMS[name, form_set] else ""
    found: Cells = {code: _counted(book, span, (used, code), one) for code, one in figures.items() if not isinstance(one, Total | Share)}

    def other(code: str) -> Value:
        form, colon, column = code.rpartition(":")
        return cells(book, span, form, NEW)[column] if colon else found[column]

    found |= {code: added([other(part) for part in one.codes]) for code, one in figures.items() if isinstance(one, Total)}
    found |= {code: _share(found, one) for code, one in figures.items() if isinstance(one, Share)}
    return found


def _counted(book: Book, span: Span, where: tuple[str, str], figure: object) -> Value:
    """A number, 0, or nothing where no book speaks; and what the paper book held before the program came."""
    value: Value = None
    if isinstance(figure, Count) and (figure.amount or figure.certain or any(book.speaks(one, span) for one in figure.books)):
        value = shown(figure.amount) if figure.decimal else int(figure.amount)
    held = [
        _whole(row["value"]) for row in book.rows.get("opening_figure", ()) if (row["form"], row["column"]) == where and _is_of(row, span)
    ]
    return added([value, *held]) if held else value


def _is_of(row: Mapping[str, str], span: Span) -> bool:
    """What happened within the period, or was brought over into it on its first day."""
    if row["kind"] == "chuyen_sang":
        return row["date_from"] == span.first
    return span.first <= row["date_from"] <= row["date_to"] <= span.last


def _whole(text: str) -> Value:
    return int(text) if text.lstrip("-").isdigit() else text


def _share(found: Mapping[str, Value], one: Share) -> Value:
    parts = [found[one.part], *(found[code] for code in one.whole)]
    return None if all(value is None for value in parts) else ratio(number(parts[0]), sum(map(number, parts[1:])))


def total(book_cells: Sequence[Cells], name: str, form_set: str | None, blank: Book, span: Span) -> Cells:
    """Add up units; ratios are worked out again from the sums."""
    shares = {code: one for code, one in FORMS[name, form_set](blank, span).items() if isinstance(one, Share)}
    found = {code: added([one[code] for one in book_cells]) for code in book_cells[0] if code not in shares}
    return found | {code: _share(found, one) for code, one in shares.items()}
