"""The radar of a run."""
