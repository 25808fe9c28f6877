"""An edit of a spec for every kind of change, and what it means for users of the client."""

from pathlib import Path
from typing import Any

from attrs import frozen

from tests.diffing.documents import REVOX, SHOP, Edit, at, both, plus, without

ROWS = ("paths", "/campaigns/{id}/rows", "get")
PARAMETERS = (*ROWS, "parameters")
SCHEMAS = ("components", "schemas")
LIST = ("paths", "/orders", "get")
CREATE = ("paths", "/orders", "post")
CHANGE = ("paths", "/orders/{id}/items/{item}", "patch")
EXPORT = ("paths", "/orders/table", "get")
ORDER = (*SCHEMAS, "NewOrder", "properties")
PRODUCT = (*ORDER, "product")
CALL = (*SCHEMAS, "Call", "properties")
ATTEMPT = (*SCHEMAS, "CallAttempt", "properties")
TEXT: dict[str, Any] = {"type": "string"}
NULL: dict[str, Any] = {"type": "null"}
JSON = "application/json"


@frozen
class Case:
    """An edit, the spec it is made in, and the differences that it makes: the names of the rules, by group."""

    name: str
    file: Path
    edit: Edit
    breaking: tuple[str, ...] = ()
    addition: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


def ref(name: str) -> dict[str, Any]:
    """Return a reference to a model."""
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(name: str, **more: Any) -> dict[str, Any]:
    """Return a query parameter that takes text."""
    return {"name": name, "in": "query", "schema": TEXT} | more


def moved(old: tuple[str | int, ...], new: tuple[str | int, ...]) -> Edit:
    """Return the edit that gives a place another key in the same or another mapping."""

    def edit(document: dict[str, Any]) -> None:
        value: Any = document
        for key in old:
            value = value[key]
        both(without(*old), at(*new, to=value))(document)

    return edit


def renamed(old: str, new: str) -> Edit:
    """Return the edit that gives a model another name everywhere."""

    def walk(node: Any) -> None:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if value == ref(old)["$ref"]:
                node[key] = ref(new)["$ref"]
            walk(value)

    return both(moved((*SCHEMAS, old), (*SCHEMAS, new)), walk)


DOCUMENT = [
    Case("version", REVOX, at("info", "version", to="2026.4.0"), harmless=("version-changed",)),
    Case("openapi", REVOX, at("openapi", to="3.1.1"), harmless=("openapi-changed",)),
    Case("info", REVOX, at("info", "title", to="Another"), harmless=("info-changed",)),
    Case("server", REVOX, at("servers", 0, "url", to="https://eu.getrevox.com"), harmless=("server-changed",)),
    Case(
        "server variable",
        SHOP,
        at("servers", 0, "variables", "region", "default", to="us"),
        harmless=("server-changed",),
    ),
    Case("second server", SHOP, without("servers", 1), harmless=("other-servers-changed",)),
    Case("tag", REVOX, at("tags", 0, "description", to="x"), harmless=("tag-changed",)),
    Case("external docs", SHOP, without("externalDocs"), harmless=("annotation-changed",)),
    Case("extension", REVOX, at(*ROWS, "x-owner", to="calls"), harmless=("extension-changed",)),
    Case("security removed", REVOX, without("security"), ("key-not-needed",)),
    Case("security of one removed", SHOP, at(*LIST, "security", to=[]), ("key-not-needed",)),
    Case("security added", SHOP, without(*EXPORT, "security"), harmless=("key-needed",)),
    Case(
        "security said by each method",
        REVOX,
        both(without("security"), at(*ROWS, "security", to=[{"bearerAuth": []}])),
        harmless=("written-differently", "written-differently"),
    ),
    Case("security repeated", SHOP, at(*LIST, "security", to=[{"key": []}]), harmless=("written-differently",)),
    Case(
        "another security",
        REVOX,
        at("components", "securitySchemes", "bearerAuth", to={"type": "apiKey", "in": "query", "name": "key"}),
        ("security-changed",),
        harmless=("description-changed",),
    ),
    Case(
        "shared part added",
        REVOX,
        at(
            "components",
            "parameters",
            to={
                "New": parameter(
                    "x",
                )
            },
        ),
        harmless=("shared-part-added",),
    ),
    Case(
        "unused part",
        SHOP,
        at("components", "parameters", "Unused", "schema", "type", to="integer"),
        harmless=("unused-part-changed",),
    ),
    Case("nobody knows what", REVOX, at("webhooks", to={"x": {}}), ("unclassified",)),
    Case("a keyword nobody knows", REVOX, at(*CALL, "id", "contentEncoding", to="base64"), ("unclassified",)),
    Case("a server of one method", REVOX, at(*ROWS, "servers", to=[{"url": "https://x"}]), ("unclassified",)),
    Case("servers in another order", SHOP, lambda d: d["servers"].reverse(), harmless=("server-changed",)),
]

