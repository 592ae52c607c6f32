"""What the superior says that it lacks stands on the first page, with what to do."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from desktop.actions import today
from tests.ui.clerk import clerk_at
from ui.today.today_cards import sending_card
from ui.widgets.fact_line import FactLine

SAID = "Nơi nhận thiếu đoạn 14–15: xuất gói là đủ"


def test_what_is_lacking_above_stands_on_the_first_page(world, qtbot):
    seen = today.look(world.commune)
    assert seen.waiting is not None
    assert seen.waiting.lacking == ()
    with clerk_at(world.commune, qtbot) as clerk:
        clerk.go("registers")
        before = sending_card(seen, clerk.session).findChildren(FactLine)
        card = sending_card(replace(seen, waiting=replace(seen.waiting, lacking=(SAID,))), clerk.session)
        qtbot.addWidget(card)
        card.resize(420, card.sizeHint().height())
        card.show()
        assert len(card.findChildren(FactLine)) == len(before) + 1
        assert any(SAID in one.text() for one in card.findChildren(QLabel))
