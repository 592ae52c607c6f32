"""Keys at rest: what opens them, what does not, and what a person who lost everything but paper can do."""

import itertools
import json
import random
import stat
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.keys import key_slots, key_wrapping, recovery_code, root_key
from desktop.keys.key_slots import KeySlots
from desktop.keys.root_key import RootKey
from desktop.keys.station_keys import HeldKey, StationKeys
from desktop.packages import sealing
from desktop.packages.signing import SigningKey
from desktop.packages.statements import Retirement

PASSWORD, OTHER = "mật khẩu dài", "câu khác hẳn nhau"
KEY = bytes(range(32))
AT = "2024-03-10T08:00:00+07:00"


def code(action, *arguments):
    with pytest.raises(Problem) as caught:
        action(*arguments)
    return caught.value.code


@pytest.fixture(scope="module")
def slots():
    return KeySlots().with_account("lan", PASSWORD, KEY).with_account("Hà", OTHER, KEY)


def test_each_account_opens_with_its_own_password_only(slots):
    assert slots.unlock("lan", PASSWORD) == slots.unlock("Hà", OTHER) == KEY
    for name, password in (("lan", OTHER), ("Hà", PASSWORD), ("ai", PASSWORD), ("lan", ""), ("lan", "x" * 2000)):
        assert code(slots.unlock, name, password) == "wrong_password"


def test_two_keyboards_type_the_same_password_and_name(slots):
    assert slots.unlock(unicodedata.normalize("NFD", "Hà"), unicodedata.normalize("NFD", OTHER)) == KEY


def test_a_slot_cannot_be_moved_to_another_name(slots):
    lan, ha = slots.slots
    exchanged = KeySlots([key_slots.Slot(kind="account", name="Hà", wrapped=lan.wrapped)])
    assert code(exchanged.unlock, "Hà", PASSWORD) == "wrong_password"
    assert ha.name == "Hà"


@pytest.mark.parametrize("password", ["", "123456789", "à" * 9, unicodedata.normalize("NFD", "ề" * 9)])
def test_a_new_password_has_at_least_ten_characters(password):
    assert code(KeySlots().with_account, "lan", password, KEY) == "invalid_value"


def test_a_changed_password_replaces_the_old_one(slots):
    changed = slots.with_account("lan", OTHER, KEY)
    assert changed.accounts() == ["Hà", "lan"]
    assert code(changed.unlock, "lan", PASSWORD) == "wrong_password"
    assert changed.unlock("lan", OTHER) == KEY


def test_a_removed_account_opens_no_more_and_the_last_one_stays(slots):
    left = slots.without_account("lan")
    assert code(left.unlock, "lan", PASSWORD) == "wrong_password"
    assert code(left.without_account, "Hà") == "not_allowed"


def test_the_file_holds_neither_key_nor_password_and_is_its_owners(slots, tmp_path):
    path = tmp_path / "keys.json"
    slots.save(path)
    raw = path.read_bytes()
    assert KEY not in raw
    assert PASSWORD.encode() not in raw
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeySlots.load(path).unlock("lan", PASSWORD) == KEY
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]


WEAKER = {
    "less memory": ("memory_kib", 65535),
    "fewer passes": ("passes", 2),
    "no lanes": ("lanes", 0),
    "memory that stops the laptop": ("memory_kib", 1 << 30),
    "passes without end": ("passes", 1000),
}


@pytest.mark.parametrize(("field", "value"), WEAKER.values(), ids=WEAKER)
def test_a_file_is_refused_that_asks_for(slots, tmp_path, field, value):
    path = tmp_path / "keys.json"
    slots.save(path)
    held = json.loads(path.read_bytes())
    held["slots"][0]["wrapped"][field] = value
    path.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    assert code(KeySlots.load, path) == "damaged"


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", "damaged"), (b"{}", "damaged"), (b'{"version":1,"slots":[{}]}', "damaged"), (b'{"version":2,"all":"new"}', "too_new")],
)
def test_a_file_that_is_no_key_file_is_named(tmp_path, content, expected):
    (tmp_path / "keys.json").write_bytes(content)
    assert code(KeySlots.load, tmp_path / "keys.json") == expected


def test_without_a_file_there_is_no_station(tmp_path):
    assert code(KeySlots.load, tmp_path / "keys.json") == "no_station"


def test_the_printed_code_opens_and_an_older_one_no_more(slots):
    one, other = recovery_code.new_code(), recovery_code.new_code()
    with_code = slots.with_recovery(one, KEY)
    assert with_code.unlock_with_code(one.lower().replace("-", " ")) == KEY
    assert code(with_code.unlock_with_code, other) == "wrong_password"
    assert code(slots.unlock_with_code, one) == "wrong_password"
    assert code(with_code.unlock, "", one) == "wrong_password"


def test_the_unit_above_opens_only_if_it_was_let_in(slots):
    above = HeldKey.generate("2024:107")
    assert code(slots.unlock_as_upper, "2024:107", [above.identity]) == "wrong_password"
    let_in = slots.with_upper("2024:107", above.recipient, KEY)
    assert let_in.unlock_as_upper("2024:107", [above.identity]) == KEY
    assert code(let_in.unlock_as_upper, "2024:107", [sealing.generate()]) == "misaddressed"
    assert code(let_in.unlock, "2024:107", PASSWORD) == "wrong_password"


