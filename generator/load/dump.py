"""A document → the text of its plan file, as an officer would write it.

Keys stand in the order of the model, only what differs from the default is written, in the shortest form that reads
back as the same document: ``parse_plan(dump(document)).document == document``. The exceptions are texts that no plan
file can give: not in NFC, with spaces at their ends, with tabs or breaks where the model keeps none.
"""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from generator.load.places import Place
from generator.model import Annex, Document, Recipient, Signer, Table, TableOptions, Task
from generator.model.base import Model, OneOrMany, Shorthand

Notes = Mapping[Place, Sequence[str]]
"""Comments by the place (YAML keys and list indexes) that they are about."""

SCHEMA_LINE = "# yaml-language-server: $schema=../docs/schema/van-ban.schema.json"
WIDTH = 110
NARROWEST = 40  # columns that a text keeps however deep it stands
LONGEST_LISTED = 40  # letters of an item in a list on one line

# Fields of a parent class come first in the model; an officer looks for these first.
_FIRST: Mapping[type[Model], tuple[str, ...]] = {
    Task: ("id", "group", "field", "content", "annex_content", "lead", "support", "monitor", "time"),
    Annex: ("id", "label", "title", "table"),
    Table: ("of", "header", "rows"),
}


def dump(document: Document, notes: Notes = MappingProxyType({}), given: Container[str] = frozenset()) -> str:
    """The plan file of a document; keys in ``given`` are left out: the office profile it names says them.

    Each note becomes a comment above the key or item it is about; where the text has no such key (a default, a short
    form), above the nearest one around it; a note about the whole document stands at the top.
    """
    tree = {key: value for key, value in _mapping(document).items() if key not in given}
    writer = _Writer.of(tree, notes)
    lines = [SCHEMA_LINE, *writer.comments((), 0)]
    broken = False
    for key, value in tree.items():
        block = writer.stands_below(value, (key,))
        if block or broken:
            lines.append("")
        lines += writer.entry(key, value, (), 0)
        broken = block
    return "\n".join(lines) + "\n"


def entry_lines(key: str, value: Any, indent: int) -> list[str]:
    """The lines of one key with its value (a model, a tuple of models, a text, …), as ``dump`` writes them."""
    return [*_PLAIN_WRITER.entry(key, tree_of(value), (), indent)]


def item_lines(value: Any, indent: int) -> list[str]:
    """The lines of one item of a list, its dash at ``indent``."""
    return [*_PLAIN_WRITER.item(tree_of(value), (), indent)]


def comment_lines(note: str, indent: int) -> list[str]:
    """The lines of a comment, wrapped; what YAML refuses in it is a space."""
    return [f"{' ' * indent}# {line}" for line in _wrapped(note, indent + 2)]


def key_order(model: type[Model]) -> list[str]:
    """The keys of a model in the order in which a plan file has them."""
    return [field.key for field in _fields(model)]


def on_one_line(value: Any) -> str:
    """A value in flow style, for a place within braces or brackets."""
    return _inside(tree_of(value))


# --- document → dicts, lists, texts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    key: str
    default: Any
    alone: bool
    """Whether a single item may stand without its list."""


@cache
def _fields(model: type[Model]) -> tuple[_Field, ...]:
    known = model.model_fields
    names = dict.fromkeys((*_FIRST.get(model, ()), *known))
    return tuple(
        _Field(name, known[name].alias or name, known[name].get_default(), OneOrMany in known[name].metadata)
        for name in names
    )


def _mapping(model: Model) -> dict[str, Any]:
    """The fields of a model that differ from their defaults, by their keys."""
    out = {}
    for field in _fields(type(model)):
        value = getattr(model, field.name)
        if value != field.default or _overrides(model, field):
            out[field.key] = tree_of(_written(model, field.name, value), field.alone)
    return out


def _overrides(model: Model, field: _Field) -> bool:
    """Whether an annex states the default itself, against an option of its table."""
    if not isinstance(model, Annex) or field.name not in TableOptions.model_fields or model.table is None:
        return False
    return field.name in model.model_fields_set and getattr(model.table, field.name) != field.default


