"""The letters of an edition in its own words: edit in every language, look at them, send oneself a copy."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival.actions.wording import post_test_copy, use_built_in_words, word_letter
from festival.forms.wording import WordingForm
from festival.letter_kinds import LetterKind, all_kinds, kind_named
from festival.letters import Draft, built_in, compose_words
from festival.models import Edition, LetterWording
from festival.views.desk.letters import directed_edition


@login_required
@require_GET
def wordings(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = directed_edition(request, festival, edition)
    own: dict[str, list[str]] = {}
    for kind, language in here.letter_wordings.order_by("language").values_list("kind", "language"):
        own.setdefault(kind, []).append(str(_(dict(settings.LANGUAGES)[language])))
    rows = [{"kind": kind, "own": own.get(kind.name, [])} for kind in all_kinds()]
    return render(request, "festival/letter_wordings.html", {"edition": here, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, festival: str, edition: str, kind: str) -> HttpResponse:
    """One form with all languages. `do`: save, look (the unsaved words with a chosen example) or test (to oneself)."""
    here = directed_edition(request, festival, edition)
    declared = _declared(kind)
    forms = [_form(request, here, declared, code) for code, _name in settings.LANGUAGES]
    # Every form is asked, so that all errors are shown at once.
    valid = request.method == "POST" and sum(not form.is_valid() for form in forms) == 0
    wish = request.POST.get("do", "")
    if valid and wish == "save":
        _save(here, declared, forms, request.user)
        messages.success(request, _("Saved. Letters from now on use these words."))
        return redirect("desk:letter_wording", here.festival.slug, here.slug, declared.name)
    drafts = _drafts(here, declared, forms, request) if valid or request.method == "GET" else []
    if valid and wish == "test":
        for draft in drafts:
            post_test_copy(draft, to=request.user)
        messages.success(
            request, _("A copy in each language is on its way to %(email)s.") % {"email": request.user.email}
        )
    context = {
        "edition": here,
        "kind": declared,
        "forms": forms,
        "languages": [name for _code, name in settings.LANGUAGES],
        "own": here.letter_wordings.filter(kind=declared.name).exists(),
        "drafts": drafts,
        "looking": wish == "look" and valid,
        "examples": declared.examples.choices(here) if declared.examples else [],
        "example": request.POST.get("example", ""),
    }
    return render(request, "festival/letter_wording.html", context, status=_status(forms))


@login_required
@require_POST
def reset(request: HttpRequest, festival: str, edition: str, kind: str) -> HttpResponse:
    here = directed_edition(request, festival, edition)
    declared = _declared(kind)
    for code, _name in settings.LANGUAGES:
        use_built_in_words(here, declared.name, code, by=request.user)
    messages.success(request, _("This letter has its built-in words again."))
    return redirect("desk:letter_wording", here.festival.slug, here.slug, declared.name)


def _declared(kind: str) -> LetterKind:
    found = kind_named(kind)
    if found is None or not found.listed:
        raise Http404
    return found


def _form(request: HttpRequest, edition: Edition, kind: LetterKind, language: str) -> WordingForm:
    own = LetterWording.objects.filter(edition=edition, kind=kind.name, language=language).first()
    subject, body = (own.subject, own.body) if own else built_in(kind, edition, language)
    data = request.POST if request.method == "POST" else None
    return WordingForm(data, kind=kind, language=language, initial={"subject": subject, "body": body})


def _save(edition: Edition, kind: LetterKind, forms: list[WordingForm], by: Any) -> None:
    """A language that says what the built-in letter says stays built-in, and follows it when the portal is updated."""
    for form in forms:
        words = (form.cleaned_data["subject"], form.cleaned_data["body"].replace("\r\n", "\n").strip())
        if words == built_in(kind, edition, form.language):
            use_built_in_words(edition, kind.name, form.language, by=by)
        elif form.has_changed():
            word_letter(edition, kind.name, form.language, subject=words[0], body=words[1], by=by)


def _drafts(
    edition: Edition, kind: LetterKind, forms: list[WordingForm], request: HttpRequest
) -> list[Draft]:
    found = None
    if kind.examples:
        key = request.POST.get("example", "") or next((key for key, _n in kind.examples.choices(edition)), "")
        found = kind.examples.letter(edition, key)
    to, context = found or (request.user, {})
    return [
        compose_words(
            *_words_of(form), kind=kind.name, to=to, context=context, edition=edition, language=form.language
        )
        for form in forms
    ]


def _words_of(form: WordingForm) -> tuple[str, str]:
    said = form.cleaned_data if form.is_bound else form.initial
    return said["subject"], said["body"]


def _status(forms: list[WordingForm]) -> int:
    return 422 if any(form.errors for form in forms) else 200
