"""Four laptops and a drawer full of sticks, without a command line in between: for histories too long to type.

A district, a commune with two laptops and its neighbour write, exchange and lose packages. Every written value is
remembered, so that at the end it can be asked where each one went.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.actions import conflicts, entry_form, lookup, packages, people, records, status, visits
from desktop.actions.entry_form import Opened
from desktop.clock import Clock
from desktop.entries.record import Record
from desktop.office import Office
from desktop.paths import Paths
from tests.worlds import COMMUNE, DISTRICT, NEIGHBOUR, NOW, PASSWORD, World

REGISTER, VISIT = "village", "reception_visit"
LAPTOPS = (DISTRICT, COMMUNE, "second", NEIGHBOUR)


@dataclass(frozen=True)
class Write:
    """A value that a person typed: the op that carries it."""

    record: str
    field: str
    value: Any
    op: str


@dataclass(frozen=True)
class Parcel:
    """A package in the drawer."""

    file: Path
    kind: str
    to: str


@dataclass
class Simulator:
    """The laptops, opened; the drawer; and what was written on each unit's laptops."""

    folder: Path
    offices: dict[str, Office] = field(default_factory=dict)
    drawer: list[Parcel] = field(default_factory=list)
    writes: dict[str, list[Write]] = field(default_factory=dict)
    forms: dict[str, Opened] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    """What was written of the person and the matter of each visit, by visit."""
    secret: set[str] = field(default_factory=set)
    _sticks: int = 0

    @classmethod
    def of(cls, world: World, folder: Path) -> "Simulator":
        """Open a fresh copy of an enrolled world."""
        made = cls(folder)
        for name in LAPTOPS:
            shutil.copytree(world.laptops[name].home, folder / name)
            made.offices[name] = people.sign_in(Paths(folder / name), Clock.from_text(NOW), None, lambda: PASSWORD)
        return made

    def close(self) -> None:
        for office in self.offices.values():
            office.close()

    def unit(self, laptop: str) -> str:
        return self.offices[laptop].identity.unit

    def records_of(self, laptop: str) -> list[str]:
        """Return the unit's own records that this laptop holds, struck-out ones too."""
        found = lookup.listing(self.offices[laptop], REGISTER, lookup.Ask(deleted=True)).records
        return [one.id for one in found if one.unit == self.unit(laptop)]

    def add(self, laptop: str, **values: Any) -> None:
        record = records.add(self.offices[laptop], REGISTER, [(values, None)]).ids[0]
        op = lookup.history(self.offices[laptop], REGISTER, record)[-1].op
        self._remember(laptop, record, op, values)

    def _shown(self, laptop: str, register: str, record: str) -> Record:
        return lookup.show(self.offices[laptop], register, record)

    def open_form(self, laptop: str, record: str) -> None:
        """Open a record in a form and leave it lying there; what is struck out is not typed over."""
        if not self._shown(laptop, REGISTER, record).deleted:
            self.forms[laptop] = entry_form.open_form(self.offices[laptop], REGISTER, record)

    def save_form(self, laptop: str, name: str, value: Any) -> None:
        """Save one changed field of the form that was opened; every other field stays as it is now."""
        opened = self.forms.pop(laptop)
        assert opened.record is not None
        record, before = opened.record.id, self._shown(laptop, REGISTER, opened.record.id)
        entry_form.save(self.offices[laptop], REGISTER, record, {name: value}, opened.heads)
        after = self._shown(laptop, REGISTER, record)
        for other in before.values.keys() - {name}:
            assert after.values[other] == before.values[other], other
        assert set(after.conflicts) - {name, "deleted"} <= set(before.conflicts)
        op = lookup.history(self.offices[laptop], REGISTER, record)[-1]
        if before.values[name] != value:
            assert (op.values[name], set(op.over)) == (value, set(opened.heads))
            self._remember(laptop, record, op.op, {name: value})

    def receive_person(self, laptop: str) -> None:
        """Write a visit with a name and a matter."""
        office, text = self.offices[laptop], f"Kín{len(self.told):03}"
        matter = {"subject_kind": "khieu_nai", "category": "dat_dai", "is_first": "lan_dau", "people_count": 1, "rep_count": 1}
        person = {"citizen_name": text, "citizen_address": text, "content": text, "in_competence": True, "handling": "thu_ly"}
        saved = visits.save(office, None, {"session_id": visits.NEW_TODAY, **matter, **person})
        self.told[saved.record.id] = [text]

    def visits_of(self, laptop: str) -> list[str]:
        """Return the visits that this laptop holds."""
        found = lookup.listing(self.offices[laptop], VISIT, lookup.Ask()).records
        return [one.id for one in found if one.id in self.told and one.unit == self.unit(laptop)]

    def tell_more(self, laptop: str, record: str, *, draft: bool) -> None:
        """Write more of the matter into a visit, or only begin to."""
        if self._shown(laptop, VISIT, record).values["subject_kind"] != "to_cao":
            text = f"{self.told[record][0]}thêm{len(self.told[record])}"
            self.told[record].append(text)
            records.edit(self.offices[laptop], VISIT, record, {"content": text}, draft=draft)

    def make_secret(self, laptop: str, record: str) -> None:
        """Turn a visit into a denunciation."""
        records.edit(self.offices[laptop], VISIT, record, {"subject_kind": "to_cao"})
        self.secret.add(record)

    def require_nothing_told(self) -> None:
        """Of a denunciation no laptop holds a word: not in the book, its history, the search or a draft."""
        for laptop in LAPTOPS:
            office = self.offices[laptop]
            for record in self.secret & set(self.visits_of(laptop)):
                opened = entry_form.open_form(office, VISIT, record)
                kept = f"{opened.values} {opened.draft} {[line.values for line in lookup.history(office, VISIT, record)]}"
                for text in self.told[record]:
                    assert text not in kept, (laptop, text)
                    assert lookup.listing(office, VISIT, lookup.Ask(search=text)).total == 0

    def edit(self, laptop: str, record: str, **values: Any) -> None:
        if self._shown(laptop, REGISTER, record).deleted:
            return
        op = records.edit(self.offices[laptop], REGISTER, record, values).op
        if op:
            self._remember(laptop, record, op, {name: value for name, value in values.items() if self._carries(laptop, record, op, name)})

    def _carries(self, laptop: str, record: str, op: str, name: str) -> bool:
        line = next(one for one in lookup.history(self.offices[laptop], REGISTER, record) if one.op == op)
        return name in line.values

    def strike(self, laptop: str, record: str, *, deleted: bool) -> None:
        change = records.strike_out if deleted else records.restore
        op = change(self.offices[laptop], REGISTER, record).op
        if op:
            self._remember(laptop, record, op, {"deleted": deleted})

    def settle(self, laptop: str) -> None:
        """Take the first rival of every conflict of the own unit."""
        for one in conflicts.listing(self.offices[laptop]):
            if one.unit == self.unit(laptop) and one.register == REGISTER:
                head = one.heads[0]
                op = conflicts.resolve(self.offices[laptop], one.id, take=head.op).op
                assert op
                self._remember(laptop, one.record, op, {one.field: head.value})

    def _remember(self, laptop: str, record: str, op: str, values: dict[str, Any]) -> None:
        self.writes.setdefault(self.unit(laptop), []).extend(Write(record, name, value, op) for name, value in values.items())

    def export(self, laptop: str, kind: Any, *, everything: bool = False) -> list[Parcel]:
        """Put packages into the drawer."""
        self._sticks += 1
        made = packages.export(self.offices[laptop], self.folder / "drawer" / str(self._sticks), kind=kind, everything=everything).written
        found = [Parcel(one.file, one.kind, one.to) for one in made]
        self.drawer += found
        return found

    def deliver(self, laptop: str, parcels: Sequence[Parcel], *, dry_run: bool = False) -> None:
        """Put sticks into a laptop: what is for its unit is taken, the rest refused."""
        before = self.up_hashes(laptop)
        took = packages.receive(self.offices[laptop], [one.file for one in parcels], dry_run=dry_run)
        for parcel, one in zip(parcels, took.packages, strict=True):
            if parcel.to == self.unit(laptop):
                assert one.result != "refused", f"{parcel}: {one.code} {one.message}"
            else:
                assert (one.result, one.code) == ("refused", "misaddressed")
        if dry_run:
            assert self.up_hashes(laptop) == before

    def up_hashes(self, laptop: str) -> dict[str, str]:
        return {unit: found["up"] for unit, found in self._states(laptop).items()}

    def _states(self, laptop: str) -> dict[str, dict[str, str]]:
        states: dict[str, dict[str, str]] = status.status(self.offices[laptop])["states"]
        return states

    def exchange_everything(self) -> None:
        """Carry packages both ways, none lost, until nobody has anything new for anybody."""
        for _ in range(2):
            for giver, taker in ((COMMUNE, "second"), ("second", COMMUNE)):
                self.deliver(taker, self.export(giver, "home", everything=True))
            for giver in (COMMUNE, NEIGHBOUR, "second"):
                self.deliver(DISTRICT, self.export(giver, "up", everything=True))
            for parcel in self.export(DISTRICT, "down", everything=True):
                for taker in (COMMUNE, "second", NEIGHBOUR):
                    if parcel.to == self.unit(taker):
                        self.deliver(taker, [parcel])

    def require_agreement(self) -> None:
        """Every laptop that holds a unit's records shows the same state of them, home values included within the unit."""
        for unit in (COMMUNE, NEIGHBOUR):
            hashes = {name: found[unit] for name in LAPTOPS if unit in (found := self.up_hashes(name))}
            if hashes:
                assert len(set(hashes.values())) == 1, (unit, hashes)
        first, second = (self._states(name)[COMMUNE]["home"] for name in (COMMUNE, "second"))
        assert first == second

    def require_nothing_lost(self) -> None:
        """Each value that somebody typed is shown, or was replaced by an op that names it, or stands in an open conflict."""
        for laptop in (COMMUNE, NEIGHBOUR):
            office = self.offices[laptop]
            rivals = {one.id: {head.op for head in one.heads} for one in conflicts.listing(office)}
            shown = {one.id: one for one in lookup.listing(office, REGISTER, lookup.Ask(deleted=True)).records}
            for one in self.writes.get(self.unit(laptop), []):
                lines = [line for line in lookup.history(office, REGISTER, one.record) if one.field in line.values]
                assert one.op in {line.op for line in lines}, f"gone from the log: {one}"
                assert next(line for line in lines if line.op == one.op).values[one.field] == one.value
                if any(one.op in line.over for line in lines):
                    continue
                if one.op in rivals.get(f"{one.record}.{one.field}", ()):
                    continue
                record = shown[one.record]
                assert (record.deleted if one.field == "deleted" else record.values[one.field]) == one.value, one
