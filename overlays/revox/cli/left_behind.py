"""`revox rows --list-partial` and `--discard-partial`: what exports have left behind. It may hold phone numbers."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress

import attrs
import click

from .partial_file import FLAGS, PARTIAL, is_ours, is_still, lock
from .terminal import one_line, say

_LEFT = re.compile(rf"\..+{PARTIAL}")


@attrs.frozen
class _File:
    path: str
    found: os.stat_result
    is_in_use: bool


def show(context: click.Context, _: click.Parameter, directory: str | None) -> None:
    """Print the paths of partial files, each with its size and when it was last written."""
    if directory is None:
        return
    for file in _files_in(directory):
        if not file.path.endswith(".sums.part"):
            written = time.strftime("%Y-%m-%d %H:%M", time.localtime(file.found.st_mtime))
            in_use = "  (an export is under way)" if file.is_in_use else ""
            click.echo(f"{one_line(file.path)}  {file.found.st_size:,} bytes  {written}{in_use}")
    context.exit()


def discard(context: click.Context, _: click.Parameter, directory: str | None) -> None:
    """Remove partial files, and print the paths of those that are gone."""
    if directory is None:
        return
    for file in _files_in(directory):
        if file.is_in_use:
            say(f"{file.path} is left, because an export is under way.")
            continue
        os.unlink(file.path)
        click.echo(one_line(file.path))
    context.exit()


def _files_in(directory: str) -> Iterator[_File]:
    """Yield the partial files of this user, each one locked meanwhile."""
    for name in sorted(filter(_LEFT.fullmatch, os.listdir(directory))):
        path = os.path.join(directory, name)
        with suppress(FileNotFoundError):  # its export has ended meanwhile
            if os.path.islink(path):
                continue
            descriptor = os.open(path, FLAGS)
            try:
                if is_ours(found := os.fstat(descriptor)) and is_still(path, found):
                    yield _File(path, found, not lock(descriptor))
            finally:
                os.close(descriptor)
