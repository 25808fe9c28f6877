"""Reads pages, whole or in chunks, with or without the text of their items; and looks at what they hold."""

from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, cast, get_args, get_origin

import httpx
import msgspec
from revox_api.runtime import Model, Operation, Pagination, RawPage, ResponseType
from revox_api.runtime.models import keeping_raw
from revox_api.runtime.raw_pages import as_key, read_envelope

from revox._http.receiving import text_of
from revox._reading.deviations import Deviations
from revox._reading.reader import Reader
from revox._reading.tolerant import variants_of

PageT = TypeVar("PageT")


class PageReader(Reader[PageT]):
    """Reads pages as the types of the spec."""

    def __init__(
        self, operation: Operation[PageT], deviations: Deviations, *, strict: bool, keep_raw: bool = False
    ) -> None:
        """Prepare to read.

        Args:
            operation: The operation that is called.
            deviations: Where to report how a response differs from the spec.
            strict: Whether the first deviation is an error.
            keep_raw: Whether items remember what they were read from.
        """
        super().__init__(operation, deviations, strict=strict)
        self._keep_raw = keep_raw

    def read_chunk(self, document: bytes, response: httpx.Response) -> PageT:
        """Return a chunk of a page of which more is to come: items, and None for what stands around them."""
        known = self._response_type(response)
        items = pagination_of(self._operation).items
        chunk_type = msgspec.structs.replace(known, type=_chunk_type(known.type, items))
        return self._read(chunk_type, self._as_response(document, response))

    def _read(self, response_type: ResponseType[PageT], response: httpx.Response) -> PageT:
        if not self._keep_raw:
            return super()._read(response_type, response)
        pagination, page_type = pagination_of(self._operation), response_type.type
        kept: Any = super()._read(
            msgspec.structs.replace(response_type, type=_page_type_keeping_raw(page_type, pagination.items)), response
        )
        items = getattr(kept, names_of(page_type)[pagination.items])
        if isinstance(items, list):
            for item, text in zip(items, self._texts(response), strict=True):
                if hasattr(item, "keep_raw"):
                    item.keep_raw(bytes(text))
        page: Any = page_type(**{field: getattr(kept, field) for field in kept.__struct_fields__})
        if hasattr(page, "keep_raw"):
            page.keep_raw(response.content)
        return cast(PageT, page)

    def _texts(self, response: httpx.Response) -> list[Any]:
        """Return the items as they stand in a page, recoded where that is in an encoding that JSON does not have."""
        pagination = pagination_of(self._operation)
        try:
            return list(read_envelope(response.content, pagination).items)
        except UnicodeDecodeError:
            return list(read_envelope(text_of(response).encode(), pagination).items)

    @staticmethod
    def _as_response(document: bytes, response: httpx.Response) -> httpx.Response:
        return httpx.Response(response.status_code, content=document, request=response.request)


class RawPageReader(PageReader[Any]):
    """Reads pages whose items stay as the server wrote them, until they are asked to be more."""

    def read(self, response: httpx.Response) -> Any:
        """Return a page, received whole.

        Raises:
            APIResponseValidationError: The body is no page.
        """
        page = self._raw_page(response, lambda: super(RawPageReader, self).read(response))
        return self._in_step(page, response)

    def read_chunk(self, document: bytes, response: httpx.Response) -> Any:
        """Return a chunk of a page of which more is to come."""
        return self._raw_page(
            self._as_response(document, response), lambda: super(RawPageReader, self).read_chunk(document, response)
        )

    def _raw_page(self, response: httpx.Response, parse: Callable[[], Any]) -> Any:
        self._response_type(response)
        self._check_error(response)
        pagination = pagination_of(self._operation)
        try:
            return RawPage(response.content, pagination, parse)
        except (ValueError, RecursionError):
            parse()  # raises an error that says what is wrong
        try:
            return RawPage(text_of(response).encode(), pagination, parse)
        except (ValueError, RecursionError):
            raise self._invalid(response, f"the object lacks {pagination.items}") from None


class View(msgspec.Struct, frozen=True):
    """What going through pages needs to know of one.

    Attributes:
        keys: What its items are known by.
        total: How many items the server says there are over all pages, or whatever it says instead.
        is_paged: Whether the server pages at all: a later API may send the whole list at once, and only its items.
    """

    keys: list[str]
    total: object
    is_paged: bool


