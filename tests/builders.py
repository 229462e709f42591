"""Documents made in a test from the keys of a plan file, and what they print."""

from __future__ import annotations

import html
import re
from typing import Any

from generator.agencies import Naming
from generator.check import check_plan
from generator.compose import Composition, compose
from generator.model import Document
from generator.problems import ProblemsError, errors
from generator.resources import read_template
from generator.word import prototype
from generator.word.archive import read
from generator.word.prototype import TablePrototype
from generator.word.xml import parse

LEAST: dict[str, Any] = {
    "loai": "ke-hoach",
    "trang_thai": "du_thao",
    "thoi_diem": "2026-11-20",
    "co_quan_ban_hanh": "tp/bac-ninh/ubnd",
    "tham_quyen": "tap_the",
    "trich_yeu": "Chuyển đổi số năm 2027",
    "nguoi_ky": {"quyen_han": [{"tm": "Ủy ban nhân dân"}], "chuc_vu": "Chủ tịch"},
}


def document(**keys: Any) -> Document:
    """A small valid plan with these keys of a plan file; ``None`` leaves a key out. Texts as the loader gives them."""
    return Document.model_validate(LEAST | keys, by_alias=True, by_name=False)


def composed(**keys: Any) -> Composition:
    """The printed form of such a plan."""
    made = document(**keys)
    return compose(made, Naming(made))


def faults(**keys: Any) -> list[str]:
    """The codes of the errors that the plan's own check finds."""
    made = document(**keys)
    return [problem.code for problem in errors(check_plan(made, Naming(made)))]


def lines(composition: Composition) -> list[str]:
    """The letters of each block, in printed order; empty for a table, a signature, the end of a section."""
    return [letters(str(block.chu)) for block in composition.printed.khoi]


def letters(xml: str) -> str:
    """The letters of some runs or paragraphs; a line break is ``\\n``."""
    return html.unescape(re.sub(r"(<w:br/>)|<[^>]+>", lambda m: "\n" if m[1] else "", xml))


def literal(text: str) -> str:
    """The text with every mark escaped."""
    return "".join("\\" + c if c in "*^[]\\" else c for c in text)


def body_lines(**keys: Any) -> list[str]:
    """The lines of the main document, up to its signature."""
    made = composed(**keys)
    kinds = [block.kieu for block in made.printed.khoi]
    return lines(made)[: next(i for i, kind in enumerate(kinds) if kind in ("chu_ky", "nhieu_chu_ky"))]


def refusals(error: ProblemsError) -> list[str]:
    """The codes of what stopped the work."""
    return [problem.code for problem in error.problems]


def _prototype() -> TablePrototype:
    found = prototype.find(parse(read(read_template("ke-hoach.docx"))["word/document.xml"]))
    assert found is not None
    return found


PROTOTYPE = _prototype()
