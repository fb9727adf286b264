"""Need of work, what meets it, and the rest."""
