"""Builds the generated types from JSON that is not quite what the spec says, and reports where it is not.

Each value is first converted whole, which is fast; only where that fails, its parts are looked at one by one. So a row
that is right costs nothing extra, and in a row that is wrong only the way down to the wrong places is walked.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from revox_api.runtime.json_values import HugeNumber

Report = Callable[[str, str], None]
NoneType = type(None)
EXACT = 2**53
"""Below, a float that is an integer is the one that was written; there, it could be the next one as well."""


class UnknownVariant(dict[str, Any]):
    """An object of a union whose kind the spec does not know. Its fields are its keys, and its attributes, too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def build(value: Any, type_: Any, report: Report, path: str = "$") -> Any:
    """Return untyped JSON as a type, whatever it is.

    Args:
        value: The JSON, as plain Python values.
        type_: The type that the spec has for it.
        report: Called with a problem and its path for each deviation. A path never shows what a user stored: keys of
            free maps are `*` in it.
        path: The path of the value.

    Returns:
        The value as the type where it fits; where it does not, the value as it came. A required field that is missing
        is None.
    """
    try:
        return msgspec.convert(value, type_)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        problem = _in_short(error)
    except RecursionError:
        report("nested too deeply", path)
        return value
    if isinstance(value, float):
        return _build_number(value, type_, problem, report, path)
    if isinstance(value, str):
        return _build_text(value, type_, problem, report, path)
    told: list[str] = []

    def tell(problem: str, path: str) -> None:
        told.append(problem)
        report(problem, path)

    built = _build_parts(value, type_, tell, path)
    if built is None:
        report(problem, path)
        return value
    if not told:
        _check_whole(built, type_, report, path)
    return built


def _in_short(error: Exception) -> str:
    problem = str(error).partition(" - at ")[0]
    return problem[:1].lower() + problem[1:].replace("`", "")


def _build_number(value: float, type_: Any, problem: str, report: Report, path: str) -> int | float:
    """Return an integer that was written as 1.0, or a number out of range, where the type allows it, or report it."""
    if isinstance(value, HugeNumber) and not _problem_with(float(value), type_):
        return value
    if value.is_integer() and abs(value) < EXACT:
        try:
            return msgspec.convert(int(value), type_)  # type: ignore[no-any-return]  # a number of some type
        except msgspec.ValidationError as error:
            problem = _in_short(error)
    report(problem, path)
    return value


def _build_text(value: str, type_: Any, problem: str, report: Report, path: str) -> str:
    """Return text with a lone surrogate, which msgspec looks for in no enum, as a member of its enum, or report it."""
    for variant in _variants(type_):
        if isinstance(variant, type) and issubclass(variant, StrEnum):
            return variant(value)
    report(problem, path)
    return value


def _build_parts(value: Any, type_: Any, report: Report, path: str) -> Any:
    """Return an object or a list built part by part, or None where the type has no place for it."""
    variants = _variants(type_)
    if isinstance(value, dict):
        if (struct := struct_for(value, variants)) is not None:
            return _build_struct(value, struct, report, path)
        if any(_is_struct(variant) for variant in variants):
            report(_unknown_kind(value, variants), path)
            return UnknownVariant(value)
        if (values := _arguments(variants, dict)) is not None:
            return {key: build(item, values[1], report, f"{path}.*") for key, item in value.items()}
    elif isinstance(value, list) and (items := _arguments(variants, list)) is not None:
        return [build(item, items[0], report, f"{path}[{index}]") for index, item in enumerate(value)]
    return None


def _check_whole(built: Any, type_: Any, report: Report, path: str) -> None:
    """Report what is wrong with a value whose parts are all right, such as the length of a list."""
    try:
        msgspec.convert(built, type_)
    except UnicodeEncodeError:
        return
    except msgspec.ValidationError as error:
        if HugeNumber.__name__ not in (problem := _in_short(error)):
            report(problem, path)


def _problem_with(value: float, type_: Any) -> str:
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        return _in_short(error)
    return ""


@cache
def variants_of(type_: Any) -> tuple[Any, ...]:
    """Return the types that a value of a type can have, without annotations and aliases."""
    origin = get_origin(type_)
    if origin is Annotated:
        return variants_of(get_args(type_)[0])
    if origin in {Union, UnionType}:
        return tuple(inner for variant in get_args(type_) for inner in variants_of(variant))
    return (type_,)


@cache
def _variants(type_: Any) -> tuple[Any, ...]:
    """Return the types that a value of a type can have when it is not null."""
    return tuple(variant for variant in variants_of(type_) if variant is not NoneType)


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def _arguments(variants: tuple[Any, ...], origin: type) -> tuple[Any, ...] | None:
    return next((get_args(variant) for variant in variants if get_origin(variant) is origin), None)


def struct_for(value: dict[str, Any], variants: tuple[Any, ...]) -> Any:
    """Return the variant that an object is meant to be, or None. It is told by its tag, which a lone one may lack."""
    structs = [variant for variant in variants if _is_struct(variant)]
    for struct in structs:
        config = struct.__struct_config__
        is_untagged = config.tag is None or (len(structs) == 1 and config.tag_field not in value)
        if is_untagged or value.get(config.tag_field) == config.tag:
            return struct
    return None


def _unknown_kind(value: dict[str, Any], variants: tuple[Any, ...]) -> str:
    kinds = [variant.__struct_config__ for variant in variants if _is_struct(variant)]
    name, known = kinds[0].tag_field, ", ".join(repr(kind.tag) for kind in kinds)
    return f"expected {name} to be one of {known}, got another" if name in value else f"{name} is missing"


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, Any, bool], ...]:
    return tuple(
        (field.name, field.encode_name, field.type, field.required) for field in msgspec.structs.fields(struct)
    )


def _build_struct(value: dict[str, Any], struct: type[msgspec.Struct], report: Report, path: str) -> Any:
    built = {}
    for name, wire_name, type_, required in _fields(struct):
        if wire_name in value:
            built[name] = build(value[wire_name], type_, report, f"{path}.{wire_name}")
        elif required:
            report(f"the required field {wire_name} is missing", path)
            built[name] = None
    return struct(**built)
