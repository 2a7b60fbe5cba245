from django.utils import timezone

from judging import actions
from judging.actions.deliberation import create_deliberation, open_deliberation
from judging.models import ConflictFind, Criterion, Feedback, Juror, Recusal, Round
from tests.factories import funnel as make_funnel
from tests.factories import judging as make
from tests.factories import people
from tests.factories import repeats as make_repeats
from tests.factories import votes as make_votes
from tests.url_rows import DESK, DIRECTORS, PROGRAMMERS, SIGNED_IN, Row, edition_kwargs

JUROR = {"juror"}


def own_film(cast):
    """The juror's film in an open round."""
    jury = make.jury(cast.edition)
    seat = make.seat(jury, cast.juror)
    film = make.entry(cast.edition)
    given = make.assignment(make.open_round(jury, [film]), seat, film)
    return {"round_pk": given.round_id, "pk": given.pk}


def own_round(cast):
    return {"round_pk": own_film(cast)["round_pk"]}


def confirmed_film(cast):
    jury = make.jury(cast.edition)
    seat = make.seat(jury, cast.juror)
    film = make.entry(cast.edition)
    given = make.score(make.open_round(jury, [film]), seat, film, 7, 7)
    return {"round_pk": given.round_id, "pk": given.pk}


def juror_post(kwargs=own_film, **more):
    return Row(allow=JUROR, kwargs=kwargs, method="post", **{"ok": 302, **more})


def shown_again(cast):
    """A film of the juror's that the round shows a second time."""
    jury = make.jury(cast.edition)
    seat = make.seat(jury, cast.juror)
    judged = make_repeats.repeating_round(jury, make_repeats.films(cast.edition, 8))
    [repeat] = make_repeats.finish(judged, seat)
    return {"round_pk": judged.pk, "pk": repeat.pk}


def spared_criterion(cast):
    film = make.entry(cast.edition)
    judged = make.draft_round(make.jury(cast.edition), [film])
    spared = actions.spare_criterion(
        judged.round_entries.get(), judged.criteria.get(key="editing"), because="Silent", by=None
    )
    return {"pk": spared.pk}


ROWS = {
    "jury:home": Row(allow=SIGNED_IN),
    "jury:screen": Row(allow=SIGNED_IN),
    "jury:open_screen": Row(allow=SIGNED_IN, method="post", ok=302),
    "jury:close_screen": Row(allow=SIGNED_IN, method="post", ok=302),
    "jury:screen_state": Row(allow=SIGNED_IN),
    "jury:pair": Row(allow=SIGNED_IN),
    "jury:confirm_all": juror_post(kwargs=own_round),
    "jury:ask_others": juror_post(ok=409),
    "jury:steer": juror_post(ok=409),
    "jury:overview": Row(allow=JUROR, kwargs=own_round),
    "jury:film": Row(allow=JUROR, kwargs=own_film),
    "jury:save": juror_post(data=lambda cast: {"private_note": "slow"}),
    "jury:confirm": juror_post(ok=422),
    "jury:reopen": juror_post(kwargs=confirmed_film),
    "jury:step_back": juror_post(data=lambda cast: {"reason": "A friend"}),
    "jury:watched": juror_post(ok=422),
    "jury:decline_repeat": juror_post(kwargs=shown_again),
}


def own_vote(cast, **terms):
    """The juror's ballot in an open vote on two films."""
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    films = [make.entry(cast.edition), make.entry(cast.edition)]
    return {"round_pk": make_votes.open_vote(jury, films, **terms).pk}


def ranked_vote(cast):
    kwargs = own_vote(cast)
    judged = Round.objects.get(pk=kwargs["round_pk"])
    make_votes.rank(judged, Juror.objects.get(), judged.entries.first(), confirm=False)
    return kwargs


def film_of_a_vote(cast):
    kwargs = own_vote(cast)
    return {**kwargs, "pk": Round.objects.get(pk=kwargs["round_pk"]).assignments.first().pk}


def own_pairs(cast):
    """Two films to be compared by the juror."""
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    return {"round_pk": make_votes.open_pairs(jury, [make.entry(cast.edition), make.entry(cast.edition)]).pk}


