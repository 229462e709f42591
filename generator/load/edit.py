"""Edits of a plan file that leave everything else as it stands, byte by byte: comments, order, folding, quotes.

The places of the values are taken from the parser and the new words are spliced in between. Writing the whole file
anew, even with a library that keeps comments (ruamel.yaml), folds every long text again and so changes lines that
nobody touched. Before an edited text is given back it is read again: it must say what the old one said, and the
changes, and nothing else.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.load.compose import Unusable, compose
from generator.load.dump import entry_lines, item_lines, key_order, on_one_line, tree_of
from generator.load.places import Place
from generator.load.shape import model_at
from generator.load.spans import Entry, Span, spans
from generator.model import Document
from generator.problems import ProblemsError, problem

_REST = re.compile(r"[ \t]*(#[^\r\n]*)?(?=\r?\n|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)


@dataclass(frozen=True)
class Set:
    """Give the key at ``path`` a value (a text, a model, a tuple of models); ``None`` empties it (``khóa: null``)."""

    path: Place
    value: Any


@dataclass(frozen=True)
class Add:
    """Add an item to the list at ``path``, after the item ``after``; ``None``: at the end. A missing list is made."""

    path: Place
    value: Any
    after: int | None = None


Change = Set | Add


def edit_plan(text: str, changes: Sequence[Change]) -> str:
    """The text of a plan file with these changes; all paths are those of the text as it was.

    Items added at one place stand in the order given; comments within a value that is replaced go above it. The text
    must be that of a plan without errors. Raises ``ProblemsError`` (I090, with the path) for a place that is written in
    a way that cannot be edited.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    editor = _Editor(text.removeprefix("\ufeff"))
    for change in _with_new_lists(changes, editor):
        editor.take(change)
    return mark + editor.edited()


def _with_new_lists(changes: Sequence[Change], editor: _Editor) -> Iterator[Change]:
    """The changes; items for a list that is not there become one change that makes it."""
    made: dict[Place, list[Any]] = {}
    for change in changes:
        if isinstance(change, Add) and not editor.has_items(change.path):
            made.setdefault(change.path, []).append(change.value)
        else:
            yield change
    yield from (Set(path, tuple(values)) for path, values in made.items())


def _refused(path: Place) -> ProblemsError:
    return ProblemsError([problem("I090", path=path)])


@dataclass(frozen=True)
class _Splice:
    """New words for a stretch of the text; ``rank`` orders those that are put in at one place, what is deeper first."""

    start: int
    end: int
    rank: tuple[int, int, int]
    text: str
    path: Place


