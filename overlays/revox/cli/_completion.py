"""The command `revox completion`."""

import click

_HOW = {
    "bash": 'Load it with this line in ~/.bashrc: eval "$(revox completion bash)"',
    "zsh": 'Load it with this line in ~/.zshrc: eval "$(revox completion zsh)"',
    "fish": "Load it with: revox completion fish > ~/.config/fish/completions/revox.fish",
}


@click.command(short_help="Print a script that completes options and their values.")
@click.argument("shell", type=click.Choice(list(_HOW)), metavar="[bash|zsh|fish]")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes a shell complete commands, options and their values.

    \b
    bash:  eval "$(revox completion bash)"    in ~/.bashrc
    zsh:   eval "$(revox completion zsh)"     in ~/.zshrc
    fish:  revox completion fish > ~/.config/fish/completions/revox.fish
    """
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    script = maker(context.find_root().command, {}, "revox", "_REVOX_COMPLETE").source()
    first, _, rest = script.partition("\n")
    # zsh looks for #compdef in the first line.
    lines = [first, f"# {_HOW[shell]}", rest] if first.startswith("#") else [f"# {_HOW[shell]}", first, rest]
    click.echo("\n".join(lines), nl=False)
