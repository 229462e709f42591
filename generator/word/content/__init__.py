"""A Word document as a flow: everything that prints, in order, with the formats that are seen (import, layer 1).

``package`` finds the parts, ``formats`` resolves styles, ``numbering`` makes the labels that Word makes, ``inline``
reads a paragraph, ``grids`` lays out a table, ``blocks`` walks through a story, ``beside`` reads what stands in the
margins; ``reading`` is what they know in common of the document being read.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.flow import Flow
from generator.problems import ProblemsError, problem
from generator.word.content.beside import footnote_texts, margins, remarks
from generator.word.content.blocks import body
from generator.word.content.package import open_package
from generator.word.content.reading import Reading, TooDeep

__all__ = ["read_flow"]


def read_flow(parts: Mapping[str, bytes]) -> Flow:
    """The flow of a package (``generator.word.archive.read``).

    What is not text (pictures, objects, macros), hidden text and odd letters are in ``found``; comments and tracked
    changes in ``remarks``; the text is as if every change were accepted. Raises ``ProblemsError`` for what is no Word
    document, is broken or is nested too deeply.
    """
    package = open_package(parts)
    reading = Reading(package)
    try:
        blocks = body(reading)
        footnotes = footnote_texts(reading)
        beside = margins(reading)
    except (TooDeep, RecursionError) as error:
        raise ProblemsError([problem("I035", part=package.main_name, detail=TooDeep.WORDS)]) from error
    return Flow(
        blocks, footnotes=footnotes, remarks=remarks(reading), beside=beside,
        found=(*package.found, *reading.found, *reading.letters.problems()),
    )  # fmt: skip
