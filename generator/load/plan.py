"""A plan and the office profile it names, as one document."""

from __future__ import annotations

import codecs
import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.load.compose import Unusable, compose
from generator.load.places import Mark, Node, Offsets, Source, in_order
from generator.load.shape import fields
from generator.load.tidy import tidy
from generator.load.validate import validated
from generator.model import Document, OfficeProfile
from generator.model.base import Model
from generator.problems import N_, Problem, ProblemsError, errors, problem, why

MAX_BYTES = 10_000_000
Profile = Callable[[str], tuple[str, str]]


@dataclass(frozen=True)
class LoadedPlan:
    """A plan read without error; ``notices`` say what was tidied (D009, D010), located and sorted.

    ``template_folder`` is the office's own folder of templates (``thu_muc_mau``, relative to the profile).
    """

    document: Document
    source: Source
    notices: tuple[Problem, ...]
    template_folder: Path | None


def load_plan(path: Path) -> LoadedPlan:
    """Read a plan file and the office profile it names (``ho_so``, relative to the plan).

    Raises ``ProblemsError`` with every problem of both files; G001, D014 and D015 for a file that cannot be read.
    """
    try:
        text = _read(path)
    except ProblemsError as error:
        raise ProblemsError(_placed(error.problems, str(path))) from None
    return parse_plan(text, str(path), profile=profile_beside(path))


def load_profile(path: Path) -> OfficeProfile:
    """Read the file of an office by itself. Raises ``ProblemsError`` as :func:`load_plan` does."""
    try:
        text = _read(path)
    except ProblemsError as error:
        raise ProblemsError(_placed(error.problems, str(path))) from None
    found: list[Problem] = []
    root = _tree(text, str(path), OfficeProfile, found)
    office = validated(OfficeProfile, root, found) if root else None
    if office is None or errors(found):
        raise ProblemsError(in_order(found))
    return office


def profile_beside(path: Path) -> Profile:
    """What reads the profiles that a plan at ``path`` names, for ``parse_plan`` of another text of that plan."""

    def profile(relative: str) -> tuple[str, str]:
        beside = path.parent / _portable(relative)
        return _read(beside), str(beside)

    return profile


def parse_plan(text: str, name: str, *, profile: Profile | None = None) -> LoadedPlan:
    """The plan written in ``text``; ``name`` is printed as its file.

    ``profile`` gives the text and the name of the file that ``ho_so`` says; without it ``ho_so`` is not followed.
    Raises ``ProblemsError`` with all problems of both files, located, sorted by file, line and column.
    """
    found: list[Problem] = []
    root = _tree(text, name, Document, found)
    office = _office(root, profile, found) if root else _Office()
    document = _document(root, office, found) if root else None
    if root is None or document is None or errors(found):
        raise ProblemsError(in_order(found))
    return LoadedPlan(document, Source(root), tuple(in_order(found)), office.template_folder)


def _tree(text: str, name: str, model: type[Model], found: list[Problem]) -> Node | None:
    """The tidied nodes of one file; ``None`` when there is no mapping in it."""
    try:
        root = compose(text, name, found)
    except Unusable as error:
        found.append(error.problem)
        return None
    tidy(root, model, found)
    return root


@dataclass(frozen=True)
class _Office:
    """What the profile gave; ``unread`` are the keys that it might have given, had it been readable."""

    unread: frozenset[str] = frozenset()
    template_folder: Path | None = None


def _shared_keys() -> frozenset[str]:
    return frozenset(fields(OfficeProfile)) & frozenset(fields(Document))


def _office(root: Node, profile: Profile | None, found: list[Problem]) -> _Office:
    """Read the profile that the plan names and fill what the plan leaves out."""
    named = root.child("ho_so")
    if profile is None or named is None or not isinstance(named[1].value, str):
        return _Office()
    try:
        text, name = profile(named[1].value)
    except ProblemsError as error:
        found += _placed(error.problems, str(named[1].mark))
        return _Office(unread=_shared_keys())
    own = _tree(text, name, OfficeProfile, found)
    if own is None:
        return _Office(unread=_shared_keys())
    valid = validated(OfficeProfile, own, found)
    _fill(root, own, _shared_keys())
    folder = valid and valid.template_folder
    return _Office(template_folder=Path(name).parent / _portable(folder) if folder else None)


# Never mixed: a deputy's title in the plan must not take the head's name from the profile.
WHOLE = {"nguoi_ky"}


def _fill(plan: Node, office: Node, keys: Iterable[str]) -> None:
    """Give the plan the office's values where it has none; mappings merge, lists and texts do not."""
    if not isinstance(plan.value, dict) or not isinstance(office.value, dict):
        return
    for key in keys:
        ours, theirs = plan.value.get(key), office.value.get(key)
        if theirs and (ours is None or ours[1].value is None):
            plan.value[key] = theirs
        elif theirs and ours and isinstance(theirs[1].value, dict) and key not in WHOLE:
            _fill(ours[1], theirs[1], theirs[1].value)


def _document(root: Node, office: _Office, found: list[Problem]) -> Document | None:
    """Validate the whole; a key that an unreadable profile may hold is not called missing."""
    document = validated(Document, root, found)
    if office.unread:
        found[:] = [p for p in found if not (p.code == "D003" and len(p.path) == 1 and p.path[0] in office.unread)]
    return document


def _placed(problems: Iterable[Problem], place: str) -> list[Problem]:
    return [p if p.place else p.at(place) for p in problems]


def _portable(path: str) -> str:
    """A relative path written on Windows, readable everywhere."""
    return path.replace("\\", "/")


def _read(path: Path) -> str:
    """The text of a file. G001 carries no place: a profile's is where the plan names it."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no system takes
        raise ProblemsError([problem("G001", detail=why(error))]) from None
    if len(data) > MAX_BYTES:
        raise ProblemsError([problem("D015", place=str(Mark(str(path), 1, 1)), detail=N_("tối đa 10 MB"))])
    return _decoded(data, str(path))


def _decoded(data: bytes, file: str) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise ProblemsError([problem("D014", place=str(Offsets(before, file).mark(len(before))))]) from None
