"""Reads a response into the types of the spec: fast where it agrees with the spec, tolerant where it does not."""

from typing import Any, TypeVar, get_origin

import httpx
import msgspec
from revox_api.types import Operation, Payload, ResponseModel, ResponseType, parse_json

from revox._deviations import Deviation, Deviations
from revox._errors import APIResponseValidationError
from revox._tolerant import Report, build

T = TypeVar("T")
SNIPPET = 100


def read(operation: Operation[T], response: httpx.Response, deviations: Deviations, *, strict: bool) -> T:
    """Return the body of a successful response as the type of the spec.

    Args:
        operation: The operation that was called.
        response: The response, received whole.
        deviations: Where to report how the response differs from the spec.
        strict: Whether the first deviation is an error.

    Raises:
        APIResponseValidationError: The body is something else altogether, or deviates under `strict`.
    """
    response_type = operation.response_type(response.status_code)
    if response_type is None:
        expected = " or ".join(str(known.first_status) for known in operation.responses)
        raise _invalid(operation, response, f"expected status {expected}, got {response.status_code}")
    if response_type.payload is Payload.TEXT:
        return text_of(response)  # type: ignore[return-value]  # the type of such an operation is str
    try:
        return response_type.decode(response.content)
    except (ValueError, RecursionError):
        return _read_slowly(operation, response_type, response, deviations, strict)


def text_of(response: httpx.Response) -> str:
    """Return a body as text, whatever encoding it claims. (`response.text` fails on `charset=hex` and its like.)"""
    try:
        return response.content.decode(response.encoding or "utf-8", errors="replace")
    except (LookupError, ValueError):
        return response.content.decode(errors="replace")


def _read_slowly(
    operation: Operation[T],
    response_type: ResponseType[T],
    response: httpx.Response,
    deviations: Deviations,
    strict: bool,
) -> T:
    """Read what the fast tier refuses. The spec allows some of it: an integer as 1.0, a key that stands twice."""

    def report(problem: str, path: str) -> None:
        if strict:
            raise _invalid(operation, response, f"{problem} @ {path}")
        deviations.add(Deviation(operation.name, problem, path))

    value = _parse(operation, response, report)
    _check_envelope(operation, response_type, response, value)
    built: Any = build(value, response_type.type, report)
    if isinstance(built, ResponseModel):
        built.__dict__["raw_body"] = response.content
    return built  # type: ignore[no-any-return]  # the type of the spec, or as near as what came allows


def _parse(operation: Operation[T], response: httpx.Response, report: Report) -> Any:
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
        raise _invalid(operation, response, "the JSON is nested too deeply") from None
    except ValueError:
        raise _not_json(operation, response) from None
    try:
        value = parse_json(text_of(response))
    except (ValueError, RecursionError):
        raise _not_json(operation, response) from None
    report("expected UTF-8, got other bytes", "$")
    return value


def _described(response: httpx.Response) -> str:
    """Describe a body that is not JSON. What claims or seems to be JSON may hold rows, so that none of it is shown."""
    content_type = response.headers.get("content-type", "no content type")
    size = f"{len(response.content)} bytes"
    start = " ".join(text_of(response)[: SNIPPET * 2].split())[:SNIPPET]
    if "json" in content_type or ('"' in start and not start.startswith("<")):
        return f"{size} of {content_type} that end too early or are not JSON"
    return f"{size} of {content_type}: {start!r}"


def _check_envelope(
    operation: Operation[T], response_type: ResponseType[T], response: httpx.Response, value: Any
) -> None:
    """Refuse a value that is not the documented object at all: another kind of value, or none of its required parts."""
    type_ = response_type.type
    if (
        response_type.payload is not Payload.JSON
        or not isinstance(type_, type)
        or not issubclass(type_, msgspec.Struct)
    ):
        return
    if not isinstance(value, dict):
        kinds = {list: "a list", type(None): "null", str: "text", bool: "a boolean"}
        raise _invalid(operation, response, f"expected an object, got {kinds.get(type(value), 'a number')}")
    required = [field for field in msgspec.structs.fields(type_) if field.required]
    lacking = [field.encode_name for field in required if field.encode_name not in value]
    lists = [field.encode_name for field in required if get_origin(field.type) is list]
    if required and (len(lacking) == len(required) or any(not isinstance(value.get(name), list) for name in lists)):
        raise _invalid(operation, response, f"the object lacks {', '.join(lacking or lists)}")


def _not_json(operation: Operation[T], response: httpx.Response) -> APIResponseValidationError:
    return _invalid(operation, response, f"expected JSON, got {_described(response)}")


def _invalid(operation: Operation[T], response: httpx.Response, problem: str) -> APIResponseValidationError:
    return APIResponseValidationError(
        f"{operation.name}: {problem} (status {response.status_code})",
        response=response,
        body=None,
        operation=operation.name,
        request=response.request,
    )
