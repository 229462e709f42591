"""Which body of a unit does the part of a body above it (``doi_ung``): rows of data, by function and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.agencies import records
from generator.agencies.records import Period

Alternatives = tuple[str, ...]
"""Relative ids of which the first that the unit has on the date is meant."""


@dataclass(frozen=True)
class Counterpart:
    """What a body above becomes in a unit.

    ``bodies``: all of them, each the first of its alternatives that exists; none: nobody there. ``ask``: several are
    possible, a person chooses. ``lead``: what the body becomes when it leads, where that differs. ``ask_alone``: asked
    when it leads by itself. ``sure_in``: units known to have the body; elsewhere its lead is asked about, with
    ``otherwise`` beside it. ``local``: a collective that counts the local authorities. ``committee``: the People's
    Committee of the unit itself is meant as lead. ``of_members``: as lead of a programme of an inter-agency body its
    members are meant (``members`` of that body's row).
    """

    body: str
    function: str
    period: Period
    bodies: tuple[Alternatives, ...]
    ask: tuple[str, ...]
    lead: tuple[Alternatives, ...] | None
    ask_alone: tuple[str, ...]
    sure_in: tuple[str, ...]
    otherwise: tuple[str, ...]
    members: str
    local: bool
    committee: bool
    of_members: bool
    reference: str
    mark: str


@cache
def counterparts(level: str) -> Mapping[str, tuple[Counterpart, ...]]:
    """The rows of a level (tinh: of central bodies; xa: of provincial ones) by the relative id of the body above."""
    document = records.data_file("doi_ung")
    found: dict[str, list[Counterpart]] = {}
    for raw in document[level]:
        found.setdefault(raw["cua"], []).append(_counterpart(raw, document["nguon"]))
    return {body: tuple(rows) for body, rows in found.items()}


def _counterpart(raw: Mapping[str, Any], references: Mapping[str, str]) -> Counterpart:
    lead = raw.get("chu_tri", {})
    return Counterpart(
        body=raw["cua"],
        function=raw.get("chuc_nang", ""),
        period=records.period_of(raw),
        bodies=_alternatives(raw.get("la", ())),
        ask=tuple(raw.get("hoi", ())),
        lead=_alternatives(lead["la"]) if "la" in lead else None,
        ask_alone=tuple(raw.get("rieng", ())),
        sure_in=tuple(raw.get("chac", ())),
        otherwise=tuple(raw.get("neu_khong", ())),
        members=raw.get("thanh_vien", ""),
        local=raw.get("dia_phuong") == "co",
        committee=lead.get("uy_ban") == "co",
        of_members=raw.get("lien_nganh") == "co",
        reference=records.reference_of(raw, references),
        mark=raw["dau"],
    )


def _alternatives(texts: Sequence[str]) -> tuple[Alternatives, ...]:
    return tuple(tuple(text.split("|")) for text in texts)
