"""`python -m ui`: opens the window; with `--self-check` only says whether everything was shipped."""

import os
import platform
import re
import sys


def main(arguments: list[str]) -> int:
    """Start the window, or check what was shipped; return the exit status."""
    import PySide6

    if pair := bad_pair(platform.python_version(), PySide6.__version__):
        say(f"{pair}\n")
        return 1
    if "--self-check" in arguments:
        from desktop import self_check  # looks into everything, so the window does not wait for it

        return self_check.run(say)
    if not has_display():
        say("Không có màn hình để mở cửa sổ. Dùng dòng lệnh: python -m desktop --help.\n")
        return 1
    from ui.app import run

    return run(arguments)


def bad_pair(python: str, pyside: str) -> str:
    """Say why this Python and this PySide6 must not run together, "" when they may.

    PySide6 6.12 with Python 3.11 aborts after some 550 signals: in the middle of somebody's work.
    """
    py, qt = _numbers(python), _numbers(pyside)
    if py[:2] == (3, 11) and qt >= (6, 12):
        return f"PySide6 {pyside} không chạy được với Python {python}: chương trình tự tắt giữa chừng. Dùng PySide6 6.11 hoặc Python 3.12."
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


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
