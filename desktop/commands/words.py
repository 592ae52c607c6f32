"""click in Vietnamese: usage, help and the errors of a wrong call."""

import re
from collections.abc import Iterable
from typing import Final

import click

HELP = "Hiện phần hướng dẫn này."
PLACES: Final = {
    "CODE": "MA", "DIRECTORY": "THUMUC", "FILE": "TEP", "FLOAT": "SO_LE", "ID": "MA", "IDS": "MA", "INTEGER": "SO_NGUYEN", "KIND": "LOAI",
    "N": "SO_KY", "NAME": "TEN", "PATH": "DUONGDAN", "PERIOD": "KY", "RANGE": "", "REGISTER": "SO", "STATION_ID": "TRAM",
    "TEXT": "CHU", "UNIT": "DONVI", "YEAR": "NAM",
}  # fmt: skip
"""What stands for a value to be typed: click's word for it, and ours."""


class Command(click.Command):
    """A command whose help page reads Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(_pieces(self.collect_usage_pieces(ctx))), prefix="Cách dùng: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say in Vietnamese what `--help` does."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        rows = [row for row in (param.get_help_record(ctx) for param in self.get_params(ctx)) if row]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl([(_place(name), _words(text)) for name, text in rows])


class Group(Command, click.Group):
    """A group of commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        rows = [(name, self.commands[name].get_short_help_str(90)) for name in self.list_commands(ctx)]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)


Group.group_class = Group


def _pieces(pieces: Iterable[str]) -> list[str]:
    return [_place(piece.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH…")) for piece in pieces]


def _place(text: str) -> str:
    return re.sub(r"\b[A-Z_]+\b", lambda found: PLACES.get(found[0], found[0]), text).rstrip()


def _words(text: str) -> str:
    return text.replace("required]", "bắt buộc]").replace("default:", "mặc định:")


def usage_sentence(error: click.UsageError) -> str:
    """Return one Vietnamese line for a wrong call of the command line."""
    path = error.ctx.command_path if error.ctx else "sodanvan"
    end = f" Xem: {path} --help."
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn {error.option_name}.{end}"
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_spelled(error)}.{end}"
    if isinstance(error, click.BadParameter):
        return f"{_spelled(error)}: giá trị không dùng được{_allowed(error)}.{end}"
    if found := re.search(r"No such command '([^']*)'", error.message):
        return f"Không có lệnh {found[1]}.{end}"
    return f"Gọi lệnh chưa đúng.{end}"


def _spelled(error: click.BadParameter) -> str:
    """Name an option as it is typed, an argument as the usage line writes it; else what was typed."""
    if error.param is None:
        return f"“{error.message}”"
    return error.param.opts[-1] if isinstance(error.param, click.Option) else _place(error.param.human_readable_name)


def _allowed(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"; chọn trong: {', '.join(str(one) for one in kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"; cần số nguyên{f' từ {kind.min}' if kind.min is not None else ''}{f' đến {kind.max}' if kind.max is not None else ''}"
    return "; cần số nguyên" if kind is click.INT else ""


_HINTS = {
    "unknown_register": "Xem lệnh registers.", "unknown_unit": "Xem lệnh units.", "unknown_field": "Xem lệnh schema.",
    "unknown_station": "Xem lệnh status.",
}  # fmt: skip


def hint(code: str, where: str, command: str | None) -> str:
    """Return which command or option helps somebody at a terminal on after a refusal; "" for none."""
    if where == "--user":
        return "Ghi bằng --user."
    if code == "fingerprint_needed" and command == "export":
        return "Dùng lệnh station confirm."
    if where.startswith("--falls"):
        return f"Vẫn thu hồi thì thêm {where}."
    return _HINTS.get(code, "")
