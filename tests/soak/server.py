"""A sandbox that does whatever a server or a network might, as it is told, and attacks something else in the middle."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

import attrs
from revox.sandbox._fault_catalogue import parse_fault
from revox.sandbox.faults import ActiveFault, Answer, Ask, Fault, Request, Strike, all_rows, json_answer

NETWORK = (
    *("drop", "reset", "garbage", "twice", "idle-close={part}", "trickle=0.002", "stall={part}"),
    *("cut={part}", "cut-head={part}", "cut={part} chunked", "truncate={part}", "truncate={part} chunked"),
    *("truncate={part} gzip", "corrupt={part} gzip", "busy=0", "error=500", "error=408", "gateway=502", "gateway=200"),
)
"""What goes wrong on the way, as faults of the sandbox; `{part}` is how much of the answer comes before that."""
STILL, MOVE, ADD, REMOVE = CHANGES = ("still", "move", "add", "remove")
MOST_CHANGES = 3


@attrs.frozen
class Behaviour:
    """What the server does while it is read.

    Attributes:
        faults: What goes wrong on the way; some of `NETWORK`.
        rate: With how many of the requests, 0 to 1.
        change: What happens to rows meanwhile, a few times; one of `CHANGES`.
        repeats: Whether some rows are on two pages.
        lie: By how much the total is too high; None for no total.
        is_paged: Whether it pages; else all rows come at once, whatever was asked.
        seed: What decides the rest.
    """

    faults: Sequence[str] = ()
    rate: float = 0.0
    change: str = STILL
    repeats: bool = False
    lie: int | None = 0
    is_paged: bool = True
    seed: int = 0

    @property
    def can_be_noticed(self) -> bool:
        """Whether anybody could know of all rows: without a total nothing tells that a page lost its first one."""
        return not (self.is_paged and self.lie is None and self.change in (MOVE, REMOVE))


@attrs.define
class Attacks:
    """The one fault of a sandbox, which becomes another one as it is told.

    Attributes:
        rows: All rows that there ever were, by ID.
        order: The IDs of those that there are.
        throughout: Those that were there since `begin`, as far as anybody could know of them.
    """

    rows: dict[str, Any] = attrs.field(factory=dict)
    order: list[str] = attrs.field(factory=list)
    throughout: set[str] = attrs.field(factory=set)
    _attack: Callable[[], None] | None = None
    _requests_before: int = 0
    _behaviour: Behaviour = attrs.field(factory=Behaviour)
    _faults: list[ActiveFault] = attrs.field(factory=list)
    _changes: int = 0
    _dice: Random = attrs.field(factory=Random)

    @property
    def fault(self) -> Fault:
        """The fault for the sandbox."""
        return Fault("attacks", "Does whatever it is told.", self._answer)

    def begin(self, behaviour: Behaviour, attack: Callable[[], None] | None = None, after: int = 0) -> None:
        """Behave in a way from now on, and attack before the answer to a request after so many others."""
        self._behaviour, self._dice = behaviour, Random(behaviour.seed)
        self._changes = MOST_CHANGES * (behaviour.change != STILL)
        self.throughout = set(self.order) if behaviour.can_be_noticed else set()
        self._attack, self._requests_before = attack, after
        part, settings = self._dice.random(), f"rate={behaviour.rate},first=4,seed={behaviour.seed}"
        named = [fault.format(part=f"{part:.3f}").split() for fault in behaviour.faults]
        more = dict.fromkeys(word for words in named for word in words[1:])
        self._faults = [ActiveFault(parse_fault(f"{words[0]},{settings}")) for words in named]
        self._faults += [ActiveFault(parse_fault(word)) for word in more]

    async def _answer(self, request: Request, ask: Ask, _: Strike) -> Answer:
        self._requests_before -= 1
        if self._attack is not None and self._requests_before < 0:
            attack, self._attack = self._attack, None
            attack()
        ask = partial(self._page, ask=ask)
        for fault in reversed(self._faults):
            ask = partial(fault.answer, ask=ask)
        return await ask(request)

    async def _page(self, request: Request, *, ask: Ask) -> Answer:
        """Answer with a page of the rows as they are now, and change something afterwards."""
        if not self.rows:
            found = await all_rows(request, ask)
            assert not isinstance(found, Answer)
            self.rows = {row["id"]: row for row in found}
            self.order = [*self.rows]
        rows, number, size = (
            [self.rows[key] for key in self.order],
            int(request.get("page")),
            int(request.get("page_size")),
        )
        if self._behaviour.repeats and rows:
            rows[len(rows) // 2 : len(rows) // 2] = rows[:2]
        total = {} if self._behaviour.lie is None else {"total": len(self.order) + self._behaviour.lie}
        paged = {"page": number, "page_size": size, "rows": rows[number * size : (number + 1) * size]} | total
        if self._changes:
            self._changes -= 1
            self._change()
        return json_answer(200, paged if self._behaviour.is_paged else {"rows": rows})

    def _change(self) -> None:
        key = self._dice.choice(self.order)
        if self._behaviour.change == ADD:
            new = f"added-{len(self.rows)}"
            self.rows[new] = self.rows[key] | {"id": new}
            self.order.append(new)
            return
        self.order.remove(key)
        if self._behaviour.change == MOVE:
            self.order.insert(self._dice.randrange(len(self.order) + 1), key)
        else:
            self.throughout.discard(key)
