"""The demo's people. Every name says that it is invented; every address ends where no mail is delivered."""

from typing import Any

from allauth.account.models import EmailAddress

from festival import demo
from festival.actions.team import seat
from festival.enums import Role
from festival.models import Edition, Membership, User
from judging.actions.juries import create_jury, seat_juror
from judging.actions.seats import accept_seat
from judging.models import Jury
from screenings.demo.plans import FestivalPlan


def account(address: str, name: str, **fields: Any) -> User:
    """A person who can sign in at once: the address counts as verified."""
    email = f"{address}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, demo.PASS_PHRASE, name=name, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def staff() -> dict[str, User]:
    """The accounts that the launcher prints, by the part of the address before the @."""
    people = {}
    for person in demo.accounts():
        address = person.email.split("@")[0]
        powers = {"is_staff": True, "is_superuser": True} if address == "admin" else {}
        people[address] = account(address, person.name, **powers)
    return people


def fill_team(edition: Edition, people: dict[str, User]) -> None:
    roles = {
        "director": Role.DIRECTOR,
        "programmer": Role.PROGRAMMER,
        "scrutineer": Role.SCRUTINEER,
        "door": Role.FRONT_OF_HOUSE,
    }
    for address, role in roles.items():
        seat(edition, people[address], role, by=people["admin"])


def fill_jury(edition: Edition, plan: FestivalPlan, by: User) -> Jury:
    """Jurors in weighted blocs. The first one is the demo's juror account; all are plainly fictional."""
    jury = create_jury(
        edition,
        name={"en": "Jury (invented)", "zh-hans": "评审团（虚构）"},
        by=by,
        blocs=[(bloc.name, bloc.weight) for bloc in plan.blocs],
    )
    number = 0
    for bloc, planned in zip(jury.blocs.order_by("position"), plan.blocs, strict=True):
        for _seat in range(planned.jurors):
            number += 1
            name = f"Juror {number} ({planned.slug})"
            user = account("juror" if number == 1 else f"juror{number}", f"Juror {number} (demo)")
            membership = Membership.objects.filter(edition=edition, role=Role.JUROR, user=user).first()
            membership = membership or seat(edition, user, Role.JUROR, by=by)
            juror = seat_juror(jury, membership, by=by, bloc=bloc, display_name=name, presides=number == 1)
            accept_seat(juror, by=user)
    return jury
