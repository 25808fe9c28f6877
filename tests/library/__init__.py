"""The library, through its public door."""
