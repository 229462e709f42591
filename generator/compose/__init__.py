"""From the model to what is printed (layer 2): header, numbering, blocks, recipients, signature; no Word, no files."""

from generator.compose.document import Composition, TableSlot, compose

__all__ = ["Composition", "TableSlot", "compose"]
