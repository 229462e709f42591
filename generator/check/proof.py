"""Law 2, generate then prove: the bytes just made are read again and compared with the plan and the norm."""

from __future__ import annotations

from generator.agencies import Naming
from generator.check.form import FormProfile, document_problems
from generator.check.reader import left_tags
from generator.check.tables import says
from generator.check.words import missing_words
from generator.model import Document
from generator.problems import Problem, problem
from generator.word.reading import note_numbers, note_texts, reading_text
from generator.word.xml import XmlError


def prove(
    document_xml: bytes, notes_xml: bytes, document: Document, naming: Naming, profile: FormProfile
) -> list[Problem]:
    """Every fault of form of a finished document; none means that it may be written.

    ``document_xml`` is the main part, ``notes_xml`` the part of the footnotes (empty when there are none), ``profile``
    what the template was proved to look like.
    """
    try:
        text = reading_text(document_xml, plain=profile.plain)
        notes = note_texts(notes_xml) if notes_xml else {}
    except XmlError as error:
        return [problem("H001", detail=str(error))]
    found = missing_words(text, (note_numbers(document_xml), notes), document, naming)
    found += [p for note in notes.values() if "{" in note and not _is_ours(note, document) for p in left_tags(note, ())]
    return found + document_problems(document_xml, document, naming, profile)


def _is_ours(note: str, document: Document) -> bool:
    """Whether a printed footnote is one of the plan's, braces and all."""
    return any(says(note, text) for text in document.footnotes.values())
