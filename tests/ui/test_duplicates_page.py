"""In the window: what may stand twice is said on the first page, compared side by side, and merged after one question."""

import pytest

from desktop.actions import duplicates, lookup, merging_records, records
from tests.ui.house import in_house
from ui.banner import Banner
from ui.dialogs import QuestionDialog
from ui.entries.duplicates_page import DuplicatesPage
from ui.today.today_page import TodayPage


@pytest.fixture
def villages(world):
    """Two of one name, and a place in the second."""
    office = world.commune
    ids = records.add(office, "village", [({"name": "Bản Ghi Hai Lần", "type": "ban"}, None)] * 2).ids
    place = records.add(office, "place", [({"name": "Nhà họp Hai Lần", "kind": "khac", "village_id": ids[1]}, None)]).ids[0]
    return office, ids, place


def page_of(commune):
    commune.main.go("duplicates")
    commune.settle()
    assert isinstance(commune.page, DuplicatesPage)
    return commune.page


def gone(office, ids):
    return [lookup.show(office, "village", one).deleted for one in ids]


def test_the_first_page_tells_and_one_of_two_is_kept_after_a_question(villages, qtbot):
    office, ids, place = villages
    with in_house(office.paths.home, qtbot, office) as commune:
        assert isinstance(commune.page, TodayPage)
        warned = [one.what.text() for one in commune.page.findChildren(Banner)]
        assert "2 bản ghi có thể trùng nhau" in warned
        page = page_of(commune)
        assert page.table.rows.rowCount() == 1
        commune.check_texts()
        commune.press("F4")
        commune.settle()
        commune.check_texts()
        assert gone(office, ids) == [False, False]
        commune.window.findChildren(QuestionDialog)[0].act.click()
        commune.settle()
        kept = gone(office, ids).index(False)
        assert sorted(gone(office, ids)) == [False, True]
        assert lookup.show(office, "place", place).values["village_id"] == ids[kept]
        assert page.banner is not None
        assert not page.none.isHidden()
        commune.check_texts()


def test_both_struck_out_one_comes_back_with_one_key(villages, qtbot):
    office, ids, _ = villages
    merging_records.merge(office, "village", ids[0], ids[1])
    with records.saving(office) as saver:
        saver.mark(records.to_write(office, "village"), ids[0], deleted=True, into=ids[1])
    with in_house(office.paths.home, qtbot, office) as commune:
        page = page_of(commune)
        assert [one.why for one in duplicates.listing(office)] == ["cung_gach"]
        commune.check_texts()
        commune.press("F6")
        commune.settle()
        assert sorted(gone(office, ids)) == [False, True]
        assert page.banner is not None


def test_with_nothing_twice_the_page_says_so(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as commune:
        page = page_of(commune)
        assert page.table.isHidden()
        assert not page.none.isHidden()
        commune.check_texts()
