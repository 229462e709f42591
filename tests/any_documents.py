"""Documents of every shape the model allows, made from the model's own types, with texts that try a YAML file."""

from __future__ import annotations

import datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from generator import model as m
from generator.load.shape import as_model, fields
from generator.model import base
from generator.vntext import nfc

HOSTILE = (
    "null", "Null", "~", "- x", "-", "a: b", "a:b", "a:", "#", "a #b", "a#b", "'", '"', "%", "%YAML 1.1", "@", "&a",
    "*b", "**đậm** *nghiêng*", "{{", "{a: b}", "[[xem: pl-1]]", "[a, b]", "\\", "a\\nb", 'a "b" c', "nó là 'a'", ":",
    "?", "? a", "|", ">", ">-", "!tag", "010", "1.10", "14:30", "on", "true", "FALSE", "=", "<<", "---", "--- a", "...",
    "`", ",", "a, b", "a  b   c", "a b", "\xa0a", "\ufeffa", "a\x7fb", "a\x9fb", "𝔸 😀", "\u200b", "…", "“ngoặc”",
    "Sở Y tế; Công an tỉnh " * 12, "a" * 300, "x  y " * 60, "- a: b # c " * 30, "Đ: " + "ể" * 200 + " hết",
)  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(part for part in (p.strip(" ") for p in nfc(text).splitlines()) if part).strip(" ")


_LETTERS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\t\ufffe\uffff"), max_size=30)
_LETTERS |= st.text("ab :#-?,[]{}'\"\\&*!|>%@`~\n", max_size=30)
TEXT = st.one_of(st.sampled_from(HOSTILE), _LETTERS).map(_one_line).filter(lambda text: not base._NOT_XML.search(text))
LINES = st.lists(TEXT, max_size=4).map("\n".join).map(lambda text: text.strip(" \n"))
ID = st.sampled_from(["a", "pl-1", "tinh/x/so-y-te", "0", "-", "2026-1"])
DATE = st.dates(min_value=datetime.date(1000, 1, 1))
TYPES = ("ke-hoach", "quyet-dinh", "thong-bao")


_BY_CHECK = {
    base._text: TEXT, base._true_false: st.booleans(), base._date: DATE, base._whole: st.integers(1, 999),
    base._identifier: ID, base._number: st.sampled_from(["1", "015", "99"]), base._period: st.just("2026-2030"),
    base._note_key: TEXT.map(lambda text: "".join(text.split()).replace("]", "")).filter(bool),
}  # fmt: skip


def _leaf(marks: tuple[Any, ...]) -> st.SearchStrategy[Any] | None:
    """What stands where these checks are made."""
    checks = [getattr(mark, "func", None) for mark in marks]
    if base._year in checks:
        return st.integers(1900, 2999)
    known = [made for check, made in _BY_CHECK.items() if check in checks]
    if not known:
        return None
    made = LINES if any(isinstance(mark, base.LinesMarker) for mark in marks) else known[0]
    return made.filter(bool) if base._said in checks else made


