"""Faults on request: their names, how they are asked for, and the application that has them.

There are two families. Those of the transport (`_faults_transport`) are what any network does to a client now and
then; those of the contract (`_faults_requests`, `_faults_answers`, `_faults_pages`) are bugs of a server that breaks
its spec. Nothing of this is imported, let alone run, by a sandbox without faults.
"""

import math
from collections.abc import Awaitable, Callable, Iterable, Sequence

import attrs
from starlette.types import ASGIApp

from ._dice import Dice
from ._errors import SandboxError
from ._fault_tools import Answer, Ask, Request, wrap


@attrs.frozen
class Strike:
    """What a fault is told when it strikes.

    Attributes:
        value: The number after the name, or the default.
        count: How often it has struck, this time included.
        api_key: The key of the sandbox.
    """

    value: float
    count: int
    api_key: str


Act = Callable[[Request, Ask, Strike], Awaitable[Answer]]


@attrs.frozen
class Fault:
    """Something that a server can do wrong.

    Attributes:
        name: What it is asked for by.
        about: What it does, in a line.
        act: Answers a request, wrongly.
        default: The value where none is given; None if it takes none.
        is_lasting: Whether it also bends the answers between its strikes.
    """

    name: str
    about: str
    act: Act
    default: float | None = None
    is_lasting: bool = False


@attrs.define
class ActiveFault:
    """A fault that was asked for: how it is set, and how often it struck.

    Attributes:
        fault: The fault.
        value: The number after its name.
        api_key: The key of the sandbox.
        rate: How many of the requests it strikes, 0 to 1.
        first: After how many requests it is over; None for never.
        seed: What decides which requests.
    """

    fault: Fault
    value: float
    api_key: str
    rate: float = 1.0
    first: float | None = None
    seed: float = 0
    _requests: int = attrs.field(init=False, default=0)
    _strikes: int = attrs.field(init=False, default=0)
    _dice: Dice = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._dice = Dice(f"{self.fault.name}/{self.seed:g}")

    async def answer(self, request: Request, ask: Ask) -> Answer:
        """Answer a request, wrongly if its turn has come."""
        self._requests += 1
        is_over = self.first is not None and self._requests > self.first
        strikes = self._dice.chance(self.rate) and not is_over
        self._strikes += strikes
        if strikes or self.fault.is_lasting:
            return await self.fault.act(request, ask, Strike(self.value, self._strikes, self.api_key))
        return await ask(request)


def families() -> dict[str, tuple[Fault, ...]]:
    """Return all faults, by their family."""
    from ._faults_answers import ANSWER_FAULTS
    from ._faults_pages import PAGE_FAULTS
    from ._faults_requests import REQUEST_FAULTS
    from ._faults_transport import TRANSPORT_FAULTS

    return {"transport": TRANSPORT_FAULTS, "contract": (*REQUEST_FAULTS, *ANSWER_FAULTS, *PAGE_FAULTS)}


def parse_fault(text: str, api_key: str) -> ActiveFault:
    """Read `NAME[=VALUE][,rate=R][,first=N][,seed=S]`.

    Args:
        text: Such as `latency=0.2` or `busy,rate=0.1,seed=7`.
        api_key: The key of the sandbox.

    Raises:
        SandboxError: There is no such fault, or a number is not one.
    """
    (name, value), *settings = (part.strip().partition("=")[::2] for part in text.split(","))
    known = {fault.name: fault for family in families().values() for fault in family}
    if name not in known:
        raise SandboxError(f"There is no fault {name!r}; `revox sandbox --faults` lists them.")
    fault = known[name]
    if value and fault.default is None:
        raise SandboxError(f"The fault {name!r} takes no value.")
    numbers = {key: _number(name, key, number) for key, number in settings}
    if not numbers.keys() <= {"rate", "first", "seed"}:
        raise SandboxError(f"The fault {name!r} has the settings rate, first and seed, and no other.")
    return ActiveFault(fault, _number(name, "value", value) if value else fault.default or 0.0, api_key, **numbers)


def with_faults(app: ASGIApp, faults: Sequence[str], api_key: str) -> ASGIApp:
    """Make an application that has these faults; the first one is nearest to the client.

    Raises:
        SandboxError: A fault was not asked for as it must be.
    """
    for active in reversed([parse_fault(text, api_key) for text in faults]):
        app = wrap(app, active.answer)
    return app


def describe(faults: Iterable[Fault]) -> list[str]:
    """Return a line for each fault."""
    return [f"{_shown(fault):28} {fault.about}" for fault in faults]


def _shown(fault: Fault) -> str:
    return fault.name if fault.default is None else f"{fault.name}={fault.default:g}"


def _number(name: str, key: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number < math.inf or (key == "rate" and number > 1):
        raise SandboxError(f"The {key} of the fault {name!r} must be a number, not {text!r}.")
    return number
