"""The form of an edition's own questions: one field each, made from the question's row."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions import answers
from submissions.actions.answering import remove_answer_file, save_answers, send_answer_file
from submissions.answer_wording import answer_sentence, type_words
from submissions.asked import answers_of, questions_of
from submissions.asking import Need, QuestionKind
from submissions.asking_exceptions import BadPaperFile
from submissions.forms.base import LenientForm
from submissions.models import Answer, Entry, Question
from submissions.papers.store import MOST_BYTES, check_paper

MOST_RADIOS = 7  # longer lists open
REMOVE = "remove-file-"


class AnswerField(forms.Field):
    """Reads what was sent by the question's own rules."""

    def __init__(self, question: Question, *, kept: Any = None, **kwargs: Any) -> None:
        self.question, self.ask = question, question.ask(kept)
        super().__init__(widget=_widget(question, kept), **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return answers.read(self.ask, value)
        except answers.BadAnswer as error:
            raise ValidationError(answer_sentence(error), code=error.code) from error


class PaperField(forms.FileField):
    """A file of the types and the size that the question takes."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        self.question = question
        accept = ",".join(f".{kind}" for kind in question.file_types)
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not data:
            return None
        try:
            check_paper(data, types=tuple(self.question.file_types), most_bytes=self.question.most_bytes)
        except BadPaperFile as error:
            raise ValidationError(str(error.message)) from error
        return data


class QuestionsForm(LenientForm):
    """Looks like a step's form. `by` is who sends it; `questions` narrows it to those that can be answered now."""

    by: Any = None

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        instance: Entry,
        questions: list[Question] | None = None,
    ) -> None:
        self.instance = instance
        self.questions = questions_of(instance) if questions is None else questions
        self.given = answers_of(instance) if instance.pk else {}
        self.deed = data.get("deed", "") if data is not None else ""
        super().__init__(data, files, initial=self._initial())
        self.needed = tuple(name_of(q) for q in self.questions if q.need == Need.SUBMISSION)
        for question in self.questions:
            field = self._field(question)
            field.required = name_of(question) in self.needed
            self.fields[name_of(question)] = field

    def _initial(self) -> dict[str, Any]:
        return {
            name_of(question): answer.value
            for question in self.questions
            if (answer := self.given.get(question.pk)) and question.kind != QuestionKind.FILE
        }

    def _field(self, question: Question) -> forms.Field:
        told = {"label": str(question.label), "help_text": help_of(question)}
        if question.kind == QuestionKind.FILE:
            return PaperField(question, **told)
        kept = self.given.get(question.pk)
        return AnswerField(question, kept=kept.value if kept else None, **told)

    @property
    def has_files(self) -> bool:
        return any(question.kind == QuestionKind.FILE for question in self.questions)

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """Each field with the file that was sent before."""
        for question in self.questions:
            answer: Answer | None = self.given.get(question.pk)
            yield {
                "field": self[name_of(question)],
                "question": question,
                "paper": answer.paper if answer else None,
                "remove": f"{REMOVE}{question.key}",
            }

    def save(self) -> Entry:
        """Keep all answers; a deed takes one file back."""
        sent = {
            question.key: self.cleaned_data.get(name_of(question))
            for question in self.questions
            if question.kind != QuestionKind.FILE
        }
        save_answers(self.instance, sent, by=self.by)
        for question in self.questions:
            if question.kind != QuestionKind.FILE:
                continue
            if file := self.cleaned_data.get(name_of(question)):
                send_answer_file(self.instance, question, file, by=self.by)
            elif self.deed == f"{REMOVE}{question.key}":
                remove_answer_file(self.instance, question, by=self.by)
        return self.instance


def name_of(question: Question) -> str:
    return f"q_{question.key}"


def help_of(question: Question) -> str:
    """The explanation, the limits and from when it is needed; the portal's own form prints help as markup."""
    parts = [
        question.help,
        question.wording if question.kind == QuestionKind.CONSENT else "",
        *limits(question),
    ]
    return mark_safe(" ".join(str(escape(str(part))) for part in parts if part))  # noqa: S308 - each part escaped


def limits(question: Question) -> list[str]:
    """What is accepted and when it is needed, each in a sentence."""
    told = [_limit(question)]
    if question.need == Need.SELECTION:
        told.append(_("Needed only once the film is selected."))
    if question.need == Need.DATE and question.needed_from:
        told.append(_("Needed from %(day)s on.") % {"day": date_format(question.needed_from, "DATE_FORMAT")})
    return [sentence for sentence in told if sentence]


def _limit(question: Question) -> str:
    if question.kind in (QuestionKind.TEXT, QuestionKind.LONG_TEXT) and question.longest:
        return _("Up to %(limit)d letters.") % {"limit": question.longest}
    if question.kind == QuestionKind.NUMBER:
        return _range(question)
    if question.kind == QuestionKind.SEVERAL and question.most:
        return ngettext("Up to %(count)d choice.", "Up to %(count)d choices.", question.most) % {
            "count": question.most
        }
    if question.kind == QuestionKind.FILE:
        return _("%(types)s; up to %(limit)s.") % {
            "types": type_words(question.file_types),
            "limit": filesizeformat(min(question.most_bytes, MOST_BYTES)),
        }
    return ""


def _range(question: Question) -> str:
    least = None if question.smallest is None else answers.plain(question.smallest)
    most = None if question.largest is None else answers.plain(question.largest)
    unit = f" {question.unit}" if question.unit else ""
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s%(unit)s.") % {"least": least, "most": most, "unit": unit}
    if least is not None:
        return _("At least %(least)s%(unit)s.") % {"least": least, "unit": unit}
    if most is not None:
        return _("At most %(most)s%(unit)s.") % {"most": most, "unit": unit}
    return _("In%(unit)s.") % {"unit": unit} if unit else ""


def _widget(question: Question, kept: Any) -> forms.Widget:
    kind = question.kind
    limit = {"maxlength": question.longest} if question.longest else {}
    if kind == QuestionKind.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 5, **limit, **({"data-count": ""} if limit else {})})
    if kind == QuestionKind.NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal" if question.decimals else "numeric", "size": 12})
    if kind == QuestionKind.DATE:
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if kind == QuestionKind.URL:
        return forms.URLInput(attrs={"placeholder": "https://", "maxlength": answers.LONGEST_URL})
    if kind == QuestionKind.CONSENT:
        return forms.CheckboxInput()
    if kind == QuestionKind.SEVERAL:
        return forms.CheckboxSelectMultiple(choices=_choices(question, kept))
    if kind == QuestionKind.ONE:
        empty = ("", _("No answer"))
        choices = [*_choices(question, kept), *([] if question.need == Need.SUBMISSION else [empty])]
        if len(choices) <= MOST_RADIOS:
            return forms.RadioSelect(choices=choices)
        return forms.Select(choices=[("", "–"), *_choices(question, kept)])
    return forms.TextInput(attrs=limit)


def _choices(question: Question, kept: Any) -> list[tuple[str, str]]:
    """What is offered, and what was chosen before it was taken away."""
    chosen = kept if isinstance(kept, list) else [kept]
    return [
        (option["key"], question.option_label(option["key"]))
        for option in question.options
        if not option.get("retired") or option["key"] in chosen
    ]
