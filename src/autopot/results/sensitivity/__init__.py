"""Which uncertainty drives a result."""