def a_vote(cast):
    return {"pk": own_vote(cast)["round_pk"]}


def a_draft_vote(cast):
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    return {"pk": make_votes.draft_vote(jury, [make.entry(cast.edition)]).pk}


def a_session(cast, **fields):
    """A deliberation about a closed round; `state` open."""
    judged = Round.objects.get(pk=a_closed_round(cast)["pk"])
    session = create_deliberation(judged.edition, jury=judged.jury, title="Final", by=None, round=judged)
    open_deliberation(session, by=None)
    Juror.objects.filter(jury=judged.jury).update(presides=True)
    return {"pk": session.pk}


def a_plan(cast):
    kwargs = a_draft(cast)
    return {**kwargs, "plan": actions.ask_for_plan(Round.objects.get(**kwargs), by=None).pk}


def a_film_to_assign(cast):
    kwargs = a_draft(cast)
    return {**kwargs, "entry": Round.objects.get(**kwargs).entries.get().pk}


def a_juror_to_assign(cast):
    return {**a_draft(cast), "juror": Juror.objects.get().pk}


ROWS |= {
    "jury:deliberation": Row(allow=JUROR, kwargs=a_session),
    "jury:act_on_deliberation": juror_post(kwargs=a_session, data=lambda cast: {"deed": "close"}),
    "jury:pairs": Row(allow=JUROR, kwargs=own_pairs),
    "jury:vote_on_pair": juror_post(kwargs=own_pairs, ok=422),
    "jury:ballot": Row(allow=JUROR, kwargs=own_vote),
    "jury:save_ballot": juror_post(kwargs=own_vote),
    "jury:ballot_overview": Row(allow=JUROR, kwargs=own_vote),
    "jury:confirm_ballot": juror_post(kwargs=ranked_vote),
    "jury:reopen_ballot": juror_post(kwargs=ranked_vote),
    "jury:vote_film": Row(allow=JUROR, kwargs=film_of_a_vote),
    "api:ballots": Row(allow=SIGNED_IN, anonymous=401),
    "api:ballot": Row(allow=JUROR, anonymous=401, kwargs=own_vote),
    "api:confirm_ballot": Row(allow=JUROR, anonymous=401, method="post", kwargs=ranked_vote),
    "api:reopen_ballot": Row(allow=JUROR, anonymous=401, method="post", kwargs=ranked_vote),
    "api:pairs": Row(allow=JUROR, anonymous=401, kwargs=own_pairs),
}


def own_seat(cast, *, answers=True):
    return {"pk": make.seat(make.jury(cast.edition), cast.juror, answers=answers).pk}


def offered_seat(cast):
    return own_seat(cast, answers=False)


ROWS |= {
    "jury:seat": Row(allow=JUROR, kwargs=own_seat),
    "jury:decline_seat": juror_post(kwargs=offered_seat, data=lambda cast: {"reason": "No time"}),
    "jury:step_aside": juror_post(data=lambda cast: {"reason": "A friend"}),
}


def with_a_jury(cast):
    make.jury(cast.edition)
    return {}


RESULTS = frozenset({"director", "scrutineer", "administrator"})


def desk(allow, make_kwargs=edition_kwargs, **more):
    """Those of the desk who may not, know that the page exists: 403."""
    kwargs = (
        make_kwargs
        if make_kwargs is edition_kwargs
        else lambda cast: {**edition_kwargs(cast), **make_kwargs(cast)}
    )
    return Row(allow=allow, kwargs=kwargs, special=dict.fromkeys(DESK - allow, 403), **more)


def runs(make_kwargs=edition_kwargs, **more):
    return desk(PROGRAMMERS, make_kwargs, **more)


def posts(make_kwargs, **more):
    return desk(PROGRAMMERS, make_kwargs, method="post", **{"ok": 302, **more})


def directs(make_kwargs=edition_kwargs, **more):
    return desk(DIRECTORS, make_kwargs, **more)


def a_tally(cast):
    tally = actions.close_round(make.open_round(*_seated(cast)), by=None)
    return {"pk": tally.round_id, "version": 1, "kind": "json"}


def a_counted_film(cast):
    judged = make.open_round(*_seated(cast))
    return {"pk": judged.pk, "entry": judged.entries.get().pk}


