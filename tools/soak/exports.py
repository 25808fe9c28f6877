"""The ways in which people export a campaign: the command, and the library with its four iterators."""

import asyncio
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import attrs
from revox import AsyncRevox, Revox, RevoxError

from tools.setup.server import API_KEY, COMMAND

from .campaign import CAMPAIGN
from .plans import ASYNC_PAGES, ASYNC_ROWS, CLI, CLI_RETRIES, PAGES, TIMEOUT_SECONDS, Plan

SECONDS = 60
NOT_ASKED_FOR = ("REVOX_",)


@attrs.define
class Export:
    """What came of an export.

    Attributes:
        rows: The rows, as JSON values.
        error: What it ended with; None if it was complete.
        token: Where to go on, or None.
        problem: What must never happen, or None.
        goes_on: Whether it went on after an earlier one.
    """

    rows: list[dict[str, Any]] = attrs.field(factory=list)
    error: str | None = None
    token: str | None = None
    problem: str | None = None
    goes_on: bool = False

    def take(self, rows: Any) -> None:
        """Add rows."""
        self.rows += [json.loads(row.to_json()) for row in rows]


def export(plan: Plan, url: str, directory: Path, resume: str | None = None) -> Export:
    """Export the campaign.

    Args:
        plan: In which way.
        url: Where from.
        directory: Where the command shall write its file.
        resume: The token of an export that was interrupted, or None.
    """
    if plan.way == CLI:
        return _with_command(plan, url, directory / "rows.jsonl")
    options = {"api_key": API_KEY, "base_url": url, "timeout": TIMEOUT_SECONDS, "retry": plan.retry}
    arguments = {"page_size": plan.page_size, "prefetch": plan.prefetch, **plan.filters}
    if plan.way in (ASYNC_PAGES, ASYNC_ROWS):
        return asyncio.run(_with_async_library(plan, options, arguments, resume))
    return _with_library(plan, options, arguments, resume)


def _with_library(plan: Plan, options: Any, arguments: Any, resume: str | None) -> Export:
    done = Export(goes_on=resume is not None)
    with Revox(**options) as client:
        pages = client.campaigns.iter_pages(CAMPAIGN, resume=resume, **arguments)
        try:
            if plan.way == PAGES:
                for page in pages:
                    done.take(page.rows[index] for index in pages.fresh)
            else:
                for row in client.campaigns.iter_rows(CAMPAIGN, resume=resume, **arguments):
                    done.take([row])
        except RevoxError as error:
            done.error = repr(error)
            done.token = pages.token if plan.way == PAGES else None
    return done


async def _with_async_library(plan: Plan, options: Any, arguments: Any, resume: str | None) -> Export:
    done = Export(goes_on=resume is not None)
    async with AsyncRevox(**options) as client:
        pages = client.campaigns.iter_pages(CAMPAIGN, resume=resume, **arguments)
        try:
            if plan.way == ASYNC_PAGES:
                async for page in pages:
                    done.take(page.rows[index] for index in pages.fresh)
            else:
                async for row in client.campaigns.iter_rows(CAMPAIGN, resume=resume, **arguments):
                    done.take([row])
        except RevoxError as error:
            done.error = repr(error)
            done.token = pages.token if plan.way == ASYNC_PAGES else None
    return done


def _with_command(plan: Plan, url: str, file: Path) -> Export:
    command = [COMMAND, "rows", CAMPAIGN, "-o", str(file), "--page-size", str(plan.page_size)]
    command += ["--prefetch", str(plan.prefetch), "--timeout", str(TIMEOUT_SECONDS)]
    command += ["--max-retries", str(min(CLI_RETRIES, plan.retry.max_retries))]
    for name, value in plan.filters.items():
        values = [value] if isinstance(value, str) else value
        command += [word for text in values for word in (f"--{name.removesuffix('es')}", text)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_ASKED_FOR)}
    environment = kept | {"REVOX_API_KEY": API_KEY, "REVOX_BASE_URL": url}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    said = ended.stderr.strip()
    if ended.returncode == 0:
        return Export([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()])
    if ended.returncode != 1 or not said.startswith("Error: ") or "This is a bug" in said or "Traceback" in said:
        return Export(problem=f"the command ended with {ended.returncode}: {said}")
    return Export(error=said, problem="a file was left" if file.exists() else None)
