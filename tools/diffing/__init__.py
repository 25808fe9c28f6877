"""Compares two specs, and judges each difference for the users of this client."""
