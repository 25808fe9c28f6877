"""A server of pages in memory that does to items and pages whatever a real one might, and keeps a record of it."""

import attrs
import httpx
from revox import BadRequestError

GLITCHES = (
    "repeats the last answer",
    "lacks its last item",
    "has no total",
    "has another total",
    "has the later shape",
)


@attrs.frozen
class ModelPage:
    """A page as it was sent, as a pager looks at it, and how things stood at the server.

    Attributes:
        keys: The keys of its items, or of the last ones of them where it comes in chunks.
        total: How many items there are, as the server says.
        order: The keys of all items, in their order, as they were when the page was made.
        is_paged: Whether it says anything but its items.
        is_right: Whether nothing is wrong with this answer alone.
        ids: The keys of all its items.
    """

    keys: list[str]
    total: object = None
    order: tuple[str, ...] = ()
    is_paged: bool = True
    is_right: bool = True
    ids: tuple[str, ...] = attrs.field()

    @ids.default
    def _all_of_them(self) -> tuple[str, ...]:
        return tuple(self.keys)


@attrs.define(kw_only=True)
class ModelServer:
    """Items in an order, and how the server pages through them.

    Attributes:
        order: The keys of its items.
        page_size: How many items a page has: what was asked for, or what the server makes of it.
        is_uneven: Whether every other page has one item less.
        first_page: The number of the first page.
        before_first: What page 0 is where the first one is 1: `same`, `empty` or `refused`.
        past_the_end: What comes after the last page: `empty` or the last page `again`.
        ignores_page: Whether every page is the first one.
        total_is_off_by: What is wrong with the total; None for no total at all.
        is_paged: Whether it pages; the later API sends all items at once, and nothing else.
        glitch: What will be wrong with the next answer; one of `GLITCHES`, or nothing.
        requests: How many requests came.
    """

    order: list[str]
    page_size: int
    is_uneven: bool = False
    first_page: int = 0
    before_first: str = "same"
    past_the_end: str = "empty"
    ignores_page: bool = False
    total_is_off_by: int | None = 0
    is_paged: bool = True
    glitch: str = ""
    requests: int = 0
    _last: ModelPage | None = None
    _items_ever: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.pages_for(len(self.order))

    def pages_for(self, items: int) -> int:
        """Return how many pages some items have."""
        return next(index for index in range(items + 1) if self._start(index) >= items)

    @property
    def is_honest(self) -> bool:
        """Whether a pager can get everything, as long as nothing changes."""
        return not self.ignores_page and self.total_is_off_by == 0

    def add(self, position: int) -> None:
        """Add a new item."""
        self._items_ever += 1
        self.order.insert(position, f"new-{self._items_ever}")

    def remove(self, position: int) -> None:
        """Remove an item, if there is one."""
        if self.order:
            del self.order[position % len(self.order)]

    def move(self, position: int, to: int) -> None:
        """Move an item, if there is one."""
        if self.order:
            self.order.insert(to, self.order.pop(position % len(self.order)))

    def answer(self, number: int) -> ModelPage:
        """Answer a request.

        Raises:
            BadRequestError: It is for page 0, and there is none.
        """
        self.requests += 1
        glitch, self.glitch = self.glitch, ""
        if number < self.first_page and self.before_first == "refused":
            raise refusal("page must be 1 or more")
        if glitch == "repeats the last answer" and self._last is not None:
            return attrs.evolve(self._last, is_right=False)
        page = attrs.evolve(self._bent(self._page(number), glitch), is_right=not glitch)
        self._last = page
        return page

    def _page(self, number: int) -> ModelPage:
        order = tuple(self.order)
        if not self.is_paged:
            return ModelPage(list(order), None, order, is_paged=False)
        index = self._index(number)
        keys = order[self._start(index) : self._start(index + 1)]
        if number < self.first_page and self.before_first == "empty":
            keys = ()
        total = None if self.total_is_off_by is None else max(0, len(order) + self.total_is_off_by)
        return ModelPage(list(keys), total, order)

    def _index(self, number: int) -> int:
        if self.ignores_page:
            return 0
        index = max(number - self.first_page, 0)
        return min(index, max(self.pages - 1, 0)) if self.past_the_end == "again" else index

    def _start(self, index: int) -> int:
        less = index // 2 if self.is_uneven and self.page_size > 1 else 0
        return index * self.page_size - less

    def _bent(self, page: ModelPage, glitch: str) -> ModelPage:
        if glitch == "lacks its last item":
            return ModelPage(page.keys[:-1], page.total, page.order, is_paged=page.is_paged)
        if glitch == "has no total":
            return attrs.evolve(page, total=None)
        if glitch == "has another total":
            return attrs.evolve(page, total=len(page.order) + 2, is_paged=True)
        if glitch == "has the later shape":
            return ModelPage(list(page.order), None, page.order, is_paged=False)
        return page


def refusal(message: str) -> BadRequestError:
    """Return the error for a request that is refused with 400."""
    request = httpx.Request("GET", "http://model/items")
    response = httpx.Response(400, json={"error": {"message": message}}, request=request)
    return BadRequestError(f"items.list: 400 Bad Request: {message}", response=response, body=response.json())
