"""The whole path of a file that comes from elsewhere (layer 3): 1 import, then the plan that it gives is loaded and
validated as any other before it is written.
"""

from __future__ import annotations

import errno
import json
import logging
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any

from generator.convert import to_docx
from generator.flow import Flow, Remark, paras_of
from generator.importers.kinds import THROUGH_OFFICE, Format, kind_of, refuse_size
from generator.importers.package import read_package
from generator.importers.pdf.reading import read_pdf
from generator.importers.plan.document import Imported, import_flow
from generator.importers.text.encodings import decode
from generator.importers.text.reading import read_text_flow, read_tsv_flow
from generator.importers.text.suspects import suspects
from generator.importers.xlsx.reading import read_xlsx
from generator.load import parse_plan
from generator.load.dump import dump
from generator.pipeline import name_problems, validate, write_whole
from generator.problems import N_, Problem, ProblemsError, errors, problem, why
from generator.word.content import read_flow

log = logging.getLogger("soanthao")
CONVERSION_TIMEOUT_S = 120
MAX_TEXT = 12 * 2**20
"""The longest text that is imported, in bytes of UTF-8: some four thousand pages."""

QUESTION, REMARK = "HỎI", "LƯU Ý"


@dataclass(frozen=True)
class Intake:
    """A plan made of another file: the text of its plan file, how it was made, what was found on the way.

    ``findings``: of the source and, where the plan would not validate, of the plan.
    """

    text: str
    imported: Imported
    remarks: tuple[Remark, ...]
    removed: tuple[str, ...]
    findings: tuple[Problem, ...]


def take_in(data: bytes, name: str, plan_name: str, as_type: str | None = None) -> Intake:
    """The plan of a file; ``name`` is that of the file, ``plan_name`` is printed as that of the plan.

    Raises ``ProblemsError`` when the file cannot be read (codes I001 – I059).
    """
    log.info(N_("1 đọc: %s"), name)
    flow, found = read_file(data, name)
    _refuse_long(sum(len(para.text.encode("utf-8", "replace")) for para in paras_of(flow.blocks)))
    if not any(para.text.strip() for para in paras_of(flow.blocks)):
        raise ProblemsError([problem("I029"), *found, *flow.found])
    imported = import_flow(flow, as_type)
    text = dump(imported.document, {path: list(map(_asked, words)) for path, words in imported.notes.items()})
    loaded = parse_plan(text, plan_name)
    findings = [*found, *imported.found, *suspects(flow), *validate(loaded)]
    removed = tuple(f"{para.place}: {para.text.strip()}" for para in flow.removed)
    return Intake(text, imported, flow.remarks, removed, tuple(findings))


def _refuse_long(size: int) -> None:
    """Raise ``ProblemsError`` (I002) for more text than ``MAX_TEXT``, so that no import seems to hang."""
    if size > MAX_TEXT:
        raise ProblemsError([problem("I002", size=-(-size // 2**20), limit=MAX_TEXT // 2**20)])


def _asked(note: str) -> str:
    """A note as the comment that an officer looks for; behind a question there may stand what the answer could be."""
    return f"{QUESTION if '?' in note else REMARK}: {note}"


def read_file(data: bytes, name: str) -> tuple[Flow, list[Problem]]:
    """What a file prints, and what its kind gives to say. Raises ``ProblemsError``."""
    kind = kind_of(data, name)
    found = list(kind.found)
    if kind.format is Format.TEXT:
        _refuse_long(len(data))
        text, said = decode(data)
        if said and errors([said]):
            raise ProblemsError([said])
        is_sheet = PurePath(name).suffix.lower() == ".tsv"
        return (read_tsv_flow(text) if is_sheet else read_text_flow(text)), [*found, *([said] if said else [])]
    if kind.format in THROUGH_OFFICE:
        data = to_docx(data, kind.format.value, timeout_s=CONVERSION_TIMEOUT_S)
    return _READERS.get(kind.format, _read_docx)(data), found


def _read_docx(data: bytes) -> Flow:
    return read_flow(read_package(data))


_READERS = {Format.XLSX: read_xlsx, Format.PDF: read_pdf}


def read_source(path: Path) -> bytes:
    """The bytes of a file to import, refused by its size before it is read. Raises ``ProblemsError`` (G001, I002)."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        refuse_size(path.stat().st_size)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ProblemsError([problem("G001", detail=why(error))]) from None


def write_plan(out: Path, text: str, *, force: bool) -> None:
    """Write the plan; a plan that stands there already is somebody's work. Raises ``ProblemsError``."""
    data = text.encode("utf-8")
    if refused := name_problems(out):
        raise ProblemsError(refused)
    if os.path.lexists(out) and not force and _bytes(out) != data:
        raise ProblemsError([problem("G004", place=str(out))])
    write_whole(out, data)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


_COUNTS = {"rows": "hang", "tasks": "nhiem_vu", "groups": "hang_nhom", "rest": "hang_noi", "empty": "hang_trong",
           "aside": "de_rieng", "doubtful": "can_xem_lai", "unplaced": "chua_phan_loai"}  # fmt: skip
_REMARKS = {"comment": "y_kien", "insertion": "them", "deletion": "xoa"}


def report(intake: Intake, source: str) -> str:
    """Everything about an import as JSON: counts, confidences, questions, problems, remarks, what was removed."""
    imported = intake.imported
    content = {
        "tep": source,
        "loai": imported.document.type.id or imported.document.type.own_name,
        "so_dem": {_COUNTS[name]: count for name, count in asdict(imported.account).items()},
        "do_tin_cay": dict(imported.confidence),
        "cau_hoi": [{"cho": _path(path), "hoi": str(word)} for path, words in imported.notes.items() for word in words],
        "y_kien_va_sua_doi": [_remark(remark) for remark in intake.remarks],
        "da_bo": list(intake.removed),
        "van_de": [_problem(found) for found in intake.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _path(path: Sequence[str | int]) -> str:
    return "/".join(map(str, path))


def _remark(remark: Remark) -> dict[str, str]:
    return {"loai": _REMARKS[remark.kind], "nguoi": remark.author, "ngay": remark.date, "cho": str(remark.place),
            "noi_dung": remark.text}  # fmt: skip


def _problem(found: Problem) -> dict[str, Any]:
    return {"ma": found.code, "muc": str(found.severity), "cho": str(found.place), "noi_dung": found.message(),
            "cach_sua": found.hint()}  # fmt: skip
