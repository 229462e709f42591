"""Texts in one form: precomposed letters, no spaces at the ends, one line where one line is printed."""

from __future__ import annotations

import re
from typing import Any

from generator.load.compose import one_form
from generator.load.places import Mark, Node
from generator.load.shape import below, keeps_lines
from generator.problems import Problem, problem

# The rare breaks can stand here all the same: written as escapes inside quotes.
_BREAK = re.compile("\r\n?|[\n\x85\u2028\u2029]")
_BREAKS_OR_TABS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def tidy(node: Node, shape: Any, found: list[Problem]) -> None:
    """Bring every text below ``node`` into one form, in place; ``shape`` is its type in the model.

    Letters brought to NFC are a notice (D009), so is a line break or tab made a space (D010); spaces at the ends go
    silently, no-break spaces stay.
    """
    if isinstance(node.value, dict):
        for key, (_, child) in node.value.items():
            tidy(child, below(shape, key), found)
    elif isinstance(node.value, list):
        for child in node.value:
            tidy(child, below(shape, 0), found)
    elif node.value is not None:
        node.value = _tidied(node.value, node.mark, found, lines=keeps_lines(shape))


def _tidied(text: str, mark: Mark, found: list[Problem], *, lines: bool) -> str:
    text = one_form(text, mark, found).strip(" \t\n\r\x85\u2028\u2029")
    if not _BREAKS_OR_TABS.search(text):
        return text
    if lines and "\t" not in text:
        return "\n".join(line.strip(" ") for line in _BREAK.split(text))
    found.append(problem("D010", place=str(mark)))
    if lines:
        return "\n".join(_joined(line) for line in _BREAK.split(text))
    return _joined(text)


def _joined(text: str) -> str:
    parts = (part.strip(" ") for part in _BREAKS_OR_TABS.split(text))
    return " ".join(part for part in parts if part)
