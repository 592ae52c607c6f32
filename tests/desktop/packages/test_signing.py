"""A signature is for one purpose, by one key, over exactly these bytes; a value has one spelling."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.packages import sealing, signing, statements, strict_json
from desktop.packages.age_text import identity_text, is_sound_recipient, recipient_text
from desktop.packages.signing import SigningKey, Statement
from desktop.packages.statements import Confirm, Retirement, Seal

KEY = SigningKey(bytes(range(32)))
STATION = "ab" * 10
SAID = Retirement(station=STATION, at="").signed(KEY)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=12,
)


def test_what_is_signed_is_the_encoding_of_dsse():
    assert signing.pae("http://example.com/HelloWorld", b"hello world") == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert signing.pae("ế", b"") == b"DSSEv1 3 \xe1\xba\xbf 0 "


def test_a_stations_id_is_the_hash_of_its_key():
    assert KEY.station == hashlib.sha256(KEY.public).hexdigest()[:20]
    assert signing.root_id(KEY.public) == "root:" + KEY.station


def test_a_statement_survives_its_own_line():
    assert signing.decode(SAID.encoded()) == SAID
    assert signing.verify(SAID, "retirement", KEY.public) == SAID.payload


@pytest.mark.parametrize("purpose", sorted(signing.PURPOSES - {"retirement"}))
def test_a_signature_for_one_purpose_is_worth_nothing_for(purpose):
    moved = Statement(purpose, SAID.payload, SAID.keyid, SAID.signature)
    for statement in (moved, SAID):
        with pytest.raises(Problem) as caught:
            signing.verify(statement, purpose, KEY.public)
        assert caught.value.code == "forged"


def test_a_root_and_a_station_of_the_same_key_are_not_each_other():
    by_root = Retirement(station=STATION, at="").signed(KEY, as_root=True)
    assert signing.is_root(by_root.keyid)
    assert not signing.is_root(SAID.keyid)
    other = SigningKey.generate()
    assert not signing.is_signed_by(Statement("retirement", SAID.payload, other.station, SAID.signature), other.public)
    assert not signing.is_signed_by(Statement("retirement", SAID.payload, other.station, SAID.signature), KEY.public)


def test_a_signature_with_the_group_order_added_is_refused():
    """Ed25519 without this check gives every signature a second spelling."""
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(SAID.signature[32:], "little") + order
    again = SAID.signature[:32] + scalar.to_bytes(32, "little")
    assert not signing.is_signed_by(Statement(SAID.purpose, SAID.payload, SAID.keyid, again), KEY.public)


def test_large_statements_are_verified_as_small_ones():
    payload = b"x" * 100_000
    large = signing.sign("receipt", payload, KEY)
    assert signing.verify(large, "receipt", KEY.public) == payload
    assert not signing.is_signed_by(Statement("receipt", payload + b"y", large.keyid, large.signature), KEY.public)


@pytest.mark.parametrize("raw", [bytes(32), (1).to_bytes(32, "little"), b"\xff" * 32, bytes(31), (2**255 - 19).to_bytes(32, "little")])
def test_an_unsound_key_is_nobodys(raw):
    assert not signing.is_sound(raw)
    assert not signing.is_signed_by(Statement("retirement", b"", signing.station_id(raw), bytes(64)), raw)


def test_an_unknown_purpose_is_neither_signed_nor_read():
    with pytest.raises(ValueError, match="purpose"):
        signing.sign("anything", b"", KEY)
    for kind in ("application/vnd.sodanvan.anything+json", "text/plain", "application/vnd.sodanvan.root", 7):
        with pytest.raises(strict_json.NotStrict):
            signing.from_value(SAID.value() | {"payloadType": kind})


@pytest.mark.parametrize(
    "change",
    [
        lambda value: {**value, "more": 1},
        lambda value: dict(reversed(list(value.items()))),
        lambda value: {"payloadType": value["payloadType"]},
        lambda value: value | {"signatures": []},
        lambda value: value | {"signatures": value["signatures"] * 2},
        lambda value: value | {"signatures": [{"sig": "", "keyid": ""}]},
        lambda value: value | {"signatures": [{"keyid": 5, "sig": ""}]},
        lambda value: value | {"signatures": "x"},
        lambda value: value | {"payload": value["payload"] + "\n"},
        lambda value: value | {"payload": value["payload"] + "="},
        lambda value: value | {"payload": 5},
        lambda value: [value],
    ],
)
def test_a_statement_in_another_form_is_refused(change):
    with pytest.raises(strict_json.NotStrict):
        signing.from_value(change(SAID.value()))


# JSON


@given(VALUES)
def test_every_value_has_one_spelling_and_survives_it(value):
    assert strict_json.loads(strict_json.dumps(value), 1 << 20) == value


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"a":1,"a":2}', "hai lần"),
        (b'{"b":{"c":[{"a":1,"a":1}]}}', "hai lần"),
        (b'{"a":1,"\\u0061":2}', "hai lần"),
        (b'{"a": 1}', "khác cách"),
        (b'{"a":1}\n', "khác cách"),
        (b'"\\u00e1"', "khác cách"),
        (b'"\\/"', "khác cách"),
        (b"-0", "khác cách"),
        (b"1.0", "không nguyên"),
        (b"1e400", "không nguyên"),
        (b"NaN", "không nguyên"),
        (b"-Infinity", "không nguyên"),
        (b"9007199254740993", "quá lớn"),
        (b"9" * 5000, "quá lớn"),
        (b'"\\ud800"', "không phải JSON"),
        (b'"\xff"', "không phải JSON"),
        (b"\xef\xbb\xbf1", "không phải JSON"),
        (b"", "không phải JSON"),
        (b"{", "không phải JSON"),
        (b"[" * 40 + b"]" * 40, "quá sâu"),
        (b"[" * 5000 + b"]" * 5000, "không phải JSON|quá sâu"),
        (b'"' + b"x" * 9000 + b'"', "dài quá"),
    ],
)
def test_a_second_spelling_is_refused(raw, reason):
    with pytest.raises(strict_json.NotStrict, match=reason):
        strict_json.loads(raw, 11_000 if b"[" in raw else 8000)


@pytest.mark.parametrize("text", ["QQ", "QQ=", "QR==", "QQ==\n", " QQ==", "Q-==", None, 5, "QQ==QQ=="])
def test_base64_has_one_spelling(text):
    with pytest.raises(strict_json.NotStrict):
        strict_json.unb64(text)


# Payloads


def test_unknown_keys_are_allowed_and_known_ones_must_have_their_form():
    payload = strict_json.loads(SAID.payload, 1000)
    later = signing.sign("retirement", strict_json.dumps(payload | {"later": 1}), KEY)
    assert statements.read(later, Retirement) == statements.read(SAID, Retirement)
    for change in ({"station": STATION + "\n"}, {"station": STATION.upper()}, {"station": 5}, {"at": None}, {"at": "x" * 41}):
        wrong = signing.sign("retirement", strict_json.dumps(payload | change), KEY)
        with pytest.raises(Problem) as caught:
            statements.read_verified(wrong, Retirement, KEY.public)
        assert caught.value.code == "forged"
    with pytest.raises(strict_json.NotStrict, match="việc khác"):
        statements.read(SAID, Confirm)


@pytest.mark.parametrize(("first", "last", "prev"), [(2, 1, "aa" * 32), (1, 1, "aa" * 32), (2, 3, statements.ZERO)])
def test_a_seal_over_an_impossible_run_is_refused(first, last, prev):
    with pytest.raises(ValueError, match="đoạn"):
        Seal(log=KEY.station, first=first, last=last, prev=prev, tip="bb" * 32, key=strict_json.b64(KEY.public)).signed(KEY)


# age texts


@given(st.binary(min_size=32, max_size=32))
def test_identities_made_from_bytes_are_what_the_age_library_reads(secret):
    identity = identity_text(secret)
    assert identity.startswith("AGE-SECRET-KEY-1")
    assert is_sound_recipient(sealing.recipient_of(identity))


def test_bech32_agrees_with_the_age_specification():
    assert identity_text(bytes(32)).startswith("AGE-SECRET-KEY-1QQQQQQ")
    with pytest.raises(ValueError, match="32"):
        identity_text(b"short")
    with pytest.raises(Problem):
        sealing.recipient_of("AGE-SECRET-KEY-1NOTHING")


def test_a_recipient_in_another_spelling_is_unsound():
    good = sealing.recipient_of(sealing.generate())
    last = "q" if good[-1] != "q" else "p"
    for text in (good.upper(), good[:-1] + last, good[:-1], good + "q", " " + good, "", "age1" + "b" * 58):
        assert not is_sound_recipient(text)
    assert is_sound_recipient(good)


def test_nothing_is_sealed_to_nobody_or_to_everybody():
    for recipients, code in (([], "not_allowed"), ([recipient_text(bytes(32))], "forged"), (["ssh-ed25519 AAAA"], "forged")):
        with pytest.raises(Problem) as caught:
            sealing.seal(b"x", recipients)
        assert caught.value.code == code


def test_armour_and_other_bytes_are_no_sealed_part():
    identity = sealing.generate()
    sealed = sealing.seal(b"x", [sealing.recipient_of(identity)])
    assert sealing.open_sealed(sealed, [sealing.generate(), identity]) == b"x"
    for wrong in (b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"", sealed[:-1], sealed[:40], sealed + b"x"):
        with pytest.raises(Problem) as caught:
            sealing.open_sealed(wrong, [identity])
        assert caught.value.code == "damaged"
