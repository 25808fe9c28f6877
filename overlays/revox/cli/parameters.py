"""The kinds of values that options take, and the options that several commands have."""

import difflib
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
import msgspec
from click.shell_completion import CompletionItem

from revox import DEFAULT_TIMEOUT, RetryPolicy

base_url_option = click.option(
    "--base-url", metavar="URL", envvar="REVOX_BASE_URL", show_envvar=True, help="The URL of the server."
)
_OURS = {"page": "all pages are read", "page_size": "use --page-size"}


class Names(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """One of some names, in any case, with a hint at the right one.

    Attributes:
        names: The names.
        several: Whether several can be given, with commas between them.
        is_open: Whether other names are taken as well.
    """

    name = "name"

    def __init__(self, names: Iterable[str], *, several: bool = False, is_open: bool = False, hint: str = "") -> None:
        self.names = [str(name) for name in names]
        self.several = several
        self.is_open = is_open
        self._hint = hint

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        """Return the name as it is documented, or a list of names, which `[]` leaves empty."""
        if self.several and value == "[]":
            return []
        texts = str(value).split(",") if self.several else [str(value)]
        names = [self._find(text.strip(), param, ctx) for text in texts]
        return names if self.several else names[0]

    def _find(self, text: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = {name.casefold(): name for name in self.names}
        if text.casefold() in known:
            return known[text.casefold()]
        if not text or not self.is_open:
            self.fail(f"{self.problem(text)}{self._hint}", param, ctx)
        return text

    def problem(self, text: str) -> str:
        """Return what is wrong with a name that is not one of these, and the one that was probably meant."""
        known = {name.casefold(): name for name in self.names}
        near = difflib.get_close_matches(text.casefold(), known, n=1)
        guess = f" Did you mean {known[near[0]]!r}?" if near else ""
        return f"{text!r} is not one of {', '.join(self.names)}.{guess}"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the name that is being typed, also after a comma."""
        before, comma, last = incomplete.rpartition(",") if self.several else ("", "", incomplete)
        matching = [name for name in self.names if name.casefold().startswith(last.casefold())]
        return [CompletionItem(f"{before}{comma}{name}") for name in matching]


class Value(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A value that is JSON on the command line or in a file, `@file`; the name of a CSV file may stay as it is."""

    name = "json"

    def __init__(self, kind: str = "JSON", *, takes_csv: bool = False) -> None:
        self._kind, self._takes_csv = kind, takes_csv

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        """Return the value."""
        text = str(value)
        if self._takes_csv and text.lower().endswith(".csv"):
            return text
        try:
            if text.startswith("@") or text == "-":
                with click.open_file(text.removeprefix("@"), "rb") as file:
                    return msgspec.json.decode(file.read())
            return msgspec.json.decode(text)
        except OSError as error:
            self.fail(f"Cannot read {text}: {error.strerror}.", param, ctx)
        except ValueError:
            self.fail(f"{text!r} is not {self._kind}.", param, ctx)


def seconds(text: str) -> float:
    """Return a number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise click.BadParameter(f"{text!r} is not a number of seconds above 0.")
    return number


def connection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how to reach the server."""
    timeout = click.option(
        "--timeout",
        metavar="SECONDS",
        type=seconds,
        help=f"How long a request may take.  [default: {DEFAULT_TIMEOUT.read:g}]",
    )
    max_retries = click.option(
        "--max-retries",
        metavar="N",
        type=click.IntRange(0),
        help=f"How often a failed request is sent again.  [default: {RetryPolicy().max_retries}]",
    )
    return base_url_option(timeout(max_retries(function)))


def query_parameter(text: str) -> tuple[str, str]:
    """Return the name and the value of a query parameter that is sent as it is."""
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise click.BadParameter(f"{text!r} is not of the form NAME=VALUE.")
    if name in _OURS:
        raise click.BadParameter(f"{name} cannot be set here; {_OURS[name]}.")
    return name, value


def as_query(parameters: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return query parameters by name; those that were given several times as a list."""
    query: dict[str, list[str]] = {}
    for name, text in parameters:
        query.setdefault(name, []).append(text)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in query.items()}
