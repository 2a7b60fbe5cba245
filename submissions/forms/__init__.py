from submissions.forms.about import AboutForm
from submissions.forms.begin import BeginForm
from submissions.forms.facts import FactsForm
from submissions.forms.making import MakingForm
from submissions.forms.review import ReviewForm
from submissions.forms.rows import CreditsForm
from submissions.forms.still import StillForm

__all__ = ["AboutForm", "BeginForm", "CreditsForm", "FactsForm", "MakingForm", "ReviewForm", "StillForm"]
