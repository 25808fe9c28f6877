"""Writes the prose of a spec into docstrings."""

import textwrap

from openapi_python_client.schema.untrusted_string import UntrustedString


def in_docstring(text: object) -> str:
    """Return a text so that it can stand anywhere between the quotes of a docstring, at its end as well."""
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in _plain(text)).strip()
    end = '\\"' if plain.endswith('"') else ""
    return plain.removesuffix('"').replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + end


def wrapped(text: object, width: int = 108) -> str:
    """Return a text for a docstring, each of its lines wrapped."""
    lines = _plain(text).splitlines()
    filled = [textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines]
    return in_docstring("\n".join(filled))


def sentence(text: object) -> str:
    """Return a text with a full stop, unless it ends with a punctuation mark."""
    plain = _plain(text)
    return plain if plain.endswith((".", "!", "?", ":", ";")) or not plain else f"{plain}."


def _plain(text: object) -> str:
    return (text.get_untrusted_value() if isinstance(text, UntrustedString) else str(text)).strip()
