"""Rows as the plain facts that the pure award rules understand."""

from judging.awards import AwardRule, FilmFacts
from judging.models import Award
from submissions.models import Entry


def award_rule(award: Award) -> AwardRule:
    return AwardRule(
        key=str(award.pk),
        category=str(award.category_id or ""),
        section=str(award.section_id or ""),
        orientation=award.orientation,
        ex_aequo=award.ex_aequo,
        outside_limit=award.outside_limit,
    )


def film_facts(entry: Entry) -> FilmFacts:
    return FilmFacts(
        key=str(entry.pk),
        category=str(entry.category_id),
        section=str(entry.section_id or ""),
        orientation=entry.film_facts.orientation,
    )
