"""The ways in which people export a campaign: the command, and the library with its four iterators."""

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import attrs
from revox import AsyncRevox, Revox, RevoxError

from tools.setup.server import API_KEY, CAMPAIGN, COMMAND

from .plans import ASYNC_PAGES, ASYNC_ROWS, CLI, PAGES, TIMEOUT_SECONDS, Plan

SECONDS = 60
CLI_RETRIES = 4


@attrs.define
class Export:
    """What came of an export: the error that it ended with, where to go on, and what must never happen (`problem`)."""

    rows: list[dict[str, Any]] = attrs.field(factory=list)
    error: str | None = None
    token: str | None = None
    problem: str | None = None
    goes_on: bool = False


def export(plan: Plan, url: str, directory: Path, resume: str | None = None) -> Export:
    """Export the campaign from a URL; the command writes its file to a directory, and a token goes on."""
    if plan.way == CLI:
        return _with_command(plan, url, directory / "rows.jsonl")
    return asyncio.run(_with_library(plan, url, resume))


async def _with_library(plan: Plan, url: str, resume: str | None) -> Export:
    done = Export(goes_on=resume is not None)
    is_async, is_paged = plan.way in (ASYNC_PAGES, ASYNC_ROWS), plan.way in (PAGES, ASYNC_PAGES)
    options: dict[str, Any] = {"api_key": API_KEY, "base_url": url, "timeout": TIMEOUT_SECONDS, "retry": plan.retry}
    arguments: dict[str, Any] = {"page_size": plan.page_size, "prefetch": plan.prefetch, **plan.filters}
    async with AsyncExitStack() as stack:
        client: Any = await stack.enter_async_context(AsyncRevox(**options)) if is_async else None
        client = client or stack.enter_context(Revox(**options))
        iterate = client.campaigns.iter_pages if is_paged else client.campaigns.iter_rows
        items = iterate(CAMPAIGN, resume=resume, **arguments)
        try:
            async for item in items if is_async else _asynchronous(items):
                rows = [item.rows[index] for index in items.fresh] if is_paged else [item]
                done.rows += [json.loads(row.to_json()) for row in rows]
        except RevoxError as error:
            done.error, done.token = repr(error), items.token if is_paged else None
    return done


async def _asynchronous(items: Iterable[Any]) -> AsyncIterator[Any]:
    for item in items:
        yield item


def _with_command(plan: Plan, url: str, file: Path) -> Export:
    command = [COMMAND, "rows", CAMPAIGN, "-o", str(file), "--page-size", str(plan.page_size)]
    command += ["--prefetch", str(plan.prefetch), "--timeout", str(TIMEOUT_SECONDS)]
    command += ["--max-retries", str(min(CLI_RETRIES, plan.retry.max_retries))]
    for name, value in plan.filters.items():
        values = [value] if isinstance(value, str) else value
        command += [word for text in values for word in (f"--{name.removesuffix('es')}", text)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REVOX_")}
    environment = kept | {"REVOX_API_KEY": API_KEY, "REVOX_BASE_URL": url}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    said = ended.stderr.strip()
    if ended.returncode == 0:
        return Export([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()])
    if ended.returncode != 1 or not said.startswith("Error: ") or "This is a bug" in said or "Traceback" in said:
        return Export(problem=f"the command ended with {ended.returncode}: {said}")
    return Export(error=said, problem="a file was left" if file.exists() else None)
