"""Run every check of the project, all of them even when one fails (``make test``); exit code 1 when any failed.

Run by the interpreter of ``.venv``; the same on Linux, macOS and Windows.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "-n", "2", "--dist", "loadgroup"),
)


def passes(check: tuple[str, ...]) -> bool:
    """Show one check, run it, and tell whether it passed."""
    print("$", *check, flush=True)
    environment = {**os.environ, "PYTHONWARNDEFAULTENCODING": "1"}
    return subprocess.run([sys.executable, "-m", *check], cwd=ROOT, env=environment, check=False).returncode == 0


def main() -> int:
    """0 when every check passed."""
    failed = [check[0] for check in CHECKS if not passes(check)]
    if failed:
        print("failed:", *failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