class Viewer(Generic[PageT]):
    """Looks at the pages of an operation, typed or raw."""

    def __init__(self, operation: Operation[PageT], *, raw: bool) -> None:
        pagination, page_type = pagination_of(operation), operation.responses[0].type
        names = names_of(page_type)
        around = [pagination.page, pagination.page_size, *([pagination.total] if pagination.total else [])]
        # Where the spec has none of these in a response, their absence says nothing.
        self._is_always_paged = not any(name in names for name in around)
        self._items = "items" if raw else names[pagination.items]
        self._key, self._wire_key = "key" if raw else _item_key(page_type, pagination), pagination.key
        raw_names = ["page", "page_size", "total"]
        self._around = raw_names if raw else [names.get(name, name) for name in around]
        self._total = "total" if raw else names.get(pagination.total or "")

    def items(self, page: PageT) -> list[Any]:
        """Return the items of a page."""
        items = getattr(page, self._items, None)
        return items if isinstance(items, list) else []

    def view(self, page: PageT) -> View:
        """Return what there is to know of a page."""
        is_paged = any(isinstance(getattr(page, name, None), int | float) for name in self._around)
        total = getattr(page, self._total, None) if self._total else None
        return View([self._key_of(item) for item in self.items(page)], total, is_paged or self._is_always_paged)

    def _key_of(self, item: Any) -> str:
        """Return what an item is known by: its key, or all of it where it has none, or is no object."""
        key = as_key(item.get(self._wire_key) if isinstance(item, dict) else getattr(item, self._key, None))
        return repr(item) if key is None else key


def pagination_of(operation: Operation[Any]) -> Pagination:
    """Return how the items of an operation come in pages."""
    if operation.pagination is None:
        raise TypeError(f"{operation.name} has no pages")
    return operation.pagination


@cache
def names_of(struct: Any) -> dict[str, str]:
    """Return the attributes of a type by their names on the wire."""
    return {field.encode_name: field.name for field in msgspec.structs.fields(struct)}


def _item_key(page_type: Any, pagination: Pagination) -> str:
    """Return the attribute of an item that is its key."""
    field = next(field for field in msgspec.structs.fields(page_type) if field.encode_name == pagination.items)
    item_types = [get_args(variant)[0] for variant in variants_of(field.type) if get_origin(variant) is list]
    structs = [
        variant
        for item_type in item_types
        for variant in variants_of(item_type)
        if isinstance(variant, type) and issubclass(variant, msgspec.Struct)
    ]
    return next((names_of(struct)[pagination.key] for struct in structs if pagination.key in names_of(struct)), "")


@cache
def _chunk_type(page_type: Any, items: str) -> Any:
    """Return the type of a chunk of a page: what stands around the items may be missing."""
    around = [field for field in msgspec.structs.fields(page_type) if field.encode_name != items]
    fields = [(field.name, field.type | None, None) for field in around]
    renamed = {field.name: field.encode_name for field in around}
    return msgspec.defstruct(
        page_type.__name__, fields, bases=(page_type,), kw_only=True, rename=renamed, module=page_type.__module__
    )


@cache
def _page_type_keeping_raw(page_type: Any, items: str) -> Any:
    """Return the type of a page whose items remember what they were read from."""
    field = next(field for field in msgspec.structs.fields(page_type) if field.encode_name == items)
    return msgspec.defstruct(
        page_type.__name__,
        [(field.name, _keeping_raw(field.type), *(() if field.required else (field.default,)))],
        bases=(page_type,),
        kw_only=True,
        rename={field.name: field.encode_name},
        module=page_type.__module__,
    )


def _keeping_raw(type_: Any) -> Any:
    if isinstance(type_, type) and issubclass(type_, Model):
        return keeping_raw(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return Annotated[(_keeping_raw(arguments[0]), *arguments[1:])]
    if origin is list:
        return list[_keeping_raw(arguments[0])]  # type: ignore[misc]  # made at run time
    if origin in {Union, UnionType}:
        return Union[tuple(_keeping_raw(argument) for argument in arguments)]  # noqa: UP007  # made of a tuple
    return type_
