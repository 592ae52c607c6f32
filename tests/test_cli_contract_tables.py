"""The command line answers as its contract says: tables of Excel and CSV (line 15)."""

import json

import pytest

from desktop.cli import run
from tests.desktop.sheets.sheet import cells, excel, text
from tests.test_cli_contract import PASSWORD
from tests.worlds import NOW, surroundings

OUT = {"file", "rows"}
IN = {"added", "failed", "failed_file"}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_line_15_a_table_has_titles_and_names_above_its_rows(world, tmp_path, kind):
    laptop, file = world.commune, tmp_path / f"so.{kind}"
    village = laptop.add_village()
    made = laptop.ok("table", "export", "village", file)
    assert made.keys() >= OUT
    assert (made["file"], made["rows"]) == (str(file), 1)
    titles, names, row = cells(file)
    assert dict(zip(names, titles, strict=True))["name"] == "Tên thôn, bản"
    assert dict(zip(names, row, strict=True))["name"] == "Bản Nậm Ngà"
    assert dict(zip(names, row, strict=True))["id"] == village


def test_line_15_a_table_of_a_period(world, tmp_path):
    laptop = world.commune
    laptop.add_session("2024-01-08")
    laptop.add_session("2024-03-18")
    assert laptop.ok("table", "export", "reception_session", tmp_path / "so.csv", "--period", "2024-Q1")["rows"] == 1
    laptop.refused("unknown_period", "table", "export", "reception_session", tmp_path / "so.csv", "--period", "2024-Q9")
    laptop.refused("unknown_register", "table", "export", "khong_co", tmp_path / "so.csv")
    laptop.refused("unknown_register", "table", "export", "account", tmp_path / "so.csv")
    laptop.refused("invalid_value", "table", "export", "village", tmp_path / "so.doc")


def test_line_15_an_import_says_what_was_added_and_what_failed(world, tmp_path):
    laptop = world.commune
    good = laptop.ok("table", "import", "village", excel(tmp_path / "so.xlsx", ("name", "type"), ("Nậm Ngà", "Bản"), ("Chà Gì", "ban")))
    assert good.keys() >= IN
    assert (len(good["added"]), good["failed"], good["failed_file"]) == (2, [], None)
    file = excel(tmp_path / "hai.xlsx", ("Tên thôn, bản", "Loại"), ("Seo Thèn", "Bản"), ("Lạ", "Làng"))
    part = laptop.call("table", "import", "village", file)
    assert part.status == 3
    assert len(part.document["added"]) == 1
    (failed,) = part.document["failed"]
    assert failed.keys() == {"row", "column", "rule", "message"}
    assert (failed["row"], failed["column"]) == (3, "type")
    assert part.document["failed_file"] == str(tmp_path / "hai-loi.xlsx")
    assert laptop.ok("record", "list", "village")["total"] == 3


def test_line_15_an_import_of_which_every_row_fails_ends_with_1(world, tmp_path):
    answer = world.commune.call("table", "import", "village", text(tmp_path / "so.csv", "name,type", ",ban", ",ban"))
    assert answer.status == 1
    assert answer.error["code"] == "required_missing"
    assert answer.document.keys() >= IN | {"error"}
    assert [one["row"] for one in answer.document["failed"]] == [2, 3]
    assert answer.said == answer.error["message"] + "\n"


def test_line_15_a_dry_run_writes_nothing_and_ends_the_same(world, tmp_path):
    laptop, file = world.commune, text(tmp_path / "so.csv", "name,type", "Nậm Ngà,ban", ",ban")
    answer = laptop.call("table", "import", "village", file, "--dry-run")
    assert (answer.status, len(answer.document["added"]), answer.document["failed_file"]) == (3, 1, None)
    assert laptop.ok("record", "list", "village")["total"] == 0


def test_line_15_drafts_and_unknown_columns(world, tmp_path):
    laptop = world.commune
    answer = laptop.call("table", "import", "village", text(tmp_path / "so.csv", "type,STT", "ban,1"), "--draft")
    assert answer.status == 0
    assert answer.document["unknown_columns"] == ["STT"]
    assert "“STT”" in answer.document["warnings"][0]
    assert [one["status"] for one in laptop.ok("record", "list", "village")["records"]] == ["nhap"]


def test_line_15_a_person_reads_what_came_of_his_rows(world, tmp_path):
    laptop = world.commune
    file = text(tmp_path / "so.csv", "name,type", "Nậm Ngà,ban", ",ban")
    with surroundings({"SODANVAN_PASSWORD": PASSWORD, "SODANVAN_NOW": NOW}, "") as (out, err):
        status = run(["--home", str(laptop.home), "--user", laptop.user, "table", "import", "village", str(file)])
    said = out.getvalue().splitlines()
    assert (status, err.getvalue()) == (3, "")
    assert said[:2] == ["Đã thêm 1 dòng, sửa 0, giữ nguyên 0, lỗi 1.", "Dòng 3: Chưa ghi tên thôn, bản."]
    assert str(tmp_path / "so-loi.csv") in said[2]


def test_a_register_with_names_warns_when_it_leaves(world, tmp_path):
    laptop = world.commune
    laptop.add_visit(laptop.add_session("2024-03-11"))
    answer = laptop.call("table", "export", "reception_visit", tmp_path / "so.xlsx")
    assert answer.status == 0
    assert "họ tên" in answer.document["warnings"][0]
    assert json.dumps(answer.document, ensure_ascii=False).count("Lò Văn Thử") == 0
