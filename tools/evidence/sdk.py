"""Reads a source distribution of the official SDK, an archive or a folder. It is parsed, and nothing of it is run."""

import ast
import re
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve
from msgspec.structs import replace

from tools.evidence.facts import Facts
from tools.evidence.page import DEPRECATED, Entry, Page
from tools.evidence.reading import Reader, Twig
from tools.evidence.sheet import METHODS, Sheet
from tools.evidence.types import SDK, Type, core, type_of, united

ARCHIVE = ".gz"
SENDS = re.compile(rf"self\._({METHODS})")


def read_sdk(file: Path) -> list[Facts]:
    """Read what each method of the SDK sends and answers.

    Raises:
        PageError: It is no SDK, or has something that is not understood.
    """
    texts = dict(_archived(file) if file.suffix == ARCHIVE else _unpacked(file))
    name = next(iter(texts), file.name).partition("/")[0]
    models = {Path(path).stem: _Module(Page(path, text)) for path, text in texts.items() if "/types/" in path}
    resources = [_Module(Page(path, text)) for path, text in texts.items() if "/resources/" in path]
    found = [facts for module in resources for facts in _operations(name, module, models)]
    if not found:
        raise Page(str(file), "").error(1, "expected a source distribution with methods in resources/")
    return found


def _unpacked(folder: Path) -> Iterator[tuple[str, str]]:
    for each in sorted(folder.rglob("*.py")):
        yield each.relative_to(folder.parent).as_posix(), each.read_text(encoding="utf-8")


def _archived(file: Path) -> Iterator[tuple[str, str]]:
    try:
        with tarfile.open(file) as archive:
            for each in sorted(archive.getmembers(), key=lambda each: each.name):
                if each.name.endswith(".py") and (content := archive.extractfile(each)):
                    yield each.name, content.read().decode()
    except (tarfile.TarError, UnicodeError, OSError) as error:
        raise Page(str(file), "").error(1, f"is not an archive of a source distribution: {error}") from None


class _Module:
    """A module of the SDK: its classes, and the unions that it gives a name."""

    def __init__(self, page: Page) -> None:
        self.page = page
        try:
            self.tree = ast.parse(page.text)
        except SyntaxError as error:
            raise page.error(error.lineno or 1, "is not Python") from None
        self.classes = {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}
        named = (node for node in self.tree.body if isinstance(node, ast.AnnAssign))
        self.aliases = {ast.unparse(node.target): node.value for node in named if node.value}

    def written(self, node: ast.expr) -> Type:
        """Return the type that an annotation stands for."""
        try:
            return self._resolved(type_of(node, SDK))
        except ValueError:
            raise self.page.error(node.lineno, "not a type", ast.unparse(node)) from None

    def _resolved(self, written: Type) -> Type:
        """Put the unions that have a name in its place."""
        if written.name in self.aliases:
            return self.written(self.aliases[written.name])
        parts = tuple(map(self._resolved, written.parts))
        return united(parts) if written.kind == "union" else evolve(written, parts=parts)

    def twigs(self, written: Type, line: int) -> tuple[Twig, ...]:
        """Return what is below a type: values, the fields of an object, or variants with the fields of each."""
        members = core(written).members
        values = [Twig(Entry("value", each, "")) for each in members if each.kind == "literal"]
        objects = [each for each in members if each.kind == "named"]
        if len(members) > 1:
            return *values, *(Twig(Entry("variant", each, ""), self.twigs(each, line)) for each in objects)
        if objects and objects[0].name not in self.classes:
            raise self.page.error(line, "not a class of this module", objects[0].name)
        return *values, *(self._members(self.classes[objects[0].name]) if objects else ())

    def _members(self, owner: ast.ClassDef) -> Iterator[Twig]:
        is_model = all(ast.unparse(base) != "TypedDict" for base in owner.bases)
        for node, after in zip(owner.body, [*owner.body[1:], None], strict=True):
            if isinstance(node, ast.AnnAssign):
                written, told = self.written(node.annotation), ast.unparse(node.annotation)
                entry = Entry(
                    "field",
                    self._presence(written, is_model and _has_default(node)),
                    told,
                    name=_alias(node) or ast.unparse(node.target),
                    optional=not is_model and not told.startswith("Required["),
                    deprecated=bool(DEPRECATED.match(_docstring(after))),
                )
                yield Twig(entry, self.twigs(written, node.lineno))

    @staticmethod
    def _presence(written: Type, has_default: bool) -> Type:
        """Return a type that may be null as one of which that is told, or not: by default, it may be absent as well."""
        members = written.parts[0].members if written.kind == "maybe" else written.members
        rest = [each for each in members if each.kind != "null"]
        if has_default:
            return Type("maybe", parts=(united(rest),))
        return united([*rest, Type("null")]) if written.kind == "maybe" else written


