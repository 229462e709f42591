"""Openings of lists inside a cell: "Các Bộ: CA, QP", "UBND các xã: A, B", "UBND các tỉnh A, B và C"."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from generator.agencies.ids import nearest
from generator.agencies.places import KIND_NAMES, Phrase, commune_names_known, meant, units_named
from generator.agencies.readings import QUANTIFIERS, Reader, usable
from generator.agencies.registry import registry
from generator.agencies.spellings import LISTS, starts_with
from generator.agencies.tokens import SEPARATES, Gap, Tokens
from generator.agencies.units import LAST_DAY_OF_DISTRICTS

_LONGEST_OPENING = 14
_BESIDE = frozenset({
    "ban", "bộ", "chính", "có", "cơ", "gồm", "liên", "ngang", "ngành", "phương", "phố", "phủ", "quan", "sau", "sở",
    "thành", "thuộc", "thể", "tỉnh", "trung", "vị", "đoàn", "đây", "đơn", "địa", "ương",
})  # fmt: skip
_PLAIN = (("cơ", "quan"), ("đơn", "vị"), ("ngành",), ("ban",))
_GATHERS = (("gồm",), ("bao", "gồm"))
_OWNERS = {
    ("ubnd",): "ubnd", ("ủy", "ban", "nhân", "dân"): "ubnd", ("hđnd",): "hdnd", ("hội", "đồng", "nhân", "dân"): "hdnd",
    ("công", "an"): "cong-an",
}  # fmt: skip
_KINDS = {
    ("tỉnh",): ("tinh",), ("thành", "phố"): ("tp",), ("tp",): ("tp",), ("xã",): ("xa",), ("phường",): ("phuong",),
    ("đặc", "khu"): ("dac-khu",), ("huyện",): (), ("quận",): (), ("thị", "xã"): (), ("thị", "trấn"): (),
}  # fmt: skip


def opening(cell: Tokens, at: int) -> tuple[int, str] | None:
    """Where the opening of a list ends, and the word its names leave out ("bộ", "sở", "phòng" or "")."""
    limit = min(at + _LONGEST_OPENING, len(cell.words))
    end = next((k + 1 for k in range(at, limit) if cell.gaps[k] is Gap.HARD), 0)
    if end - 1 not in cell.colons:
        return None
    keys = cell.keys(at, end)
    if keys in _GATHERS:
        return end, ""
    quantified = starts_with(keys, *QUANTIFIERS)
    word, beside = keys[quantified : quantified + 1], set(keys[quantified + 1 :])
    if word and word[0] in LISTS and beside <= _BESIDE:
        return end, word[0]
    plain = starts_with(keys[quantified:], *_PLAIN)
    return (end, "") if quantified and plain and beside <= _BESIDE else None


@dataclass(frozen=True)
class Item:
    """One unit of a list: its words, the body it stands for, and the ones to suggest where it is not known."""

    start: int
    end: int
    id: str | None
    asked: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Head:
    """ "UBND các xã, phường:": the body, the kinds of units as identifiers begin, where it ends, whether by a colon."""

    body: str
    kinds: frozenset[str]
    end: int
    colon: bool


def units_listed(reader: Reader, at: int) -> tuple[Item, ...]:
    """The units listed from ``at`` on, with the body of each; ``()`` where no such list begins.

    Where not one of them is known, the whole list is a single item without an identifier.
    """
    head = _head(reader.cell, at)
    items = tuple(_items(reader, head)) if head else ()
    if not items or any(item.id or item.asked for item in items):
        return items
    return (Item(at, items[-1].end, None),)


def _head(cell: Tokens, at: int) -> _Head | None:
    ahead = cell.keys(at, min(at + 5, len(cell.words)))
    owner = starts_with(ahead, *_OWNERS)
    if not owner:
        return None
    some = starts_with(ahead[owner:], ("các",))
    kinds, end = _kinds(cell, at + owner + some)
    if not kinds or end == len(cell.words) or not (some or end - 1 in cell.colons):
        return None
    ids = frozenset(id for kind in kinds for id in _KINDS[kind])
    return _Head(_OWNERS[ahead[:owner]], ids, end, end - 1 in cell.colons)


def _kinds(cell: Tokens, at: int) -> tuple[list[tuple[str, ...]], int]:
    found: list[tuple[str, ...]] = []
    while at < len(cell.words):
        length = starts_with(cell.keys(at, min(at + 2, len(cell.words))), *_KINDS)
        if not length:
            break
        found.append(cell.keys(at, at + length))
        at += length
        if cell.gaps[at - 1] is Gap.HARD:
            break
    return found, at


def _items(reader: Reader, head: _Head) -> Iterator[Item]:
    cell, at = reader.cell, head.end
    known = "xa" not in head.kinds or commune_names_known(reader.home)
    while at < len(cell.words):
        item = _unit(reader, head, at)
        if item is None and (not head.colon or reader.at(at, "")):
            return
        if item is None:
            end = next(k for k in range(at, len(cell.words)) if cell.gaps[k] in SEPARATES) + 1
            item = Item(
                at, end, None, known, _similar(reader, head.body, head.kinds, cell.slice(at, end)) if known else ()
            )
        yield item
        if cell.gaps[item.end - 1] is Gap.HARD:
            return
        at = item.end


def _unit(reader: Reader, head: _Head, at: int) -> Item | None:
    """The unit named at a place, up to a separator, as the head's body of it."""
    for end, units in sorted(units_named(reader.cell, at, reader.home), reverse=True):
        ids = [id for id in units if id.partition("/")[0] in head.kinds]
        if reader.cell.gaps[end - 1] in SEPARATES and ids:
            body = _body(reader, head.body, ids)
            return Item(at, end, body, not body, () if body else _successors(reader, head.body, ids))
    return None


