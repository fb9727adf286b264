"""The plan as it is typed in the page: its fields, its draft, and how it is solved."""
