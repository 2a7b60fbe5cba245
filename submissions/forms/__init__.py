from submissions.forms.about import AboutForm
from submissions.forms.begin import BeginForm
from submissions.forms.facts import FactsForm
from submissions.forms.review import ReviewForm
from submissions.forms.rows import CreditsForm, ToolsForm
from submissions.forms.still import StillForm

__all__ = ["AboutForm", "BeginForm", "CreditsForm", "FactsForm", "ReviewForm", "StillForm", "ToolsForm"]
