"""An edit of a spec for every kind of change, and what it means for users of the client."""

from typing import Any

from attrs import frozen

from tests.support.edits import DELETE, REVERSE, Change, MovedTo
from tools.diffing.model import Group

LIST, CREATE, RETURNS = "/paths/~1orders/get", "/paths/~1orders/post", "/paths/~1returns/get"
TABLE, ITEM = "/paths/~1orders~1table", "/paths/~1orders~1{id}~1items~1{item}"
CHANGE, PAGES = f"{ITEM}/patch", f"{RETURNS}/x-pagination"
SINCE, SIZE, LABEL = (f"{LIST}/parameters/{index}/schema" for index in range(3))
PAGE, QUERY, REASON, STATUSES = (f"{RETURNS}/parameters/{index}" for index in range(4))
LISTED, MISSING = f"{LIST}/responses/200/content", "/components/responses/NotFound/content"
BODY, SCHEMAS = f"{CREATE}/requestBody", "/components/schemas"
NEW, CHANGED, RETURN = (f"{SCHEMAS}/{name}/properties" for name in ("NewOrder", "Change", "Return"))
REQUIRED, WRAPPING, REFUND = f"{SCHEMAS}/Return/required", f"{SCHEMAS}/Wrapping", f"{SCHEMAS}/Refund"
TEXT, NULL, SERVER = {"type": "string"}, {"type": "null"}, {"url": "https://x"}
JSON, CSV = "application~1json", "text~1csv"
CARRIER = {"$ref": "#/components/schemas/Carrier"}
GROUPS = {"!": Group.BREAKING, "+": Group.ADDITION}
SORT: dict[str, Any] = {"name": "sort", "in": "query", "schema": TEXT}


@frozen
class Case:
    """Changes, and the differences that they make: the names of the rules, with a mark for their group.

    `!` stands for breaking, `+` for an addition; nothing for harmless.
    """

    changes: tuple[Change, ...]
    rules: str

    def of(self, group: Group) -> list[str]:
        """Return the rules of a group."""
        found = [(GROUPS.get(word[0], Group.HARMLESS), word.lstrip("!+")) for word in self.rules.split()]
        return sorted(rule for mark, rule in found if mark is group)


