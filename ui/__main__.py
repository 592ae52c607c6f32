"""`python -m ui`: opens the window; with `--self-check` only says whether everything was shipped."""

import os
import platform
import sys


def main(arguments: list[str]) -> int:
    """Start the window, or check what was shipped; return the exit status."""
    import PySide6

    from desktop import self_check

    if pair := self_check.bad_pair(platform.python_version(), PySide6.__version__):
        say(f"{pair}\n")
        return 1
    if "--self-check" in arguments:
        return self_check.run(say)
    if not has_display():
        say("Không có màn hình để mở cửa sổ. Dùng dòng lệnh: python -m desktop --help.\n")
        return 1
    from ui.app import run

    return run(arguments)


def say(text: str) -> None:
    """Say something where the program was started from; a window of Windows has no such place."""
    if sys.stdout is not None:
        sys.stdout.write(text)


def has_display() -> bool:
    """Whether a window can open; Qt would end the process without a word of ours."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv))
