"""The answers: their figures, laid out in tables and lines; none knows a view or a file."""
