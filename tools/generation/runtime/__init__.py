"""What the generated models and endpoints stand on: ordinary Python, copied into the package. It sends nothing."""

from .arguments import ArgumentError, Omit, omit
from .enums import OpenIntEnum, OpenStrEnum
from .json_values import parse_json, untyped
from .models import Model, RawModel
from .operations import Effect, Operation, Pagination, Payload, Request, RequestOptions, ResponseType
from .raw_pages import RawItem, RawPage
from .resources import (
    AsyncExecutor,
    AsyncItemIterator,
    AsyncPageIterator,
    Executor,
    ItemIterator,
    Keys,
    PageIterator,
    Paging,
    Progress,
)
from .responses import APIResponse

__all__ = [
    "APIResponse",
    "ArgumentError",
    "AsyncExecutor",
    "AsyncItemIterator",
    "AsyncPageIterator",
    "Effect",
    "Executor",
    "ItemIterator",
    "Keys",
    "Model",
    "Omit",
    "OpenIntEnum",
    "OpenStrEnum",
    "Operation",
    "PageIterator",
    "Pagination",
    "Paging",
    "Payload",
    "Progress",
    "RawItem",
    "RawModel",
    "RawPage",
    "Request",
    "RequestOptions",
    "ResponseType",
    "omit",
    "parse_json",
    "untyped",
]
