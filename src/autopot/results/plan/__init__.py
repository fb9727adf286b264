"""A plan, and what came of it."""
