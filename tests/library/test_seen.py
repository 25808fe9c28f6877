"""The compact set of keys agrees with Python's."""

from hypothesis import given
from hypothesis import strategies as st
from revox._seen import SeenKeys


@given(st.lists(st.text(max_size=2)))
def test_it_agrees_with_a_set(keys: list[str]) -> None:
    """Each key is new once, and then it is met."""
    seen, expected = SeenKeys(), set[str]()
    for key in keys:
        assert (key in seen) == (key in expected)
        assert seen.add(key) == (key not in expected)
        expected.add(key)
    assert len(seen) == len(expected)


def test_it_grows() -> None:
    """Nothing is lost when it does."""
    seen, keys = SeenKeys(), [f"key-{number}" for number in range(20_000)]
    assert all(seen.add(key) for key in keys)
    assert not any(seen.add(key) for key in keys)
    assert all(key in seen for key in keys)
    assert "other" not in seen
