"""What notebooks and the command line use."""

from autopot.forms.assessment import (
    assess,
    assessment_from_sheet,
)
from autopot.forms.starting import (
    start_folder,
    write_template,
)
from autopot.forms.study import write_study_form
from autopot.questions.advice import advice
from autopot.questions.bounds import bounds
from autopot.questions.checking import check_staff
from autopot.questions.comparison import compare
from autopot.questions.disclosure import disclosure
from autopot.questions.document_figures import printed_figures
from autopot.questions.errors import measured_errors, write_error_sizes
from autopot.questions.evidence import adoption_fit, label_quality, measured_growth
from autopot.questions.explanation import (
    explain,
    explain_sector,
)
from autopot.questions.gap import gap
from autopot.questions.held_out import workforce_held_out
from autopot.questions.leads import survey_leads
from autopot.questions.neighbours import beside_neighbours
from autopot.questions.planning import plan
from autopot.questions.radar import radar
from autopot.questions.ratings import (
    export_ratings,
    rating_quality,
)
from autopot.questions.registers import aggregate
from autopot.questions.sensitivity import sensitivity
from autopot.questions.session import Session
from autopot.questions.simulation import run
from autopot.questions.site import site
from autopot.questions.study import beside_study
from autopot.questions.tasks import (
    export_tasks,
    import_tasks,
)
from autopot.questions.tracking import track
from autopot.questions.validation import validate
from autopot.questions.workforce import (
    build_workforce,
    replace_packaged_workforce,
)
from autopot.results.advice.result import Advice
from autopot.results.benchmark import Check
from autopot.results.bounds.result import Bounds
from autopot.results.comparison.result import Comparison
from autopot.results.disclosure.result import Disclosure
from autopot.results.documents.figures import DocumentFigures
from autopot.results.documents.leads import Leads
from autopot.results.evidence.adoption import AdoptionFit
from autopot.results.evidence.errors import MeasuredErrors
from autopot.results.evidence.growth import Growth
from autopot.results.evidence.labels import LabelQuality
from autopot.results.evidence.ratings import RatingQuality
from autopot.results.evidence.tasks import ImportedTasks
from autopot.results.gap.result import Gap
from autopot.results.plan.result import Plan
from autopot.results.plan.tracking import Tracking
from autopot.results.radar.reading import RadarReading
from autopot.results.run.explained import Explanation
from autopot.results.run.result import Result
from autopot.results.sensitivity.result import Sensitivity
from autopot.results.site.result import Site
from autopot.results.staff.check import StaffCheck
from autopot.results.staff.held_out import HeldOut
from autopot.results.staff.registers import Registers, few_persons
from autopot.results.verification import Verification
from autopot.saving.charts import (
    chart_names,
    save_chart,
)
from autopot.saving.jsonstat import save_jsonstat
from autopot.saving.slides import save_slides
from autopot.saving.sweeping import (
    SweepState,
    sweep,
    sweep_state,
)
from autopot.saving.verification import verify

__all__ = [
    "AdoptionFit",
    "Advice",
    "Bounds",
    "Check",
    "Comparison",
    "Disclosure",
    "DocumentFigures",
    "Explanation",
    "Gap",
    "Growth",
    "HeldOut",
    "ImportedTasks",
    "LabelQuality",
    "Leads",
    "MeasuredErrors",
    "Plan",
    "RadarReading",
    "RatingQuality",
    "Registers",
    "Result",
    "Sensitivity",
    "Session",
    "Site",
    "StaffCheck",
    "SweepState",
    "Tracking",
    "Verification",
    "adoption_fit",
    "advice",
    "aggregate",
    "assess",
    "assessment_from_sheet",
    "beside_neighbours",
    "beside_study",
    "bounds",
    "build_workforce",
    "chart_names",
    "check_staff",
    "compare",
    "disclosure",
    "explain",
    "explain_sector",
    "export_ratings",
    "export_tasks",
    "few_persons",
    "gap",
    "import_tasks",
    "label_quality",
    "measured_errors",
    "measured_growth",
    "plan",
    "printed_figures",
    "radar",
    "rating_quality",
    "replace_packaged_workforce",
    "run",
    "save_chart",
    "save_jsonstat",
    "save_slides",
    "sensitivity",
    "site",
    "start_folder",
    "survey_leads",
    "sweep",
    "sweep_state",
    "track",
    "validate",
    "verify",
    "workforce_held_out",
    "write_error_sizes",
    "write_study_form",
    "write_template",
]
