"""Settings for all tests."""

import signal

from hypothesis import settings

# The same examples in every run, so that a failure in CI is a failure at every desk.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=100)
# Other examples in every run: pytest --hypothesis-profile=deep
settings.register_profile("deep", deadline=None, max_examples=2000)
settings.load_profile("quick")

# The commands under test inherit what is ignored here, such as SIGINT in `make test &` and SIGHUP under `nohup`.
for name in ("SIGINT", "SIGHUP", "SIGTERM"):
    if signal.getsignal(signal.Signals[name]) is signal.SIG_IGN:
        signal.signal(signal.Signals[name], signal.SIG_DFL)
