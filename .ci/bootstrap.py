"""Make ``.venv`` and install the project there, editable, with the extras named: ``python3 .ci/bootstrap.py preview``.

Standard library only. What the machine lacks is named with the package to install (exit code 2). A second run with
nothing changed costs no pip call: a stamp in ``.venv`` keeps what was installed, from which files, for which folder
and Python.
Python 3.6 and later can read this file, so that an interpreter that is too old answers with a sentence.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

NEEDED = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "soanthao.json"


def stop(vietnamese, english):
    """End with exit code 2 and the same sentence in both languages."""
    sys.stderr.write(f"{vietnamese}\n{english}\n")
    sys.exit(2)


if sys.version_info < NEEDED:
    found = "{}.{}".format(*sys.version_info[:2])
    stop(
        f"Cần Python 3.11 trở lên, máy này đang dùng {found}. Cài bản mới (Debian 12 trở lên: sudo apt install python3 "
        "python3-venv; Windows, macOS: https://www.python.org/downloads/), rồi chạy lại; "
        "nếu máy có nhiều bản: make demo PYTHON=python3.11",
        f"Python 3.11 or newer is needed, this is {found}. Install one and run again; "
        "with several versions side by side: make demo PYTHON=python3.11",
    )


def system_package() -> str:
    """The Debian package that brings ``venv`` and ``ensurepip`` to the running interpreter."""
    versioned = "python{}.{}-venv".format(*sys.version_info[:2])
    return "python3-venv" if Path(sys.executable).name in ("python3", "python") else versioned


def require_venv() -> None:
    """Stop, naming the package, when this Python cannot make environments (Debian splits them off)."""
    lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if lacking:
        stop(
            f"Python của máy thiếu {', '.join(lacking)}. Trên Debian, Ubuntu: sudo apt install {system_package()}",
            f"This Python lacks {', '.join(lacking)}. On Debian, Ubuntu: sudo apt install {system_package()}",
        )


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter inside an environment, as this system lays it out."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def wanted(extras: list[str]) -> dict[str, object]:
    """What the stamp must say for these extras: the same files, the same folder, the same Python."""
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in ("setup.cfg", "pyproject.toml")))
    return {
        "extras": sorted(extras),
        "folder": str(ROOT),
        "metadata": digest.hexdigest(),
        "python": f"{sys.version.split()[0]} {sys.executable}",
    }


def read_stamp() -> dict[str, object]:
    """What an earlier run left; nothing when there was none, or it is unreadable, or the environment is gone."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and venv_python().exists() else {}


def usable() -> bool:
    """Whether ``.venv`` has an interpreter that runs and a pip (an environment made by hand is used as it is)."""
    command = [str(venv_python()), "-m", "pip", "--version"]
    return venv_python().exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def call(command: list[str], vietnamese: str, english: str) -> None:
    """Run one command; when it fails, stop with these sentences (its own output stands above them)."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        stop(vietnamese, english)


def make_venv() -> None:
    """A fresh ``.venv``; what stood there (copied from another folder, made by another Python, broken) is cleared."""
    call(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        f"Không tạo được .venv. Trên Debian, Ubuntu: sudo apt install {system_package()}",
        f"The environment .venv could not be made. On Debian, Ubuntu: sudo apt install {system_package()}",
    )


def install(extras: list[str]) -> None:
    """The project, editable, with its extras."""
    target = f".[{','.join(extras)}]" if extras else "."
    call(
        [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target],
        "pip không cài được các thư viện: xem lỗi ở trên; kiểm tra kết nối mạng hoặc máy chủ gói nội bộ (pip config).",
        "pip could not install the libraries: see its error above; check the network or your index (pip config).",
    )


def main(asked: list[str]) -> int:
    """Bring ``.venv`` to what is asked; extras that are already there stay."""
    stamp = read_stamp()
    kept = stamp.get("extras")
    extras = sorted({*asked, *(kept if isinstance(kept, list) else [])})
    target = wanted(extras)
    if stamp == target:
        return 0
    sys.stderr.write(f"Đang cài vào / installing into {VENV} …\n")
    moved = bool(stamp) and any(stamp.get(key) != target[key] for key in ("folder", "python"))
    if moved or not usable():
        require_venv()
        make_venv()
    STAMP.unlink(missing_ok=True)
    install(extras)
    STAMP.write_text(json.dumps(target, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a cp1252 console prints "?" rather than failing
    sys.exit(main(sys.argv[1:]))
