"""Every way a body is written, as paths of words: the names of the registry against printed ones.

A name and a printed text are the same when their words are, under :func:`generator.vntext.fold`; "và", commas, hyphens
and ampersands may be exchanged or missing, abbreviations may be joined in other ways ("GD-ĐT", "GD & ĐT", "GDĐT") or
stand for the words they abbreviate ("Nông nghiệp và PTNT"). Nothing else is ever taken for equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import permutations, product

from generator.agencies import records
from generator.agencies.records import Body, Version
from generator.agencies.tokens import Gap, Tokens, Word, tokens
from generator.vntext import fold

LISTS = {"bộ": "tw", "sở": "tinh", "phòng": "xa"}
"""The word that a name loses in a list of its kind, and the level of the bodies so listed."""

TITLES = {"Tỉnh": "tỉnh", "Thành": "thành phố"}
"""What a name of a body says for the kind of its unit ("Tỉnh ủy", "Thành ủy")."""

CITY = "tp"
VAGUE = frozenset({"ubnd"})
"""Abbreviations that every level uses: alone they name no body."""

Short = dict[str, tuple[Tokens, ...]]
_EDGE = {Gap.COMMA: ",", Gap.AND: "&", Gap.JOINT: "&"}
_OPEN_EDGES = ("", ",", "&")
_LONGEST_RUN = 4
_UNIT_WORDS = re.compile(r"\s*\{[tDP]\}$")
_KINDS = re.compile(r"\{(cap_huyen|cap_xa)\}")
_GROUP_OPENS = re.compile(r"các\s+", re.IGNORECASE)
_GROUP_ENDS = re.compile(r"\s+(?:có )?liên quan$")


@dataclass(frozen=True)
class Entry:
    """What a path of words names.

    ``use``: ten (a name), danh_sach (only in a list of its kind), sai (a known slip), chung (vague by itself).
    ``needs_unit``: the name of a unit must follow ("Công an" … "tỉnh"). ``opens``: a collective that may stand without
    "các". ``title``: "Tỉnh" or "Thành" where the name says the kind of the unit. ``forms`` are the dated forms so
    called.
    """

    level: str
    body: str
    use: str
    needs_unit: bool
    collective: bool
    opens: bool
    title: str
    forms: tuple[Version, ...]


@dataclass(frozen=True)
class Use:
    """How a spelling is used; see :class:`Entry`."""

    use: str
    needs_unit: bool = False
    opens: bool = True
    title: str = ""


@dataclass
class Node:
    """One step of a path: the steps that follow, by separator and word, and what ends here."""

    children: dict[str, Node] = field(default_factory=dict)
    entries: dict[tuple[str, str, Use], list[Version]] = field(default_factory=dict)
    found: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Spellings:
    """The paths of single bodies and those of collectives, and the abbreviations used inside names."""

    bodies: Node
    groups: Node
    short: Short

    def walk(self, root: Node, cell: Tokens, start: int) -> Iterator[tuple[int, Entry, bool]]:
        """What the words from ``start`` on may name: the end, the entry, and whether a comma stands for its "và"."""
        waiting, seen = [(root, start, False)], set()
        while waiting:
            node, at, loose = waiting.pop()
            if (id(node), at, loose) in seen:
                continue
            seen.add((id(node), at, loose))
            yield from ((at, entry, loose) for entry in node.found)
            if at < len(cell.words):
                gap = Gap.SPACE if at == start else cell.gaps[at - 1]
                waiting += [(child, end, loose or again) for child, end, again in self._steps(node, cell, at, gap)]

    def _steps(self, node: Node, cell: Tokens, at: int, gap: Gap) -> Iterator[tuple[Node, int, bool]]:
        for child, loose in _follow(node, gap, cell.words[at].key):
            yield child, at + 1, loose
        if is_abbreviation(cell.words[at]):
            yield from ((child, at + 1, loose) for meaning in self.short.get(cell.words[at].key, ())
                        for child, loose in _along(node, gap, meaning))  # fmt: skip
            yield from ((child, end, loose) for end, key in _runs(cell, at)
                        for child, loose in _follow(node, gap, key))  # fmt: skip


def is_abbreviation(word: Word) -> bool:
    """Printed in capitals, or "Tp"."""
    return word.capital or word.key == CITY


def _follow(node: Node, gap: Gap, key: str) -> Iterator[tuple[Node, bool]]:
    """The steps from a node by one word, and whether a comma was taken for "và"."""
    if gap is Gap.HARD:
        return
    for edge in _OPEN_EDGES if gap in (Gap.SPACE, Gap.JOINT, Gap.LINE) else (",", "&"):
        child = node.children.get(edge + key)
        if child is not None:
            yield child, gap is Gap.COMMA and edge == "&"


def _along(node: Node, gap: Gap, meaning: Tokens) -> Iterator[tuple[Node, bool]]:
    """The steps by the words that an abbreviation stands for."""
    reached = list(_follow(node, gap, meaning.words[0].key))
    for word in meaning.words[1:]:
        reached = [(child, loose) for last, loose in reached for child, _ in _follow(last, Gap.SPACE, word.key)]
    yield from reached


def _runs(cell: Tokens, at: int) -> Iterator[tuple[int, str]]:
    """Abbreviations in several parts as one: their ends and the letters together."""
    key = cell.words[at].key
    for end in range(at + 1, min(at + _LONGEST_RUN, len(cell.words))):
        if not cell.words[end].capital or cell.gaps[end - 1] in (Gap.COMMA, Gap.HARD):
            return
        key += cell.words[end].key
        yield end + 1, key


@cache
def spellings() -> Spellings:
    """The paths of all bodies of the shipped data, of every date; read once."""
    short = {fold(word): tuple(tokens(text) for text in texts) for word, texts in records.short_forms().items()}
    found = Spellings(Node(), Node(), short)
    kinds = _kinds_of_units()
    for body in records.bodies():
        for version in body.versions:
            _insert_version(found, body, version, kinds)
    _freeze(found.bodies)
    _freeze(found.groups)
    return found


def _kinds_of_units() -> dict[str, tuple[str, ...]]:
    """How the lower units of any province may be named together, in any order: "xã, phường", "phường, xã"."""
    divisions = [division for record in records.provinces() for division in record.unit.divisions]
    return {
        f"cap_{level}": tuple(sorted({
            ", ".join(order) for d in divisions if d.level == level for order in permutations(d.kinds.split(", "))
        }))
        for level in ("huyen", "xa")
    }  # fmt: skip


def _insert_version(into: Spellings, body: Body, version: Version, kinds: dict[str, tuple[str, ...]]) -> None:
    names = [(text, "ten") for text in (version.name, version.short, *version.spellings)]
    names += [(text, "chung" if fold(text) in VAGUE else "ten") for text in version.abbreviations]
    listed = [text.partition(" ")[2] for text, _ in names if LISTS.get(fold(text).partition(" ")[0]) == body.level]
    names += [(text, "danh_sach") for text in (*listed, *version.listed)] + [(text, "sai") for text in version.slips]
    for text, use in dict.fromkeys(names):
        for title in TITLES if "{T}" in text else ("",):
            for pattern in _filled(text.replace("{T}", title), kinds):
                _insert(into, body, version, pattern, Use(use, title=title))


def _filled(text: str, kinds: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The patterns with every list of kinds of lower units put in; the unit at the end stays open."""
    keys = _KINDS.findall(text)
    for chosen in product(*(kinds[key] for key in keys)):
        yield text.format(**dict(zip(keys, chosen, strict=True)), t="{t}", D="{D}", P="{P}")


