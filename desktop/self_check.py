"""Whether everything was shipped: a bundle without one register looks whole until somebody needs that register.

Counts what is found at run time (registers, measures, forms, targets, indicators, fonts, icons, texts, units), opens an encrypted database
in memory of the disk. Opens no window.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import resources
from desktop import forms, measures, registers, units
from desktop.clock import Clock
from desktop.entries.catalogue import resource_records
from desktop.entries.tables import LAW_REGISTERS
from desktop.errors import Problem
from desktop.keys.key_slots import new_key
from desktop.language import texts
from desktop.language.dates import format_date
from desktop.measures import targets
from desktop.office import Office
from desktop.paths import Paths
from desktop.release import built_on
from desktop.reporting import indicators

LEAST_UNITS: Final = 100
LEAST_TEXTS: Final = 200
LEAST_LAW: Final = 70
TARGETS, INDICATORS = 5, 30
FONTS: Final = (
    "NotoSans-Regular", "NotoSans-Medium", "NotoSans-SemiBold", "LiberationSans-Regular", "LiberationSans-Bold", "LiberationSerif-Regular",
    "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic",
)  # fmt: skip
Found = tuple[str, int, str]


def run(say: Callable[[str], object]) -> int:
    """Say what was found, a line each, and return the exit status: 1 when something is missing."""
    missing = 0
    for name, count, fault in findings():
        say(f"{name}: {count}{f' – {fault}' if fault else ''}\n")
        missing += bool(fault)
    say("Thiếu thành phần. Cài lại chương trình.\n" if missing else "Đủ.\n")
    return 1 if missing else 0


def findings() -> Iterator[Found]:
    """Yield name, count and what is wrong ("" when nothing) of each kind of thing that is found at run time."""
    yield _registers()
    yield _forms()
    yield "Chỉ tiêu của kế hoạch", *_least(len(targets.ALL), TARGETS)
    yield "Chỉ số", *_least(len(list(resources.path(indicators.FOLDER).glob("*.toml"))), INDICATORS)
    yield _counted("Phông chữ", [name for name in FONTS if _is_font(resources.path("fonts", f"{name}.ttf"))], FONTS)
    icons = _icons()
    yield _counted("Biểu tượng", [name for name in icons if resources.path("icons", f"{name}.svg").is_file()], icons)
    found = texts.read_texts()
    yield "Câu chữ", len(found), "" if len(found) >= LEAST_TEXTS else "thiếu tệp câu chữ"
    yield "Đơn vị hành chính", *_least(len(units.units()), LEAST_UNITS)
    yield "Ngày nghỉ lễ, tham số pháp luật", *_least(sum(code in LAW_REGISTERS for code, _, _ in resource_records()), LEAST_LAW)
    yield _release()
    yield _database()


def _release() -> Found:
    try:
        return f"Làm ngày {format_date(built_on())}", 1, ""
    except (OSError, KeyError, ValueError):
        return "Ngày làm ra chương trình", 0, "thiếu ngày trong release.toml"


def _least(count: int, least: int) -> tuple[int, str]:
    return count, "" if count >= least else f"ít hơn {least}"


def _counted(name: str, have: list[str], want: tuple[str, ...] | list[str]) -> Found:
    lacking = [one for one in want if one not in have]
    return name, len(have), f"thiếu {', '.join(lacking)}" if lacking else ""


def _registers() -> Found:
    """Every register that another one refers to, or hangs on, must be there."""
    named = {code for one in registers.ALL.values() for field in one.fields for code in field.to}
    return _counted("Sổ", list(registers.ALL), sorted(named | set(registers.ALL)))


def _forms() -> Found:
    """Every measure and register that a form names must be there."""
    try:
        found = forms.all_forms()
    except KeyError as error:
        return "Biểu", 0, f"thiếu chỉ tiêu hoặc sổ {error.args[0]}"
    named = {column.measure for form in found for column in form.columns if column.measure}
    lacking = sorted(named - set(measures.ALL))
    return "Biểu", len(found), f"thiếu chỉ tiêu {', '.join(lacking)}" if lacking else "" if found else "không có biểu nào"


def _is_font(path: Path) -> bool:
    return path.is_file() and path.read_bytes()[:4] == b"\x00\x01\x00\x00"


def _icons() -> list[str]:
    """Icons that registers name, and the program's own."""
    return sorted({"app", "circle-check", "circle-x", *(one.icon for one in registers.ALL.values())})


def _database() -> Found:
    """Open a new encrypted database, as at set-up."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            office = Office.open_store(Paths(Path(folder)), new_key(), Clock(), create=True)
        except Problem as problem:
            return "Cơ sở dữ liệu", 0, problem.message
        office.close()
    return "Cơ sở dữ liệu", 1, ""
