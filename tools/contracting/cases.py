"""The plain cases: a fixed list of requests, made of the spec, that is the same in every run.

What a case must be answered is not written down here: the judge works it out from the spec.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

import attrs

from .contract import Contract, Operation, Parameter
from .exchange import Probe

BASELINE = {"number": "10", "integer": "10", "boolean": "true"}
"""Values for required query parameters; those of the path come from the spec, where the campaign is put in."""

# Values that servers trip over, as plain lists: sampling never finds NUL for certain.
NUMBERS = (
    *("", "nan", "inf", "-inf", "Infinity", "abc", "0.5", "1.5e0", "1_000", "%201", "1%20", "%091", "1%0A", "+1"),
    *("%2B1", "01", "0x10", "1e", ".5", "1.", "1,0", "null", "true", "%D9%A1", "%EF%BC%91", "1%00", "-1", "-1e300"),
    *("0", "-0", "0.0", "1", "1.0", "1e0", "10e-1", "1E%2B2", "2147483648", "9007199254740993", "9223372036854775808"),
    *("18446744073709551616", "1e19", "1e300", "1e308", "1e400", "1e-400", "9" * 400),
)
"""Texts for a number; some of them are numbers."""
TEXTS = (
    *("%", "_", "\\", "'", "''", '"', "'; DROP TABLE rows; --", "\0", "a\0b", "", " ", "\ufffe", "\u202e"),
    *("\U0010ffff", "ß", "İ", "é", "e\u0301", "日本", "\x7f", "\r\n", "{}", "[]", "*", "?", "&", "=", "#", "..", "/"),
    *("💥" * 100, "x" * 3000, "%s%n", "${7*7}", "{{7*7}}", "<script>", "null", "undefined", "true", "0"),
)
"""Texts to look for; all of them are texts."""
RAW_TEXTS = ("%", "%zz", "%ff", "%ED%A0%80", "%C3", "%00", "%25", "+", "a+b")
"""Texts as they stand in a query string, well encoded or not."""
IDS = ("nowhere", "%20", "%25", "%00", "%F0%9F%92%A5", "'", "0", "null", "x" * 1000)
"""IDs of nothing, as they stand in a path."""
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@attrs.frozen
class Cases:
    """Makes the cases of an operation, given the key that is right."""

    contract: Contract
    operation: Operation
    key: str = attrs.field(repr=False)

    def all(self) -> Iterator[Probe]:
        """Make all cases, those first that matter most."""
        queries = self.operation.queries
        yield self._probe("a right request")
        yield from self._keys()
        for parameter in self.operation.parameters:
            if parameter.place == "path":
                yield from (self._probe("an unknown ID", ids={parameter.name: text}) for text in IDS)
        for parameter in queries:
            for value in self._valid(parameter):
                yield self._probe(f"{parameter.name}: documented", {parameter.name: quote(value)})
        for parameter in queries:
            yield from self._forms(parameter)
        for method in METHODS:
            if method not in self.operation.methods:
                yield self._probe(f"the method {method}", method=method)
        for parameter in queries:
            yield from self._nasty(parameter)

    @property
    def can_begin(self) -> bool:
        """Whether it only reads, and there is a value for everything that it requires."""
        required = [parameter for parameter in self.operation.parameters if parameter.required]
        return self.operation.method == "GET" and all(
            "enum" in parameter.schema or (parameter.place == "query" and parameter.schema.get("type") in BASELINE)
            for parameter in required
        )

    def _keys(self) -> Iterator[Probe]:
        wrong = ("", "Bearer", "Bearer ", "Bearer wrong", f"Bearer {self.key[:-1]}", f"Bearer {self.key}2")
        schemes = (f"Basic {self.key}", self.key, f"Bearer {self.key.swapcase()}", f"bearer {self.key}")
        for authorization in (*wrong, *schemes):
            yield self._probe("another key", authorization=authorization)

    def _valid(self, parameter: Parameter) -> list[str]:
        if "enum" in parameter.schema:
            return list(parameter.schema["enum"])
        names = self.contract.list_items(parameter)
        return [*names, ",".join(names[:2]), ",".join(names)] if names else []

    def _value(self, parameter: Parameter) -> str:
        if parameter.name == (self.operation.pagination or {}).get("page"):
            return "0"
        return BASELINE.get(str(parameter.schema.get("type"))) or next(iter(self._valid(parameter)), "a")

    def _forms(self, parameter: Parameter) -> Iterator[Probe]:
        """Leave a parameter out, repeat it, and change what is almost right."""
        name, value = parameter.name, self._value(parameter)
        if parameter.required:
            yield self._probe(f"{name}: missing", {name: None})
        yield self._probe(f"{name}: twice", {name: f"{quote(value)}&{name}={quote(value)}"})
        if self._valid(parameter):
            last = self._valid(parameter)[-1]
            almost = ("", "undocumented", value.swapcase(), f"{value}%20", f"%20{value}", f"{value}%0A", f"{value}%00")
            for text in (*almost, f"{last},", f"{value},,{value}", f"{value},%20{value}", f"{value};{value}"):
                yield self._probe(f"{name}: almost right", {name: text})

    def _nasty(self, parameter: Parameter) -> Iterator[Probe]:
        name = parameter.name
        if parameter.schema.get("type") in ("number", "integer"):
            yield from (self._probe(f"{name}: a number?", {name: text}) for text in NUMBERS)
        elif not self._valid(parameter):
            for text in (*(urlencode({"": text})[1:] for text in TEXTS), *RAW_TEXTS):
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
        path = path_with(self.operation, ids or {})
        values = {each.name: self._value(each) for each in self.operation.queries if each.required} | dict(query or {})
        raw = "&".join(f"{name}={text}" for name, text in values.items() if text is not None)
        return Probe(label, path, raw, method, authorization)


def path_with(operation: Operation, ids: Mapping[str, str]) -> str:
    """Return the path of an operation with these IDs, percent-encoded, or those that are known."""
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            text = ids.get(parameter.name) or quote(str(parameter.schema["enum"][0]), safe="")
            path = path.replace(f"{{{parameter.name}}}", text)
    return path
