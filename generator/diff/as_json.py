"""A difference as JSON: keys as in a plan file, Vietnamese without diacritics; nothing is left out."""

from __future__ import annotations

import json
from typing import Any

from generator.diff.found import Change, Difference, Passage, PassagePair, Row, Side, TaskPair

_BY = {"id": "ma", "content": "noi_dung", "none": "khong"}


def as_json(difference: Difference) -> str:
    """Every task and passage of both documents with what became of it, as indented JSON that ends with a line break."""
    data = {
        "cu": _side(difference.old), "moi": _side(difference.new),
        "dem": {"nhiem_vu": difference.task_counts(), "phan_khac": difference.passage_counts()},
        "nhiem_vu": [_task(pair) for pair in difference.tasks],
        "phan_khac": [_passages(pair) for pair in difference.passages],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"trich_yeu": side.subject, "nam": side.year, "thoi_diem": side.as_of.isoformat(),
            "co_quan_ban_hanh": side.issuer}  # fmt: skip


def _task(pair: TaskPair) -> dict[str, Any]:
    return {
        "loai": pair.kinds, "ghep": _BY[pair.by], "diem": round(pair.score, 3), "cu": _row(pair.old),
        "moi": _row(pair.new), "thay_doi": [_change(change) for change in pair.changes],
    }  # fmt: skip


def _row(row: Row | None) -> dict[str, Any] | None:
    return {"so": row.number, "ma": row.id, "cho": list(row.path), **row.cells} if row else None


def _change(change: Change) -> dict[str, Any]:
    return {"truong": change.field, "cu": change.old, "moi": change.new, "ghi_chu": change.notes}


def _passages(pair: PassagePair) -> dict[str, Any]:
    return {"phan": pair.part, "loai": pair.kind, "ghi_chu": pair.note, "cu": _passage(pair.old),
            "moi": _passage(pair.new)}  # fmt: skip


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    return {"cho": list(passage.path), "muc": passage.under, "van": passage.text} if passage else None
