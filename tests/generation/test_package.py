"""A generated package: its types, its docs, its models, and what it stands on."""

import ast
import datetime
import importlib
import inspect
import re
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.generation.support import LIBRARY, ROOT, contents, run
from tools.generate import main
from tools.generation.spec import Spec

USAGE = """
from typing import assert_type
import datetime
import library_api
from library_api import AsyncResources, Resources, models, omit
from library_api import misspelled  # type: ignore[attr-defined]
from library_api.runtime import APIResponse, AsyncItemIterator, ItemIterator, PageIterator, RawPage

class KeysOnly:
    def __contains__(self, key: str) -> bool: return False
    def __len__(self) -> int: return 0

def use(client: Resources, book: models.Book, known: set[str] | KeysOnly) -> None:
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
    client.misspelled  # type: ignore[attr-defined]
    client.books.iter_loans(known=1)  # type: ignore[arg-type]
    client.books.delete(1)  # type: ignore[arg-type]
    client.books.change("x", titel="x")  # type: ignore[call-arg]
    client.books.change("x", title=None)  # type: ignore[arg-type]
    client.books.change("x", genre=None, price=None)
    client.books.lend("x", reader=models.Receipt(state="x"))  # type: ignore[arg-type]
    assert_type(client.books.search_all(words="x", known=known), ItemIterator[models.Book])
    assert_type(client.books.iter_loan_pages(keep_raw_=True), PageIterator[models.LoansPage])
    assert_type(client.books.with_raw_response.search_pages(), PageIterator[RawPage[models.SearchPage]])

async def use_async(client: AsyncResources) -> None:
    assert_type(client.books.iter_loans(resume="x"), AsyncItemIterator[models.Loan])
    assert_type(await client.books.list(since="x", x_reader="r"), list[models.Book])
    assert_type(await client.books.with_raw_response.delete("x"), APIResponse[None])
"""


@pytest.mark.deep
def test_the_package_passes_the_strict_type_checker_alone(tree: Path, type_check: Any) -> None:
    """mypy finds no mistake in it, and sees every result and every wrong argument of a caller."""
    type_check(tree, USAGE)


LAZY = """
import sys, library_api
loaded = lambda: [name for name in ("models", "api.books") if f"library_api.{name}" in sys.modules]
assert (loaded(), "models" in dir(library_api), hasattr(library_api, "model")) == ([], True, False)
client = type("Client", (library_api.Resources,), {})()
assert client.books.count and loaded() == ["models", "api.books"]
from library_api import models
assert models is library_api.models
"""


def test_models_and_resources_are_imported_when_they_are_first_used(tree: Path) -> None:
    """An import of the package stays cheap, however large the API is; names are there from the start."""
    done = run("json.tool", "-h", cwd=tree.parent, before=f"import sys; sys.dont_write_bytecode = True\n{LAZY}")
    assert (done.returncode, done.stderr) == (0, "")


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


@pytest.mark.deep  # `make check` does this too
def test_the_committed_package_is_what_the_spec_says(capsys: pytest.CaptureFixture[str]) -> None:
    """A fresh run would write the files of generated/revox_api byte for byte, and no others."""
    assert (main(["--check"]), capsys.readouterr().err) == (0, "")


@pytest.mark.deep
def test_circumstances_do_not_matter(tree: Path, elsewhere: Path) -> None:
    """Process, hash seed, time zone, locale, working directory and the place of the output leave no trace."""
    assert contents(elsewhere / "a" / "b") == contents(tree)
    text = "\n".join(content.decode() for content in contents(tree).values())
    assert str(datetime.datetime.now().astimezone().date()) not in text
    assert [place for place in (ROOT, tree.parent, Path.home(), elsewhere.parent) if str(place) in text] == []
    assert re.findall(r"0x[0-9a-f]{6,}|UntrustedString", text) == []


