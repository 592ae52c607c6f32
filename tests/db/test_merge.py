"""What a record says, from nothing but the set of ops that are known."""

import itertools
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.merge import ERASED, MISSING, Op, erased_lines, fold


def op(
    name: str,
    lamport: int,
    values: Mapping[str, object],
    over: Iterable[str] = (),
    kind: str = "set",
    state: str = "held",
    erase: Iterable[str] = (),
) -> Op:
    lines = {field: ("up", "kept", f"hash of {name}", state) for field in values}
    return Op(name, lamport, kind, frozenset(over), values if state == "held" else {}, lines, frozenset(erase))


def shown(ops: Iterable[Op]) -> tuple[object, list[str]]:
    folded = fold(ops)
    return folded.values.get("a"), folded.conflicts


A, B, C = "la/1/a", "lb/1/b", "lc/1/c"
CASES = {
    "one op is the value": ([op(A, 1, {"a": 1})], (1, [])),
    "an edit that saw the other replaces it": ([op(A, 1, {"a": 1}), op(B, 2, {"a": 2}, [A])], (2, [])),
    "an edit that did not see the other is a conflict": ([op(A, 1, {"a": 1}), op(B, 2, {"a": 2})], (2, ["a"])),
    "the higher number is shown until somebody chooses": ([op(A, 9, {"a": 1}), op(B, 2, {"a": 2})], (1, ["a"])),
    "at equal numbers the name decides": ([op(A, 2, {"a": 1}), op(B, 2, {"a": 2})], (2, ["a"])),
    "two people typing the same answer is not a conflict": ([op(A, 1, {"a": 1}), op(B, 2, {"a": 1})], (1, [])),
    "yes and one are different answers": ([op(A, 1, {"a": 1}), op(B, 2, {"a": True})], (True, ["a"])),
    "an object is the same however its keys are ordered": (
        [op(A, 1, {"a": {"x": 1, "y": 2}}), op(B, 2, {"a": {"y": 2, "x": 1}})], ({"y": 2, "x": 1}, []),
    ),
    "edits of different fields do not meet": ([op(A, 1, {"a": 1}), op(B, 2, {"b": 2})], (1, [])),
    "emptying a field is an answer too": ([op(A, 1, {"a": 1}), op(B, 2, {"a": None})], (None, ["a"])),
    "a choice over all heads settles it": ([op(A, 1, {"a": 1}), op(B, 2, {"a": 2}), op(C, 3, {"a": 1}, [A, B], "resolve")], (1, [])),
    "a choice made without knowing a third answer does not": (
        [op(A, 1, {"a": 1}), op(B, 2, {"a": 2}), op(C, 3, {"a": 1}, [A], "resolve")], (1, ["a"]),
    ),
    "nobody waits for an op that never comes": ([op(B, 2, {"a": 2}, ["lost/1/x"])], (2, [])),
    "a predecessor that comes late is replaced already": ([op(B, 2, {"a": 2}, [A]), op(A, 1, {"a": 1})], (2, [])),
    "only an op that sets the field replaces its heads": ([op(A, 1, {"a": 1}), op(B, 2, {"b": 2}, [A])], (1, [])),
    "a value that is not here conflicts with nobody": ([op(A, 1, {"a": 1}), op(B, 2, {"a": 2}, state=MISSING)], (None, [])),
    "an erased value conflicts with nobody": ([op(A, 1, {"a": 1}), op(B, 2, {"a": 2}, state=ERASED)], (None, [])),
}  # fmt: skip


@pytest.mark.parametrize(("ops", "expected"), CASES.values(), ids=CASES)
def test_one_field(ops, expected):
    for order in itertools.permutations(ops):
        assert shown(order) == expected


