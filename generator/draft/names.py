"""Central bodies named in the running text of a task, as the bodies of the unit that do their part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.agencies.functions import Telling
from generator.agencies.ids import CENTRAL
from generator.agencies.localise import Localiser
from generator.agencies.readings import LISTED, Reader, Reading
from generator.agencies.tokens import tokens
from generator.draft.wording import NAMES, Change, outside_quotes
from generator.model import AgencyCell
from generator.problems import N_

REASON = N_("cơ quan của đơn vị làm phần việc ấy")
_CITED = re.compile(r"\b(?:của|theo|do|thuộc)\s+$", re.IGNORECASE)
_KINDS = {"bo", "ngang_bo", "thuoc_chinh_phu", "don_vi_thuoc_bo", "mttq", "to_chuc_ct_xh"}
"""Kinds of bodies whose part a unit has; the others are meant themselves wherever they are named."""


@dataclass(frozen=True)
class Mention:
    """A central body named in a text, and where."""

    start: int
    end: int
    id: str


def localised_names(text: str, localiser: Localiser, telling: Telling) -> tuple[str, tuple[Change, ...]]:
    """The text with the unit's bodies for the central ones, and what was changed.

    What stands in a quotation, in brackets or as the author of something cited stays, and so does a body for which the
    unit has nobody, or several.
    """
    changes: list[Change] = []
    pieces, at = [], 0
    for mention in _mentions(text, localiser):
        names = _names_here(mention, localiser, telling)
        printed = text[mention.start : mention.end]
        if names and names != printed:
            pieces += [text[at : mention.start], names]
            at = mention.end
            changes.append(Change(NAMES, REASON, printed, names))
    text = "".join((*pieces, text[at:]))
    for name in {change.new for change in changes}:
        text = re.sub(rf"{re.escape(name)}(?:(?:,| và) {re.escape(name)})+", name, text)
    return text, tuple(changes)


def _names_here(mention: Mention, localiser: Localiser, telling: Telling) -> str:
    found = localiser.cell(AgencyCell(names=(mention.id,)), telling, leads=False)
    return "" if found.questions or found.nobody else ", ".join(map(localiser.name, found.names))


def _mentions(text: str, localiser: Localiser) -> Iterator[Mention]:
    """The sure names of central bodies in a text, from left to right."""
    cell = tokens(text)
    reader, at = Reader(cell, localiser.setting.source_on, None), 0
    while at < len(cell.words):
        start = cell.words[at].start
        readings = reader.at(at, "") if text[start].isupper() else {}
        longest = readings.get(max(readings, default=0))
        if longest and _is_sure(longest):
            end = cell.words[longest.end - 1].end
            is_meant = localiser.source_kind(longest.id or "") in _KINDS and not _CITED.search(text[:start])
            if is_meant and outside_quotes(text, start):
                yield Mention(start, end, longest.id or "")
        at = longest.end if longest else at + 1


def _is_sure(reading: Reading) -> bool:
    return reading.rank[0] < LISTED and not reading.doubt and (reading.id or "").startswith(f"{CENTRAL}/")
