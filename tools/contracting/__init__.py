"""Holds a server against the spec: with Schemathesis, with requests of our own, and with checks of our own on both."""
