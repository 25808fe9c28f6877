"""Settings for all tests."""

from hypothesis import settings

# The same examples in every run, so that a failure in CI is a failure at every desk.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=100)
# Other examples in every run: pytest --hypothesis-profile=deep
settings.register_profile("deep", deadline=None, max_examples=2000)
settings.load_profile("quick")
