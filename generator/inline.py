"""Marks inside a text (layer 0): ``**đậm**``, ``*nghiêng*``, ``^2^``, ``[^1]``, ``[[xem: id]]``; a backslash escapes.

Everything else is literal. A lone ``*`` or ``^`` is a letter (footnote stars and powers are common in office texts); an
unclosed ``**``, ``[^`` or ``[[xem:`` is a mistake and raises ``InlineError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(r"[*^\[\\]")
_TOKEN = re.compile(
    r"\\(?P<escaped>[*^\[\]\\])|\[\[xem:\s*(?P<ref>[a-z0-9/-]+)\s*\]\]|\[\^(?P<note>[^\]\s]+)\]|(?P<bad>\[\[xem:|\[\^)"
    r"|(?P<bold>\*\*)|(?P<italic>\*)|(?P<sup>\^)|(?P<text>[^*^\[\\]+|[\[\\])"
)


class InlineError(ValueError):
    """A mark that opens and never closes; the message is the mark."""


@dataclass(frozen=True)
class Run:
    """A stretch of text in one format, or a footnote mark, or a cross-reference (``text`` empty)."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    footnote: str = ""
    reference: str = ""


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Run, ...]:
    """The runs of a text. Raises ``InlineError`` for an unclosed mark."""
    if not _SPECIAL.search(text):
        return (Run(text),)
    return tuple(_join(_runs(list(_TOKEN.finditer(text)))))


def _runs(tokens: list[re.Match[str]]) -> Iterator[Run]:
    on = {"bold": False, "italic": False, "sup": False}
    for index, token in enumerate(tokens):
        kind = token.lastgroup or ""
        if kind == "bad":
            raise InlineError(token.group())
        if kind in on and _toggles(tokens, index, kind, on[kind]):
            on[kind] = not on[kind]
        elif kind == "note":
            yield Run(footnote=token["note"])
        elif kind == "ref":
            yield Run(reference=token["ref"], bold=on["bold"], italic=on["italic"])
        else:
            yield Run(token["escaped"] or token.group(), on["bold"], on["italic"], on["sup"])


def _toggles(tokens: list[re.Match[str]], index: int, kind: str, is_on: bool) -> bool:
    """Whether this mark opens or closes; a lone single mark does neither and stays a letter."""
    if is_on:
        return True
    token = tokens[index]
    after = token.string[token.end() : token.end() + 1]
    closes = any(t.lastgroup == kind and not t.string[t.start() - 1].isspace() for t in tokens[index + 2 :])
    if closes and after and not after.isspace():
        return True
    if kind == "bold":
        raise InlineError("**")
    return False


def _join(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbouring texts of one format become one run."""
    held: Run | None = None
    for run in runs:
        if held and held.text and run.text and _format(held) == _format(run):
            held = Run(held.text + run.text, *_format(run))
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _format(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.italic, run.superscript


def plain(text: str) -> str:
    """The printed letters of a text: marks, footnote marks and cross-references left out."""
    return "".join(run.text for run in parse(text))


def pieces(text: str) -> list[str]:
    """The stretches of printed letters between cross-references and footnote marks, in order, none empty."""
    out = [""]
    for run in parse(text):
        if run.text:
            out[-1] += run.text
        else:
            out.append("")
    return [piece for piece in out if piece]


def footnotes(text: str) -> list[str]:
    """The ids of the footnote marks of a text, in order."""
    return [run.footnote for run in parse(text) if run.footnote]


def references(text: str) -> list[str]:
    """The ids of the cross-references of a text, in order."""
    return [run.reference for run in parse(text) if run.reference]
