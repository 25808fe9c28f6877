"""Long runs that try to break an export: connections that fail in every way, and processes that are killed."""
