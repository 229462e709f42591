"""Which names a Python source imports and uses, read from its syntax tree; for the tests about sources."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator


def imported(node: ast.AST, package: str = "") -> Iterator[tuple[str, str, str]]:
    """(module, full dotted name, name bound here) for each name that an import statement brings in.

    ``package`` is the dotted package of the source, by which relative imports are made absolute.
    """
    if isinstance(node, ast.Import):
        for alias in node.names:
            bound = alias.asname or alias.name.split(".")[0]
            yield alias.name, alias.name if alias.asname else bound, bound
    elif isinstance(node, ast.ImportFrom):
        module = absolute(node, package)
        for alias in node.names:
            yield module, f"{module}.{alias.name}", alias.asname or alias.name


def absolute(node: ast.ImportFrom, package: str) -> str:
    """The module that a ``from … import`` reads, relative dots resolved."""
    if not node.level:
        return node.module or ""
    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parents, *([node.module] if node.module else [])])


def dotted(node: ast.AST) -> str:
    """``os.path.join`` for the node of that expression; empty for anything that is not names joined by dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := dotted(node.value)):
        return f"{base}.{node.attr}"
    return ""


def used(tree: ast.Module, package: str = "") -> Iterator[tuple[int, str]]:
    """(line, full dotted name) of everything imported, and of every use of something imported or built in.

    ``from datetime import datetime as dt`` and ``dt.now()`` give ``datetime.datetime`` and ``datetime.datetime.now``.
    """
    origin: dict[str, str] = {}
    for node in ast.walk(tree):
        for module, full, bound in imported(node, package):
            origin[bound] = full
            yield node.lineno, module
            yield node.lineno, full
    for node in ast.walk(tree):
        first, dot, rest = dotted(node).partition(".")
        if first in origin or hasattr(builtins, first):
            yield node.lineno, f"{origin.get(first, first)}{dot}{rest}"


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of every string or bytes literal, docstrings and other bare texts aside."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in bare:
            if isinstance(node.value, str):
                yield node.lineno, node.value
            elif isinstance(node.value, bytes):
                yield node.lineno, node.value.decode("latin-1")
