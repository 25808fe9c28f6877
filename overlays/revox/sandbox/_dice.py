"""Seeded chance, the same in every release of Python: it stands on `random()` alone, whose sequence is guaranteed."""

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


class Dice:
    """A source of chance that always falls the same for one seed."""

    def __init__(self, seed: str) -> None:
        """Start from a seed."""
        self._random = random.Random(seed).random

    def chance(self, probability: float) -> bool:
        """Tell whether something of this probability (0 to 1) happens."""
        return self._random() < probability

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of the choices, each as likely as the others."""
        return choices[int(self._random() * len(choices))]

    def uuid(self) -> str:
        """Draw an ID in the shape of a random UUID."""
        text = "".join(f"{int(self._random() * 2**32):08x}" for _ in range(4))
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{'89ab'[int(text[16], 16) % 4]}{text[17:20]}-{text[20:]}"


class Deck(Generic[T]):
    """Cards that are dealt in shuffled order, over and over, so that the rarest comes up once in every round."""

    def __init__(self, dice: Dice, cards: Iterable[T]) -> None:
        """Shuffle the cards with the dice."""
        self._dice = dice
        self._cards = list(cards)
        self._left: list[T] = []

    def deal(self) -> T:
        """Take the next card."""
        if not self._left:
            self._left = list(self._cards)
        place = self._dice.between(0, len(self._left) - 1)
        self._left[place], self._left[-1] = self._left[-1], self._left[place]
        return self._left.pop()


def weighted(members: Iterable[H], weights: Mapping[H, int]) -> list[H]:
    """List each member as often as its weight says, once where it has none."""
    return [member for member in members for _ in range(weights.get(member, 1))]
