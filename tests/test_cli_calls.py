"""What somebody at a terminal is told after a wrong call or a refusal: the place, what may stand there, and what helps on."""

import json
import re
import uuid

import pytest

from desktop.cli import main, run
from tests.worlds import NOW, call, surroundings


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["units", "--era", "1999"], "--era: giá trị không dùng được; chọn trong: 2024, 2025."),
        (["record", "list", "village", "--limit", "x"], "--limit: giá trị không dùng được; cần số nguyên từ 0."),
        (["account", "add", "Lan"], "Thiếu --roles."),
    ],
    ids=str,
)
def test_a_wrong_call_names_the_option_and_what_it_takes(given, said):
    answer = call(*given)
    assert answer.status == 2
    assert answer.said.startswith(said)


@pytest.mark.parametrize(
    ("column", "raw"), [("households", "1.5"), ("households", "nhiều"), ("name", "Bản\u202eA"), ("type", "x")], ids=str
)
def test_a_value_that_cannot_be_read_names_its_column(world, column, raw):
    values = {"name": "Bản A", "type": "ban", "households": 3, column: raw}
    label = world.commune.ok("schema", "village")["properties"][column]["title"]
    answer = world.commune.refused("invalid_value", "record", "add", "village", "--from-json", "-", typed=json.dumps(values))
    assert answer.error["message"].startswith(f"{label}: ")
    assert answer.error["where"] == column


def test_a_refused_word_of_a_list_offers_the_words_that_a_person_reads(world):
    answer = world.commune.refused("invalid_value", "record", "add", "village", "--set", "name=A", "--set", "type=x")
    assert "Bản (ban)" in answer.error["message"]


@pytest.mark.parametrize("text", ['{"name": "A", "name": "B", "type": "ban"}', "[]"])
def test_a_column_given_twice_and_a_list_of_nothing_are_refused(world, text):
    world.commune.refused("invalid_value", "record", "add", "village", "--from-json", "-", typed=text)
    assert world.commune.ok("record", "list", "village")["total"] == 0


def test_an_account_tells_the_day_of_its_last_sign_in(world):
    assert [one["last_used"] for one in world.commune.ok("account", "list")] == [NOW[:10]]
    tomorrow = "2024-03-21T08:00:00"
    assert [one["last_used"] for one in world.commune.ok("account", "list", now=tomorrow)] == [tomorrow[:10]]


@pytest.mark.parametrize(
    ("given", "code", "helps"),
    [
        (("record", "list", "khong_co"), "unknown_register", "lệnh registers"),
        (("record", "list", "village", "--where", "x = 1"), "unknown_field", "lệnh schema"),
        (("record", "list", "village", "--where", "unit = 99"), "unknown_unit", "lệnh units"),
    ],
    ids=str,
)
def test_a_refusal_at_the_terminal_names_the_command_that_helps(world, given, code, helps):
    answer = world.commune.refused(code, *given)
    assert answer.error["message"].endswith(f"Xem {helps}.")
    assert "2024:" not in answer.error["where"]


def test_a_folder_without_packages_says_so(world):
    empty = world.folder / "trong"
    empty.mkdir()
    here = world.commune
    with surroundings({"SODANVAN_PASSWORD": here.password, "SODANVAN_NOW": here.now}, "") as (said, _):
        assert run(["--home", str(here.home), "--user", here.user, "import", str(empty)]) == 0
    assert said.getvalue() == "Không có gói (.goi) nào ở đó. Kiểm tra lại thư mục hoặc USB.\n"


def test_a_reference_to_nothing_names_the_book_that_lacks_it(world):
    given = {"kind": "dinh_ky", "planned_date": "2024-03-14", "actor": "thu_truong"}
    for place, lacks in (("Nhà rông", "“Nhà rông”"), (str(uuid.uuid4()), "bản ghi này")):
        answer = world.commune.refused(
            "invalid_value", "record", "add", "reception_session", "--from-json", "-", typed=json.dumps({**given, "place": place})
        )
        assert f"sổ “Địa điểm” không có {lacks}." in answer.error["message"]


def test_a_missing_field_of_one_word_says_of_what(world):
    answer = world.commune.refused("required_missing", "record", "add", "village", "--set", "name=A", "--set", "type=")
    assert answer.error["message"] == "Chưa ghi loại của thôn, bản."


@pytest.mark.parametrize("given", ["ten", "=Bản"])
def test_a_value_without_column_or_sign_says_how_it_is_written(world, given):
    answer = world.commune.refused("invalid_value", "record", "add", "village", "--set", given)
    assert answer.error["where"] == given
    assert "cột=giá trị" in answer.said


def test_a_promise_made_when_citizens_were_received_names_its_session(world):
    laptop, session = world.commune, world.commune.add_session("2024-01-08")
    owner = laptop.add("official", {"name": "Lò Văn Hứa", "position": "Công chức"})[0]
    promise = {
        "source_kind": "tiep_dan", "source_uid": session, "content": "Trả lời bản", "made_by_title": "Chủ tịch UBND", "owner_id": owner,
        "made_on": "2024-01-08", "due_on": "2024-02-08", "state": "chua",
    }  # fmt: skip
    made = laptop.add("commitment", promise)[0]
    assert laptop.ok("record", "show", "commitment", made)["values"]["source_uid"] == session


def _commands(group=main, path=()):
    yield path
    for name, one in getattr(group, "commands", {}).items():
        yield from _commands(one, (*path, name))


@pytest.mark.parametrize("command", list(_commands()), ids=" ".join)
def test_help_names_what_to_type_in_vietnamese(command, capsys):
    assert run([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert not re.search(
        r"\b(NAME|PERIOD|REGISTER|FILE|TEXT|DIRECTORY|PATH|INTEGER|FLOAT|BOOLEAN|UUID|ID|IDS|CODE|RANGE|OPTIONS|COMMAND|ARGS|UNIT|YEAR|KIND|N|required|default)\b",
        said,
    )
