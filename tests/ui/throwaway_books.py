"""What a register gets that is nothing but one file: asked in a copy of the project that has it (see `tests/test_one_file.py`)."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop import registers
from desktop.actions import figures, lookup, packages, periods, records
from desktop.actions.table_export import export_table
from desktop.actions.table_import import import_table
from desktop.errors import Problem
from tests.desktop.sheets.sheet import cells
from tests.office import open_desk
from tests.ui.clerk import clerk_at
from tests.ui.offices import COMMUNE, PERIOD
from tests.ui.typing import type_text

CODE = "ferry_trip"
SAID = {
    "boat": "Thuyền Nậm Na", "story": "Nước to,\nđi chậm", "people": 12, "women": 5, "river_m": "1234.5", "sailed_on": "2024-02-05",
    "is_night": False, "weather": "mua", "carried": ["nguoi", "hang"],
}  # fmt: skip


@pytest.fixture
def trip(world) -> str:
    village = lookup.listing(world.commune, "village", lookup.Ask()).records[0].id
    values = {**SAID, "village_id": village, "stops": [village], "pilot": "Lò Văn Lái"}
    return records.add(world.commune, CODE, [(values, None)]).ids[0]


def test_it_has_a_table_whose_rules_and_computed_fields_hold(world, trip):
    (found,) = lookup.listing(world.commune, CODE, lookup.Ask(search="nuoc to")).records
    assert (found.id, found.book_no, found.event_date, found.values["men"]) == (trip, "1", "2024-02-05", 7)
    with pytest.raises(Problem, match="Số khách nữ"):
        records.edit(world.commune, CODE, trip, {"women": 13})


def test_it_has_a_form_and_a_list(world, qtbot, trip):
    with clerk_at(world.commune, qtbot) as clerk:
        clerk.go(f"new:{CODE}")
        assert set(clerk.page.form.fields) >= {one.name for one in registers.ALL[CODE].fields if not one.auto}
        for name, typed in (("boat", "Thuyền Sông Đà"), ("people", "3"), ("women", "1"), ("sailed_on", "06/02/2024")):
            clerk.page.form.fields[name].setFocus()
            type_text(QApplication.focusWidget(), typed)
        clerk.press("Ctrl+S")
        assert {one.values["boat"] for one in clerk.all(CODE)} == {"Thuyền Nậm Na", "Thuyền Sông Đà"}
        clerk.go(f"register:{CODE}")
        assert clerk.page.table.rows.rowCount() == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_it_goes_through_excel_and_comes_back_the_same(world, trip, tmp_path, kind):
    empty = open_desk(tmp_path / "empty", COMMUNE)
    for code in ("village", CODE):
        export_table(world.commune, code, tmp_path / f"{code}.{kind}")
        assert import_table(empty.office, code, tmp_path / f"{code}.{kind}").failed == []
    assert lookup.show(empty.office, CODE, trip).values == lookup.show(world.commune, CODE, trip).values
    titles, names, row = cells(tmp_path / f"{CODE}.{kind}")
    assert dict(zip(names, titles, strict=True))["river_m"] == "Bề rộng sông"
    assert dict(zip(names, row, strict=True))["weather"] == "Mưa"
    empty.office.close()


def test_it_is_counted_and_goes_up_without_its_names(world, trip):
    def figure(office) -> list[object]:
        return [row["cells"] for row in figures.form(office, "DV-99", PERIOD, "03448")["rows"]]

    assert figure(world.commune) == [{"1": 1, "2": 12}]
    periods.nothing_happened(world.commune, PERIOD, all_empty=True)
    periods.close_period(world.commune, PERIOD)
    packages.receive(world.district, [packages.export(world.commune, world.stick).written[0].file])
    above = lookup.show(world.district, CODE, trip)
    assert (above.values["people"], above.values["pilot"]) == (12, None)
    assert "pilot" in above.withheld
    assert figure(world.district) == [{"1": 1, "2": 12}]
