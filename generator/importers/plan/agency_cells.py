"""Printed cells of agencies as a plan keeps them: ids where the names are known, the printed words always."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from generator.agencies import Naming, is_id, registry
from generator.agencies.cells import Piece, read_cell
from generator.agencies.readings import WHOSE
from generator.inline import plain
from generator.model import AgencyCell, Document
from generator.problems import N_, Words, joined
from generator.recognise.body.roles import Roles, roles

CANDIDATES = N_("{doubt} Có thể là: {names}")


class AgencyCells:
    """Reads the cells of one document: as of its date, seen from its issuer's unit, in its usage."""

    def __init__(self, document: Document) -> None:
        self._on = document.as_of
        self._unit = registry().unit_of(document.issuer)
        self._told_units: tuple[str | None, ...] = (self._unit,) if is_id(document.issuer) else _any_units(self._on)
        self._naming = Naming(document)
        self._pieces = lru_cache(maxsize=None)(self._read)

    def _read(self, words: str) -> tuple[Piece, ...]:
        return self._naming.own.read(words)

    def cell(self, text: str) -> AgencyCell:
        """The cell of a printed text (inline marks allowed): its names, and the text where they print another."""
        words = plain(text).strip()
        if not words:
            return AgencyCell()
        names = tuple(piece.id or " ".join(piece.text.split()) for piece in self._pieces(words))
        if not all(names) or any(piece.id is None and is_id(name) for piece, name in self._named(words, names)):
            return AgencyCell(printed=text)
        bare = AgencyCell(names=names)
        if self._naming.cell(bare) == text:
            return bare
        return AgencyCell(printed=text, names=() if names == (words,) else names)  # one name that is the text says it

    def _named(self, words: str, names: tuple[str, ...]) -> Iterator[tuple[Piece, str]]:
        return zip(self._pieces(words), names, strict=True)

    def doubts(self, text: str) -> list[str]:
        """What a person should look at in a cell: slips, unknown names with their candidates.

        Whose office a "Sở …" is, is asked once for the document, not in each cell, while its issuer is unknown.
        """
        found: list[str] = []
        for piece in self._pieces(plain(text).strip()) if text.strip() else ():
            if isinstance(piece.doubt, Words) and piece.doubt.pattern == WHOSE and self._unit is None:
                continue
            if piece.doubt and piece.candidates:
                found.append(Words(CANDIDATES, doubt=piece.doubt, names=joined(piece.candidates, ", ")))
            elif piece.doubt:
                found.append(piece.doubt)
        return found

    def is_agency(self, text: str) -> bool:
        """Whether a text names known agencies and nothing else.

        Whose they are need not be known: where the issuer is none of the registry's, the names that every province and
        every commune has for its own bodies are agencies too ("Sở Y tế", "Công an xã").
        """
        words = plain(text).strip()
        elsewhere = (read_cell(words, self._on, unit) for unit in self._told_units)
        readings = (self._pieces(words), *elsewhere)
        return bool(words) and any(all(piece.id is not None for piece in pieces) for pieces in readings)

    def names_in(self, text: str) -> tuple[str, ...]:
        """The parts of a cell that name agencies: those of each role where it says more than one, else all of it."""
        said = _two_roles(text)
        return tuple(filter(None, (said.lead, said.support, said.monitor))) if said else (text,)

    def split_roles(self, text: str) -> tuple[AgencyCell, AgencyCell, AgencyCell]:
        """Who leads, who supports and who follows up, of one cell that says more than one ("X chủ trì, phối hợp …").

        The cell of the lead prints the whole text.
        """
        said = _two_roles(text)
        if said is None:
            return self.cell(text), AgencyCell(), AgencyCell()
        lead = self.cell(said.lead)
        names = lead.names or ((said.lead,) if not is_id(said.lead) else ())
        return AgencyCell(printed=text, names=names), self.cell(said.support), self.cell(said.monitor)


def _two_roles(text: str) -> Roles | None:
    """The roles of a cell that names who leads and somebody beside them."""
    said = roles(plain(text))
    return said if said.lead and (said.support or said.monitor) else None


def _any_units(on: date) -> tuple[str | None, ...]:
    """No unit, and one of each kind: what all provinces, communes or wards call their own bodies is read there."""
    first = {id.partition("/")[0]: id for id in reversed(registry().unit_ids(on))}
    return (None, *first.values())
