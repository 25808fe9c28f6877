"""Mutants of any Python: comparisons, conditions, constants, defaults, arguments, statements, results.

Annotations, docstrings and sentences are left alone: they do nothing, or are for people. So are functions that make
sentences.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise

from tools.mutating.python_text import PythonText

# What is changed, in words, and the changed source.
Edited = tuple[str, str, str]
COMPARISONS: dict[type[ast.cmpop], str] = {ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">="}
COMPARISONS |= {ast.GtE: ">", ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"}
TYPING_CALLS = {"TypeVar", "ParamSpec", "cast"}
# Two arguments of these that change places are a crash, which any test notices.
NOT_SWAPPED = {"isinstance", "issubclass", "getattr", "zip", "re.sub", "re.fullmatch"}
SENTENCES = {"_in_words", "_not_one_of"}


def edits(source: PythonText) -> Iterator[Edited]:
    """Yield every changed source, with its place and change in words; no two have the same words."""
    seen: dict[tuple[str, str], int] = {}
    for place, node in _nodes(source, source.tree, ""):
        for change, text in _edits_of(source, node):
            number = seen[place, change] = seen.get((place, change), 0) + 1
            yield place, change if number == 1 else f"{change} ({number})", text


def _nodes(source: PythonText, node: ast.AST, place: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield the nodes that do something, each with the name of the function or class around it."""
    yield place or "module", node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_silent(source, child):
                is_named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                inside = f"{place}.{child.name}".lstrip(".") if is_named else place  # type: ignore[attr-defined]  # is_named says so
                yield from _nodes(source, child, inside)


def _is_silent(source: PythonText, node: ast.AST) -> bool:
    """Whether a node is there for people and type checkers alone."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.FunctionDef(name=name) if name in SENTENCES:
            return True
        case ast.ClassDef():
            return any(source.of(base) in ("TypedDict", "Protocol") for base in node.bases)
        case ast.Call(func=ast.Name(id=name)) if name in TYPING_CALLS - {"cast"}:
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "Unset")]):
            return True
    return False


def _edits_of(source: PythonText, node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Compare(ops=[operator], left=left, comparators=[right]):
            new = f"{source.of(left)} {COMPARISONS[type(operator)]} {source.of(right)}"
            yield f"{_short(source, node)} -> {COMPARISONS[type(operator)]}", source.with_node(node, new)
        case ast.BoolOp(op=operator, values=values):
            word = "or" if isinstance(operator, ast.And) else "and"
            new = f" {word} ".join(f"({source.of(value)})" for value in values)
            yield f"{_short(source, node)} -> {word}", source.with_node(node, f"({new})")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"{_short(source, node)} -> without not", source.with_node(node, source.of(operand))
        case ast.Constant():
            yield from _constant(source, node)
        case ast.Return(value=ast.expr() as value) if source.of(value) != "None":
            yield f"return None, not {_short(source, value)}", source.with_node(value, "None")
        case ast.Await(value=value):
            yield f"do not await {_short(source, value)}", source.with_node(node, source.of(value))
        case ast.Call():
            yield from _call(source, node)
        case ast.Dict():
            yield from _entries(source, node)
        case ast.Set(elts=elements):
            for element in elements:
                kept = [source.of(each) for each in elements if each is not element]
                yield (
                    f"lose {source.of(element)}",
                    source.with_node(node, f"{{{', '.join(kept)}}}" if kept else "set()"),
                )
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            for value in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                yield from _default(source, value)
        case ast.AnnAssign(value=ast.expr() as value):
            yield from _default(source, value)
    yield from _condition(source, node)
    yield from _statement(source, node)


def _short(source: PythonText, node: ast.expr | ast.stmt) -> str:
    text = " ".join(source.of(node).split())
    return f"`{text if len(text) < 70 else text[:66] + ' ...'}`"


def _constant(source: PythonText, node: ast.Constant) -> Iterator[tuple[str, str]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", source.with_node(node, str(not value))
    elif isinstance(value, int):
        yield f"{value} -> {value + 1}", source.with_node(node, str(value + 1))
    elif isinstance(value, str) and value and " " not in value and "{{" not in value:
        yield f'"{value}" -> "{value}_x"', source.with_node(node, repr(f"{value}_x"))


def _default(source: PythonText, value: ast.expr) -> Iterator[tuple[str, str]]:
    """Yield what becomes of the default of an argument or an attribute."""
    new = {"None": '"x"', "UNSET": "None", '""': "None", "()": '(("x", "y"),)'}.get(source.of(value))
    if new:
        yield f"default {source.of(value)} -> {new}", source.with_node(value, new)


def _call(source: PythonText, node: ast.Call) -> Iterator[tuple[str, str]]:
    function = source.of(node.func)
    if function in TYPING_CALLS:
        return
    for keyword in node.keywords:
        if keyword.arg is not None:
            start, end = source.span(keyword)
            tail = source.text.encode()[end:].decode()
            lost = len(tail) - len(tail.lstrip()) + 1 if tail.lstrip().startswith(",") else 0
            yield f"lose {keyword.arg}= of {_name(function)}", source.with_texts(((start, end + lost), ""))
    is_spread = any(isinstance(each, ast.Starred) for each in node.args[:2])
    if len(node.args) > 1 and not is_spread and function not in NOT_SWAPPED and not function.startswith("self._error"):
        one, other = node.args[:2]
        if source.of(one) == source.of(other):
            return
        spans = (source.span(one), source.of(other)), (source.span(other), source.of(one))
        yield f"swap {_short(source, one)} and {_short(source, other)}", source.with_texts(*spans)


def _name(function: str) -> str:
    return " ".join(function.split())[-40:]


def _entries(source: PythonText, node: ast.Dict) -> Iterator[tuple[str, str]]:
    pairs = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
    for key, _ in pairs if len(pairs) == len(node.keys) else ():
        kept = [f"{source.of(k)}: {source.of(v)}" for k, v in pairs if k is not key]
        yield f"lose {source.of(key)} of a dict", source.with_node(node, f"{{{', '.join(kept)}}}")
    for (key, one), (following, other) in pairwise(pairs):
        if source.of(one) == source.of(other):
            continue
        spans = (source.span(one), source.of(other)), (source.span(other), source.of(one))
        yield f"swap the values of {source.of(key)} and {source.of(following)}", source.with_texts(*spans)


def _condition(source: PythonText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what becomes of a condition that is turned round, where no other rule does so."""
    for test in _tests(node):
        if not isinstance(test, ast.Compare | ast.BoolOp) and not isinstance(test, ast.UnaryOp):
            yield f"{_short(source, test)} -> not", source.with_node(test, f"(not ({source.of(test)}))")


def _tests(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            return [test]
        case ast.comprehension(ifs=tests):
            return tests
    return []


def _statement(source: PythonText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what becomes of a statement that is left out, where the code can be run without it."""
    match node:
        case ast.Expr(value=ast.Call() | ast.YieldFrom() | ast.Yield()) | ast.Raise():
            pass
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]) | ast.AugAssign():
            pass
        case _:
            return
    if isinstance(node, ast.stmt):
        yield f"leave out {_short(source, node)}", source.with_node(node, "pass")
