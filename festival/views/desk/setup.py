"""An edition's dates, sections and categories. Programmers read them, directors change them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival import rules
from festival.actions.setup import add_part, change, delete_part, hide_edition, publish_edition
from festival.forms.setup import CategoryForm, EditionForm, SectionForm
from festival.models import Category, Edition, Section
from festival.rules_text import category_rules_sentences
from festival.scope import ask, desk_edition


@login_required
def setup(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = desk_edition(request, festival, edition)
    ask(rules.can_programme(request.user, found))
    categories = [
        {"category": category, "sentences": category_rules_sentences(category)}
        for category in found.categories.all()
    ]
    context = {
        "edition": found,
        "categories": categories,
        "sections": found.sections.all(),
        "may_change": rules.can_direct(request.user, found),
    }
    return render(request, "festival/setup_overview.html", context)


@login_required
def edit_edition(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    form = EditionForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return _to_setup(found)
    return _form_page(request, form, _("Dates and words of the edition"), found)


@login_required
@require_POST
def publish(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """One button each way; posting it twice changes nothing."""
    found = _directed_edition(request, festival, edition)
    if request.POST.get("public") == "yes":
        publish_edition(found, by=request.user)
        messages.success(request, _("The edition is public now."))
    else:
        hide_edition(found, by=request.user)
        messages.success(request, _("The edition is hidden from the public."))
    return _to_setup(found)


@login_required
def new_category(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    return _add(request, CategoryForm, Category(edition=found), _("A new category"))


@login_required
def edit_category(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    return _edit(request, CategoryForm, get_object_or_404(found.categories, pk=pk), "desk:delete_category")


@login_required
def delete_category(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    return _delete(request, get_object_or_404(found.categories, pk=pk))


@login_required
def new_section(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    return _add(request, SectionForm, Section(edition=found), _("A new section"))


@login_required
def edit_section(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    return _edit(request, SectionForm, get_object_or_404(found.sections, pk=pk), "desk:delete_section")


@login_required
def delete_section(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = _directed_edition(request, festival, edition)
    return _delete(request, get_object_or_404(found.sections, pk=pk))


def _add(request: HttpRequest, form_class: type[ModelForm], part: Any, heading: str) -> HttpResponse:
    form = form_class(request.POST or None, instance=part)
    if request.method == "POST" and form.is_valid():
        add_part(form.instance, by=request.user)
        messages.success(request, _("“%(name)s” is added.") % {"name": part})
        return _to_setup(part.edition)
    return _form_page(request, form, heading, part.edition)


def _edit(request: HttpRequest, form_class: type[ModelForm], part: Any, delete_name: str) -> HttpResponse:
    form = form_class(request.POST or None, instance=part)
    if request.method == "POST" and form.is_valid():
        change(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return _to_setup(part.edition)
    stored = type(part).objects.get(pk=part.pk)  # the form has already written what was typed into `part`
    extra = {"delete_url": reverse(delete_name, kwargs={**_address(part.edition), "pk": part.pk})}
    if isinstance(stored, Category):
        extra["sentences"] = category_rules_sentences(stored)
    return _form_page(request, form, str(stored), part.edition, **extra)


def _delete(request: HttpRequest, part: Model) -> HttpResponse:
    """Ask first (GET), then do it (POST)."""
    edition = part.edition  # type: ignore[attr-defined]
    if request.method == "POST":
        delete_part(part, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%(name)s” is deleted.") % {"name": part})
        return _to_setup(edition)
    context = {
        "edition": edition,
        "question": _("Delete “%(name)s”?") % {"name": part},
        "action": _("Delete"),
        "post_url": request.path,
        "back_url": reverse("desk:setup", kwargs=_address(edition)),
    }
    return render(request, "festival/desk_confirm.html", context)


def _directed_edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    found = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, found))
    return found


def _form_page(
    request: HttpRequest, form: ModelForm, heading: str, edition: Edition, **extra: Any
) -> HttpResponse:
    context = {
        "edition": edition,
        "form": form,
        "heading": heading,
        "back_url": reverse("desk:setup", kwargs=_address(edition)),
        **extra,
    }
    return render(request, "festival/setup_form.html", context, status=422 if form.is_bound else 200)


def _address(edition: Edition) -> dict[str, str]:
    return {"festival": edition.festival.slug, "edition": edition.slug}


def _to_setup(edition: Edition) -> HttpResponse:
    return redirect("desk:setup", **_address(edition))
