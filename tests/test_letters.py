"""Letters of a file that is read: tidied where nobody sees it, reported where a person must look."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inline import Run
from generator.letters import LetterNotes, LetterWatch, lookalikes, tidy_letters, tidy_runs, unreadable
from generator.problems import Severity


@pytest.mark.parametrize(("text", "tidy", "notes"), [
    ("Sở Công Thương", "Sở Công Thương", LetterNotes()),
    ("plain ASCII", "plain ASCII", LetterNotes()),
    ("dòng\nhai\tcột", "dòng\nhai\tcột", LetterNotes()),
    (unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban", LetterNotes(composed=1)),
    ("ngày\u00a010\u2009tháng\u30003", "ngày 10 tháng 3", LetterNotes(spaces=3)),
    ("\ufeffKế\u200b ho\u00adạch", "Kế hoạch", LetterNotes(hidden=3)),
    ("a\x00b\x1fc\ufdd0", "abc", LetterNotes(hidden=3)),
    ("một\r\nhai\rba\u2028bốn\vnăm", "một\nhai\nba\nbốn\nnăm", LetterNotes()),
    ("mất \ud800 chữ", "mất \ufffd chữ", LetterNotes()),
])
def test_letters_are_tidied(text: str, tidy: str, notes: LetterNotes) -> None:
    assert tidy_letters(text) == (tidy, notes)


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    tidy = tidy_letters(text)[0]
    assert tidy_letters(tidy) == (tidy, LetterNotes())
    assert unicodedata.is_normalized("NFC", tidy)


def test_a_tone_mark_in_another_run_joins_its_letter() -> None:
    runs, notes = tidy_runs([Run("U\u0309y b", bold=True), Run("a"), Run("\u0302", italic=True), Run("n")])
    assert runs == (Run("Ủy b", bold=True), Run("â"), Run("n"))
    assert notes.composed == 2


def test_footnote_marks_stay_and_empty_runs_go() -> None:
    assert tidy_runs([Run("\u200b"), Run(footnote="1"), Run("a")])[0] == (Run(footnote="1"), Run("a"))


@given(st.lists(st.builds(Run, text=st.text(), bold=st.booleans())))
def test_runs_say_what_the_whole_says(runs: list[Run]) -> None:
    whole = tidy_letters("".join(run.text.replace("\r", "") for run in runs))[0]
    tidy = tidy_runs([Run(run.text.replace("\r", ""), bold=run.bold) for run in runs])[0]
    assert unicodedata.normalize("NFC", "".join(run.text for run in tidy)) == whole


@pytest.mark.parametrize(("text", "found"), [
    ("củ\u0430 Sở", [("củ\u0430", "U+0430", "a")]),
    ("\u00d0ộc lập", [("\u00d0ộc", "U+00D0", "Đ")]),
    ("theo \u00f0iểm a", [("\u00f0iểm", "U+00F0", "đ")]),
    ("C\u041eNG H\u041e\u00c0", [("C\u041eNG", "U+041E", "O"), ("H\u041e\u00c0", "U+041E", "O")]),
    ("Phụ lục \u0406\u0406", [("\u0406\u0406", "U+0406", "I")]),
    ("\u0412\u0430\u043d", []),  # a Russian word
    ("\u0430 \u0438 \u0432\u0441\u0435", []),  # among Russian words
    ("T\u039fP", [("T\u039fP", "U+039F", "O")]),
    ("\u03b1 = 0,05; \u0394H; \u03bcm; hằng số \u039a", []),  # symbols
    ("Sở Y tế, đường Điện Biên Phủ, Uỷ ban", []),
    ("c\u0435\u0302\u0301p", [("c\u0435\u0302\u0301p", "U+0435", "e")]),
])
def test_letters_of_other_alphabets(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.word, one.code, one.like) for one in lookalikes(text)] == found


def test_letters_of_one_font_are_unreadable() -> None:
    assert unreadable("a\uf0b7b\ufffd\uf0b7") == ("U+F0B7", "U+FFFD")
    assert unreadable("Đặng ☐ • ✓") == ()


def test_a_watch_keeps_places_and_counts() -> None:
    watch = LetterWatch()
    assert watch.text("củ\u0430 tôi", "đoạn 1") == "củ\u0430 tôi"
    watch.runs([Run("a\u00a0b"), Run("\u00a0")], "đoạn 2")
    watch.text("c\u00a0d\u200b", "đoạn 3")
    watch.runs([Run("C\u041e"), Run("NG")], "đoạn 4")
    found = [(p.code, p.place, p.severity) for p in watch.problems()]
    assert found == [
        ("I030", "đoạn 1", Severity.WARNING), ("I030", "đoạn 4", Severity.WARNING),
        ("I032", "đoạn 2", Severity.NOTE), ("I033", "đoạn 3", Severity.NOTE),
    ]
    assert watch.problems()[0].message() == "«củ\u0430» có chữ U+0430 của bảng chữ cái khác, trông như «a»"
    assert watch.problems()[1].values["word"] == "C\u041eNG"
    assert watch.problems()[2].values == {"count": 3}
    assert LetterWatch().problems() == ()


def test_a_letter_that_only_its_own_font_can_draw_is_reported_with_its_place() -> None:
    watch = LetterWatch()
    watch.text("mục \ue0fc", "đoạn 1")
    assert [(p.code, p.place, p.values["char"]) for p in watch.problems()] == [("I031", "đoạn 1", "U+E0FC")]
