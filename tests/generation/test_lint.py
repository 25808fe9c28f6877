"""What the generators would write wrongly is refused, with the place and the way out."""

import copy
import random
import re
from contextlib import suppress
from typing import Any

import pytest

from tests.generation.support import changed, library
from tests.support.edits import DELETE, places
from tools.generation.adapt import adapted, for_endpoints, for_models
from tools.generation.bodies import response_models
from tools.generation.document import SpecError
from tools.generation.lint import lint

LIST = "/paths/~1books/get"
BODY = "/paths/~1books~1{bookId}/put/requestBody"
ONE = "/components/responses/OneBook"
FIND = "/paths/~1shelves~1{shelfNumber}~1{from}~1{class}/get"
SCHEMAS = "/components/schemas"
PAGES = f"{SCHEMAS}/Book/properties/pages"
MOVE = f"{SCHEMAS}/Move"
TOP = f"{SCHEMAS}/Shelf/properties/top"
MAPPING = f"{MOVE}/discriminator/mapping"
TEXT = {"type": "string"}
BOOK, GENRE, MOOD = ({"$ref": f"#/components/schemas/{name}"} for name in ("Book", "Genre", "Mood"))
ONE_MOVE = f"{SCHEMAS}/Loan/properties/moves/anyOf/0"
PAGED = "/paths/~1loans/get/x-pagination"
LEND = "/paths/~1books~1{bookId}~1loans/post"
PAGE = f"{SCHEMAS}/Search/properties/page"
FORM = {"multipart/form-data": {"schema": TEXT}}

