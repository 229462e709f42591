"""What a plan has kept from the plan of last year by mistake: years, deadlines, citations, bodies that are gone.

Silence is worth more here than a full account: what may be meant so is a note (lưu ý); what tells of the past or cites
a document is left alone. ``generator/check/stale_words`` knows how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator import timeline
from generator.agencies import UnknownAgency, registry
from generator.agencies.readings import GONE, Reader, Reading
from generator.agencies.registry import REPLACED
from generator.agencies.tokens import Gap, tokens
from generator.check.stale_words import QUOTED, SYMBOL, Sort, mentions, sentence_around
from generator.check.texts import Path, Placed, all_texts
from generator.inline import InlineError, plain
from generator.model import Basis, Document, Entry, entries, years_of
from generator.problems import Problem, Words, problem
from generator.vntext import date_in_words, fold

_TELLS_OF_THE_PAST = {"can_cu", "cuoc_hop", "chu_thich", "chua_phan_loai"}
_CELLS = {"thoi_gian", "hang"}
_REPORT = "bao-cao"
_CODES = {Sort.LEFT: "N040", Sort.UNSURE: "N041", Sort.DEADLINE: "N042"}
_YEARLY = re.compile(r"\b(?:Công văn|Kế hoạch|Chương trình công tác|Thông báo)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SECTOR = re.compile(r"\b[Nn]gành (?=[^\W\d_a-zđ])")
_BY = re.compile(r"\bcủa\s+$")
_FORMER = re.compile(
    r"\b(?:trước đây|nguyên là|tiền thân|sáp nhập|hợp nhất|giải thể|tiếp nhận|bàn giao|kế thừa|nay là|cũ"
    r"|kết thúc hoạt động|chuyển (?:từ|giao))\b"
)


def stale(document: Document, last: Document | None) -> list[Problem]:
    """What is left over from last year's plan, with places. ``last``: that plan, when it is at hand.

    Without it, citations are not judged and only the year before the plan's own is taken for last year. A plan that
    says neither ``nam`` nor ``giai_doan`` is judged by its bodies alone. Never raises.
    """
    found = [*_look_up_date(document, last), *_bodies(document)]
    year = _plan_year(document)
    if year is not None and document.type.id != _REPORT:
        since = min(year - 1, (_plan_year(last) if last else None) or year)
        found += [*_years(document, since, year), *_deadlines(document, year)]
    return [*found, *(_citations(document, last) if last else ())]


def _plan_year(document: Document) -> int | None:
    """The year of a plan, or the first one of its period; ``None`` where it says neither."""
    return years_of(document)[0] if document.year or document.period else None


def _look_up_date(document: Document, last: Document | None) -> Iterator[Problem]:
    """The date of the look-ups is that of last year's plan."""
    if last and document.as_of == last.as_of and _plan_year(document) != _plan_year(last):
        yield problem("N046", path=("thoi_diem",), date=f"{document.as_of:%d/%m/%Y}")


# --- years ------------------------------------------------------------------------------------------------------------


def _years(document: Document, since: int, year: int) -> Iterator[Problem]:
    """Years before the plan's own in its texts."""
    compared = _compared_tables(document, year)
    for path, text in _printed(document):
        is_cell = bool(_CELLS.intersection(path)) or path[:-2] in compared
        if path[0] not in _TELLS_OF_THE_PAST and not is_cell:
            yield from (problem(_CODES[own.sort], path=path, text=own.text, year=year)
                        for own in mentions(text, since, year))  # fmt: skip


def _compared_tables(document: Document, year: int) -> set[Path]:
    """Tables whose head names the plan's year or a later one: an earlier year beside it is there to be compared."""
    return {
        path[:-2] for path, text in all_texts(document)
        if path[-2:-1] == ("dau",) and any(int(own) >= year for own in _YEAR.findall(text))
    }  # fmt: skip


def _printed(document: Document) -> Placed:
    """The texts without their marks; one whose marks do not close is read as it is written."""
    for path, text in all_texts(document):
        try:
            yield path, plain(text)
        except InlineError:
            yield path, text


def _deadlines(document: Document, year: int) -> Iterator[Problem]:
    """Tasks whose time is over before the plan's year begins."""
    for top in entries(document):
        for entry in top.walk():
            time = timeline.parse(entry.task.time, year)
            if time.end and time.end < date(year, 1, 1):
                yield problem("N043", path=_time_path(entry), id=entry.id, text=entry.task.time, year=year)


def _time_path(entry: Entry) -> Path:
    return (*entry.path, "giao", "thoi_gian") if entry.from_body else (*entry.path, "thoi_gian")


