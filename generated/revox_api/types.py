# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""What the generated models and endpoints stand on. Nothing here sends or receives anything."""

import json
import math
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from enum import Enum, IntEnum, StrEnum, auto
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Literal, ParamSpec, Self, TypeVar, cast
from urllib.parse import quote

import httpx
import msgspec

if TYPE_CHECKING:

    class UnsetType:
        """The type of `UNSET`. It is false, so that `if row.call:` also means "and it is there"."""

        def __bool__(self) -> Literal[False]: ...

    UNSET: UnsetType
else:
    from msgspec import UNSET, UnsetType

Unset = UnsetType
P = ParamSpec("P")
T = TypeVar("T")


class ArgumentError(ValueError):
    """An argument that the spec does not allow. Nothing was sent.

    Attributes:
        operation: The operation that was called, such as `campaigns.get_rows`.
        argument: The name of the argument.
    """

    def __init__(self, operation: str, argument: str, problem: str) -> None:
        super().__init__(operation, argument, problem)
        self.operation = operation
        self.argument = argument
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.operation}: {self.argument}: {self.problem}"


def _undocumented(cls: Any, value: object, base: type) -> Any:
    """Make a member for a value that the spec does not know; it encodes to itself and is not remembered."""
    if not isinstance(value, base) or isinstance(value, bool):
        return None
    member: Any = base.__new__(cls, value)
    member._name_ = str(value)
    member._value_ = value
    return member


class _Open(Enum):
    @property
    def is_documented(self) -> bool:
        """Whether the spec knows this value."""
        return type(self)._value2member_map_.get(self._value_) is self


class OpenStrEnum(_Open, StrEnum):
    """An enum of strings that takes any other string as well."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cast("Self | None", _undocumented(cls, value, str))


class OpenIntEnum(_Open, IntEnum):
    """An enum of integers that takes any other integer as well."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cast("Self | None", _undocumented(cls, value, int))


class HugeNumber(float):
    """A number that no `float` holds, such as 1e400. It counts as infinite, and goes out as it came.

    Attributes:
        text: The number as it came.
    """

    text: str

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.text = text
        return number


def _as_float(value: object) -> float:
    if isinstance(value, HugeNumber):
        return float(value)
    raise TypeError(f"expected JSON, got {type(value).__name__}")


def _as_text(value: object) -> msgspec.Raw:
    if isinstance(value, HugeNumber):
        return msgspec.Raw(value.text.encode())
    raise TypeError(f"expected JSON, got {type(value).__name__}")


def parse_json(text: str | bytes) -> Any:
    """Parse JSON with what msgspec refuses: UTF-16, lone surrogates, and numbers that no `float` holds; but no NaN."""
    return json.loads(text, parse_int=_integer, parse_float=_number, parse_constant=_refuse)


def _integer(text: str) -> int | HugeNumber:
    try:
        return int(text)
    except ValueError:  # Python reads 4,300 digits at most
        return HugeNumber(text)


