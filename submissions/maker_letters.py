"""The letters about who works on a film. Their kinds stand apart: they are about people, not about the film's way."""

from django.conf import settings
from django.urls import reverse

from festival.letters import post_letter
from festival.models import Letter, User
from submissions.models import CoOwner, Entry


def post_invitation(share: CoOwner, *, url: str, by: User) -> Letter:
    """The letter with the secret link: of a co-owner's share, or of an offer of the whole film."""
    return post_offer(share, url=url, by=by) if share.offers_ownership else _secret("invited", share, url, by)


def post_offer(share: CoOwner, *, url: str, by: User) -> Letter:
    return _secret("offered", share, url, by)


def post_offer_notice(share: CoOwner, *, by: User) -> Letter:
    """To the present owner: the office has offered the film to somebody else, and why."""
    return _to(share.entry.owner, "offered_by_office", share.entry, share=share, by=by)


def post_joined(entry: Entry, *, who: User) -> Letter:
    return _to(entry.owner, "joined", entry, who=who)


def post_removed(entry: Entry, person: User) -> Letter:
    return _to(person, "removed", entry, entry_url=_my_films())


def post_passed(entry: Entry, *, former: User) -> list[Letter]:
    """To both of them, in different words. The former owner may no longer open the entry's page."""
    return [
        _to(former, "passed_on", entry, heir=entry.owner, entry_url=_my_films()),
        _to(entry.owner, "taken_over", entry, former=former),
    ]


def _secret(kind: str, share: CoOwner, url: str, by: User) -> Letter:
    """Written in the language of the account with that address, if there is one."""
    known = User.objects.filter(email__iexact=share.invited_email, is_active=True).first()
    entry = share.entry
    until = share.expires_at.astimezone(entry.edition.tz).date() if share.expires_at else None
    return post_letter(
        f"makers/{kind}",
        to=known or share.invited_email,
        edition=entry.edition,
        language="" if known else by.language,
        context={"entry": entry, "share": share, "by": by, "entry_url": url, "expires_on": until},
    )


def _my_films() -> str:
    return settings.PORTAL_URL + reverse("entries:home")


def _to(person: User, kind: str, entry: Entry, **context: object) -> Letter:
    url = settings.PORTAL_URL + reverse("entries:entry", kwargs={"pk": entry.pk})
    return post_letter(
        f"makers/{kind}",
        to=person,
        edition=entry.edition,
        context={"entry": entry, "entry_url": url, **context},
    )
