"""Inline marks as runs of WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator.inline import Run

_RAISED = '<w:vertAlign w:val="superscript"/>'


def runs_xml(
    runs: Iterable[Run],
    *,
    resolve: Callable[[str], str] = str,
    note: Callable[[str], int] | None = None,
    base: str = "",
) -> Markup:
    """The runs of one paragraph as XML.

    ``resolve`` prints a cross-reference, ``note`` gives the number of a footnote in its part, ``base`` is run
    formatting (XML) that every run takes from the prototype of its cell.
    """
    return Markup("".join(_run(run, resolve, note, base) for run in runs))


def _run(run: Run, resolve: Callable[[str], str], note: Callable[[str], int] | None, base: str) -> str:
    if run.footnote and note:
        return f'<w:r><w:rPr>{_RAISED}</w:rPr><w:footnoteReference w:id="{note(run.footnote)}"/></w:r>'
    text = resolve(run.reference) if run.reference else run.text
    return f"<w:r>{_properties(run, base)}{text_xml(text)}</w:r>" if text else ""


def _properties(run: Run, base: str) -> str:
    marks = (run.bold, "<w:b/><w:bCs/>"), (run.italic, "<w:i/><w:iCs/>"), (run.superscript, _RAISED)
    own = base + "".join(xml for on, xml in marks if on and xml not in base)
    return f"<w:rPr>{own}</w:rPr>" if own else ""


def text_xml(text: str) -> str:
    """A text as ``w:t`` elements with breaks for its newlines and tabs for its tabs; no letter of it is markup."""
    for letter, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        if letter in text:
            return element.join(text_xml(piece) for piece in text.split(letter))
    kept = ' xml:space="preserve"' if text[:1] == " " or text[-1:] == " " or "  " in text else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"
