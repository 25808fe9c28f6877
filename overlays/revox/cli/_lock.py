"""A lock on a file that goes with the process, however that ends."""

import sys

HAS_LOCKS = bool(sys.platform != "win32")
"""Whether there are locks. Where there are none, an open file can neither be replaced nor removed."""

if sys.platform == "win32":

    def lock(descriptor: int) -> bool:
        """Return True."""
        return True

else:
    import fcntl

    def lock(descriptor: int) -> bool:
        """Lock an open file, and return whether that went well; False says that another process has locked it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True