def _insert(into: Spellings, body: Body, version: Version, pattern: str, use: Use) -> None:
    base = _UNIT_WORDS.sub("", pattern)
    use = replace(use, needs_unit=base != pattern)
    if not version.collective:
        _add(into.bodies, body, version, base, use, into.short)
        return
    opened = _GROUP_OPENS.match(base)
    core = _GROUP_ENDS.sub("", base[opened.end() :] if opened else base)
    use = replace(use, opens=not opened or "," in core)
    for text in dict.fromkeys((core, re.sub(r"\bcác ", "", core))):
        _add(into.groups, body, version, text, use, into.short)


def _add(root: Node, body: Body, version: Version, text: str, use: Use, short: Short) -> None:
    for path in _paths(tokens(text), short) if use.use != "sai" else {_path(tokens(text))}:
        node = root
        for step in path:
            node = node.children.setdefault(step, Node())
        node.entries.setdefault((body.level, body.id, use), []).append(version)


def _paths(name: Tokens, short: Short) -> set[tuple[str, ...]]:
    """The ways a name may be spelled: as it stands, abbreviations put together, abbreviations written out."""
    return {_path(name), _joined_path(name), _expanded_path(name, short)}


def _path(name: Tokens) -> tuple[str, ...]:
    edges = ("", *(_EDGE.get(gap, "") for gap in name.gaps[:-1]))
    return tuple(edge + word.key for edge, word in zip(edges, name.words, strict=True))


def _joined_path(name: Tokens) -> tuple[str, ...]:
    """The path with abbreviations in several parts put together: "TLĐ LĐVN" as one word."""
    steps, path, at = _path(name), [], 0
    while at < len(name.words):
        end, key = at + 1, name.words[at].key
        if name.words[at].capital:
            end, key = max(_runs(name, at), default=(end, key))
        path.append(steps[at][: len(steps[at]) - len(name.words[at].key)] + key)
        at = end
    return tuple(path)


def _expanded_path(name: Tokens, short: Short) -> tuple[str, ...]:
    """The path with abbreviations of one meaning written out."""
    path: list[str] = []
    for step, word in zip(_path(name), name.words, strict=True):
        meanings = short.get(word.key, ()) if word.capital else ()
        own = _path(meanings[0]) if len(meanings) == 1 else (word.key,)
        path += [step[: len(step) - len(word.key)] + own[0], *own[1:]]
    return tuple(path)


def _freeze(root: Node) -> None:
    """Turn what was gathered at each node into its entries."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        node.found = tuple(
            Entry(level, body, use.use, use.needs_unit, forms[0].collective, use.opens, use.title, tuple(forms))
            for (level, body, use), forms in node.entries.items()
        )
        waiting += node.children.values()


def squeezed(texts: Iterable[str]) -> str:
    """Words as one run of letters, "và" and punctuation left out."""
    return "".join(word.key for text in texts for word in tokens(text).words)


def starts_with(keys: Sequence[str], *openings: tuple[str, ...]) -> int:
    """The length of the longest opening that the words begin with, 0 for none."""
    return max((len(opening) for opening in openings if tuple(keys[: len(opening)]) == opening), default=0)
