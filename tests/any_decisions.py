"""Sheets of decisions of every shape the model allows, with texts that try a file."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from any_documents import DATE, ID, LINES, TEXT
from generator.model import AgencyCell, Decision, DecisionSheet, Verdict

WORDS = TEXT.filter(bool)
_TEXTS = st.lists(WORDS, max_size=3)
_NAMES = st.lists(ID | WORDS, max_size=3)
_VERDICTS = st.sampled_from(get_args(Verdict))


def _made(model: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(fields).map(model.model_validate)


_CELLS = _made(AgencyCell, printed=st.none() | LINES.filter(bool), names=_NAMES)
DECISIONS: st.SearchStrategy[Decision] = _made(
    Decision, row=WORDS, source_text=LINES, verdict=_VERDICTS, content=LINES, lead=_CELLS, support=_CELLS, reason=LINES,
    rules=_TEXTS, tasks=_TEXTS, question=LINES, candidates=_TEXTS, proposed=st.none() | _VERDICTS,
    decided=st.booleans(), seal=TEXT,
)  # fmt: skip
SHEETS: st.SearchStrategy[DecisionSheet] = _made(
    DecisionSheet, programme=WORDS, title=TEXT, unit=WORDS, year=st.integers(1900, 2999), as_of=DATE,
    decisions=st.lists(DECISIONS, max_size=4, unique_by=lambda own: own.row),
)  # fmt: skip
