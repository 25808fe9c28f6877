"""The figures of the README that say how well the client is held to its contract."""