def _written(model: Model, name: str, value: Any) -> Any:
    """A recipient's note is read without its brackets: one that has brackets of its own gets another pair."""
    bracketed = isinstance(model, Recipient) and name == "note" and value.startswith("(") and value.endswith(")")
    return f"({value})" if bracketed else value


class _Items(list[Any]):
    """A list of models: each on lines of its own, also where all are written as short texts."""


def tree_of(value: Any, alone: bool = False) -> Any:
    """A value as dicts, lists and scalars, models in their short forms; ``alone``: one item needs no list."""
    if isinstance(value, Model):
        return _short(value)
    if isinstance(value, tuple):
        if alone and len(value) == 1 and isinstance(value[0], str | Signer):
            return tree_of(value[0])
        return (_Items if any(isinstance(item, Model) for item in value) else list)(tree_of(item) for item in value)
    if isinstance(value, dict):
        return {key: tree_of(item, alone=True) for key, item in value.items()}
    return value


def _short(model: Model) -> Any:
    """The mapping of a model, or the one text or list that means it."""
    mapping = _mapping(model)
    if isinstance(model, Shorthand) and len(mapping) == 1:
        ((key, value),) = mapping.items()
        if (key == model.text_key and isinstance(value, str) and value) or key == model.list_key:
            return value
    return mapping


# --- dicts, lists, texts → lines --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Writer:
    """Writes values as block YAML, short lists on one line."""

    notes: Mapping[Place, Sequence[str]]
    around: frozenset[Place]
    """Places that have a note somewhere below them."""

    @classmethod
    def of(cls, tree: Any, notes: Notes) -> _Writer:
        """A writer of this tree, with every note at a place that the tree has."""
        placed: dict[Place, list[str]] = {}
        for path, words in notes.items():
            placed.setdefault(_known(tree, path), []).extend(words)
        return cls(placed, frozenset(path[:end] for path in placed for end in range(len(path))))

    def comments(self, path: Place, indent: int) -> Iterator[str]:
        """The notes about one place."""
        for note in self.notes.get(path, ()):
            yield from comment_lines(note, indent)

    def entry(self, key: str, value: Any, path: Place, indent: int) -> Iterator[str]:
        """One key with its value and comments."""
        path, head = (*path, key), f"{' ' * indent}{_one_line(key, key=True)}:"
        yield from self.comments(path, indent)
        if self.stands_below(value, path):
            yield head
            yield from self._below(value, path, indent + 2)
        else:
            yield from _value(head, value, indent + 2)

    def item(self, item: Any, path: Place, indent: int) -> Iterator[str]:
        """One item of a list with its dash and comments."""
        yield from self.comments(path, indent)
        head = f"{' ' * indent}-"
        if not self.stands_below(item, path):
            yield from _value(head, item, indent + 2)
            return
        lines = [*self._below(item, path, indent + 2)]
        comments = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (line[2:] for line in lines[:comments])  # of its first key: above the dash
        yield f"{head} {lines[comments].lstrip()}"
        yield from lines[comments + 1 :]

    def _below(self, value: Any, path: Place, indent: int) -> Iterator[str]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self.entry(key, item, path, indent)
        else:
            for index, item in enumerate(value):
                yield from self.item(item, (*path, index), indent)

    def stands_below(self, value: Any, path: Place) -> bool:
        """Whether a value takes lines of its own below its key or dash."""
        if not isinstance(value, dict | list) or not value:
            return False
        return isinstance(value, dict) or path in self.around or not _is_short_list(value, path)


_PLAIN_WRITER = _Writer({}, frozenset())


def _known(tree: Any, path: Place) -> Place:
    """The part of a path that the tree has; items that short forms hide are skipped, as ``Source`` does."""
    known = []
    for item in path:
        inside = isinstance(item, int) and 0 <= item < len(tree) if isinstance(tree, list) else (
            isinstance(tree, dict) and item in tree
        )
        if inside:
            tree = tree[item]
            known.append(item)
    return tuple(known)


