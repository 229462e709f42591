"""The whole path of one document (layer 3): 1 load → 3 render → 4 check → 5 write; 6 convert stands beside it.

``Press`` keeps the compiled templates, so that many documents cost one compilation.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from generator.agencies import Naming
from generator.annex import fill, make_grid
from generator.check import FormProfile, check_plan, form_profile, prove, prove_others
from generator.compose import Composition, compose
from generator.load import LoadedPlan, load_plan, located
from generator.model import Document, entries, tabled
from generator.norm import nearest
from generator.problems import N_, Problem, ProblemsError, errors, joined, problem, why
from generator.resources import read_template, template_names
from generator.template import Rendered, Template, compile_template
from generator.vntext import nfc
from generator.word.archive import ArchiveError, read
from generator.word.marks import AnnexMark, generated_digest, is_untouched

log = logging.getLogger("soanthao")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
_FORBIDDEN = '<>:"|?*\\/'
_OTHER_FORMATS = {".doc", ".docm", ".dot", ".dotx", ".html", ".odt", ".pdf", ".rtf", ".txt", ".xlsx", ".yaml", ".yml"}
SET_B_FOLDER = "bo-b"


@dataclass(frozen=True)
class Product:
    """A finished document and what was found beside it (content: never stops the write)."""

    data: bytes
    findings: tuple[Problem, ...]


@dataclass
class Press:
    """Compiled templates with their proved formats."""

    _ready: dict[tuple[str, str], tuple[Template, FormProfile]] = field(default_factory=dict)

    def template(self, document: Document, folder: Path | None) -> tuple[Template, FormProfile]:
        """The template of a document: the office's own folder first, then ours. ``ProblemsError`` when it fails."""
        name = document.type.template
        key = (str(folder), f"{document.size_set}/{name}")
        if key not in self._ready:
            self._ready[key] = self._prepare(name, template_bytes(name, document.size_set, folder))
        return self._ready[key]

    def _prepare(self, name: str, data: bytes) -> tuple[Template, FormProfile]:
        template = compile_template(data, name)
        profile = form_profile(template.parts)
        if profile.problems:
            raise ProblemsError(p.at(joined([name, p.place], ": ") if p.place else name) for p in profile.problems)
        return template, profile


def template_bytes(name: str, size_set: str, folder: Path | None) -> bytes:
    """The bytes of a template by name. Raises ``ProblemsError`` (G010, M010, G001)."""
    if folder and not folder.is_dir():
        raise ProblemsError([problem("G010", path=("ho_so",), folder=str(folder))])
    own = folder / f"{name}.docx" if folder else None
    try:
        if own is not None and own.is_file():
            return own.read_bytes()
        return read_template(f"{SET_B_FOLDER}/{name}.docx" if size_set == "B" else f"{name}.docx")
    except FileNotFoundError:
        raise ProblemsError([problem("M010", name=name, near=nearest(name, template_names()))]) from None
    except OSError as error:
        raise ProblemsError([problem("G001", place=str(own), detail=why(error))]) from None


def validate(loaded: LoadedPlan) -> list[Problem]:
    """Everything that can be said of a plan before it is rendered, with places."""
    return located([*loaded.notices, *check_plan(loaded.document, Naming(loaded.document))], loaded.source)


def make(loaded: LoadedPlan, press: Press) -> Product:
    """Render and prove one plan. Raises ``ProblemsError`` when the plan, the template or the proof has an error."""
    document, naming = loaded.document, Naming(loaded.document)
    findings = validate(loaded)
    if errors(findings):
        raise ProblemsError(findings)
    try:
        template, profile = press.template(document, loaded.template_folder)
    except ProblemsError as error:
        raise ProblemsError([*findings, *located(error.problems, loaded.source)]) from None
    log.info(N_("3 trình bày: %s"), template.name)
    rendered = _render(loaded, naming, template)
    log.info(N_("4 kiểm tra"))
    faults = prove(rendered.document, rendered.notes, document, naming, profile)
    faults += prove_others(rendered.others, document)
    if faults:
        raise ProblemsError([*findings, *faults])
    return Product(rendered.data, tuple(findings))


def _render(loaded: LoadedPlan, naming: Naming, template: Template) -> Rendered:
    try:
        composition = compose(loaded.document, naming)
        marks = fill_tables(composition, loaded.document, naming, template)
    except ProblemsError as error:
        raise ProblemsError(located(error.problems, loaded.source)) from None
    return template.render(composition.printed, marks)