def _number(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else HugeNumber(text)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _untyped(content: bytes) -> Any:
    """Parse a body that was read, whatever tier read it."""
    try:
        return msgspec.json.decode(content)
    except ValueError:
        pass
    try:
        return parse_json(content)
    except UnicodeDecodeError:
        return parse_json(content.decode(errors="replace"))


class Model(msgspec.Struct, gc=False):
    """The base of all models.

    A field that was absent is `UNSET`, which is false and not the same as None. Models hold trees, never cycles, which is
    why the garbage collector need not track them.
    """

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that the spec knows as the wire said them: absent stays absent, null is None."""
        return cast("dict[str, Any]", msgspec.to_builtins(self, enc_hook=_as_float))

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict()` as JSON text.

        Args:
            indent: Spaces by which to indent each level; on one line by default.
        """
        try:
            text = msgspec.json.encode(self, enc_hook=_as_text)
        except UnicodeEncodeError:
            # Half a surrogate pair cannot be written in UTF-8, only escaped, which msgspec does not read.
            separators = (",", ":") if indent is None else None
            return json.dumps(self.to_dict(), indent=indent, separators=separators, allow_nan=False)
        return (text if indent is None else msgspec.json.format(text, indent=indent)).decode()


class ResponseModel(Model, dict=True, gc=True):
    """The base of the models that are a whole response. They remember the body that they were read from."""

    @property
    def raw(self) -> Any:
        """The JSON of the whole response, with the fields that the spec does not know. Parsed anew each time."""
        return _untyped(self.raw_body)

    @property
    def raw_body(self) -> bytes:
        """The bytes of the response body; empty JSON (`null`) where the object was not read from a response."""
        return cast(bytes, self.__dict__.get("raw_body", b"null"))


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
                if isinstance(value, ResponseModel):
                    value.__dict__["raw_body"] = content
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
    return msgspec.json.Decoder(type_)


class RequestOptions(msgspec.Struct, frozen=True):
    """What a caller may say about one call beside its arguments."""

    extra_headers: Mapping[str, str] | None = None
    extra_query: Mapping[str, object] | None = None
    timeout: float | httpx.Timeout | None | UnsetType = UNSET
    raw: bool = False


class Request(msgspec.Struct, Generic[T], frozen=True):
    """A request that was built and checked, relative to the server URL."""

    operation: "Operation[T]"
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None

    def query_with(self, extra: Mapping[str, object] | None) -> list[tuple[str, str]]:
        """Return the query with `extra` in it; what is extra replaces an argument of the same name, None removes it."""
        extra = extra or {}
        kept = [pair for pair in self.query if pair[0] not in extra]
        return kept + list(_pairs(extra, self.operation.separators, self.operation.name))


class Operation(msgspec.Struct, Generic[T], frozen=True):
    """An operation of the spec, as data."""

    name: str
    method: str
    path: str
    responses: tuple[ResponseType[T], ...]
    is_secured: bool = True
    query_type: type[msgspec.Struct] | None = None
    body_type: Any = None
    content_type: str | None = None
    separators: Mapping[str, str] = {}
    path_type: type[msgspec.Struct] | None = None
    header_type: type[msgspec.Struct] | None = None
    cookie_type: type[msgspec.Struct] | None = None
    is_body_required: bool = False
    argument_names: Mapping[str, Mapping[str, str]] = {}

    @property
    def is_read(self) -> bool:
        """Whether the operation only reads, so that sending it twice does no harm."""
        return self.method in {"GET", "HEAD", "OPTIONS"}

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
        body: object = None,
    ) -> Request[T]:
        """Check the arguments and build the request. An argument that is None is left out.

        Raises:
            ArgumentError: An argument is not what the spec allows.
        """
        path, query, headers, cookies = path or {}, _given(query), _given(headers), _given(cookies)
        for name in self.separators:
            if name in query and not isinstance(query[name], str) and not self._as_list(name, query[name]):
                raise self._error("query", name, "expected at least one value; leave it out for no filter")
        segments = {name: self._segment(name, value) for name, value in path.items()}
        self._check(path, self.path_type, "path")
        self._check({name: self._as_list(name, value) for name, value in query.items()}, self.query_type, "query")
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
            content=self._encode_body(body),
        )

    def _as_list(self, name: str, value: object) -> object:
        """Return a list for what is a list on the wire, whether it was given as one or with its separators."""
        if isinstance(value, str) and name in self.separators:
            return value.split(self.separators[name])
        return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping) else value

    def _error(self, place: str, where: str, problem: str) -> ArgumentError:
        """Return the error of an argument, under the name that the caller knows it by."""
        for name, argument in self.argument_names.get(place, {}).items():
            if where == name or where.startswith((f"{name}.", f"{name}[")):
                where = argument + where.removeprefix(name)
                break
        return ArgumentError(self.name, where, problem)

    def _check(self, value: object, type_: Any, place: str) -> None:
        """Check the arguments of one place of the request, or its body."""
        if type_ is None:
            return
        try:
            checked = msgspec.convert(msgspec.to_builtins(value, builtin_types=(bytes, bytearray)), type_)
        except msgspec.ValidationError as error:
            problem, _, where = str(error).partition(" - at ")
            where = where.strip("`").removeprefix("$").removeprefix(".")
            if missing := re.fullmatch(r"Object missing required field `(.*)`", problem):
                where, problem = f"{where}.{missing[1]}".removeprefix("."), "is required"
            given = value.get(where) if isinstance(value, Mapping) else None
            raise self._error(place, self._within(place, where), _in_words(problem, given)) from None
        except (TypeError, ValueError) as error:
            raise self._error(place, self._within(place, "") or "arguments", str(error)) from None
        # What was read from the API must be fit to be sent back, so a body may hold a member that the spec does not know.
        meant = {where for where, _ in _undocumented_members(value, "")} if place == "body" else set()
        for where, member in _undocumented_members(checked, ""):
            if where not in meant:
                raise self._error(place, self._within(place, where), _not_one_of(member, place))

    def _within(self, place: str, where: str) -> str:
        """Return the path to a value, which in a body starts with `body`; elsewhere it is the argument, without an index."""
        if place == "body":
            return f"body.{where}".removesuffix(".").replace("body.[", "body[")
        return re.sub(r"\[\d+\]$", "", where)

    def _pairs(self, values: Mapping[str, object], place: str) -> Iterator[tuple[str, str]]:
        """Yield names and texts as they go over the wire."""
        try:
            for name, text in _pairs(values, self.separators if place == "query" else {}, self.name):
                if place == "header" and not (text.isascii() and text.isprintable()):
                    raise self._error(place, name, f"expected ASCII text on one line, got {text!r}")
                yield name, text
        except ArgumentError as error:
            raise self._error(place, error.argument, error.problem) from None

    def _segment(self, name: str, value: object) -> str:
        """Return a value as one segment of the path, percent-encoded."""
        if value is None or isinstance(value, bytes | bool | Mapping | list | tuple | set):
            raise self._error("path", name, f"expected text, got {type(value).__name__}")
        try:
            text = _text(value, name, self.name)
        except ArgumentError as error:
            raise self._error("path", name, error.problem) from None
        if not text or any(part in {".", ".."} for part in text.replace("\\", "/").split("/")):
            raise self._error("path", name, f"expected an ID that is not empty and has no dot segment, got {text!r}")
        return quote(text, safe="")

    def _encode_body(self, body: object) -> bytes | None:
        if body is None:
            if self.is_body_required:
                raise ArgumentError(self.name, "body", "is required")
            return None
        if self.content_type is not None and not _is_json(self.content_type):
            return body if isinstance(body, bytes) else _text(body, "body", self.name).encode()
        self._check(body, self.body_type, "body")
        try:
            return msgspec.json.encode(body)
        except (TypeError, ValueError) as error:
            raise ArgumentError(self.name, "body", str(error)) from None


