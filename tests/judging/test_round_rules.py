import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from festival.exceptions import Conflict, FestivalError
from festival.models import AuditRecord
from judging import actions, counting
from judging.enums import PeerView, RoundMode, TieStep
from judging.models import Criterion, Round, RoundRules, Tally
from judging.modes import method_of, mode_of
from judging.scoring.recount import recount
from tests.factories import judging as make


def test_a_draft_declares_and_the_opening_fixes(jury, seat, films, director):
    judged = make.draft_round(jury, films)
    actions.declare_rules(
        judged,
        by=director,
        quorum_scores=2,
        peers=PeerView.AVERAGES,
        tie_ladder=[TieStep.PREFERRED, TieStep.DRAW],
    )
    told = AuditRecord.objects.get(action="round.rules_declared").facts["changes"]
    assert told == {
        "tie_ladder": [[], ["preferred", "draw"]],
        "quorum_scores": [0, 2],
        "peers": ["nothing", "averages"],
    }
    actions.open_round(judged, by=director)
    assert RoundRules.objects.get(round=judged).method == "bloc-weighted mean"
    with pytest.raises(Conflict):
        actions.declare_rules(judged, by=director, quorum_scores=1)


def test_the_database_itself_keeps_what_was_declared(judged):
    attempts = [
        lambda: RoundRules.objects.update(quorum_scores=9),
        lambda: RoundRules.objects.all().delete(),
        lambda: Round.objects.update(mode=RoundMode.RANKED),
        lambda: Round.objects.update(min_watched_percent=99),
        lambda: Criterion.objects.update(weight=1),
        lambda: Criterion.objects.filter(key="story").delete(),
    ]
    for attempt in attempts:
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    Round.objects.update(name={"en": "Another name"})


def test_no_question_is_added_after_the_first_answer(judged, seat, films):
    make.score(judged, seat, films[0], 7, confirm=False)
    with pytest.raises(InternalError), transaction.atomic():
        Criterion.objects.create(round=judged, key="late", name={"en": "Late"})


@pytest.mark.parametrize(
    "wanted",
    [
        {"method": "by feeling"},
        {"peers": "everything"},
        {"tie_ladder": ["preferred", "preferred"]},
        {"tie_ladder": ["loudest"]},
        {"tie_ladder": ["draw", "preferred"]},
    ],
)
def test_nonsense_is_refused_in_words(jury, seat, films, director, wanted):
    judged = make.draft_round(jury, films)
    with pytest.raises(FestivalError):
        actions.declare_rules(judged, by=director, **wanted)
    assert not RoundRules.objects.exists()


def test_a_mode_that_nobody_counts_is_refused_in_words(judged):
    judged.mode = "acclamation"
    with pytest.raises(FestivalError):
        mode_of(judged)


def test_a_frozen_tally_is_counted_again_from_itself_alone(judged, seat, films, director):
    make.score(judged, seat, films[1], 9, 4)
    actions.close_round(judged, by=director)
    tally = Tally.objects.get()
    again = recount({"method": tally.method, "parameters": tally.parameters, "inputs": tally.inputs})
    assert (again.counted.rows, again.inputs_sha256) == (tally.result, tally.inputs_sha256)


def test_a_tally_of_old_is_still_read(judged, seat, films, director):
    make.score(judged, seat, films[1], 9, 4)
    new = counting.count(judged)
    old = {"method": "bloc-weighted mean", "parameters": {"version": 1}, "inputs": new.inputs}
    kept = ("film", "place", "value", "raw_mean", "scores", "by_bloc", "missing_blocs")
    assert [[row[name] for name in kept] for row in recount(old).counted.rows] == [
        [row[name] for name in kept] for row in new.rows
    ]


def test_what_is_short_is_listed_on_closing_and_kept(judged, seat, films, director):
    actions.close_round(judged, by=director)
    facts = AuditRecord.objects.get(action="round.tallied").facts
    assert facts["shortfall"] == ["3 scorecards are not confirmed and will not count."]


def test_a_quorum_names_what_it_lacks(edition, films, director):
    jury = make.jury(edition, blocs={"Professionals": 60, "Community": 40})
    pros = [make.seat(jury, name=f"pro{n}", bloc="Professionals") for n in range(2)]
    make.seat(jury, name="fan", bloc="Community")
    judged = make.draft_round(jury, films[:1])
    actions.declare_rules(judged, by=director, quorum_scores=3, quorum_share=60)
    actions.open_round(judged, by=director)
    for pro in pros:
        make.score(judged, pro, films[0], 9, 9)
    assert mode_of(judged).closing_shortfall(judged) == [
        "1 scorecard is not confirmed and will not count.",
        "1 film has fewer than 3 scores and will get no place.",
        "Of “Community” 0 of 1 have finished; the round asks for 60\N{NO-BREAK SPACE}%.",
    ]


def test_a_copied_round_declares_the_same(jury, seat, films, director):
    judged = make.draft_round(jury, films)
    assert method_of(judged) == "bloc-weighted mean"


def test_the_desk_declares_before_the_opening_and_reads_after(client, jury, seat, films, director):
    judged = make.draft_round(jury, films)
    client.force_login(director)
    where = {"festival": judged.edition.festival.slug, "edition": judged.edition.slug, "pk": judged.pk}
    url = reverse("jury_desk:round_rules", kwargs=where)
    wanted = {"method": "trimmed mean", "quorum_scores": "1", "quorum_share": "50", "peers": "averages"}
    twice = client.post(url, {**wanted, "tie_0": "draw", "tie_1": "preferred"})
    assert twice.status_code == 422
    assert client.post(url, {**wanted, "tie_0": "preferred", "tie_2": "draw"}).status_code == 302
    declared = RoundRules.objects.get()
    assert (declared.method, declared.tie_ladder, declared.quorum_share) == (
        "trimmed mean",
        ["preferred", "draw"],
        50,
    )
    actions.open_round(Round.objects.get(pk=judged.pk), by=director)
    page = client.get(url)
    assert (page.context["form"], page.context["method"]) == (
        None,
        "Mean without the highest and the lowest score",
    )
    assert client.post(url, wanted).status_code == 409
