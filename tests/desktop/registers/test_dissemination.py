"""R02: what target CT1 and form DV-02 count; people are numbers of an event."""

import pytest

from desktop import registers
from tests.desktop.registers.judging import blocks, broken


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "quan_triet"}, ["what_is_made_known_is_a_document"]),  # CT1a
        ({"kind": "quan_triet", "docs": ["some"]}, []),
        ({"form": "loa"}, ["what_is_broadcast_is_counted_in_times"]),
        ({"form": "loa", "broadcast_times": 4}, []),
        ({"form": "luu_dong"}, ["what_is_broadcast_is_counted_in_times"]),
        ({"form": "phat_to"}, ["what_is_handed_out_is_counted_in_copies"]),
        ({"form": "phat_to", "materials_qty": 50}, []),
        ({"participants": 30, "women": 31}, ["women_are_among_the_participants"]),
        ({"participants": 30, "women": 30, "part_dtts": 30}, []),
        ({"participants": 30, "women": 30, "part_dtts": 31}, ["a_part_is_among_the_participants"]),
        ({"language": ["kinh"], "local_language": False}, []),
        ({"language": ["kinh", "la_hu"], "local_language": True}, []),
        ({"language": ["kinh", "la_hu"], "local_language": False}, ["a_local_language_is_told_once"]),
        ({"participants": 0, "women": 0}, []),
        ({"women": None}, ["required women"]),
        ({"audience": None}, ["required audience"]),
        ({"place": None}, ["required place"]),
    ],
)
def test_a_wrong_activity_breaks_exactly_one_rule(change, expected):
    assert broken("dissemination", **change) == expected


def test_only_sums_that_cannot_be_keep_an_activity_from_being_saved():
    register = registers.ALL["dissemination"]
    blocking = {rule.name for rule in register.rules if rule.blocking}
    assert blocking == {"women_are_among_the_participants", "a_part_is_among_the_participants"}
    assert not blocks("dissemination", "what_is_made_known_is_a_document")


def test_all_of_an_activity_but_its_note_goes_up_and_nothing_of_it_is_private():
    register = registers.ALL["dissemination"]
    assert [f.name for f in register.fields if register.audience(f.name) == "home"] == ["note"]
    assert not register.private_fields


def test_who_speaks_a_local_language_has_said_so_once():
    fill = registers.ALL["dissemination"].fills["local_language"]
    assert [fill({"language": spoken}) for spoken in (["kinh", "thai"], ["kinh"], None)] == [True, None, None]
