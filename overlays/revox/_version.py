"""The version of the library."""

import platform

__version__ = "0.1.0"
USER_AGENT = f"revox-client/{__version__} Python/{platform.python_version()}"
