"""The command line: `python -m desktop [options] COMMAND …`.

Exit status: 0 done; 1 refused or failed, with one Vietnamese line on stderr; 2 wrong usage; 3 done in part.
"""

import json
import os
import sys
from pathlib import Path

import click

from desktop.clock import Clock
from desktop.commands import accounts, exchange, figures, keys, periods, plans, program, records, safekeeping, stations, tables, twins
from desktop.commands.call import Call, default_home_of, take_secret
from desktop.commands.words import Group, hint, usage_sentence
from desktop.errors import Problem
from desktop.fault_report import write_report
from desktop.language.vietnamese import shown
from desktop.packages.stick import problem_of

SECRETS = ("SODANVAN_PASSWORD", "SODANVAN_NEW_PASSWORD", "SODANVAN_CODE")


@click.group(cls=Group, help="Sổ Dân vận: ghi sổ dân vận chính quyền, chốt kỳ, in báo cáo, gửi và nhận gói. Không cần mạng.")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Thư mục dữ liệu (hoặc biến SODANVAN_HOME).")
@click.option("--json", "as_json", is_flag=True, help="Trả lời bằng đúng một tài liệu JSON.")
@click.option("--user", help="Tên người dùng; bỏ được khi chỉ có một người.")
@click.option("--password-file", type=click.Path(path_type=Path), help="Tệp có mật khẩu ở dòng đầu.")
@click.pass_context
def main(ctx: click.Context, home: Path | None, as_json: bool, user: str | None, password_file: Path | None) -> None:
    """Read the options that stand before every command; the only reader of the environment."""
    secrets = {name: take_secret(name) for name in SECRETS}
    where = home or default_home_of(os.environ.get("SODANVAN_HOME"))
    ctx.obj = Call(where, as_json, user, password_file, secrets, os.environ.get("SODANVAN_NOW"))


for module in (stations, keys, accounts, records, tables, periods, plans, figures, exchange, program, safekeeping, twins):
    for command in module.COMMANDS:
        main.add_command(command)


def run(arguments: list[str]) -> int:
    """Run one command; return its exit status."""
    as_json = "--json" in arguments
    context: click.Context | None = None
    try:
        with main.make_context("sodanvan", list(arguments)) as context:
            status = main.invoke(context)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        code = "required_missing" if isinstance(error, click.MissingParameter) else "invalid_value"
        return _fail(code, usage_sentence(error), "", {}, as_json=as_json, status=2)
    except Problem as problem:
        helps = hint(problem.code, problem.where, context.invoked_subcommand if context else None)
        return _fail(
            problem.code,
            f"{problem.message} {helps}".rstrip(),
            problem.where,
            {"errors": list(problem.errors)} if problem.errors else {},
            as_json=as_json,
        )
    except click.Abort:
        return _fail("not_allowed", "Đã dừng theo yêu cầu; chưa làm gì thêm.", "", {}, as_json=as_json)
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:
        if isinstance(error, OSError) and error.filename:  # a folder or a stick, not the program, is at fault
            told = problem_of(error, Path(str(error.filename)))
            return _fail(told.code, told.message, told.where, {}, as_json=as_json)
        return _fail("fault", _fault_sentence(error, context), "", {}, as_json=as_json)


def _reader_gone() -> int:
    """Leave in silence when whoever read the answer (`… | head`) has stopped: no fault, and nobody to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _fault_sentence(error: Exception, context: click.Context | None) -> str:
    """Write where the program failed beside the data, without any of it, and say so."""
    call = context.obj if context is not None else None
    file = write_report(error, call.paths.logs, _clock_of(call)) if isinstance(call, Call) else None
    told = f"Gửi tệp {file} cho người hỗ trợ; tệp không có nội dung sổ sách." if file else "Báo người hỗ trợ lệnh vừa gọi."
    return f"Lỗi chương trình; dữ liệu vẫn như trước lệnh này. {told}"


def _clock_of(call: Call) -> Clock:
    try:
        return call.clock
    except Problem:  # what was asked for is no moment; that must not hide the fault
        return Clock()


def _fail(code: str, message: str, where: str, more: dict[str, object], *, as_json: bool, status: int = 1) -> int:
    if as_json and status == 1:
        click.echo(json.dumps({"error": {"code": code, "message": message, "where": where}, **more}, ensure_ascii=False))
    elif as_json:
        click.echo(json.dumps({"error": {"code": code, "message": message, "where": where}}, ensure_ascii=False))
    click.echo(shown(message), err=True)
    return status


def entry() -> None:
    """Start from the shell."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(run(sys.argv[1:]))
