"""An edit of a spec for every kind of change, and what it means for users of the client."""

from typing import Any

from attrs import frozen

from tests.diffing.documents import Edit, at, both, moved, plus, renamed, reverse, without

SCHEMAS = ("components", "schemas")
LIST = ("paths", "/orders", "get")
CREATE = ("paths", "/orders", "post")
CHANGE = ("paths", "/orders/{id}/items/{item}", "patch")
TABLE = ("paths", "/orders/table", "get")
RETURNS = ("paths", "/returns", "get")
PAGES = (*RETURNS, "x-pagination")
SINCE, SIZE, LABEL = ((*LIST, "parameters", index, "schema") for index in range(3))
PAGE, QUERY, REASON, STATUSES = ((*RETURNS, "parameters", index) for index in range(4))
LISTED = (*LIST, "responses", "200", "content")
MISSING = ("components", "responses", "NotFound", "content")
BODY = (*CREATE, "requestBody")
NEW = (*SCHEMAS, "NewOrder", "properties")
CHANGED = (*SCHEMAS, "Change", "properties")
RETURN = (*SCHEMAS, "Return", "properties")
REQUIRED = (*SCHEMAS, "Return", "required")
TEXT: dict[str, Any] = {"type": "string"}
NULL: dict[str, Any] = {"type": "null"}
JSON = "application/json"
CARRIER = {"$ref": "#/components/schemas/Carrier"}
SORT = {"name": "sort", "in": "query", "schema": TEXT}


@frozen
class Case:
    """An edit, and the differences that it makes: the names of the rules, by group."""

    edit: Edit
    breaking: str = ""
    addition: str = ""
    harmless: str = ""