# Where the spec is changed and how, where the mistake is (the same place by default), and what the message says.
BROKEN: list[tuple[str, object, str, str]] = [
    # Operations
    (f"{LIST}/operationId", "listBooks", LIST, "expected one tag and an operationId `tag.verb`"),
    (f"{LIST}/operationId", DELETE, LIST, "expected one tag"),
    (f"{LIST}/operationId", "books.get__all", LIST, "expected one tag"),
    (f"{LIST}/operationId", "shelves.list", LIST, "expected one tag"),
    (f"{LIST}/tags/-", "shelves", LIST, "expected one tag"),
    (f"{LIST}/operationId", "books.count", "/paths/~1books~1count/get/operationId", "the name of another method"),
    ("/paths/~1x", {"$ref": "#/paths/~1books"}, "/paths/~1x/$ref", "must be written here"),
    (f"{LIST}/responses", {"404": {"description": "no"}}, f"{LIST}/responses", "expected a response with a 2xx"),
    (f"{ONE}/content/text~1csv", {"schema": TEXT}, f"{ONE}/content", "expected one content type"),
    (f"{BODY}/content/text~1plain", {"schema": TEXT}, f"{BODY}/content", "expected one content type"),
    (f"{BODY}/content", FORM, f"{BODY}/content/multipart~1form-data", "forms are not supported"),
    (f"{SCHEMAS}/Book/properties/id/readOnly", True, f"{SCHEMAS}/Book/properties/id", "id is read-only"),
    ("/components/securitySchemes/key/scheme", "basic", "/components/securitySchemes/key", "only bearer tokens"),
    (f"{LIST}/security", [{"other": []}], LIST, "the security scheme other is not among"),
    # Parameters
    (f"{FIND}/parameters/2", DELETE, FIND, "the path holds"),
    (f"{FIND}/parameters/2/schema/type", "object", f"{FIND}/parameters/2/schema", "is an object"),
    (f"{FIND}/parameters/2/schema/type", "array", f"{FIND}/parameters/2/schema", "in the query only"),
    (f"{FIND}/parameters/2/schema/type", "boolean", f"{FIND}/parameters/2/schema", "is a boolean"),
    (f"{FIND}/parameters/2/style", "matrix", "", "expected simple"),
    (f"{FIND}/parameters/3/style", "deepObject", "", "expected form or spaceDelimited or pipeDelimited"),
    (f"{LIST}/parameters/0/schema", {}, "", "needs a type"),
    (f"{LIST}/parameters/0/schema", BOOK, "", "is an object"),
    (f"{LIST}/parameters/0/schema", {"anyOf": [TEXT, BOOK]}, "", "is an object"),
    (f"{LIST}/parameters/0", {"name": "q", "in": "query", "content": {"text/plain": {}}}, "", "has content"),
    (
        f"{LIST}/parameters/0",
        {"name": "Accept", "in": "header", "schema": TEXT},
        f"{LIST}/parameters/0/name",
        "set by the",
    ),
    (f"{LIST}/parameters/-", BOOK, f"{LIST}/parameters/16/$ref", "expected a reference to components/parameters"),
    (f"{LIST}/parameters/10/schema/x-list-of", TEXT, f"{LIST}/parameters/10/schema", "expected x-list-of to refer"),
    (f"{LIST}/parameters/10/schema/x-list-separator", DELETE, f"{LIST}/parameters/10/schema", "and x-list-separator"),
    # Extensions
    (f"{LIST}/operationId", "books.with_raw_response", f"{LIST}/operationId", "that every resource needs"),
    (f"{PAGED}/iterators/items", "with_raw_response", PAGED, "that every resource needs"),
    (f"{PAGED}/iterators/items", "count", PAGED, "books.count is the name of another method"),
    (f"{PAGED}/iterators/pages", "iter_loans", PAGED, "books.iter_loans is the name of another method"),
    (f"{PAGED}/iterators/pages", "class", f"{PAGED}/iterators", "expected the names of two methods"),
    (f"{PAGED}/iterators", ["iter_loans"], "", "expected the names of two methods"),
    (PAGED, "yes", "", "expected items, key, page, page_size and iterators"),
    (f"{PAGED}/page", 1, PAGED, "expected names as the values of items, key, page, page_size"),
    (f"{PAGED}/page", "page", "", "page is neither a query parameter nor a field of the body"),
    (f"{PAGED}/total", "total", "", "total is not among the fields of the response"),
    (f"{PAGED}/items", "loans", "", "expected a list of named objects with the field id"),
    (f"{PAGED}/key", "name", f"{PAGED}/items", "expected a list of named objects with the field name"),
    (f"{LEND}/x-effect", "rings", "", "expected one of reads, writes, deletes, dials"),
    (f"{LEND}/x-costs", "much", "", "expected true or false"),
    (f"{LEND}/x-verify-with", "books.nothing", "", "expected the operationId of another operation"),
    # Assumptions
    (f"{LEND}/x-assumed/responses", {"value": {}}, "", "expected a value, and because"),
    (f"{LEND}/x-assumed/responses", "429", "", "expected a value, and because"),
    (f"{LEND}/x-assumed", [], "", "expected a map from keywords"),
    (f"{LEND}/x-assumed/summary", {"value": "x", "because": "y"}, "", "summary is documented already"),
    (f"{PAGE}/x-assumed/minimum/value", "x", f"{PAGE}/minimum", "'x' is not of type 'number'"),
    (f"{PAGE}/x-assumed/maximum", {"value": -1, "because": "y"}, PAGE, "minimum 0 is above maximum -1"),
    ("/components/x-assumed", DELETE, f"{LEND}/responses/429/$ref", "#/components/responses/Busy leads nowhere"),
    # Names
    (f"{SCHEMAS}/book_copy", {"type": "object"}, "", "cannot be the name of a Python class; write BookCopy"),
    (f"{SCHEMAS}/HTTPError2x", {"type": "object"}, "", "cannot be the name of a Python class; write "),
    (f"{SCHEMAS}/1st", {"type": "object"}, "", "cannot be the name of a Python class"),
    (f"{SCHEMAS}/Any", {"type": "object"}, "", "need for something else"),
    (f"{SCHEMAS}/BooksListParametersQuery", {"type": "object"}, "", "need for something else"),
    (f"{SCHEMAS}/Volume", BOOK, "", "a second name for a schema"),
    (f"{PAGES}/properties", {"x": TEXT}, PAGES, "an object with properties needs a name"),
    (PAGES, {"type": "array", "items": {"type": "string", "enum": ["a"]}}, f"{PAGES}/items", "an enum needs a name"),
    (f"{SCHEMAS}/Book/properties/raw", TEXT, "", "raw is a method of every model"),
    # Enums
    (f"{SCHEMAS}/Genre/enum/-", None, f"{SCHEMAS}/Genre/enum", "put null beside a reference"),
    (f"{SCHEMAS}/Genre/enum/-", "a", f"{SCHEMAS}/Genre/enum", "a value stands twice"),
    (f"{SCHEMAS}/Genre/type", "integer", "", "does not agree with the values"),
    # Unions
    (f"{SCHEMAS}/Loan/properties/moves/anyOf/0/oneOf/1", BOOK, ONE_MOVE, "a union of objects needs a discriminator"),
    (PAGES, {"anyOf": [MOOD, TEXT, {"type": "string", "maxLength": 1}]}, f"{PAGES}/anyOf", "two variants are of type"),
    (PAGES, {"anyOf": [MOOD, GENRE, TEXT]}, f"{PAGES}/anyOf", "two variants are of type string"),
    (f"{MAPPING}/book", "#/components/schemas/ShelfMove", MAPPING, "does not agree"),
    (f"{SCHEMAS}/BookMove/required", ["book"], f"{MOVE}/oneOf/0", "with a required constant kind"),
    (f"{SCHEMAS}/BookMove/properties/kind/const", "shelf", f"{MOVE}/oneOf/1", "is that of another variant"),
    (f"{MOVE}/anyOf", [TEXT], MOVE, "beside another way"),
    (PAGES, {"oneOf": [TEXT, {}]}, f"{PAGES}/oneOf", "a variant admits any type"),
    (f"{SCHEMAS}/Tagging/allOf/1", TEXT, "", "only objects with properties"),
    (f"{SCHEMAS}/Tagging/allOf/1/properties/name", TEXT, f"{SCHEMAS}/Tagging/allOf", "name is a property of two"),
    (f"{SCHEMAS}/Tag/type", ["object", "null"], f"{SCHEMAS}/Tag", "put null beside a reference"),
    (PAGES, {"type": ["object", "null"], "additionalProperties": TEXT}, "", "the type of the values would be lost"),
    # Other keywords
    (f"{PAGES}/maximum", -1, PAGES, "minimum 1 is above maximum -1"),
    (f"{PAGES}/maximum", 2**63, "", "more than 64 bits"),
    (f"{PAGES}/pattern", "(?<n>x)", "", "is not a 'regex'"),
    (f"{PAGES}/default", "x", "", "is not of the type of the schema"),
    (f"{PAGES}/nullable", True, "", "nullable is not supported"),
    (f"{PAGES}/not", {}, "", "not is not supported"),
    (TOP, BOOK | {"minProperties": 1}, f"{TOP}/minProperties", "beside $ref"),
    (TOP, {"$ref": "#/components/responses/OneBook"}, f"{TOP}/$ref", "expected a"),
    (TOP, {"$ref": f"#{PAGES}"}, f"{TOP}/$ref", "expected a reference"),
    (f"{SCHEMAS}/Tag/required/-", "size", f"{SCHEMAS}/Tag/required", "size is required, but is not among"),
    (f"{SCHEMAS}/Tag/type", "array", "", "expected object"),
    (f"{SCHEMAS}/Tag/additionalProperties", TEXT, "", "values beside the properties would be lost: give them a field"),
    (f"{SCHEMAS}/Tagging/additionalProperties", TEXT, "", "values beside the properties would be lost"),
    (f"{SCHEMAS}/Tag/properties/name", True, "", "true or false as a schema"),
]


