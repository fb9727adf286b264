"""The command line: one file a command, no logic, and nothing heavy until a command runs."""

from autopot.cli.main import main

__all__ = ["main"]
