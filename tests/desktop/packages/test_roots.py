"""Which roots are believed: along hand-overs forwards and backwards, and nobody by his own word alone."""

import random

import pytest

from desktop.errors import Problem
from desktop.packages import enrolment, facts, package, signing, strict_json
from desktop.packages.enrolment import Grant
from desktop.packages.roots import believed
from desktop.packages.signing import SigningKey, Statement, pae, payload_type, root_id
from desktop.packages.statements import Revocation, RootHandover, RootTaken
from desktop.packages.trust import TrustState
from tests.desktop.packages.stations import AT, COMMUNE, DISTRICT, PROVINCE, Laptop, Province, goi, parent_of


def handover(old, new, listed):
    said = RootHandover(root=root_id(new.public), key=strict_json.b64(new.public), facts=tuple(sorted(one.hash for one in listed)), at=AT)
    return said.signed(old, as_root=True)


def taken(new, old, of):
    return RootTaken(root=root_id(old.public), key=strict_json.b64(old.public), handover=of.hash, at=AT).signed(new, as_root=True)


class Handed(Province):
    """The old root has handed over to a new one, which certified a laptop of its own; `by_root` holds what both signed."""

    def __init__(self):
        super().__init__()
        self.new = SigningKey.generate()
        self.listed = list(self.by_root)
        self.newcomer = Laptop(PROVINCE, "Tỉnh Lai Châu", "tinh")
        self.laptops.append(self.newcomer)
        self.announced = list(enrolment.self_certified(self.newcomer.request, self.new, "Gốc mới", AT))
        self.handed = handover(self.root, self.new, self.listed)
        self.by_root += [*self.announced, self.handed]

    def answer(self, of=None):
        self.by_root.append(taken(self.new, self.root, of or self.handed))

    def seen_by(self, root, chosen=""):
        return TrustState(root.public, self.by_root, self.lines(), parent_of, chosen)


@pytest.fixture
def world():
    return Handed()


def states(trust, *laptops):
    return [trust.standing(one.station).state for one in laptops]


def test_who_followed_the_old_root_follows_the_new_one_too(world):
    trust = world.seen_by(world.root)
    assert states(trust, world.newcomer, world.commune, world.second) == ["active"] * 3
    assert trust.roots.keys.keys() == {root_id(world.root.public), root_id(world.new.public)}


def test_who_follows_the_new_root_believes_the_old_one_only_on_its_word(world):
    assert states(world.seen_by(world.new), world.newcomer, world.commune) == ["active", "waiting"]
    world.answer()
    assert states(world.seen_by(world.new), world.newcomer, world.commune, world.second) == ["active"] * 3


def test_a_strange_root_that_hands_over_to_ours_wins_nothing(world):
    stranger = Province()
    stranger_root = stranger.root
    world.by_root += [*stranger.by_root, handover(stranger_root, world.new, stranger.by_root)]
    world.laptops += stranger.laptops
    for root in (world.root, world.new):
        assert states(world.seen_by(root), *stranger.laptops) == ["unknown", "waiting", "waiting", "waiting"]


def test_a_new_root_answers_for_no_hand_over_that_names_another(world):
    other = SigningKey.generate()
    elsewhere = handover(world.root, other, world.listed)
    world.by_root = [*world.listed, *world.announced, elsewhere, taken(world.new, world.root, elsewhere)]
    assert states(world.seen_by(world.new), world.commune) == ["waiting"]


def test_facts_of_the_old_root_outside_the_list_count_no_more(world):
    late = Laptop(DISTRICT, level="huyen")
    world.by_root.append(enrolment.certify(late.request, Grant(("write", "admit"), "R1", 0, 50), world.root, AT, as_root=True))
    world.by_the_root(Revocation(station=world.commune.station, logs=(), reason="", at=AT))
    world.answer()
    world.laptops.append(late)
    for root in (world.root, world.new):
        assert states(world.seen_by(root), late, world.commune) == ["unknown", "active"]


def test_the_new_root_ends_what_the_old_one_let_in(world):
    world.answer()
    world.by_root.append(Revocation(station=world.commune.station, logs=(), reason="", at=AT).signed(world.new, as_root=True))
    for root in (world.root, world.new):
        assert states(world.seen_by(root), world.commune, world.second) == ["revoked", "fallen"]


def test_of_two_hand_overs_neither_counts_until_one_is_chosen(world):
    thief = SigningKey.generate()
    world.by_root.append(handover(world.root, thief, world.listed))
    trust = world.seen_by(world.root)
    assert states(trust, world.newcomer, world.commune) == ["unknown", "active"]
    assert {one.root for one in trust.roots.disputed} == {root_id(world.new.public), root_id(thief.public)}
    chosen = world.seen_by(world.root, root_id(world.new.public))
    assert states(chosen, world.newcomer, world.commune) == ["active", "active"]
    assert root_id(thief.public) not in chosen.roots.keys
    assert chosen.roots.disputed == ()


def test_whoever_follows_the_new_root_is_not_held_up_by_what_the_old_one_signs_later(world):
    world.answer()
    world.by_root.append(handover(world.root, SigningKey.generate(), world.listed))
    assert states(world.seen_by(world.new), world.newcomer, world.commune) == ["active", "active"]


