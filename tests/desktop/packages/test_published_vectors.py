"""Seals and signatures that nobody here wrote: what others published is opened, believed or refused as they say."""

import hashlib
import json
import re
import zlib
from dataclasses import dataclass
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from desktop.errors import Problem
from desktop.packages import armour, sealing, signing, strict_json
from tests.sources import ROOT

FOLDER = ROOT / "tests" / "vectors"
AGE = sorted(path for path in (FOLDER / "age").iterdir() if path.name != "LICENSE")
# Of which nobody here could ever hold the secret: a passphrase, a key of another kind.
OF_OTHER_KINDS = re.compile(r"(armor_)?(scrypt|hybrid)")
CODES = {"no match": "misaddressed"} | dict.fromkeys(["header failure", "HMAC failure", "payload failure", "armor failure"], "damaged")


# age


@dataclass(frozen=True)
class Sealed:
    """One age file, the identities to open it with, what must come of it."""

    content: bytes
    identities: tuple[str, ...]
    expected: str
    payload: str
    armoured: bool


@cache
def vector(name):
    """Read a vector: lines of `key: value`, an empty line, the age file."""
    head, _, content = (FOLDER / "age" / name).read_bytes().partition(b"\n\n")
    said = [line.partition(": ")[::2] for line in head.decode().split("\n")]
    once = dict(said)
    identities = tuple(value for key, value in said if key == "identity" and value.startswith("AGE-SECRET-KEY-1"))
    content = zlib.decompress(content) if once.get("compressed") == "zlib" else content
    return Sealed(content, identities, once["expect"], once.get("payload", ""), "armored" in once)


OURS = [path.name for path in AGE if not OF_OTHER_KINDS.match(path.name)]
BINARY = [name for name in OURS if not vector(name).armoured]
# The key for which most of the collection was made.
FIRST = vector("x25519").identities


@pytest.mark.parametrize("name", BINARY)
def test_a_sealed_file_opens_or_is_refused_as_published(name):
    sealed = vector(name)
    if sealed.expected == "success":
        assert hashlib.sha256(sealing.open_sealed(sealed.content, sealed.identities)).hexdigest() == sealed.payload
        return
    with pytest.raises(Problem) as caught:
        sealing.open_sealed(sealed.content, sealed.identities or FIRST)
    assert caught.value.code == CODES[sealed.expected]


ARMOURED = [path.name for path in AGE if vector(path.name).armoured]


@pytest.mark.parametrize("name", ARMOURED)
def test_an_armour_comes_off_or_is_refused_as_published(name):
    sealed = vector(name)
    if sealed.expected == "armor failure":
        with pytest.raises(armour.NotArmour):
            armour.decode(sealed.content)
        return
    inside = armour.decode(sealed.content)
    if sealed.expected == "success" and name in OURS:
        assert hashlib.sha256(sealing.open_sealed(inside, sealed.identities)).hexdigest() == sealed.payload
        return
    with pytest.raises(Problem) as caught:
        sealing.open_sealed(inside, sealed.identities or FIRST)
    assert caught.value.code == CODES.get(sealed.expected, "misaddressed")


@pytest.mark.parametrize("name", [path.name for path in AGE if path.name not in BINARY])
def test_armour_and_seals_of_other_kinds_are_never_opened(name):
    with pytest.raises(Problem) as caught:
        sealing.open_sealed(vector(name).content, FIRST)
    assert caught.value.code in {"damaged", "misaddressed"}
    assert not vector(name).armoured or caught.value.code == "damaged"


def test_the_collection_is_whole():
    assert (len(AGE), len(BINARY), len(ARMOURED)) == (143, 67, 33)
    assert {vector(path.name).expected for path in AGE} == {"success", *CODES}


# Ed25519


WYCHEPROOF = json.loads((FOLDER / "wycheproof" / "ed25519_test.json").read_text(encoding="utf-8"))
SIGNATURES = [
    pytest.param(bytes.fromhex(group["publicKey"]["pk"]), one, id=str(one["tcId"]))
    for group in WYCHEPROOF["testGroups"]
    for one in group["tests"]
]


@pytest.mark.parametrize(("public", "one"), SIGNATURES)
def test_a_published_signature_is_believed_or_not_as_published(public, one):
    believed = signing.holds(bytes.fromhex(one["sig"]), bytes.fromhex(one["msg"]), public)
    if "SmallOrderPublicKey" in one["flags"]:
        assert not believed, "a key for which a signature fits many texts"
    elif one["result"] != "acceptable":
        assert believed is (one["result"] == "valid")


def test_all_published_signatures_were_asked():
    assert len(SIGNATURES) == WYCHEPROOF["numberOfTests"]
    assert sum(one.values[1]["result"] == "valid" for one in SIGNATURES) == 117


# DSSE


def test_what_we_sign_is_what_the_protocol_s_own_example_signed():
    said = json.loads((FOLDER / "dsse" / "hello-world.json").read_text(encoding="utf-8"))
    signed = signing.pae(said["payloadType"], strict_json.unb64(said["payload"]))
    raw = strict_json.unb64(said["sig"])
    signature = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicNumbers(int(said["x"]), int(said["y"]), ec.SECP256R1()).public_key()
    public.verify(signature, signed, ec.ECDSA(SHA256()))
