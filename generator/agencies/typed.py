"""Cells of agencies in a sheet that people type in: ids as printed names, and what was typed as a cell again."""

from __future__ import annotations

import re
from typing import Protocol

from generator.agencies.naming import Naming
from generator.agencies.registry import UnknownAgency, registry
from generator.model import AgencyCell, Document
from generator.vntext import fold, sort_key


class AgencyReader(Protocol):
    """Reads the words that an officer typed into a cell of agencies."""

    def cell(self, text: str) -> AgencyCell:
        """The cell of these words: ids where the names are known."""

    def doubts(self, text: str) -> list[str]:
        """What a person should look at in it."""


def typed_text(cell: AgencyCell, naming: Naming) -> str:
    """The printed words of a cell, or its names one after the other, the first letter capital."""
    if cell.printed:
        return cell.printed
    text = "; ".join(_name(name, naming) for name in cell.names)
    return text[:1].upper() + text[1:]


def typed_cell(text: str, reader: AgencyReader, naming: Naming) -> AgencyCell:
    """The cell that was typed; in its own words only where its names print others, commas and semicolons aside."""
    cell = reader.cell(text)
    bare = AgencyCell(names=cell.names)
    return bare if cell.names and typed_names(typed_text(bare, naming)) == typed_names(text) else cell


def typed_names(text: str) -> list[str]:
    """What a typed cell names, for comparing two: its parts, folded."""
    return [name for part in re.split("[;,\n]", text) if (name := fold(part))]


def names_to_choose(document: Document, naming: Naming) -> list[str]:
    """The names of the bodies in force on the document's date, as it prints them, in order."""
    unit = registry().unit_of(document.issuer)
    try:
        ids = registry().ids(document.as_of, unit)
    except UnknownAgency:
        ids = registry().ids(document.as_of, None)
    ids = [*naming.own.ids, *ids]
    names = {name[:1].upper() + name[1:] for id in ids if (name := _name(id, naming)) != id}
    return sorted(names, key=sort_key)


def _name(name: str, naming: Naming) -> str:
    try:
        return naming.name(name)
    except UnknownAgency:  # the check of the plan says so; here the id itself is shown
        return name