def fill_tables(composition: Composition, document: Document, naming: Naming, template: Template) -> list[AnnexMark]:
    """Fill every table of a composed document into the template's prototype; the marks of their rows."""
    if not composition.tables:
        return []
    if template.prototype is None:
        raise ProblemsError([problem("M012", place=template.name, feature=N_("bảng mẫu"))])
    tasks, marks, numbers = tabled(entries(document)), [], count(1)
    for slot in composition.tables:
        grid = make_grid(slot.table, tasks, naming, document.year)
        slot.block.bang, mark = fill(
            grid, template.prototype, slot.id,
            landscape=slot.landscape, numbers=numbers, resolve=slot.resolve, note=slot.note,
        )  # fmt: skip
        marks.append(mark)
    return marks


def render_file(plan: Path, out: Path, press: Press, *, force: bool = False) -> Product:
    """Load, render, prove and write one plan. Raises ``ProblemsError``; the output is then as it was."""
    log.info(N_("1 đọc: %s"), plan)
    refused = output_problems(out, force)
    try:
        product = make(load_plan(plan), press)
    except ProblemsError as error:
        raise ProblemsError([*error.problems, *refused]) from None
    if refused:
        raise ProblemsError([*product.findings, *refused])
    log.info(N_("5 ghi: %s"), out)
    write_whole(out, product.data)
    return product


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ``ProblemsError`` (G001)."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no system takes
        raise ProblemsError([problem("G001", place=str(path), detail=why(error))]) from None


def refuse_collisions(plans: Sequence[Path], targets: Sequence[Path]) -> list[Problem]:
    """A problem for each plan whose document would take the place of another's.

    Names alike but for case, or for how their letters are composed, are one file on Windows and macOS.
    """
    seen: dict[str, Path] = {}
    found = []
    for plan, target in zip(plans, targets, strict=True):
        if seen.setdefault(nfc(str(target)).casefold(), plan) is not plan:
            found.append(problem("G006", place=str(plan), name=target.name))
    return found


def output_path(plan: Path, out: Path, several: bool) -> Path:
    """Where a plan's document goes: the file named, or its own name in the folder named."""
    if several or out.suffix.lower() != ".docx" or os.path.isdir(out):
        return out / f"{plan.stem}.docx"
    return out


def refuse_place(out: Path, several: bool) -> list[Problem]:
    """A problem when what stands after ``-o`` means neither a .docx file nor a folder, or one file for many plans."""
    if os.path.isdir(out):  # not Path.is_dir, which raises when the name is too long to ask for
        return []
    if out.suffix.lower() in _OTHER_FORMATS:
        return [problem("G008", place=str(out), suffix=out.suffix, expected=N_(".docx, hoặc là một thư mục"))]
    return [problem("G009", place=str(out))] if several and out.suffix.lower() == ".docx" else []


def name_problems(out: Path) -> list[Problem]:
    """A problem when Windows has no file of this name."""
    device = out.stem.split(".")[0].rstrip().lower() in _RESERVED
    letters = any(c in _FORBIDDEN or ord(c) < 32 for c in out.name)
    bad = device or letters or out.name != out.name.rstrip(" .") or out.stem != out.stem.rstrip(" .")
    return [problem("G005", place=str(out), name=out.name)] if bad else []


def output_problems(out: Path, force: bool) -> list[Problem]:
    """Why a document may not be written here: a name Windows cannot hold, a file that someone worked on (law 9)."""
    if bad := name_problems(out):
        return bad
    try:
        return [] if force or not os.path.lexists(out) else _taken(out, out.read_bytes())
    except (OSError, ValueError) as error:
        return [problem("G002", place=str(out), detail=why(error))]


def _taken(out: Path, data: bytes) -> list[Problem]:
    """Why the file that stands at ``out`` may not be replaced."""
    try:
        parts = read(data)
    except ArchiveError:
        parts = {}
    if generated_digest(parts) is None:
        return [problem("G004", place=str(out))]
    return [] if is_untouched(parts) else [problem("G003", place=str(out))]


def write_whole(out: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises ``ProblemsError`` (G002)."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # A folder beside the output: one file system, so that replacing is a single step; and a file made in it by
        # its plain name has the rights that every new file has (mkstemp's is closed to colleagues).
        with tempfile.TemporaryDirectory(prefix=".soanthao-", dir=out.parent, ignore_cleanup_errors=True) as near:
            temporary = Path(near) / "1"
            temporary.write_bytes(data)
            os.replace(temporary, out)
    except (OSError, ValueError) as error:
        raise ProblemsError([problem("G002", place=str(out), detail=why(error))]) from None
