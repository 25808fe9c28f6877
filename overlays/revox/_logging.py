"""Logging, off unless asked for: `REVOX_LOG=info` or `debug` prints to standard error."""

import logging
import os

LEVELS = {"info": logging.INFO, "debug": logging.DEBUG}


def set_up_logging() -> None:
    """Keep the library silent, or make it log as the environment variable `REVOX_LOG` says."""
    logger = logging.getLogger("revox")
    logger.addHandler(logging.NullHandler())
    level = LEVELS.get(os.environ.get("REVOX_LOG", "").lower())
    if level is not None:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(level)
