"""Inline marks as runs of WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator.inline import Run


def runs_xml(
    runs: Iterable[Run], *, resolve: Callable[[str], str] = str, note: Callable[[str], int] | None = None, base: str = ""
) -> Markup:
    """The runs of one paragraph as XML.

    ``resolve`` prints a cross-reference, ``note`` gives the number of a footnote in its part, ``base`` is run
    formatting (XML) that every run takes from the prototype of its cell.
    """
    return Markup("".join(_run(run, resolve, note, base) for run in runs))


def _run(run: Run, resolve: Callable[[str], str], note: Callable[[str], int] | None, base: str) -> str:
    if run.footnote and note:
        return (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{note(run.footnote)}"/></w:r>'
        )
    text = resolve(run.reference) if run.reference else run.text
    return f"<w:r>{_properties(run, base)}{text_xml(text)}</w:r>" if text else ""


def _properties(run: Run, base: str) -> str:
    own = base
    if run.bold:
        own += "<w:b/><w:bCs/>"
    if run.italic:
        own += "<w:i/><w:iCs/>"
    if run.superscript:
        own += '<w:vertAlign w:val="superscript"/>'
    return f"<w:rPr>{own}</w:rPr>" if own else ""


def text_xml(text: str) -> str:
    """A text as ``w:t`` elements with breaks for its newlines; no letter of it is markup."""
    if "\n" in text:
        return "<w:br/>".join(text_xml(line) for line in text.split("\n"))
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
