"""Bring a table in: the good rows in one transaction, the others given back in a file of the same kind with the reason.

What is only looked at is done and undone, so that a look and the import never disagree.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from desktop.actions import records, typed_sheets
from desktop.actions.people import note_event
from desktop.actions.table_outcome import Imported
from desktop.actions.table_rows import Importer
from desktop.errors import Problem
from desktop.jobs import Job
from desktop.office import Office
from desktop.registers.model import Register
from desktop.sheets import files
from desktop.sheets.cells import Cell, is_filled
from desktop.sheets.heading import ERROR, SYSTEM, Heading, finder, read_heading

_NO_JOB: Final = Job()
_STEP: Final = "Đọc dòng"
_SAID_MOST: Final = 5


class _Looked(Exception):
    """Undoes what was only tried."""


def import_table(
    office: Office, code: str, file: Path, *, draft: bool = False, dry_run: bool = False, named: bool = False, job: Job = _NO_JOB
) -> Imported:
    """Save the rows of an .xlsx or .csv file that can be saved; with `dry_run` only say what would come of them.

    Args:
        office: Where.
        code: The register.
        file: The table; the failed rows are written beside it.
        draft: Keep new rows as drafts, without asking for what is required.
        dry_run: Write nothing, neither records nor a file.
        named: Tell the name of each record.
        job: Hears the progress and stops the work.

    Raises:
        Problem: unknown_register, not_allowed; what is wrong with the file as a whole.
    """
    register = records.to_write(office, code)
    find = finder(register)
    kind, lines = files.read_table(file, lambda words: bool(find(words)), job)
    heading, lines = read_heading(register, lines, str(file))
    done = Imported(dry_run, heading.strange)
    if done.strange:
        done.notes.append(f"Sổ không có cột {', '.join(f'“{title}”' for title in done.strange)}; đã bỏ qua.")
    with suppress(_Looked), records.saving(office) as saver:
        importer = Importer(office, saver, register, heading, done, draft=draft, named=named)
        importer.take_all(job.each(_STEP, (line for line in lines if not line.is_empty)))
        if dry_run or done.all_failed:
            raise _Looked
    if not done.outcomes:
        raise Problem("invalid_value", "Tệp chỉ có dòng tên cột, chưa có dòng nào để nhập. Ghi dữ liệu bên dưới rồi nhập lại.", str(file))
    done.outcomes.sort(key=lambda one: one.row)
    done.failed.sort(key=lambda one: one.row)
    if importer.refused and not dry_run:
        done.file = _give_back(office, register, file, kind, heading, importer)
    if importer.alike:
        done.notes.append(f"{importer.alike} dòng mới giống hệt bản ghi đã có trong sổ: xem lại có phải tệp này đã nhập rồi không.")
    if importer.secret:
        done.notes.append("Tệp có dòng tố cáo ghi tên hoặc nội dung: chương trình không giữ. Xóa các ô đó hoặc hủy tệp gốc.")
    if not draft and not dry_run:
        done.notes += _first(typed_sheets.doubts(office, register.code, (*done.added, *done.changed)))
    return done


def _first(said: list[str]) -> list[str]:
    """Return the first of what is to be said, and how much more there is."""
    more = len(said) - _SAID_MOST
    return said if more <= 0 else [*said[:_SAID_MOST], f"Còn {more} chỗ khác cần xem lại ở trang ghi cả biểu."]


def _give_back(office: Office, register: Register, file: Path, kind: str, heading: Heading, importer: Importer) -> Path | None:
    """Write the rows that failed beside the file, with the reasons; a stick that refuses it takes nothing back."""
    error, width = heading.of(ERROR), len(heading.columns)
    kept = [at for at in range(width) if at != error]
    heads = [[*(head[at] if at < len(head) else "" for at in kept), SYSTEM[ERROR][place]] for place, head in enumerate(heading.heads)]

    def rows() -> Iterator[list[Cell]]:
        for line, faults in importer.refused:
            yield [*(line.at(at) for at in kept), " ".join(dict.fromkeys(one.message for one in faults))]

    content = files.content_of(kind, register.title, heads, rows(), office.clock.now())
    given = _free_name(file, kind)
    private = [at for at, key in enumerate(heading.columns) if key in register.private_fields]
    if any(is_filled(line.at(at)) for line, _ in importer.refused for at in private):
        with office.writing() as connection:
            note_event(office, connection, "xuat_bang", f"{register.title}: {given.name}"[:200])
        importer.done.notes.append("Tệp dòng lỗi có họ tên, nội dung vụ việc: giữ ở máy cơ quan, không gửi Zalo, thư điện tử.")
    try:
        return files.write(given, content, replace=False)
    except Problem as problem:
        importer.done.notes.append(f"Không ghi được tệp các dòng lỗi. {problem.message}")
        return None


def _free_name(file: Path, kind: str) -> Path:
    """Return a name beside the file that nobody has taken: so-loi.xlsx, so-loi-2.xlsx …."""
    stem = file.stem.partition("-loi")[0]
    names = (file.with_name(f"{stem}-loi{f'-{number}' if number > 1 else ''}{kind}") for number in count(1))
    return next(name for name in names if not name.exists())
