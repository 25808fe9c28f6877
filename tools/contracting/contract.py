"""The spec as the checks need it: operations, what their parameters may be, and what their answers must be."""

import copy
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema_rs
from revox_api.runtime.document import with_assumptions

from tools.generation.document import Document

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec" / "openapi.yaml"
METHODS = ("get", "head", "options", "post", "put", "patch", "delete", "trace")


@cache
def _document(spec: Path) -> Json:
    content: Json = Document(spec).content
    return content


@attrs.frozen
class Parameter:
    """A parameter of an operation; `place` is where it is, such as `query`, and its schema has no references."""

    name: str
    place: str
    required: bool
    schema: Json


@attrs.define
class Operation:
    """An operation of the spec, with its documented responses by status, and all documented methods of its path.

    `pagination` is how its items come in pages, where it is asked for them by the query.
    """

    name: str
    method: str
    path: str
    parameters: list[Parameter]
    responses: dict[str, Json]
    methods: frozenset[str]
    has_body: bool
    pagination: Json | None

    @property
    def queries(self) -> list[Parameter]:
        """The parameters of the query."""
        return [parameter for parameter in self.parameters if parameter.place == "query"]

    def match(self, path: str) -> dict[str, str] | None:
        """Return the path parameters of a raw path, or None where it is the path of something else."""
        pattern = re.sub(r"\\\{([^}]*)\\\}", r"(?P<\1>[^/]+)", re.escape(self.path))
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


class Contract:
    """The spec, for a server with a campaign that is known.

    Attributes:
        campaign: The ID of the campaign.
        raw: The spec, with that ID as the only valid one: what else is an ID is only known to the server.
        operations: All operations.
        documented: The same without what the spec only assumes; None where this is that.
    """

    def __init__(self, raw: Json, campaign: str, documented: "Contract | None" = None) -> None:
        self.campaign = campaign
        self.documented = documented
        self.raw = copy.deepcopy(raw)
        self.operations = [
            self._operation(path, method, item)
            for path, item in self.raw["paths"].items()
            for method in METHODS
            if method in item
        ]
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    @classmethod
    def load(cls, campaign: str, spec: Path = SPEC, *, operations: Sequence[str] = ()) -> "Contract":
        """Read the spec, of these operations only if any are named, and put what it assumes in place."""
        raw = copy.deepcopy(_document(spec))
        for path in raw["paths"].values() if operations else ():
            for method in [name for name in METHODS if name in path]:
                if path[method]["operationId"] not in operations:
                    del path[method]
        return cls(with_assumptions(raw), campaign, cls(raw, campaign))

    def validator(self, schema: Json) -> jsonschema_rs.Draft202012Validator:
        """Return a validator of a schema of the spec."""
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            rooted = schema | {"components": self.raw.get("components", {})}
            self._validators[key] = jsonschema_rs.Draft202012Validator(rooted)
        return self._validators[key]

    def list_items(self, parameter: Parameter) -> list[str]:
        """Return the documented names of a parameter that is a list of them in one text."""
        return list(self._resolve(parameter.schema.get("x-list-of", {})).get("enum", ()))

    def _operation(self, path: str, method: str, item: Json) -> Operation:
        given = item[method]
        parameters = [
            self._resolve(parameter) for parameter in [*item.get("parameters", ()), *given.get("parameters", ())]
        ]
        for parameter in parameters:
            if parameter["in"] == "path" and path.startswith("/campaigns/{id}") and parameter["name"] == "id":
                parameter["schema"] = {"type": "string", "enum": [self.campaign]}
        pagination = given.get("x-pagination")
        queries = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
        if not (pagination and "total" in pagination and {pagination["page"], pagination["page_size"]} <= queries):
            pagination = None
        return Operation(
            name=given["operationId"],
            method=method.upper(),
            path=path,
            parameters=[
                Parameter(p["name"], p["in"], p.get("required", False), self._resolve(p["schema"])) for p in parameters
            ],
            responses={str(status): self._resolve(answer) for status, answer in given["responses"].items()},
            methods=frozenset(name.upper() for name in METHODS if name in item),
            has_body="requestBody" in given,
            pagination=pagination,
        )

    def _resolve(self, node: Json) -> Json:
        while "$ref" in node:
            found: Any = self.raw
            for name in node["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            node = found
        return node
