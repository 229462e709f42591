"""Places in the files of a plan: which line a value, a key, a problem stands on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.problems import PathItem, Problem

Place = tuple[PathItem, ...]
AT_KEY = ("D002", "D004")
"""Problems of a key, not of its value."""

_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a data file; lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Offsets:
    """The lines of a text, to turn an offset (in characters, from 0) into a mark."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def mark(self, offset: int) -> Mark:
        """The place of the character at this offset."""
        line = bisect_right(self._starts, offset)
        return Mark(self._file, line, offset - self._starts[line - 1] + 1)


@dataclass(slots=True)
class Node:
    """A value of the text: a scalar's text (``None``: absent), a list, or a mapping with the marks of its keys."""

    mark: Mark
    value: str | list[Node] | dict[str, tuple[Mark, Node]] | None

    def child(self, item: PathItem) -> tuple[Mark, Node] | None:
        """The mark of the key (or of the item) and the node below; ``None`` where the text has no such thing."""
        if isinstance(self.value, dict):
            return self.value.get(item) if isinstance(item, str) else None
        if isinstance(self.value, list) and isinstance(item, int) and 0 <= item < len(self.value):
            return self.value[item].mark, self.value[item]
        return None

    def plain(self) -> Any:
        """Dicts, lists, texts and ``None``, as the model validates them."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, (_, node) in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value


class Source:
    """Where in its files each value of a document was written."""

    def __init__(self, root: Node) -> None:
        self._root = root

    def mark(self, path: Sequence[PathItem], *, key: bool = False) -> Mark:
        """The place of the value at ``path``, or of its nearest ancestor in the text; with ``key``, of its key."""
        mark = self._root.mark
        for _, of_key, node in self._steps(path):
            mark = of_key if key else node.mark
        return mark

    def known(self, path: Sequence[PathItem]) -> Place:
        """The part of ``path`` that stands in the text."""
        return tuple(item for item, _, _ in self._steps(path))

    def _steps(self, path: Iterable[PathItem]) -> Iterator[tuple[PathItem, Mark, Node]]:
        node = self._root
        for item in path:
            # Items unknown here are skipped: the model writes short forms out in full ("doan", "la"), the text did not.
            if (step := node.child(item)) is not None:
                node = step[1]
                yield item, *step


def located(problems: Iterable[Problem], source: Source) -> list[Problem]:
    """The problems with their places in the data file, sorted; a place already known is kept."""
    return in_order(p if p.place else p.at(str(_mark_of(p, source))) for p in problems)


def _mark_of(problem: Problem, source: Source) -> Mark:
    of_key = problem.code in AT_KEY or problem.path[-1:] == ("[key]",)  # pydantic's word for a bad key of a dict
    return source.mark(problem.path, key=of_key)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file, line and column; the same finding at the same place only once."""
    once = {(*_order(p.place), p.code, p.message()): p for p in problems}
    return [once[key] for key in sorted(once)]


def _order(place: str) -> tuple[str, int, int]:
    match = re.fullmatch(r"(.*):([0-9]+):([0-9]+)", place, re.DOTALL)
    return (match[1], int(match[2]), int(match[3])) if match else (place, 0, 0)