NEW = op(A, 1, {"a": 1})
STRIKE = op(B, 2, {"deleted": True}, [A], "delete")
STRIKES = {
    "a strike-out that saw everything stands": ([NEW, STRIKE], (True, [])),
    "an edit that a strike-out had not seen is a conflict": ([NEW, STRIKE, op(C, 3, {"a": 2}, [A])], (False, ["deleted"])),
    "the same when the strike-out has the higher number": (
        [NEW, op(B, 9, {"deleted": True}, [A], "delete"), op(C, 3, {"a": 2}, [A])], (True, ["deleted"]),
    ),
    "an edit after the strike-out leaves it struck": ([NEW, STRIKE, op(C, 3, {"a": 2}, [A, B])], (True, [])),
    "a strike-out does not meet what it replaced long ago": (
        [NEW, op(C, 2, {"a": 2}, [A]), op(B, 3, {"deleted": True}, [C], "delete")], (True, []),
    ),
    "a restore brings it back": ([NEW, STRIKE, op(C, 3, {"deleted": False}, [A, B], "restore")], (False, [])),
    "a restore that met a second strike-out is a conflict": (
        [NEW, STRIKE, op(C, 3, {"deleted": False}, [A, B], "restore"), op("ld/1/d", 4, {"deleted": True}, [A], "delete")],
        (True, ["deleted"]),
    ),
    "striking out twice is no conflict": ([NEW, STRIKE, op(C, 2, {"deleted": True}, [A], "delete")], (True, [])),
    "choosing to strike out settles it": (
        [NEW, STRIKE, op(C, 3, {"a": 2}, [A]), op("ld/1/d", 4, {"deleted": True}, [A, B, C], "resolve")], (True, []),
    ),
    "choosing to keep it settles it": (
        [NEW, STRIKE, op(C, 3, {"a": 2}, [A]), op("ld/1/d", 4, {"deleted": False}, [A, B, C], "resolve")], (False, []),
    ),
    "a number given meanwhile is no edit": ([NEW, STRIKE, op(C, 3, {"book_no": "2024/1"}, [A])], (True, [])),
    "a strike-out whose value is not here is one by its kind": ([NEW, op(B, 2, {"deleted": True}, [A], "delete", MISSING)], (True, [])),
}  # fmt: skip


@pytest.mark.parametrize(("ops", "expected"), STRIKES.values(), ids=STRIKES)
def test_striking_out(ops, expected):
    for order in itertools.permutations(ops):
        folded = fold(order)
        assert (folded.deleted, folded.conflicts) == expected


def test_a_record_keeps_both_numbers_and_is_in_no_conflict_about_them():
    ops = [op(A, 1, {"book_no": "2024/17"}), op(B, 1, {"book_no": "2024/4B"}), op(C, 2, {"book_no": "2024/17"}, [A, B], "resolve")]
    for order in itertools.permutations(ops):
        assert (fold(order).book_numbers, fold(order).conflicts) == (("2024/17", "2024/4B"), [])


def test_equal_values_stay_separate_heads_so_that_an_edit_of_one_leaves_the_other():
    same = [op(A, 1, {"a": 1}), op(B, 2, {"a": 1})]
    assert [head.name for head in fold(same).cells["a"].heads] == [A, B]
    assert shown([*same, op(C, 3, {"a": 2}, [A])]) == (2, ["a"])


def test_an_erasure_empties_every_op_that_does_not_name_it():
    erasure = op("le/5/e", 5, {}, [A], "erase", erase=["person"])
    unseen, seen = op(B, 9, {"a": 2}), op(C, 9, {"a": 3}, ["le/5/e"])
    assert erased_lines([erasure], [op(A, 1, {"a": 1}), unseen, seen, erasure]) == {(A, "person"), (B, "person")}


def test_no_answer_is_lost_even_to_a_ring_of_names():
    ring = [op(A, 1, {"a": 1}, [B]), op(B, 2, {"a": 2}, [A])]
    assert shown(ring) == shown(reversed(ring)) == (2, [])


@st.composite
def histories(draw: st.DrawFn) -> list[Op]:
    """Ops that name earlier ones, as real ones do: what does not exist yet has no name."""
    ops: list[Op] = []
    for number in range(draw(st.integers(1, 8))):
        over = draw(st.sets(st.sampled_from([one.name for one in ops]))) if ops else set()
        kind = draw(st.sampled_from(["set", "set", "set", "delete", "restore"]))
        values = (
            {"deleted": kind == "delete"} if kind != "set" else draw(st.dictionaries(st.sampled_from("ab"), st.integers(0, 2), min_size=1))
        )
        state = draw(st.sampled_from(["held", "held", MISSING, ERASED]))
        ops.append(op(f"l{number % 3}/{number}/x", draw(st.integers(1, 4)), values, over, kind, state))
    return ops


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_never_matter(ops, random):
    again = [*ops, *random.sample(ops, len(ops))]
    random.shuffle(again)
    assert fold(again) == fold(ops)


@given(histories())
def test_every_answer_is_shown_contested_or_replaced_by_somebody_who_saw_it(ops):
    folded = fold(ops)
    for one in ops:
        for name in one.lines:
            heads = {head.name for head in folded.cells[name].heads}
            replaced = any(one.name in other.over and name in other.lines for other in ops)
            assert (one.name in heads) != replaced
