"""How a film was made: consents come and go, and a category says what it asks."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, Refused
from festival.models import Category, Edition
from submissions import consents, rules
from submissions.consents import Document
from submissions.exceptions import ConsentsLocked
from submissions.making.rules import Rule, quarrel
from submissions.making_words import rule_sentence, stage_list
from submissions.models import Consent, Entry, MakingRule

MOST_CONSENTS = 40


def add_consent(entry: Entry, document: Document, *, person: str, kind: str, name: str, by: Any) -> Consent:
    """Keep a person's consent. Raises ConsentsLocked. The trail does not name the person: it is kept for long."""
    with transaction.atomic():
        present = _locked(entry, by)
        if present.consents.count() >= MOST_CONSENTS:
            raise ConsentsLocked(_("There are very many consents already. Join several into one PDF."))
        consent = Consent.objects.create(
            entry=present,
            person=person,
            kind=kind,
            document=consents.store(document),
            original_name=name[:255],
            content_type=document.content_type,
            size=len(document.data),
            sha256=document.sha256,
            sent_by=by,
        )
        audit.record("entry.consent_added", present, by=by, kind=kind, sha256=consent.sha256)
    return consent


def remove_consent(entry: Entry, consent: Consent, *, by: Any) -> None:
    """Forget a consent and its document. Raises ConsentsLocked."""
    with transaction.atomic():
        present = _locked(entry, by)
        name, kind, digest = consent.document.name, consent.kind, consent.sha256
        consent.delete()
        audit.record("entry.consent_removed", present, by=by, kind=kind, sha256=digest)
        transaction.on_commit(lambda: consents.discard(name))


def set_making_rules(category: Category, asked: Iterable[Rule], *, by: Any) -> None:
    """Replace what the category asks of the making. Raises Conflict when no film could keep all of it."""
    wanted = list(asked)
    if stages := quarrel(wanted):
        raise Conflict(
            _("These rules contradict each other; no film could be entered. Look at: %(stages)s.")
            % {"stages": stage_list(stages)}
        )
    with transaction.atomic():
        Category.objects.select_for_update().get(pk=category.pk)
        former = [rule_sentence(row.rule) for row in category.making_rules.all()]
        category.making_rules.all().delete()
        MakingRule.objects.bulk_create(
            MakingRule(
                category=category,
                kind=rule.kind,
                stages=list(rule.stages),
                extent=rule.extent,
                number=rule.number,
                position=position,
            )
            for position, rule in enumerate(wanted)
        )
        present = [rule_sentence(rule) for rule in wanted]
        if former != present:
            audit.record("category.making_rules_set", category, by=by, changes={"rules": [former, present]})


def copy_making_rules(source: Edition, target: Edition) -> None:
    """Next year asks the same, in the categories that have the same address."""
    twins = {category.slug: category for category in target.categories.all()}
    for row in MakingRule.objects.filter(category__edition=source).select_related("category"):
        if twin := twins.get(row.category.slug):
            row.pk, row.category = None, twin
            row._state.adding = True
            row.save(force_insert=True)


def _locked(entry: Entry, by: Any) -> Entry:
    present = Entry.objects.select_for_update(of=("self",)).select_related("edition").get(pk=entry.pk)
    if not rules.can_send_consents(by, present):
        raise ConsentsLocked if rules.can_view(by, present) else Refused
    return present
