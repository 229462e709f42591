"""The dated registry of agencies and administrative units: identifiers become names as of a date (layer 1).

An identifier means the same body for ever; what it is called, and whether it exists, depends on the date and on the
unit it belongs to. ``tw/bo-cong-an`` is central, ``tinh/bac-giang/so-y-te`` is local and absolute, ``so-y-te`` is local
and relative to the issuer's unit, ``cac-bo-nganh`` is a collective that needs no unit.
"""

from __future__ import annotations

from generator.agencies.ids import is_id
from generator.agencies.names import Agency
from generator.agencies.naming import Naming
from generator.agencies.own import OwnAgencies
from generator.agencies.records import Unit
from generator.agencies.registry import Registry, UnknownAgency, registry

__all__ = ["Agency", "Naming", "OwnAgencies", "Registry", "Unit", "UnknownAgency", "is_id", "registry"]