BREAKING: dict[str, tuple[Edit, str]] = {
    "no security": (without("security"), "key-not-needed"),
    "no security of one method": (at(*LIST, "security", to=[]), "key-not-needed"),
    "another security": (at("components", "securitySchemes", "key", "scheme", to="basic"), "security-changed"),
    "nobody knows what": (at("webhooks", to={"x": {}}), "unclassified"),
    "an unknown keyword": (at(*RETURN, "id", "contentEncoding", to="base64"), "unclassified"),
    "an unknown keyword beside a reference": (at(*RETURN, "parcel", "minProperties", to=1), "unclassified"),
    "an unknown keyword of pages": (at(*PAGES, "cursor", to="x"), "unclassified"),
    "a server of one method": (at(*LIST, "servers", to=[{"url": "https://x"}]), "unclassified"),
    "a server of one path": (at(*LIST[:2], "servers", to=[{"url": "https://x"}]), "unclassified"),
    "operation removed": (without(*TABLE[:2]), "operation-removed"),
    "operation renamed": (at(*LIST, "operationId", to="orders.all"), "operation-renamed"),
    "tag of an operation": (at(*LIST, "tags", to=["all"]), "resource-renamed"),
    "it dials": (at(*RETURNS, "x-effect", to="dials"), "dials-now"),
    "iterator removed": (without(*PAGES, "iterators", "items"), "iterator-removed"),
    "pages removed": (without(*PAGES), "iterator-removed"),
    "iterator renamed": (at(*PAGES, "iterators", "items", to="iter_all"), "iterator-changed"),
    "another key": (at(*PAGES, "key", to="number"), "item-key-changed"),
    "argument: required": (plus(*LIST, "parameters", item=SORT | {"required": True}), "parameter-added-required"),
    "argument: removed": (without(*QUERY), "parameter-removed-optional"),
    "argument: omittable removed": (without(*PAGE), "parameter-removed-optional"),
    "argument: renamed": (at(*LIST, "parameters", 1, "name", to="count"), "parameter-renamed"),
    "argument: made required": (at(*QUERY, "required", to=True), "parameter-made-required"),
    "argument: not omittable": (without(*PAGE, "x-omittable"), "parameter-made-required"),
    "argument: of a path": (without("paths", "/orders", "parameters"), "parameter-removed-optional"),
    "argument: shared": (at("components", "parameters", "Trace", "required", to=True), "parameter-made-required"),
    "argument: retyped": (at(*SIZE, "type", to="boolean"), "type-changed"),
    "argument: narrowed": (at(*PAGE, "schema", "type", to="integer"), "type-narrowed"),
    "argument: tighter": (at(*SIZE, "minimum", to=2), "limit-tightened"),
    "argument: limit added": (at(*PAGE, "schema", "maximum", to=100), "limit-tightened"),
    "argument: another step": (at(*SIZE, "multipleOf", to=5), "limit-changed"),
    "argument: tighter items": (at(*LABEL, "items", "maxLength", to=5), "limit-tightened"),
    "argument: pattern": (at(*QUERY, "schema", "pattern", to="^x"), "limit-tightened"),
    "argument: no date": (without(*SINCE, "format"), "date-not-allowed"),
    "argument: enum removed": (without(*SCHEMAS, "ReasonFilter", "enum", 0), "enum-value-removed"),
    "argument: enum of both removed": (without(*SCHEMAS, "Status", "enum", 0), "enum-value-removed"),
    "argument: separator": (at(*STATUSES, "schema", "x-list-separator", to=";"), "separator-changed"),
    "body: removed": (without(*BODY), "body-removed-required"),
    "body: optional removed": (without(*CHANGE, "requestBody"), "body-removed-optional"),
    "body: as text": (moved((*BODY, "content", JSON), (*BODY, "content", "text/plain")), "payload-changed"),
    "body: field required": (at(*SCHEMAS, "Change", "required", to=["count"]), "field-made-required"),
    "body: field removed": (without(*CHANGED, "count"), "field-removed-optional"),
    "body: field tighter": (at(*NEW, "product", "minLength", to=2), "limit-tightened"),
    "body: map of numbers": (at(*NEW, "labels", "additionalProperties", "type", to="integer"), "type-changed"),
    "body: not null": (at(*NEW, "note", "type", to="string"), "null-excluded"),
    "field removed": (without(*RETURN, "parcel"), "field-removed-optional"),
    "field of a part removed": (without(*SCHEMAS, "Order", "allOf", 1, "properties", "paid"), "field-removed-optional"),
    "field renamed": (moved((*RETURN, "photos"), (*RETURN, "pictures")), "field-renamed"),
    "field made optional": (without(*REQUIRED, 0), "field-made-optional"),
    "null": (at(*RETURN, "id", "type", to=["string", "null"]), "made-nullable"),
    "retyped": (at(*RETURN, "id", "type", to="integer"), "type-changed"),
    "integer to number": (at(*RETURN, "weight", "type", to="number"), "type-widened"),
    "text to anything": (without(*RETURN, "id", "type"), "type-widened"),
    "another model": (at(*RETURN, "status", "$ref", to="#/components/schemas/Reason"), "type-changed"),
    "an object to text": (at(*RETURN, "carrier", "oneOf", 0, to=TEXT), "type-changed"),
    "one more type": (plus(*NEW, "gift", "oneOf", item={"type": "integer"}), "type-widened"),
    "items": (at(*RETURN, "photos", "items", "type", to="number"), "type-changed"),
    "constant": (at(*SCHEMAS, "Cash", "properties", "kind", "const", to="coins"), "constant-changed"),
    "constant dropped": (without(*NEW, "currency", "const"), "constant-removed"),
    "discriminator": (at(*SCHEMAS, "Wrapping", "discriminator", "propertyName", to="type"), "discriminator-changed"),
    "model renamed": (renamed("Carrier", "Courier"), "model-renamed"),
    "success of another type": (at(*CREATE, "responses", "202", to={"description": "x"}), "return-type-widened"),
    "JSON to text": (moved((*LISTED, JSON), (*LISTED, "text/csv")), "payload-changed"),
    "nothing comes": (without(*TABLE, "responses", "200", "content"), "payload-changed"),
}