EARLY = re.compile(
    r"Busy|regex|because|a map from|documented already|type 'number'|expected a reference|true or false as"
)


def rounds() -> list[list[tuple[str, object, str, str]]]:
    """Return the changes in as few specs as do: one for each operation or schema, alone what hides other mistakes."""
    found: list[dict[str, tuple[str, object, str, str]]] = []
    for broken in BROKEN:
        subject = "/".join(broken[0].split("/")[:4])
        free = (each for each in found if subject not in each and "alone" not in each)
        if EARLY.search(broken[3]):
            found.append({"alone": broken})
        elif (each := next(free, None)) is not None:
            each[subject] = broken
        else:
            found.append({subject: broken})
    return [list(each.values()) for each in found]


@pytest.mark.parametrize("changes", rounds())
def test_what_cannot_be_generated_is_refused(changes: list[tuple[str, object, str, str]]) -> None:
    """A message tells line, JSON pointer, and what is wrong, for each mistake in a spec."""
    with pytest.raises(SpecError) as caught:
        lint(changed((f"{PAGES}/minimum", 1), *(change[:2] for change in changes)))
    lines = str(caught.value).splitlines()
    for place, _, at, message in changes:
        found = [line for line in lines if f" #{at or place}: " in line and message in line]
        assert found, (place, message, lines)
        assert all(re.match(r".*/library\.yaml:\d+: #", line) for line in found)


