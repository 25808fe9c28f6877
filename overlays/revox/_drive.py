"""Carries out a flow: sends what it asks to send, waits as long as it asks to wait, and returns its result."""

from collections.abc import Awaitable, Callable, Generator
from typing import TypeVar

import httpx
import msgspec

T = TypeVar("T")


class Wait(msgspec.Struct, frozen=True):
    """A step of a flow: wait some seconds."""

    seconds: float


Step = httpx.Request | Wait
Outcome = httpx.Response | httpx.HTTPError | None
Flow = Generator[Step, Outcome, T]


def drive(flow: Flow[T], send: Callable[[httpx.Request], httpx.Response], sleep: Callable[[float], None]) -> T:
    """Carry out a flow with blocking functions."""
    outcome: Outcome = None
    while True:
        try:
            step = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the type of the flow
        outcome = None
        if isinstance(step, Wait):
            sleep(step.seconds)
            continue
        try:
            outcome = send(step)
        except httpx.HTTPError as error:
            outcome = error


async def drive_async(
    flow: Flow[T],
    send: Callable[[httpx.Request], Awaitable[httpx.Response]],
    sleep: Callable[[float], Awaitable[None]],
) -> T:
    """Carry out a flow with asynchronous functions."""
    outcome: Outcome = None
    while True:
        try:
            step = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the type of the flow
        outcome = None
        if isinstance(step, Wait):
            await sleep(step.seconds)
            continue
        try:
            outcome = await send(step)
        except httpx.HTTPError as error:
            outcome = error
