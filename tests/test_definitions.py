"""Laws that every register keeps: a new file in desktop/registers gets all of these without writing one."""

import ast
import re
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop import registers
from desktop.entries.tables import complete_row, computed, wrong_types
from desktop.entries.values import parse_value
from desktop.registers.fields import LAST, TODAY, Kind
from desktop.registers.model import ALL_ROLES, NOTE, Register, text
from tests.desktop.registers.judging import broken, context
from tests.factory import valid
from tests.sources import ROOT, name, tree

EVERY = list(registers.ALL.values())
OPEN = [r for r in EVERY if not r.system]
FIELDS = [(r, f) for r in EVERY for f in r.fields]
RULES = [(r, rule) for r in EVERY for rule in r.rules]
MODULES = [
    path
    for path in sorted((ROOT / "desktop" / "registers").glob("*.py"))
    if path.stem not in ("__init__", "model", "fields", "shown", "codes", "findings", "identity_scan", "told_period", "share")
]
# What a list draws itself, whatever the register.
DRAWN = {"book_no", "event_date", "year"}
LONGEST_LABEL = 28
# Letters that fit above a field: the label and, at its right, the hint; narrower fields keep to their own width.
LONGEST_LINE = {"full": 70, "half": 38, "third": 24}

# No column may hold who denounced or was denounced, an identity paper, or anybody's origin, faith, party, health.
FORBIDDEN = re.compile(
    r"denounc|accus|nguoi_to_cao|bi_to_cao|cccd|cmnd|(^|_)id_?no|passport|ho_chieu|photo|(^|_)phone|dien_thoai|birth"
    r"|ethnic|dan_toc|religio|ton_giao|(^|_)party|dang_vien|politic|health|suc_khoe|biometr"
)
FORBIDDEN_WORDS = re.compile(
    r"người (bị )?tố cáo|căn cước|hộ chiếu|chứng minh nhân dân|điện thoại|ngày sinh|tôn giáo|đảng viên|sức khỏe", re.IGNORECASE
)


def of(register):
    return register.code


def at(pair):
    return f"{pair[0].code}.{pair[1].name}"


every = pytest.mark.parametrize("register", EVERY, ids=of)
every_field = pytest.mark.parametrize(("register", "field"), FIELDS, ids=[at(pair) for pair in FIELDS])
every_rule = pytest.mark.parametrize(("register", "rule"), RULES, ids=[at(pair) for pair in RULES])


def is_written_vietnamese(text):
    return bool(text) and text == text.strip() and unicodedata.is_normalized("NFC", text) and "_" not in text and "  " not in text


@every
def test_a_register_is_told_by_number_and_words(register):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", register.code)
    assert re.fullmatch("" if register.system else r"R\d\d[a-z]?|T\d\d", register.number)
    assert is_written_vietnamese(register.title)
    assert register.title[0].isupper()
    assert is_written_vietnamese(register.noun)
    assert register.noun[0].islower()
    assert resources.path("icons", f"{register.icon}.svg").is_file()


def test_no_two_registers_share_a_number_or_a_title():
    assert len({r.number for r in OPEN}) == len({r.title for r in OPEN}) == len(OPEN)


@every
def test_names_and_labels_of_a_register_are_told_apart(register):
    assert len({f.name for f in register.fields}) == len(register.fields)
    assert len({f.label for f in register.fields}) == len(register.fields)


@every_field
def test_a_field_has_an_english_name_and_a_short_vietnamese_label(register, field):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", field.name)
    assert is_written_vietnamese(field.label)
    assert field.label[0].isupper() or field.label[0].isdigit()
    assert len(field.label) <= LONGEST_LABEL
    assert not field.hint or len(field.label) + len(field.hint) <= LONGEST_LINE[field.width] or field.name == NOTE.name
    for words in (field.hint, field.closed_hint, field.unit_label, field.section):
        assert words == "" or is_written_vietnamese(words)


@every_field
def test_a_year_is_written_without_a_dot(register, field):
    if field.kind is Kind.COUNT:
        assert field.grouped != bool(re.search(r"(^|_)year(_|$)", field.name))


