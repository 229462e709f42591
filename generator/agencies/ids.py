"""The grammar of identifiers, and the identifiers nearest to a mistaken one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

CENTRAL = "tw"
UNIT_TYPES = ("tinh", "tp", "xa", "phuong", "dac-khu")

_GRAMMAR = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


def is_id(text: str) -> bool:
    """True when ``text`` is written as an identifier; anything else in an agency cell is printed as it stands."""
    return _GRAMMAR.fullmatch(text) is not None


def split(id: str) -> tuple[str, str]:
    """The scope of an identifier and the body in it: ``tw``, a unit's identifier, or ``""`` for a relative one.

    The body is ``""`` when the identifier names a unit and no body of it.
    """
    parts = id.split("/")
    if parts[0] == CENTRAL and len(parts) == 2:
        return CENTRAL, parts[1]
    if parts[0] in UNIT_TYPES and len(parts) in (2, 3):
        return "/".join(parts[:2]), "".join(parts[2:])
    return "", id


def nearest(text: str, labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Up to three identifiers whose label resembles ``text``, best first; ``labels`` are pairs (label, identifier).

    An agency has several labels: its identifier, its names and abbreviations. This suggests and never decides.
    """
    by_label: dict[str, str] = {}
    for label, id in labels:
        by_label.setdefault(label.casefold(), id)
    wanted = dict.fromkeys((text.casefold(), text.casefold().rpartition("/")[2]))
    found = [by_label[label] for word in wanted for label in get_close_matches(word, by_label, n=3, cutoff=0.6)]
    return tuple(dict.fromkeys(found))[:3]
