"""A small spec, and ways to break it and the library's."""

import copy
from functools import cache
from typing import Any

from tests.generation.command import LIBRARY
from tools.generation.document import Document
from tools.generation.spec import Spec

SMALL = """\
openapi: 3.1.0
info: {title: Clock, version: '1'}
paths:
  /time:
    get:
      operationId: clock.read
      tags: [clock]
      responses:
        '200':
          description: The time.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Time'
components:
  schemas:
    Time:
      type: object
      required: [hour]
      properties:
        hour:
          type: integer
          minimum: 0
"""
DELETE = object()


@cache
def library() -> Document:
    """Return the library's spec, read once."""
    return Document(LIBRARY)


def changed(*changes: tuple[str, object]) -> Spec:
    """Return the library's spec with some places changed.

    Args:
        changes: JSON pointers, each with the new value or `DELETE`; a list takes a new item at the index `-`.
    """
    document = copy.copy(library())
    document.content = copy.deepcopy(document.content)
    for pointer, value in changes:
        *way, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
        node: Any = document.content
        for part in way:
            node = node[int(part)] if isinstance(node, list) else node[part]
        key: Any = int(last) if isinstance(node, list) and last != "-" else last
        if value is DELETE:
            del node[key]
        elif key == "-":
            node.append(value)
        else:
            node[key] = value
    return Spec(document)