ADDITION: dict[str, tuple[Edit, str]] = {
    "operation": (at("paths", "/x", to={"get": {"operationId": "orders.x", "responses": {}}}), "operation-added"),
    "iterator": (at(*PAGES, "iterators", "pages", to="iter_pages"), "iterator-added"),
    "argument": (plus(*LIST, "parameters", item=SORT), "parameter-added-optional"),
    "argument: made optional": (without(*CHANGE[:2], "parameters", 1, "required"), "parameter-made-optional"),
    "argument: widened": (at(*SIZE, "type", to="number"), "type-widened"),
    "argument: looser": (at(*SIZE, "maximum", to=200), "limit-relaxed"),
    "argument: no limit": (without(*SIZE, "minimum"), "limit-relaxed"),
    "argument: finer step": (at(*SIZE, "multipleOf", to=1), "limit-relaxed"),
    "argument: enum": (plus(*SCHEMAS, "ReasonFilter", "enum", item="x"), "enum-value-added"),
    "body: made optional": (without(*BODY, "required"), "body-made-optional"),
    "body: field": (at(*CHANGED, "note", to=TEXT), "field-added-optional"),
    "field": (at(*RETURN, "new", to=TEXT), "field-added-optional"),
    "required field": (both(at(*RETURN, "new", to=TEXT), plus(*REQUIRED, item="new")), "field-added-required"),
    "enum": (plus(*SCHEMAS, "Reason", "enum", item="late"), "enum-value-added"),
    "model": (at(*SCHEMAS, "Fax", to={"type": "string", "enum": ["x"]}), "model-added"),
    "success": (at(*CREATE, "responses", "200", to={"$ref": "#/components/responses/OneOrder"}), "success-added"),
}

