"""Reads a response into the types of the spec: fast where it agrees with the spec, tolerant where it does not."""

from functools import cache, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin

import httpx
import msgspec
from revox_api.runtime import APIResponse, Operation, Payload, ResponseType
from revox_api.runtime.json_values import parse_json, untyped

from revox._errors import APIResponseValidationError
from revox._http.failures import message_in
from revox._http.receiving import text_of
from revox._reading.deviations import Deviation, Deviations

if TYPE_CHECKING:
    from revox._reading.tolerant import Report

T = TypeVar("T")
SNIPPET = 100
CUT_SHORT = "that end too early or are not JSON"
LARGEST_ERROR = 10_000
"""A page without items is no larger than that."""
_fields = cache(msgspec.structs.fields)


class Reader(Generic[T]):
    """Reads the responses of an operation."""

    def __init__(self, operation: Operation[T], deviations: Deviations, *, strict: bool) -> None:
        """Prepare to read.

        Args:
            operation: The operation that is called.
            deviations: Where to report how a response differs from the spec.
            strict: Whether the first deviation is an error.
        """
        self._operation, self._deviations, self._strict = operation, deviations, strict

    def read(self, response: httpx.Response) -> T:
        """Return the body of a successful response, received whole, as the type of the spec.

        Raises:
            APIResponseValidationError: The body is something else altogether, or deviates under `strict`.
        """
        response_type = self._response_type(response)
        self._check_error(response)
        return self._in_step(self._read(response_type, response), response)

    def _in_step(self, result: T, response: httpx.Response) -> T:
        """Return a result after a look at whether it says that it is another page than the one that was asked for.

        On a connection that is out of step, an answer belongs to another request.
        """
        name = self._operation.pagination.page if self._operation.pagination else ""
        asked, said = response.request.url.params.get(name), getattr(result, name, None)
        # Page 0 may be answered with page 1, where that is the first one.
        if asked not in {None, "0"} and isinstance(said, int | float) and asked != str(said).removesuffix(".0"):
            self._report(response, "expected the page that was asked for, got another one", f"$.{name}")
        return result

    def read_chunk(self, document: bytes, response: httpx.Response) -> T:
        """Return a chunk of a response. Only pages come in chunks."""
        raise NotImplementedError

    def raw(self, response: httpx.Response) -> APIResponse[T]:
        """Return a response that is read when it is asked to."""
        return APIResponse(response, lambda: self.read(response))

    def _response_type(self, response: httpx.Response) -> ResponseType[T]:
        response_type = self._operation.response_type(response.status_code)
        if response_type is None:
            expected = " or ".join(str(known.first_status) for known in self._operation.responses)
            raise self._invalid(response, f"expected status {expected}, got {response.status_code}")
        return response_type

    def _read(self, response_type: ResponseType[T], response: httpx.Response) -> T:
        if response_type.payload is Payload.TEXT:
            return text_of(response)  # type: ignore[return-value]  # the type of such an operation is str
        try:
            return response_type.decode(response.content)
        except (ValueError, RecursionError):
            return self._read_slowly(response_type, response)

    def _report(self, response: httpx.Response, problem: str, path: str) -> None:
        if self._strict:
            raise self._invalid(response, f"{problem} @ {path}")
        self._deviations.add(Deviation(self._operation.name, problem, path))

    def _read_slowly(self, response_type: ResponseType[T], response: httpx.Response) -> T:
        """Read what the fast tier refuses. The spec allows some of it: an integer as 1.0, a key that stands twice."""
        report = partial(self._report, response)
        value = self._parse(response, report)
        self._check_envelope(response_type, response, value)
        from revox._reading.tolerant import build  # here, because most responses are right

        built: Any = build(value, response_type.type, report)
        if hasattr(built, "keep_raw"):
            built.keep_raw(response.content)
        return built  # type: ignore[no-any-return]  # the type of the spec, or as near as what came allows

    def _parse(self, response: httpx.Response, report: "Report") -> Any:
        """Parse the body, also where msgspec does not: lone surrogates, numbers out of range, other encodings."""
        try:
            return msgspec.json.decode(response.content)
        except (ValueError, RecursionError):
            pass
        try:
            return parse_json(response.content)
        except UnicodeDecodeError:
            pass
        except RecursionError:
            raise self._invalid(response, "the JSON is nested too deeply") from None
        except ValueError:
            raise self._not_json(response) from None
        try:
            value = parse_json(text_of(response))
        except (ValueError, RecursionError):
            raise self._not_json(response) from None
        report("expected UTF-8, got other bytes", "$")
        return value

    def _check_envelope(self, response_type: ResponseType[T], response: httpx.Response, value: Any) -> None:
        """Refuse a value that is not the documented object at all: another kind of value, or none of its parts."""
        type_ = response_type.type
        is_struct = isinstance(type_, type) and issubclass(type_, msgspec.Struct)
        if response_type.payload is not Payload.JSON or not is_struct:
            return
        if not isinstance(value, dict):
            kinds = {list: "a list", type(None): "null", str: "text", bool: "a boolean"}
            raise self._invalid(response, f"expected an object, got {kinds.get(type(value), 'a number')}")
        from revox._reading.tolerant import variants_of

        required = [field for field in _fields(type_) if field.required]
        lacking = [field.encode_name for field in required if field.encode_name not in value]
        lists = [field.encode_name for field in required if {*map(_kind, variants_of(field.type))} == {list}]
        if required and (len(lacking) == len(required) or any(not isinstance(value.get(name), list) for name in lists)):
            raise self._invalid(response, f"the object lacks {', '.join(lacking or lists)}")

    def _check_error(self, response: httpx.Response) -> None:
        """Refuse a page that has an error in the place of items: not all servers say by the status that they failed."""
        pagination, content = self._operation.pagination, response.content
        if pagination is None or len(content) > LARGEST_ERROR or b'"error' not in content:
            return
        try:
            body = untyped(content)
        except (ValueError, RecursionError):  # which is reported when it is read
            return
        if not isinstance(body, dict) or body.get(pagination.items, True):
            return
        if error := body.get("error") or body.get("errors"):
            refusal = self._invalid(response, f"an error in the place of items: {message_in({'error': error})}")
            refusal.is_passing = True
            raise refusal

    def _not_json(self, response: httpx.Response) -> APIResponseValidationError:
        described = _described(response)
        error = self._invalid(response, f"expected JSON, got {described}")
        error.is_passing = described.endswith(CUT_SHORT)
        return error

    def _invalid(self, response: httpx.Response, problem: str) -> APIResponseValidationError:
        name = self._operation.name
        message = f"{name}: {problem} (status {response.status_code})"
        return APIResponseValidationError(response, message=message, operation=name)


class RawReader(Generic[T]):
    """Leaves responses as they are, to be read when they are asked to."""

    def __init__(self, reader: Reader[T]) -> None:
        self.read = reader.raw
        self.read_chunk = reader.read_chunk


def _kind(type_: Any) -> Any:
    return get_origin(type_)


def _described(response: httpx.Response) -> str:
    """Describe a body that is not JSON. What claims or seems to be JSON may hold data, so that none of it is shown."""
    content_type = response.headers.get("content-type", "no content type")
    size = f"{len(response.content)} bytes"
    start = " ".join(text_of(response)[: SNIPPET * 2].split())[:SNIPPET]
    if "json" in content_type or ('"' in start and not start.startswith("<")):
        return f"{size} of {content_type} {CUT_SHORT}"
    return f"{size} of {content_type}: {start!r}"
