"""Every municipality of an estimate, and all of them together."""
