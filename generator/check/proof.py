"""Law 2, generate then prove: the bytes just made are read again and compared with the plan and the norm."""

from __future__ import annotations

from generator.agencies import Naming
from generator.check.form import FormProfile, foreign_forms
from generator.check.words import left_tags, missing_words
from generator.inline import pieces
from generator.model import Document
from generator.problems import Problem, problem
from generator.word.xml import XmlError, printed_text


def prove(document_xml: bytes, notes_xml: bytes, document: Document, naming: Naming, profile: FormProfile) -> list[Problem]:
    """Every fault of form of a finished document; none means that it may be written."""
    try:
        text = printed_text(document_xml)
        notes = printed_text(notes_xml) if notes_xml else ""
    except XmlError as error:
        return [problem("H001", detail=str(error))]
    found = missing_words(text, document, naming)
    found += [*left_tags(notes, [(0, len(notes))]), *_missing_notes(notes, document)]
    return found + foreign_forms(document_xml.decode("utf-8"), profile)


def _missing_notes(notes: str, document: Document) -> list[Problem]:
    used = "".join(notes)
    wanted = [piece for text in document.footnotes.values() for piece in pieces(text)] if notes else []
    return [problem("H003", text=piece[:80]) for piece in wanted if piece.strip() not in used]
