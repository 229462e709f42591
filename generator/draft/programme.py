"""What a programme says of itself: its name as a sentence prints it, how it is cited, whose it is, what is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator import inline
from generator.agencies import Naming, UnknownAgency, registry
from generator.agencies.counterparts import counterparts
from generator.agencies.ids import CENTRAL
from generator.draft.rows import titles
from generator.draft.wording import BLANK
from generator.model import Document
from generator.vntext import date_in_words, fold

_WORDS = re.compile(r"\w+(?:[/-]\w+)*")
_LONGEST_RUN = 8
_Runs = dict[tuple[str, ...], tuple[str, ...]]
_REPORT = re.compile(
    r"báo cáo[^.;]{0,80}?\s(?:về|gửi(?: về)?|cho)\s+(?P<where>[A-ZĐ][^.;,]{3,60}?)\s+trước ngày\s+"
    r"(?P<day>\d{1,2} tháng \d{1,2}(?: năm \d{4})?|\d{1,2}/\d{1,2}(?:/\d{4})?)"
)


@dataclass(frozen=True)
class Report:
    """To whom the programme is reported, and the printed day."""

    where: str
    day: str


def name_of(programme: Document) -> str:
    """The name of a programme in running text: of what is attached to a notice, else its type and subject."""
    if programme.attached:
        own = programme.attached[0]
        title = " ".join(own.title.split())
        return _named(own.type_name, _recased(title, programme) if title.isupper() else title)
    return _named(programme.type.name, inline.plain(" ".join(programme.subject.split())))


def _named(kind: str, title: str) -> str:
    """A type and a title as one name; a title that opens with the type is one already."""
    if fold(title).startswith(fold(kind)):
        return title
    return f"{kind} {title if _opens_with_name(title) else title[:1].lower() + title[1:]}"


def _opens_with_name(subject: str) -> bool:
    """Whether the first letter is a capital of its own: a word in capitals, or a second word with one."""
    words = subject.split()
    return words[0].isupper() or (len(words) > 1 and words[1][:1].isupper())


def _recased(title: str, programme: Document) -> str:
    """A title in capitals as the programme writes the same words elsewhere; what it nowhere writes in small letters."""
    runs = _runs(" ".join(_texts(programme)))
    words = list(_WORDS.finditer(title))
    keys = [fold(match[0]) for match in words]
    letters, at = list(title.lower()), 0
    while at < len(words):
        found = _longest_run(keys[at : at + _LONGEST_RUN], runs)
        for match, word in zip(words[at:], found, strict=False):
            letters[slice(*match.span())] = list(word.ljust(len(match[0])))[: len(match[0])]
        at += max(len(found), 1)
    text = "".join(letters)
    return text[:1].upper() + text[1:]


def _runs(text: str) -> _Runs:
    """Every run of a few words of a text by its folded words, as the text writes it first."""
    words = [match[0] for match in _WORDS.finditer(text)]
    keys = list(map(fold, words))
    return {
        tuple(keys[i : i + n]): tuple(words[i : i + n])
        for n in range(1, _LONGEST_RUN + 1) for i in range(len(words) - n, -1, -1)
    }  # fmt: skip


def _longest_run(keys: list[str], runs: _Runs) -> tuple[str, ...]:
    """The longest known run that begins some folded words; ``()`` where not even the first word is known."""
    starts = (tuple(keys[:n]) for n in range(len(keys), 0, -1))
    return next((runs[start] for start in starts if start in runs), ())


def _texts(programme: Document) -> Iterator[str]:
    yield programme.subject
    yield from programme.opening
    for _, node in programme.nodes():
        yield from (inline.plain(inline.without_notes(text)) for text in node.paragraphs)


def citation(programme: Document, naming: Naming) -> str:
    """How it is cited behind its name; blanks where số and day are not written."""
    number = f"{programme.number or BLANK}/{naming.symbol() or BLANK}"
    on = programme.date
    day = date_in_words(on.day, on.month, on.year) if on else f"ngày {BLANK}"
    issuer = issuer_of(naming)
    if programme.attached:
        return f" kèm theo {programme.type.name} số {number} {day} của {issuer}"
    return f" (số {number} {day} của {issuer})"


def issuer_of(naming: Naming) -> str:
    """Who issued it, in words; a blank for a body that has ended by its date."""
    try:
        return naming.issuer_name()
    except UnknownAgency:
        return BLANK


def members(programme: Document) -> str:
    """The collective of the unit that stands for the members of the inter-agency body whose programme it is, or ""."""
    for body, rows in counterparts("tinh").items():
        own = rows[0].members
        if own and (programme.issuer == f"{CENTRAL}/{body}" or _names(body, programme)):
            return own
    return ""


def _names(body: str, programme: Document) -> bool:
    try:
        agency = registry().resolve(f"{CENTRAL}/{body}", programme.as_of, None)
    except UnknownAgency:
        return False
    return any(fold(name) in fold(titles(programme)) for name in (agency.name, *agency.abbreviations))


def report(programme: Document) -> Report | None:
    """The reporting duty that the programme lays on those who carry it out, the last one it names."""
    found = [match for text in (*_texts(programme), programme.closing or "") for match in _REPORT.finditer(text)]
    return Report(found[-1]["where"], found[-1]["day"]) if found else None
