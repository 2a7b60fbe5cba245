"""The one act of telling, and how to correct it afterwards."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import audit
from festival.exceptions import FestivalError, NotReady
from festival.models import Edition
from judging.awards import Win, over_limit, shared_without_leave
from judging.emails import post_honours
from judging.enums import HonourKind, RoundState
from judging.exceptions import ResultsAreOut
from judging.facts import award_rule
from judging.models import Award, Erratum, Honour
from judging.signals import results_published
from submissions.enums import EntryState


def publishing_problems(edition: Edition) -> list[str]:
    """Everything that forbids telling, in words."""
    problems = []
    honours = list(Honour.objects.filter(award__edition=edition).select_related("award", "entry"))
    winners = [honour for honour in honours if honour.kind == HonourKind.WINNER]
    if not winners:
        problems.append(_("No winner has been chosen yet."))
    problems += [
        _("The round “%(round)s” is still open.") % {"round": judged}
        for judged in edition.rounds.filter(state=RoundState.OPEN)
    ]
    problems += [
        _("“%(film)s” is no longer in the competition.") % {"film": honour.entry}
        for honour in honours
        if honour.entry.state != EntryState.SUBMITTED
    ]
    return problems + _rule_problems(edition, winners)


def _rule_problems(edition: Edition, winners: list[Honour]) -> list[str]:
    known = {str(award.pk): award for award in Award.objects.filter(edition=edition)}
    films = {str(honour.entry_id): honour.entry for honour in winners}
    rules = [award_rule(award) for award in known.values()]
    wins = [Win(str(honour.award_id), str(honour.entry_id)) for honour in winners]
    problems = [
        ngettext(
            "“%(film)s” would take %(awards)s; one film may take %(limit)s award.",
            "“%(film)s” would take %(awards)s; one film may take %(limit)s awards.",
            excess.limit,
        )
        % {
            "film": films[excess.film],
            "awards": ", ".join(str(known[key]) for key in excess.awards),
            "limit": excess.limit,
        }
        for excess in over_limit(wins, rules, edition.awards_per_film)
    ]
    problems += [
        _("“%(award)s” has several winners but may not be shared.") % {"award": known[key]}
        for key in shared_without_leave(wins, rules)
    ]
    return problems


def publish_results(edition: Edition, *, by: Any) -> Edition:
    """Tell everybody at once: one column, one moment. Nothing is told by any other way before."""
    with transaction.atomic():
        locked = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if locked.results_published_at:
            raise ResultsAreOut
        if problems := publishing_problems(locked):
            raise NotReady(problems, _("The results cannot be published yet."))
        locked.results_published_at = timezone.now()
        locked.save(update_fields=["results_published_at"])
        honours = list(
            Honour.objects.filter(award__edition=locked).select_related(
                "award", "entry__owner", "entry__edition"
            )
        )
        audit.record(
            "edition.results_published",
            locked,
            by=by,
            after="published",
            honours=[f"{honour.award.slug}: {honour.entry} ({honour.kind})" for honour in honours],
        )
        for honoured in {honour.entry_id: honour.entry for honour in honours}.values():
            post_honours([honour for honour in honours if honour.entry == honoured])
        transaction.on_commit(lambda: results_published.send(sender=Edition, edition=locked))
    edition.results_published_at = locked.results_published_at
    return edition


def write_erratum(
    edition: Edition, *, text: dict[str, str], by: Any, honour: Honour | None = None
) -> Erratum:
    """A correction that everybody sees beside what it corrects; the published rows stay as they were told."""
    if not edition.results_published_at:
        raise FestivalError(_("Nothing is published yet: change the award itself."), status=409)
    if honour is not None and honour.award.edition_id != edition.pk:
        raise FestivalError(_("This award belongs to another edition."), status=422)
    with transaction.atomic():
        erratum = Erratum.objects.create(edition=edition, honour=honour, text=text, written_by=by)
        audit.record("results.corrected", erratum, by=by, note=str(erratum))
    return erratum
