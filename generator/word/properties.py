"""The properties of a file: what Word writes there of the person and the machine does not travel with a document."""

from __future__ import annotations

import re

PARTS = ("docProps/core.xml", "docProps/app.xml")
PERSONAL = (
    "creator", "lastModifiedBy", "created", "modified", "lastPrinted", "revision", "Company", "Manager", "Template",
    "TotalTime", "HyperlinkBase",
)  # fmt: skip
_ELEMENT = re.compile(
    rf"<((?:\w+:)?(?:{'|'.join(PERSONAL)}))(?:\s[^>]*)?(?:/>|>[^<]*</\1>)".encode(),
)


def without_people(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a template without author, last editor, their dates, company and paths."""
    return parts | {name: _ELEMENT.sub(b"", parts[name]) for name in PARTS if name in parts}
