"""Medians, quartiles and ratios of samples that were taken in turn."""

import statistics
from collections.abc import Sequence

import attrs


@attrs.frozen
class Spread:
    """Where samples lie.

    Attributes:
        median: Half of them are below it.
        low: A quarter of them is below it.
        high: A quarter of them is above it.
    """

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> "Spread":
        """Return the spread of samples, of which there must be one at least."""
        if len(samples) == 1:
            return cls(samples[0], samples[0], samples[0])
        low, median, high = statistics.quantiles(samples, n=4, method="inclusive")
        return cls(median, low, high)


@attrs.frozen
class Ratio:
    """How two sides compare.

    Attributes:
        of_medians: The ratio of their medians.
        in_pairs: The ratios of the samples that were taken one right after the other. A machine that is busy for a
            while slows both samples of a pair, so that this says more than the medians do.
    """

    of_medians: float
    in_pairs: Spread

    @classmethod
    def of(cls, over: Sequence[float], under: Sequence[float]) -> "Ratio":
        """Return the ratio of samples to the samples that were taken together with them.

        Args:
            over: What is divided.
            under: What it is divided by, in the same order, and as many.
        """
        pairs = [left / right for left, right in zip(over, under, strict=True)]
        return cls(statistics.median(over) / statistics.median(under), Spread.of(pairs))