# A single change with its rule. In reverse, each makes the opposite difference.
BREAKING: list[tuple[str, object, str]] = [
    ("/security", DELETE, "key-not-needed"),
    (f"{LIST}/security", [], "key-not-needed"),
    ("/components/securitySchemes/key/scheme", "basic", "security-changed"),
    ("/webhooks", {"x": {}}, "unclassified"),
    (f"{RETURN}/id/contentEncoding", "base64", "unclassified"),
    (f"{RETURN}/parcel/minProperties", 1, "unclassified"),
    (f"{PAGES}/cursor", "x", "unclassified"),
    (f"{LIST}/servers", [SERVER], "unclassified"),
    ("/paths/~1orders/servers", [SERVER], "unclassified"),
    (TABLE, DELETE, "operation-removed"),
    (f"{LIST}/operationId", "orders.all", "operation-renamed"),
    (f"{LIST}/tags", ["all"], "resource-renamed"),
    (f"{RETURNS}/x-effect", "dials", "dials-now"),
    (f"{PAGES}/iterators/items", DELETE, "iterator-removed"),
    (PAGES, DELETE, "iterator-removed"),
    (f"{PAGES}/iterators/items", "iter_all", "iterator-changed"),
    (f"{PAGES}/key", "number", "item-key-changed"),
    (f"{LIST}/parameters/-", SORT | {"required": True}, "parameter-added-required"),
    (QUERY, DELETE, "parameter-removed-optional"),
    (PAGE, DELETE, "parameter-removed-optional"),
    ("/paths/~1orders/parameters", DELETE, "parameter-removed-optional"),
    (f"{LIST}/parameters/1/name", "count", "parameter-renamed"),
    (f"{QUERY}/required", True, "parameter-made-required"),
    (f"{PAGE}/x-omittable", DELETE, "parameter-made-required"),
    ("/components/parameters/Trace/required", True, "parameter-made-required"),
    (f"{SIZE}/type", "boolean", "type-changed"),
    (f"{PAGE}/schema/type", "integer", "type-narrowed"),
    (f"{SIZE}/minimum", 2, "limit-tightened"),
    (f"{PAGE}/schema/maximum", 100, "limit-tightened"),
    (f"{SIZE}/multipleOf", 5, "limit-changed"),
    (f"{LABEL}/items/maxLength", 5, "limit-tightened"),
    (f"{QUERY}/schema/pattern", "^x", "limit-tightened"),
    (f"{SINCE}/format", DELETE, "date-not-allowed"),
    (f"{SCHEMAS}/ReasonFilter/enum/0", DELETE, "enum-value-removed"),
    (f"{SCHEMAS}/Status/enum/0", DELETE, "enum-value-removed"),
    (f"{STATUSES}/schema/x-list-separator", ";", "separator-changed"),
    (BODY, DELETE, "body-removed-required"),
    (f"{CHANGE}/requestBody", DELETE, "body-removed-optional"),
    (f"{BODY}/content/{JSON}", MovedTo(f"{BODY}/content/text~1plain"), "payload-changed"),
    (f"{SCHEMAS}/Change/required", ["count"], "field-made-required"),
    (f"{CHANGED}/count", DELETE, "field-removed-optional"),
    (f"{NEW}/product/minLength", 2, "limit-tightened"),
    (f"{NEW}/labels/additionalProperties/type", "integer", "type-changed"),
    (f"{NEW}/note/type", "string", "null-excluded"),
    (f"{RETURN}/parcel", DELETE, "field-removed-optional"),
    (f"{SCHEMAS}/Order/allOf/1/properties/paid", DELETE, "field-removed-optional"),
    (f"{RETURN}/photos", MovedTo(f"{RETURN}/pictures"), "field-renamed"),
    (f"{REQUIRED}/0", DELETE, "field-made-optional"),
    (f"{RETURN}/id/type", ["string", "null"], "made-nullable"),
    (f"{RETURN}/id/type", "integer", "type-changed"),
    (f"{RETURN}/weight/type", "number", "type-widened"),
    (f"{RETURN}/id/type", DELETE, "type-widened"),
    (f"{RETURN}/status/$ref", "#/components/schemas/Reason", "type-changed"),
    (f"{RETURN}/carrier/oneOf/0", TEXT, "type-changed"),
    (f"{NEW}/gift/oneOf/-", {"type": "integer"}, "type-widened"),
    (f"{RETURN}/photos/items/type", "number", "type-changed"),
    (f"{SCHEMAS}/Cash/properties/kind/const", "coins", "constant-changed"),
    (f"{NEW}/currency/const", DELETE, "constant-removed"),
    (f"{WRAPPING}/discriminator/propertyName", "type", "discriminator-changed"),
    (f"{CREATE}/responses/202", {"description": "x"}, "return-type-widened"),
    (f"{LISTED}/{JSON}", MovedTo(f"{LISTED}/{CSV}"), "payload-changed"),
    (f"{TABLE}/get/responses/200/content", DELETE, "payload-changed"),
]
ADDITION: list[tuple[str, object, str]] = [
    ("/paths/~1x", {"get": {"operationId": "orders.x", "responses": {}}}, "operation-added"),
    (f"{PAGES}/iterators/pages", "iter_pages", "iterator-added"),
    (f"{LIST}/parameters/-", SORT, "parameter-added-optional"),
    (f"{ITEM}/parameters/1/required", DELETE, "parameter-made-optional"),
    (f"{SIZE}/type", "number", "type-widened"),
    (f"{SIZE}/maximum", 200, "limit-relaxed"),
    (f"{SIZE}/multipleOf", 1, "limit-relaxed"),
    (f"{BODY}/required", DELETE, "body-made-optional"),
    (f"{CHANGED}/note", TEXT, "field-added-optional"),
    (f"{RETURN}/new", TEXT, "field-added-optional"),
    (f"{SCHEMAS}/Reason/enum/-", "late", "enum-value-added"),
    (f"{SCHEMAS}/Fax", {"type": "string", "enum": ["x"]}, "model-added"),
    (f"{CREATE}/responses/200", {"$ref": "#/components/responses/OneOrder"}, "success-added"),
]
HARMLESS: list[tuple[str, object, str]] = [
    ("/info/version", "2", "version-changed"),
    ("/openapi", "3.1.1", "openapi-changed"),
    ("/info/title", "Another", "info-changed"),
    ("/servers/0/url", "https://shop.example", "server-changed"),
    ("/servers/0/variables/region/default", "us", "server-changed"),
    ("/servers/1", DELETE, "other-servers-changed"),
    ("/servers", REVERSE, "server-changed"),
    ("/tags/0/description", "x", "tag-changed"),
    ("/externalDocs", DELETE, "annotation-changed"),
    (f"{LIST}/x-owner", "calls", "extension-changed"),
    (f"{TABLE}/get/security", DELETE, "key-needed"),
    (f"{LIST}/security", [{"key": []}], "written-differently"),
    ("/components/parameters/New", SORT, "shared-part-added"),
    ("/components/parameters/Unused/schema/type", "integer", "unused-part-changed"),
    (f"{TABLE}/get/parameters", [], "written-differently"),
    (f"{LIST}/summary", "x", "description-changed"),
    ("/paths/~1orders/description", "x", "description-changed"),
    (f"{LIST}/deprecated", True, "deprecated"),
    ("/paths/~1returns", MovedTo("/paths/~1v2~1returns"), "path-changed"),
    (RETURNS, MovedTo("/paths/~1returns/post"), "method-changed"),
    (f"{RETURNS}/x-effect", "writes", "writes-now"),
    (f"{CREATE}/x-effect", "deletes", "deletes-now"),
    (f"{RETURNS}/x-effect", DELETE, "written-differently"),
    (f"{RETURNS}/x-costs", DELETE, "costs-no-more"),
    (f"{PAGES}/items", "all", "pagination-changed"),
    (f"{PAGES}/total", "total", "pagination-changed"),
    (f"{PAGE}/schema/x-assumed", DELETE, "assumption-changed"),
    (f"{RETURNS}/x-assumed", DELETE, "assumption-changed"),
    ("/components/x-assumed", {"schemas": {}}, "assumption-changed"),
    (f"{LIST}/parameters/1/name", "page_size", "parameter-renamed-on-the-wire"),
    (f"{PAGE}/required", False, "written-differently"),
    (f"{QUERY}/required", DELETE, "written-differently"),
    (f"{QUERY}/in", "header", "parameter-moved"),
    (f"{LIST}/parameters/2/explode", True, "parameter-style-changed"),
    (f"{RETURNS}/parameters", REVERSE, "order-changed"),
    (f"{SIZE}/minimum", 1.0, "written-differently"),
    (f"{SIZE}/default", 50, "default-changed"),
    (f"{SINCE}/format", "date-time", "format-changed"),
    (f"{SCHEMAS}/Status/enum", REVERSE, "order-changed"),
    (f"{BODY}/description", DELETE, "description-changed"),
    (f"{BODY}/content/{JSON}", MovedTo(f"{BODY}/content/application~1x+json"), "content-type-changed"),
    (f"{REQUIRED}/-", "parcel", "field-made-required"),
    (f"{RETURN}/id/deprecated", True, "deprecated"),
    (f"{RETURN}/parcel", {"oneOf": [CARRIER, NULL], "description": "How it came back."}, "null-allowed"),
    (f"{REQUIRED}/4", DELETE, "absence-allowed"),
    (f"{RETURN}/note/type", "string", "made-not-nullable"),
    (f"{RETURN}/carrier/oneOf/1", DELETE, "made-not-nullable"),
    (f"{RETURN}/note", {"description": "What the customer says.", "oneOf": [TEXT, NULL]}, "written-differently"),
    (f"{RETURN}/carrier/oneOf", MovedTo(f"{RETURN}/carrier/anyOf"), "written-differently"),
    (f"{RETURN}/id/type", ["string"], "written-differently"),
    (f"{RETURN}/amount/type", "integer", "type-narrowed"),
    (f"{RETURN}/at/type", "string", "type-narrowed"),
    (REQUIRED, REVERSE, "order-changed"),
    (f"{RETURN}/weight/maximum", 1, "limit-tightened"),
    (f"{RETURN}/id/format", "uuid", "format-changed"),
    (f"{RETURN}/photos/uniqueItems", True, "annotation-changed"),
    (f"{SCHEMAS}/Return/additionalProperties", False, "extra-fields-changed"),
    (f"{SCHEMAS}/Problem/properties/code", DELETE, "field-removed-optional"),
    (f"{LIST}/responses/500", {"description": "x"}, "error-documented"),
    (f"{MISSING}/{JSON}", MovedTo(f"{MISSING}/text~1plain"), "payload-changed"),
    (f"{LIST}/responses/200/headers", DELETE, "headers-changed"),
    (f"{TABLE}/get/responses/200/content/{CSV}/schema", DELETE, "annotation-changed"),
]
TO_ITEM, V2 = (ITEM, MovedTo("/paths/~1orders~1{order}~1items~1{item}")), MovedTo("/paths/~1v2~1returns")
TRACE = {"name": "X-Trace", "in": "header", "schema": TEXT}
COURIER = (f"{SCHEMAS}/Carrier", MovedTo(f"{SCHEMAS}/Courier"))
NO_BOX = (f"{WRAPPING}/discriminator/mapping/box", DELETE)
NO_VOUCHER = (f"{REFUND}/discriminator/mapping/voucher", DELETE)
BY_METHOD: list[Change] = [(f"{one}/security", [{"key": []}]) for one in (LIST, CREATE, CHANGE, RETURNS)]
TABLES = {"!": BREAKING, "+": ADDITION, "": HARMLESS}
MIXED: list[tuple[tuple[Change, ...], str]] = [
    ((("/security", DELETE), *BY_METHOD), "written-differently " * 5),
    (((TABLE, MovedTo("/paths/~1x")), ("/paths/~1x/get/operationId", "x.y")), "!operation-renamed path-changed"),
    (((f"{RETURNS}/callbacks", {"x": {}}), ("/paths/~1returns", V2)), "!unclassified path-changed"),
    (((ITEM, MovedTo("/paths/~1items~1{item}~1orders~1{id}")),), "!path-arguments-reordered path-changed"),
    (((CHANGE, MovedTo(f"{ITEM}/get")),), "method-changed reads-now"),
    (((f"{ITEM}/parameters/0/name", "order"), TO_ITEM), "!parameter-renamed path-changed"),
    (
        ((f"{QUERY}/in", "path"), ("/paths/~1returns", MovedTo("/paths/~1returns~1{query}"))),
        "+parameter-by-position path-changed",
    ),
    (((f"{ITEM}/parameters", MovedTo(f"{CHANGE}/parameters")),), "written-differently " * 2),
    ((("/paths/~1orders/parameters/0", TRACE),), "description-changed written-differently"),
    (((f"{REASON}/schema", TEXT),), "+enum-dropped written-differently"),
    (((f"{RETURN}/reason/oneOf/0", TEXT),), "!enum-dropped written-differently"),
    (((f"{STATUSES}/schema", TEXT),), "!list-not-allowed assumption-changed"),
    (((f"{PAGE}/schema/x-assumed", DELETE), (f"{PAGE}/schema/minimum", 0)), "!limit-tightened assumption-changed"),
    (((f"{CHANGED}/by", TEXT), (f"{SCHEMAS}/Change/required", ["by"])), "!field-added-required"),
    (((f"{RETURN}/new", TEXT), (f"{REQUIRED}/-", "new")), "+field-added-required"),
    (((f"{WRAPPING}/oneOf/1", DELETE), NO_BOX), "!variant-removed variant-names-changed"),
    (((f"{REFUND}/oneOf/1", DELETE), NO_VOUCHER), "variant-removed variant-names-changed"),
    ((COURIER,), "!model-renamed"),
    ((COURIER, (f"{SCHEMAS}/Courier/description", "x")), "!model-renamed description-changed"),
    (((f"{SCHEMAS}/Voucher", MovedTo(f"{SCHEMAS}/Coupon")),), "!model-renamed variant-names-changed"),
    (((f"{SCHEMAS}/Size", DELETE), (f"{NEW}/size", DELETE)), "!model-removed !field-removed-optional"),
    (((f"{CREATE}/responses/201", MovedTo(f"{CREATE}/responses/200")),), "+success-added success-removed"),
]
CASES = [Case(((at, value),), f"{mark}{rule}") for mark, rows in TABLES.items() for at, value, rule in rows]
CASES += [Case(changes, rules) for changes, rules in MIXED]
