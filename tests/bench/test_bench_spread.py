"""Medians, quartiles and ratios."""

import pytest

from tools.bench.spread import Ratio, Spread


def test_a_spread_is_the_median_and_the_quartiles() -> None:
    """They do not depend on the order, and an outlier moves none of them."""
    assert Spread.of([5, 1, 4, 2, 3]) == Spread(median=3, low=2, high=4)
    assert Spread.of([5000, 1, 4, 2, 3]) == Spread(median=3, low=2, high=4)
    assert Spread.of([1.0, 2.0]) == Spread(median=1.5, low=1.25, high=1.75)


def test_a_single_sample_is_its_own_spread() -> None:
    """A quick run has no quartiles."""
    assert Spread.of([7.0]) == Spread(7.0, 7.0, 7.0)


def test_a_ratio_divides_medians_and_neighbours() -> None:
    """Both ratios have the first side above the line."""
    ratio = Ratio.of([10.0, 20.0, 30.0], [5.0, 5.0, 10.0])
    assert ratio.of_medians == 20 / 5
    assert ratio.in_pairs == Spread.of([2.0, 4.0, 3.0])


def test_a_busy_machine_does_not_move_the_ratio_of_pairs() -> None:
    """It slows both samples of a pair."""
    calm, busy = Ratio.of([6.0] * 4, [2.0] * 4), Ratio.of([6.0, 60.0, 6.0, 18.0], [2.0, 20.0, 2.0, 6.0])
    assert busy.in_pairs == calm.in_pairs == Spread(3.0, 3.0, 3.0)


def test_sides_with_different_numbers_of_samples_cannot_be_compared() -> None:
    """A sample without its neighbour is a mistake."""
    with pytest.raises(ValueError, match="zip"):
        Ratio.of([1.0], [1.0, 2.0])
