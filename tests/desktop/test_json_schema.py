"""Contract of the command line, line 10: the schema of a register."""

import json

import pytest

from desktop import registers
from desktop.entries.json_schema import schema_of
from desktop.registers.fields import Kind
from desktop.registers.model import Register, choices, count, decimal, refs, structure, text

EVERY = list(registers.ALL.values())
VISIT = schema_of(registers.ALL["reception_visit"])
KINDS = Register(
    code="kinds",
    number="R99",
    title="Mọi kiểu",
    label="{one}",
    note=False,
    fields=(
        text("one", "Một"),
        decimal("amount", "Số lượng"),
        count("balance", "Chênh lệch", minimum=None),
        choices("tags", "Thẻ", {"a": "A", "b": "B"}),
        refs("villages", "Thôn, bản", to="village"),
        refs("owners", "Người, nơi", to=("official", "organisation")),
        structure("closing", "Nội dung chốt"),
    ),
)


@pytest.mark.parametrize("register", EVERY, ids=lambda r: r.code)
def test_a_schema_says_of_every_field_its_title_class_and_whether_it_is_computed(register):
    schema = schema_of(register)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert list(schema["properties"]) == [f.name for f in register.fields]
    for field in register.fields:
        said = schema["properties"][field.name]
        assert (said["title"], said["x-class"], said["x-auto"]) == (field.label, field.sensitivity_class, field.auto)
        assert ("x-ref" in said) == bool(field.to)
        assert (said.get("format") == "date") == (field.kind is Kind.DATE)
        assert ("items" in said) == (said["type"] == "array")
    assert json.loads(json.dumps(schema, ensure_ascii=False)) == schema


def test_required_is_what_every_record_must_have():
    assert VISIT["required"] == [
        "session_id", "subject_kind", "category", "is_first", "people_count", "rep_count", "in_competence", "handling",
    ]  # fmt: skip
    session = schema_of(registers.ALL["reception_session"])
    assert session["required"] == ["kind", "actor", "place"]


def test_a_choice_lists_codes_with_their_labels():
    assert VISIT["properties"]["is_first"]["oneOf"] == [
        {"const": "lan_dau", "title": "Lần đầu"},
        {"const": "nhieu_lan", "title": "Nhiều lần"},
    ]


def test_what_the_program_computes_is_marked():
    assert [name for name, said in VISIT["properties"].items() if said["x-auto"]] == ["group_type", "due_reply", "due_basis"]
    assert VISIT["properties"]["due_reply"]["readOnly"] is True


def test_every_kind_of_field_has_its_type():
    said = schema_of(KINDS)["properties"]
    assert {name: prop["type"] for name, prop in said.items()} == {
        "one": "string", "amount": ["number", "string"], "balance": "integer", "tags": "array", "villages": "array", "owners": "array",
        "closing": "object",
    }  # fmt: skip
    assert said["one"]["maxLength"] == 200
    assert said["amount"]["minimum"] == 0
    assert "minimum" not in said["balance"]
    assert said["tags"]["items"] == {"type": "string", "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}
    assert said["villages"]["x-ref"] == said["villages"]["items"]["x-ref"] == "village"
    assert said["owners"]["items"]["x-ref"] == ["official", "organisation"]


def test_a_default_that_depends_on_the_day_is_no_default_of_the_schema():
    assert "default" not in schema_of(registers.ALL["commitment"])["properties"]["made_on"]
    assert VISIT["properties"]["people_count"]["default"] == 1
