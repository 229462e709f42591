"""Law 2, generate then prove: the bytes just made are read again and compared with the plan and the norm."""

from __future__ import annotations

from collections.abc import Mapping

from generator.agencies import Naming
from generator.check.form import FormProfile, document_problems
from generator.check.reader import left_tags
from generator.check.tables import says
from generator.check.words import missing_words
from generator.inline import plain
from generator.model import Document
from generator.problems import Problem, problem
from generator.word.reading import note_numbers, note_texts, reading_text
from generator.word.xml import XmlError, printed_text

PROPERTIES = "docProps/core.xml"


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


def prove_others(others: Mapping[str, bytes], document: Document) -> list[Problem]:
    """Every fault of the other parts that were filled: headers, footers, properties (whose title is the subject)."""
    subject, found = plain(" ".join(document.subject.split("\n"))), []
    for name, data in others.items():
        try:
            text = printed_text(data)
        except XmlError as error:
            found.append(problem("H001", place=name, detail=str(error)))
            continue
        found += [p.at(name) for p in left_tags(text.replace(subject, ""), ())]
        if name == PROPERTIES and subject not in text:
            found.append(problem("H003", place=name, text=subject))
    return found


def _is_ours(note: str, document: Document) -> bool:
    """Whether a printed footnote is one of the plan's, braces and all."""
    return any(says(note, text) for text in document.footnotes.values())
