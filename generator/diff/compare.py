"""Two documents compared: their tasks, then everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import inline, match
from generator.agencies import Naming
from generator.diff.found import ONLY_YEAR, PARTS, Difference, Passage, PassageKind, PassagePair, Side
from generator.diff.passages import passages
from generator.diff.tasks import task_pairs
from generator.diff.words import is_same, is_same_but_years
from generator.model import Document, years_of


def compare(old: Document, new: Document) -> Difference:
    """What changed from one document to another; nothing of either is left out, what is equal included.

    Both must be without errors (``check_plan``): a mark that does not close raises ``InlineError``, an agency that does
    not exist ``UnknownAgency``.
    """
    sides = _side(old), _side(new)
    years = sides[0].year, sides[1].year
    before, after = (passages(document, Naming(document)) for document in (old, new))
    found = (pair for part in PARTS for pair in _part(part, before, after, years[1] - years[0]))
    return Difference(*sides, task_pairs(old, new, years), tuple(found))


def _side(document: Document) -> Side:
    """A document without a year of its own is of the year of its date."""
    subject = " ".join(inline.plain(document.subject).split())
    return Side(subject, years_of(document)[0], document.as_of, Naming(document).issuer_name())


def _part(part: str, before: Sequence[Passage], after: Sequence[Passage], years: int) -> Iterator[PassagePair]:
    """The passages of one part in pairs; where each document has but one, these are a pair whatever they say."""
    old, new = ([own for own in every if own.part == part] for every in (before, after))
    is_one = len(old) == len(new) == 1
    found = match.pairs(old, new, id_of=lambda own: part if is_one else None, text_of=lambda own: own.text)
    yield from (_passage_pair(part, pair.old, pair.new, years) for pair in found)


def _passage_pair(part: str, old: Passage | None, new: Passage | None, years: int) -> PassagePair:
    if old is None or new is None:
        return PassagePair(part, old, new, "them" if old is None else "bo")
    moved = is_same_but_years(old.text, new.text, years)
    kind: PassageKind = "giu_nguyen" if moved else "sua"
    return PassagePair(part, old, new, kind, ONLY_YEAR if moved and not is_same(old.text, new.text) else "")
