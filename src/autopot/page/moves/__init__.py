"""The part of the report that can be moved: what travels with the page, its words and scripts."""