OPERATIONS = [
    Case(
        "operation added",
        REVOX,
        at("paths", "/x", to={"get": {"operationId": "campaigns.x", "tags": ["campaigns"], "responses": {}}}),
        addition=("operation-added",),
    ),
    Case("operation removed", SHOP, without("paths", "/orders/table"), ("operation-removed",)),
    Case("operation renamed", REVOX, at(*ROWS, "operationId", to="campaigns.list_rows"), ("operation-renamed",)),
    Case(
        "operation moved and renamed",
        SHOP,
        both(
            moved(("paths", "/orders/table"), ("paths", "/table")),
            at("paths", "/table", "get", "operationId", to="x.y"),
        ),
        ("operation-renamed",),
        harmless=("path-changed",),
    ),
    Case("tag of an operation", REVOX, at(*ROWS, "tags", to=["rows"]), ("resource-renamed",)),
    Case("summary", REVOX, at(*ROWS, "summary", to="x"), harmless=("description-changed",)),
    Case(
        "description of a path", SHOP, at("paths", "/orders", "description", to="x"), harmless=("description-changed",)
    ),
    Case("deprecated", REVOX, at(*ROWS, "deprecated", to=True), harmless=("deprecated",)),
    Case("path", REVOX, moved(ROWS[:2], ("paths", "/v2/campaigns/{id}/rows")), harmless=("path-changed",)),
    Case(
        "path and something in it",
        REVOX,
        both(at(*ROWS, "x-owner", to="y"), moved(ROWS[:2], ("paths", "/v2/{id}"))),
        harmless=("extension-changed", "path-changed"),
    ),
    Case(
        "path and something unknown in it",
        REVOX,
        both(at(*ROWS, "callbacks", to={"x": {}}), moved(ROWS[:2], ("paths", "/v2/{id}"))),
        ("unclassified",),
        harmless=("path-changed",),
    ),
    Case(
        "order in the path",
        SHOP,
        moved(CHANGE[:2], ("paths", "/items/{item}/orders/{id}")),
        ("path-arguments-reordered",),
        harmless=("path-changed",),
    ),
    Case("read to read", REVOX, moved(ROWS, (*ROWS[:2], "head")), harmless=("method-changed",)),
    Case("read to write", REVOX, moved(ROWS, (*ROWS[:2], "post")), harmless=("writes-now",)),
]

