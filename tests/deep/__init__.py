"""What takes long or needs npm, run by `make deep`."""
