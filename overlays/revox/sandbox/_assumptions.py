"""What the docs of Revox leave open, and how the sandbox decides it: what the spec assumes, and what it cannot say."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from revox_api.runtime.document import ASSUMED, spec

MAX_PAGE_SIZE = 1000
_STRUCTURE = {"paths", "components", "schemas", "properties", "parameters", "schema", "items", "oneOf", "anyOf"}


@frozen
class Assumption:
    """One thing that the docs do not say.

    Attributes:
        topic: What it is about, in a few words.
        decision: What the sandbox does.
        reason: Why that and nothing else.
    """

    topic: str
    decision: str
    reason: str


def _assumed(node: Any, place: str = "") -> Iterator[Assumption]:
    """Find what the spec itself assumes: one assumption for each place that it stands at."""
    if isinstance(node, list):
        for item in node:
            yield from _assumed(item, place)
    if not isinstance(node, dict):
        return
    place = node.get("operationId", place)
    if "in" in node:
        place = f"{place}, {node['name']}"
    if facts := node.get(ASSUMED):
        values = "; ".join(f"{keyword}: {_shown(fact['value'])}" for keyword, fact in facts.items())
        reasons = dict.fromkeys(fact["because"] for fact in facts.values())
        yield Assumption(place or "components", values, " ".join(reasons))
    for key, child in node.items():
        if key != ASSUMED:
            yield from _assumed(child, place if key in _STRUCTURE else f"{place}, {key}".removeprefix(", "))


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, dict) else str(value)


ASSUMPTIONS: tuple[Assumption, ...] = (
    *_assumed(spec()),
    Assumption(
        "page size",
        f"More than {MAX_PAGE_SIZE} rows a page are served as {MAX_PAGE_SIZE}, and the answer's page_size says so.",
        "The docs name no limit, and servers have one; a client must cope with a cap it did not know.",
    ),
    Assumption(
        "numbers",
        "Numbers are written as in JSON, so 1, 1.0 and 1e2 are fine; nan, inf, +1, 01, 1_000, spaces and the digits of "
        "other scripts are malformed. Answers send whole numbers as integers.",
        "The docs say number, and JSON is what they speak of.",
    ),
    Assumption(
        "past the end",
        "A page past the end is an empty page, with the same total.",
        "It is an answer to the question, not an error in it.",
    ),
    Assumption(
        "total",
        "total counts the rows that match the filters.",
        "With any other meaning nobody could tell the last page of a filtered listing.",
    ),
    Assumption("order", "Rows come by row_index, which starts at 0.", "Only a stable order can be paged through."),
    Assumption(
        "repeated parameters",
        "A documented parameter that is given twice is malformed; unknown parameters are ignored.",
        "Two values for one parameter contradict each other; an unknown one may be a cache breaker.",
    ),
    Assumption(
        "result",
        "result is compared with the result of the last call attempt. `none` also keeps the rows without a call or "
        "without an attempt.",
        "A call can have several attempts, and the last one is what became of it.",
    ),
    Assumption(
        "query",
        "query is looked for in the phone number and in every value of input_data, whatever the case, without "
        "wildcards and without changing accents. An empty query is no filter.",
        "These are the columns that were uploaded; the docs do not say where the text is looked for.",
    ),
    Assumption("several filters", "A row must pass every filter that is given.", "Filters narrow down."),
    Assumption(
        "attempts",
        "call_attempts has the most recent attempt first, last_call_attempt is the first of them, and calls_count is "
        "their number.",
        "The docs show the names only.",
    ),
    Assumption(
        "times",
        "Times are RFC 3339 strings in UTC, such as 2026-03-02T09:15:00.000Z, and null for what has not happened.",
        "The docs give the type of times as unknown.",
    ),
    Assumption(
        "order of checks",
        "An unknown path is 404 and another method 405; then the key is judged (401), then the parameters (400), then "
        "the campaign (404).",
        "The docs show no error. A stranger should learn nothing about campaigns.",
    ),
    Assumption("rate limit", "There is none: 429 is answered only by the fault `busy`.", "The docs name no limit."),
    Assumption(
        "campaign ID",
        "A campaign's ID is its name, if that has only letters, digits, '-' and '_'; else what is left of it.",
        "It should be easy to type.",
    ),
    Assumption(
        "conflicts",
        "What the state forbids is a 409: to change what is over, resume what is not paused, delete a voice in use.",
        "The docs name the states, and no error.",
    ),
    Assumption(
        "time",
        "A new sandbox begins on Monday, 9 March 2026, 15:00 UTC. Made-up calls lie in the week before, and only go on "
        "when they are launched.",
        "The same story every time, and people can be called at that hour; what is exported must not change meanwhile.",
    ),
    Assumption(
        "retries",
        "A call is tried again until a human answers, at most `max_retry_attempts` times; in calling windows only.",
        "The docs say how often and when, and call a call resolved that reached somebody.",
    ),
    Assumption(
        "concurrency",
        "Calls of one `concurrency.key` come one at a time; those of a campaign as `max_concurrent_calls` says.",
        "The docs name the key and no limit; one at a time is the only one that needs no number.",
    ),
    Assumption(
        "webhooks",
        "They are sent when a call has completed or failed, to this machine only, up to four times until a 2xx comes; "
        "the body is that of the package n8n-nodes-revox.",
        "It is the only public body; nothing here should reach another machine.",
    ),
)
