"""Who works where: packaged estimates, and the planner's own staff read and checked."""

from autopot.workforce.reading import (
    Workforce,
    as_workforce,
    load_staff,
    load_workforce,
    not_kept,
    packaged_name,
    staff_options,
    staff_path,
    workforce_files,
)

__all__ = [
    "Workforce",
    "as_workforce",
    "load_staff",
    "load_workforce",
    "not_kept",
    "packaged_name",
    "staff_options",
    "staff_path",
    "workforce_files",
]
