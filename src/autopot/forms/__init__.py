"""The sheets that people fill in: each writer beside its reader."""
