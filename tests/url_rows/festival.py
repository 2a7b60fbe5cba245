from django.utils import timezone

from festival.actions.personal import ask_for_export, make_export
from festival.actions.team import invite
from festival.enums import Role
from festival.models import Letter, Membership, Section
from festival.unsubscribing import stop_url
from tests.url_rows import DESK, DIRECTORS, EVERYBODY, LOGIN, PROGRAMMERS, SIGNED_IN, Row, edition_kwargs

STAFF = DESK - PROGRAMMERS
DESK_REFUSAL = dict.fromkeys(DESK - DIRECTORS, 403)


def token_kwargs(cast):
    invitation = invite(cast.edition, role=Role.JUROR, email="new@example.org", by=cast.director)
    return {"token": invitation.url.rstrip("/").rsplit("/", 1)[1]}


def own_archive(cast):
    export = ask_for_export(cast.filmmaker)
    make_export(export)
    return {"pk": export.pk}


def open_seat(cast):
    seat = Membership.objects.create(
        edition=cast.edition,
        role=Role.JUROR,
        invited_email="a@example.org",
        token_digest="digest",
        expires_at=timezone.now(),
    )
    return {**edition_kwargs(cast), "pk": seat.pk}


def category_kwargs(cast):
    return {**edition_kwargs(cast), "pk": cast.category.pk}


def section_kwargs(cast):
    section = Section.objects.create(edition=cast.edition, slug="panorama", name={"en": "Panorama"})
    return {**edition_kwargs(cast), "pk": section.pk}


def letter_kwargs(cast):
    letter = Letter.objects.create(
        edition=cast.edition,
        to_email="a@example.org",
        language="en",
        kind="festival/x",
        subject="S",
        text="T",
    )
    return {**edition_kwargs(cast), "pk": letter.pk}


def failed_letter(cast):
    kwargs = letter_kwargs(cast)
    Letter.objects.filter(pk=kwargs["pk"]).update(state="failed")
    return kwargs


def stop_kwargs(cast):
    return {"token": stop_url(cast.stranger).rstrip("/").rsplit("/", 1)[1]}


def closed_kwargs(cast):
    cast.edition.closed_at = timezone.now()
    cast.edition.save(update_fields=["closed_at"])
    return edition_kwargs(cast)


def wording_kwargs(cast):
    return {**edition_kwargs(cast), "kind": "submissions/entry_received"}


def festival_kwargs(cast):
    return {"slug": cast.edition.festival.slug}


def directors(kwargs=edition_kwargs, **more):
    return Row(allow=DIRECTORS, kwargs=kwargs, special=DESK_REFUSAL, **more)


def programmers(**more):
    return Row(allow=PROGRAMMERS, kwargs=edition_kwargs, special=dict.fromkeys(STAFF, 403), **more)


def invitation_data(cast):
    return {"role": Role.JUROR, "name": "New", "email": "new@example.org"}


ROWS = {
    "health": Row(allow=EVERYBODY),
    "festival:profile": Row(allow=SIGNED_IN),
    "festival:my_rooms": Row(allow=SIGNED_IN, ok=302),
    "festival:my_data": Row(allow=SIGNED_IN),
    "festival:my_data_ask": Row(allow=SIGNED_IN, method="post", ok=302),
    "festival:my_data_state": Row(allow=SIGNED_IN),
    "festival:my_data_download": Row(allow={"filmmaker"}, kwargs=own_archive),
    # Asks for a fresh sign-in first.
    "festival:my_data_erase": Row(allow=SIGNED_IN, ok=302),
    # Nobody has asked to be forgotten.
    "festival:my_data_keep": Row(allow=SIGNED_IN, method="post", ok=409),
    "festival:create_token": Row(allow=SIGNED_IN, method="post", ok=302),
    "festival:revoke_token": Row(allow=SIGNED_IN, method="post", ok=302),
    "festival:invitation": Row(allow=EVERYBODY, kwargs=token_kwargs, anonymous=200),
    "festival:accept_invitation": Row(
        allow=EVERYBODY - {"juror"}, kwargs=token_kwargs, method="post", ok=302, special={"juror": 409}
    ),
    "festival:switch_account": Row(allow=EVERYBODY, kwargs=token_kwargs, method="post", ok=LOGIN),
    "desk:chooser": Row(
        allow={"administrator"},
        special={**dict.fromkeys(DESK - {"administrator"}, 302), "colleague": 302},
    ),
    "desk:new_festival": Row(allow={"administrator"}),
    "desk:edit_festival": Row(allow=DIRECTORS, kwargs=festival_kwargs),
    "desk:new_edition": Row(allow=DIRECTORS, kwargs=festival_kwargs),
    "desk:team": programmers(),
    "desk:invite": directors(method="post", data=invitation_data, ok=302),
    "desk:resend_invitation": directors(open_seat, method="post", ok=302),
    "desk:remove_member": directors(open_seat),
    "desk:setup": programmers(),
    "desk:edit_edition": directors(),
    "desk:publish_edition": directors(method="post", ok=302),
    "desk:close_edition": directors(),
    "desk:reopen_edition": directors(
        closed_kwargs, method="post", data=lambda cast: {"reason": "A slip."}, ok=302
    ),
    "desk:new_category": directors(),
    "desk:edit_category": directors(category_kwargs),
    "desk:delete_category": directors(category_kwargs),
    "desk:new_section": directors(),
    "desk:edit_section": directors(section_kwargs),
    "desk:delete_section": directors(section_kwargs),
    "desk:letters_retry": directors(method="post", ok=302),
    "desk:letter_cancel": directors(letter_kwargs, method="post", ok=302),
    "desk:letter_retry": directors(failed_letter, method="post", ok=302),
    "desk:letter_again": directors(failed_letter, method="post", ok=302),
    "desk:letter_trust": directors(letter_kwargs, method="post", ok=302),
    "festival:letter_wishes": Row(allow=SIGNED_IN),
    "festival:stop_reminders": Row(allow=EVERYBODY, kwargs=stop_kwargs, anonymous=200),
    "desk:letter_wordings": directors(),
    "desk:letter_wording": directors(wording_kwargs),
    "desk:letter_wording_reset": directors(wording_kwargs, method="post", ok=302),
    "desk:letters": directors(),
    "desk:letter": directors(letter_kwargs),
    "desk:audit": directors(),
}
