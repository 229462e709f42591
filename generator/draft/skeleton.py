"""The plan around its tasks, as data (``data/draft/khung.yaml``), when there is none of last year to go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.draft.data import data_file
from generator.model import Node, Recipient

FILE = "khung"
TASKS, ANNEX = "nhiem-vu", "pl-nhiem-vu"


@dataclass(frozen=True)
class Skeleton:
    """The texts of a plan with the words of one unit filled in."""

    words: Mapping[str, str]

    def text(self, *keys: str) -> str:
        """A text of the data file, filled in."""
        return self._filled(_found(keys))

    def node(self, key: str) -> Node:
        """A section with its points."""
        raw = _found((key,))
        points = tuple(Node(paragraphs=(self._filled(text),)) for text in raw["cac_y"])
        return Node(heading=raw["tieu_de"], children=points)

    def recipients(self, level: str) -> tuple[Recipient, ...]:
        """The usual lines of "Nơi nhận" of a level."""
        return tuple(Recipient(name=self._filled(text)) for text in _found(("noi_nhan", level)))

    def _filled(self, text: str) -> str:
        # braces of the plan's own marks are none of ours: only the known words are filled in
        for key, word in self.words.items():
            text = text.replace(f"{{{key}}}", word)
        return text


def raw_text(*keys: str) -> str:
    """A text of the data file as it stands."""
    return str(_found(keys))


def _found(keys: tuple[str, ...]) -> Any:
    found: Any = data_file(FILE)
    for key in keys:
        found = found[key]
    return found
