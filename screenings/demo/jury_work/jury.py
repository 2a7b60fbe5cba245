"""The invented juries: blocs, what each juror knows and has time for, terms that all but one have accepted."""

from typing import Any

from festival.actions.team import seat
from festival.enums import Role
from festival.models import Edition, Membership, User
from judging.actions.assigning_rules import keep_expertise
from judging.actions.juries import create_jury, seat_juror
from judging.actions.seats import accept_seat, decline_seat, offer_seats
from judging.actions.terms import draft_terms, publish_terms, write_terms
from judging.admission import terms_of
from judging.models import Juror, Jury
from screenings.demo.people import account

TERMS = {
    "en": "These terms are invented, like the festival, and bind nobody.\n\n"
    "You watch films here and nowhere else, and show them to nobody.\n\n"
    "What is said in the jury stays in the jury until the results are told.\n\n"
    "If you know somebody who worked on a film, say so: one click takes it off your list.",
    "zh-hans": "本条款与本影展一样纯属虚构，对任何人均无约束力。\n\n"
    "影片仅在此处观看，不得示于他人。\n\n评审团内的讨论，在结果公布之前不得外传。\n\n"
    "若您认识某部影片的参与者，请告知：轻点一下，该片即从您的列表中移除。",
}
CHANGES = {
    "en": "New: nobody describes a film to a machine. (demo)",
    "zh-hans": "新增：不得向机器描述影片（演示）。",
}
ADDED = {
    "en": "\n\nYou put no film, and no description of one, into a machine that learns from it.",
    "zh-hans": "\n\n不得将影片或对影片的描述输入会从中学习的机器。",
}
BLOCS = (
    ({"en": "Professionals", "zh-hans": "专业影人"}, 2, (1, 2, 3)),
    ({"en": "Technologists", "zh-hans": "技术专家"}, 1, (4, 5)),
    ({"en": "Audience delegates", "zh-hans": "观众代表"}, 1, (6, 7)),
)
UNANSWERED, STAND_IN = 7, 8
ABOUT: dict[int, dict[str, Any]] = {
    1: {"languages": ["en", "fr", "zh-hans"], "schools": "School of Paper Cinema (invented)"},
    2: {"languages": ["en", "fr"], "companies": "Lampion Works (invented)", "capacity_minutes": 5},
    3: {"languages": ["en", "fr", "zh-hans"], "handles": "https://films.example/moth-parliament"},
    4: {"languages": ["en", "zh-hans"], "also_known_as": "杨示范"},
    5: {"languages": ["en", "fr", "zh-hans"], "most_films": 12},
    6: {"languages": ["en"]},
    7: {"languages": ["en", "fr", "zh-hans"]},
    STAND_IN: {"languages": ["en", "zh-hans"], "alternate": True},
}


def seat_main_jury(edition: Edition, by: User) -> Jury:
    """Seven seats in three weighted blocs and somebody in reserve; one has not answered the invitation."""
    name = {"en": "Main jury (invented)", "zh-hans": "主评审团（虚构）"}
    jury = create_jury(edition, name=name, by=by, blocs=[(words, weight) for words, weight, _who in BLOCS])
    _give_terms(jury, by)
    for bloc, (_words, _weight, who) in zip(jury.blocs.order_by("position"), BLOCS, strict=True):
        for number in who:
            _sit(jury, number, by, bloc=bloc)
    _sit(jury, STAND_IN, by, bloc=jury.blocs.last())
    offer_seats(jury, by=by)
    for juror in jury.jurors.exclude(display_name=called(UNANSWERED)).select_related("membership__user"):
        accept(juror)
    _teach(jury, by)
    return jury


def seat_small_jury(edition: Edition, by: User) -> Jury:
    """Three for the upright films, without terms of their own; a fourth has declined."""
    jury = create_jury(
        edition, name={"en": "Tall-film jury (invented)", "zh-hans": "竖屏评审团（虚构）"}, by=by
    )
    for number in (1, 3, 4, 9):
        juror = _sit(jury, number, by)
        if number == 9:
            decline_seat(juror, by=juror.membership.user, reason="On a boat that week. (demo)")
        else:
            accept(juror)
    return jury


def called(number: int) -> str:
    return f"Juror {number} (demo)"


def accept(juror: Juror) -> None:
    """With the words as they stand now, if the jury has any."""
    terms = terms_of(juror.jury_id)
    user = juror.membership.user
    digest = terms.digest_in("en") if terms else ""
    accept_seat(juror, by=user, name=juror.display_name, digest=digest, language="en", user_agent="demo")


def _sit(jury: Jury, number: int, by: User, **columns: Any) -> Juror:
    user = account("juror" if number == 1 else f"juror{number}", called(number))
    found = Membership.objects.filter(edition=jury.edition_id, role=Role.JUROR, user=user).first()
    member = found or seat(jury.edition, user, Role.JUROR, by=by)
    about = {**ABOUT.get(number, {}), **columns}
    return seat_juror(jury, member, by=by, display_name=called(number), presides=number == 1, **about)


def _give_terms(jury: Jury, by: User) -> None:
    publish_terms(write_terms(draft_terms(jury, by=by), text=TERMS, changes={}, by=by), by=by)


def draft_new_terms(jury: Jury, by: User) -> None:
    """A second version that waits to be published."""
    words = {code: text + ADDED[code] for code, text in TERMS.items()}
    write_terms(draft_terms(jury, by=by), text=words, changes=CHANGES, by=by)


def _teach(jury: Jury, by: User) -> None:
    wide, tall = (str(jury.edition.categories.get(slug=slug).pk) for slug in ("wide", "tall"))
    for place, juror in enumerate(jury.jurors.order_by("position")):
        levels = {wide: 1 + place % 3, tall: 3 - place % 3}
        keep_expertise(juror, categories=levels, formats={"vertical": place % 3}, by=by)