def _seated(cast):
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    return jury, [make.entry(cast.edition)]


def a_jury(cast):
    return {"pk": make.jury(cast.edition).pk}


def a_bloc(cast):
    return {"pk": make.jury(cast.edition, blocs={"professional": 1}).blocs.get().pk}


def a_seat(cast):
    return {"pk": make.seat(make.jury(cast.edition), cast.juror).pk}


def a_draft(cast):
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    return {"pk": make.draft_round(jury, [make.entry(cast.edition)]).pk}


def an_open_round(cast):
    return {"pk": own_film(cast)["round_pk"]}


def a_jurors_cards(cast):
    kwargs = an_open_round(cast)
    return {**kwargs, "juror": Round.objects.get(**kwargs).jury.jurors.get().pk}


def a_closed_round(cast):
    kwargs = an_open_round(cast)
    actions.close_round(Round.objects.get(**kwargs), by=None)
    return kwargs


def a_comment(cast):
    """A juror's comment for the maker, waiting in the queue."""
    jury = make.jury(cast.edition)
    seat = make.seat(jury, cast.juror)
    film = make.entry(cast.edition)
    card = make.score(make.open_round(jury, [film]), seat, film, 7, 8).scorecard
    return {"pk": Feedback.objects.create(scorecard=card, text="Strong.").pk}


def announced(cast):
    cast.edition.selection_released_at = timezone.now()
    cast.edition.save()
    return edition_kwargs(cast)


def a_criterion(cast):
    return {"pk": Criterion.objects.filter(round=a_draft(cast)["pk"]).first().pk}


def an_award(cast):
    return {"pk": make.award(cast.edition).pk}


def a_choice(cast):
    return {**an_award(cast), "entry": make.entry(cast.edition).pk}


def an_honour(cast):
    honour = actions.prepare_award(make.award(cast.edition), make.entry(cast.edition), by=None)
    return {"pk": honour.pk}


def newest_entry(cast):
    return {"entry": cast.edition.entries.latest("created_at").pk}


def a_recused_round(cast):
    kwargs = an_open_round(cast)
    actions.recuse(Juror.objects.get(), Round.objects.get(**kwargs).entries.get(), by=None, reason="Cousin")
    return kwargs


def a_film_of_a_round(cast):
    kwargs = an_open_round(cast)
    return {**kwargs, "row": Round.objects.get(**kwargs).round_entries.get().pk}


def a_draft_of_terms(cast):
    jury = make.jury(cast.edition)
    actions.write_terms(actions.draft_terms(jury, by=None), text=people.WORDS, changes={}, by=None)
    return {"pk": jury.pk}


def published_terms(cast):
    terms = people.terms(make.jury(cast.edition))
    return {"pk": terms.jury_id, "version": terms.version}


def a_seat_left(cast):
    kwargs = a_seat(cast)
    actions.release_juror(Juror.objects.get(**kwargs), by=None, reason="Ill")
    return kwargs


def a_find(cast):
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    film = make.entry(cast.edition)
    make.open_round(jury, [film])
    words = {"kind": "name", "strength": "maybe", "how": "latin", "ours": "李伟", "theirs": "Li Wei"}
    return {"pk": ConflictFind.objects.create(juror=Juror.objects.get(), entry=film, **words).pk}


def answered(cast):
    return {"round": Round.objects.latest("pk").pk, "deed": "clear"}


def a_rule(cast):
    judged = Round.objects.get(**an_open_round(cast))
    return {"pk": actions.add_reminder(judged, kind="deadline", days=3, by=None).pk}


def as_the_juror(cast):
    return {**an_open_round(cast), "juror": Juror.objects.get().pk}


def a_duty(cast):
    return {"pk": own_film(cast)["pk"]}


def marked(cast):
    return {"stretches": "1:00-1:20"}


