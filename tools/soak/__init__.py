"""Long runs that try to break an export: processes that are killed, and connections that fail."""