ARGUMENTS = [
    Case(
        "optional",
        REVOX,
        plus(
            *PARAMETERS,
            item=parameter(
                "sort",
            ),
        ),
        addition=("parameter-added-optional",),
    ),
    Case("required", REVOX, plus(*PARAMETERS, item=parameter("sort", required=True)), ("parameter-added-required",)),
    Case("optional removed", REVOX, without(*PARAMETERS, 3), ("parameter-removed-optional",)),
    Case("required removed", REVOX, without(*PARAMETERS, 1), ("parameter-removed-required",)),
    Case("renamed", REVOX, at(*PARAMETERS, 3, "name", to="search"), ("parameter-renamed",)),
    Case(
        "renamed on the wire",
        SHOP,
        at(*LIST, "parameters", 1, "name", to="page_size"),
        harmless=("parameter-renamed-on-the-wire",),
    ),
    Case(
        "renamed in the path",
        REVOX,
        both(at(*PARAMETERS, 0, "name", to="campaign"), moved(ROWS[:2], ("paths", "/campaigns/{campaign}/rows"))),
        ("parameter-renamed",),
        harmless=("path-changed",),
    ),
    Case("made required", REVOX, at(*PARAMETERS, 3, "required", to=True), ("parameter-made-required",)),
    Case("made optional", REVOX, without(*PARAMETERS, 1, "required"), addition=("parameter-made-optional",)),
    Case("optional in words", REVOX, without(*PARAMETERS, 3, "required"), harmless=("written-differently",)),
    Case("query to header", REVOX, at(*PARAMETERS, 3, "in", to="header"), harmless=("parameter-moved",)),
    Case(
        "query to path",
        REVOX,
        both(at(*PARAMETERS, 1, "in", to="path"), moved(ROWS[:2], ("paths", "/campaigns/{id}/rows/{page}"))),
        addition=("parameter-by-position",),
        harmless=("path-changed",),
    ),
    Case("style", SHOP, at(*LIST, "parameters", 2, "explode", to=True), harmless=("parameter-style-changed",)),
    Case(
        "order of arguments",
        REVOX,
        lambda d: d["paths"][ROWS[1]]["get"]["parameters"].reverse(),
        harmless=("order-changed",),
    ),
    Case("retyped", REVOX, at(*PARAMETERS, 3, "schema", "type", to="boolean"), ("type-changed",)),
    Case("widened", SHOP, at(*LIST, "parameters", 1, "schema", "type", to="number"), addition=("type-widened",)),
    Case("narrowed", REVOX, at(*PARAMETERS, 1, "schema", "type", to="integer"), ("type-narrowed",)),
    Case("tighter", REVOX, at(*PARAMETERS, 2, "schema", "minimum", to=2), ("limit-tightened",)),
    Case("looser", SHOP, at(*LIST, "parameters", 1, "schema", "maximum", to=200), addition=("limit-relaxed",)),
    Case("limit added", REVOX, at(*PARAMETERS, 2, "schema", "maximum", to=100), ("limit-tightened",)),
    Case("limit removed", REVOX, without(*PARAMETERS, 2, "schema", "minimum"), addition=("limit-relaxed",)),
    Case("limit as a float", REVOX, at(*PARAMETERS, 2, "schema", "minimum", to=1.0), harmless=("written-differently",)),
    Case("finer step", SHOP, at(*LIST, "parameters", 1, "schema", "multipleOf", to=1), addition=("limit-relaxed",)),
    Case("another step", SHOP, at(*LIST, "parameters", 1, "schema", "multipleOf", to=5), ("limit-changed",)),
    Case("tighter items", SHOP, at(*LIST, "parameters", 2, "schema", "items", "maxLength", to=5), ("limit-tightened",)),
    Case("pattern", REVOX, at(*PARAMETERS, 3, "schema", "pattern", to="^x"), ("limit-tightened",)),
    Case("default", SHOP, at(*LIST, "parameters", 1, "schema", "default", to=50), harmless=("default-changed",)),
    Case("no date", SHOP, without(*LIST, "parameters", 0, "schema", "format"), ("date-not-allowed",)),
    Case("a time", SHOP, at(*LIST, "parameters", 0, "schema", "format", to="date-time"), harmless=("format-changed",)),
    Case("enum added", REVOX, plus(*SCHEMAS, "RowResultFilter", "enum", item="x"), addition=("enum-value-added",)),
    Case("enum removed", REVOX, without(*SCHEMAS, "RowResultFilter", "enum", 0), ("enum-value-removed",)),
    Case("enum of both removed", REVOX, without(*SCHEMAS, "CallStatus", "enum", 0), ("enum-value-removed",)),
    Case(
        "enum reordered",
        REVOX,
        lambda d: d["components"]["schemas"]["CallStatus"]["enum"].reverse(),
        harmless=("order-changed",),
    ),
    Case(
        "enum dropped",
        REVOX,
        at(*PARAMETERS, 4, "schema", to=TEXT),
        addition=("enum-dropped",),
        harmless=("written-differently",),
    ),
    Case("separator", REVOX, at(*PARAMETERS, 5, "schema", "x-list-separator", to=";"), ("separator-changed",)),
    Case(
        "list dropped",
        REVOX,
        at(*PARAMETERS, 5, "schema", to=TEXT),
        ("list-not-allowed",),
        harmless=("assumption-changed", "list-pattern-changed"),
    ),
    Case("pattern of a list", REVOX, without(*PARAMETERS, 5, "schema", "pattern"), harmless=("list-pattern-changed",)),
    Case("assumption", REVOX, without(*PARAMETERS, 5, "schema", "x-assumed"), harmless=("assumption-changed",)),
    Case(
        "written at the operation",
        SHOP,
        moved((*CHANGE[:2], "parameters"), (*CHANGE, "parameters")),
        harmless=("written-differently", "written-differently"),
    ),
    Case("of a whole path", SHOP, without("paths", "/orders", "parameters"), ("parameter-removed-optional",)),
    Case(
        "shared parameter written out",
        SHOP,
        at("paths", "/orders", "parameters", 0, to={"name": "X-Trace", "in": "header", "schema": TEXT}),
        harmless=("description-changed", "written-differently"),
    ),
    Case(
        "shared parameter",
        SHOP,
        at("components", "parameters", "Trace", "required", to=True),
        ("parameter-made-required",),
    ),
]

