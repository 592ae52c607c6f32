"""The eight words by which two people compare keys over the telephone: "suối-trong rừng-già …".

A word is one of 64 things of the highlands and one of 32 qualities, 11 bits; eight words are the first
88 bits of a SHA-256. Nobody can look for a second key with the same words by trying, and a clerk can read
them out without spelling. They are compared without marks, so a bad line or a keyboard without Vietnamese
does no harm; the lists hold no two words that differ only by a mark or a sound that dialects mix up.
"""

import re
import tomllib
from functools import lru_cache
from itertools import zip_longest

import resources
from desktop.language.vietnamese import fold

COUNT = 8
_ADJECTIVES = 32
_WORD_BITS = 11
_BYTES = COUNT * _WORD_BITS // 8


@lru_cache(maxsize=1)
def lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the 64 nouns and the 32 adjectives, in the order that gives them their numbers."""
    found = tomllib.loads(resources.read_text("words.toml"))
    return tuple(found["nouns"]), tuple(found["adjectives"])


def word(number: int) -> str:
    """Return the word of an 11-bit number: the six high bits are the noun, the five low ones the adjective."""
    nouns, adjectives = lists()
    noun, adjective = divmod(number, _ADJECTIVES)
    return f"{nouns[noun]}-{adjectives[adjective]}"


def words_of(digest: bytes) -> str:
    """Return the eight words of a SHA-256: a hyphen inside a word, blanks between them.

    Raises:
        ValueError: fewer than 88 bits were given.
    """
    if len(digest) < _BYTES:
        raise ValueError(f"eight words need {_BYTES} bytes, got {len(digest)}")
    bits = int.from_bytes(digest[:_BYTES], "big")
    shifts = range((COUNT - 1) * _WORD_BITS, -1, -_WORD_BITS)
    return " ".join(word(bits >> shift & (1 << _WORD_BITS) - 1) for shift in shifts)


def same_words(one: str, other: str) -> bool:
    """Say whether two people have the same words, however they wrote marks, capitals, hyphens and blanks.

    Nothing is the same as nothing: two empty texts are not the same words.
    """
    return bool(_syllables(one)) and _syllables(one) == _syllables(other)


def first_difference(one: str, other: str) -> int | None:
    """Return the number (from 1) of the first word that differs, for "Từ thứ 5 không khớp"; None if none does."""
    pairs = zip_longest(_syllables(one), _syllables(other))
    return next((at // 2 + 1 for at, (left, right) in enumerate(pairs) if left != right), None)


def _syllables(text: str) -> list[str]:
    # Numbers, commas and line breaks of a printed sheet are typed along; only letters tell words apart.
    return re.findall("[a-z]+", fold(text))


def first_unknown(text: str) -> int | None:
    """Return the number (from 1) of the first word that is none of ours, misheard or mistyped; None if all are.

    The first half of a word must be a noun of the list, the second an adjective; a half-typed last word is unknown.
    """
    nouns, adjectives = ({fold(one) for one in found} for found in lists())
    syllables = _syllables(text)
    for at, syllable in enumerate(syllables):
        if syllable not in (adjectives if at % 2 else nouns):
            return at // 2 + 1
    return len(syllables) // 2 + 1 if len(syllables) % 2 else None
