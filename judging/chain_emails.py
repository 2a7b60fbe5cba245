"""The letter about marks that are not as they were given."""

from django.conf import settings
from django.urls import reverse

from festival.enums import Role
from festival.letters import post_letter
from festival.models import Letter, Membership
from judging.models import Round
from judging.score_chain import Break

CHAIN_BROKEN = "jury/chain_broken"
READERS = (Role.DIRECTOR, Role.SCRUTINEER)


def post_chain_broken(judged: Round, found: Break) -> list[Letter]:
    """To directors and scrutineers, once each however many seats they have."""
    edition = judged.edition
    where = {"festival": edition.festival.slug, "edition": edition.slug}
    context = {
        "round": judged,
        "number": found.number,
        "changed": found.what == "changed",
        "url": settings.PORTAL_URL + reverse("jury_desk:scrutiny", kwargs=where),
    }
    seats = Membership.objects.taken().filter(edition=edition, role__in=READERS).select_related("user")
    people = {seat.user_id: seat.user for seat in seats}
    return [
        post_letter(CHAIN_BROKEN, to=person, edition=edition, context=context) for person in people.values()
    ]
