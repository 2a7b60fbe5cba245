from submissions.forms.about import AboutForm
from submissions.forms.begin import BeginForm
from submissions.forms.contact import ContactStepForm
from submissions.forms.facts import FactsStepForm
from submissions.forms.making import MakingForm
from submissions.forms.pictures import PicturesForm
from submissions.forms.review import ReviewForm
from submissions.forms.rows import CreditsForm

__all__ = [
    "AboutForm",
    "BeginForm",
    "ContactStepForm",
    "CreditsForm",
    "FactsStepForm",
    "MakingForm",
    "PicturesForm",
    "ReviewForm",
]
