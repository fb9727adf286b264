"""The scenario of a visitor: what may be changed, what was changed, and the files it is kept in."""
