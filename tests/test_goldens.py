"""The example plans make exactly the documents that are committed, compared part by part as XML trees.

After a change that is meant (look at what differs, and at the pages), accept it in one step::

    python tests/test_goldens.py --accept            every example
    python tests/test_goldens.py --accept ke-hoach-xa   some of them
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from lxml import etree

from examples import PLANS, example, parts, text_of

FOLDER = Path(__file__).resolve().parent / "goldens"
ACCEPT = "python tests/test_goldens.py --accept"
PARTS = (
    "word/document.xml", "word/styles.xml", "word/header1.xml", "word/footnotes.xml", "docProps/core.xml",
    "customXml/item1.xml",
)  # fmt: skip
NS = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
}


def golden_path(plan: str, part: str) -> Path:
    """Where the accepted form of a part lies."""
    return FOLDER / plan / Path(part).name


def pretty(data: bytes) -> bytes:
    """A part one element per line, in canonical XML: attributes sorted, so that a diff shows what changed."""
    root = etree.fromstring(data)
    etree.indent(root, " ")
    return etree.tostring(root, method="c14n2") + b"\n"


# --- the first difference, in words -----------------------------------------------------------------------------------


def difference(golden: etree._Element, made: etree._Element, path: str = "") -> str:
    """The first difference of two trees: its place, what was accepted, what is made now; empty when there is none.

    White space between elements is no difference (goldens are indented); inside a text it is.
    """
    here = f"{path}/{short(golden.tag)}"
    if golden.tag != made.tag:
        return told(path or "/", golden, f"{short(golden.tag)} …", f"{short(made.tag)} … «{text_of(made)[:60]}»")
    for name in sorted({*golden.attrib, *made.attrib}):
        if golden.get(name) != made.get(name):
            return told(f"{here}/@{short(name)}", golden, golden.get(name), made.get(name))
    if own_text(golden) != own_text(made):
        return told(here, golden, own_text(golden), own_text(made))
    for index, (old, new) in enumerate(zip(golden, made, strict=False), 1):
        found = difference(old, new, f"{here}[{index}]")
        if found:
            return found
    if len(golden) != len(made):
        longer, shorter = (golden, made) if len(golden) > len(made) else (made, golden)
        extra = longer[len(shorter)]
        said = f"{short(extra.tag)} … «{text_of(extra)[:60]}»"
        return told(here, golden, said if longer is golden else None, said if longer is made else None)
    return ""


def told(path: str, near: etree._Element, old: str | None, new: str | None) -> str:
    """One difference in words, with the text around it."""
    paragraph = next((e for e in (near, *near.iterancestors()) if short(e.tag) == "w:p"), None)
    around = f"\n  in the paragraph «{text_of(paragraph)[:80]}»" if paragraph is not None else ""
    return f"{path}{around}\n  accepted: {shown(old)}\n  now:      {shown(new)}"


def shown(value: str | None) -> str:
    """A value, or that there is none."""
    return "nothing" if value is None else f"«{value}»"


def short(name: str) -> str:
    """A qualified name with the usual prefix."""
    qualified = etree.QName(name)
    prefix = NS.get(qualified.namespace or "", "")
    return f"{prefix}:{qualified.localname}" if prefix else qualified.localname


def own_text(element: etree._Element) -> str:
    """The text of an element that holds no others; of another only what is more than white space."""
    if len(element) == 0:
        return element.text or ""
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    return "".join(piece for piece in pieces if piece.strip())


# --- tests ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("plan", PLANS)
def test_the_part_is_as_accepted(plan: str, part: str) -> None:
    path = golden_path(plan, part)
    assert path.is_file(), f"no golden {path.name} of {plan}: {ACCEPT} {plan}"
    found = difference(etree.fromstring(path.read_bytes()), etree.fromstring(parts(example(plan))[part]))
    assert not found, f"{plan}: {part}: {found}\nIf this is meant: {ACCEPT} {plan}"


def test_every_golden_belongs_to_an_example() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PLANS)
    assert {path.name for path in FOLDER.glob("*/*")} == {Path(part).name for part in PARTS}


@pytest.mark.parametrize("plan", PLANS)
def test_a_golden_is_pretty_and_canonical(plan: str) -> None:
    for part in PARTS:
        data = golden_path(plan, part).read_bytes()
        assert pretty(data) == data


def spoilt(old: bytes, new: bytes) -> str:
    """The difference that one replacement in a document makes."""
    data = parts(example("ke-hoach-xa"))["word/document.xml"]
    assert old in data
    return difference(etree.fromstring(pretty(data)), etree.fromstring(data.replace(old, new, 1)))


def test_a_changed_letter_is_seen_with_its_paragraph() -> None:
    found = spoilt("trên địa bàn".encode(), "trong địa bàn".encode())
    assert "accepted: " in found
    assert "trong địa bàn" in found.split("now:")[1]
    assert "in the paragraph" in found


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'w:val="VBQuocHieu"', b'w:val="VBThan"', "/w:pStyle/@w:val"),
        (b'<w:pgNumType w:start="1"/>', b"<w:pgNumType/>", "/w:pgNumType/@w:start"),
        (b"<w:tblHeader/>", b"", "/w:trPr"),
        (b"<w:cantSplit/>", b"<w:hidden/>", "/w:trPr"),
        (b"<w:t ", b"<w:tab/><w:t ", "/w:r"),
    ],
)
def test_a_changed_attribute_or_element_is_seen(old: bytes, new: bytes, place: str) -> None:
    assert place in spoilt(old, new).split("\n")[0]


def test_white_space_between_elements_and_the_order_of_attributes_are_no_difference() -> None:
    one, other = b'<a x="1" y="2"><b>t</b></a>', b'<a y="2" x="1">\n  <b>t</b>\n</a>'
    assert difference(etree.fromstring(one), etree.fromstring(other)) == ""
    assert difference(etree.fromstring(one), etree.fromstring(other.replace(b">t<", b">t <"))) != ""
    assert difference(etree.fromstring(one), etree.fromstring(one.replace(b"</b>", b"</b>u"))) != ""


# --- accepting a change -----------------------------------------------------------------------------------------------


def accept(plans: tuple[str, ...]) -> None:
    """Write the goldens of some examples; goldens of examples that are no more go away."""
    for folder in FOLDER.glob("*"):
        if folder.name not in PLANS:
            shutil.rmtree(folder)
    for plan in plans:
        (FOLDER / plan).mkdir(parents=True, exist_ok=True)
        made = parts(example(plan))
        for part in PARTS:
            golden_path(plan, part).write_bytes(pretty(made[part]))
        print(plan)


if __name__ == "__main__":
    if "--accept" not in sys.argv:
        sys.exit(__doc__)
    accept(tuple(name for name in sys.argv[1:] if name != "--accept") or PLANS)
