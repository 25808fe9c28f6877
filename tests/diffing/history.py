"""The later version of the Revox API, as far as it is known, made from the spec that is here."""

from typing import Any

from tests.diffing.documents import Document

LATER_STATUSES = ["post_processing", "not_launched", "paused"]
LATER_FIELDS: dict[str, Any] = {
    "assignee": {"type": ["string", "null"]},
    "contact": {"oneOf": [{"type": "object", "additionalProperties": True}, {"type": "null"}]},
    "outcome": {"type": ["string", "null"]},
    "outcome_summary": {"type": ["string", "null"]},
    "prompt_variables": {"oneOf": [{"type": "object", "additionalProperties": {"type": "string"}}, {"type": "null"}]},
    "updated_at": {"description": "When the call was last changed."},
}
LATER_MODELS = {"AzureLlmModel": "azure", "GroqLlmModel": "groq"}


def later(document: Document) -> None:
    """Make the spec that of July 2026."""
    add_statuses(document)
    add_language_models(document)
    add_fields(document)
    drop_paging(document)


def add_statuses(document: Document) -> None:
    """Let calls have ten statuses instead of seven."""
    statuses = document["components"]["schemas"]["CallStatus"]["enum"]
    statuses += LATER_STATUSES
    one = f"({'|'.join(statuses)})"
    filters = document["paths"]["/campaigns/{id}/rows"]["get"]["parameters"][-1]
    filters["schema"]["pattern"] = f"^{one}(,{one})*$"


def add_language_models(document: Document) -> None:
    """Let there be four kinds of language models instead of two."""
    schemas = document["components"]["schemas"]
    for name, kind in LATER_MODELS.items():
        reference = f"#/components/schemas/{name}"
        schemas["LlmModel"]["oneOf"].append({"$ref": reference})
        schemas["LlmModel"]["discriminator"]["mapping"][kind] = reference
        schemas[name] = {
            "type": "object",
            "required": ["name", "type"],
            "properties": {"name": {"type": "string"}, "type": {"type": "string", "const": kind}},
        }


def add_fields(document: Document) -> None:
    """Let calls have more fields, all of which are always there."""
    call = document["components"]["schemas"]["Call"]
    call["properties"] |= LATER_FIELDS
    call["required"] += list(LATER_FIELDS)


def drop_paging(document: Document) -> None:
    """Let the method take no query, and answer all rows."""
    operation = document["paths"]["/campaigns/{id}/rows"]["get"]
    operation["parameters"] = [one for one in operation["parameters"] if one["in"] != "query"]
    page = document["components"]["schemas"]["RowsPage"]
    page["properties"] = {"rows": page["properties"]["rows"]}
    page["required"] = ["rows"]
