"""Counts in = counts out: what an import saw, took over, doubts and left aside; no word of the source is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.agencies import Naming
from generator.flow import Block, Flow, Para, paras_of
from generator.importers.plan.texts import strings
from generator.inline import InlineError, plain
from generator.model import Document, Entry, entries
from generator.recognise.tables.task_tables import TaskTable
from generator.vntext import fold

_WORD = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"\s*(?:điều|chương|mục|phần) (?:[0-9]+|[ivxlc]+)\b", re.IGNORECASE)
_LABEL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zđ]|[ivxlcdm]+")  # a number before a point is made anew


@dataclass(frozen=True)
class Account:
    """The rows of the tables of tasks: ``rows`` seen are those that became ``tasks``, ``groups``, the ``rest`` of a row
    above, ``empty`` ones and those left ``aside``. ``doubtful`` counts tasks with a question, ``unplaced`` passages.
    """

    rows: int
    tasks: int
    groups: int
    rest: int
    empty: int
    aside: int
    doubtful: int
    unplaced: int


def account(tables: Sequence[TaskTable], doubtful: int, unplaced: int) -> Account:
    """The sums over all tables of tasks of a document."""
    return Account(
        rows=sum(table.seen for table in tables),
        tasks=sum(1 for table in tables for _ in table.walk()),
        groups=sum(table.group_rows for table in tables),
        rest=sum(table.rest_rows for table in tables),
        empty=sum(table.empty_rows for table in tables),
        aside=sum(table.aside_rows for table in tables),
        doubtful=doubtful,
        unplaced=unplaced,
    )


def lost_words(
    flow: Flow, document: Document, claimed: Iterable[Block], tables: Sequence[TaskTable]
) -> list[tuple[Para, list[str]]]:
    """The paragraphs of a flow that have words which the document does not hold, with these words.

    ``claimed`` are the blocks that were read as form or as components of the head and feet; they are printed anew and
    their words are not looked for. Nor are numbers before points ("Điều 3", "a)") and in the first column, and heads of
    columns.
    """
    known = {id(para) for para in paras_of(tuple(claimed))}
    heads = {fold(plain(name)) for table in tables for name in (*table.names.values(), *table.heads)}
    have = Counter(word for text in _texts(document) for word in _words(text))
    have.update(word for table in tables for row in table.walk() for word in _words(f"{row.tt} {row.beside}"))
    lost = []
    for para in paras_of(flow.blocks):
        if id(para) in known or fold(para.text) in heads:
            continue
        missing = [word for word in _words(_unlabelled(para.text)) if not _taken(word, have)]
        if any(not _LABEL.fullmatch(word) for word in missing):
            lost.append((para, missing))
    return lost


def _unlabelled(text: str) -> str:
    """A paragraph without the word and number of an article or chapter: "Điều 3"."""
    match = _UNIT.match(text)
    return text[match.end() :] if match else text


def _taken(word: str, have: Counter[str]) -> bool:
    """Whether the document holds one more of this word; it is then used up."""
    if have[word] <= 0:
        return False
    have[word] -= 1
    return True


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _texts(document: Document) -> Iterator[str]:
    """Every text that the document says, marks taken off; the names that ids print; what sub-tasks inherit."""
    naming = Naming(document)
    for top in entries(document):
        for entry in top.walk():
            cells = (entry.task.lead, entry.task.support, entry.task.monitor)
            yield from (naming.cell(cell) for cell in cells if cell.printed is None and cell.ids)
        yield from _inherited(top, naming, {})
    for text in strings(document.model_dump(exclude={"profile"})):
        try:
            yield plain(text)
        except InlineError:
            yield text


def _inherited(entry: Entry, naming: Naming, above: Mapping[str, str]) -> Iterator[str]:
    """The texts that the rows of sub-tasks may print again because they leave the field out."""
    task = entry.task
    own = {"lead": naming.cell(task.lead), "support": naming.cell(task.support), "monitor": naming.cell(task.monitor)}
    own |= {name: plain(getattr(task, name)) for name in ("time", "product", "budget", "note")}
    yield from (text for name, text in above.items() if not own[name])
    handed = {name: text or above.get(name, "") for name, text in own.items()}
    for child in entry.children:
        yield from _inherited(child, naming, handed)