ROWS |= {
    "jury_desk:screening_room": runs(a_draft),
    "jury_desk:committee": directs(a_draft),
    "jury_desk:scrutiny": desk(RESULTS),
    "jury_desk:progress": runs(an_open_round),
    "jury_desk:add_reminder": posts(
        an_open_round, data=lambda cast: {"kind": "begin", "days": 2, "percent_left": 1}
    ),
    "jury_desk:change_reminder": posts(a_rule, data=lambda cast: {"deed": "pause"}),
    "jury_desk:remind": posts(an_open_round),
    "jury_desk:preview": runs(as_the_juror),
    "jury_desk:preview_film": runs(a_duty),
    "jury_desk:not_applicable": runs(an_open_round),
    "jury_desk:apply_criterion": posts(spared_criterion),
    "jury_desk:credits": runs(an_open_round),
    "jury_desk:mark_credits": posts(a_film_of_a_round, data=marked),
    "jury_desk:conflicts": runs(an_open_round),
    "jury_desk:look_for_conflicts": posts(an_open_round),
    "jury_desk:answer_conflict": posts(a_find, data=answered),
    "jury_desk:offer_seats": posts(a_jury),
    "jury_desk:terms": runs(a_jury),
    "jury_desk:terms_draft": runs(a_draft_of_terms),
    "jury_desk:publish_terms": posts(a_draft_of_terms),
    "jury_desk:discard_terms": posts(a_draft_of_terms),
    "jury_desk:terms_version": runs(published_terms),
    "jury_desk:release_juror": posts(a_seat, data=lambda cast: {"reason": "Ill"}),
    "jury_desk:invite_again": posts(a_seat_left),
    "jury_desk:move_film": posts(a_film_of_a_round, data=lambda cast: {"reason": "Misspelt"}),
    "jury_desk:rounds": runs(),
    "jury_desk:new_round": runs(),
    "jury_desk:round": runs(an_open_round),
    "jury_desk:edit_round": runs(a_draft),
    "jury_desk:delete_round": posts(a_draft),
    "jury_desk:new_criterion": runs(a_draft),
    "jury_desk:edit_criterion": runs(a_criterion),
    "jury_desk:delete_criterion": posts(a_criterion),
    "jury_desk:add_entries": posts(a_draft),
    "jury_desk:remove_entry": posts(a_draft, data=newest_entry),
    "jury_desk:assign": runs(a_draft),
    "jury_desk:assignment_plan": runs(a_plan),
    "jury_desk:assign_films": runs(a_draft),
    "jury_desk:assign_film": runs(a_film_to_assign),
    "jury_desk:assign_juror": runs(a_juror_to_assign),
    "jury_desk:seat_capacity": runs(a_seat),
    "jury_desk:open_round": posts(a_draft),
    "jury_desk:close_round": posts(an_open_round, data=lambda cast: {"accepted": "1"}),
    "jury_desk:reopen_round": posts(a_closed_round, data=lambda cast: {"reason": "A power cut"}),
    "jury_desk:recuse": runs(an_open_round),
    "jury_desk:lift_recusal": posts(a_recused_round, data=lambda cast: {"recusal": Recusal.objects.get().pk}),
    "jury_desk:new_jury": runs(),
    "jury_desk:jury": runs(a_jury),
    "jury_desk:edit_jury": runs(a_jury),
    "jury_desk:new_bloc": runs(a_jury),
    "jury_desk:edit_bloc": runs(a_bloc),
    "jury_desk:delete_bloc": posts(a_bloc),
    "jury_desk:new_seat": runs(a_jury),
    "jury_desk:edit_seat": runs(a_seat),
    "jury_desk:delete_seat": posts(a_seat),
    "jury_desk:feedback": directs(),
    "jury_desk:moderate_feedback": directs(
        a_comment, method="post", data=lambda cast: {"deed": "withhold"}, ok=302
    ),
    "jury_desk:tell_feedback": directs(announced, method="post", ok=302),
    "jury_desk:deliberations": desk(RESULTS),
    "jury_desk:new_deliberation": directs(with_a_jury),
    "jury_desk:deliberation": desk(RESULTS, a_session),
    "jury_desk:minutes": desk(RESULTS, a_session),
    "jury_desk:act_on_deliberation": directs(
        a_session, method="post", data=lambda cast: {"deed": "close"}, ok=302
    ),
    "jury_desk:new_vote": runs(with_a_jury),
    "jury_desk:vote_terms": runs(a_draft_vote),
    "jury_desk:vote_result": desk(RESULTS, a_vote),
    "jury_desk:follow_round": directs(a_closed_round),
    "jury_desk:standings": desk(RESULTS),
    "jury_desk:round_rules": runs(a_draft),
    "jury_desk:film_count": desk(RESULTS, a_counted_film),
    "jury_desk:jury_report": desk(RESULTS, an_open_round),
    "jury_desk:jury_cards": desk(RESULTS, a_jurors_cards),
    "jury_desk:cut_line": desk(RESULTS, an_open_round),
    "jury_desk:export_tally": desk(RESULTS, a_tally),
    "jury_desk:awards": directs(),
    "jury_desk:new_award": directs(),
    "jury_desk:award": directs(an_award),
    "jury_desk:edit_award": directs(an_award),
    "jury_desk:delete_award": directs(an_award, method="post", ok=302),
    "jury_desk:choose": directs(a_choice),
    "jury_desk:take_back": directs(an_honour, method="post", ok=302),
    "jury_desk:publish_results": directs(),
    "jury_desk:correct_results": directs(),
}


