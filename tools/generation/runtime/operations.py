"""Operations as data, and how their requests are built and their responses read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote

import httpx
import msgspec

from .arguments import ArgumentError, Mistake, Omit, check, known, omit, pairs, text_of
from .models import RawModel

T = TypeVar("T")


class Effect(StrEnum):
    """What an operation does at the server."""

    READS = "reads"
    WRITES = "writes"
    DELETES = "deletes"
    DIALS = "dials"
    """A phone may ring."""


class Pagination(msgspec.Struct, frozen=True, kw_only=True):
    """How the items of a list come in pages. All names are those of the wire.

    Attributes:
        items: The field of the response that holds the items.
        key: The field of an item that tells it from others.
        page: The argument that is the number of the page; many responses repeat it.
        page_size: The argument that says how many items a page may hold; many responses repeat it.
        total: The field of the response that says how many items there are over all pages, or None.
    """

    items: str
    key: str
    page: str
    page_size: str
    total: str | None = None


class Payload(Enum):
    """What the body of a response holds."""

    EMPTY = auto()
    JSON = auto()
    TEXT = auto()
    BYTES = auto()


class ResponseType(msgspec.Struct, Generic[T], frozen=True):
    """How to read the body of a response with one of some status codes."""

    first_status: int
    last_status: int
    payload: Payload
    type: Any

    def decode(self, content: bytes, charset: str = "utf-8") -> T:
        """Return the body as the type of the spec.

        Raises:
            msgspec.MsgspecError: The body is not what the spec says.
        """
        match self.payload:
            case Payload.JSON:
                value = decoder(self.type).decode(content)
                if isinstance(value, RawModel):
                    value.keep_raw(content)
                return cast(T, value)
            case Payload.TEXT:
                return cast(T, content.decode(charset, errors="replace"))
            case Payload.BYTES:
                return cast(T, content)
            case Payload.EMPTY:
                return cast(T, None)


@cache
def decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    """Return the JSON decoder of a type; it is made once."""
    return msgspec.json.Decoder(known(type_))


class RequestOptions(msgspec.Struct, frozen=True):
    """What a caller may say about one call beside its arguments."""

    extra_headers: Mapping[str, str] | None = None
    extra_query: Mapping[str, object] | None = None
    timeout: float | httpx.Timeout | None | Omit = omit
    raw: bool = False


class Request(msgspec.Struct, Generic[T], frozen=True):
    """A request that was built and checked, relative to the server URL."""

    operation: "Operation[T]"
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None

    def query_with(self, extra: Mapping[str, object] | None) -> list[tuple[str, str]]:
        """Return the query with `extra` in it; what is extra replaces an argument of the same name, None removes it.

        Raises:
            ArgumentError: A value cannot be sent as text.
        """
        extra = extra or {}
        kept = [pair for pair in self.query if pair[0] not in extra]
        try:
            return kept + list(pairs(extra, self.operation.separators))
        except Mistake as mistake:
            raise ArgumentError(self.operation.name, mistake.where, mistake.problem) from None


class Operation(msgspec.Struct, Generic[T], frozen=True):
    """An operation of the spec, as data.

    Attributes:
        name: Its name, such as `campaigns.get_rows`.
        method: The HTTP method.
        path: The path, with its parameters in braces.
        responses: How to read its successful responses.
        effect: What it does at the server.
        costs: Whether it costs money.
        verify_with: The operation that shows whether this one took effect, where the answer was lost; or None.
        pagination: How its items come in pages, or None.
        is_secured: Whether it needs the API key.
        path_type: What the parameters in the path are checked against, or None; the others likewise.
        query_type: See `path_type`.
        header_type: See `path_type`.
        cookie_type: See `path_type`.
        body_type: See `path_type`.
        content_type: The content type of the body.
        is_body_required: Whether there must be a body.
        separators: What joins the values of a list, by the name of the query parameter.
        argument_names: The names of arguments, by place and name on the wire, where the two differ.
    """

    name: str
    method: str
    path: str
    responses: tuple[ResponseType[T], ...]
    effect: Effect = Effect.READS
    costs: bool = False
    verify_with: str | None = None
    pagination: Pagination | None = None
    is_secured: bool = True
    path_type: type[msgspec.Struct] | None = None
    query_type: type[msgspec.Struct] | None = None
    header_type: type[msgspec.Struct] | None = None
    cookie_type: type[msgspec.Struct] | None = None
    body_type: Any = None
    content_type: str | None = None
    is_body_required: bool = False
    separators: Mapping[str, str] = {}
    argument_names: Mapping[str, Mapping[str, str]] = {}

    @property
    def is_read(self) -> bool:
        """Whether the operation only reads, so that sending it twice does no harm."""
        return self.effect is Effect.READS

    def response_type(self, status_code: int) -> ResponseType[T] | None:
        """Return how to read a response with this status code, or None where the spec knows no such success."""
        return next((r for r in self.responses if r.first_status <= status_code <= r.last_status), None)

    def request(
        self,
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        cookies: Mapping[str, object] | None = None,
        body: object = omit,
        fields: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Request[T]:
        """Check the arguments and build the request. What is None or `omit` is left out; in a body only what is `omit`.

        Args:
            path: The parameters in the path, by their name on the wire; the next ones likewise.
            query: The query parameters.
            headers: The headers.
            cookies: The cookies.
            body: The body, where it is not written field by field.
            fields: The fields of a body that is a JSON object.
            extra_body: Further fields of the body. They are not checked, and replace fields of the same name.

        Raises:
            ArgumentError: An argument is not what the spec allows.
        """
        path, query, headers, cookies = path or {}, _given(query), _given(headers), _given(cookies)
        for name in self.separators:
            if name in query and not isinstance(query[name], str) and not _as_list(query[name]):
                raise self._error("query", name, "expected at least one value; leave it out for no filter")
        segments = {name: self._segment(name, value) for name, value in path.items()}
        self._check(path, self.path_type, "path")
        self._check({name: _as_list(value) for name, value in query.items()}, self.query_type, "query")
        self._check(headers, self.header_type, "header")
        self._check(cookies, self.cookie_type, "cookie")
        header_pairs = list(self._pairs(headers, "header"))
        if cookie_pairs := list(self._pairs(cookies, "cookie")):
            header_pairs.append(("Cookie", "; ".join(f"{name}={quote(value)}" for name, value in cookie_pairs)))
        return Request(
            operation=self,
            path=re.sub(r"{([^{}]+)}", lambda match: segments[match[1]], self.path),
            query=tuple(self._pairs(query, "query")),
            headers=tuple(header_pairs),
            content=self._content(body, fields, extra_body),
        )

    def _error(self, place: str, where: str, problem: str) -> ArgumentError:
        """Return the error of an argument, under the name that the caller knows it by."""
        for name, argument in self.argument_names.get(place, {}).items():
            if where == name or where.startswith((f"{name}.", f"{name}[")):
                where = argument + where.removeprefix(name)
                break
        return ArgumentError(self.name, where, problem)

    def _check(self, value: object, type_: Any, place: str, within: str = "") -> None:
        """Check the arguments of one place of the request.

        Args:
            value: The arguments.
            type_: What they are checked against; None to check nothing.
            place: The place.
            within: The argument that holds them, if one does.
        """
        if type_ is None:
            return
        try:
            check(value, type_, place)
        except Mistake as mistake:
            where = f"{within}.{mistake.where}".strip(".").replace(".[", "[")
            raise self._error(place, where or "arguments", mistake.problem) from None

    def _pairs(self, values: Mapping[str, object], place: str) -> Iterator[tuple[str, str]]:
        """Yield names and texts as they go over the wire."""
        try:
            for name, text in pairs(values, self.separators if place == "query" else {}):
                if place == "header" and not (text.isascii() and text.isprintable()):
                    raise Mistake(name, f"expected ASCII text on one line, got {text!r}")
                yield name, text
        except Mistake as mistake:
            raise self._error(place, mistake.where, mistake.problem) from None

    def _segment(self, name: str, value: object) -> str:
        """Return a value as one segment of the path, percent-encoded."""
        if value is None or isinstance(value, bytes | bool | Mapping | list | tuple | set):
            raise self._error("path", name, f"expected text, got {type(value).__name__}")
        try:
            text = text_of(value, name)
        except Mistake as mistake:
            raise self._error("path", name, mistake.problem) from None
        if not text or any(part in {".", ".."} for part in text.replace("\\", "/").split("/")):
            raise self._error("path", name, f"expected an ID that is not empty and has no dot segment, got {text!r}")
        return quote(text, safe="")

    def _content(
        self, body: object, fields: Mapping[str, object] | None, extra: Mapping[str, object] | None
    ) -> bytes | None:
        """Return the body as bytes, or None where there is none."""
        within = "body" if fields is None else ""
        if fields is not None:
            body = {name: value for name, value in fields.items() if value is not omit}
            body = body if body or self.is_body_required else omit
        if body is omit and self.is_body_required and not extra:
            raise ArgumentError(self.name, "body", "is required")
        if body is omit and not extra:
            return None
        if self.content_type is not None and not is_json(self.content_type):
            return body if isinstance(body, bytes) else self._text(body)
        if body is not omit:
            self._check(body, self.body_type, "body", within)
        try:
            encoded = msgspec.json.encode({} if body is omit else body)
            return encoded if not extra else msgspec.json.encode(msgspec.json.decode(encoded) | dict(extra))
        except (TypeError, ValueError) as error:
            raise ArgumentError(self.name, "body", str(error)) from None

    def _text(self, body: object) -> bytes:
        try:
            return text_of(body, "body").encode()
        except Mistake as mistake:
            raise ArgumentError(self.name, mistake.where, mistake.problem) from None


def _as_list(value: object) -> object:
    """Return a list for what is a list on the wire, of whatever kind it was given."""
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping) else value


def _given(values: Mapping[str, object] | None) -> dict[str, object]:
    return {name: value for name, value in (values or {}).items() if value is not None and value is not omit}


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")
