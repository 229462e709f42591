"""Marks inside a text: what is a mark, what is a letter, what is a mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import literal
from generator.inline import InlineError, Run, footnotes, parse, pieces, plain, references, written

LETTERS = st.text(alphabet="ab Đạ1.,;()*^[]\\{%&<x:m/-\n", max_size=40)


def shape(text: str) -> list[tuple[str, str]]:
    """Runs as (text, letters of their formats)."""
    return [(r.text, "b" * r.bold + "i" * r.italic + "s" * r.superscript) for r in parse(text)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("chữ", [("chữ", "")]),
        ("", [("", "")]),
        ("**đậm** rồi *nghiêng*", [("đậm", "b"), (" rồi ", ""), ("nghiêng", "i")]),
        ("m^2^ và m^3^", [("m", ""), ("2", "s"), (" và m", ""), ("3", "s")]),
        ("***cả hai***", [("cả hai", "bi")]),
        ("*a **b** c*", [("a ", "i"), ("b", "bi"), (" c", "i")]),
        ("**a *b* c**", [("a ", "b"), ("b", "bi"), (" c", "b")]),
        ("**điểm** a**b**c", [("điểm", "b"), (" a", ""), ("b", "b"), ("c", "")]),
        ("(*Kèm theo*)", [("(", ""), ("Kèm theo", "i"), (")", "")]),
        ("**x^2^**", [("x", "b"), ("2", "bs")]),
        ("*a*, *b*.", [("a", "i"), (", ", ""), ("b", "i"), (".", "")]),
        ("**a**\n*b*", [("a", "b"), ("\n", ""), ("b", "i")]),
    ],
)
def test_marks(text: str, runs: list[tuple[str, str]]) -> None:
    assert shape(text) == runs


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "^",
        "a *",
        "* a",
        "* a * b *",
        "Bộ Y tế* và Bộ Công an*",
        "(*) Ghi chú; xem dấu (*)",
        "5*3 = 15, 4*2 = 8",
        "x^2 + y^2",
        "2^10",
        "a ^ b ^ c",
        "[1]",
        "[[muc]]",
        "[ ^1]",
        "C:\\thu_muc",
        "{{ so }} {% if %} {_{",
        "A & B <b>",
        "[xem: a]",
        "*)",
        "(*",
        "^^",
    ],
)
def test_letters(text: str) -> None:
    """What looks like a mark and is none is printed as it stands, in one run."""
    assert parse(text) == (Run(text),)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("* a *b*", [("* a ", ""), ("b", "i")]),
        ("*a * b*", [("a * b", "i")]),
        ("*a (*) b*", [("a (*) b", "i")]),
        ("x^2 và m^2^", [("x^2 và m", ""), ("2", "s")]),
        ("^^2^", [("^", ""), ("2", "s")]),
    ],
)
def test_letters_beside_marks(text: str, runs: list[tuple[str, str]]) -> None:
    assert shape(text) == runs


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("**a", "**"),
        ("a**", "**"),
        ("** a **", "**"),
        ("****", "**"),
        ("**a** b**", "**"),
        ("2**3", "**"),
        ("[^1", "[^"),
        ("[^]", "[^"),
        ("[^a b]", "[^"),
        ("[[xem: a", "[[xem:"),
        ("[[xem: Điều 5]]", "[[xem:"),
        ("[[xem: ]]", "[[xem:"),
        ("[[xem: a]", "[[xem:"),
    ],
)
def test_unclosed(text: str, mark: str) -> None:
    with pytest.raises(InlineError) as caught:
        parse(text)
    assert str(caught.value) == mark


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (r"\*a\*", "*a*"),
        (r"\*\*a\*\*", "**a**"),
        (r"\^2\^", "^2^"),
        (r"\[^1]", "[^1]"),
        (r"\[[xem: a]]", "[[xem: a]]"),
        (r"\\*", r"\*"),
        (r"\a", r"\a"),
        ("\\", "\\"),
        (r"a\]", "a]"),
        (r"*a\*b*", "a*b"),
        (r"\\", "\\"),
    ],
)
def test_escapes(text: str, printed: str) -> None:
    assert plain(text) == printed


def test_references_and_footnotes() -> None:
    text = "Xem **[[xem: muc-hai]]** và [[xem:  pl/mot ]][^1], câu[^ghi-chu]."
    assert references(text) == ["muc-hai", "pl/mot"]
    assert footnotes(text) == ["1", "ghi-chu"]
    assert plain(text) == "Xem  và , câu."
    assert pieces(text) == ["Xem ", " và ", ", câu", "."]
    assert [r.bold for r in parse(text) if r.reference] == [True, False]


@given(LETTERS)
def test_plain_of_escaped_text_is_the_text(text: str) -> None:
    assert plain(literal(text)) == text


@given(LETTERS)
def test_pieces_and_plain_agree(text: str) -> None:
    try:
        printed = plain(text)
    except InlineError:
        return
    assert "".join(pieces(text)) == printed
    assert "" not in pieces(text)


@given(LETTERS)
def test_nothing_but_marks_is_lost(text: str) -> None:
    """Letters, figures and spaces all stand in the runs, in order; only marks and their names go."""
    try:
        printed = plain(text)
    except InlineError:
        return
    if not footnotes(text) and not references(text):
        assert [c for c in printed if c not in "*^[]\\"] == [c for c in text if c not in "*^[]\\"]


@pytest.mark.parametrize("piece", ["*", "*a ", "a* ", "^a", "a*", "^ ", "[[", "[^ ", "**a ", "\\", "* *a", "^^"])
def test_a_long_run_of_marks_ends(piece: str) -> None:
    """Time grows with the length of the text; the test would not end if it grew with its square."""
    try:
        plain(piece * 40_000)
    except InlineError as error:
        assert str(error) in ("**", "[^")


def test_neighbours_of_one_format_are_one_run() -> None:
    assert len(parse(r"a\*b\*c [d] e")) == 1


RUNS = st.lists(
    st.builds(Run, text=st.text("a1 *^[]\\(.đ\n", max_size=6), bold=st.booleans(), italic=st.booleans(),
              superscript=st.booleans()),
    max_size=6,
)  # fmt: skip


@given(RUNS)
def test_written_runs_keep_every_letter(runs: list[Run]) -> None:
    assert plain(written(runs)) == "".join(run.text for run in runs)


@given(RUNS)
def test_what_is_written_twice_is_the_same(runs: list[Run]) -> None:
    text = written(runs)
    assert written(parse(text)) == text


@pytest.mark.parametrize(("runs", "text"), [
    ([Run("a "), Run("đậm", bold=True), Run(" b")], "a **đậm** b"),
    ([Run("a"), Run(" đậm ", bold=True), Run("b")], "a **đậm** b"),
    ([Run("m"), Run("2", superscript=True), Run(".")], "m^2^."),
    ([Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c")], "**a *b*** c"),
    ([Run("Sở ", bold=True), Run("Y tế", bold=True)], "**Sở Y tế**"),
    ([Run("5*3 = 15")], "5\\*3 = 15"),
    ([Run("xem "), Run(footnote="1"), Run(" [^1] [[xem: a]] [1]")], "xem [^1] \\[\\^1] \\[[xem: a]] [1]"),
    ([Run("a"), Run("b", italic=True), Run("c")], "abc"),  # a star between letters is a letter
    ([Run("x "), Run("hai chữ", superscript=True)], "x hai chữ"),
])
def test_runs_are_written_with_marks(runs: list[Run], text: str) -> None:
    assert written(runs) == text
