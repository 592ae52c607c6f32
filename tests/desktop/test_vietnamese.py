"""Text: kept in NFC, found without marks, ordered as a Vietnamese dictionary and a class list order it."""

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Problem
from desktop.language.vietnamese import clean, clean_line, fold, name_sort_key, shown, sort_key, unbroken

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
ALPHABET_WITH_TONES = list(LETTERS)
VIETNAMESE = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " -/1234567890"))
REFUSED = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800"]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_decomposed_text_is_kept_composed():
    assert clean(nfd("Nậm Ngà, Đường Mới")) == "Nậm Ngà, Đường Mới"


def test_new_lines_and_tabs_stay_and_windows_line_ends_become_new_lines():
    assert clean("một\r\nhai\rba\n\tbốn") == "một\nhai\nba\n\tbốn"


@pytest.mark.parametrize("char", REFUSED)
def test_invisible_controls_are_refused_at_entry_with_their_place(char):
    with pytest.raises(Problem, match="vị trí 5") as refused:
        clean(f"Nậm {char}Ngà", "name")
    assert (refused.value.code, refused.value.where) == ("invalid_value", "name")
    assert char not in refused.value.message


@pytest.mark.parametrize("char", REFUSED)
def test_invisible_controls_of_others_are_shown_as_boxes(char):
    assert shown(f"a{char}b") == "a□b"


def test_a_period_and_a_number_do_not_part_over_two_lines():
    assert unbroken("Kỳ quý I/2024, chốt lần 2") == "Kỳ quý\u00a0I/2024, chốt lần\u00a02"
    assert unbroken("Số lượt tiếp trong quý") == "Số lượt tiếp trong quý"


def test_a_line_has_single_blanks_and_none_at_its_ends():
    assert clean_line("  Bản \n Nậm\u00a0 Ngà ") == "Bản Nậm Ngà"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("duong", "Đường"),
        ("hòa", "hoà"),
        ("THUY", "thuỷ"),
        ("khoe", "khoẻ"),
        ("duc", "Ðức"),
        ("ðuc", "đức"),
        ("nam nga", "  Nậm \t NGÀ\n"),
        ("fin", "\ufb01n"),
        ("dan van", "dân\u200b v\u00adận"),
    ],
)
def test_what_is_typed_without_marks_finds_what_is_stored_with_them(typed, stored):
    assert fold(typed) == fold(stored)


def test_folding_keeps_different_letters_apart():
    assert len({fold(c) for c in ALPHABET_WITH_TONES}) == len("abcdeghiklmnopqrstuvxy")


@given(st.text())
def test_folding_twice_changes_nothing_and_the_normal_form_does_not_matter(text):
    assert fold(fold(text)) == fold(text) == fold(nfd(text)) == fold(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_folding_does_not_see_case_or_marks(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)
    assert fold(text).isascii()


@given(st.text())
def test_shown_text_can_always_be_entered(text):
    assert clean(shown(text)) == shown(text)


@given(VIETNAMESE)
def test_entering_kept_text_again_changes_nothing(text):
    assert clean(clean(text)) == clean(text) == clean(nfd(text))


def test_the_alphabet_and_the_tones_are_in_order():
    mixed = ALPHABET_WITH_TONES.copy()
    Random(1).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == ALPHABET_WITH_TONES


@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Ánh", "Ăn", "Ân"],
        ["ca", "cà", "cá", "cách", "cạch", "cam"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "man", "mang"],
        ["Bản 1", "Bản A", "bản Ao", "Bản Ao", "Bản Đông", "Bản Khoang"],
        ["Dào San", "Đào San", "Đắk Lắk", "Đông", "Ea"],
        ["17", "17B", "18"],
        ["Mường Mô", "Mường Tè", "Mường Tè 2", "Mường-Tè", "Mường2", "Mườngo"],
    ],
)
def test_words_and_places_are_in_dictionary_order(in_order):
    mixed = in_order.copy()
    Random(2).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == in_order


def test_people_are_ordered_by_given_name_then_middle_then_family():
    people = [
        "Páo",
        "Giàng A Páo",
        "Phùn Chỉn Phà",
        "Lò Văn Phạ",
        "Lò Thị Ún",
        "Vàng Thị Ún",
        "Lò Văn Ún",
    ]
    mixed = people.copy()
    Random(3).shuffle(mixed)
    assert sorted(mixed, key=name_sort_key) == people


def test_the_tone_of_the_given_name_decides_before_the_family_name():
    assert name_sort_key("Vàng Thị Hà") < name_sort_key("An Thị Hạ")


def test_a_person_without_a_name_has_a_key():
    assert name_sort_key("") < name_sort_key("A")


@given(st.text(), st.text())
def test_keys_do_not_depend_on_the_normal_form(one, other):
    assert sort_key(nfd(one)) == sort_key(one)
    assert (sort_key(one) < sort_key(other)) == (sort_key(nfd(one)) < sort_key(nfd(other)))


@given(VIETNAMESE, VIETNAMESE)
def test_a_beginning_stands_before_the_whole(one, other):
    assert sort_key(one) <= sort_key(one + other)


@given(VIETNAMESE, VIETNAMESE)
def test_only_equal_texts_share_a_key(one, other):
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(VIETNAMESE, VIETNAMESE, VIETNAMESE, VIETNAMESE)
def test_the_key_of_a_name_compares_part_by_part(a, b, c, d):
    one, other = f"x{a} y{b}".split(), f"x{c} y{d}".split()
    parts = [(sort_key(n[-1]), sort_key(" ".join(n[1:-1])), sort_key(n[0])) for n in (one, other)]
    keys = [name_sort_key(" ".join(n)) for n in (one, other)]
    assert (keys[0] < keys[1]) == (parts[0] < parts[1])