@pytest.mark.deep
def test_every_override_of_a_template_is_rendered_and_begins_with_its_reason(elsewhere: Path) -> None:
    """A run opens each of them, or it would lie there and mislead; the first line is a comment that says `Why:`."""
    opened = {Path(line) for line in (elsewhere / "opened").read_text().splitlines()}
    overrides = [path for path in (ROOT / "tools" / "templates").rglob("*") if path.is_file()]
    assert overrides
    assert [path for path in overrides if path not in opened] == []
    assert [path for path in overrides if not path.read_text().startswith(("{# Why: ", "{#- Why: "))] == []


def test_every_file_says_where_it_comes_from(tree: Path) -> None:
    """The first line of every module names the spec and the command, and tells people to keep off."""
    firsts = {content.partition(b"\n")[0] for name, content in contents(tree).items() if name.endswith(".py")}
    assert len(firsts) == 1
    assert re.match(
        rb"# Generated from library\.yaml \(.* 1\.2\.0\) by: python -m tools\.generate\. Do not", firsts.pop()
    )


def help_of(method: Any) -> str:
    """Return the docstring of a method, as `help` shows it."""
    return inspect.getdoc(method) or ""


def test_descriptions_reach_the_help_unharmed(library: Any) -> None:
    """Quotes, backslashes, triple quotes, braces and line breaks of the spec are those of the docstrings."""
    text = help_of(library.api.books.Books.list)
    nasty = 'C:\\new\\x41 and """triple""" {{ 7 * 7 }} {% endraw %}\n\nA second paragraph.'
    assert text.startswith(
        f'List books. `GET /books`.\n\nEvery "kind" of query: {nasty}\n\nArgs:\n    since: The first day'
    )
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
    assert help_of(books.cover).startswith("Get the picture of a cover. `GET /books/{bookId}/cover`.\n")
    assert help_of(library.api.books.AsyncBooks.cover) == "See `Books.cover`."


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


def operations_of(library: Any) -> dict[str, tuple[Any, list[Any]]]:
    """Return the module of every operation and its methods, sync and async, by its name in the spec."""
    found = {}
    for name in (operation.name for operation in Spec.read(LIBRARY).operations()):
        tag, _, verb = name.partition(".")
        resource = importlib.import_module(f"library_api.api.{tag}")
        verb = verb if hasattr(resource, f"_{verb}") else f"{verb}_"
        classes = (getattr(resource, prefix + tag.title()) for prefix in ("", "Async"))
        found[name] = getattr(resource, f"_{verb}"), [getattr(class_, verb) for class_ in classes]
    return found


def test_what_is_not_in_the_path_is_given_by_name(library: Any) -> None:
    """Arguments may come and go in another order; no call means something else then. All take the same ones."""
    for name, (endpoint, methods) in operations_of(library).items():
        sync, asynchronous = map(inspect.signature, methods)
        assert sync.parameters == asynchronous.parameters
        for signature, self_ in ((sync, 1), (inspect.signature(endpoint.build_request), 0)):
            by_place = [each.name for each in signature.parameters.values() if each.kind is not each.KEYWORD_ONLY]
            assert len(by_place) == self_ + endpoint.OPERATION.path.count("{"), (name, by_place)


def documented(text: str | None) -> list[str]:
    """Return the names of the arguments that a docstring explains; what goes on is further in."""
    lines = inspect.cleandoc(text or "").partition("Args:\n")[2].partition("\n\n")[0].splitlines()
    assert all(re.match(r"    \w+: \S|        \S", line) for line in lines), lines
    return [line.partition(":")[0].strip() for line in lines if not line.startswith("     ")]


def test_every_argument_is_explained(library: Any) -> None:
    """A docstring explains the arguments that there are, and no others; an iterator over pages refers to the items."""
    books = library.api.books.Books
    methods = [books.iter_loans, books.search_all, *(methods[0] for _, methods in operations_of(library).values())]
    for method in methods:
        assert set(documented(method.__doc__)) == set(inspect.signature(method).parameters) - {"self"}, method
    assert help_of(books.search_pages).startswith(
        "Iterate over all pages of `search`: as `search_all`, but page by page."
    )


def test_an_operation_is_data(library: Any) -> None:
    """Method, path, effect, costs, pages and whether a key is sent: a client decides by them, and never by a name."""
    operations = {name.partition(".")[2]: found[0].OPERATION for name, found in operations_of(library).items()}
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
