"""Marks inside a text (layer 0): ``**đậm**``, ``*nghiêng*``, ``^2^``, ``[^1]``, ``[[xem: id]]``; a backslash escapes.

Everything else is literal. A lone ``*`` or ``^`` is a letter (footnote stars and powers are common in office texts, and
come in pairs too: "(*) … (*)", "x^2 + y^2"); an unclosed ``**``, ``[^`` or ``[[xem:`` is a mistake and raises
``InlineError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(r"[*^\[\\]")
_SPACE = re.compile(r"\s")
_OPENING, _CLOSING = set("([{"), set(")]}.,;:!?")
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
    closers = _next_closers(tokens)
    for token, closer in zip(tokens, closers, strict=True):
        kind = token.lastgroup or ""
        if kind == "bad":
            raise InlineError(token.group())
        if kind in on and (_closes(token) if on[kind] else _opens(token, closer)):
            on[kind] = not on[kind]
        elif kind == "bold":
            raise InlineError("**")
        elif kind == "note":
            yield Run(footnote=token["note"])
        elif kind == "ref":
            yield Run(reference=token["ref"], bold=on["bold"], italic=on["italic"])
        else:
            yield Run(token["escaped"] or token.group(), on["bold"], on["italic"], on["sup"])


def _next_closers(tokens: list[re.Match[str]]) -> list[re.Match[str] | None]:
    """For each token the next one of its kind that may close; one pass, so that long runs of stars cost no more."""
    seen: dict[str, re.Match[str]] = {}
    found: list[re.Match[str] | None] = []
    for token in reversed(tokens):
        kind = token.lastgroup or ""
        found.append(seen.get(kind))
        if _closes(token):
            seen[kind] = token
    return found[::-1]


def _opens(token: re.Match[str], closer: re.Match[str] | None) -> bool:
    """Whether a mark opens: it touches the text after it and something closes it. Else it is a letter.

    A star between brackets, "(*)", or between figures, "5*3", is a letter. So is a power, "x^2 + y^2": what is raised
    holds no space.
    """
    before, after = _beside(token)
    if closer is None or closer.start() == token.end() or not after or after.isspace():
        return False
    if token.lastgroup == "sup":
        return _SPACE.search(token.string, token.end(), closer.start()) is None
    return token.lastgroup == "bold" or not (after in _CLOSING or (before.isalnum() and after.isalnum()))


def _closes(token: re.Match[str]) -> bool:
    before, after = _beside(token)
    if not before or before.isspace():
        return False
    return token.lastgroup != "italic" or not (before in _OPENING or (before.isalnum() and after.isalnum()))


def _beside(token: re.Match[str]) -> tuple[str, str]:
    """The letters before and after a token; empty at the ends of the text."""
    text = token.string
    return text[max(token.start() - 1, 0) : token.start()], text[token.end() : token.end() + 1]


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


def without_notes(text: str) -> str:
    """The text with its other marks and without its footnote marks."""
    return "".join("" if token["note"] else token.group() for token in _TOKEN.finditer(text))
