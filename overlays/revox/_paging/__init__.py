"""Going through all pages of a list: generic over operation, page and item."""
