"""Every operation as a command, made of the generated code when it is asked for: its data, types and docstrings."""

import inspect
import re
import sys
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import attrs
import click
import msgspec
from msgspec.inspect import ListType
from revox_api import Resources
from revox_api.runtime import APIResponse, Operation, Paging, Payload, Request, RequestOptions, untyped

from revox import ArgumentError

from .answers import BYTES, FORMATS, unwrapped, writing
from .asking import ASKS, ask
from .fields import argument, contact_fields, dashed, fields_of, option
from .groups import LazyGroup, Makers, load
from .parameters import Names, Value, connection_options
from .request import Connection, make_client
from .signals import interruptible
from .terminal import is_terminal, say_deviations

EXTRA = {"campaigns": {"watch": "revox.cli.watch"}}
PAGE_SIZE = 100
PLACES = ("query", "header", "cookie", "body")
RAW = RequestOptions(raw=True)


def resources() -> Makers:
    """Return what makes the groups of commands, one for each resource."""
    found = {name: getter for name, getter in vars(Resources).items() if isinstance(getter, cached_property)}
    return {
        dashed(name): partial(LazyGroup, dashed(name), help=getter.__doc__, makers=partial(_verbs, name, getter))
        for name, getter in found.items()
    }


def _verbs(resource: str, getter: cached_property[Any]) -> Makers:
    """Return what makes the commands of a resource."""
    modules = vars(import_module(f"revox_api.api.{resource}")).values()
    operations: list[Operation[Any]] = [module.OPERATION for module in modules if hasattr(module, "OPERATION")]
    methods = getter.func(None)
    makers = {name: partial(load, module, name) for name, module in EXTRA.get(resource, {}).items()}
    for operation in operations:
        verb = operation.name.rpartition(".")[2]
        docs = inspect.getdoc(getattr(methods, verb, methods)) or ""
        makers[dashed(verb)] = partial(_command, dashed(verb), operation, operations, docs)
    return dict(sorted(makers.items()))


def _command(name: str, operation: Operation[Any], siblings: list[Operation[Any]], docs: str) -> click.Command:
    """Return the command for an operation."""
    about, _, rest = docs.partition("\n\nArgs:\n")
    helps = dict(re.findall(r"^    (\w+): (.+(?:\n {8}.+)*)", rest, re.MULTILINE))
    title = about.partition("`")[0].strip(" .")
    is_bytes = any(response.payload is Payload.BYTES for response in operation.responses)
    contacts = next(filter(None, map(contact_fields, fields_of(operation.body_type))), None)
    lists = [each for each in fields_of(operation.body_type) if each.required and isinstance(each.type, ListType)]
    # An empty list narrows nothing down, as in the iterators of the library.
    defaults: dict[str, Any] = {each.encode_name: [] for each in lists if operation.pagination}
    parameters: list[click.Parameter] = [argument(segment) for segment in re.findall(r"{([^{}]+)}", operation.path)]
    for place in PLACES:
        names = operation.argument_names.get(place, {})
        for field in fields_of(getattr(operation, f"{place}_type")):
            python_name = names.get(field.encode_name, field.encode_name)
            is_required = field.required and field.encode_name not in defaults
            parameters.append(option(place, field, python_name, helps.get(python_name, ""), is_required=is_required))

    @click.command(name, params=parameters, help=about, short_help=title)
    @click.option(
        "--body", metavar="JSON", type=Value(), help="All of the body: JSON, @FILE, or - for standard input; unchecked."
    )
    @click.option("--phone-column", metavar="NAME", help="Which column of the CSV file holds the phone numbers.")
    @click.option("--all", "is_all", is_flag=True, help="Read all pages, each item once.")
    @click.option("--yes", is_flag=True, help="Do not ask first.")
    @click.option(
        "--format",
        metavar="FORMAT",
        type=Names(FORMATS),
        help=f"{', '.join(FORMATS)}.  [default: by the suffix of the file; else table on a terminal, json in a pipe]",
    )
    @click.option(
        "--fields",
        metavar="NAME,...",
        type=Names((), several=True, is_open=True),
        help="Write only these fields, such as id,name,status; a dot leads into an object.",
    )
    @click.option("-o", "--output", metavar="FILE", type=click.Path(), default="-", help="Write to this file.")
    @connection_options
    @click.option("-v", "--verbose", is_flag=True, help="List how the answers differ from the spec.")
    def command(is_all: bool = False, yes: bool = False, verbose: bool = False, **given: Any) -> int:
        places = click.get_current_context().meta
        path, body = places.get("path", {}), places.get("body", {})
        if contacts and isinstance(file := body.get(contacts[0]), str):
            from .contacts import read_contacts  # here, because few need it and it takes time to import

            read = read_contacts(file, *contacts[1:], given["phone_column"])
            body = {"name": Path(file).stem} | body | {contacts[0]: read}
        whole = given.get("body")
        build = partial(_request, operation, whole, places | {"body": (defaults if whole is None else {}) | body})
        request = build(0 if is_all else None)
        connection = Connection(**{field: given[field] for field in attrs.fields_dict(Connection)})
        with interruptible(), make_client(connection) as client:
            form = given.get("format", BYTES), given.get("fields") or (), given["output"]
            with writing(*form, is_all=is_all) as write:
                if operation.effect in ASKS and not yes:
                    ask(client, title, request, path, siblings)
                if is_all:
                    pages = client.iter_pages(build, Paging(page_size=PAGE_SIZE), RAW)
                    write(None, (untyped(bytes(page.items[index].text)) for page in pages for index in pages.fresh))
                else:
                    response = cast(APIResponse[Any], client.execute(request, RAW))
                    response.parse()  # which reports deviations
                    answer = response.json() if response.content and not is_bytes else response.content
                    write(answer, unwrapped(answer, operation))
            if verbose or is_terminal(sys.stderr):
                say_deviations(client.deviations, is_verbose=verbose)
        return 0

    applies: dict[str, object] = {"body": operation.content_type, "phone_column": contacts}
    applies |= {"is_all": operation.pagination, "yes": operation.effect in ASKS}
    applies |= {"format": not is_bytes, "fields": not is_bytes}
    command.params = [parameter for parameter in command.params if applies.get(parameter.name or "", True)]
    return command


def _request(operation: Operation[Any], whole: Any, places: dict[str, Any], page: int | None) -> Request[Any]:
    """Return the request, or that for a page, or raise `click.UsageError` where the spec does not allow it."""
    path, query, fields = places.get("path", {}), places.get("query", {}), places["body"]
    if page is not None and (pagination := operation.pagination):
        is_in_query = any(field.encode_name == pagination.page for field in fields_of(operation.query_type))
        paging = {pagination.page_size: PAGE_SIZE} | (query if is_in_query else fields) | {pagination.page: page}
        query, fields = (paging, fields) if is_in_query else (query, paging)
    body: dict[str, Any] = {"fields": fields} if operation.content_type else {}
    if whole is not None:
        if fields and not isinstance(whole, dict):
            raise click.UsageError("--body: other options can only replace the fields of an object.")
        operation = msgspec.structs.replace(operation, body_type=None)
        body = {"body": whole | fields if fields else whole}
    try:
        return operation.request(
            path=path, query=query, headers=places.get("header"), cookies=places.get("cookie"), **body
        )
    except ArgumentError as error:
        name = error.argument.upper() if error.argument in path else f"--{dashed(error.argument)}"
        problem = re.sub(r" \((?=\w+\().* on purpose\.\)", " (--body sends any value.)", error.problem)
        raise click.UsageError(f"{name} {problem}") from None
