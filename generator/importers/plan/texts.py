"""Texts of a plan: letters as they are, and every text that a model holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.inline import Run, written

BLANK = "…"
"""What stands where a document does not say what its plan must: a blank that a person fills in."""


def literal(text: str) -> str:
    """A text in which every letter means itself."""
    return written((Run(text),)) if text else text


def strings(value: object) -> Iterator[str]:
    """Every text in a dump of a model, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
