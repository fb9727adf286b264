"""What notebooks and the command line use."""

from autopot.api.adoption import AdoptionFit, adoption_fit
from autopot.api.advice import Advice, advice
from autopot.api.assessment import assess, assessment_from_sheet
from autopot.api.benchmarks import Check
from autopot.api.charts import chart_names, save_chart
from autopot.api.checking import StaffCheck, check_staff
from autopot.api.comparison import compare
from autopot.api.comparison_result import Comparison
from autopot.api.document_figures import DocumentFigures, printed_figures
from autopot.api.error_sizes import MeasuredErrors, measured_errors
from autopot.api.explanation import explain, explain_sector
from autopot.api.labels import LabelQuality, label_quality
from autopot.api.leads import Leads, survey_leads
from autopot.api.limits import Bounds, bounds
from autopot.api.plan_result import Plan
from autopot.api.planning import plan
from autopot.api.radar import RadarReading, radar
from autopot.api.ratings import RatingQuality, export_ratings, rating_quality
from autopot.api.registers import Registers, aggregate, few_persons
from autopot.api.run_result import Result
from autopot.api.sensitivity_result import Sensitivity
from autopot.api.simulation import run
from autopot.api.sizes import beside_neighbours
from autopot.api.starting import start_folder, write_template
from autopot.api.study import beside_study, write_study_form
from autopot.api.sweeping import SweepState, sweep, sweep_state
from autopot.api.tasks import ImportedTasks, export_tasks, import_tasks
from autopot.api.tracking import Tracking, track
from autopot.api.uncertainty import sensitivity
from autopot.api.validation import validate
from autopot.api.verification import verify
from autopot.api.verification_result import Verification
from autopot.api.workforce import build_workforce, replace_packaged_workforce
from autopot.report.explained import Explanation

__all__ = [
    "AdoptionFit",
    "Advice",
    "Bounds",
    "Check",
    "Comparison",
    "DocumentFigures",
    "Explanation",
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
    "explain",
    "explain_sector",
    "export_ratings",
    "export_tasks",
    "few_persons",
    "import_tasks",
    "label_quality",
    "measured_errors",
    "plan",
    "printed_figures",
    "radar",
    "rating_quality",
    "replace_packaged_workforce",
    "run",
    "save_chart",
    "sensitivity",
    "start_folder",
    "survey_leads",
    "sweep",
    "sweep_state",
    "track",
    "validate",
    "verify",
    "write_study_form",
    "write_template",
]
