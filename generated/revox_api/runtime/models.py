# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The bases of the generated models."""

import json
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from .json_values import as_float, as_text, untyped

ModelT = TypeVar("ModelT", bound="Model")


class Model(msgspec.Struct, gc=False, omit_defaults=True):
    """The base of all models.

    An optional field that was absent, or null, is None, and is left out when the model is sent or written. Models hold
    trees, never cycles, which is why the garbage collector need not track them.
    """

    @property
    def raw(self) -> Any:
        """The JSON that this was read from, as plain values, with the fields that the spec does not know.

        It is there for whole responses, for pages, and for items that were read with `keep_raw=True`; else it is None.
        Parsed anew each time.
        """
        return untyped(self.raw_body)

    @property
    def raw_body(self) -> bytes:
        """The text of `raw`; `null` where it was not kept."""
        return cast(bytes, getattr(self, "__dict__", {}).get("raw_body", b"null"))

    def to_dict(self) -> dict[str, Any]:
        """Return `raw` where it was kept; else the fields that the spec knows, under their names in the API."""
        raw = self.raw
        return raw if isinstance(raw, dict) else msgspec.to_builtins(self, enc_hook=as_float)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the fields that the spec knows as JSON text.

        Args:
            indent: Spaces by which to indent each level; on one line by default.
        """
        try:
            text = msgspec.json.encode(self, enc_hook=as_text)
        except UnicodeEncodeError:
            # Half a surrogate pair cannot be written in UTF-8, only escaped, which msgspec does not read.
            separators = (",", ":") if indent is None else None
            values = msgspec.to_builtins(self, enc_hook=as_float)
            return json.dumps(values, indent=indent, separators=separators, allow_nan=False)
        return (text if indent is None else msgspec.json.format(text, indent=indent)).decode()


class RawModel(Model, dict=True, gc=True):
    """The base of the models that are a whole response: they remember what they were read from."""

    def keep_raw(self, text: bytes) -> None:
        """Remember the text that this was read from."""
        vars(self)["raw_body"] = text

    def __reduce__(self) -> tuple[Any, ...]:
        return _reduce(self)


@cache
def keeping_raw(model: type[ModelT]) -> type[ModelT]:
    """Return a model whose instances can remember what they were read from, as those of `RawModel` do.

    Args:
        model: The model; what is returned is a subclass of it with the same name.
    """
    if issubclass(model, RawModel):
        return model
    methods = {"keep_raw": RawModel.keep_raw, "__reduce__": _reduce}
    kept: Any = msgspec.defstruct(
        model.__name__, [], bases=(model,), module=model.__module__, namespace=methods, dict=True, gc=True
    )
    return cast("type[ModelT]", kept)


def _reduce(self: Any) -> tuple[Any, ...]:
    """Return what pickle needs: the model that can be imported, the fields and the text."""
    model = type(self) if isinstance(self, RawModel) else type(self).__base__
    return _rebuild, (model, msgspec.structs.asdict(self), self.raw_body)


def _rebuild(model: type[Model], fields: dict[str, Any], text: bytes) -> Model:
    rebuilt: Any = keeping_raw(model)(**fields)
    rebuilt.keep_raw(text)
    return cast(Model, rebuilt)
