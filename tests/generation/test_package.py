"""A generated package: its types, its docs, its models, and what it stands on."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.generation.command import LIBRARY, ROOT, contents, generate
from tools.generation.spec import Spec

USAGE = """
from typing import assert_type
import datetime
from library_api import AsyncResources, Resources, models, omit
from library_api.runtime import APIResponse, AsyncItemIterator, ItemIterator, PageIterator, RawPage

def use(client: Resources, book: models.Book) -> None:
    assert_type(client.books.list(since=datetime.date.min, x_reader="r", type="+", shelf=[1]), list[models.Book])
    assert_type(client.books.create(id="x", title="x", price=1, next_in_series=book, from_=omit), models.Book)
    assert_type(client.books.lend("x", mood="any", moves={"kind": "shelf"}, reader={"name": "x"}), models.Loan)
    assert_type(client.books.count(), int)
    assert_type(
        client.books.replace("x", id="x", title="x", price=1, next_in_series={"id": "x"}), models.Book | None
    )
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
    client.books.change("x", titel="x")  # type: ignore[call-arg]
    client.books.change("x", title=None)  # type: ignore[arg-type]
    client.books.change("x", genre=None, price=None)
    client.books.lend("x", reader=models.Receipt(state="x"))  # type: ignore[arg-type]
    assert_type(client.books.search_all(words="x", known=["1"]), ItemIterator[models.Book])
    assert_type(client.books.iter_loan_pages(keep_raw_=True), PageIterator[models.LoansPage])
    assert_type(client.books.with_raw_response.search_pages(), PageIterator[RawPage[models.SearchPage]])

async def use_async(client: AsyncResources) -> None:
    assert_type(client.books.iter_loans(resume="x"), AsyncItemIterator[models.Loan])
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
def test_a_package_stands_on_two_libraries_and_itself(tree: Path, package: str) -> None:
    """It imports the standard library, httpx, msgspec and itself: nothing of the layer above, no tools."""
    root = tree if package == "library_api" else ROOT / "generated" / package
    found: set[str] = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).partition(".")[0])
    assert found - set(sys.stdlib_module_names) == {"httpx", "msgspec", package}


def test_the_committed_package_is_what_the_spec_says(tmp_path: Path) -> None:
    """A fresh run writes the files of generated/revox_api byte for byte, and no others."""
    assert generate("--out", tmp_path / "revox_api").returncode == 0
    committed = ROOT / "generated" / "revox_api"
    kept = {name: content for name, content in contents(committed).items() if "__pycache__" not in name}
    assert kept == contents(tmp_path / "revox_api")


def test_every_file_says_where_it_comes_from(tree: Path) -> None:
    """The first line of every module names the spec and the command, and tells people to keep off."""
    modules = {name: content for name, content in contents(tree).items() if name.endswith(".py")}
    firsts = {content.decode().partition("\n")[0] for content in modules.values()}
    assert len(modules) > 20
    assert len(firsts) == 1
    assert re.match(
        r"# Generated from library\.yaml \(.* 1\.2\.0\) by: python -m tools\.generate\. Do not", firsts.pop()
    )


def help_of(method: Any) -> str:
    """Return the docstring of a method, as `help` shows it."""
    return inspect.getdoc(method) or ""


def test_descriptions_reach_the_help_unharmed(library: Any) -> None:
    """Quotes, backslashes, triple quotes, braces and line breaks of the spec are those of the docstrings."""
    text = help_of(library.api.books.Books.list)
    nasty = 'C:\\new\\x41 and """triple""" {{ 7 * 7 }} {% endraw %}\n\nA second paragraph.'
    assert text.startswith(f'List books.\n\nEvery "kind" of query: {nasty}\n\nArgs:\n    since: The first day')
    lines = ['A "book": C:\\new\\x41, """triple""", {{ 7 * 7 }}', 'and a second line that ends with a "quote"']
    assert (inspect.getdoc(library.models.Book) or "").split("\n") == [lines[0], f"{lines[1]} "]
    assert 'The "Library" of C:\\new, {{ 7 * 7 }}' in library.__doc__


