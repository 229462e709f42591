"""Where each value of a plan file begins and ends in its text, for edits that splice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.load.compose import LOADER, cleaned


@dataclass
class Span:
    """A value of the text: from ``start`` to ``end`` (offsets in characters), with what it holds by key or index.

    ``flow``: it is written within braces or brackets, or is a list or mapping that begins with one. ``head`` is the
    length of the first line of a block scalar (``>-``), which may end in a comment; else 0.
    """

    start: int
    end: int
    flow: bool = False
    is_list: bool = False
    head: int = 0
    inside: dict[str | int, Entry] = field(default_factory=dict)

    def leaves(self) -> Iterator[tuple[int, int, int]]:
        """The stretches that are keys or scalars, with their ``head``, in order."""
        if not self.inside:
            yield self.start, self.end, self.head
        for entry in self.inside.values():
            if not self.is_list:
                yield entry.start, entry.key_end, 0
            yield from entry.span.leaves()


@dataclass
class Entry:
    """A value with its key, which stands from ``start`` to ``key_end``; of a list both are where the value begins."""

    start: int
    key_end: int
    span: Span


def spans(text: str) -> Span:
    """The whole of a plan file that loads without errors; ``text`` begins without a byte order mark."""
    return _Reader(cleaned(text, "", [])).root()


class _Reader:
    """Builds spans from the parser's events."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[Any] = yaml.parse(text, Loader=LOADER)

    def root(self) -> Span:
        """The mapping that is the whole file."""
        next(self._events)
        next(self._events)
        return self._span(next(self._events), flow=False)

    def _span(self, event: Any, flow: bool) -> Span:
        start = event.start_mark.index
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, flow)
        own = Span(start, start, flow or bool(event.flow_style), isinstance(event, yaml.SequenceStartEvent))
        ended = yaml.SequenceEndEvent if own.is_list else yaml.MappingEndEvent
        while not isinstance(item := next(self._events), ended):
            if own.is_list:
                span = self._span(item, own.flow)
                own.inside[len(own.inside)] = Entry(span.start, span.start, span)
            else:
                own.inside[item.value] = Entry(*_stretch(item), self._span(next(self._events), own.flow))
        own.end = _stretch(item)[1] if own.flow else max(entry.span.end for entry in own.inside.values())
        return own

    def _scalar(self, event: Any, flow: bool) -> Span:
        start, end = _stretch(event)
        written = self._text[start:end]
        if event.style not in ("|", ">"):
            return Span(start, end, flow)
        # the blank lines after a block scalar are not its own
        return Span(start, start + len(written.rstrip(" \t\r\n")), flow, head=len(written.split("\n", 1)[0]))


def _stretch(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
