"""Commands on the accounts of this laptop."""

from pathlib import Path
from typing import Any

import click

from desktop.actions import people
from desktop.commands.call import Call, first_line, pass_call
from desktop.commands.words import Group
from desktop.errors import Problem

NEW_PASSWORD = click.option(
    "--new-password-file", "file", type=click.Path(path_type=Path, dir_okay=False), help="Tệp có mật khẩu mới ở dòng đầu."
)


def printed_code(call: Call, file: Path | None) -> str:
    """Return the recovery code from a file or the environment.

    Raises:
        Problem: wrong_password, when there is none; what reading says.
    """
    code = first_line(file) if file else call.secrets.get("SODANVAN_CODE")
    if code is None:
        raise Problem("wrong_password", "Chưa có mã khôi phục. Đặt biến SODANVAN_CODE hoặc dùng --code-file.", where="SODANVAN_CODE")
    return code


@click.group("account", cls=Group, help="Người dùng của máy này.")
def account() -> None:
    """Commands on accounts."""


def _as_json(one: people.Account) -> dict[str, Any]:
    return {"name": one.name, "roles": list(one.roles), "disabled": one.disabled, "last_used": one.last_used}


def _new_password(call: Call, file: Path | None) -> str:
    found = call.new_password(file)
    if found is None:
        raise Problem(
            "wrong_password", "Chưa có mật khẩu mới. Đặt biến SODANVAN_NEW_PASSWORD hoặc dùng --new-password-file.", where="NEW_PASSWORD"
        )
    return found


@account.command("add", help="Thêm người dùng.")
@click.argument("name")
@click.option("--roles", required=True, help=f"Vai trò, cách nhau bằng dấu phẩy: {', '.join(people.ROLES)}.")
@NEW_PASSWORD
@pass_call
def add(call: Call, name: str, roles: str, file: Path | None) -> None:
    """Add an account."""
    with call.office() as office:
        made = people.add(office, name, roles.split(","), _new_password(call, file))
        call.say(_as_json(made), lambda d: [f"Đã thêm người dùng {d['name']}."])


@account.command("list", help="Liệt kê người dùng.")
@pass_call
def list_accounts(call: Call) -> None:
    """List accounts."""
    with call.office() as office:
        call.say(
            [_as_json(one) for one in people.listing(office)],
            lambda rows: (f"{r['name']}: {', '.join(r['roles'])}{' (đã ngừng)' if r['disabled'] else ''}" for r in rows),
        )


@account.command("passwd", help="Đổi mật khẩu của mình.")
@click.argument("name")
@NEW_PASSWORD
@pass_call
def passwd(call: Call, name: str, file: Path | None) -> None:
    """Change a password."""
    people.change_password(call.paths, name, call.password(), _new_password(call, file), call.clock)
    call.say({"name": name, "changed": True}, lambda d: [f"Đã đổi mật khẩu của {d['name']}."])


@account.command("disable", help="Ngừng một người dùng; những gì người đó ghi vẫn còn.")
@click.argument("name")
@pass_call
def disable(call: Call, name: str) -> None:
    """Disable an account."""
    with call.office() as office:
        call.say(_as_json(people.disable(office, name)), lambda d: [f"Đã ngừng người dùng {d['name']}."])


@account.command("recover", help="Đặt mật khẩu mới bằng mã khôi phục trên giấy.")
@click.option("--code-file", type=click.Path(path_type=Path, dir_okay=False), help="Tệp có mã khôi phục (hoặc biến SODANVAN_CODE).")
@NEW_PASSWORD
@pass_call
def recover(call: Call, code_file: Path | None, file: Path | None) -> None:
    """Set a new password by the recovery code."""
    code = printed_code(call, code_file)
    name = people.recover(call.paths, call.user, code, _new_password(call, file), call.clock)
    call.say({"name": name, "recovered": True}, lambda d: [f"Đã đặt mật khẩu mới cho {d['name']}."])


COMMANDS = (account,)
