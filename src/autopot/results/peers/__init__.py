"""A municipality beside others."""