def test_help_tells_what_a_caller_must_know(library: Any) -> None:
    """Bounds, defaults, wire names, the media type of a body, deprecation, the results and the place in the spec."""
    books = library.api.books.Books
    assert "    limit: How many books to list. At least 1, at most 100, 20 by default.\n" in help_of(books.list)
    assert "    filter_lent: Sent as `filter[lent]`.\n" in help_of(books.list)
    assert "    genres: Sent as `genres`. One or several of , +, class, 1st, a, A, ä, " in help_of(books.list)
    assert "    body: Sent as text/plain.\n" in help_of(books.import_)
    assert "\n\nPhones may ring. This costs money.\n\n" in help_of(books.lend)
    assert "Returns:\n    The book. It will be done later.\n" in help_of(books.replace)
    assert "Deprecated.\n" in help_of(books.cover)
    assert help_of(books.cover).endswith(
        "Source: `GET /books/{bookId}/cover`, the operation `books.cover` of the spec."
    )


def test_every_schema_is_a_model_under_its_own_name(library: Any) -> None:
    """What the spec calls Book is `models.Book`: endpoints and models agree on every name."""
    assert [name for name in Spec.read(LIBRARY).components if not hasattr(library.models, name)] == []


@pytest.mark.parametrize("name", ["Genre", "Priority"])
def test_an_enum_has_a_member_for_every_value_and_room_for_others(library: Any, name: str) -> None:
    """However odd a value is as a Python name, it is a member; any other becomes one that is not documented."""
    enum = getattr(library.models, name)
    values = Spec.read(LIBRARY).components[name]["enum"]
    assert [member.value for member in enum] == values
    other = enum(77 if name == "Priority" else "new")
    assert (msgspec.json.encode(other), other.is_documented) == (b"77" if name == "Priority" else b'"new"', False)


def methods_of(library: Any) -> list[tuple[Any, str, Any]]:
    """Return the methods of all resources, sync and async, with the endpoint of each."""
    found = []
    for name in ("Books", "AsyncBooks", "Shelves", "AsyncShelves"):
        resource = getattr(importlib.import_module(f"library_api.api.{name.removeprefix('Async').lower()}"), name)
        for verb, method in inspect.getmembers(resource, inspect.isfunction):
            if not verb.startswith("_"):
                operation = str(method.__doc__).rpartition("operation `")[2].partition("`")[0]
                module = vars(inspect.getmodule(method))
                verb = operation.partition(".")[2]
                found.append((module.get(f"_{verb}") or module[f"_{verb}_"], verb, method))
    return found


def test_what_is_not_in_the_path_is_given_by_name(library: Any) -> None:
    """Arguments may come and go in another order; no call means something else then."""
    for endpoint, name, method in methods_of(library):
        for function, self_ in ((method, 1), (endpoint.build_request, 0)):
            arguments = inspect.signature(function).parameters.values()
            by_place = [each.name for each in arguments if each.kind is not inspect.Parameter.KEYWORD_ONLY]
            assert len(by_place) == self_ + endpoint.OPERATION.path.count("{"), (name, by_place)


def documented(text: str | None) -> list[str]:
    """Return the names of the arguments that a docstring explains; what goes on is further in."""
    lines = inspect.cleandoc(text or "").partition("Args:\n")[2].partition("\n\n")[0].splitlines()
    assert all(re.match(r"    \w+: \S|        \S", line) for line in lines), lines
    return [line.partition(":")[0].strip() for line in lines if not line.startswith("     ")]


def test_every_argument_is_explained(library: Any) -> None:
    """A docstring explains the arguments that there are, and no others."""
    for _, name, method in methods_of(library):
        assert set(documented(method.__doc__)) == set(inspect.signature(method).parameters) - {"self"}, name


def test_an_operation_is_data(library: Any) -> None:
    """Method, path, effect, costs, pages and whether a key is sent: a client decides by them, and never by a name."""
    operations = {name: endpoint.OPERATION for endpoint, name, _ in methods_of(library)}
    told = {name: (o.effect.value, o.costs, o.is_read, o.is_secured) for name, o in operations.items()}
    assert told["list"] == ("reads", False, True, True)
    assert told["create"] == ("writes", False, False, True)
    assert told["delete"] == ("deletes", False, False, True)
    assert told["lend"] == ("dials", True, False, True)
    assert told["search"] == ("reads", False, True, True)
    assert (told["count"][3], told["cover"][3]) == (False, False)
    pagination = library.runtime.Pagination
    assert operations["search"].pagination == pagination(
        items="found", key="id", page="page", page_size="size", total="total_count"
    )
    assert operations["loans"].pagination == pagination(items="entries", key="id", page="number", page_size="perPage")
    assert operations["list"].pagination is None
