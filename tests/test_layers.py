"""A module imports only from lower layers, and each outside thing (files, clock, XML names, a library) has its rooms.

The tables below are the whole rule. A room is a module or package of ``generator/``, or ``templates``: the script that
builds the Word templates.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from source_names import texts, used

ROOT = Path(__file__).resolve().parent.parent

# From the lowest up. Rooms of one line do not import one another; within a room everything may.
ORDER = (
    # 0: words
    ("resources", "problems", "vntext", "inline"),
    ("norm", "timeline", "metrics", "letters", "number_formats"),
    ("model",),
    ("printed", "flow"),
    # 1: formats and knowledge
    ("load", "word", "agencies", "sheet", "match"),
    ("recognise",),
    # 2: stages
    ("compose", "template", "annex", "check", "convert", "diff", "draft", "importers", "tasklist", "decisionlist",
     "comparison", "templates"),
    # 3: the whole path
    ("pipeline",),
    ("intake", "drafting"),
    # 4: the face
    ("cli",),
    ("__main__",),
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
FACE = {"cli", "__main__"}

# Libraries and programs → the rooms that may use them. A library that is not here may not be used at all.
LIBRARIES = {
    "pydantic": {"model", "load"},
    "pydantic_core": {"model", "load"},
    "yaml": {"norm", "load", "agencies", "recognise", "draft"},
    "openpyxl": {"sheet", "importers"},
    "pdfplumber": {"importers"},
    "docx": {"word", "templates"},
    "lxml": {"word", "template", "templates"},  # template: when it compiles or inspects, never while it renders
    "isal": {"word"},
    "docxtpl": {"template"},
    "jinja2": {"template"},
    "markupsafe": {"printed", "word", "compose", "template", "annex"},
    "pypdfium2": {"convert"},
    "click": FACE,
    "rich": FACE,
    "subprocess": {"convert"},
}

# What belongs to the rooms named, as full dotted names; a name covers everything below it.
FILES = {"resources", "load", "convert", "pipeline", "intake", "drafting", "templates", *FACE}
ROOMS_OF = (
    (FILES, {"open", "io.open", "os", "shutil", "tempfile", "glob", "fileinput", "pathlib"}),
    (FACE, {"print", "input", "sys.stdout", "sys.stderr", "sys.stdin"}),
    (FACE, {"time", "random", "secrets", "uuid"}),
    (FACE, {"datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"}),
    (FACE, {"os.environ", "os.environb", "os.getenv", "os.getcwd", "os.getcwdb", "os.urandom", "os.getlogin"}),
    (FACE, {"os.path.expanduser", "os.path.abspath", "pathlib.Path.cwd", "pathlib.Path.home"}),
)
HARMLESS = {"pathlib.PurePath", "pathlib.PurePosixPath"}
FILE_METHODS = {"read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink", "iterdir", "rglob", "touch"}

XML_ROOMS = {"word", "template", "annex", "templates"}
XML_NAME = re.compile(r"\bw:[a-zA-Z]+|wordprocessingml/2006/main")


def room_of(module: str) -> str:
    """``word`` for ``generator.word.blocks``; empty for ``generator`` itself, its version and what is not ours."""
    first, _, rest = module.partition(".")
    return rest.split(".")[0] if first == "generator" and rest != "__version__" else ""


def covers(names: Iterable[str], name: str) -> bool:
    """Whether a name, or one above it, is among the names."""
    parts = name.split(".")
    return any(".".join(parts[:end]) in names for end in range(1, len(parts) + 1))


def import_faults(room: str, name: str) -> Iterator[str]:
    """Why this room may not import or use this dotted name, as far as layers and libraries go."""
    first, other = name.split(".")[0], room_of(name)
    if first == "generator" and other and other != room and RANK.get(other, len(ORDER)) >= RANK[room]:
        yield f"{room} imports {other}"
    if first in LIBRARIES and room not in LIBRARIES[first]:
        yield f"{first} outside {sorted(LIBRARIES[first])}"


def unknown_libraries(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Imported packages that are neither Python's own, nor ours, nor in the table."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        known = {*sys.stdlib_module_names, *LIBRARIES, "generator"}
        yield from ((node.lineno, f"library {name} is not in the table") for name in names
                    if name.split(".")[0] not in known)


def outside_faults(room: str, tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """Uses of files, console, clock, environment and chance where they do not belong."""
    for line, name in used(tree, package):
        if not covers(HARMLESS, name) and name != "pathlib":
            yield from ((line, f"{name} outside {sorted(rooms)}") for rooms, names in ROOMS_OF
                        if room not in rooms and covers(names, name))
    for node in ast.walk(tree):
        if room not in FILES and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in FILE_METHODS and owner != "resources":
                yield node.lineno, f".{node.func.attr}() outside {sorted(FILES)}"


def faults(module: str, source: str, *, package: bool = False) -> list[str]:
    """Everything in one source that breaks the tables, as ``line: what``; ``package`` for an ``__init__.py``."""
    room, tree = room_of(module), ast.parse(source)
    if room and room not in RANK:
        return [f"1: room {room} is not in the table"]
    parent = module if package else module.rpartition(".")[0]
    if not room:
        return [f"{node.lineno}: generator/__init__.py imports nothing" for node in ast.walk(tree)
                if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "module", "") != "__future__"]
    found = [(line, fault) for line, name in used(tree, parent) for fault in import_faults(room, name)]
    found += unknown_libraries(tree)
    found += outside_faults(room, tree, parent)
    if room not in XML_ROOMS:
        found += [(line, f"names {hit[0]}") for line, text in texts(tree) if (hit := XML_NAME.search(text))]
    return [f"{line}: {what}" for line, what in sorted(set(found))]


def sources() -> Iterator[tuple[str, Path]]:
    """(dotted module, file) of every source that the tables rule."""
    for folder, name in (("generator", "generator"), ("templates", "generator.templates")):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            yield ".".join([name, *(part for part in parts if part != "__init__")]), path


def test_every_source_keeps_to_its_layer() -> None:
    found = {module: faults(module, path.read_text(encoding="utf-8"), package=path.name == "__init__.py")
             for module, path in sources()}
    assert len(found) > 5
    assert {module: what for module, what in found.items() if what} == {}


@pytest.mark.parametrize(("module", "bad"), [
    # layers
    ("generator.model.tasks", "from generator import printed"),
    ("generator.model.tasks", "import generator.printed"),
    ("generator.model.tasks", "from ..printed import words"),
    ("generator.model.tasks", "from .. import printed"),
    ("generator.model", "def f():\n    from generator.cli import main"),
    ("generator.problems", "from generator.vntext import fold"),
    ("generator.annex", "from generator.template import render"),
    ("generator.check.form", "from generator.annex import read_annex"),
    ("generator.word.zip", "from generator.pipeline import run"),
    ("generator.pipeline", "import generator.cli.main"),
    ("generator.load", "from generator import nowhere"),
    ("generator.attic", "x = 1"),
    ("generator", "from generator.model import Document"),
    # libraries
    ("generator.annex", "import lxml.etree"),
    ("generator.annex", "from docx import Document"),
    ("generator.word.zip", "from docxtpl import DocxTemplate"),
    ("generator.pipeline", "import click"),
    ("generator.pipeline", "import subprocess"),
    ("generator.model", "import yaml"),
    ("generator.word.zip", "import numpy"),
    ("generator.word.zip", "def f():\n    import numpy.linalg as la"),
    # files, console
    ("generator.annex", "open('a')"),
    ("generator.annex", "import os"),
    ("generator.annex", "from pathlib import Path"),
    ("generator.annex", "import pathlib\npathlib.Path('a')"),
    ("generator.check.form", "folder.read_bytes()"),
    ("generator.pipeline", "print('a')"),
    ("generator.convert", "import sys\nsys.stderr.write('a')"),
    # clock, environment, chance
    ("generator.compose.tasks", "import time"),
    ("generator.convert", "import time"),
    ("generator.pipeline", "from datetime import date\ndate.today()"),
    ("generator.pipeline", "import datetime as d\nd.datetime.now()"),
    ("generator.pipeline", "from datetime import datetime as dt\nnow = dt.now"),
    ("generator.pipeline", "import os\nos.environ['A']"),
    ("generator.pipeline", "from os import getcwd"),
    ("generator.pipeline", "from pathlib import Path\nPath.cwd()"),
    ("generator.annex", "from random import choice"),
    ("generator.annex", "import uuid"),
    # names of elements
    ("generator.compose.tasks", "x = '<w:p/>'"),
    ("generator.check.form", "x = f'<w:{name}><w:tblHeader/>'"),
    ("generator.pipeline", "x = b'w:sectPr'"),
    ("generator.model", "NS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'"),
])
def test_a_source_that_breaks_a_rule_is_caught(module: str, bad: str) -> None:
    assert faults(module, bad) != []


@pytest.mark.parametrize(("module", "good"), [
    ("generator.printed", "from generator import model\nfrom generator.problems import problem"),
    ("generator.model.tasks", "from generator.model.base import Text\nfrom . import base\nfrom .base import Text"),
    ("generator.word.table", "from lxml import etree\nfrom ..vntext import fold"),
    ("generator.load", "import yaml\nfrom pathlib import Path\nPath('a').read_text(encoding='utf-8')"),
    ("generator.agencies.registry", "from generator import resources\nresources.read_text('co-quan.yaml')"),
    ("generator.templates.build", "from generator.word import xml\nfrom pathlib import Path\nx = '<w:p/>'"),
    ("generator.cli.main", "import click, time, os\nfrom generator import pipeline\nprint(os.environ)"),
    ("generator.compose.tasks", "from datetime import date, time\ndef f(d: date) -> date: return date(2026, 1, 1)"),
    ("generator.compose.tasks", "def f(now, random): return now.today(), random.choice()"),
    ("generator.word.zip", "import io, zipfile\nzipfile.ZipFile(io.BytesIO()).open('a')"),
    ("generator.annex", "from pathlib import PurePosixPath"),
    ("generator.annex", "x = '<w:tr/>'"),
    ("generator.check.form", '"""The header row (w:tblHeader) repeats."""\nx = "raw:text, sw:a"'),
    ("generator.check.form", "def f():\n    '''Reads w:p.'''\n    return 'w: 3'"),
    ("generator.convert", "import sys\nsys.platform"),
])
def test_a_source_that_only_looks_like_it_passes(module: str, good: str) -> None:
    assert faults(module, good) == []
