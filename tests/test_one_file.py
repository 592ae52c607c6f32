"""Adding a register stays one file: in a copy of the project a throw-away one gets table, form, Excel, figure and packages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.sources import MADE_BY_TOOLS, ROOT

REGISTER = '''"""R98 – Sổ đò ngang: a throw-away book with a field of every kind."""

from desktop.registers.model import (
    Context, Register, Row, at_most, choice, choices, count, date, decimal, flag, longtext, ref, refs, text,
)

REGISTER = Register(
    code="ferry_trip",
    number="R98",
    title="Đò ngang",
    label="{boat} {sailed_on}",
    dated_by=("sailed_on",),
    listed=("boat", "village_id", "people"),
    filters=("weather",),
    sees_private=frozenset({"DV"}),
    noun="chuyến đò",
    fields=(
        text("boat", "Tên thuyền", sensitivity=0, required=True),
        longtext("story", "Diễn biến", sensitivity=1),
        text("pilot", "Người lái", sensitivity=2, person=True),
        count("people", "Số khách", required=True, unit_label="người"),
        count("women", "Khách nữ", unit_label="người"),
        count("men", "Khách nam", auto=True, unit_label="người"),
        decimal("river_m", "Bề rộng sông", unit_label="m"),
        date("sailed_on", "Ngày đi", required=True),
        flag("is_night", "Đi đêm"),
        choice("weather", "Thời tiết", {"nang": "Nắng", "mua": "Mưa"}),
        choices("carried", "Chở theo", {"nguoi": "Người, xe", "hang": "Hàng; vật nuôi"}),
        ref("village_id", "Bến ở thôn, bản", to="village"),
        refs("stops", "Các bến ghé", to="village"),
    ),
)


@REGISTER.computes("men")
def the_others_are_men(trip: Row, _: Context) -> object:
    people, women = trip.get("people"), trip.get("women")
    return people - women if isinstance(people, int) and isinstance(women, int) else None


@REGISTER.rule("Số khách nữ không nhiều hơn số khách.", on="women")
def women_are_among_the_passengers(trip: Row) -> bool:
    return at_most(trip["women"], trip["people"])
'''
FORM = """
code = "DV-99"
title = "Đò ngang"
column = [
    { code = "1", title = "Chuyến", measure = "records", filters = { register = "ferry_trip" } },
    { code = "2", title = "Khách", measure = "records", filters = { register = "ferry_trip", total = "people" } },
]
"""
FOLDERS = ("db", "desktop", "resources", "tests", "ui")


def pytest_in(project: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_register_of_one_file_gets_table_form_excel_figure_and_packages(tmp_path: Path):
    ignored = shutil.ignore_patterns(*MADE_BY_TOOLS, ".*", "vectors")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "desktop" / "registers" / "ferry_trip.py").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "resources" / "forms" / "dv_99.toml").write_text(FORM, encoding="utf-8")
    assert " passed" in pytest_in(tmp_path, "tests/ui/throwaway_books.py")
    assert " passed" in pytest_in(tmp_path, "tests/test_definitions.py", "-k", "ferry_trip")
