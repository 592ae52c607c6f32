"""Writing in the whole window: eight presses from the first page, and typing that outlives the window."""

from desktop.actions import lookup
from desktop.actions.lookup import Ask
from desktop.clock import Clock
from desktop.office import Office
from desktop.paths import Paths
from tests.ui.house import NOW, in_house
from tests.ui.offices import ROLES
from ui.special.reception_visit_form import VisitPage


def ready(house) -> VisitPage:
    house.until(lambda: isinstance(house.page, VisitPage) and house.page.loaded and house.page.chain.fields[1].editor.hasFocus())
    page = house.page
    assert isinstance(page, VisitPage)
    return page


def test_a_visit_is_written_from_the_first_page_in_eight_presses(world, qtbot):
    with in_house(world.commune.paths.home, qtbot, world.commune) as house:
        before = lookup.listing(world.commune, "reception_visit", Ask()).total
        house.press("Ctrl+N")
        ready(house)
        house.press("3", "2")
        house.type("Phùng Xì Và")
        house.press("Enter")
        house.type("seo")
        house.press("Enter")
        house.type("Đề nghị xem lại ranh giới nương.")
        house.press("Enter", "1", "Ctrl+Enter")
        assert house.presses == 8
        assert lookup.listing(world.commune, "reception_visit", Ask()).total == before + 1
        assert house.main.place == "new:reception_visit"


def test_what_is_typed_outlives_the_window(world, qtbot):
    home, key = world.commune.paths.home, world.commune.key
    with in_house(home, qtbot, world.commune) as house:
        house.press("Ctrl+N")
        ready(house)
        house.press("3", "2")
        house.type("Giàng Thị Mỷ")
        house.window.close()
    office = Office.open_store(Paths(home), key, Clock.from_text(NOW))
    office.user = type(world.commune.user)("Lò Thị Ún", frozenset(ROLES))
    drafts = [one for one in lookup.listing(office, "reception_visit", Ask()).records if one.status == "nhap"]
    office.close()
    assert [one.values["citizen_name"] for one in drafts] == ["Giàng Thị Mỷ"]
