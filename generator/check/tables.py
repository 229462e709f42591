"""What the tables of a document must show, row by row, from the model alone (law 1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.agencies import Naming
from generator.check.reader import Reader
from generator.inline import footnotes, parse
from generator.model import Document, Entry, Table, tabled
from generator.norm import task_columns
from generator.timeline import parse as parse_time
from generator.vntext import fold, format_number, parse_number, roman
from generator.word.reading import NOTE

MOST = 20  # problems of one table: a renderer that loses a column loses it in every row
_OWN = {"tt", "noi_dung"}
_fold = lru_cache(maxsize=4096)(fold)  # fields and agencies repeat from row to row


@dataclass(frozen=True)
class Wanted:
    """A row: what each cell says; ``joined`` marks cells that may be empty below a cell which says the same."""

    cells: Sequence[str]
    joined: Sequence[bool] = ()

    def fits(self, cells: Sequence[str], above: Sequence[str]) -> bool:
        """Whether a row says this; ``above`` is what each column said last."""
        if len(cells) != len(self.cells):
            return False
        if cells == self.cells:
            return True
        return all(self._says(i, cell, above) for i, cell in enumerate(cells))

    def _says(self, index: int, cell: str, above: Sequence[str]) -> bool:
        wanted = self.cells[index]
        if says(cell, wanted):
            return True
        return not cell and bool(self.joined) and self.joined[index] and says(above[index], wanted)

    def lost(self, cells: Sequence[str], above: Sequence[str]) -> str:
        """The words of the first cell that a row does not say."""
        if len(cells) != len(self.cells):
            return " | ".join(filter(None, self.cells))
        return next((w for i, w in enumerate(self.cells) if not self._says(i, cells[i], above)), "")


def says(cell: str, wanted: str) -> bool:
    """Whether a cell prints a text, inline marks read and cross-references resolved."""
    if cell == wanted:
        return True
    runs = parse(wanted)
    if len(runs) == 1 and runs[0].text:
        return cell == runs[0].text
    letters = (re.escape(run.text) if run.text else NOTE if run.footnote else ".+" for run in runs)
    return re.fullmatch("".join(letters), cell, re.DOTALL) is not None


_AGENCIES = {"chu_tri": "lead", "phoi_hop": "support", "theo_doi": "monitor"}
_TEXTS = {"noi_dung": "content", "thoi_gian": "time", "san_pham": "product", "kinh_phi": "budget", "ghi_chu": "note",
          "linh_vuc": "field", "nhom": "group"}  # fmt: skip


class Tables:
    """The tables of one document."""

    def __init__(self, document: Document, naming: Naming, entries: Sequence[Entry]) -> None:
        self.document, self.naming, self.entries = document, naming, tabled(entries)

    def check(self, reader: Reader, table: Table) -> None:
        """Compare the next table of the document with what it must show."""
        wanted = list(self.wanted(table))
        start = reader.at
        found = reader.table()
        if found is None or not any(wanted[0].fits(row, ()) for row in found[:1]):
            reader.at = start
            reader.missing(" | ".join(wanted[0].cells))
            return
        covered = _compare(reader, wanted, found)
        if reader.spans is not None and covered:
            reader.spans.append((reader.begin, reader.at))

    def shown(self, table: Table) -> set[str]:
        """The ids of the tasks and sub-tasks that a table of tasks shows."""
        return {e.id for top in self.entries if self._passes(top, table) for e in top.walk()}

    def wanted(self, table: Table) -> Iterator[Wanted]:
        """Every row that a table must show, heads first."""
        heads = [table.column_names.get(c, task_columns()[c].head) for c in table.columns] if table.of else table.header
        yield Wanted(list(heads))
        if table.column_numbers:
            yield Wanted([f"({i})" for i in range(1, len(heads) + 1)])
        yield from self._tasks(table) if table.of else _given(table)

    def _tasks(self, table: Table) -> Iterator[Wanted]:
        counted, group = 0, 0
        for label, members in self._groups(table):
            if label:
                group, counted = group + 1, 0 if table.numbering == "theo_nhom" else counted
                yield _group_row(group, label, table.columns)
            for entry in members:
                counted += 1
                yield from self._rows(entry, str(counted), table, [""] * len(table.columns))

    def _groups(self, table: Table) -> list[tuple[str, list[Entry]]]:
        """The rows' tasks under the words of their group rows, those without a group first."""
        shown = [entry for entry in self.entries if self._passes(entry, table)]
        if table.group_by is None:
            return [("", shown)]
        groups: dict[str, list[Entry]] = {"": []}
        for entry in shown:
            groups.setdefault(self._label(entry, table.group_by), []).append(entry)
        if table.group_by == "quy":
            year = self.document.year
            when = {label: parse_time(members[0].task.time, year) for label, members in groups.items() if label}
            order = sorted(when, key=lambda label: when[label].sort_key())
            return [("", groups[""]), *((label, groups[label]) for label in order)]
        return list(groups.items())

    def _label(self, entry: Entry, by: str) -> str:
        task = entry.task
        if by != "quy":
            return {"chu_tri": self.naming.cell(task.lead), "linh_vuc": task.field, "nhom": task.group}[by]
        time = parse_time(task.time, self.document.year)
        if not time.quarters:
            return "Thường xuyên" if time.recurring else task.time
        first, last = roman(min(time.quarters)), roman(max(time.quarters))
        of_year = f"/{time.start.year}" if self.document.year is None and time.start else ""
        return f"Quý {first}{of_year}" if first == last else f"Quý {first} - {last}{of_year}"

    def _passes(self, entry: Entry, table: Table) -> bool:
        asked = table.filter.items()
        return all({_fold(w) for w in self._of(key, words)} & self._has(entry, key) for key, words in asked)

    def _of(self, key: str, words: Sequence[str]) -> Iterable[str]:
        if key == "quy":
            asked = (parse_time(re.sub(r"(?i)^(quý\s*)?", "Quý ", word), 2000) for word in words)
            return [roman(quarter) for time in asked for quarter in time.quarters]
        return map(self.naming.name, words) if key in ("chu_tri", "phoi_hop") else words

    def _has(self, entry: Entry, key: str) -> set[str]:
        task = entry.task
        if key == "quy":
            return {_fold(roman(q)) for q in parse_time(task.time, self.document.year).quarters}
        if key in ("chu_tri", "phoi_hop"):
            return {_fold(self.naming.name(n)) for n in (task.lead if key == "chu_tri" else task.support).names}
        return {_fold(task.field if key == "linh_vuc" else task.group)}

    def _rows(self, entry: Entry, tt: str, table: Table, above: Sequence[str]) -> Iterator[Wanted]:
        """The row of a task and of all below it; what a sub-task leaves out is its parent's."""
        own = [tt if key == "tt" else self._value(entry, key) for key in table.columns]
        if not entry.children and not table.merge and not any(above):
            yield Wanted(own)
            return
        cells = [o if o or key in _OWN else a for key, o, a in zip(table.columns, own, above, strict=True)]
        joined = [bool(a and not o) or key in table.merge for key, o, a in zip(table.columns, own, above, strict=True)]
        yield Wanted(cells, joined)
        handed = ["" if key in _OWN else cell for key, cell in zip(table.columns, cells, strict=True)]
        for i, child in enumerate(entry.children, 1):
            yield from self._rows(child, f"{tt}.{i}", table, handed)

    def _value(self, entry: Entry, key: str) -> str:
        agencies = _AGENCIES.get(key)
        if agencies:
            return self.naming.cell(getattr(entry.task, agencies))
        return (entry.task.annex_content if key == "noi_dung" else "") or str(getattr(entry.task, _TEXTS[key]))


