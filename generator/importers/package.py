"""The parts of an Office file (.docx, .xlsx), refused with a problem when the file is broken or made to do harm."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.problems import N_, ProblemsError, Words, problem
from generator.word import archive

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_XML = (".xml", ".rels", ".vml")


def read_package(data: bytes) -> dict[str, bytes]:
    """The parts by name. Raises ``ProblemsError``: I004 (broken), I013 (a bomb, a path out of the package)."""
    try:
        return archive.read(data)
    except archive.ArchiveError as error:
        detail = error.args[0]
        found = problem("I004") if detail == archive.BROKEN else problem("I013", detail=detail)
        raise ProblemsError([found]) from error


def refuse_declarations(parts: Mapping[str, bytes]) -> None:
    """Raise ``ProblemsError`` (I013) for an XML part that declares a type or entities: no Office file needs them."""
    for name, data in sorted(parts.items()):
        # without NULs, a declaration in UTF-16 reads like one in ASCII
        if name.lower().endswith(_XML) and _DECLARATION.search(data.replace(b"\0", b"")):
            raise ProblemsError([problem("I013", detail=Words(N_("phần {name} khai báo kiểu XML"), name=name))])
