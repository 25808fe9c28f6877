"""What the generated models and endpoints stand on: ordinary Python, copied into the package. It sends nothing."""

from .arguments import ArgumentError, Omit, omit
from .enums import OpenIntEnum, OpenStrEnum
from .models import Model, RawModel
from .operations import Effect, Operation, Pagination, Payload, Request, RequestOptions, ResponseType
from .raw_pages import RawItem, RawPage
from .resources import (
    AsyncExecutor,
    AsyncItemIterator,
    AsyncPageIterator,
    Executor,
    ItemIterator,
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
]
