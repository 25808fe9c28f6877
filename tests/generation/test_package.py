"""A generated package: its types, its docs, its models, and what it stands on."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.generation.calls import BOOK
from tests.generation.command import LIBRARY, ROOT, contents, generate
from tools.generation.spec import Spec

USAGE = """
from typing import assert_type
import datetime
from library_api import AsyncClient, Client, models
from library_api.types import APIResponse

def use(client: Client, book: models.Book) -> None:
    assert_type(client.books.list(since=datetime.date.min, x_reader="r", type="+", shelf=[1]), list[models.Book])
    assert_type(client.books.create(body=book), models.Book)
    assert_type(client.books.create(body={"title": "x"}), models.Book)
    assert_type(client.books.count(), int)
    assert_type(client.books.replace("x", body=book), models.Book | None)
    assert_type(client.books.change("x"), models.Book | models.Receipt)
    assert_type(client.books.delete("x"), None)
    assert_type(client.books.cover("x"), bytes)
    assert_type(client.books.listen("x"), bytes)
    assert_type(client.books.export(), str)
    assert_type(client.books.tag_many(body=[models.Tagging(name="a", bookIds=[])]), dict[str, int])
    assert_type(client.shelves.find(1, "a", "class"), models.Shelf | None)
    assert_type(client.shelves.move(body={"kind": "shelf"}), models.BookMove | models.ShelfMove)
    assert_type(client.shelves.label(body={"a": "b"}), dict[str, str])
    assert_type(client.books.with_raw_response.count(), APIResponse[int])
    client.books.import_(body="text")
    client.books.import_(body=b"bytes")
    client.books.list(since="x", x_reader="r", type="b")  # type: ignore[arg-type]
    client.books.list(since="x")  # type: ignore[call-arg]
    client.books.delete(1)  # type: ignore[arg-type]
    client.books.create(body=models.Receipt(state="x"))  # type: ignore[arg-type]

async def use_async(client: AsyncClient) -> None:
    assert_type(await client.books.list(since="x", x_reader="r"), list[models.Book])
    assert_type(await client.books.with_raw_response.delete("x"), APIResponse[None])
