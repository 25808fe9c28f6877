"""What no docs page says, or says in prose alone, a second time: so that it cannot change by mistake.

What the pages say is held to `spec/evidence` instead, by `tests/evidence`.
"""

from typing import Any

import pytest

from tests.spec.test_spec import DOCUMENT, GET_ROWS, SPEC
from tools.generation.lint import lint
from tools.generation.schemas import schemas
from tools.generation.spec import Spec

SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
ERRORS = {"400": "BadRequest", "401": "Unauthorized", "404": "NotFound", "429": "TooManyRequests"}
JSON_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
TEXT = {"type": "string"}
# The schema keywords of each parameter that the pages do not have.
ASSUMED_BOUNDS: dict[str, dict[str, Any]] = {
    "id": {"minLength": 1},
    "page": {"minimum": 0, "multipleOf": 1},
    "page_size": {"minimum": 1, "multipleOf": 1},
    "query": {},
    "result": {},
    "statuses": {"x-list-of": {"$ref": "#/components/schemas/CallStatus"}, "x-list-separator": ","},
}
# People import these names from `revox.models`.
MODELS = """
Assistant BackgroundSound CalendlyConnection Call CallAttempt CallAttemptStatus CallDirection CallResult
CallRetryConfig CallStatus CallingWindow CampaignReference DedicatedLlmModel DedicatedLlmModelName DialError
EndedBy ErrorBody ErrorDetail FaqItem FaqSource FirstSentenceMode LlmModel OpenRouterLlmModel Row
RowResultFilter RowsPage StructuredOutputField StructuredOutputFieldType TranscriptMessage TranscriptRole
Voice VoiceProvider
"""


def without_prose(node: Any) -> Any:
    """Return a part of the spec without what is for people alone."""
    if isinstance(node, dict):
        # Under `properties`, a description would be a field of that name.
        return {
            key: without_prose(value)
            for key, value in node.items()
            if not (key == "description" and isinstance(value, str)) and key not in ("summary", "x-assumed")
        }
    return [without_prose(each) for each in node] if isinstance(node, list) else node


def test_the_generator_takes_it() -> None:
    """Neither our rules nor the validator of OpenAPI have anything to say against it."""
    spec = Spec.read(SPEC)
    lint(spec)
    spec.validate_meaning()


def test_it_is_the_production_api_of_march_2026() -> None:
    """The version of the docs that were read, and where the API is."""
    assert (DOCUMENT["info"]["title"], DOCUMENT["info"]["version"]) == ("Revox API", "2026.3.0")
    assert [server["url"] for server in DOCUMENT["servers"]] == ["https://www.getrevox.com/api"]


def test_every_operation_needs_a_bearer_token() -> None:
    """Nothing can be asked without a key."""
    assert DOCUMENT["security"] == [{"bearerAuth": []}]
    assert without_prose(DOCUMENT["components"]["securitySchemes"]) == {
        "bearerAuth": {"type": "http", "scheme": "bearer"}
    }


def test_the_operation_has_the_name_of_the_docs() -> None:
    """`client.campaigns.get_rows`; it is not deprecated, has no security of its own, and takes no body."""
    assert set(GET_ROWS) == {"operationId", "tags", "summary", "description", "parameters", "responses"}
    assert (GET_ROWS["operationId"], GET_ROWS["tags"]) == ("campaigns.get_rows", ["campaigns"])
    assert [tag["name"] for tag in DOCUMENT["tags"]] == ["campaigns"]


def test_each_status_has_its_answer() -> None:
    """A page where all is well, and one kind of error body else."""
    responses = GET_ROWS["responses"]
    assert list(responses) == ["200", *ERRORS]
    rows_page = {"application/json": {"schema": {"$ref": "#/components/schemas/RowsPage"}}}
    assert without_prose(responses["200"]) == {"content": rows_page}
    assert {status: responses[status] for status in ERRORS} == {
        status: {"$ref": f"#/components/responses/{name}"} for status, name in ERRORS.items()
    }
    assert {name: without_prose(node) for name, node in DOCUMENT["components"]["responses"].items()} == {
        name: {"content": JSON_ERROR} for name in ERRORS.values()
    }


def test_the_error_body_is_that_of_the_sandbox() -> None:
    """A code, a message, and maybe the parameter that is to blame; all of it is marked as an assumption."""
    assert without_prose(SCHEMAS["ErrorBody"]) == {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"$ref": "#/components/schemas/ErrorDetail"}},
    }
    assert without_prose(SCHEMAS["ErrorDetail"]) == {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": TEXT, "message": TEXT, "parameter": TEXT},
    }
    for name in ("ErrorBody", "ErrorDetail"):
        assert set(SCHEMAS[name]["x-assumed"]) == {"*"}
    for response in DOCUMENT["components"]["responses"].values():
        assert set(response["x-assumed"]) == {"*"}


@pytest.mark.parametrize("parameter", GET_ROWS["parameters"], ids=lambda parameter: parameter["name"])
def test_a_parameter_has_the_bounds_that_are_assumed(parameter: dict[str, Any]) -> None:
    """These, and no others; how it is written in the URL is left at the default."""
    assert set(parameter) == {"name", "in", "required", "description", "schema"}
    known = {"type", "$ref", "pattern", "x-assumed"}
    bounds = {key: value for key, value in parameter["schema"].items() if key not in known}
    assert bounds == ASSUMED_BOUNDS[parameter["name"]]


def test_the_pattern_of_statuses_is_a_list_of_call_statuses() -> None:
    """Spelled out for tools that do not know `x-list-of`."""
    (statuses,) = (each for each in GET_ROWS["parameters"] if each["name"] == "statuses")
    one = f"({'|'.join(SCHEMAS['CallStatus']['enum'])})"
    assert statuses["schema"]["pattern"] == f"^{one}(,{one})*$"


def test_the_models_have_the_names_that_people_import() -> None:
    """A name that changes breaks their code."""
    assert sorted(SCHEMAS) == MODELS.split()


def test_every_schema_says_its_type() -> None:
    """Tools guess differently where only `properties` or `enum` tell."""
    telling = {"properties", "enum", "const", "items", "additionalProperties", "minLength", "minimum"}
    silent = [at for at, node in schemas(DOCUMENT) if telling & node.keys() and "type" not in node]
    assert silent == []


def test_no_object_refuses_what_it_does_not_know() -> None:
    """An API that grows breaks nobody."""
    assert [at for at, node in schemas(DOCUMENT) if node.get("additionalProperties") is False] == []


def test_alternatives_are_said_in_one_way() -> None:
    """With `oneOf`, which every generator knows; exactly one of them holds."""
    assert [at for at, node in schemas(DOCUMENT) if "anyOf" in node or "allOf" in node] == []
