"""What a template may do: for, if, names of the printed document. Checked on the syntax tree (law 10).

The sandbox is the second wall; it alone still builds huge strings and runs endless loops.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes

from generator.norm import nearest
from generator.printed import Printed, is_record, item_type, tag_fields
from generator.problems import Problem, problem

LOOP_FIELDS = ("first", "last", "index", "length")
Scope = dict[str, Any]


class _Refused(Exception):
    def __init__(self, node: nodes.Node, code: str, **values: Any) -> None:
        self.line, self.code, self.values = getattr(node, "lineno", 1), code, values


def violations(tree: nodes.Template, tags: list[str]) -> list[Problem]:
    """Every use of the language or of a name that a template may not make; ``place`` is left to the caller."""
    scope: Scope = {name: kind for name, (kind, _) in tag_fields(Printed).items()}
    return [_problem(refused, tags) for refused in _body(tree.body, scope)]


def _problem(refused: _Refused, tags: list[str]) -> Problem:
    tag = tags[refused.line - 2] if 2 <= refused.line <= len(tags) + 1 else ""
    return problem(refused.code, tag=tag, **refused.values)


def _body(body: list[nodes.Node], scope: Scope) -> Iterator[_Refused]:
    for node in body:
        try:
            yield from _statement(node, scope)
        except _Refused as refused:
            yield refused


def _statement(node: nodes.Node, scope: Scope) -> Iterator[_Refused]:
    if isinstance(node, nodes.Output):
        yield from _each([n for n in node.nodes if not isinstance(n, nodes.TemplateData)], scope)
    elif isinstance(node, nodes.If):
        yield from _each([node.test], scope)
        yield from _body(node.body, scope)
        yield from _body(list(node.elif_), scope)
        yield from _body(node.else_, scope)
    elif isinstance(node, nodes.For):
        yield from _loop(node, scope)
    else:
        raise _Refused(node, "M002", name=_name(node))


def _each(expressions: list[nodes.Node], scope: Scope) -> Iterator[_Refused]:
    for expression in expressions:
        try:
            _type_of(expression, scope)
        except _Refused as refused:
            yield refused


def _loop(node: nodes.For, scope: Scope) -> Iterator[_Refused]:
    items = item_type(_type_of(node.iter, scope))
    if items is None or node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
        raise _Refused(node, "M002", name="for")
    inner = {**scope, node.target.name: items, "loop": dict.fromkeys(LOOP_FIELDS, int)}
    yield from _body(node.body, inner)
    yield from _body(node.else_, scope)


def _type_of(node: nodes.Node, scope: Scope) -> Any:
    """The type of an expression. Raises ``_Refused`` for anything but names, attributes, texts, ==, !=, and, or, not."""
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
    return {"Call": "( )", "Filter": "|", "Getitem": "[ ]", "Add": "+", "Mul": "*"}.get(type(node).__name__, type(node).__name__)