BODIES = [
    Case("body removed", SHOP, without(*CREATE, "requestBody"), ("body-removed-required",)),
    Case("optional body removed", SHOP, without(*CHANGE, "requestBody"), ("body-removed-optional",)),
    Case("body made optional", SHOP, without(*CREATE, "requestBody", "required"), addition=("body-made-optional",)),
    Case("body described", SHOP, without(*CREATE, "requestBody", "description"), harmless=("description-changed",)),
    Case(
        "JSON of another name",
        SHOP,
        moved((*CREATE, "requestBody", "content", JSON), (*CREATE, "requestBody", "content", "application/x+json")),
        harmless=("content-type-changed",),
    ),
    Case(
        "body as text",
        SHOP,
        moved((*CREATE, "requestBody", "content", JSON), (*CREATE, "requestBody", "content", "text/plain")),
        ("payload-changed",),
    ),
    Case("field", SHOP, at(*SCHEMAS, "Change", "properties", "note", to=TEXT), addition=("field-added-optional",)),
    Case("field required", SHOP, at(*SCHEMAS, "Change", "required", to=["count"]), ("field-made-required",)),
    Case("field removed", SHOP, without(*SCHEMAS, "Change", "properties", "count"), ("field-removed-optional",)),
    Case(
        "required field",
        SHOP,
        both(at(*SCHEMAS, "Change", "properties", "by", to=TEXT), at(*SCHEMAS, "Change", "required", to=["by"])),
        ("field-added-required",),
    ),
    Case(
        "variant removed",
        SHOP,
        both(
            without(*SCHEMAS, "Wrapping", "oneOf", 1), without(*SCHEMAS, "Wrapping", "discriminator", "mapping", "box")
        ),
        ("variant-removed",),
        harmless=("variant-names-changed",),
    ),
    Case("field tighter", SHOP, at(*PRODUCT, "minLength", to=2), ("limit-tightened",)),
    Case(
        "map of numbers",
        SHOP,
        at(*ORDER, "labels", "additionalProperties", "type", to="integer"),
        ("type-changed",),
    ),
]

