"""What the docs of Revox leave open, and how the sandbox decides it: numbers for the code, sentences for people."""

from attrs import frozen

FIRST_PAGE = 0
MIN_PAGE_SIZE = 1
MAX_PAGE_SIZE = 1000
ALL_RESULTS = "all"
NO_RESULT = "none"
STATUS_SEPARATOR = ","
AUTH_SCHEME = "Bearer"
EXAMPLE_TIME = "2026-03-02T09:15:00.000Z"


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


ASSUMPTIONS: tuple[Assumption, ...] = (
    Assumption(
        "first page",
        f"The first page is {FIRST_PAGE}; a smaller number is a malformed parameter.",
        'The sister method "Get calls" is described as starting at 0.',
    ),
    Assumption(
        "page size",
        f"A page holds {MIN_PAGE_SIZE} to {MAX_PAGE_SIZE} rows. More than {MAX_PAGE_SIZE} is served as "
        f"{MAX_PAGE_SIZE}, and the answer's page_size says so.",
        "The docs name no limit, and servers have one; a client must cope with a cap it did not know.",
    ),
    Assumption(
        "numbers",
        "page and page_size are whole numbers as JSON writes them, so 1, 1.0 and 1e2 are fine; nan, inf, +1, 01, "
        "1_000, spaces and the digits of other scripts are malformed. Answers send whole numbers as integers.",
        "The docs say number, and a part of a page or of a row has no meaning.",
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
        f"result is compared with the result of the last call attempt. {ALL_RESULTS} is no filter; {NO_RESULT} keeps "
        "the rows without a call, without an attempt, or whose last attempt has no result.",
        "A call can have several attempts, and the last one is what became of it.",
    ),
    Assumption(
        "statuses",
        f"statuses is a list of call statuses separated by {STATUS_SEPARATOR!r} and nothing else: an empty or unknown "
        "name, a space or a line break is malformed. A row without a call has no status and matches none.",
        "The docs say string under a plural name, and the official SDKs send arrays joined by commas.",
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
        f"Times are RFC 3339 strings in UTC, such as {EXAMPLE_TIME}, and null for what has not happened.",
        "The docs give the type of times as unknown.",
    ),
    Assumption(
        "errors",
        "An error is answered as {'error': {'code', 'message', 'parameter'}}. An unknown path is 404 and another "
        f"method 405; then the {AUTH_SCHEME} key is judged (401), then the parameters (400), then the campaign (404).",
        "The docs show no error. A stranger should learn nothing about campaigns.",
    ),
    Assumption("rate limit", "There is none: 429 is answered only by the fault `busy`.", "The docs name no limit."),
    Assumption(
        "campaign ID",
        "A campaign's ID is its name, if that has only letters, digits, '-' and '_'; else what is left of it.",
        "It should be easy to type.",
    ),
)
