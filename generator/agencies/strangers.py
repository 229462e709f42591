"""What stands in an agency cell and is plainly no agency: a post, a person, a company, a reference, "các …"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from generator.agencies import records
from generator.agencies.spellings import starts_with
from generator.agencies.tokens import tokens
from generator.vntext import fold

PEOPLE = (2, 6)
REFERENCES = (("theo",), ("căn", "cứ"), ("như",), ("tương", "tự"))
GROUPS = (("các",), ("những",), ("một", "số"), ("tất", "cả"), ("toàn",), ("mọi",))


@cache
def _openings() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.key for word in tokens(text).words) for text in records.strangers()[0])


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(name) for name in records.strangers()[1])


def is_stranger(text: str) -> bool:
    """Whether a text is plainly no agency that a registry could hold, so that nothing is to be asked."""
    words = tokens(text).words
    keys = [word.key for word in words]
    return bool(words) and (keys[0][0].isdigit() or bool(starts_with(keys, *_openings())) or _is_person(text))


def _is_person(text: str) -> bool:
    """A family name and given names, each with a capital: "Đỗ Mạnh Cường", or "B.V.Thắng"."""
    names = text.replace(".", " ").split()
    if not PEOPLE[0] <= len(names) <= PEOPLE[1] or not all(name[0].isupper() for name in names):
        return False
    given = all(len(name) == 1 or not name.isupper() for name in names)
    return given and (fold(names[0]) in _surnames() or (len(names[0]) == 1 and len(names[-1]) > 1))


def is_reference(keys: Sequence[str]) -> bool:
    """Whether words refer to something said elsewhere ("Theo phân công tại …")."""
    return bool(starts_with(keys, *REFERENCES))


def is_group(keys: Sequence[str]) -> bool:
    """Whether words open a list of things ("các …", "một số …")."""
    return bool(starts_with(keys, *GROUPS))
