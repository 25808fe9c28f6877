"""Groups whose commands are made when they are needed."""

import difflib
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click

Makers = Mapping[str, Callable[[], click.Command]]


class LazyGroup(click.Group):
    """A group that makes a command when it is needed, shows its help where none is named, and guesses at typos."""

    def __init__(self, name: str | None = None, *, makers: Callable[[], Makers], **attributes: Any) -> None:
        super().__init__(name, **attributes, invoke_without_command=True)
        self._makers = makers

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(self._makers())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make a command."""
        make = self._makers().get(cmd_name)
        return make and make()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was named, or one that was probably meant."""
        names = self.list_commands(ctx)
        if args[0] not in names and not ctx.resilient_parsing:
            near = difflib.get_close_matches(args[0], names, n=1)
            ctx.fail(f"No such command {args[0]!r}.{f' Did you mean {near[0]!r}?' if near else ''}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named, or show the help."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            click.echo(ctx.get_help())
        return result


def load(module: str, name: str) -> click.Command:
    """Import a command."""
    command: click.Command = getattr(import_module(module), name)
    return command
