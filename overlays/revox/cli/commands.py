"""The group of commands, the command `revox completion`, and the one place where errors become a line."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from functools import partial

import click

from revox import RevoxError, __version__

from .groups import LazyGroup, Makers, load
from .signals import BROKEN_PIPE, Interrupted
from .terminal import complain, printable, say, silence, without_key

COMMANDS = {
    "columns": "revox.cli.columns",
    "completion": "revox.cli.commands",
    "drift": "revox.cli.drift",
    "rows": "revox.cli.rows",
    "sandbox": "revox.sandbox._command",
}

LOADING = {
    "bash": 'eval "$(revox completion bash)"    in ~/.bashrc',
    "zsh": 'eval "$(revox completion zsh)"    in ~/.zshrc',
    "fish": "revox completion fish > ~/.config/fish/completions/revox.fish",
}

EPILOG = """\b
Examples:
  revox rows my-campaign                        look at the first rows
  revox rows my-campaign -o rows.csv            all rows, for a spreadsheet
  revox rows my-campaign --status completed | jq .phone_number
  revox assistants list                         what the account has
  revox campaigns create --assistant-id ID --contacts contacts.csv
  revox campaigns watch my-campaign             until all calls are made
  revox sandbox                                 a local Revox to try things on

\b
Exit codes:
  0    done
  1    error: nothing is left half-written, and standard error says why
  2    usage: the command line is wrong, and nothing was requested
  130  interrupted with Ctrl-C (143 by SIGTERM, 129 by a closed terminal)
  141  the reader of the output went away, as in `| head`

\b
Environment:
  REVOX_API_KEY   the API key; there is no option for it, because other users
                  of a machine can see the options of a process
  REVOX_BASE_URL  the URL of the server
  REVOX_LOG       info or debug: log requests on standard error
"""


def _makers() -> Makers:
    """Return the commands of this package, and one for each resource of the API."""
    from .operations import resources  # here, because it takes time to import

    return {**{name: partial(load, module, name) for name, module in COMMANDS.items()}, **resources()}


@click.group(
    cls=LazyGroup,
    makers=_makers,
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
    epilog=EPILOG,
)
@click.version_option(__version__, message="revox-client %(version)s")
def revox() -> None:
    """Call the Revox API: every operation, and the rows of campaigns, each one once, complete."""


@click.command(
    short_help="Print a script that completes options and their values.",
    help="Print a script that makes a shell complete commands, options and their values.\n\n\b\n"
    + "\n".join(f"{f'{shell}:':6} {how}" for shell, how in LOADING.items()),
)
@click.argument("shell", type=click.Choice(list(LOADING)), metavar="[bash|zsh|fish]")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes a shell complete commands."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    first, _, rest = maker(context.find_root().command, {}, "revox", "_REVOX_COMPLETE").source().partition("\n")
    lines = [first, f"# Load it with: {LOADING[shell]}", rest]
    # zsh looks for #compdef in the first line.
    click.echo("\n".join(lines if first.startswith("#") else [lines[1], first, rest]), nl=False)


def run(arguments: Sequence[str]) -> int:
    """Run the command line, and return its exit code. A mistake is one line on standard error."""
    try:
        result = revox.main(list(arguments), "revox", "_REVOX_COMPLETE", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        message = error.format_message()
        message += "" if message.endswith((".", "?", "!", ")")) else "."
        if isinstance(error, click.UsageError) and error.ctx:
            message += f" Try '{error.ctx.command_path} --help'."
        say(f"Error: {message}")
        return error.exit_code
    except RevoxError as error:
        from .export import reason  # here, because it takes time to import

        say(reason(error))
        return 1
    except Interrupted as signal:
        say(f"{signal.message}.")
        return signal.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        silence(1)
        if error.errno == errno.EPIPE:
            return BROKEN_PIPE
        say(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return 1
    except Exception as error:
        return _apologize(error, arguments)
    return result if isinstance(result, int) else 0


def _apologize(error: Exception, arguments: Sequence[str]) -> int:
    """Report a bug. Its message is only shown with --verbose, because it could quote what is in a row."""
    if "--verbose" in arguments or "-v" in arguments:
        lines = without_key("".join(traceback.format_exception(error))).splitlines()
        complain("".join(f"{printable(line)}\n" for line in lines))
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {os.path.basename(frame.filename)}, line {frame.lineno}"
    say(f"Error: {place}. This is a bug of revox-client; --verbose shows more.")
    return 1