def _successors(reader: Reader, body: str, units: list[str]) -> tuple[str, ...]:
    """The bodies of the units that took the place of units which have ended."""
    near = (own for id in units for own in registry().unit_successors(id, reader.on))
    return usable((reader.written(f"{id}/{body}") for id in near), reader.on, reader.home.unit)


def _body(reader: Reader, body: str, units: list[str]) -> str | None:
    for unit in units:
        level = "tinh" if unit.partition("/")[0] in ("tinh", "tp") else "xa"
        reach = meant(Phrase(0, KIND_NAMES[unit.partition("/")[0]], (unit,)), level, reader.home, reader.on)
        written = usable((reader.written(f"{id}/{body}") for id in reach), reader.on, reader.home.unit)
        if written:
            return written[0]
    return None


def _similar(reader: Reader, body: str, kinds: Container[str], text: str) -> tuple[str, ...]:
    """The bodies of units whose names resemble a text: of provinces, and of the communes of the document's own."""
    province = reader.home.at("tinh")
    communes = registry().communes(province.id, reader.on) if province else ()
    fitting = (unit for unit in (*registry().provinces(reader.on), *communes) if unit.id.partition("/")[0] in kinds)
    near = nearest(text, ((unit.name, f"{unit.id}/{body}") for unit in fitting))
    return usable(near, reader.on, reader.home.unit)


def of_unknown_unit(reader: Reader, at: int, end: int) -> Item | None:
    """A body of one unit that is not found ("UBND xã …"): asked about where the registry has the units of that kind."""
    cell = reader.cell
    owner = starts_with(cell.keys(at, end), *_OWNERS)
    kind = starts_with(cell.keys(at + owner, end), *_KINDS) if owner else 0
    name = at + owner + kind
    if not kind or name >= end or not cell.text[cell.words[name].start].isupper():
        return None
    body, ids = _OWNERS[cell.keys(at, at + owner)], _KINDS[cell.keys(at + owner, name)]
    if not _has_all(reader, ids):
        return Item(at, end, None)
    return Item(at, end, None, True, _similar(reader, body, ids, cell.slice(name, end)))


def _has_all(reader: Reader, kinds: Container[str]) -> bool:
    """Whether the registry has every unit of these kinds that the document may name; districts it has none."""
    if "tinh" in kinds or "tp" in kinds:
        return "tinh" in kinds or reader.on > LAST_DAY_OF_DISTRICTS
    return ("xa" in kinds or "phuong" in kinds or "dac-khu" in kinds) and commune_names_known(reader.home)