RESPONSES = [
    Case("field", REVOX, at(*CALL, "new", to=TEXT), addition=("field-added-optional",)),
    Case(
        "required field",
        REVOX,
        both(at(*CALL, "new", to=TEXT), plus(*SCHEMAS, "Call", "required", item="new")),
        addition=("field-added-required",),
    ),
    Case("field removed", REVOX, without(*ATTEMPT, "transcript"), ("field-removed-optional",)),
    Case("field renamed", REVOX, moved((*ATTEMPT, "end_reason"), (*ATTEMPT, "ending_reason")), ("field-renamed",)),
    Case("field made optional", REVOX, without(*SCHEMAS, "Row", "required", 0), ("field-made-optional",)),
    Case(
        "field made required", REVOX, plus(*SCHEMAS, "Row", "required", item="call"), harmless=("field-made-required",)
    ),
    Case("field deprecated", REVOX, at(*CALL, "id", "deprecated", to=True), harmless=("deprecated",)),
    Case("field described", REVOX, at(*CALL, "id", "description", to="x"), harmless=("description-changed",)),
    Case("null", REVOX, at(*CALL, "id", "type", to=["string", "null"]), ("made-nullable",)),
    Case(
        "null beside a model",
        REVOX,
        at(
            *SCHEMAS,
            "Row",
            "properties",
            "call",
            to={
                "description": "The call to this contact. Absent as long as there is none.",
                "oneOf": [ref("Call"), NULL],
            },
        ),
        ("made-nullable",),
    ),
    Case("no null", REVOX, at(*ATTEMPT, "recording_url", "type", to="string"), harmless=("made-not-nullable",)),
    Case("no null beside a model", REVOX, without(*CALL, "assistant", "oneOf", 1), harmless=("made-not-nullable",)),
    Case(
        "null in another form",
        REVOX,
        at(
            *ATTEMPT,
            "recording_url",
            to={"description": "Where the audio recording of the call is.", "oneOf": [TEXT, NULL]},
        ),
        harmless=("written-differently",),
    ),
    Case(
        "union in another form",
        REVOX,
        moved((*CALL, "assistant", "oneOf"), (*CALL, "assistant", "anyOf")),
        harmless=("written-differently",),
    ),
    Case("retyped", REVOX, at(*CALL, "id", "type", to="integer"), ("type-changed",)),
    Case("integer to number", REVOX, at(*CALL, "first_sentence_delay_ms", "type", to="number"), ("type-widened",)),
    Case("number to integer", REVOX, at(*CALL, "calls_count", "type", to="integer"), harmless=("type-narrowed",)),
    Case("anything to text", REVOX, at(*CALL, "created_at", "type", to="string"), harmless=("type-narrowed",)),
    Case("text to anything", REVOX, without(*CALL, "id", "type"), ("type-widened",)),
    Case("another model", REVOX, at(*CALL, "direction", "$ref", to=ref("CallStatus")["$ref"]), ("type-changed",)),
    Case(
        "a model to text",
        REVOX,
        at(*ATTEMPT, "dial_error", "oneOf", 0, to=TEXT),
        ("enum-dropped",),
        harmless=("written-differently",),
    ),
    Case("an object to text", REVOX, at(*CALL, "campaign", "oneOf", 0, to=TEXT), ("type-changed",)),
    Case("one more type", SHOP, plus(*ORDER, "gift", "oneOf", item={"type": "integer"}), ("type-widened",)),
    Case("type as a list", REVOX, at(*CALL, "id", "type", to=["string"]), harmless=("written-differently",)),
    Case(
        "order of fields",
        REVOX,
        lambda d: d["components"]["schemas"]["Row"]["required"].reverse(),
        harmless=("order-changed",),
    ),
    Case("limit", REVOX, at(*CALL, "first_sentence_delay_ms", "maximum", to=1), harmless=("limit-tightened",)),
    Case("format", REVOX, at(*CALL, "id", "format", to="uuid"), harmless=("format-changed",)),
    Case("unique", REVOX, at(*CALL, "call_attempts", "uniqueItems", to=True), harmless=("annotation-changed",)),
    Case(
        "further fields",
        REVOX,
        at(*SCHEMAS, "Row", "additionalProperties", to=False),
        harmless=("extra-fields-changed",),
    ),
    Case("enum added", REVOX, plus(*SCHEMAS, "CallResult", "enum", item="fax"), addition=("enum-value-added",)),
    Case("enum removed", REVOX, without(*SCHEMAS, "CallResult", "enum", 0), harmless=("enum-value-removed",)),
    Case(
        "constant",
        REVOX,
        at(*SCHEMAS, "OpenRouterLlmModel", "properties", "type", "const", to="router"),
        ("constant-changed",),
    ),
    Case("constant dropped", SHOP, without(*ORDER, "currency", "const"), ("constant-removed",)),
    Case(
        "discriminator",
        SHOP,
        at(*SCHEMAS, "Wrapping", "discriminator", "propertyName", to="type"),
        ("discriminator-changed",),
    ),
    Case(
        "items",
        REVOX,
        at(*SCHEMAS, "StructuredOutputField", "properties", "enum_options", "items", "type", to="number"),
        ("type-changed",),
    ),
    Case("model renamed", REVOX, renamed("Voice", "AgentVoice"), ("model-renamed",)),
    Case(
        "model renamed and described",
        REVOX,
        both(renamed("Voice", "AgentVoice"), at(*SCHEMAS, "AgentVoice", "description", to="x")),
        ("model-renamed",),
        harmless=("description-changed",),
    ),
    Case(
        "union renamed",
        REVOX,
        renamed("OpenRouterLlmModel", "RouterLlmModel"),
        ("model-renamed",),
        harmless=("variant-names-changed",),
    ),
    Case("model added", REVOX, at(*SCHEMAS, "Fax", to={"type": "string", "enum": ["x"]}), addition=("model-added",)),
    Case(
        "model removed",
        SHOP,
        both(without(*SCHEMAS, "Size"), without(*ORDER, "size")),
        ("model-removed", "field-removed-optional"),
    ),
    Case(
        "error field",
        REVOX,
        without(*SCHEMAS, "ErrorDetail", "properties", "parameter"),
        harmless=("field-removed-optional",),
    ),
    Case(
        "error documented",
        REVOX,
        at(*ROWS, "responses", "500", to={"description": "x"}),
        harmless=("error-documented",),
    ),
    Case(
        "success of the same type",
        SHOP,
        at(*CREATE, "responses", "200", to={"$ref": "#/components/responses/OneOrder"}),
        addition=("success-added",),
    ),
    Case(
        "success of another type",
        SHOP,
        at(*CREATE, "responses", "202", to={"description": "Later."}),
        ("return-type-widened",),
    ),
    Case(
        "another success",
        SHOP,
        moved((*CREATE, "responses", "201"), (*CREATE, "responses", "200")),
        addition=("success-added",),
        harmless=("success-removed",),
    ),
    Case(
        "error as text",
        REVOX,
        moved(
            ("components", "responses", "NotFound", "content", JSON),
            ("components", "responses", "NotFound", "content", "text/plain"),
        ),
        harmless=("payload-changed",),
    ),
    Case("headers", SHOP, without(*LIST, "responses", "200", "headers"), harmless=("headers-changed",)),
    Case(
        "JSON to text",
        SHOP,
        moved((*LIST, "responses", "200", "content", JSON), (*LIST, "responses", "200", "content", "text/csv")),
        ("payload-changed",),
    ),
    Case("nothing comes", SHOP, without(*EXPORT, "responses", "200", "content"), ("payload-changed",)),
    Case(
        "schema of text",
        SHOP,
        without(*EXPORT, "responses", "200", "content", "text/csv", "schema"),
        harmless=("annotation-changed",),
    ),
    Case(
        "part of a union of fields",
        SHOP,
        without(*SCHEMAS, "Order", "allOf", 1, "properties", "paid"),
        ("field-removed-optional",),
    ),
]

CASES = {
    f"{kind}: {case.name}": case
    for kind, cases in {
        "document": DOCUMENT,
        "operation": OPERATIONS,
        "argument": ARGUMENTS,
        "body": BODIES,
        "response": RESPONSES,
    }.items()
    for case in cases
}