def _given(values: Mapping[str, object] | None) -> dict[str, object]:
    return {name: value for name, value in (values or {}).items() if value is not None}


def _is_json(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _undocumented_members(value: object, where: str) -> Iterator[tuple[str, _Open]]:
    """Yield the undocumented enum members in a value, each with its path."""
    match value:
        case _Open() if not value.is_documented:
            yield where, value
        case msgspec.Struct():
            for name, wire_name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
                yield from _undocumented_members(getattr(value, name), f"{where}.{wire_name}".lstrip("."))
        case Mapping():
            for key, item in value.items():
                yield from _undocumented_members(item, f"{where}.{key}".lstrip("."))
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _undocumented_members(item, f"{where}[{index}]")


def _in_words(problem: str, given: object) -> str:
    """Return a message of msgspec in the words of people who do not know its types."""
    words = {"float": "number", "int": "integer", "str": "text", "bool": "true or false", "array": "list"}
    words |= {"object": "mapping", "null": "None"}

    def in_words(match: re.Match[str]) -> str:
        return " or ".join(dict.fromkeys(words.get(name, name) for name in match[1].split(" | ")))

    problem = re.sub(r"`([\w |]+)`", in_words, problem)
    problem = re.sub(r"(?<=\d)\.0(?!\d)", "", problem[:1].lower() + problem[1:])
    return problem if "got" in problem or not isinstance(given, int | float) else f"{problem}, got {given}"


def _not_one_of(member: _Open, place: str) -> str:
    import difflib  # here, because only mistakes need it and it takes time to import

    allowed = list(type(member)._value2member_map_)
    near = difflib.get_close_matches(str(member.value), [value for value in allowed if isinstance(value, str)], n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    way = {"query": "extra_query", "header": "extra_headers", "body": f"{type(member).__name__}({member.value!r})"}.get(
        place
    )
    purpose = f" ({way} sends an undocumented value on purpose.)" if way else ""
    return f"{member.value!r} is not one of {', '.join(map(repr, allowed))}.{hint}{purpose}"


def _pairs(values: Mapping[str, object], separators: Mapping[str, str], operation: str) -> Iterator[tuple[str, str]]:
    """Yield names and texts as they go over the wire. A list is repeated, or joined where it has a separator."""
    for name, value in values.items():
        if value is None:
            continue
        if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
            texts = [_text(item, name, operation) for item in value]
            if name in separators:
                texts = [separators[name].join(texts)]
        else:
            texts = [_text(value, name, operation)]
        yield from ((name, text) for text in texts)


def _text(value: object, name: str, operation: str) -> str:
    """Return one value as text for a URL or a header."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ArgumentError(operation, name, f"expected a finite number, got {value}")
    try:
        encoded = msgspec.to_builtins(value, builtin_types=(bytes, bytearray))
    except (TypeError, ValueError) as error:
        raise ArgumentError(operation, name, str(error)) from None
    if not isinstance(encoded, str | int | float):
        raise ArgumentError(operation, name, f"expected text or a number, got {type(value).__name__}")
    text = str(encoded).lower() if isinstance(encoded, bool) else str(encoded)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ArgumentError(operation, name, "has a lone surrogate, which is not valid Unicode text") from None
    return text


class APIResponse(Generic[T]):
    """A response that was received, before it is read.

    Attributes:
        http_response: The response of httpx; its request does not hold the API key.
    """

    def __init__(self, http_response: httpx.Response, response_type: ResponseType[T], parse: Any = None) -> None:
        self.http_response = http_response
        self._parse = parse or (lambda: response_type.decode(http_response.content, http_response.encoding or "utf-8"))

    @property
    def status_code(self) -> int:
        """The status code, such as 200."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.http_response.content

    def text(self) -> str:
        """Return the body as text."""
        return self.http_response.text

    def json(self) -> Any:
        """Return the body as untyped JSON, with the fields that the spec does not know."""
        return _untyped(self.http_response.content)

    def parse(self) -> T:
        """Return what the call without `with_raw_response` returns."""
        return cast(T, self._parse())


def raw_method(method: Callable[P, T]) -> Callable[P, APIResponse[T]]:
    """Retype a method of a resource that was made with `raw=True`."""
    return cast("Callable[P, APIResponse[T]]", method)


def raw_method_async(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[APIResponse[T]]]:
    """Retype a method of an asynchronous resource that was made with `raw=True`."""
    return cast("Callable[P, Awaitable[APIResponse[T]]]", method)
