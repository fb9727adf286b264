"""Registers of persons or positions, larger than memory, summed by DuckDB."""

from autopot.workforce.register.reading import YearOfStaff, read_register

__all__ = ["YearOfStaff", "read_register"]
