"""Names as one document prints them: as of its date, seen from its issuer's unit, in its office's usage."""

from __future__ import annotations

from functools import cached_property, lru_cache

from generator.agencies.ids import is_id
from generator.agencies.names import Agency
from generator.agencies.own import OwnAgencies
from generator.agencies.registry import UnknownAgency, registry
from generator.model import AgencyCell, Document

SHORT, LONG = "UBND", "Ủy ban nhân dân"
ASKED = ("de_nghi", "nganh_doc")
"""Relations of the bodies that are asked, not assigned: those outside the government, and a central branch that heads a
task; the other tasks name it as they name any body. An open relation is a question to the drafter, not asked here."""
FILED_FIRST = "VT"


class Naming:
    """The names of one document, its office's own before ours (``own``).

    Look-ups raise ``UnknownAgency``; a validated document has none that do.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._on = document.as_of
        self._unit = registry().unit_of(document.issuer)
        self.own = OwnAgencies(document.own_agencies, self._on, self._unit)
        self._find = lru_cache(maxsize=None)(self._look_up)
        self._names = lru_cache(maxsize=None)(self._name)
        self._cells = lru_cache(maxsize=None)(self._cell)

    def _look_up(self, id: str) -> Agency:
        return self.own.find(id) or registry().resolve(id, self._on, self._unit)

    def agency(self, id: str) -> Agency:
        """The agency of an id as of the document's date, the office's own first. Raises ``UnknownAgency``."""
        return self._find(id)

    @cached_property
    def issuer(self) -> Agency | None:
        """The issuing agency, ``None`` when it is written as text. Raises ``UnknownAgency``."""
        return self.agency(self._document.issuer) if is_id(self._document.issuer) else None

    def name(self, name: str) -> str:
        """An id or a text as it stands in running text and cells ("Công an tỉnh", "UBND các xã, phường").

        A body of another unit than the issuer's own (or the province above it) is named with its unit.
        """
        return self._names(name)

    def _name(self, name: str) -> str:
        if not is_id(name):
            return name
        found = self.agency(name)
        own = found.short if self._is_near(found) else self._with_unit(found)
        return own.replace(SHORT, LONG) if self._document.ubnd_form == "day_du" else own.replace(LONG, SHORT)

    def _is_near(self, agency: Agency) -> bool:
        unit = registry().unit_of(agency.id)
        if unit is None or self._unit is None:
            return unit is None
        return unit in self._near_units

    @cached_property
    def _near_units(self) -> tuple[str | None, str | None]:
        """The issuer's own unit and the one above it."""
        return self._unit, registry().unit(self._unit or "", self._on).parent

    def _with_unit(self, agency: Agency) -> str:
        unit = registry().unit(registry().unit_of(agency.id) or "", self._on)
        if unit.name in agency.name:
            return agency.name
        kind = f" {unit.kind_word}"  # "Công an tỉnh" says the kind already
        return f"{agency.name.removesuffix(kind)} {unit.full_name}"

    def cell(self, cell: AgencyCell) -> str:
        """A cell as printed: its own words where given, else its names with commas, the first letter capital."""
        return cell.printed or self._cells(cell.names)

    def _cell(self, names: tuple[str, ...]) -> str:
        text = ", ".join(self.name(name) for name in names)
        return text[:1].upper() + text[1:]

    def words(self, cell: AgencyCell) -> str:
        """A cell inside a sentence: its own words where given, else its names with commas, as each is written."""
        printed = " ".join((cell.printed or "").split()).rstrip(" .;,")
        return printed or ", ".join(self.name(name) for name in cell.names)

    def is_asked(self, cell: AgencyCell) -> bool:
        """Whether the one body of a cell can only be asked ("Đề nghị …"), not assigned."""
        return len(cell.names) == 1 and self.asks(cell.names[0])

    def asks(self, name: str) -> bool:
        """Whether a name is an id whose body can only be asked. Raises ``UnknownAgency``."""
        return is_id(name) and self.agency(name).relation in ASKED

    def issuer_name(self) -> str:
        """The issuer's full name in running text ("Ủy ban nhân dân tỉnh …")."""
        return self.issuer.name if self.issuer else " ".join(self._document.issuer.split("\n"))

    def symbol(self) -> str:
        """The symbol: given, or of the type and the agency (điểm b khoản 3 Mục II): "KH-UBND", for a letter "UBND-NC".

        Empty when it cannot be known; the check of the plan then asks for it.
        """
        document = self._document
        if document.symbol:
            return document.symbol
        agency = self.issuer.code if self.issuer else ""
        drafting = next((unit for unit in document.filing.units if unit != FILED_FIRST), "")
        left, right = (document.type.code, agency) if document.type.code else (agency, drafting)
        return f"{left}-{right}" if left and right else ""

    def place(self) -> str:
        """The place name: given, or of the issuer's unit; empty when neither is known."""
        return self._document.place or (self.issuer.place if self.issuer else "")

    def issuer_lines(self) -> tuple[str, ...]:
        """The issuer in capitals, on the lines the registry or the writer gives it."""
        return self.issuer.header if self.issuer else tuple(self._document.issuer.upper().split("\n"))

    def authority(self) -> str:
        """Who issues, in words: the body, or its head where the power is the head's (điểm c khoản 1 Mục III)."""
        document = self._document
        if document.power == "tap_the":
            return self.issuer_name()
        if document.issuing_title:
            return document.issuing_title
        decides = document.type.template == "quyet-dinh"
        if self.issuer and self.issuer.head_of and (self.issuer.collegial or decides):
            return self.issuer.head_of
        return self.issuer_name()


__all__ = ["Naming", "UnknownAgency"]
