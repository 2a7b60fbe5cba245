"""Who may? Each predicate agrees with `Entry.objects.visible_to`, and a test holds them together."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from festival import rules as house
from festival.enums import Role
from festival.models import Edition
from media_pipeline.enums import AssetState
from submissions import changing, gates
from submissions.enums import Decision, EntryState, TodoState
from submissions.models import CompletionRequest, CoOwner, Entry


def owns(user: Any, entry: Entry) -> bool:
    """A maker of the film: its responsible owner, or a co-owner. The one answer for the whole house."""
    if not user.is_authenticated or not user.is_active:
        return False
    return entry.owner_id == user.pk or entry.pk in _shares_of(user)


def answers_for(user: Any, entry: Entry) -> bool:
    """The responsible owner, who alone withdraws the film and says who else may work on it."""
    return user.is_authenticated and user.is_active and entry.owner_id == user.pk


def can_invite_makers(user: Any, entry: Entry) -> bool:
    """Say who else works on the film, and offer it to somebody."""
    return answers_for(user, entry)


def can_pass_on(user: Any, entry: Entry) -> bool:
    """The office passes a film on whose owner is gone: a director, and never to their own ends."""
    return entry.submitted_at is not None and house.can_direct(user, entry.edition) and not owns(user, entry)


def may_take_back(user: Any, share: CoOwner, entry: Entry) -> bool:
    """Remove a share: the owner any, a co-owner their own, a director what the office has offered."""
    if answers_for(user, entry) or (share.user_id is not None and share.user_id == user.pk):
        return True
    return share.offers_ownership and share.reason != "" and can_pass_on(user, entry)


def forget_shares(user: Any) -> None:
    """A share came or went: ask the database again."""
    user.__dict__.pop("_shared_entries", None)


def _shares_of(user: Any) -> frozenset[UUID]:
    """The films this person co-owns, asked once per request and person."""
    known = user.__dict__
    if "_shared_entries" not in known:
        known["_shared_entries"] = frozenset(
            CoOwner.objects.filter(user=user).values_list("entry_id", flat=True)
        )
    return known["_shared_entries"]


def can_view(user: Any, entry: Entry) -> bool:
    """The maker, and the desk once it has received the entry."""
    return owns(user, entry) or (entry.submitted_at is not None and house.can_enter_desk(user, entry.edition))


def can_read_everything(user: Any, edition: Edition) -> bool:
    """Contact, findings, the file, history. Scrutineers and front of house read the reduced form."""
    return house.can_programme(user, edition)


def can_see_decisions(user: Any, edition: Edition) -> bool:
    """Under embargo only those who decide know; afterwards the whole desk does."""
    return house.can_programme(user, edition) or (
        edition.selection_released_at is not None and house.can_enter_desk(user, edition)
    )


def can_watch(user: Any, entry: Entry) -> bool:
    """Play the film outside a jury: its maker, and those who programme."""
    return owns(user, entry) or (entry.submitted_at is not None and can_read_everything(user, entry.edition))


def can_edit(user: Any, entry: Entry) -> bool:
    """The form is locked with the submission."""
    return owns(user, entry) and entry.state == EntryState.DRAFT


def asked_parts(entry: Entry) -> frozenset[str]:
    """What is open again, because the festival has asked for something. No query for other entries."""
    if entry.state == EntryState.SUBMITTED:
        return _parts_of_todos(entry)
    if entry.state != EntryState.INCOMPLETE:
        return frozenset()
    asked = CompletionRequest.objects.filter(entry=entry, closed_at=None).values_list("parts", flat=True)
    return frozenset(part for parts in asked for part in parts)


def _parts_of_todos(entry: Entry) -> frozenset[str]:
    """What the to-dos of a film of the announced selection ask for; also once it is there, until it is waived."""
    if entry.decision != Decision.SELECTED or not entry.selection_is_told:
        return frozenset()
    looks = entry.todos.exclude(state=TodoState.WAIVED).values_list("kind__check_by", flat=True)
    return frozenset(changing.TODO_PARTS[look] for look in looks if look in changing.TODO_PARTS)


def can_edit_part(user: Any, entry: Entry, part: str) -> bool:
    """A step of a draft, or one that the festival has asked for."""
    return can_edit(user, entry) or (owns(user, entry) and part in asked_parts(entry))


def can_answer(user: Any, entry: Entry) -> bool:
    return owns(user, entry) and entry.state == EntryState.INCOMPLETE


def can_ask(user: Any, entry: Entry) -> bool:
    """Give a received film back to its maker for something; nobody asks themselves."""
    return not owns(user, entry) and house.can_programme(user, entry.edition)


def may_change(entry: Entry, what: str) -> bool:
    """Whether this part of the entry is still its maker's to change: by the table, or because it was asked for."""
    if changing.may_change(what, state=entry.state, released=entry.selection_is_told):
        return True
    return changing.STEP_OF.get(what, "") in asked_parts(entry)


