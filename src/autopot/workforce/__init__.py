"""Who works where: reading and checking a workforce."""

from autopot.workforce.reading import Workforce, load_workforce

__all__ = ["Workforce", "load_workforce"]
