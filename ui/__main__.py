"""`python -m ui`: opens the window; with `--self-check` only says whether everything was shipped."""

import platform
import sys


def main(arguments: list[str]) -> int:
    """Start the window, or check what was shipped; return the exit status."""
    import PySide6

    from desktop import self_check

    if pair := self_check.bad_pair(platform.python_version(), PySide6.__version__):
        sys.stderr.write(f"{pair}\n")
        return 1
    if "--self-check" in arguments:
        return self_check.run(sys.stdout.write)
    from ui.app import run

    return run(arguments)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv))
