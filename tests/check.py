"""Everything that must hold before a change is handed in: `make test`, or `python -m tests.check` without make.

Every check runs, whichever failed before, so that one run names all there is to mend. Arguments go on to pytest.
The tests come last: their closing line is the last line printed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = min(os.cpu_count() or 1, 4)

CHECKS = {
    "format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "types": [sys.executable, "-m", "mypy", "--no-error-summary"],
    "import rules": [str(BIN / "lint-imports"), "--no-logo"],
}


def surroundings() -> dict[str, str]:
    """Return the environment of every check: no screen, UTF-8, nothing of the person's own office."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SODANVAN_")}
    return kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def holds(name: str, command: list[str]) -> bool:
    """Run one check; print a line, and what it said only if it failed."""
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, encoding="utf-8", check=False)
    print(f"{name:<13} {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Run all checks and return the exit status."""
    failed = [name for name, command in CHECKS.items() if not holds(name, command)]
    if failed:
        print(f"FAILED before the tests: {', '.join(failed)}", flush=True)
    tests = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), "--dist", "worksteal", *arguments]
    status = subprocess.run(tests, cwd=ROOT, env=surroundings(), check=False).returncode
    return status or bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