def a_qualifying_draft(cast):
    jury = make.jury(cast.edition)
    make.seat(jury, cast.juror)
    return {"pk": make_funnel.qualifying_draft(jury, [make.entry(cast.edition)]).pk}


def a_qualifying_round(cast):
    kwargs = a_qualifying_draft(cast)
    actions.open_round(Round.objects.get(**kwargs), by=None)
    return kwargs


def a_fed_draft(cast):
    """A final that takes its films from a round which has closed."""
    first = Round.objects.get(**an_open_round(cast))
    seat = first.jury.jurors.get()
    make.score(first, seat, first.entries.get(), 7, 7)
    final = actions.create_round(cast.edition, jury=first.jury, name={"en": "Final"}, by=None)
    actions.declare_feed(final, [first], by=None, kind="top", top=1)
    actions.close_round(first, by=None)
    return {"pk": final.pk}


def a_poll(cast):
    return {"pk": make_funnel.poll(cast.edition, [make.entry(cast.edition) for _film in range(2)]).round_id}


def a_draft_poll(cast):
    films = [make.entry(cast.edition) for _film in range(2)]
    return {"pk": make_funnel.poll_draft(cast.edition, films).round_id}


def a_sheet(cast):
    poll = make_funnel.poll(cast.edition, [make.entry(cast.edition) for _film in range(2)])
    actions.make_tickets(poll, 2, batch="Hall 1", by=None)
    return {"pk": poll.round_id, "first": 1}


def a_vote_aside(cast):
    films = [make.entry(cast.edition) for _film in range(2)]
    poll = make_funnel.poll(cast.edition, films)
    voter = make_funnel.vote(poll, films[0])
    actions.quarantine(poll, [voter.pk], by=cast.director, reason="One device")
    return {"pk": poll.round_id}


def counts(make_kwargs, **more):
    return desk(RESULTS, make_kwargs, **more)


ROWS |= {
    "jury_desk:consensus": runs(a_qualifying_draft),
    "jury_desk:qualified": counts(a_qualifying_round),
    "jury_desk:feed": runs(a_fed_draft),
    "jury_desk:feed_preview": counts(a_fed_draft),
    "jury_desk:apply_feed": desk(DIRECTORS, a_fed_draft, method="post", ok=302),
    "jury_desk:drop_feed": posts(a_fed_draft),
    "jury_desk:new_poll": runs(),
    "jury_desk:poll": runs(a_poll),
    "jury_desk:edit_poll": runs(a_draft_poll),
    "jury_desk:poll_signals": counts(a_poll),
    "jury_desk:quarantine": counts(a_poll, method="post", data=lambda cast: {"reason": "One device"}, ok=302),
    "jury_desk:lift_quarantine": counts(
        a_vote_aside, method="post", data=lambda cast: {"reason": "A family"}, ok=302
    ),
    "jury_desk:make_tickets": posts(a_poll, data=lambda cast: {"batch": "Hall 2", "count": "2"}),
    "jury_desk:ticket_sheet": runs(a_sheet),
    "jury_desk:ticket_csv": runs(a_sheet),
    "jury_desk:void_tickets": posts(a_sheet, data=lambda cast: {"reason": "Lost"}),
}