# --- citations --------------------------------------------------------------------------------------------------------


def _citations(document: Document, last: Document) -> Iterator[Problem]:
    """Yearly documents of last year that this plan cites again."""
    year, before = _plan_year(document), _plan_year(last)
    if year is None or before is None or year <= before:
        return
    known = {key for _, key, _ in _yearly(last)}
    for path, key, years in _yearly(document):
        if key in known and before - 1 <= max(years, default=0) < year:
            yield problem("N044", path=path, text=key, year=year)


def _yearly(document: Document) -> Iterator[tuple[Path, str, list[int]]]:
    """Citations of documents that are made anew each year: place, số with its day, years they name."""
    texts = [(("can_cu", i), _basis(basis)) for i, basis in enumerate(document.bases)]
    texts += [(("mo_dau", i), text) for i, text in enumerate(document.opening)]
    for path, text in texts:
        at = 0
        for match in SYMBOL.finditer(text):
            if _YEARLY.search(text[at : match.start()]):
                yield path, " ".join(match[0].split()), [int(own) for own in _YEAR.findall(match[0])]
            at = match.end()


def _basis(basis: Basis) -> str:
    """A basis as one text, the day behind the số."""
    dated = date_in_words(basis.date.day, basis.date.month, basis.date.year) if basis.date else ""
    parts = (basis.type, basis.symbol and f"số {basis.symbol}", dated, basis.issuer, basis.subject)
    return basis.text or " ".join(part for part in parts if part)


# --- bodies -----------------------------------------------------------------------------------------------------------


def _bodies(document: Document) -> Iterator[Problem]:
    """Names of bodies that ended before the document's date, in its prose, its cells and its recipients."""
    unit = registry().unit_of(document.issuer)
    for path, text in (*_printed(document), *_recipients(document)):
        if path[0] not in _TELLS_OF_THE_PAST:
            for printed, successors in (*_gone(text, document.as_of, unit), *_gone_sectors(text, document.as_of, unit)):
                yield problem(
                    "N045", path=path, agency=printed, date=f"{document.as_of:%d/%m/%Y}",
                    near=", ".join(_name(own, document.as_of, unit) for own in successors),
                )  # fmt: skip


def _recipients(document: Document) -> Placed:
    for i, recipient in enumerate(document.recipients):
        if recipient.name:
            yield ("noi_nhan", i, "ten"), recipient.name
        yield from ((("noi_nhan", i, "nhom", k), name) for k, name in enumerate(recipient.group))


def _gone(text: str, on: date, unit: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of bodies that have ended, from left to right, with the ids of their successors."""
    cell = tokens(text)
    reader, at = Reader(cell, on, unit), 0
    while at < len(cell.words):
        readings = reader.at(at, "") if text[cell.words[at].start].isupper() else {}
        longest = readings.get(max(readings, default=0))
        goes_on = longest and cell.gaps[longest.end - 1] is Gap.JOINT
        if longest and _has_ended(longest) and not goes_on and not _is_told(text, cell.words[at].start):
            yield cell.slice(at, longest.end), longest.candidates
        at = longest.end if longest else at + 1


def _gone_sectors(text: str, on: date, unit: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sectors called by the name of a body that has ended ("ngành Giao thông vận tải"), with its successors."""
    for match in _SECTOR.finditer(text):
        body = f"Sở {text[match.end():]}"
        first = next(_gone(body, on, unit), ("", ()))
        if first[0] and body.startswith(first[0]):
            yield f"{match[0]}{first[0].removeprefix('Sở ')}", first[1]


def _has_ended(reading: Reading) -> bool:
    """Whether a body has ended and is known to be followed by others."""
    why = reading.doubt.values.get("reason") if isinstance(reading.doubt, Words) else None
    return reading.rank[0] == GONE and isinstance(why, Words) and why.pattern == REPLACED


def _is_told(text: str, at: int) -> bool:
    """Whether a name at a place stands in quotation marks, as the author of a cited document, or as a former name."""
    sentence = sentence_around(text, at)
    before = text[:at][-len(sentence) :]
    quoted = any(match.start() <= at < match.end() for match in QUOTED.finditer(text))
    cited = bool(_BY.search(before) and SYMBOL.search(before))
    return quoted or cited or bool(_FORMER.search(fold(sentence)))


def _name(id: str, on: date, unit: str | None) -> str:
    """What a body is called on a date; its id where it cannot be looked up."""
    try:
        return registry().resolve(id, on, unit).short
    except UnknownAgency:
        return id