def test_only_a_whole_database_key_is_kept():
    with pytest.raises(ValueError, match="32"):
        KeySlots().with_account("lan", PASSWORD, b"short")
    assert len(key_slots.new_key()) == 32
    assert key_slots.new_key() != key_slots.new_key()


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed"])
def test_a_wrapping_with_a_second_spelling_is_damaged(slots, field):
    wrapped = slots.slots[0].wrapped
    bad = key_wrapping.Wrapped(**{name: getattr(wrapped, name) for name in wrapped.__struct_fields__} | {field: "*" * 24})
    assert code(key_wrapping.unwrap, bad, PASSWORD, "x") == "damaged"


# The printed code


def test_a_code_is_eight_groups_of_five_unlike_letters():
    printed = recovery_code.new_code()
    groups = printed.split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert not set(printed) & set("ILOU")
    assert printed != recovery_code.new_code()


@pytest.mark.parametrize(
    "typed",
    [
        lambda c: c.lower(),
        lambda c: c.replace("-", ""),
        lambda c: c.replace("-", " – "),
        lambda c: f"  {c}\n",
        lambda c: c.replace("1", "l").replace("0", "o"),
        lambda c: c.replace("1", "I").replace("0", "O"),
        lambda c: "".join(chr(ord(x) + 0xFEE0) if x.isalnum() else x for x in c),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    printed = recovery_code.new_code()
    assert recovery_code.read_code(typed(printed)) == printed


@given(st.integers(0, 2**32))
@settings(max_examples=50)
def test_a_slip_of_the_pen_is_noticed(seed):
    printed, chance = recovery_code.new_code(), random.Random(seed)
    letters = list(printed.replace("-", ""))
    at = chance.randrange(len(letters))
    other = chance.choice([letter for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if letter != letters[at]])
    wrong = "".join([*letters[:at], other, *letters[at + 1 :]])
    assert code(recovery_code.read_code, wrong) == "invalid_value"


def test_two_letters_exchanged_are_noticed():
    printed = recovery_code.new_code().replace("-", "")
    for at, (left, right) in enumerate(itertools.pairwise(printed)):
        if left != right:
            wrong = printed[:at] + right + left + printed[at + 2 :]
            assert code(recovery_code.read_code, wrong) == "invalid_value"


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 40, "0" * 41, "é" * 40])
def test_what_is_no_code_is_refused_without_repeating_it(typed):
    with pytest.raises(Problem) as caught:
        recovery_code.read_code(typed)
    assert caught.value.code == "invalid_value"
    assert not typed or typed not in caught.value.message


def test_the_code_also_gives_the_units_recovery_identity_for_ever():
    """Paper in a safe: what this code opens today it must open in ten years."""
    printed = "000G4-0R40M-30E20-9185G-R38E1-W8124-GKDR5-80PWG"
    identity = recovery_code.unit_identity(printed.lower())
    assert sealing.recipient_of(identity) == "age17rhz5h8mkjsehgtkyqhy4sd7sg3f0ffam0q9acu49a2nms8n2d6sy66paw"
    assert identity == "AGE-SECRET-KEY-1RDFNEWNG05W45KC47D8RKNVA0QQRRKE3T4SFRMHHFAJ32WQHYTSQFV0DLK"
    assert code(recovery_code.unit_identity, printed[:-1]) == "invalid_value"


# Station and root


def test_station_keys_survive_being_kept():
    keys = StationKeys.generate()
    again = StationKeys.from_value(json.loads(json.dumps(keys.to_value())))
    assert (again.station, again.age_identity, again.age_recipient) == (keys.station, keys.age_identity, keys.age_recipient)
    held = HeldKey.generate("2024:03433", 3)
    assert HeldKey.from_value(json.loads(json.dumps(held.to_value()))) == held


def test_a_root_file_keeps_every_fact_that_the_root_signed(tmp_path):
    path, root = tmp_path / "root.key", RootKey.create()
    facts = [root.sign(Retirement(station=f"{number:020x}", at=AT)) for number in range(3)]
    root.keep(facts[0])
    root.save(path, PASSWORD)
    again = RootKey.open(path, PASSWORD)
    assert again.root == root.root
    assert set(again.statements) == set(facts)
    assert root_key.public_key(path) == root.key.public
    assert root.key.raw() not in path.read_bytes()
    assert code(RootKey.open, path, OTHER) == "wrong_password"


def test_a_root_keeps_only_what_it_signed():
    with pytest.raises(ValueError, match="root"):
        RootKey.create().keep(Retirement(station="0" * 20, at=AT).signed(SigningKey.generate()))


def test_the_roots_password_can_be_changed(tmp_path):
    path = tmp_path / "root.key"
    RootKey.create().save(path, PASSWORD)
    assert code(root_key.change_password, path, OTHER, PASSWORD) == "wrong_password"
    assert code(root_key.change_password, path, PASSWORD, "short") == "invalid_value"
    root_key.change_password(path, PASSWORD, OTHER)
    assert RootKey.open(path, OTHER).statements == ()


@pytest.mark.parametrize(("content", "expected"), [(b"", "damaged"), (b'{"version":1}', "damaged"), (b'{"version":9}', "too_new")])
def test_a_root_file_that_is_none_is_named(tmp_path, content, expected):
    (tmp_path / "root.key").write_bytes(content)
    assert code(RootKey.open, tmp_path / "root.key", PASSWORD) == expected
    assert code(RootKey.open, tmp_path / "gone.key", PASSWORD) == "not_a_package"
