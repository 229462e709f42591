"""What a template may do: for, if, names of the printed document. Checked on the syntax tree (law 10).

The sandbox is the second wall; it alone still builds huge strings and runs endless loops.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jinja2 import nodes

from generator.norm import nearest
from generator.printed import Printed, is_record, item_type, tag_fields
from generator.problems import Problem, problem

LOOP_FIELDS = ("first", "last", "index", "length")
Scope = dict[str, Any]
_RAW = re.compile(r"\{%[-+]?\s*(end)?raw\b")


class _Refused(Exception):
    def __init__(self, node: nodes.Node, code: str, **values: Any) -> None:
        # a few nodes do not know their line ({% autoescape %}); what stands in them does
        self.line = node.lineno or next((n.lineno for n in node.find_all(nodes.Node) if n.lineno), 1)
        self.code, self.values = code, values


def violations(tree: nodes.Template, tags: list[str], places: Sequence[str]) -> list[Problem]:
    """Every use of the language or of a name that a template may not make, each at the place of its tag.

    ``tags`` are those of ``one_tag_per_line``, ``places`` the printed place of each.
    """
    scope: Scope = {name: kind for name, (kind, _) in tag_fields(Printed).items()}
    # {% raw %} leaves no node behind, only what it hides from every other check
    raw = [(_Refused(nodes.Const("", lineno=i + 2), "M002", name="raw")) for i, t in enumerate(tags) if _RAW.match(t)]
    return [_problem(refused, tags, places) for refused in (*raw, *_body(tree.body, scope))]


def _problem(refused: _Refused, tags: list[str], places: Sequence[str]) -> Problem:
    at = max(refused.line - 2, 0)
    return problem(refused.code, place=places[at], tag=tags[at], **refused.values)


def _body(body: list[nodes.Node], scope: Scope) -> Iterator[_Refused]:
    for node in body:
        try:
            yield from _statement(node, scope)
        except _Refused as refused:
            yield refused


def _statement(node: nodes.Node, scope: Scope) -> Iterator[_Refused]:
    if isinstance(node, nodes.Output):
        yield from _each([n for n in node.nodes if not isinstance(n, nodes.TemplateData)], scope, _printable)
    elif isinstance(node, nodes.If):
        yield from _each([node.test], scope, _type_of)
        yield from _body(node.body, scope)
        yield from _body(list(node.elif_), scope)
        yield from _body(node.else_, scope)
    elif isinstance(node, nodes.For):
        yield from _loop(node, scope)
    else:
        raise _Refused(node, "M002", name=_name(node))


def _each(expressions: list[nodes.Node], scope: Scope, judge: Callable[[nodes.Node, Scope], Any]) -> Iterator[_Refused]:
    for expression in expressions:
        try:
            judge(expression, scope)
        except _Refused as refused:
            yield refused


def _loop(node: nodes.For, scope: Scope) -> Iterator[_Refused]:
    items = item_type(_type_of(node.iter, scope))
    target = node.target.name if isinstance(node.target, nodes.Name) else ""
    if items is None or node.recursive or node.test is not None or target in ("", "loop"):
        raise _Refused(node, "M002", name="for")
    inner = {**scope, target: items, "loop": dict.fromkeys(LOOP_FIELDS, int)}
    yield from _body(node.body, inner)
    yield from _body(node.else_, scope)


def _printable(node: nodes.Node, scope: Scope) -> None:
    """Refuse to print what is no text: a list, a record, a comparison would print as Python writes them."""
    if isinstance(node, nodes.And | nodes.Or):
        _printable(node.left, scope)
        _printable(node.right, scope)
        return
    kind = _type_of(node, scope)
    named = isinstance(node, nodes.Name | nodes.Getattr | nodes.Const)
    if not named or item_type(kind) is not None or is_record(kind) or isinstance(kind, dict):
        raise _Refused(node, "M002", name=getattr(node, "attr", getattr(node, "name", _name(node))))


def _type_of(node: nodes.Node, scope: Scope) -> Any:
    """The type of an expression: names, attributes, texts, ==, !=, and, or, not; raises ``_Refused`` for all else."""
    if isinstance(node, nodes.Name):
        return _known(node, node.name, scope)
    if isinstance(node, nodes.Getattr):
        return _attribute(node, _type_of(node.node, scope))
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return str
    if isinstance(node, nodes.Compare) and all(op.op in ("eq", "ne") for op in node.ops):
        for part in (node.expr, *(op.expr for op in node.ops)):
            _type_of(part, scope)
        return bool
    if isinstance(node, nodes.And | nodes.Or):
        _type_of(node.left, scope), _type_of(node.right, scope)
        return bool
    if isinstance(node, nodes.Not):
        _type_of(node.node, scope)
        return bool
    raise _Refused(node, "M002", name=_name(node))


def _attribute(node: nodes.Getattr, owner: Any) -> Any:
    if isinstance(owner, dict):
        return _known(node, node.attr, owner)
    if is_record(owner):
        return _known(node, node.attr, {name: kind for name, (kind, _) in tag_fields(owner).items()})
    raise _Refused(node, "M002", name=node.attr)


def _known(node: nodes.Node, name: str, names: Scope) -> Any:
    if name.startswith("_"):
        raise _Refused(node, "M002", name=name)
    if name not in names:
        raise _Refused(node, "M001", name=name, near=nearest(name, names))
    return names[name]


def _name(node: nodes.Node) -> str:
    return {"Call": "( )", "Filter": "|", "Getitem": "[ ]", "Add": "+", "Mul": "*"}.get(
        type(node).__name__, type(node).__name__
    )