def _of(shape: Any, depth: int, marks: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """Values of one type of the model, as keys of a plan file."""
    origin, args = get_origin(shape), get_args(shape)
    if origin is Annotated:
        return _of(args[0], depth, (*marks, *shape.__metadata__))
    if origin in (Union, UnionType):
        return _of(next(arg for arg in args if arg is not type(None)), depth, marks)
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        below = _of(args[0], depth)
        return st.lists(below | st.none() if type(None) in get_args(args[0]) else below, max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_of(args[0], depth), _of(args[1], depth).filter(lambda v: v not in ("", ())), max_size=3)
    if (found := as_model(shape)) is not None:
        return _keys(found, depth - 1)
    leaf = _leaf(marks)
    return TEXT if leaf is None else leaf


def _keys(kind: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Keys of one model; below ``depth`` only what must be there."""
    own = {key: shape for key, shape in fields(kind).items() if depth > 0 or as_model(shape) is None}
    if depth <= 0:
        own = {key: shape for key, shape in own.items() if not _has_models(shape)}
    optional = {key: _of(shape, depth) for key, shape in own.items()}
    return st.fixed_dictionaries({}, optional=optional).map(_FIXES.get(kind, lambda keys: keys))


def _has_models(shape: Any) -> bool:
    return as_model(shape) is not None or any(map(_has_models, get_args(shape)))


def _node(keys: dict[str, Any]) -> dict[str, Any]:
    says = any(keys.get(key) for key in ("tieu_de", "dan", "doan", "cac_y", "nhiem_vu", "bang"))
    return keys if says else keys | {"doan": ("- a: b",)}


def _body_tasks(keys: dict[str, Any]) -> dict[str, Any]:
    own = {"ma": keys["ma"]} if keys.get("ma") else {"theo": keys.get("theo", "chu_tri")}
    joint = {"chung": keys["chung"]} if own.get("theo") == "chu_tri" and keys.get("chung") else {}
    return own | joint | {key: keys[key] for key in ("ngoac",) if key in keys}


def _recipient(keys: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in keys.items() if k != "nhom"} if keys.get("ten") else keys | {"nhom": ("Bộ A", "Bộ B")}


def _type(keys: dict[str, Any]) -> dict[str, Any]:
    return {"ten": "Phiếu trình", "viet_tat": "PTr"} if "ten" in keys else {"ma": TYPES[len(keys)]}


def _basis(keys: dict[str, Any]) -> dict[str, Any]:
    return keys if keys.get("van") else keys | {"loai": "Luật", "trich_yeu": "Y: tế"}


def _one_prefix(keys: dict[str, Any]) -> dict[str, Any]:
    return dict([*keys.items(), ("tm", "Ủy ban")][:1])


def _annex(keys: dict[str, Any]) -> dict[str, Any]:
    return {"tieu_de": "Phụ lục: một"} | ({"bang": "nhiem_vu"} if not keys.get("noi_dung") else {}) | _columns(keys)


def _columns(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if key != "cot" or value}


def _attached(keys: dict[str, Any]) -> dict[str, Any]:
    said = {} if keys.get("noi_dung") or keys.get("phu_luc") else {"noi_dung": ("# a",)}
    return {"tieu_de": "A"} | keys | {"loai": "quy-che"} | said


_REQUIRED = {"loai": "ke-hoach", "trang_thai": "du_thao", "thoi_diem": "2026-11-20", "co_quan_ban_hanh": "Sở: A",
             "tham_quyen": "tap_the", "trich_yeu": "B"}  # fmt: skip
_SIGNER = {"chuc_vu": "Chủ tịch"}
_FIXES: dict[Any, Any] = {
    m.Node: _node, m.BodyTasks: _body_tasks, m.Recipient: _recipient, m.DocumentType: _type, m.Basis: _basis,
    m.Delegation: _one_prefix, m.Annex: _annex, m.AttachedDocument: _attached, m.Table: _columns,
    m.Signer: lambda keys: keys if keys.get("chuc_vu") else keys | _SIGNER,
    m.Filing: lambda keys: {k: v for k, v in keys.items() if v != ()},
    m.Meeting: lambda keys: {"ten": "A", "ngay": "2026-01-02", "chu_tri": "B"} | keys,
    m.Total: lambda keys: keys if keys.get("cot") else keys | {"cot": (2,)},
    m.Task: lambda keys: {"noi_dung": "Việc"} | keys, m.Source: lambda keys: {"chuong_trinh": "a", "tt": "3"} | keys,
    m.OwnAgency: lambda keys: {"id": "a-b", "ten": "Phòng: A"} | keys,
    m.ReceivedWork: lambda keys: {"cua": "tw/a"} | keys,
    m.Unplaced: lambda keys: {"van": "còn: lại"} | keys,
    m.Document: lambda keys: _REQUIRED | keys | {"nguoi_ky": keys.get("nguoi_ky") or (_SIGNER,)},
}  # fmt: skip

DOCUMENTS = _keys(m.Document, 4).map(m.Document.model_validate)
"""Documents that a plan file can hold."""
