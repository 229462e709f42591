"""Draft a plan from a programme, make the documents, import one, draw first pages: what a person types (``make demo``).

Run by the interpreter of ``.venv``, where the project is installed; the same on Linux, macOS and Windows.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from generator.convert import find_office

ROOT = Path(__file__).resolve().parent.parent
PROGRAMME, LAST = "plans/chuong-trinh-quoc-gia.yaml", "plans/ke-hoach-tinh.yaml"
DECISIONS = "plans/quyet-dinh/chuong-trinh-quoc-gia-bac-giang-2024.yaml"
OTHER = "plans/thong-bao-ket-luan.yaml"
OUTPUT = "output"
STEM = "ke-hoach-2024"
OPEN = 1  # the exit code of a draft that waits for answers


def soanthao(*arguments: str, allowed: tuple[int, ...] = (0,)) -> None:
    """Show one ``soanthao`` command and run it; the demo ends with its exit code when it fails."""
    print("\n$ soanthao", *arguments, flush=True)
    program = Path(sysconfig.get_path("scripts"), "soanthao.exe" if os.name == "nt" else "soanthao")
    code = subprocess.run([str(program), *arguments], cwd=ROOT, check=False).returncode
    if code not in allowed:
        sys.exit(code or 1)


def draft() -> None:
    """The province's plan of next year from the national programme: first with questions, then with the answers."""
    order = ("draft", PROGRAMME, "--for", "tinh/bac-giang", "--year", "2024", "--on", "2024-03-15", "--last", LAST,
             "-o", f"{OUTPUT}/{STEM}.yaml", "--force")  # fmt: skip
    soanthao(*order, allowed=(OPEN,))
    soanthao(*order, "--decisions", DECISIONS)
    soanthao("render", f"{OUTPUT}/{STEM}.yaml", OTHER, "-o", f"{OUTPUT}/")
    soanthao("diff", LAST, f"{OUTPUT}/{STEM}.yaml", "-o", f"{OUTPUT}/{STEM}-so-voi-nam-truoc.html")


def main() -> None:
    """Draft, render, import, picture, and say where everything lies."""
    draft()
    soanthao("import", f"{OUTPUT}/{STEM}.docx", "-o", f"{OUTPUT}/{STEM}-nhap-lai.yaml", "--force")
    soanthao("tasks", "export", f"{OUTPUT}/{STEM}.yaml", "-o", f"{OUTPUT}/{STEM}-nhiem-vu.xlsx", "--force")
    stems = (STEM, f"{STEM}.doi-chieu", Path(OTHER).stem)
    if find_office():
        for stem in stems:
            soanthao("preview", f"{OUTPUT}/{stem}.docx")
    else:
        print("Không có LibreOffice, bỏ qua ảnh xem trước / no LibreOffice, no pictures (Debian: libreoffice-writer)")
    print("\nKết quả / results:")
    for path in sorted({path for stem in stems for path in (ROOT / OUTPUT).glob(f"{stem}*")}):
        print(" ", path)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a cp1252 console prints "?" rather than failing
    main()
