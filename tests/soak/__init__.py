"""A campaign of attacks on exports, drawn by seed."""