def test_of_two_hand_overs_to_the_same_root_the_one_counts_that_it_answers_for(world):
    minted = Laptop(DISTRICT, level="huyen")
    bad = enrolment.certify(minted.request, Grant(("write", "admit"), "R1", 0, 51), world.root, AT, as_root=True)
    world.by_root += [bad, handover(world.root, world.new, [*world.listed, bad])]
    world.laptops.append(minted)
    assert states(world.seen_by(world.root), world.newcomer, minted) == ["unknown", "active"]
    world.answer()
    for root in (world.root, world.new):
        assert states(world.seen_by(root), world.newcomer, minted, world.commune) == ["active", "unknown", "active"]


def test_of_two_hand_overs_that_a_root_answers_for_all_sides_take_the_same(world):
    """An image of the old root's home from before the first hand-over signed another, and the new root answered again."""
    minted = Laptop(DISTRICT, level="huyen")
    more = enrolment.certify(minted.request, Grant(("write", "admit"), "R1", 0, 51), world.root, AT, as_root=True)
    second = handover(world.root, world.new, [*world.listed, more])
    world.by_root += [more, second]
    world.laptops.append(minted)
    for one in (world.handed, second):
        world.answer(one)
    counts = "active" if second.hash < world.handed.hash else "unknown"
    for root in (world.root, world.new):
        assert states(world.seen_by(root), world.newcomer, minted, world.commune) == ["active", counts, "active"]


def test_two_old_roots_meet_in_one_new_one(world):
    other = Province()
    of = handover(other.root, world.new, other.by_root)
    world.by_root += [*other.by_root, of, taken(world.new, other.root, of)]
    world.laptops += other.laptops
    world.answer()
    for root in (world.root, other.root, world.new):
        assert states(world.seen_by(root), world.commune, other.commune, world.newcomer) == ["active"] * 3


def test_a_chain_of_hand_overs_is_followed_and_a_circle_ends(world):
    last = SigningKey.generate()
    world.answer()
    new_said = [one for one in world.by_root if one.keyid == root_id(world.new.public)]
    further = handover(world.new, last, new_said)
    back = handover(last, world.root, [])
    world.by_root += [further, taken(last, world.new, further), back]
    for root in (world.root, world.new, last):
        assert states(world.seen_by(root), world.commune, world.newcomer) == ["active", "active"]


def test_without_a_pinned_root_nobody_is_believed(world):
    assert believed(None, world.by_root).keys == {}


def test_order_never_matters(world):
    world.answer()
    world.by_root.append(handover(world.root, SigningKey.generate(), world.listed))
    for root in (world.root, world.new):
        expected = believed(root.public, world.by_root)
        for seed in range(6):
            shuffled = list(world.by_root)
            random.Random(seed).shuffle(shuffled)
            assert believed(root.public, shuffled) == expected


FALSE = {
    "a name that is not the key's": lambda w: RootHandover(root=root_id(w.root.public), key=strict_json.b64(w.new.public), facts=(), at=AT),
    "a key of small order": lambda _: RootHandover(
        root=root_id(b"\1" + b"\0" * 31), key=strict_json.b64(b"\1" + b"\0" * 31), facts=(), at=AT
    ),
}


@pytest.mark.parametrize("made", FALSE.values(), ids=FALSE)
def test_a_hand_over_is_none_with(world, made):
    with pytest.raises(ValueError, match="khóa"):
        made(world).signed(world.root, as_root=True)


def test_a_package_is_taken_from_either_side_and_from_nobody_whom_the_old_root_lets_in_later(world):
    world.answer()
    raw = goi(world)
    for root in (world.root, world.new):
        package.check_sender(package.peek(raw), world.seen_by(root))
    late = Laptop(COMMUNE)
    statement = enrolment.certify(late.request, Grant(("write",), "R9", 0, 60), world.root, AT, as_root=True)
    heading = package.Heading(kind="up", package="ab" * 16, number=1, at=AT, unit=DISTRICT)
    minted = package.build(package.Parts(), heading, late.key, (statement,), [late.keys.age_recipient])
    for root in (world.root, world.new):
        with pytest.raises(Problem) as problem:
            package.check_sender(package.peek(minted), world.seen_by(root))
        assert problem.value.code == "unknown_sender"


def foreign(key, purpose="tomorrow", payload=b'{"says":"something new"}'):
    """Return what a root of a later version signed for a purpose that nobody here knows."""
    return Statement(purpose, payload, root_id(key.public), key.sign(pae(payload_type(purpose), payload)))


def test_a_word_of_a_root_that_this_version_does_not_know_is_kept_and_counts_for_nothing(world):
    more = foreign(world.root)
    raw = facts.encode_root_facts([*world.by_root, more])
    assert more in facts.decode_root_facts(raw)
    assert facts.encode_root_facts(facts.decode_root_facts(raw)) == raw
    before = states(world.seen_by(world.root), *world.laptops)
    world.by_root.append(more)
    assert states(world.seen_by(world.root), *world.laptops) == before


@pytest.mark.parametrize("purpose", ["", "Tomorrow", "to morrow", "-tomorrow", "a" * 41, "mai-sáng"])
def test_what_is_no_purpose_damages_the_member(world, purpose):
    with pytest.raises(Problem) as problem:
        facts.decode_root_facts(facts.encode_root_facts([foreign(world.root, purpose)]))
    assert problem.value.code == "damaged"


def test_an_unknown_purpose_is_taken_nowhere_but_among_the_facts_of_roots(world):
    with pytest.raises(strict_json.NotStrict):
        signing.decode(foreign(world.root).encoded())
