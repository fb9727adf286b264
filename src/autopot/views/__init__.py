"""How tables are shown: on the terminal, in a workbook, on a page, as JSON."""
