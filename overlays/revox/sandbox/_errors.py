"""The one error of the sandbox, and what it says when the extra is missing."""

from importlib.util import find_spec

MISSING_EXTRA = "The sandbox needs the extra: pip install 'revox-client[sandbox]'"


class SandboxError(Exception):
    """The sandbox cannot do what it was asked for; the message is one sentence for people."""


def require_extra() -> None:
    """Make sure that the libraries of the extra `sandbox` are installed.

    Raises:
        SandboxError: One of them is missing; the message names the command that installs them.
    """
    if any(find_spec(library) is None for library in ("jsonschema_rs", "starlette", "uvicorn")):
        raise SandboxError(MISSING_EXTRA)