def test_all_mistakes_are_told_at_once() -> None:
    """Of whatever kind, in whatever place, documented or assumed, each once."""
    changes: list[tuple[str, object]] = [
        (f"{SCHEMAS}/Any", {"type": "object"}),
        (f"{PAGES}/not", {}),
        (f"{LIST}/tags/-", "shelves"),
        (f"{FIND}/parameters/2", DELETE),
        (f"{PAGED}/page", "page"),
        (f"{PAGE}/x-assumed/maximum", {"value": -1, "because": "x"}),
    ]
    with pytest.raises(SpecError) as caught:
        lint(changed(*changes))
    assert len(str(caught.value).splitlines()) == len(changes)


def test_the_line_of_an_assumption_is_told() -> None:
    """A mistake that is there only when the assumptions are put in place is found where they are written."""
    lines = library().file.read_text().splitlines()
    with pytest.raises(SpecError) as caught:
        lint(changed(("/components/x-assumed", DELETE)))
    number = int(str(caught.value).partition(":")[2].partition(":")[0])
    assert "#/components/responses/Busy" in lines[number - 1]


def test_assumptions_are_put_in_place() -> None:
    """Values take the place of nothing, maps are merged into what is documented, and the original stays."""
    spec = changed()
    before = copy.deepcopy(spec.document)
    lend = spec.with_assumptions().document["paths"]["/books/{bookId}/loans"]["post"]
    assert list(lend["responses"]) == ["201", "429"]
    assert "x-assumed" not in lend
    assert spec.with_assumptions().components["Search"]["properties"]["page"] == {"type": "integer", "minimum": 0}
    assert spec.document == before


def test_the_fields_of_a_body_may_be_written_in_place() -> None:
    """An object in a request body needs no name, as its fields become arguments; what they hold does."""
    body = {"type": "object", "properties": {"x": TEXT}}
    content = f"{BODY}/content/application~1json/schema"
    lint(changed((content, body)))
    for inner, problem in ((body, "an object with properties"), ({"enum": ["a"]}, "an enum")):
        with pytest.raises(SpecError, match=rf"schema/properties/x: {problem} needs a name"):
            lint(changed((content, body | {"properties": {"x": inner}})))


def test_a_tag_that_the_client_needs_for_itself_is_refused() -> None:
    """A tag becomes an attribute of the client and a class, which must not hide others."""
    tags = {"execute": LIST, "timeout": "/paths/~1books~1count/get", "any": LEND, "request": FIND}
    changes = [
        (f"{at}/{key}", value)
        for tag, at in tags.items()
        for key, value in (("tags/0", tag), ("operationId", f"{tag}.do"))
    ]
    with pytest.raises(SpecError) as caught:
        lint(changed(*changes))
    assert [tag for tag in tags if f"{tag} is a name that the client needs" not in str(caught.value)] == []


PLAIN: list[Any] = [DELETE, None, True, 3, "x", "object", "array", [], {}, TEXT, BOOK, {"enum": ["a"]}]


@pytest.mark.parametrize("seed", range(8))
def test_a_spec_with_any_one_place_changed_is_read_or_refused(seed: int) -> None:
    """Whatever stands anywhere, there is a message, never a crash."""
    chance = random.Random(seed)
    change = chance.choice(places(library().content))[0], chance.choice(PLAIN)
    with suppress(SpecError):
        spec = changed(change)
        lint(spec)
        ready = adapted(spec)
        assert all([for_models(ready), for_endpoints(ready), response_models(ready)])