def _wrapped(note: str, indent: int) -> list[str]:
    text = " ".join(_ODD.sub(" ", note).split())
    return textwrap.wrap(text, max(WIDTH - indent, NARROWEST), break_long_words=False, break_on_hyphens=False)


def _is_short_list(items: list[Any], path: Place) -> bool:
    """Whether a list reads well on one line; a row of a table may have quoted cells, other items are plain."""
    if isinstance(items, _Items):
        return False
    row = len(path) > 1 and isinstance(path[-1], int)
    if not all(item is None or isinstance(item, int) or _may_be_listed(item, row) for item in items):
        return False
    return 2 * len(path) + len(_listed(items)) <= WIDTH - NARROWEST // 2


def _may_be_listed(item: Any, row: bool) -> bool:
    if not isinstance(item, str) or "\n" in item:
        return False
    return row or (len(item) <= LONGEST_LISTED and _is_plain(item, listed=True))


def _value(head: str, value: Any, indent: int) -> Iterator[str]:
    """A value beside its key or dash, a long text or one of several lines below it at ``indent``."""
    if not isinstance(value, str):
        yield f"{head} {_scalar(value)}"
    elif "\n" in value and not _ODD.search(value) and _is_trim(value):
        yield f"{head} |-"
        yield from (f"{' ' * indent}{line}" if line else "" for line in value.split("\n"))
    elif _may_fold(value) and len(head) + 1 + len(_one_line(value)) > WIDTH:
        yield f"{head} >-"
        yield from (f"{' ' * indent}{line}" for line in _folded(value, max(WIDTH - indent, NARROWEST)))
    else:
        yield f"{head} {_one_line(value)}"


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{_one_line(key, listed=True, key=True)}: {_inside(own)}" for key, own in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "null" if value is None else str(value)


def _listed(items: Sequence[Any]) -> str:
    return f"[{', '.join(map(_inside, items))}]"


def _inside(value: Any) -> str:
    return _one_line(value, listed=True) if isinstance(value, str) else _scalar(value)


# --- texts ------------------------------------------------------------------------------------------------------------

# What stands in a file as an escape alone: what YAML refuses or takes for a line break, and tabs.
_ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ENDS_PLAIN = re.compile(r":( |\Z)| #")
_ENDS_LISTED = re.compile(r"[,?:\[\]{}]")
_NOT_TEXT = {"null", "~", "true", "false"}  # to this loader the first two, to an editor's all
_SINGLE_SPACE = re.compile("(?<! ) (?! )")
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def _one_line(text: str, *, listed: bool = False, key: bool = False) -> str:
    """A text on one line: plain where it reads back as itself, else in quotes."""
    if _is_plain(text, listed=listed) and not (key and text == "<<"):
        return text
    if _ODD.search(text) or "\n" in text or not ('"' in text or "\\" in text):
        return f'"{"".join(map(_escaped, text))}"'
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, *, listed: bool = False) -> bool:
    if not text or text[0] in _INDICATORS or text.lower() in _NOT_TEXT or text != text.strip():
        return False
    if "\n" in text or _ENDS_PLAIN.search(text) or _ODD.search(text):
        return False
    return not (listed and _ENDS_LISTED.search(text))


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _ODD.match(char):
        return char
    return f"\\U{ord(char):08X}" if ord(char) > 0xFFFF else f"\\u{ord(char):04X}"


def _is_trim(text: str) -> bool:
    return text == text.strip(" \n")


def _may_fold(text: str) -> bool:
    return "\n" not in text and not _ODD.search(text) and _is_trim(text) and bool(_SINGLE_SPACE.search(text))


def _folded(text: str, width: int) -> Iterator[str]:
    """Lines no longer than ``width`` columns where that can be, broken at single spaces: those alone come back."""
    line, *words = _SINGLE_SPACE.split(text)
    for word in words:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line += " " + word
    yield line
