"""A local Revox to try things on and to test against: real filters and pages, over data that is made up.

Everything here needs the extra `sandbox`. Nothing is imported before it is used, so that the pytest plugin and the
command line stay light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ._errors import SandboxError, require_extra

if TYPE_CHECKING:
    from ._assumptions import ASSUMPTIONS, Assumption
    from ._sandbox import Sandbox, create_app

__all__ = ["ASSUMPTIONS", "Assumption", "Sandbox", "SandboxError", "create_app"]


def __getattr__(name: str) -> object:
    """Import a public name when it is asked for; `SandboxError` if that needs the extra, and it is missing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in ("Sandbox", "create_app"):
        require_extra()
        return getattr(import_module("._sandbox", __name__), name)
    return getattr(import_module("._assumptions", __name__), name)


def __dir__() -> list[str]:
    """List the public names, whether they were imported yet or not."""
    return sorted({*globals(), *__all__})