def may_correct(entry: Entry) -> bool:
    """Submitted, and the selection not told yet: some parts may be put right. The film and the category may not."""
    return entry.state != EntryState.DRAFT and may_change(entry, "credits")


def can_change(user: Any, entry: Entry, what: str) -> bool:
    return owns(user, entry) and may_change(entry, what)


def call_is_open(edition: Edition, now: datetime | None = None) -> bool:
    return edition.call_opens_at <= (now or timezone.now()) < edition.call_closes_at


def can_keep_call(user: Any, edition: Edition) -> bool:
    """Deadlines, caps, extensions: whoever works on entries."""
    return house.can_programme(user, edition)


def can_keep_money(user: Any, edition: Edition) -> bool:
    """Fees, codes that lower them, payments: the director answers for the money."""
    return house.can_direct(user, edition)


def film_may_change(entry: Entry) -> bool:
    """In a draft always; after the submission only when the check refused the film. Either way while the call runs."""
    if "film" in asked_parts(entry):
        return True
    if not gates.entry_is_open(entry):
        return False
    if entry.state == EntryState.DRAFT:
        return True
    refused = entry.film is not None and entry.film.state == AssetState.REFUSED
    return entry.state == EntryState.SUBMITTED and refused


def can_send_film(user: Any, entry: Entry) -> bool:
    return owns(user, entry) and film_may_change(entry)


def can_send_subtitles(user: Any, entry: Entry) -> bool:
    """The maker while the call runs, also after the submission; the office helps with what it has received."""
    if owns(user, entry) and asked_parts(entry) & {"film", "subtitles"}:
        return True
    if owns(user, entry) and gates.entry_is_open(entry):
        return entry.state in (EntryState.DRAFT, EntryState.SUBMITTED)
    received = entry.submitted_at is not None and entry.state == EntryState.SUBMITTED
    return received and can_read_everything(user, entry.edition)


def can_send_consents(user: Any, entry: Entry) -> bool:
    """The maker in a draft, and after the submission while the call runs."""
    if not owns(user, entry):
        return False
    return entry.state == EntryState.DRAFT or (
        entry.state == EntryState.SUBMITTED and call_is_open(entry.edition)
    )


def can_read_consents(user: Any, entry: Entry) -> bool:
    """Who consented, and the documents: the maker and those who programme. No juror, no other desk, no public."""
    return owns(user, entry) or (entry.submitted_at is not None and can_read_everything(user, entry.edition))


def can_withdraw(user: Any, entry: Entry) -> bool:
    """The last word is the responsible owner's: it cannot be undone."""
    return answers_for(user, entry) and entry.state in (
        EntryState.DRAFT,
        EntryState.SUBMITTED,
        EntryState.INCOMPLETE,
    )


def can_decide(user: Any, entry: Entry) -> bool:
    """Nobody decides about their own film; after the telling only a director corrects."""
    if owns(user, entry) or entry.state != EntryState.SUBMITTED:
        return False
    if entry.selection_is_told:
        return house.can_direct(user, entry.edition)
    return house.can_programme(user, entry.edition)


def can_disqualify(user: Any, entry: Entry) -> bool:
    return not owns(user, entry) and house.can_programme(user, entry.edition)


def can_release_selection(user: Any, edition: Edition) -> bool:
    """The one act of telling is the director's."""
    return Role.DIRECTOR in house.edition_roles(user, edition)


def can_see_workshop(user: Any, edition: Edition) -> bool:
    """What the machines are doing with the films."""
    return house.can_programme(user, edition)


def can_run_workshop(user: Any, edition: Edition) -> bool:
    """Put a film to the front, try a failed one again."""
    return house.can_direct(user, edition)
