"""The office's own agencies beside the registry: where the two contradict each other, a person is told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.agencies import Naming, UnknownAgency, registry
from generator.agencies.functions import functions
from generator.agencies.names import RELATIONS
from generator.agencies.naming import ASKED
from generator.check.texts import Path
from generator.model import Document, OwnAgency
from generator.norm import nearest
from generator.problems import Problem, problem


def own_agencies(document: Document, naming: Naming) -> Iterator[Problem]:
    """Each id stands once; what the registry says otherwise, or does not know at all, is told."""
    seen: set[str] = set()
    for i, entry in enumerate(document.own_agencies):
        path = ("co_quan_rieng", i)
        if naming.own.relative(entry.id) in seen:
            yield problem("A021", path=(*path, "id"), id=entry.id)
        seen.add(naming.own.relative(entry.id))
        yield from _against_registry(document, entry, path)
        yield from _unknown(document, entry, path)


def _against_registry(document: Document, entry: OwnAgency, path: Path) -> Iterator[Problem]:
    """Another relation than the registry's, or the id of a body that has ended."""
    unit = registry().unit_of(document.issuer)
    try:
        known = registry().resolve(entry.id, document.as_of, unit)
    except UnknownAgency as error:
        forms = registry().forms(entry.id, unit)
        if forms and all(form.valid_to and form.valid_to < document.as_of for form in forms):
            date = f"{document.as_of:%d/%m/%Y}"
            yield problem("A022", path=(*path, "id"), id=entry.id, date=date, reason=error.reason)
        return
    own = entry.relation or known.relation
    if known.relation and (own in ASKED) != (known.relation in ASKED):
        yield problem(
            "A020", path=(*path, "quan_he"), id=entry.id, own=RELATIONS[own], known=RELATIONS[known.relation],
            reference=known.reference,
        )  # fmt: skip


def _unknown(document: Document, entry: OwnAgency, path: Path) -> Iterator[Problem]:
    """Ids of bodies and functions that the registry does not have at any date."""
    units = _units(document)
    named: list[tuple[Path, str]] = [((*path, "thay"), entry.replaces)] if entry.replaces else []
    named += [((*path, "nhan_viec", i, "cua"), work.body) for i, work in enumerate(entry.work)]
    for place, id in named:
        if not any(registry().forms(id, unit) for unit in units):
            near = next(filter(None, (registry().suggest(id, document.as_of, unit) for unit in units)), ())
            yield problem("A023", path=place, id=id, near=", ".join(near))
    for i, work in enumerate(entry.work):
        if work.function and work.function not in functions():
            near_function = nearest(work.function, functions())
            yield problem("A024", path=(*path, "nhan_viec", i, "chuc_nang"), id=work.function, near=near_function)


def _units(document: Document) -> tuple[str | None, ...]:
    """The unit of the office, the one above it, and none: where the bodies above may stand."""
    unit = registry().unit_of(document.issuer)
    try:
        above = registry().unit(unit, document.as_of).parent if unit else None
    except UnknownAgency:
        above = None
    return (unit, above, None)
