"""Another API, whose lists are paged in other ways: the same client goes through them, without a line of its own."""

import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from revox import IncompleteError, KeySet, Revox

from tests.support.clients import BOTH_CLIENTS, ask, collect
from tests.support.scripted_server import CLOSE, Received, answer
from tools.generate import main

NUMBER = {"type": "integer"}
TEXT = {"type": "string"}


def _object(*optional: str, **properties: Any) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _parameter(name: str, place: str, type_: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": type_}


def _operation(id: str, items: str, iterators: dict[str, str], answer: str, **more: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}}
    paging = {"items": items, "iterators": iterators} | more.pop("paging")
    said = {"operationId": id, "tags": [id.partition(".")[0]], "x-pagination": paging, "summary": id}
    return said | {"responses": {"200": {"description": "A page.", "content": content}}} | more


SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1.0.0"},
    "servers": [{"url": "https://shop.example"}],
    "tags": [{"name": "orders"}],
    "paths": {
        # Pages begin at 1, and no response says anything but the items.
        "/shops/{shop}/orders": {
            "get": _operation(
                "orders.list",
                "order-list",
                {"items": "iter_orders", "pages": "iter_order_pages"},
                "Orders",
                paging={"key": "order-no", "page": "pageNo", "page_size": "per-page"},
                parameters=[
                    _parameter("shop", "path", TEXT),
                    _parameter("pageNo", "query", NUMBER),
                    _parameter("per-page", "query", NUMBER),
                    _parameter("since", "query", TEXT),
                ],
            )
        },
        "/search": {
            "post": _operation(
                "orders.search",
                "hits",
                {"items": "iter_hits", "pages": "iter_hit_pages"},
                "Hits",
                paging={"key": "id", "page": "page", "page_size": "limit", "total": "total_count"},
                requestBody={
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Query"}}},
                },
            )
            | {"x-effect": "reads"}
        },
    },
    "components": {
        "schemas": {
            "Order": _object(**{"order-no": NUMBER, "name": TEXT}),
            "Orders": _object(**{"order-list": _list_of("Order")}),
            "Query": _object("page", "limit", words=TEXT, page=NUMBER, limit=NUMBER),
            "Hit": _object("note", id=TEXT, note=TEXT),
            "Hits": _object("hits", hits=_list_of("Hit"), total_count=NUMBER),
        }
    },
}
COUNT = 7


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The package that is generated from the spec, with the runtime of the one that the client has."""
    directory = tmp_path_factory.mktemp("shop")
    (directory / "spec.yaml").write_text(json.dumps(SPEC))
    arguments = ["--spec", str(directory / "spec.yaml"), "--out", str(directory / "shop_api"), "--package", "shop_api"]
    assert main(arguments) == 0
    sys.path.insert(0, str(directory))
    # Each package has its own copy of the runtime, whose classes are others; a client has the one of its package.
    ours = [name for name in sys.modules if f"{name}.".startswith("revox_api.runtime.")]
    sys.modules.update({name.replace("revox_api", "shop_api"): sys.modules[name] for name in ours})
    yield importlib.import_module("shop_api.api.orders")
    sys.path.remove(str(directory))
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop_api"]:
        del sys.modules[name]


def orders(request: Received) -> bytes:
    """Answer as a server that counts pages from 1, and says nothing but the items."""
    name, _, query = request.target.partition("?")
    asked = dict(part.split("=") for part in query.split("&"))
    assert name == "/shops/a%20b/orders"
    number, size = int(asked["pageNo"]), int(asked["per-page"])
    if number < 1:
        return answer({"error": "pageNo: must be 1 or more"}, "400 Bad Request")
    start = (number - 1) * size
    found = [{"order-no": index, "name": "n", "extra": index} for index in range(COUNT)]
    return answer({"order-list": found[start : start + size]})


def hits(request: Received) -> bytes:
    """Answer as a server that takes everything in the body."""
    asked = json.loads(request.body)
    assert (request.method, request.target, asked["words"]) == ("POST", "/search", "x y")
    start = asked["page"] * asked["limit"]
    found = [{"id": f"hit-{index}", "extra": index} for index in range(COUNT)]
    return answer({"hits": found[start : start + asked["limit"]], "total_count": COUNT})


KINDS = pytest.mark.parametrize("kind", ["orders", "hits"])


class Lists:
    """Goes through the lists of both kinds, sync and async, in the same words."""

    def __init__(self, package: Any, kind: str) -> None:
        self.package, self.is_search = package, kind == "hits"
        self.reply = hits if self.is_search else orders
        self.keys: list[Any] = [f"hit-{index}" for index in range(COUNT)] if self.is_search else list(range(COUNT))
        self.total = COUNT if self.is_search else None

    def start(self, client: Any, what: str, raw: bool = False, **arguments: Any) -> Any:
        """Return an iterator over `items` or `pages`."""
        resource = (self.package.Orders if isinstance(client, Revox) else self.package.AsyncOrders)(client)
        names = ("iter_hits", "iter_hit_pages") if self.is_search else ("iter_orders", "iter_order_pages")
        method = getattr(resource.with_raw_response if raw else resource, names[what == "pages"])
        filters = {"words": "x y"} if self.is_search else {"shop": "a b"}
        return method(**filters, **{"page_size": 3} | arguments)

    def key(self, item: Any) -> Any:
        """Return the key of an item."""
        return item.id if self.is_search else item.order_no

    def keys_of(self, page: Any) -> list[Any]:
        """Return the keys of the items of a page."""
        return [self.key(item) for item in (page.hits if self.is_search else page.order_list)]


@pytest.fixture
def lists(shop: Any, kind: str) -> Lists:
    """The lists of one kind."""
    return Lists(shop, kind)


@BOTH_CLIENTS
@KINDS
@pytest.mark.parametrize("prefetch", [0, 2])
def test_every_item_comes_once_and_in_order(using: Any, lists: Lists, prefetch: int) -> None:
    """Wherever page and size go, whatever they are called, with or without a total."""

    def action(client: Any) -> Any:
        iterator = lists.start(client, "items", prefetch=prefetch)
        return collect(iterator, lambda item: (lists.key(item), iterator.progress.total))

    assert ask(using, action, lists.reply).result == [(key, lists.total) for key in lists.keys]


@BOTH_CLIENTS
@KINDS
def test_every_page_can_be_gone_on_from(using: Any, lists: Lists) -> None:
    """With its token, or with the keys of what came."""

    def action(client: Any) -> Any:
        iterator = lists.start(client, "pages")
        return collect(iterator, lambda page: (lists.keys_of(page), iterator.token))

    def rest(**how: Any) -> Any:
        return ask(using, lambda client: collect(lists.start(client, "items", **how)), lists.reply).result

    done: list[Any] = []
    for keys, token in ask(using, action, lists.reply).result:
        done += keys
        known = list(map(str, done))
        for items in (rest(resume=token), rest(known=known), rest(known=KeySet(known))):
            assert [lists.key(item) for item in items] == lists.keys[len(done) :]
    assert done == lists.keys


@BOTH_CLIENTS
@KINDS
def test_raw_pages_and_items_have_what_came(using: Any, lists: Lists) -> None:
    """With the fields that the spec does not know."""

    def raw_pages(client: Any) -> Any:
        pages = lists.start(client, "pages", raw=True)
        return collect(pages, lambda page: ([item.key for item in page.items], page.total, page.parse()))

    pages = ask(using, raw_pages, lists.reply).result
    assert [key for keys, _, _ in pages for key in keys] == [*map(str, lists.keys)]
    assert all(([*map(str, lists.keys_of(parsed))], lists.total) == (keys, total) for keys, total, parsed in pages)
    items = ask(using, lambda client: collect(lists.start(client, "items", keep_raw=True)), lists.reply).result
    assert [item.raw["extra"] for item in items] == list(range(COUNT))


@BOTH_CLIENTS
@pytest.mark.parametrize("kind", ["hits"])
def test_a_post_that_reads_is_sent_again_and_read_as_a_get_is(using: Any, lists: Lists) -> None:
    """After a failure; and what does not come is named by the path of the list."""
    outcome = ask(using, lambda c: collect(lists.start(c, "items", page_size=1)), CLOSE, answer({"total_count": 9}))
    assert isinstance(outcome.error, IncompleteError)
    assert str(outcome.error).startswith("orders.search /search: saw 0 items, but the server says there are 9.")
    assert outcome.received[0] == outcome.received[1]