class _Editor:
    """Collects the splices of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._root = spans(text)
        self._changes: list[Change] = []
        self._splices: list[_Splice] = []

    def take(self, change: Change) -> None:
        """Find the place of a change and the words for it."""
        self._changes.append(change)
        if isinstance(change, Add):
            self._add(change)
            return
        parent, key = self._at(change.path[:-1]), change.path[-1]
        if parent is None or parent.is_list or not isinstance(key, str):
            raise _refused(change.path)
        if (entry := parent.inside.get(key)) is None:
            self._new_key(change, parent, key)
        elif parent.flow:
            self._set_within(change, entry)
        else:
            self._set(change, entry, key)

    def has_items(self, path: Place) -> bool:
        """Whether a list with items stands at ``path``."""
        span = self._at(path)
        return span is not None and span.is_list and bool(span.inside)

    def edited(self) -> str:
        """The text with all changes. Raises ``ProblemsError`` (I090) when it would not say them, or say more."""
        out, at = [], 0
        for splice in sorted(self._splices, key=lambda s: (s.start, s.end, s.rank)):
            if splice.start < at:
                raise _refused(splice.path)
            out += [self._text[at : splice.start], splice.text]
            at = splice.end
        edited = "".join([*out, self._text[at:]])
        if _said(edited) != self._expected():
            raise _refused(self._changes[0].path if self._changes else ())
        return edited

    def _expected(self) -> Any:
        """What the edited text must say."""
        tree = copy.deepcopy(_said(self._text))
        for change in self._changes:
            if isinstance(change, Set):
                _below(tree, change.path[:-1])[change.path[-1]] = _plain(tree_of(change.value))
        adds = [(len(c.path), -1 if c.after is None else c.after, i, c) for i, c in enumerate(self._changes)
                if isinstance(c, Add)]  # fmt: skip
        ends = [each for each in adds if each[1] == -1]
        inner = sorted((each for each in adds if each[1] != -1), key=lambda each: each[:3], reverse=True)
        for *_, change in [*sorted(ends, key=lambda each: (-each[0], each[2])), *inner]:
            items = _below(tree, change.path)
            items.insert(len(items) if change.after is None else change.after + 1, _plain(tree_of(change.value)))
        return tree

    def _at(self, path: Place) -> Span | None:
        span: Span = self._root
        for item in path:
            if (entry := span.inside.get(item)) is None:
                return None
            span = entry.span
        return span

    def _put(self, path: Place, start: int, end: int, text: str, rank: int = 0) -> None:
        self._splices.append(_Splice(start, end, (-len(path), rank, len(self._splices)), text, path))

    # --- an existing key

    def _set_within(self, change: Set, entry: Entry) -> None:
        """A new value within braces: on the line."""
        if list(self._comments(entry)):
            raise _refused(change.path)
        space = " " if self._text[entry.span.start - 1] == ":" else ""
        self._put(change.path, entry.span.start, entry.span.end, space + on_one_line(change.value))

    def _set(self, change: Set, entry: Entry, key: str) -> None:
        """A new value in block style; a comment behind the old one stays on the first line."""
        rest = _REST.match(self._text, entry.span.end)
        if rest is None:
            raise _refused(change.path)
        lines = entry_lines(key, change.value, self._column(entry.start))
        lines[0] = lines[0].lstrip()
        end = entry.span.end
        if len(lines) > 1 and rest[1]:
            lines[0] += rest[0].rstrip()
            end = rest.end()
        self._put(change.path, entry.start, end, self._newline.join(lines))
        if comments := list(self._comments(entry)):
            start = self._line_start(entry.start)
            indent = re.match(" *", self._text[start:])
            above = "".join(f"{indent[0] if indent else ''}{comment}{self._newline}" for comment in comments)
            self._put(change.path, start, start, above)

    def _comments(self, entry: Entry) -> Iterator[str]:
        """The comments between a key and the end of its value."""
        at = entry.key_end
        for start, end, head in entry.span.leaves():
            yield from (match[0].rstrip() for match in _COMMENT.finditer(self._text[at:start]))
            yield from (match[0].rstrip() for match in _COMMENT.finditer(self._text[start : start + head]))
            at = end
        yield from (match[0].rstrip() for match in _COMMENT.finditer(self._text[at : entry.span.end]))

    # --- a new key, a new item

    def _new_key(self, change: Set, parent: Span, key: str) -> None:
        """Put a key where the order of the model has it: after the last of those before it."""
        model = model_at(Document, change.path[:-1])
        order = key_order(model) if model else []
        rank = order.index(key) if key in order else len(order)
        before = [entry for name, entry in parent.inside.items() if name in order[:rank] or key not in order]
        first = next(iter(parent.inside.values()), None)
        if parent.flow:
            self._new_key_within(change, parent, max(before, key=lambda e: e.start, default=None), rank)
        elif before:
            last = max(before, key=lambda entry: entry.start)
            self._lines_after(change.path, last, entry_lines(key, change.value, self._column(last.start)), rank)
        elif first is not None:
            column = self._column(first.start)
            text = self._newline.join(entry_lines(key, change.value, column)).lstrip()
            self._put(change.path, first.start, first.start, f"{text}{self._newline}{' ' * column}", rank)
        else:
            raise _refused(change.path)

    def _new_key_within(self, change: Set, parent: Span, last: Entry | None, rank: int) -> None:
        text = on_one_line({change.path[-1]: tree_of(change.value)})[1:-1]
        if last is not None:
            self._put(change.path, last.span.end, last.span.end, f", {text}", rank)
        else:
            self._put(change.path, parent.start + 1, parent.start + 1, f"{text}, " if parent.inside else text, rank)

    def _add(self, change: Add) -> None:
        parent = self._at(change.path)
        if parent is None or not parent.inside:
            raise _refused(change.path)
        last = parent.inside[len(parent.inside) - 1 if change.after is None else change.after]
        if parent.flow:
            self._put((*change.path, 0), last.span.end, last.span.end, f", {on_one_line(change.value)}")
        else:
            self._lines_after((*change.path, 0), last, item_lines(change.value, self._column(parent.start)), 0)

    def _lines_after(self, path: Place, last: Entry, lines: list[str], rank: int) -> None:
        rest = _REST.match(self._text, last.span.end)
        if rest is None:
            raise _refused(path)
        text = "".join(self._newline + line for line in lines)
        self._put(path, rest.end(), rest.end(), text, rank)

    def _line_start(self, at: int) -> int:
        return max(self._text.rfind("\n", 0, at), self._text.rfind("\r", 0, at)) + 1

    def _column(self, at: int) -> int:
        return at - self._line_start(at)


def _said(text: str) -> Any:
    """What a text says as dicts, lists and texts; ``None`` for a text that is no plan file."""
    try:
        return compose(text, "", []).plain()
    except Unusable:
        return None


def _below(tree: Any, path: Place) -> Any:
    for item in path:
        tree = tree[item]
    return tree


def _plain(tree: Any) -> Any:
    """What the loader reads of a written tree: texts, and ``None``."""
    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    if isinstance(tree, bool):
        return "true" if tree else "false"
    if isinstance(tree, datetime.date):
        return tree.isoformat()
    return tree if tree is None else str(tree)
