"""Make the sample documents, import one, draw first pages: the commands that a person types (``make demo``).

Run by the interpreter of ``.venv``, where the project is installed; the same on Linux, macOS and Windows.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from generator.convert import find_office

ROOT = Path(__file__).resolve().parent.parent
PLANS = ("plans/ke-hoach-tinh.yaml", "plans/thong-bao-ket-luan.yaml")
OUTPUT = "output"


def soanthao(*arguments: str) -> None:
    """Show one ``soanthao`` command and run it; the demo ends with its exit code when it fails."""
    print("$ soanthao", *arguments, flush=True)
    program = Path(sysconfig.get_path("scripts"), "soanthao.exe" if os.name == "nt" else "soanthao")
    code = subprocess.run([str(program), *arguments], cwd=ROOT, check=False).returncode
    if code != 0:
        sys.exit(code)


def main() -> None:
    """Render, picture, and say where everything lies."""
    soanthao("render", *PLANS, "-o", f"{OUTPUT}/")
    stems = [Path(plan).stem for plan in PLANS]
    soanthao("import", f"{OUTPUT}/{stems[0]}.docx", "-o", f"{OUTPUT}/{stems[0]}-nhap-lai.yaml", "--force")
    soanthao("tasks", "export", PLANS[0], "-o", f"{OUTPUT}/{stems[0]}-nhiem-vu.xlsx", "--force")
    if find_office():
        for stem in stems:
            soanthao("preview", f"{OUTPUT}/{stem}.docx")
    else:
        print("Không có LibreOffice, bỏ qua ảnh xem trước / no LibreOffice, no pictures (Debian: libreoffice-writer)")
    print("\nKết quả / results:")
    for stem in stems:
        for path in sorted((ROOT / OUTPUT).glob(f"{stem}*")):
            print(" ", path)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a cp1252 console prints "?" rather than failing
    main()
