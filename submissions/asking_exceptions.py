"""Refusals around custom questions, papers and the rights agreement."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import Conflict, FestivalError


class BadPaperFile(FestivalError):
    """A file that cannot be taken as a paper; the message says what to send instead."""

    status = 422


class TooManyPapers(Conflict):
    default_message = _("There are too many files beside this entry. Write to the festival.")


class BadAnswers(FestivalError):
    """`wrong`: what is wrong with which answer, by the question's short name."""

    status = 422
    default_message = _("Some answers need another look.")

    def __init__(self, wrong: dict[str, str]) -> None:
        self.wrong = wrong
        self.problems = list(wrong.values())
        super().__init__()


class AnswersLocked(Conflict):
    default_message = _("This question can no longer be answered. Please write to the festival.")


class QuestionAnswered(Conflict):
    default_message = _("This question has been answered. Retire it and ask a new one.")


class AgreementPublished(Conflict):
    default_message = _("This version is published and stays as it is. Write a new version.")


class AgreementChanged(Conflict):
    default_message = _("The festival has published another version. Read it before you sign.")


class SignatureRefused(FestivalError):
    status = 422
    default_message = _("Sign with your full name.")
