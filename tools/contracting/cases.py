"""The plain cases: a fixed list of requests, made of the spec, that is the same in every run.

What a case must be answered is not written down here: the judge works it out from the spec.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

import attrs

from .contract import Contract, Operation, Parameter
from .nasty import IDS, METHODS, NUMBERS, RAW_TEXTS, TEXTS
from .wire import Probe

BASELINE = {"page": "0", "page_size": "10"}
"""Values for required query parameters; those of the path come from the spec, where the campaign is put in."""


@attrs.frozen
class Cases:
    """Makes the cases of an operation, given the key that is right."""

    contract: Contract
    operation: Operation
    key: str = attrs.field(repr=False)

    def all(self) -> Iterator[Probe]:
        """Make all cases, those first that matter most."""
        yield self._probe("a right request")
        yield from self._keys()
        yield from self._paths()
        for parameter in self._queries():
            yield from self._documented(parameter)
        for parameter in self._queries():
            yield from self._forms(parameter)
        for method in METHODS:
            if method not in self.operation.methods:
                yield self._probe(f"the method {method}", method=method)
        for parameter in self._queries():
            yield from self._nasty(parameter)

    @property
    def can_begin(self) -> bool:
        """Whether there is a value for everything that the operation requires."""
        return self.operation.method == "GET" and all(
            parameter.name in BASELINE if parameter.place == "query" else "enum" in parameter.schema
            for parameter in self.operation.parameters
            if parameter.required
        )

    def _queries(self) -> list[Parameter]:
        return [parameter for parameter in self.operation.parameters if parameter.place == "query"]

    def _keys(self) -> Iterator[Probe]:
        wrong = ("", "Bearer", "Bearer ", "Bearer wrong", f"Bearer {self.key[:-1]}", f"Bearer {self.key}2")
        schemes = (f"Basic {self.key}", self.key, f"Bearer {self.key.swapcase()}", f"bearer {self.key}")
        for authorization in (*wrong, *schemes):
            yield self._probe("another key", authorization=authorization)

    def _paths(self) -> Iterator[Probe]:
        for parameter in self.operation.parameters:
            if parameter.place == "path":
                for text in IDS:
                    yield self._probe("an unknown ID", ids={parameter.name: text})

    def _documented(self, parameter: Parameter) -> Iterator[Probe]:
        for value in self._valid(parameter):
            yield self._probe(f"{parameter.name}: documented", {parameter.name: quote(value)})

    def _valid(self, parameter: Parameter) -> list[str]:
        if "enum" in parameter.schema:
            return list(parameter.schema["enum"])
        names = list_items(self.contract, parameter)
        return [*names, ",".join(names[:2]), ",".join(names)] if names else []

    def _forms(self, parameter: Parameter) -> Iterator[Probe]:
        """Leave a parameter out, repeat it, and change what is almost right."""
        name = parameter.name
        if parameter.required:
            yield self._probe(f"{name}: missing", {name: None})
        value = BASELINE.get(name) or next(iter(self._valid(parameter)), "a")
        yield self._probe(f"{name}: twice", {name: f"{quote(value)}&{name}={quote(value)}"})
        if self._valid(parameter):
            last = self._valid(parameter)[-1]
            almost = ("", "undocumented", value.swapcase(), f"{value}%20", f"%20{value}", f"{value}%0A", f"{value}%00")
            for text in (*almost, f"{last},", f"{value},,{value}", f"{value},%20{value}", f"{value};{value}"):
                yield self._probe(f"{name}: almost right", {name: text})

    def _nasty(self, parameter: Parameter) -> Iterator[Probe]:
        name = parameter.name
        if parameter.schema.get("type") in ("number", "integer"):
            for text in NUMBERS:
                yield self._probe(f"{name}: a number?", {name: text})
        elif not self._valid(parameter):
            for text in (*map(quote_all, TEXTS), *RAW_TEXTS):
                yield self._probe(f"{name}: nasty text", {name: text})

    def _probe(
        self,
        label: str,
        query: Mapping[str, str | None] | None = None,
        *,
        ids: Mapping[str, str] | None = None,
        method: str = "GET",
        authorization: str | None = None,
    ) -> Probe:
        path = self.operation.path
        for parameter in self.operation.parameters:
            if parameter.place == "path":
                text = (ids or {}).get(parameter.name) or quote(str(parameter.schema["enum"][0]), safe="")
                path = path.replace(f"{{{parameter.name}}}", text)
        required = {p.name: BASELINE[p.name] for p in self._queries() if p.required}
        values = required | dict(query or {})
        raw = "&".join(f"{name}={text}" for name, text in values.items() if text is not None)
        return Probe(label, path, raw, method, authorization)


def list_items(contract: Contract, parameter: Parameter) -> list[str]:
    """Return the documented names of a parameter that is a list of them in one text."""
    reference = parameter.schema.get("x-list-of", {}).get("$ref", "")
    schema = contract.raw["components"]["schemas"].get(reference.rpartition("/")[2], {})
    return list(schema.get("enum", ()))


def quote_all(text: str) -> str:
    """Encode a text for a query string, whatever is in it."""
    return urlencode({"": text})[1:]
