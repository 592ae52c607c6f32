"""The bytes of a line: what they are, and what is no line."""

import json

import msgspec
import pytest

from db.ops import (
    MAX_LINE,
    NO_FACT,
    START,
    BadLine,
    Skeleton,
    ValueRef,
    decode_skeleton,
    decode_values,
    encode_skeleton,
    encode_values,
    line_hash,
    op_name,
    values_of,
)

LINE = (
    b'{"prev":"' + b"0" * 64 + b'","seq":1,"lamport":7,"at":"2024-03-10T08:00:00+07:00","by":"Lan","schema":1,"unit":"2024:03433",'
    b'"register":"note","record":"r1","kind":"set","over":["la/1/0123456789abcdef"],"lines":[["up","kept",["title","n"],"'
    + b"ab" * 32 + b'"]]}'
)  # fmt: skip
SKELETON = Skeleton(
    START, 1, 7, "2024-03-10T08:00:00+07:00", "Lan", 1, "2024:03433", "note", "r1", "set", ["la/1/0123456789abcdef"],
    [ValueRef("up", "kept", ["title", "n"], "ab" * 32)],
)  # fmt: skip


def test_a_line_is_these_bytes():
    assert encode_skeleton(SKELETON) == LINE
    assert decode_skeleton(LINE) == SKELETON
    assert op_name("la", 1, line_hash(LINE)) == f"la/1/{line_hash(LINE)[:16]}"


def test_erasures_and_facts_stand_behind_the_other_keys():
    erasure = encode_skeleton(msgspec.structs.replace(SKELETON, kind="erase", erase=["person"]))
    assert erasure == LINE.replace(b'"set"', b'"erase"')[:-1] + b',"erase":["person"]}'
    fact = encode_skeleton(msgspec.structs.replace(SKELETON, kind="fact", fact=msgspec.Raw(b'{"payload":"eA=="}')))
    assert fact.endswith(b'"]],"fact":{"payload":"eA=="}}')
    assert bytes(decode_skeleton(fact).fact) == b'{"payload":"eA=="}'
    assert decode_skeleton(erasure).fact is NO_FACT


def test_what_a_newer_program_adds_at_the_end_can_be_read():
    assert decode_skeleton(LINE[:-1] + b',"newer":{"x":1}}') == SKELETON


def test_vietnamese_stands_in_the_line_as_it_is():
    line = encode_values("AAAA", {"title": "Đường tới Mường Tè"})
    assert line.decode() == '{"salt":"AAAA","values":{"title":"Đường tới Mường Tè"}}'
    assert decode_values(line).values == {"title": "Đường tới Mường Tè"}


NO_LINES = {
    "nothing": b"",
    "no object": b"[]",
    "cut off": LINE[:-1],
    "a space": LINE.replace(b",", b", ", 1),
    "another order": LINE.replace(b'"seq":1,"lamport":7', b'"lamport":7,"seq":1'),
    "a key twice": LINE.replace(b'"seq":1', b'"seq":1,"seq":2'),
    "a key twice at the end": LINE[:-1] + b',"seq":2}',
    "a key twice deep inside": LINE[:-1] + b',"fact":{"a":1,"a":2}}',
    "a number that no table holds": LINE.replace(b'"lamport":7', b'"lamport":99999999999999999999'),
    "a negative number": LINE.replace(b'"seq":1', b'"seq":-1'),
    "a hash too short": LINE.replace(b"ab" * 32, b"ab" * 31),
    "no text": LINE.replace(b'"Lan"', b'"L\xff"'),
    "half a letter": LINE.replace(b'"Lan"', b'"\\ud800"'),
    "a line feed": LINE.replace(b'"Lan"', b'"L\nn"'),
    "too long": LINE.replace(b"Lan", b"L" * MAX_LINE),
    "too deep": LINE[:-1] + b',"fact":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a little too deep": LINE[:-1] + b',"fact":' + b"[" * 32 + b"]" * 32 + b"}",
}


@pytest.mark.parametrize("line", NO_LINES.values(), ids=NO_LINES)
def test_what_is_no_line_is_refused(line):
    with pytest.raises(BadLine):
        decode_skeleton(line)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b'{"salt":"","values":[]}',
        b'{"salt":"","values":{"a":NaN}}',
        b'{"salt":"","values":{"a":1e400}}',
        b'{"salt":"","values":{"a":' + b"[" * 31 + b"]" * 31 + b"}}",
    ],
)
def test_what_is_no_value_line_has_no_values(line):
    with pytest.raises(BadLine):
        decode_values(line)
    assert values_of(line, ["a"]) == {"a": None}


def test_only_the_fields_that_the_skeleton_names_count():
    assert values_of(b'{"salt":"","values":{"a":1,"b":2}}', ["a", "c"]) == {"a": 1, "c": None}


def test_a_number_with_a_point_never_enters_the_log():
    with pytest.raises(BadLine):
        encode_values("AAAA", {"n": 1.5})


def test_brackets_in_a_text_nest_nothing():
    text = '"[[{' * 40
    assert values_of(encode_values("", {"a": text}), ["a"]) == {"a": text}
    named = LINE.replace(b'"Lan"', json.dumps(text).encode())[:-1] + b',"later":' + b"[" * 31 + b"]" * 31 + b"}"
    assert decode_skeleton(named).by == text