def _compare(reader: Reader, wanted: Sequence[Wanted], found: Sequence[Sequence[str]]) -> bool:
    """Find each row after the one before it; ``True`` when all are there."""
    at, faults = 0, 0
    above = [""] * max(map(len, found), default=0)
    for row in wanted:
        hit = next((i for i in range(at, len(found)) if row.fits(found[i], above)), None)
        if hit is None:
            reader.missing(row.lost(found[at], above) if at < len(found) else " | ".join(filter(None, row.cells)))
            faults += 1
            if faults == MOST:
                break
            continue
        for i, cell in enumerate(found[hit]):
            above[i] = cell or above[i]
            if NOTE in cell:
                reader.notes += footnotes(row.cells[i])
        at = hit + 1
    return not faults


def _group_row(number: int, label: str, columns: Sequence[str]) -> Wanted:
    if columns[0] == "tt" and len(columns) > 1:
        return Wanted([roman(number), label])
    return Wanted([f"{roman(number)}. {label}"])


def _given(table: Table) -> Iterator[Wanted]:
    """The rows of a table given as such: its own, blank ones to be filled in, the total."""
    for row in table.rows:
        yield Wanted([cell or "" for cell in row])
    yield from [Wanted([""] * len(table.header))] * table.blank_rows
    if table.total:
        sums = {i: sum((_figure(row[i - 1]) for row in table.rows), start=Decimal(0)) for i in table.total.columns}
        first = min(sums)
        cells = [format_number(sums[i]) if i in sums else "" for i in range(first, len(table.header) + 1)]
        if first > 1:
            cells.insert(0, table.total.label)
        elif "" in cells:  # no room before the first sum: the first free cell, else before the sum itself
            cells[cells.index("")] = table.total.label
        else:
            cells[0] = f"{table.total.label}: {cells[0]}"
        yield Wanted(cells)


def _figure(cell: str | None) -> Decimal:
    return parse_number(cell or "") or Decimal(0)


__all__ = ["Tables", "says"]
