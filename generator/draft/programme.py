"""What a programme says of itself: its name as a sentence prints it, how it is cited, whose it is, what is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator import inline
from generator.agencies import Naming, UnknownAgency, is_id, registry
from generator.agencies.counterparts import counterparts
from generator.agencies.ids import CENTRAL
from generator.draft.rows import titles
from generator.draft.wording import BLANK
from generator.model import Document
from generator.vntext import date_in_words, fold

_WORDS = re.compile(r"\w+(?:[/-]\w+)*")
_LONGEST_RUN = 8
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
    said = " ".join(_texts(programme))
    spoken = [(match[0], fold(match[0])) for match in _WORDS.finditer(said)]
    runs = {
        tuple(key for _, key in spoken[i : i + n]): tuple(word for word, _ in spoken[i : i + n])
        for n in range(1, _LONGEST_RUN + 1) for i in range(len(spoken) - n, -1, -1)
    }  # fmt: skip
    words = [(match.start(), match.end(), fold(match[0])) for match in _WORDS.finditer(title)]
    letters, at = list(title.lower()), 0
    while at < len(words):
        length = next((n for n in range(min(_LONGEST_RUN, len(words) - at), 0, -1)
                       if tuple(key for *_, key in words[at : at + n]) in runs), 1)  # fmt: skip
        found = runs.get(tuple(key for *_, key in words[at : at + length]))
        for (start, end, _), word in zip(words[at : at + length], found or (), strict=False):
            letters[start:end] = list(word.ljust(end - start))[: end - start]
        at += length
    text = "".join(letters)
    return text[:1].upper() + text[1:]


def _texts(programme: Document) -> Iterator[str]:
    yield programme.subject
    yield from programme.opening
    for _, node in programme.nodes():
        yield from (inline.plain(inline.without_notes(text)) for text in node.paragraphs)


def citation(programme: Document, naming: Naming) -> str:
    """How it is cited behind its name; blanks where số and day are not written."""
    number = f"{programme.number or BLANK}/{naming.symbol() or BLANK}"
    day = date_in_words(programme.date.day, programme.date.month, programme.date.year) if programme.date else f"ngày {BLANK}"
    issuer = _issuer(programme, naming)
    if programme.attached:
        return f" kèm theo {programme.type.name} số {number} {day} của {issuer}"
    return f" (số {number} {day} của {issuer})"


def _issuer(programme: Document, naming: Naming) -> str:
    try:
        return naming.issuer_name()
    except UnknownAgency:
        return BLANK


def issuer_of(programme: Document, naming: Naming) -> str:
    """Who issued it, in words."""
    return _issuer(programme, naming)


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


def source_unit(programme: Document) -> str | None:
    """The unit whose body issued the programme; ``None`` for a central one, or for an issuer given as text."""
    return registry().unit_of(programme.issuer) if is_id(programme.issuer) else None


def report(programme: Document) -> Report | None:
    """The reporting duty that the programme lays on those who carry it out, the last one it names."""
    found = [match for text in (*_texts(programme), programme.closing or "") for match in _REPORT.finditer(text)]
    return Report(found[-1]["where"], found[-1]["day"]) if found else None
