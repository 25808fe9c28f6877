"""Create, read, change and delete: the same for every resource, by what the spec says of the operation."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from attrs import frozen

from ._clock import now_in
from ._dice import Dice
from ._filler import time_text
from ._made_up import DERIVED
from ._spec import Json, Operation, Refusal, live_spec, malformed, resolve
from ._statistics import summary
from ._store import RESOURCES, Records
from ._windows import CallingWindows

_PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
ORGANIZATION_ID = Dice("organization").uuid()
_REFERENCES = ("assistant", "inbound_assistant")
"""Fields that hold an assistant in answers, and its ID in the database."""


@frozen
class Asked:
    """What is asked of an operation, checked against the spec, and what to answer from."""

    operation: Operation
    path: Mapping[str, str]
    query: Json
    body: Json
    records: Records
    dials_on_creation: bool = False

    @property
    def resource(self) -> str:
        """The name of the resource, as in the name of the operation."""
        return self.operation.name.partition(".")[0]

    @property
    def now(self) -> datetime:
        """What time it is."""
        return now_in(self.records)

    @property
    def document(self) -> Json:
        """The document whose ID is in the path; it is refused if there is none."""
        if (found := self.records.get(self.resource, self.path["id"])) is None:
            raise Refusal(404, "not_found", "There is nothing here.")
        return found

    def answer(self, value: Any) -> Any:
        """Put a document, or a list of them, into what the operation answers."""
        properties = resolve(self.operation.answer["schema"])["properties"]
        return value if "id" in properties else {next(iter(properties)): value}


def conflict(message: str) -> Refusal:
    """Make the refusal of what the state forbids."""
    return Refusal(409, "conflict", message)


def list_all(asked: Asked) -> Any:
    """List all documents of a resource."""
    return asked.answer([present(asked.records, asked.resource, one) for one in asked.records.all(asked.resource)])


def retrieve(asked: Asked) -> Any:
    """Answer one document; that of a resource without IDs is the first there is; and that what has none is true."""
    if asked.resource not in RESOURCES:
        return asked.answer(True)
    document = asked.document if "id" in asked.path else asked.records.all(asked.resource)[0]
    return asked.answer(present(asked.records, asked.resource, document))


def create(asked: Asked) -> Any:
    """Make a document of the body and of defaults."""
    document = asked.records.save(asked.resource, new_document(asked))
    return asked.answer(present(asked.records, asked.resource, document))


def update(asked: Asked) -> Any:
    """Change what the body has."""
    document = asked.document | from_body(asked)
    if "updated_at" in document:
        document["updated_at"] = time_text(asked.now)
    asked.records.save(asked.resource, document)
    return asked.answer(present(asked.records, asked.resource, document))


def clone(asked: Asked) -> Any:
    """Copy a document under a new ID."""
    copy = asked.document | {"id": asked.records.new_id(), "name": f"{asked.document['name']} (Copy)"}
    copy |= dict.fromkeys(("created_at", "updated_at"), time_text(asked.now))
    return asked.answer(present(asked.records, asked.resource, asked.records.save(asked.resource, copy)))


def delete(asked: Asked) -> Any:
    """Delete a document; those that refer to it still show it."""
    asked.records.save(asked.resource, asked.document, is_deleted=True)
    return asked.answer(True)


def new_document(asked: Asked, **given: Any) -> Json:
    """Make a document: what the body has, null where that may be, and else what the spec's example has."""
    schema = document_schema(asked)
    fields = usual(schema, asked.operation.example)
    times = dict.fromkeys({"created_at", "updated_at"} & schema["properties"].keys(), time_text(asked.now))
    known = {"id": asked.records.new_id(), "organization_id": ORGANIZATION_ID} | times
    return fields | {key: known[key] for key in known if key in schema["properties"]} | from_body(asked) | given


def usual(schema: Json, example: Json) -> Json:
    """Take what a document must have: null where that may be, else what an example has."""
    fields = schema["properties"]
    names = [name for name in schema["required"] if name not in DERIVED]
    return {name: None if _is_nullable(fields[name]) else example[name] for name in names}


def usual_assistant() -> Json:
    """Return an assistant without anything special."""
    components = live_spec()["components"]
    return usual(components["schemas"]["Assistant"], components["examples"]["Assistant"]["value"])


def document_schema(asked: Asked) -> Json:
    """Return the schema of the documents that an operation is about."""
    schema = resolve(asked.operation.answer["schema"])
    return schema if "id" in schema["properties"] else resolve(next(iter(schema["properties"].values())))


def from_body(asked: Asked) -> Json:
    """Take from the body what documents have; assistants that it names must be there, and times be times.

    Raises:
        Refusal: They are not; the field is named.
    """
    properties = document_schema(asked)["properties"]
    fields = {name: value for name, value in asked.body.items() if name in properties}
    for name, value in asked.body.items():
        if name.endswith("assistant_id"):
            if value is not None and asked.records.get("assistants", value) is None:
                raise malformed(name, "is the ID of no assistant.")
            fields[name.removesuffix("_id")] = value
        elif name.endswith("_at") and value is not None:
            read_time(name, value)
        elif name == "to_phone_number" or name == "phone_number":
            read_phone_number(name, value)
    if asked.body.get("call_retry_config"):
        CallingWindows(asked.body["call_retry_config"])
    return fields


def present(records: Records, resource: str, document: Json) -> Json:
    """Put what follows from other records into a document, as it is answered."""
    shown = {**document, **(summary(records, document) if resource == "campaigns" else {})}
    for name in _REFERENCES:
        if isinstance(shown.get(name), str):
            shown[name] = records.get("assistants", shown[name], deleted=True)
    return shown


def present_call(records: Records, document: str, assistants: dict[str, msgspec.Raw]) -> Json:
    """Put what follows from the rest into a call, as it is answered; `assistants` keeps those that were read."""
    call = msgspec.json.decode(document, type=dict[str, msgspec.Raw])
    status = msgspec.json.decode(call["status"])
    attempts = msgspec.json.decode(call["call_attempts"], type=list[msgspec.Raw])
    if (assistant_id := msgspec.json.decode(call["assistant"])) is not None and assistant_id not in assistants:
        query = "SELECT document FROM assistants WHERE id = ?"
        assistants[assistant_id] = msgspec.Raw(records.execute(query, (assistant_id,)).fetchone()[0].encode())
    return {
        **call,
        "assistant": assistants.get(assistant_id),
        "calls_count": len(attempts),
        "is_cancelled": status == "cancelled",
        "is_completed": status == "completed",
        "last_call_attempt": attempts[0] if attempts else None,
    }


def read_time(name: str, value: Any) -> datetime:
    """Read a time of the body, in ISO 8601; one without a zone is in UTC."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise malformed(name, "is no time in ISO 8601.") from error
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def read_phone_number(name: str, value: str) -> str:
    """Make sure that a text is a phone number in E.164 format."""
    if not _PHONE_NUMBER.fullmatch(value):
        raise malformed(name, "is no phone number in E.164 format.")
    return value


def _is_nullable(schema: Json) -> bool:
    return "null" in schema.get("type", ()) or {"type": "null"} in schema.get("oneOf", ())
