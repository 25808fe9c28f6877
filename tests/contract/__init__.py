"""The contract: what the client, the spec and the server promise each other."""