HARMLESS: dict[str, tuple[Edit, str]] = {
    "version": (at("info", "version", to="2"), "version-changed"),
    "openapi": (at("openapi", to="3.1.1"), "openapi-changed"),
    "info": (at("info", "title", to="Another"), "info-changed"),
    "server": (at("servers", 0, "url", to="https://shop.example"), "server-changed"),
    "server variable": (at("servers", 0, "variables", "region", "default", to="us"), "server-changed"),
    "second server": (without("servers", 1), "other-servers-changed"),
    "order of servers": (reverse("servers"), "server-changed"),
    "tag": (at("tags", 0, "description", to="x"), "tag-changed"),
    "external docs": (without("externalDocs"), "annotation-changed"),
    "extension": (at(*LIST, "x-owner", to="calls"), "extension-changed"),
    "security added": (without(*TABLE, "security"), "key-needed"),
    "security repeated": (at(*LIST, "security", to=[{"key": []}]), "written-differently"),
    "shared part": (at("components", "parameters", "New", to=SORT), "shared-part-added"),
    "unused part": (at("components", "parameters", "Unused", "schema", "type", to="integer"), "unused-part-changed"),
    "empty list": (at(*TABLE, "parameters", to=[]), "written-differently"),
    "summary": (at(*LIST, "summary", to="x"), "description-changed"),
    "description of a path": (at("paths", "/orders", "description", to="x"), "description-changed"),
    "deprecated": (at(*LIST, "deprecated", to=True), "deprecated"),
    "path": (moved(RETURNS[:2], ("paths", "/v2/returns")), "path-changed"),
    "method": (moved(RETURNS, (*RETURNS[:2], "post")), "method-changed"),
    "it writes": (at(*RETURNS, "x-effect", to="writes"), "writes-now"),
    "it deletes": (at(*CREATE, "x-effect", to="deletes"), "deletes-now"),
    "effect of the method": (without(*RETURNS, "x-effect"), "written-differently"),
    "no costs": (without(*RETURNS, "x-costs"), "costs-no-more"),
    "another list": (at(*PAGES, "items", to="all"), "pagination-changed"),
    "total": (at(*PAGES, "total", to="total"), "pagination-changed"),
    "assumption": (without(*PAGE, "schema", "x-assumed"), "assumption-changed"),
    "assumed responses": (without(*RETURNS, "x-assumed"), "assumption-changed"),
    "assumed components": (at("components", "x-assumed", to={"schemas": {}}), "assumption-changed"),
    "argument: on the wire": (at(*LIST, "parameters", 1, "name", to="page_size"), "parameter-renamed-on-the-wire"),
    "argument: optional and omittable": (at(*PAGE, "required", to=False), "written-differently"),
    "argument: optional in words": (without(*QUERY, "required"), "written-differently"),
    "argument: query to header": (at(*QUERY, "in", to="header"), "parameter-moved"),
    "argument: style": (at(*LABEL[:-1], "explode", to=True), "parameter-style-changed"),
    "argument: order": (reverse(*RETURNS, "parameters"), "order-changed"),
    "argument: limit as a float": (at(*SIZE, "minimum", to=1.0), "written-differently"),
    "argument: default": (at(*SIZE, "default", to=50), "default-changed"),
    "argument: a time": (at(*SINCE, "format", to="date-time"), "format-changed"),
    "argument: order of an enum": (reverse(*SCHEMAS, "Status", "enum"), "order-changed"),
    "body: described": (without(*BODY, "description"), "description-changed"),
    "body: other JSON": (
        moved((*BODY, "content", JSON), (*BODY, "content", "application/x+json")),
        "content-type-changed",
    ),
    "field made required": (plus(*REQUIRED, item="parcel"), "field-made-required"),
    "field deprecated": (at(*RETURN, "id", "deprecated", to=True), "deprecated"),
    "null or absent": (
        at(*RETURN, "parcel", to={"oneOf": [CARRIER, NULL], "description": "How it came back."}),
        "null-allowed",
    ),
    "absent or null": (without(*REQUIRED, 4), "absence-allowed"),
    "no null": (at(*RETURN, "note", "type", to="string"), "made-not-nullable"),
    "no null beside a model": (without(*RETURN, "carrier", "oneOf", 1), "made-not-nullable"),
    "null in another form": (
        at(*RETURN, "note", to={"description": "What the customer says.", "oneOf": [TEXT, NULL]}),
        "written-differently",
    ),
    "union in another form": (
        moved((*RETURN, "carrier", "oneOf"), (*RETURN, "carrier", "anyOf")),
        "written-differently",
    ),
    "type as a list": (at(*RETURN, "id", "type", to=["string"]), "written-differently"),
    "number to integer": (at(*RETURN, "amount", "type", to="integer"), "type-narrowed"),
    "anything to text": (at(*RETURN, "at", "type", to="string"), "type-narrowed"),
    "order of fields": (reverse(*REQUIRED), "order-changed"),
    "limit": (at(*RETURN, "weight", "maximum", to=1), "limit-tightened"),
    "format": (at(*RETURN, "id", "format", to="uuid"), "format-changed"),
    "unique": (at(*RETURN, "photos", "uniqueItems", to=True), "annotation-changed"),
    "further fields": (at(*SCHEMAS, "Return", "additionalProperties", to=False), "extra-fields-changed"),
    "enum removed": (without(*SCHEMAS, "Reason", "enum", 0), "enum-value-removed"),
    "error field": (without(*SCHEMAS, "Problem", "properties", "code"), "field-removed-optional"),
    "error documented": (at(*LIST, "responses", "500", to={"description": "x"}), "error-documented"),
    "error as text": (moved((*MISSING, JSON), (*MISSING, "text/plain")), "payload-changed"),
    "headers": (without(*LIST, "responses", "200", "headers"), "headers-changed"),
    "schema of text": (without(*TABLE, "responses", "200", "content", "text/csv", "schema"), "annotation-changed"),
}