@every_field
def test_a_choice_has_codes_of_plain_letters_and_told_apart_labels(register, field):
    assert bool(field.options) == (field.kind in (Kind.CHOICE, Kind.CHOICES))
    shares = {"2/3", ">50%"}  # the thresholds of a vote, as the dossier writes them
    assert all(code in shares or re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", code) for code in field.options)
    assert all(is_written_vietnamese(label) for label in field.options.values())
    assert len(set(field.options.values())) == len(field.options)


@every_field
def test_a_reference_points_to_a_register_that_exists(register, field):
    assert bool(field.to) == (field.kind in (Kind.REF, Kind.REFS))
    assert [code for code in field.to if code not in registers.ALL or registers.ALL[code].system] == []
    assert field.suggests == "" or field.suggests in registers.ALL


@every
def test_what_a_register_names_is_a_field_of_it(register):
    names = set(register.by_name)
    shown = {part for _, part, _, _ in string.Formatter().parse(register.label) if part}
    assert set(register.listed) <= names
    assert set(register.filters) <= names
    assert set(register.natural_key) <= names
    assert shown <= names | DRAWN
    assert shown
    assert register.unique_key in names | {""}
    assert register.parent in names | {""}
    assert set(register.fills) <= names
    assert {rule.on for rule in register.rules} <= names


@every
def test_a_record_is_dated_by_a_day_or_by_another_record(register):
    for path in register.dated_by:
        reference, dot, rest = path.partition(".")
        assert register.by_name[reference].kind is (Kind.REF if dot else Kind.DATE)
        assert not rest
        assert not dot or reference == register.parent


@every
def test_a_term_begins_on_a_day_that_the_register_names(register):
    asked = set()

    class Listening(type(context(register.code, {}, {}))):
        def due(self, key, start):
            asked.add(start)

        def rule_value(self, key, day):
            asked.add(day)

        def reaches(self, key, day, part, whole):
            asked.add(day)

        def asks(self, key, day):
            asked.add(day)
            return ""

    days = {f.name: f"2024-03-{number + 1:02}" for number, f in enumerate(f for f in register.fields if f.kind is Kind.DATE)}
    row = complete_row(register, valid(register.code, **days))
    known = {value: {"_date": "2024-02-01"} for f in register.fields if f.kind is Kind.REF and (value := row[f.name])}
    own = context(register.code, row, known)
    listening = Listening(own.register, row, own.law, own.find)
    computed(register, row, listening)
    register.broken(row, listening)
    named = {row[path] for path in (*register.dated_by, *register.terms_from) if "." not in path}
    parents = {"2024-02-01"} if any("." in path for path in register.dated_by) else set()
    assert asked - {None} <= named | parents


@every
def test_numbers_below_a_list_are_of_fields_that_can_be_counted(register):
    for total in register.totals:
        assert (total.what == "count") == (not total.field)
        if total.what == "sum":
            assert register.by_name[total.field].kind is Kind.COUNT
        elif total.field:
            assert not register.by_name[total.field].private


@every
def test_what_became_of_a_record_is_not_copied(register):
    for field in register.fields:
        if field.auto or field.name in {"replied_on", "done_on", "actual_date", "held"}:
            assert field.auto or not field.copied


@every
def test_a_list_has_at_most_seven_columns(register):
    around = register.numbered + bool(register.dated_by) + 1  # number, day, state
    assert 1 <= len(register.listed) <= 7 - around or register.system
    assert not set(register.listed) & set(register.dated_by)


@every
def test_a_key_is_filled_in_whenever_it_is_asked(register):
    given = {*register.fills, *register.fills_by}
    assert [key for key in register.natural_key if not register.by_name[key].required and key not in given] == []


@every_field
def test_no_field_can_hold_what_the_law_forbids(register, field):
    assert not FORBIDDEN.search(field.name)
    assert not FORBIDDEN_WORDS.search(field.label)


@every_field
def test_a_private_value_never_goes_up(register, field):
    assert field.sensitivity_class in (0, 1, 2, 3)
    if field.private or field.home_only or register.upward != "rows":
        assert register.audience(field.name) == "home"
    if field.private:
        assert field.group != "kept"
    if field.name == NOTE.name:
        assert field.home_only


@every_field
def test_a_text_says_its_class(register, field):
    assert field.sensitivity is not None or not field.is_text


def test_a_text_without_a_class_stays_in_its_unit():
    register = Register(code="x", number="R99", title="Thử", label="", fields=(text("said", "Lời"), text("open", "Tên", sensitivity=0)))
    assert [register.audience(name) for name in ("said", "open")] == ["home", "up"]
    assert not register.private_fields


@every
def test_roles_are_known_and_read_what_they_write(register):
    assert register.enters
    assert register.enters <= register.sees <= ALL_ROLES
    assert register.sees_private <= register.sees
    assert bool(register.private_fields) == bool(register.sees_private)
    assert not register.sees_private & {"QT", "XEM", "TH"}


def test_observers_see_the_books_that_are_theirs():
    """Dossier §6.0.3, §6.20: what "all" may see is for the office; XEM sees what names it."""
    of_the_office = ["R01a", "R01b", "R01c", "R02", "R03a", "R03b", "R04", "R04b", "R04c", "R05", "R06", "R07", "R07b", "R08", "R09b"]
    assert [r.number for r in OPEN if "XEM" in r.sees and r.number in [*of_the_office, "R10a", "R10b", "R10c"]] == []
    assert {"R09a", "R09c", "R09d", "R14b", "R16a", "R16b"} <= {r.number for r in OPEN if "XEM" in r.sees}


def test_observers_see_the_books_of_voters_the_front_and_what_is_public():  # dossier 6.0.3, 6.20
    observed = {"R11", "R12", "R14", "R15", "R16"}
    assert {r.number[:3] for r in OPEN if r.number[0] == "R" and r.number[:3] > "R10" and "XEM" in r.sees} == observed


@every
def test_an_erasure_empties_all_that_could_tell_a_person(register):
    erasure = register.erasure
    if erasure is None:
        return
    assert erasure.value in register.by_name[erasure.field].options
    row = dict.fromkeys(register.by_name) | {erasure.field: erasure.value}
    for field in register.fields:
        if field.group in erasure.groups:
            assert not field.is_asked(row), field.name
        elif not field.auto:  # what is computed is kept nowhere
            assert field.kind in (Kind.CHOICE, Kind.COUNT, Kind.DATE, Kind.FLAG) or field.name == register.parent, field.name


@every
def test_what_the_program_computes_is_declared_so(register):
    stamped = {f.name for f in register.fields if f.stamped_by}
    assert set(register.computed) == {f.name for f in register.fields if f.auto} - stamped
    assert stamped <= set(register.fills_by)
    assert {name for f in register.fields for name in f.stamped_by} <= set(register.by_name)
    assert [f.name for f in register.fields if f.auto and (f.required or f.required_when or f.asked_when)] == []
    assert not set(register.fills) & set(register.computed)


@every_field
def test_a_default_is_a_value_that_the_field_takes(register, field):
    if field.default == TODAY:
        assert field.kind is Kind.DATE
    elif field.default not in (None, LAST):
        assert parse_value(field, field.default, lambda codes, text: text) == field.default


@every_field
def test_a_closed_field_says_when_it_opens(register, field):
    assert bool(field.asked_when) == bool(field.closed_hint)


@every
def test_a_form_keeps_the_fields_of_a_section_together(register):
    order = [f.section for f in register.fields if f.name != NOTE.name]
    starts = [section for before, section in zip([None, *order], order, strict=False) if section != before]
    assert len(starts) == len(set(starts))


@every_rule
def test_a_rule_is_a_sentence_twice(register, rule):
    assert re.fullmatch(r"[a-z]+(_[a-z]+){3,}", rule.name)
    assert is_written_vietnamese(rule.sentence)
    assert rule.sentence[0].isupper()
    assert rule.sentence.endswith(".")
    assert len(rule.sentence) <= 100


@every
def test_no_two_rules_share_a_name(register):
    assert len({rule.name for rule in register.rules}) == len(register.rules)


@pytest.mark.parametrize("register", OPEN, ids=of)
def test_a_valid_record_can_be_made_of_the_declaration_alone(register):
    row = valid(register.code)
    assert broken(register.code) == []
    assert {name: parse_value(register.by_name[name], value, lambda codes, text: text) for name, value in row.items()} == row


def any_value(field):
    odd = st.sampled_from(["", "2024-02-30", "x", "2024-03-25", "9999-12-31"])
    if field.kind is Kind.COUNT:
        return st.none() | st.integers(-5, 10**6)
    if field.kind is Kind.FLAG:
        return st.none() | st.booleans()
    if field.many:
        return st.none() | st.lists(odd, max_size=2)
    if field.kind is Kind.OBJECT:
        return st.none() | st.just({})
    return st.none() | odd | st.sampled_from([*field.options, "lạ"])


@given(st.data())
def test_nothing_that_another_program_wrote_makes_a_rule_fall_over(data):
    register = data.draw(st.sampled_from(EVERY), label="register")
    row = {f.name: data.draw(any_value(f), label=f.name) for f in register.fields if not f.auto}
    assert wrong_types(register, row) == []
    whole = complete_row(register, row)
    parents = {"x": {"_date": data.draw(st.none() | st.just("2024-03-25"))}}
    whole |= computed(register, whole, context(register.code, whole, parents))
    register.broken(whole, context(register.code, whole, parents))
    assert all(isinstance(f.is_required(whole), bool) for f in register.fields)


def imported(path: Path) -> set[str]:
    return {
        node.module if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_register_knows_the_model_and_the_shared_lists_and_nothing_else(path):
    shared = {"desktop.registers.model", "desktop.registers.codes", "desktop.registers.findings", "desktop.registers.told_period"}
    assert imported(path) <= {*shared, "desktop.registers.share", "dataclasses"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_of_the_folder_declares_one_register(path):
    assigned = [ast.unparse(target) for node in tree(path).body if isinstance(node, ast.Assign) for target in node.targets]
    assert assigned.count("REGISTER") == 1


@pytest.mark.parametrize("register", [one for one in EVERY if any(field.section for field in one.fields)], ids=lambda one: one.code)
def test_what_must_be_given_stands_in_a_named_section_where_there_are_any(register):
    own = {"reception_visit"}  # has a form of its own
    assert register.code in own or [one.name for one in register.fields if one.required and not one.section] == []
