"""A package in a message: the same package as on a stick, whatever line ends it came with, and nothing that was changed."""

import hashlib

import pytest

from desktop.actions import inspection, packages, status
from desktop.errors import Problem
from desktop.packages import armour, package
from tests.desktop.world import HUYEN, XA

BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"


@pytest.fixture
def world(exchange_world):
    return exchange_world


@pytest.fixture
def text(world):
    """A package of the commune to the district, as text."""
    world.record = world.add(XA, name="Mô hình đi bằng thư")
    return write(world)[0].file


def write(world, name=XA, **form):
    return packages.export(world[name], world.stick(), form=packages.Form(text=True, **form)).written


def put(file, name, content):
    made = file.with_name(name)
    made.write_bytes(content)
    return made


def test_a_package_as_text_is_line_1_and_an_armour_in_letters_alone(text):
    raw = text.read_bytes()
    _, _, rest = raw.partition(b"\n")
    assert raw.isascii()
    assert package.peek(raw).content.kind == "up"
    assert rest.startswith(BEGIN + b"\n")
    assert rest.endswith(END + b"\n")
    assert max(map(len, rest.split(b"\n"))) == 64
    assert text.suffix == ".goi"


def test_it_is_taken_in_like_any_other_and_is_the_same_package_on_a_stick(world, text):
    binary = put(text, "nhi-phan.goi", armour.plain(text.read_bytes()))
    envelope = package.peek(binary.read_bytes())
    assert hashlib.sha256(package.sealed_part(binary.read_bytes(), envelope)).hexdigest() == envelope.content.sealed.sha256
    got = world.bring(HUYEN, text, binary).packages
    assert [one.result for one in got] == ["merged", "duplicate"]
    assert got[0].package == got[1].package
    assert world.value(HUYEN, world.record) == "Mô hình đi bằng thư"


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r\n", 1),
        lambda raw: raw.replace(b"\n", b"\n\n", 1) + b"\r\n  \n",
        lambda raw: raw.removesuffix(b"\n"),
    ],
    ids=["crlf", "crlf behind line 1", "blanks around", "no last line end"],
)
def test_line_ends_and_blanks_that_a_message_makes_change_nothing(world, text, change):
    pasted = put(text, "dan.txt", change(text.read_bytes()))
    told = inspection.inspect(world[HUYEN], pasted)
    assert (told["verdict"], told["readable"], told["bytes"]) == ("ok", True, pasted.stat().st_size)
    assert world.bring(HUYEN, pasted).packages[0].result == "merged"
    assert world.value(HUYEN, world.record) == "Mô hình đi bằng thư"


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"\n" + END, b"=\n" + END),
        lambda raw: raw[:-80],
        lambda raw: raw.replace(BEGIN, BEGIN + b"\nVersion: 1"),
        lambda raw: raw.replace(BEGIN + b"\n", BEGIN + b"\n> "),
        lambda raw: raw + b"\nGui bang Zalo\n",
        lambda raw: raw.replace(BEGIN, BEGIN.lower()).replace(END, END.lower()),
    ],
    ids=["padding", "cut off", "a heading", "quoted", "a greeting", "another label"],
)
def test_an_armour_that_was_changed_is_damaged_and_kept_aside(world, text, change):
    bad = put(text, "hong.goi", change(text.read_bytes()))
    before = status.status(world[HUYEN])["states"]
    told = inspection.inspect(world[HUYEN], bad)
    assert (told["verdict"], told["package"]) == ("damaged", package.peek(text.read_bytes()).content.package)
    got = world.bring(HUYEN, bad).packages[0]
    assert (got.result, got.code) == ("refused", "damaged")
    assert len(list((world.home(HUYEN) / "quarantine").glob("*.goi"))) == 1
    assert status.status(world[HUYEN])["states"] == before


def test_another_seal_in_the_armour_is_not_the_one_that_was_signed(world, text):
    raw = text.read_bytes()
    end = raw.index(b"\n") + 1
    sealed = bytearray(armour.decode(raw[end:]))
    sealed[-1] ^= 1
    bad = put(text, "khac.goi", raw[:end] + armour.encode(bytes(sealed)))
    assert world.bring(HUYEN, bad).packages[0].code == "damaged"


def test_line_ends_of_a_message_are_tolerated_only_where_an_armour_follows(world, text):
    binary = armour.plain(text.read_bytes())
    bad = put(text, "crlf.goi", binary.replace(b"\n", b"\r\n", 1))
    assert world.bring(HUYEN, bad).packages[0].code == "damaged"


def test_without_an_account_the_text_form_is_told_as_well(text):
    told = inspection.inspect(None, put(text, "dan.txt", text.read_bytes().replace(b"\n", b"\r\n")))
    assert (told["verdict"], told["readable"], told["kind"]) == ("ok", False, "up")


def test_what_no_message_carries_is_refused_as_text_and_nothing_is_written(world, monkeypatch):
    world.add(XA)
    monkeypatch.setattr(armour, "LARGEST_TEXT", 2000)
    with pytest.raises(Problem) as caught:
        write(world)
    assert (caught.value.code, caught.value.where) == ("invalid_value", "--text")
    assert "USB" in caught.value.message
    assert not list(world.folder.glob("usb*/*.goi"))


def test_divided_text_fits_a_message_by_itself(world, monkeypatch):
    for number in range(6):
        for other in range(3):
            world.add(XA, name=f"Mô hình {number}, {other}")
        world.export(XA)
    whole = len(armour.text(world.export(XA)[0].read_bytes()))
    monkeypatch.setattr(armour, "LARGEST_TEXT", whole - 1)
    made = write(world, most=1 << 30)
    assert len(made) > 1
    assert all(one.bytes <= whole - 1 and BEGIN in one.file.read_bytes() for one in made)
    assert {one.result for one in world.bring(HUYEN, *(one.file for one in made)).packages} == {"merged"}
