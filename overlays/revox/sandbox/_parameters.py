"""The query string of `campaigns.get_rows`, read into a typed value or refused."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from attrs import frozen
from revox_api.models import CallStatus, RowResultFilter

from ._assumptions import FIRST_PAGE, MAX_PAGE_SIZE, MIN_PAGE_SIZE, STATUS_SEPARATOR

NAMES = ("page", "page_size", "query", "result", "statuses")
STATUSES = tuple(status.value for status in CallStatus)
RESULTS = tuple(result.value for result in RowResultFilter)

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class ParameterError(ValueError):
    """A parameter is missing or malformed.

    Attributes:
        parameter: The name of the parameter.
    """

    def __init__(self, parameter: str, message: str) -> None:
        """Blame a parameter, with a sentence for people."""
        super().__init__(message)
        self.parameter = parameter


@frozen
class RowsQuery:
    """Which rows to answer.

    Attributes:
        page: The page, from `FIRST_PAGE` on; it can be of any size.
        page_size: How many rows a page holds at most, 1 to `MAX_PAGE_SIZE`.
        query: The text to look for; empty for no filter.
        result: A value of `RowResultFilter`, or None for no filter.
        statuses: Values of `CallStatus`; empty for no filter.
    """

    page: int
    page_size: int
    query: str = ""
    result: str | None = None
    statuses: tuple[str, ...] = ()


def parse_rows_query(items: Iterable[tuple[str, str]]) -> RowsQuery:
    """Read the parameters of a request.

    Args:
        items: The decoded names and values of the query string, in order.

    Returns:
        What they ask for.

    Raises:
        ParameterError: A parameter is missing, repeated or malformed.
    """
    values = _collect(items)
    return RowsQuery(
        page=_whole_number("page", values, FIRST_PAGE),
        page_size=min(_whole_number("page_size", values, MIN_PAGE_SIZE), MAX_PAGE_SIZE),
        query=values.get("query", ""),
        result=_result(values["result"]) if "result" in values else None,
        statuses=_statuses(values["statuses"]) if "statuses" in values else (),
    )


def _collect(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in items:
        if name in values:
            raise ParameterError(name, f"{name} is given more than once.")
        if name in NAMES:
            values[name] = value
    return values


def _whole_number(name: str, values: dict[str, str], minimum: int) -> int:
    if name not in values:
        raise ParameterError(name, f"{name} is required.")
    number = _parse_whole(values[name])
    if number is None or number < minimum:
        raise ParameterError(name, f"{name} must be a whole number, {minimum} or more.")
    return number


def _parse_whole(text: str) -> int | None:
    # float() tells what is too large to be a double, before int() would write out 1e999999999.
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number:
        return 0
    return int(number) if number == number.to_integral_value() else None


def _result(text: str) -> str:
    if text not in RESULTS:
        raise ParameterError("result", f"result must be one of: {', '.join(RESULTS)}.")
    return text


def _statuses(text: str) -> tuple[str, ...]:
    names = tuple(text.split(STATUS_SEPARATOR))
    if not set(names) <= set(STATUSES):
        raise ParameterError("statuses", f"statuses must be names out of: {', '.join(STATUSES)}; separated by commas.")
    return tuple(dict.fromkeys(names))
