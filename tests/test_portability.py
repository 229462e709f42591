"""The sources keep to what Linux, macOS and Windows all have; what they do there is tested beside the modules."""

from __future__ import annotations

import ast
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from source_names import used

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("generator", "templates", "bench", "docs", ".ci")
FOLDERS = (*SOURCES, "plans", "tests")

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "syslog", "termios", "tty"}
POSIX_NAMES = {"os.fork", "os.forkpty", "os.mkfifo"}
# These fail on Windows when the target exists; os.replace and Path.replace do not.
RENAMES = {"os.rename", "os.renames"}
TEXT_METHODS = {"read_text": 1, "write_text": 2}  # method → how many positional arguments include the encoding

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
LONGEST_PATH = 140  # leaves room for a user's folder within the 260 characters of Windows


def lacks_encoding(call: ast.Call) -> bool:
    """Whether a call opens a text file in the machine's own encoding (cp1252 on many Windows)."""
    if any(keyword.arg in ("encoding", None) for keyword in call.keywords):
        return False
    if isinstance(call.func, ast.Attribute) and call.func.attr in TEXT_METHODS:
        return len(call.args) < TEXT_METHODS[call.func.attr]
    if not (isinstance(call.func, ast.Name) and call.func.id == "open"):
        return False
    modes = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "mode")]
    return not any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes)


def faults(source: str) -> list[str]:
    """What in this source would not run on all three systems, as ``line: what``."""
    tree = ast.parse(source)
    found = {(line, name) for line, name in used(tree)
             if name in POSIX_NAMES | RENAMES or name.split(".")[0] in POSIX_MODULES}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and lacks_encoding(node):
            found.add((node.lineno, "no encoding="))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "rename":
            found.add((node.lineno, ".rename(), not .replace()"))
    return [f"{line}: {what}" for line, what in sorted(found)]


def python_files() -> list[Path]:
    """Every Python file of the project."""
    return sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))


def test_sources_use_nothing_that_one_system_lacks() -> None:
    found = {str(path.relative_to(ROOT)): faults(path.read_text(encoding="utf-8")) for path in python_files()}
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("bad", [
    "import os\nos.fork()",
    "from os import fork",
    "import fcntl",
    "from fcntl import flock",
    "def f():\n    import termios",
    "import os\nos.rename('a', 'b')",
    "from os import rename as move\nmove('a', 'b')",
    "import os as system\nsystem.rename('a', 'b')",
    "path.rename('b')",
    "open('a')",
    "open('a', 'w')",
    "open('a', mode='r')",
    "path.read_text()",
    "path.write_text('x')",
])
def test_a_source_that_does_is_caught(bad: str) -> None:
    assert faults(bad) != []


@pytest.mark.parametrize("good", [
    "import os\nos.replace('a', 'b')",
    "path.replace('b')",
    "open('a', 'rb')",
    "open('a', mode='wb')",
    "open('a', encoding='utf-8')",
    "open('a', **options)",
    "path.read_text('utf-8')",
    "path.write_text('x', encoding='utf-8')",
    "'os.fork fcntl os.rename'",
    "fork = 1",
    "archive.open('a')",
])
def test_a_source_that_only_looks_like_it_passes(good: str) -> None:
    assert faults(good) == []


def test_the_bootstrap_is_read_by_interpreters_that_are_too_old() -> None:
    source = (ROOT / ".ci" / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


def name_faults(paths: list[str]) -> list[str]:
    """Paths (with ``/``) that one of the three file systems refuses or mixes up."""
    twins = Counter(path.casefold() for path in paths)
    return [path for path in paths if twins[path.casefold()] > 1
            or len(path) > LONGEST_PATH
            or path != unicodedata.normalize("NFC", path)
            or any(bad_name(name) for name in path.split("/"))]


def bad_name(name: str) -> bool:
    """Whether Windows refuses this file name."""
    return name.split(".")[0].lower() in RESERVED or name != name.rstrip(" .") or bool(set(name) & set('<>:"|?*\\'))


def test_file_names_exist_everywhere() -> None:
    paths = [p.relative_to(ROOT).as_posix() for folder in FOLDERS for p in (ROOT / folder).rglob("*")
             if "__pycache__" not in p.parts]
    assert len(paths) > 10
    assert name_faults(paths) == []


def test_bad_file_names_are_caught_and_near_misses_are_not() -> None:
    bad = ["plans/con.yaml", "docs/a:b.md", "docs/a ", "A.md", "a.md", "docs/e\u0302.md", "docs/" + "x" * 140]
    assert name_faults(bad) == bad
    assert name_faults(["plans/cong.yaml", "docs/ê.md", "docs/A.md", "a.md", ".ci/run", "docs/kế hoạch.md"]) == []