MIXED = {
    "security said by each method": Case(
        both(without("security"), *(at(*one, "security", to=[{"key": []}]) for one in (LIST, CREATE, CHANGE, RETURNS))),
        harmless="written-differently " * 5,
    ),
    "operation moved and renamed": Case(
        both(moved(TABLE[:2], ("paths", "/table")), at("paths", "/table", "get", "operationId", to="x.y")),
        "operation-renamed",
        harmless="path-changed",
    ),
    "path and something in it": Case(
        both(at(*RETURNS, "callbacks", to={"x": {}}), moved(RETURNS[:2], ("paths", "/v2/returns"))),
        "unclassified",
        harmless="path-changed",
    ),
    "order in the path": Case(
        moved(CHANGE[:2], ("paths", "/items/{item}/orders/{id}")),
        "path-arguments-reordered",
        harmless="path-changed",
    ),
    "method and effect": Case(moved(CHANGE, (*CHANGE[:2], "get")), harmless="method-changed reads-now"),
    "argument renamed in the path": Case(
        both(
            at(*CHANGE[:2], "parameters", 0, "name", to="order"),
            moved(CHANGE[:2], ("paths", "/orders/{order}/items/{item}")),
        ),
        "parameter-renamed",
        harmless="path-changed",
    ),
    "argument from the query to the path": Case(
        both(at(*QUERY, "in", to="path"), moved(RETURNS[:2], ("paths", "/returns/{query}"))),
        addition="parameter-by-position",
        harmless="path-changed",
    ),
    "argument at the operation": Case(
        moved((*CHANGE[:2], "parameters"), (*CHANGE, "parameters")), harmless="written-differently written-differently"
    ),
    "shared argument written out": Case(
        at("paths", "/orders", "parameters", 0, to={"name": "X-Trace", "in": "header", "schema": TEXT}),
        harmless="description-changed written-differently",
    ),
    "an enum dropped": Case(at(*REASON, "schema", to=TEXT), addition="enum-dropped", harmless="written-differently"),
    "a model to text": Case(at(*RETURN, "reason", "oneOf", 0, to=TEXT), "enum-dropped", harmless="written-differently"),
    "a list dropped": Case(at(*STATUSES, "schema", to=TEXT), "list-not-allowed", harmless="assumption-changed"),
    "an assumption documented": Case(
        both(without(*PAGE, "schema", "x-assumed"), at(*PAGE, "schema", "minimum", to=0)),
        "limit-tightened",
        harmless="assumption-changed",
    ),
    "required field": Case(
        both(at(*CHANGED, "by", to=TEXT), at(*SCHEMAS, "Change", "required", to=["by"])), "field-added-required"
    ),
    "variant removed": Case(
        both(
            without(*SCHEMAS, "Wrapping", "oneOf", 1), without(*SCHEMAS, "Wrapping", "discriminator", "mapping", "box")
        ),
        "variant-removed",
        harmless="variant-names-changed",
    ),
    "variant of a response removed": Case(
        both(
            without(*SCHEMAS, "Refund", "oneOf", 1), without(*SCHEMAS, "Refund", "discriminator", "mapping", "voucher")
        ),
        harmless="variant-removed variant-names-changed",
    ),
    "model renamed and described": Case(
        both(renamed("Carrier", "Courier"), at(*SCHEMAS, "Courier", "description", to="x")),
        "model-renamed",
        harmless="description-changed",
    ),
    "variant renamed": Case(renamed("Voucher", "Coupon"), "model-renamed", harmless="variant-names-changed"),
    "model removed": Case(
        both(without(*SCHEMAS, "Size"), without(*NEW, "size")), "model-removed field-removed-optional"
    ),
    "another success": Case(
        moved((*CREATE, "responses", "201"), (*CREATE, "responses", "200")),
        addition="success-added",
        harmless="success-removed",
    ),
}

CASES = (
    {f"breaking: {name}": Case(edit, rule) for name, (edit, rule) in BREAKING.items()}
    | {f"addition: {name}": Case(edit, addition=rule) for name, (edit, rule) in ADDITION.items()}
    | {f"harmless: {name}": Case(edit, harmless=rule) for name, (edit, rule) in HARMLESS.items()}
    | {f"mixed: {name}": case for name, case in MIXED.items()}
)
