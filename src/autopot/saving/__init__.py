"""Each answer's way to a folder; importing this room teaches the answers' own `save` how."""

from autopot.saving.advice import save_advice
from autopot.saving.check import save_check, save_check_mappings
from autopot.saving.comparison import save_comparison
from autopot.saving.draws import save_draws
from autopot.saving.gap import save_gap
from autopot.saving.plan import save_plan
from autopot.saving.radar import export_radar
from autopot.saving.registers import save_registers, save_reports
from autopot.saving.run import save_run
from autopot.saving.site import save_site

__all__ = [
    "export_radar",
    "save_advice",
    "save_check",
    "save_check_mappings",
    "save_comparison",
    "save_draws",
    "save_gap",
    "save_plan",
    "save_registers",
    "save_reports",
    "save_run",
    "save_site",
]
