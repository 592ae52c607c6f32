"""A register given out and brought into an empty home has the same values there, whatever they are; brought back, nothing changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop import registers
from desktop.actions import lookup, records
from desktop.actions.table_export import columns_of, export_table
from desktop.actions.table_import import import_table
from desktop.entries.record import Record
from desktop.errors import Problem
from desktop.language.old_fonts import in_old_font
from desktop.language.vietnamese import clean, clean_line
from desktop.registers.fields import Field, Kind
from desktop.registers.model import Register
from desktop.sheets.heading import SYSTEM
from tests.desktop.test_every_register import ABOVE
from tests.factory import valid
from tests.office import COMMUNE, DISTRICT, Desk, open_desk

PEOPLES = [one for one in registers.ALL.values() if not one.system]
KINDS = (".xlsx", ".csv")


@dataclass
class Offices:
    """A commune and a district; each book is kept where it belongs."""

    commune: Desk
    district: Desk

    def __getitem__(self, code: str) -> Desk:
        return self.district if code in ABOVE else self.commune


@contextmanager
def opened(folder: Path) -> Iterator[Offices]:
    desks = [open_desk(folder / unit.partition(":")[2], unit, now="2024-04-20T08:00:00") for unit in (COMMUNE, DISTRICT)]
    yield Offices(*desks)
    for desk in desks:
        desk.office.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """Two offices with a record in every book."""
    with opened(tmp_path_factory.mktemp("day")) as offices:
        for register in PEOPLES:
            offices[register.code].add(register.code)
        yield offices


def own(desk: Desk, code: str) -> dict[str, Record]:
    return {one.id: one for one in lookup.listing(desk.office, code, lookup.Ask()).records if one.unit == desk.unit}


def in_order() -> list[Register]:
    """Books before those that refer to them."""
    order: list[Register] = []

    def place(register: Register, above: tuple[str, ...] = ()) -> None:
        if register in order or register.code in above:
            return
        for code in {code for field in register.fields for code in field.to}:
            place(registers.ALL[code], (*above, register.code))
        order.append(register)

    for register in PEOPLES:
        place(register)
    return order


@pytest.mark.parametrize("kind", KINDS)
def test_every_register_is_the_same_in_an_empty_home(filled, tmp_path, kind):
    with opened(tmp_path / "empty") as empty:
        waiting = in_order()
        while waiting:  # two books may refer to each other
            left = []
            for register in waiting:
                file = tmp_path / f"{register.code}{kind}"
                export_table(filled[register.code].office, register.code, file)
                if import_table(empty[register.code].office, register.code, file).failed:
                    left.append(register)
            assert len(left) < len(waiting), [register.code for register in left]
            waiting = left
        for register in PEOPLES:
            there, here = own(filled[register.code], register.code), own(empty[register.code], register.code)
            assert there
            assert {key: one.values for key, one in here.items()} == {key: one.values for key, one in there.items()}, register.code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("register", PEOPLES, ids=lambda one: one.code)
def test_what_was_given_out_and_is_brought_back_changes_nothing(filled, tmp_path, register, kind):
    file, office = tmp_path / f"so{kind}", filled[register.code].office
    written = export_table(office, register.code, file)
    assert written.rows >= 1
    done = import_table(office, register.code, file)
    assert (done.added, done.changed, done.failed, done.strange) == ([], [], [], ())
    assert done.count("same") == written.rows
    assert not list(tmp_path.glob("*loi*"))


@pytest.mark.parametrize("register", PEOPLES, ids=lambda one: one.code)
def test_no_field_is_called_like_a_column_of_the_program(filled, register):
    columns = columns_of(filled[register.code].office, register)
    labels = [SYSTEM[key][0] if key in SYSTEM else register.by_name[key].label for key in columns]
    assert len(set(labels)) == len(labels)
    assert {one.name for one in register.fields if one.kind is not Kind.OBJECT} <= set(columns)


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values that the field takes, the odd ones among them."""
    odd = st.sampled_from(["=1+1", "+84", "-5", "@SUM(A1)", "'=x", "001", "1.234", "có; không, hay", 'nói "được"', "TRUE", "2024-02"])
    said = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=30).filter(
        lambda words: not in_old_font(words)
    )
    match field.kind:
        case Kind.TEXT:
            return (odd | said).map(lambda text: clean_line(text)[: field.max_length].strip())
        case Kind.LONGTEXT:
            return (odd | st.lists(said, max_size=3).map("\n".join)).map(lambda text: clean(text).strip())
        case Kind.COUNT:
            return st.integers(field.minimum or 0, 2**53 - 1)
        case Kind.DECIMAL:
            return st.decimals(0, 10**9, places=3, allow_nan=False).map(lambda number: format(number, "f"))
        case Kind.DATE:
            return st.dates().filter(lambda day: 2000 <= day.year < 2030).map(lambda day: day.isoformat())
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(list(field.options))
        case Kind.CHOICES:
            return st.lists(st.sampled_from(list(field.options)), min_size=1, max_size=4, unique=True)
        case _:
            return st.nothing()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
@given(st.data())
def test_odd_values_come_back_as_they_were(filled, tmp_path_factory, data):
    register = data.draw(st.sampled_from([one for one in PEOPLES if not one.natural_key]), label="register")
    typed = [one for one in register.fields if not one.auto and one.kind not in (Kind.REF, Kind.REFS, Kind.OBJECT)]
    chosen = data.draw(st.lists(st.sampled_from(typed), max_size=4, unique_by=lambda one: one.name), label="fields")
    values = {one.name: data.draw(values_of(one), label=one.name) for one in chosen}
    desk = filled[register.code]
    try:
        made = records.add(desk.office, register.code, [(valid(register.code, desk._refer, **values), None)]).ids[0]
    except Problem:
        assume(False)
    folder, code = tmp_path_factory.mktemp("odd"), register.code
    before = lookup.show(desk.office, code, made).values
    for kind in KINDS:
        export_table(desk.office, code, folder / f"so{kind}")
        done = import_table(desk.office, code, folder / f"so{kind}")
        assert (done.changed, done.failed, done.added) == ([], [], [])
    assert lookup.show(desk.office, code, made).values == before
