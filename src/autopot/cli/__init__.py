"""The command line: one file a command, no logic, and nothing heavy until a command runs."""

from autopot.cli.commands import main

__all__ = ["main"]
