"""Words for the telephone: none is taken for another, by eye without marks or by ear in any dialect."""

import re
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language.vietnamese import fold, nfc
from desktop.language.words import first_difference, first_unknown, lists, same_words, word, words_of

DIGEST = sha256("Xã Ka Lăng".encode()).digest()
WORDS = words_of(DIGEST)
# One spelling for each sound, then one sound for those that a dialect of the north-west or the south mixes up.
BEGINNINGS = [
    ("ngh", "G"),
    ("ng", "G"),
    ("gi", "D"),
    ("gh", "g"),
    ("ch", "C"),
    ("tr", "C"),
    ("qu", "Kw"),
    ("kh", "X"),
    ("k", "K"),
    ("c", "K"),
    ("nh", "N"),
    ("l", "L"),
    ("n", "L"),
    ("s", "S"),
    ("x", "S"),
    ("d", "D"),
    ("r", "D"),
    ("v", "D"),
]
ENDINGS = [("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t")]


def heard(syllable: str) -> str:
    """Return a syllable as a tired person hears it on a bad line; folding already mixes hỏi with ngã."""
    sound = fold(syllable).replace("y", "i")
    for spelling, beginning in BEGINNINGS:
        if sound.startswith(spelling):
            sound = beginning + sound[len(spelling) :]
            break
    for spelling, ending in ENDINGS:
        if sound.endswith(spelling):
            return sound[: -len(spelling)] + ending
    return sound


@pytest.mark.parametrize(
    ("one", "other"),
    [("lúa", "nứa"), ("sao", "xào"), ("chè", "tre"), ("dao", "rào"), ("già", "đá"), ("nghỉ", "nghĩ"), ("kim", "cim"), ("trăng", "trắn")],
)
def test_what_dialects_mix_up_is_heard_alike(one, other):
    assert heard(one) == heard(other)


def test_there_are_64_things_and_32_qualities_of_one_syllable_in_nfc():
    nouns, adjectives = lists()
    assert (len(nouns), len(adjectives)) == (64, 32)
    for syllable in nouns + adjectives:
        assert re.fullmatch("[a-z]{2,6}", fold(syllable))
        assert syllable == nfc(syllable).lower()


def test_no_two_syllables_are_the_same_without_marks_or_by_ear():
    nouns, adjectives = lists()
    assert [(a, b) for a, b in combinations(nouns + adjectives, 2) if fold(a) == fold(b) or heard(a) == heard(b)] == []


def test_each_of_the_2048_numbers_has_a_word_of_its_own():
    words = [word(number) for number in range(2048)]
    assert len({fold(w) for w in words}) == 2048
    nouns, adjectives = lists()
    assert [nouns.index(w.split("-")[0]) * 32 + adjectives.index(w.split("-")[1]) for w in words] == list(range(2048))


def test_the_words_of_a_key_never_change():
    assert words_of(bytes(32)) == " ".join(["suối-trong"] * 8)
    assert words_of(b"\xff" * 32) == " ".join(["nồi-tươi"] * 8)
    assert WORDS == "áo-tươi nai-vàng quả-ngắn suối-đen đèo-sâu áo-biếc mương-nhỏ khăn-biếc"


@given(st.binary(min_size=11, max_size=11), st.binary(max_size=21))
def test_eight_words_carry_the_first_88_bits_and_nothing_else(head, tail):
    nouns, adjectives = lists()
    bits = 0
    for pair in words_of(head + tail).split(" "):
        noun, adjective = pair.split("-")
        bits = bits << 11 | nouns.index(noun) << 5 | adjectives.index(adjective)
    assert bits.to_bytes(11, "big") == head


def test_too_short_a_hash_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="11 bytes"):
        words_of(bytes(10))


@pytest.mark.parametrize(
    "typed",
    [
        WORDS,
        WORDS.replace("-", " "),
        WORDS.upper(),
        fold(WORDS),
        WORDS.replace(" ", ",  "),
        "\n".join(f"{n}. {pair}" for n, pair in enumerate(WORDS.split(), 1)),
        WORDS.replace("-", "\u2011"),
    ],
)
def test_words_are_the_same_however_they_are_typed(typed):
    assert same_words(typed, WORDS)
    assert first_difference(typed, WORDS) is None


def test_a_wrong_missing_or_added_word_is_named_by_its_place():
    pairs = WORDS.split()
    wrong = [*pairs[:4], "trâu-nâu", *pairs[5:]]
    assert first_difference(" ".join(wrong), WORDS) == 5
    assert first_difference(" ".join(pairs[:7]), WORDS) == 8
    assert first_difference(" ".join([*pairs, "trâu-nâu"]), WORDS) == 9
    assert first_difference("", WORDS) == 1
    assert not same_words(" ".join(wrong), WORDS)


def test_nothing_is_never_the_right_words():
    assert not same_words("", "")
    assert not same_words("---", " ")


def test_a_misheard_word_is_named_by_its_number():
    right = words_of(bytes(range(11)))
    said = right.split()
    assert first_unknown(right) is None
    assert first_unknown(" ".join([*said[:4], "xyz-" + said[4].partition("-")[2], *said[5:]])) == 5
    assert first_unknown(" ".join([*said[:7], said[7].partition("-")[0]])) == 8