def _docstring(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value).strip()
    return ""


def _has_default(node: ast.AnnAssign) -> bool:
    """Whether a field of a model can be absent: `= None`, or a `FieldInfo` that says so."""
    if isinstance(node.value, ast.Call):
        return any(each.arg == "default" for each in node.value.keywords)
    return node.value is not None


def _alias(node: ast.AnnAssign) -> str | None:
    """Return how a field is called on the wire, if not as it is called in Python."""
    named = (each for each in ast.walk(node) if isinstance(each, ast.keyword) and each.arg == "alias")
    return next((str(ast.literal_eval(each.value)) for each in named), None)


def _operations(source: str, module: _Module, models: Mapping[str, _Module]) -> Iterator[Facts]:
    """Yield the facts of each method that sends a request; the asynchronous ones say the same."""
    homes = {
        alias.name: models.get(str(node.module).rpartition(".")[2])
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for owner in module.classes.values():
        for function in owner.body if "SyncAPIResource" in map(ast.unparse, owner.bases) else ():
            calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
            call = next((each for each in calls if SENDS.fullmatch(ast.unparse(each.func))), None)
            if call is not None and isinstance(function, ast.FunctionDef):
                yield _operation(source, module, {**homes, **models}, function.args.args, call)


def _operation(
    source: str, module: _Module, homes: Mapping[str, _Module | None], arguments: Sequence[ast.arg], call: ast.Call
) -> Facts:
    """Return the facts of a request: `self._post(path, body=..., options=..., cast_to=...)`.

    Args:
        source: How to call the source.
        module: The module that sends it.
        homes: The modules of types by their names, and by the classes that are imported from them.
        arguments: The arguments of the method, of which some are in the path.
        call: The request.
    """
    url = call.args[0]
    # "/a/{b}", f"/a/{b}", or path_template("/a/{b}", b=b)
    path = ast.unparse(url.args[0] if isinstance(url, ast.Call) else url).strip("f'\"")
    method = ast.unparse(call.func).rpartition("_")[2]
    reader = Reader(Sheet(Page(source, ""), SDK, method, path, (), None, tells_bounds=False), {})
    for each in arguments:
        if each.annotation and f"{{{each.arg}}}" in path:
            reader.add(reader.parameters([Twig(Entry("field", module.written(each.annotation), "", each.arg))]), 1)
    keywords = [node for node in ast.walk(call) if isinstance(node, ast.keyword)]
    for keyword in sorted(keywords, key=lambda each: each.arg == "cast_to"):
        place: str
        match keyword.arg, keyword.value:
            case "query" | "body" as where, ast.Call(args=[_, ast.Attribute(value=ast.Name(id=home), attr=name)]):
                place = where
            case "cast_to", ast.Name(id=name) if name != "NoneType":
                place, home = "response", name
            case "query" | "body" | "cast_to", value if ast.unparse(value) != "NoneType":
                raise module.page.error(value.lineno, "not understood", ast.unparse(value))
            case _:
                continue
        holder = homes.get(home)
        if holder is None or name not in {*holder.classes, *holder.aliases}:
            raise module.page.error(keyword.value.lineno, "not a type of this distribution", name)
        written = holder.written(ast.Name(name))
        twig = Twig(Entry("variant", written, ""), holder.twigs(written, 1))
        reader.add(reader.parameters(twig.children) if place == "query" else reader.described(written, place, twig), 1)
    return replace(reader.facts(), lines={})
