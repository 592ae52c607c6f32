"""Random histories of four laptops: whatever is lost, doubled or shuffled, all agree in the end and nothing typed is lost.

`pytest --hypothesis-profile long tests/journeys/test_random_histories.py` goes on for hours.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.simulator import LAPTOPS, Simulator
from tests.worlds import COMMUNE, NEIGHBOUR, World

WRITERS = st.sampled_from((COMMUNE, COMMUNE, "second", "second", NEIGHBOUR))
NAMES = st.sampled_from(("Bản Nậm Ngà", "Bản Pa Tết", "Bản Đường Mới"))
COUNTS = st.integers(1, 4)
KINDS = st.sampled_from((("up", COMMUNE), ("up", "second"), ("up", NEIGHBOUR), ("home", COMMUNE), ("home", "second"), ("down", "107")))
ENOUGH_TO_RUN_FOR_HOURS = 1000


class Histories(RuleBasedStateMachine):
    """People write, carry, forget and lose."""

    enrolled: World

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="histories-"))
        self.world = Simulator.of(self.enrolled, self.folder)
        self.world.add(COMMUNE, name="Bản Đầu", type="ban", households=1, note="ghi chú")
        self.world.deliver("second", self.world.export(COMMUNE, "home"))

    @rule(who=WRITERS, name=NAMES, households=COUNTS)
    def add(self, who: str, name: str, households: int) -> None:
        self.world.add(who, name=name, type="ban", households=households)

    @rule(who=WRITERS, which=st.integers(0, 5), households=COUNTS)
    def count(self, who: str, which: int, households: int) -> None:
        self._edit(who, which, households=households)

    @rule(who=WRITERS, which=st.integers(0, 5), name=NAMES, note=st.sampled_from(("a", "b")))
    def rename(self, who: str, which: int, name: str, note: str) -> None:
        self._edit(who, which, name=name, note=note)

    @rule(who=WRITERS, which=st.integers(0, 5), deleted=st.booleans())
    def strike(self, who: str, which: int, deleted: bool) -> None:
        if known := self.world.records_of(who):
            self.world.strike(who, known[which % len(known)], deleted=deleted)

    @rule(who=WRITERS, which=st.integers(0, 5))
    def open_form(self, who: str, which: int) -> None:
        """A form lies open while others write and sticks come."""
        if known := self.world.records_of(who):
            self.world.open_form(who, known[which % len(known)])

    @precondition(lambda self: self.world.forms)
    @rule(change=st.sampled_from((("households", 7), ("households", 8), ("name", "Bản Mở Lâu"), ("note", "c"))), which=st.integers(0, 3))
    def save_form(self, change: tuple[str, Any], which: int) -> None:
        opened = sorted(self.world.forms)
        self.world.save_form(opened[which % len(opened)], *change)

    @rule(who=WRITERS)
    def receive_person(self, who: str) -> None:
        self.world.receive_person(who)

    @rule(who=WRITERS, which=st.integers(0, 5), draft=st.booleans())
    def tell_more(self, who: str, which: int, draft: bool) -> None:
        if known := self.world.visits_of(who):
            self.world.tell_more(who, known[which % len(known)], draft=draft)

    @rule(who=WRITERS, which=st.integers(0, 5))
    def make_secret(self, who: str, which: int) -> None:
        if known := self.world.visits_of(who):
            self.world.make_secret(who, known[which % len(known)])

    @rule(who=WRITERS)
    def settle(self, who: str) -> None:
        self.world.settle(who)

    def _edit(self, who: str, which: int, **values: Any) -> None:
        if known := self.world.records_of(who):
            self.world.edit(who, known[which % len(known)], **values)

    @rule(made=KINDS, everything=st.booleans())
    def export(self, made: tuple[str, str], everything: bool) -> None:
        kind, who = made
        self.world.export(who, kind, everything=everything)

    @precondition(lambda self: self.world.drawer)
    @rule(who=st.sampled_from(LAPTOPS), data=st.data(), dry_run=st.booleans())
    def deliver(self, who: str, data: st.DataObject, dry_run: bool) -> None:
        """Any stick into any laptop, in any order, again and again."""
        chosen = data.draw(st.lists(st.sampled_from(range(len(self.world.drawer))), min_size=1, max_size=4))
        self.world.deliver(who, [self.world.drawer[place] for place in chosen], dry_run=dry_run)

    @precondition(lambda self: self.world.drawer)
    @rule(which=st.integers(0, 30))
    def lose(self, which: int) -> None:
        self.world.drawer.pop(which % len(self.world.drawer))

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.exchange_everything()
            self.world.require_agreement()
            self.world.require_nothing_lost()
            self.world.require_nothing_told()
        finally:
            self.world.close()
            shutil.rmtree(self.folder)


@pytest.mark.timeout(0)
def test_whatever_happens_to_sticks_all_laptops_agree_and_nothing_typed_is_lost(enrolled: World) -> None:
    class Here(Histories):
        pass

    Here.enrolled = enrolled
    asked = settings()
    quick = settings(asked, max_examples=15, stateful_step_count=30)
    run_state_machine_as_test(Here, settings=asked if asked.max_examples >= ENOUGH_TO_RUN_FOR_HOURS else quick)
