"""R04 and R04c: what target CT3 counts, and the one name that never leaves the unit."""

import pytest

from desktop import registers
from tests.desktop.registers.judging import blocks, broken


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"registered_on": None}, ["a_model_that_counts_is_registered"]),  # CT3a
        ({"registered_with": None}, ["a_model_that_counts_is_registered"]),
        ({"individual_name": "Lò Văn Pản"}, ["closed individual_name", "a_person_is_named_with_his_consent"]),
        ({"kind": "dien_hinh_cn", "individual_name": "Lò Văn Pản"}, ["a_person_is_named_with_his_consent"]),
        ({"kind": "dien_hinh_cn", "individual_name": "Lò Văn Pản", "individual_consent": True}, []),
        ({"start_on": "2024-05-01", "target_end": "2024-04-01"}, ["a_model_ends_after_it_starts"]),
        ({"villages": None}, ["required villages"]),
    ],
)
def test_a_wrong_model_is_told_what_is_wrong(change, expected):
    assert broken("model", **change) == expected


def test_flags_of_a_model_do_not_keep_it_from_being_saved():
    assert not any(rule.blocking for rule in registers.ALL["model"].rules)
    assert not blocks("model_evaluation", "an_exemplar_says_who_recognised_it")


def test_the_name_of_a_person_stays_in_the_unit():
    register = registers.ALL["model"]
    assert {f.name for f in register.fields if register.audience(f.name) == "home"} == {"individual_name", "individual_consent", "note"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"result": "tieu_bieu"}, ["an_exemplar_says_who_recognised_it"]),  # DV-04 c13
        ({"result": "tieu_bieu", "recognised_level": "xa"}, []),
        ({"result": "dat", "decision_no": "15/QĐ-UBND"}, ["a_decision_has_number_and_date"]),
        ({"result": "dat", "decision_no": "15/QĐ-UBND", "decision_date": "2024-11-20"}, []),
        ({"result": "chua_dat", "recognised_level": "xa"}, ["closed recognised_level"]),
    ],
)
def test_an_evaluation_says_who_recognised_the_model(change, expected):
    assert broken("model_evaluation", **change) == expected


def test_a_model_of_others_says_who_reported_it_and_which_it_is_at_every_level():
    register = registers.ALL["model"]
    assert [register.audience(name) for name in ("reported_by", "shared_model_key")] == ["up", "up"]
    assert {"reported_by", "shared_model_key"} <= set(register.filters)
    assert broken("model", reported_by="hội", shared_model_key="DVK-107-2024-03") == []
