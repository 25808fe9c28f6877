"""From the bytes of a response to the types of the spec, and how the two differ."""
