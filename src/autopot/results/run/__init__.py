"""A run: how much, where, when, and in which words."""