"""


def test_the_package_passes_the_strict_type_checker_alone(tree: Path, tmp_path: Path) -> None:
    """mypy finds no mistake in it, and sees every result and every wrong argument of a caller."""
    (tmp_path / "usage.py").write_text(USAGE)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}"]
    done = subprocess.run(
        [*command, str(tree), "usage.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(tree.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("Success"), done.stdout + done.stderr


@pytest.mark.parametrize("package", ["revox_api", "library_api"])
def test_a_package_stands_on_three_libraries_and_itself(tree: Path, package: str) -> None:
    """It imports the standard library, httpx, attrs, msgspec and itself: nothing of the layer above, no tools."""
    root = tree if package == "library_api" else ROOT / "generated" / package
    found: set[str] = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).partition(".")[0])
    assert found - set(sys.stdlib_module_names) == {"httpx", "attrs", "msgspec", package}


def test_no_layer_is_reached_from_below() -> None:
    """Under spec/ there is nothing to import, and only tools and tests import the tools."""
    assert list((ROOT / "spec").rglob("*.py")) == []
    for room in ("generated", "overlays"):
        for path in (ROOT / room).rglob("*.py"):
            assert not re.search(
                r"^\s*(from|import) (tools|tests)\b", path.read_text(encoding="utf-8"), re.MULTILINE
            ), path


def test_the_committed_package_is_what_the_spec_says(tmp_path: Path) -> None:
    """A fresh run writes the files of generated/revox_api byte for byte, and no others."""
    assert generate("--out", tmp_path / "revox_api").returncode == 0
    committed = ROOT / "generated" / "revox_api"
    kept = {name: content for name, content in contents(committed).items() if "__pycache__" not in name}
    assert kept == contents(tmp_path / "revox_api")


def test_every_file_says_where_it_comes_from(tree: Path) -> None:
    """The first line of every module names the spec and the command, and tells people to keep off."""
    modules = {name: content for name, content in contents(tree).items() if name != "py.typed"}
    firsts = {content.decode().partition("\n")[0] for content in modules.values()}
    assert len(modules) > 20
    assert len(firsts) == 1
    assert re.match(
        r"# Generated from library\.yaml \(.* 1\.2\.0\) by: python -m tools\.generate\. Do not", firsts.pop()
    )


def test_descriptions_reach_the_help_unharmed(library: Any) -> None:
    """Quotes, backslashes, triple quotes, braces and line breaks of the spec are those of the docstrings."""
    text = inspect.getdoc(library.Client("x").books.list) or ""
    nasty = 'C:\\new\\x41 and """triple""" {{ 7 * 7 }} {% endraw %}\n\nA second paragraph.'
    assert text.startswith(f'List books.\n\nEvery "kind" of query: {nasty}\n\nArgs:\n    since: The first day')
    lines = ['A "book": C:\\new\\x41, """triple""", {{ 7 * 7 }}', 'and a second line that ends with a "quote"']
    assert (inspect.getdoc(library.models.Book) or "").split("\n") == [lines[0], f"{lines[1]} "]
    assert 'The "Library" of C:\\new, {{ 7 * 7 }}' in library.__doc__


def help_of(method: Any) -> str:
    """Return the docstring of a method, as `help` shows it."""
    return inspect.getdoc(method) or ""


def test_help_tells_what_a_caller_must_know(library: Any) -> None:
    """Bounds, defaults, wire names, the media type of a body, deprecation, the results and the place in the spec."""
    books = library.Client("x").books
    assert "    limit: How many books to list. At least 1, at most 100, 20 by default.\n" in help_of(books.list)
    assert "    filter_lent: Sent as `filter[lent]`.\n" in help_of(books.list)
    assert "    body: The book as it shall be. Sent as application/json.\n" in help_of(books.replace)
    assert "Returns:\n    The book. It will be done later.\n" in help_of(books.replace)
    assert "Deprecated.\n" in help_of(books.cover)
    assert help_of(books.cover).endswith(
        "Source: `GET /books/{bookId}/cover`, the operation `books.cover` of the spec."
    )


def test_every_schema_is_a_model_under_its_own_name(library: Any) -> None:
    """What the spec calls Book is `models.Book`: endpoints and models agree on every name."""
    assert [name for name in Spec.read(LIBRARY).components if not hasattr(library.models, name)] == []


@pytest.mark.parametrize(
    "body", [BOOK, BOOK | {"price": 1.0}, BOOK | {"nextInSeries": BOOK | {"class": "x", "list": []}}]
)
def test_what_came_in_goes_out(library: Any, body: dict[str, Any]) -> None:
    """Under the names of the wire, absent as absent, null as null, an integer as an integer, a time as its text."""
    full = {
        "bought": "2024-02-30T25:00",
        "read_on": None,
        "shelf-mark": "",
        "field": False,
        "from": "a",
        "anything": [1.5],
    }
    content = msgspec.json.encode(body | full)
    book = library.models.Book
    assert msgspec.json.decode(msgspec.json.decode(content, type=book).to_json()) == msgspec.json.decode(content)
    assert repr(msgspec.json.decode(content, type=book).price) == repr(body["price"])


@pytest.mark.parametrize("name", ["Genre", "Priority"])
def test_an_enum_has_a_member_for_every_value_and_room_for_others(library: Any, name: str) -> None:
    """However odd a value is as a Python name, it is a member; any other becomes one that is not documented."""
    enum = getattr(library.models, name)
    values = Spec.read(LIBRARY).components[name]["enum"]
    assert [member.value for member in enum] == values
    other = enum(77 if name == "Priority" else "new")
    assert (msgspec.json.encode(other), other.is_documented) == (b"77" if name == "Priority" else b'"new"', False)


@pytest.mark.parametrize("client", ["Client", "AsyncClient"])
def test_what_is_not_in_the_path_is_given_by_name(library: Any, client: str) -> None:
    """Arguments may come and go in another order; no call means something else then."""
    made = getattr(library, client)("token")
    for resource in (made.books, made.shelves):
        for name, method in inspect.getmembers(type(resource), inspect.isfunction):
            if name.startswith("_"):
                continue
            arguments = inspect.signature(method).parameters.values()
            by_place = [each.name for each in arguments if each.kind is not inspect.Parameter.KEYWORD_ONLY]
            path = str(method.__doc__).rpartition("Source: `")[2].partition("`")[0]
            assert len(by_place) == 1 + path.count("{"), (name, by_place)


def methods_of(library: Any) -> list[tuple[str, Any]]:
    """Return the methods of all resources."""
    made = library.Client("token")
    found = [inspect.getmembers(type(each), inspect.isfunction) for each in (made.books, made.shelves)]
    return [(name, method) for methods in found for name, method in methods if not name.startswith("_")]


def documented(text: str | None) -> list[str]:
    """Return the names of the arguments that a docstring explains; what goes on is further in."""
    lines = inspect.cleandoc(text or "").partition("Args:\n")[2].partition("\n\n")[0].splitlines()
    assert all(re.match(r"    \w+: \S|        \S", line) for line in lines), lines
    return [line.partition(":")[0].strip() for line in lines if not line.startswith("     ")]


def test_every_argument_is_explained(library: Any) -> None:
    """Those of methods and those of the functions that build requests, and no others."""
    for name, method in methods_of(library):
        assert set(documented(method.__doc__)) == set(inspect.signature(method).parameters) - {"self"}, name
        build_request = inspect.getmodule(method).__dict__[f"_{name}"].build_request
        assert set(documented(build_request.__doc__)) == set(inspect.signature(build_request).parameters), name


def test_an_endpoint_says_what_it_is(library: Any) -> None:
    """Its module names method and path, and its options are the arguments that can be left out."""
    for name, method in methods_of(library):
        endpoint = inspect.getmodule(method).__dict__[f"_{name}"]
        operation = endpoint.OPERATION
        assert endpoint.__doc__.startswith(f"{operation.method} {operation.path}: "), name
        (options,) = [each for key, each in vars(endpoint).items() if key.endswith("Options")]
        arguments = inspect.signature(method).parameters.values()
        left_out = {each.name for each in arguments if each.default is not inspect.Parameter.empty}
        assert set(options.__annotations__) == left_out, name
