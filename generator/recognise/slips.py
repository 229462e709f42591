"""The lists of slips of the pen (``data/recognise/chinh_ta.yaml``), as typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from generator.resources import read_text
from generator.vntext import fold


@dataclass(frozen=True)
class Slip:
    """A phrase that is written wrongly, as words without the place of their tone; ``right``: how it is meant.

    It is none after a word of ``not_after`` or before one of ``not_before``.
    """

    wrong: tuple[str, ...]
    right: str
    not_after: frozenset[str]
    not_before: frozenset[str]


@dataclass(frozen=True)
class SlipLists:
    """``slips`` by their first word; words never said twice; pairs that may be; words borrowed from other languages."""

    slips: Mapping[str, tuple[Slip, ...]]
    never_twice: frozenset[str]
    pairs_twice: frozenset[str]
    borrowed: frozenset[str]


@cache
def slip_lists() -> SlipLists:
    """The lists of the package, words folded for comparison."""
    raw = yaml.load(read_text("recognise/chinh_ta.yaml"), Loader=yaml.BaseLoader)  # makes text only
    slips: dict[str, tuple[Slip, ...]] = {}
    for slip in map(_slip, raw["nham"]):
        slips[slip.wrong[0]] = (*slips.get(slip.wrong[0], ()), slip)
    return SlipLists(slips, _words(raw["lap"]), _words(raw["lap_duoc"]), _words(raw["vay_muon"]))


def _slip(raw: Mapping[str, Any]) -> Slip:
    wrong = tuple(fold(raw["sai"]).split())
    return Slip(wrong, raw["dung"], _words(raw.get("khong_sau", ())), _words(raw.get("khong_truoc", ())))


def _words(raw: Any) -> frozenset[str]:
    return frozenset(map(fold, raw))
