"""What recognition says of a component: its value, where it was read, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.flow import Block

T = TypeVar("T")
CERTAIN, LIKELY, UNSURE = 1.0, 0.7, 0.4


@dataclass(frozen=True)
class Found(Generic[T]):
    """A component. ``blocks`` are those it was read from, each in one component only; ``doubt`` is a question for a
    person, in Vietnamese, empty when there is none; ``confidence`` is CERTAIN, LIKELY or UNSURE.
    """

    value: T
    blocks: Sequence[Block] = ()
    confidence: float = CERTAIN
    doubt: str = ""

    @property
    def place(self) -> str:
        """Where its first block stands."""
        return self.blocks[0].place if self.blocks else ""
