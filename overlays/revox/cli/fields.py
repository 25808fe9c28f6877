"""The parameters of an operation and the fields of its body as arguments and options."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import click
from click.core import ParameterSource
from msgspec import inspect

from .parameters import Names, Value


def dashed(name: str) -> str:
    """Return a name as it is written on the command line."""
    return name.strip("_").replace("_", "-")


def fields_of(type_: Any) -> tuple[inspect.Field, ...]:
    """Return the fields of a type; there are none where it is None, or no object."""
    return getattr(inspect.type_info(type_), "fields", ()) if type_ else ()


def contact_fields(field: inspect.Field) -> tuple[str, str, str] | None:
    """Return the names of a list of contacts, of its field for phone numbers, and of that for anything else."""
    fields = {each.encode_name: each.type for each in getattr(getattr(field.type, "item_type", None), "fields", ())}
    phone = [name for name in fields if name.endswith("phone_number")]
    free = [name for name, type_ in fields.items() if isinstance(type_, inspect.DictType)]
    return (field.encode_name, phone[0], free[0]) if phone and free else None


def argument(name: str) -> click.Argument:
    """Return the argument for a parameter in the path."""
    return click.Argument([f"path_{name}"], metavar=name.upper(), expose_value=False, callback=_put("path", name))


def option(place: str, field: inspect.Field, name: str, about: str, *, is_required: bool) -> click.Option:
    """Return the option for another parameter or a field of the body; the request is checked for what is required."""
    given = getattr(field.type, "type", field.type)
    all_types = given.types if isinstance(given, inspect.UnionType) else (given,)
    types = [each for each in all_types if not isinstance(each, inspect.NoneType)]
    is_nullable = len(types) < len(all_types)
    item = getattr(types[-1], "item_type", types[-1])
    choices = [*map(str, item.cls), *(["null"] if is_nullable else [])] if isinstance(item, inspect.EnumType) else []
    about += f" One of {', '.join(choices)}." if choices else " `null` for none." if is_nullable else ""
    flag, kind = f"--{dashed(name)}", dict[str, Any](metavar="TEXT")
    match types[-1]:
        case inspect.ListType() if isinstance(item, inspect.StrType | inspect.EnumType):
            names = Names(choices, several=True, is_open=not choices)
            kind = {"metavar": "NAME,..." if choices else "TEXT,...", "type": names, "multiple": True}
        case inspect.EnumType():
            hint = " (--body sends any text.)" if place == "body" else ""
            kind = {"metavar": "NAME", "type": Names(choices, hint=hint)}
        case inspect.BoolType():
            flag, kind = f"{flag}/--no-{dashed(name)}", {"default": None}
        case inspect.IntType() | inspect.FloatType():
            kind = {"metavar": "NUMBER", "type": Value("a number")}
        case last if len(types) > 1 or isinstance(last, inspect.ListType | inspect.DictType | inspect.StructType):
            takes_csv = contact_fields(field) is not None
            kind = {"metavar": "JSON|FILE.csv" if takes_csv else "JSON", "type": Value(takes_csv=takes_csv)}
    kind |= {"help": about + ("  [required]" if is_required else ""), "show_default": False}
    put = _put(place, field.encode_name, is_nullable=is_nullable)
    return click.Option([flag, f"{place}_{name}"], expose_value=False, callback=put, **kind)


def _put(place: str, name: str, *, is_nullable: bool = False) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return what puts a value that was given where it belongs in the request."""

    def put(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if param.name and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
            value = list(chain.from_iterable(value)) if isinstance(value, tuple) else value
            is_null = is_nullable and value in ("null", ["null"])
            ctx.meta.setdefault(place, {})[name] = None if is_null else value

    return put
