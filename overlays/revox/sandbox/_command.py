"""The command `revox sandbox`."""

from contextlib import suppress
from typing import Any

import click

_TICK_SECONDS = 0.5
"""How often it looks what is due, when nobody asks it anything."""


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--db", metavar="FILE", help="Keep the campaigns in this SQLite file. Without it, they live in memory.")
@click.option(
    "--campaign",
    "campaigns",
    metavar="NAME",
    multiple=True,
    help="Make up this campaign. Can be given several times.  [default: demo, without --db and --seed-file]",
)
@click.option("--rows", type=click.IntRange(0), metavar="N", help="How many rows each has.  [default: 1000]")
@click.option("--seed", type=int, metavar="N", help="What rows, IDs and calls are drawn from.  [default: 0]")
@click.option("--seed-file", metavar="FILE", help="Add the campaigns and scripts of this JSON file, rows and all.")
@click.option(
    "--speed", default=1.0, show_default=True, type=click.FloatRange(0), help="How many times as fast its time goes by."
)
@click.option("--unpaged-rows", is_flag=True, help="Answer all rows at once, as the API of July 2026.")
@click.option("--dial-on-creation", is_flag=True, help="Call when a campaign is created, as the API of March 2026.")
@click.option("--log/--no-log", default=None, help="Write a line for each request to stderr.  [default: on a terminal]")
@click.option(
    "--api-key",
    metavar="KEY",
    default="sandbox-key",
    show_default=True,
    envvar="REVOX_SANDBOX_API_KEY",
    show_envvar=True,
    help="The key that requests must carry.",
)
@click.option(
    "--fault",
    "faults",
    metavar="NAME[=VALUE]",
    multiple=True,
    help="Do this wrong; NAME,rate=0.1 in a tenth of the answers, NAME,first=2 in the first two. Can be given several "
    "times.",
)
@click.option("--faults", "list_faults", is_flag=True, help="List what it can do wrong.")
@click.option("--assumptions", is_flag=True, help="List what the docs of Revox leave open and how this decides it.")
@click.pass_context
def sandbox(
    context: click.Context,
    /,
    db: str | None,
    campaigns: tuple[str, ...],
    rows: int | None,
    seed: int | None,
    seed_file: str | None,
    list_faults: bool,
    assumptions: bool,
    **options: Any,
) -> None:
    """Run a local Revox with made-up campaigns, to try things on and to test against."""
    if db is None and seed_file is None:
        campaigns = campaigns or ("demo",)
    if not campaigns and rows is not None:
        raise click.UsageError("--rows needs --campaign.")
    from ._errors import SandboxError, require_extra

    try:
        require_extra()
        if assumptions or list_faults:
            _print_assumptions() if assumptions else _print_faults()
            return
        status = _serve(db, campaigns, 1000 if rows is None else rows, seed or 0, seed_file, **options)
    except SandboxError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        status = 130
    context.exit(status)


def _serve(
    db: str | None,
    campaigns: tuple[str, ...],
    rows: int,
    seed: int,
    seed_file: str | None,
    *,
    host: str,
    port: int,
    log: bool | None,
    dial_on_creation: bool,
    **options: Any,
) -> int:
    import signal
    import sys
    from queue import Empty, SimpleQueue

    from ._recording import RecordedRequest
    from ._sandbox import Sandbox

    def write(request: RecordedRequest) -> None:
        click.echo(f"{request.method} {request.path} {request.status} {request.milliseconds:.0f} ms", err=True)

    on_request = write if log or (log is None and sys.stderr.isatty()) else None
    with Sandbox(db, seed=seed, dials_on_creation=dial_on_creation, on_request=on_request, **options) as local:
        for name in campaigns:
            local.add_campaign(name, rows=rows, seed=seed)
        if seed_file is not None:
            local.load(seed_file)
        with local.serve(host, port) as base_url:
            received = SimpleQueue[int]()
            for one in (signal.SIGINT, signal.SIGTERM):
                signal.signal(one, lambda number, _: received.put(number))
            _announce(base_url, local.api_key, local.campaigns)
            number = 0
            while not number:
                with suppress(Empty):
                    number = received.get(timeout=_TICK_SECONDS)
                local.advance()
            # A second Ctrl-C does not wait for the connections that there are.
            signal.signal(signal.SIGINT, signal.default_int_handler)
    return 130 if number == signal.SIGINT else 0


def _announce(base_url: str, api_key: str, campaign_ids: list[str]) -> None:
    import shlex

    click.echo("A local Revox is running; Ctrl-C stops it. In another terminal:\n")
    click.echo(f"  export REVOX_API_KEY={shlex.quote(api_key)}")
    click.echo(f"  export REVOX_BASE_URL={base_url}")
    for campaign_id in campaign_ids:
        click.echo(f"  revox rows {campaign_id}")
    if not campaign_ids:
        click.echo("There is no campaign yet: create one, or start again with --campaign NAME.")


def _print_assumptions() -> None:
    from ._assumptions import ASSUMPTIONS

    click.echo("What the docs of Revox leave open, how the sandbox decides it, and why:\n")
    for assumption in ASSUMPTIONS:
        click.echo(f"{assumption.topic}\n  {assumption.decision}\n  Why: {assumption.reason}\n")


def _print_faults() -> None:
    from ._fault_catalogue import FAULTS

    click.echo("What the sandbox can do wrong, for --fault NAME[=VALUE]:\n")
    for fault in FAULTS:
        shown = fault.name if fault.value is None else f"{fault.name}={fault.value:g}"
        click.echo(f"  {shown:20} {fault.about}")
