import pytest
from django.db import IntegrityError, transaction

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord, Letter
from judging import actions, results
from judging.exceptions import ResultsAreOut
from judging.models import Award, Criterion, Honour, Jury, Round
from judging.setup import copy_judging_setup
from judging.signals import results_published
from tests.factories import festival as make
from tests.factories import judging as make_judging


@pytest.fixture
def heard():
    """Editions whose publication the rest of the street has heard of."""
    editions = []

    def hear(sender, edition, **kwargs):
        editions.append(edition)

    results_published.connect(hear)
    yield editions
    results_published.disconnect(hear)


def test_prepare_publish_and_tell_at_once(
    edition, films, director, heard, django_capture_on_commit_callbacks
):
    prize = make_judging.award(edition)
    actions.prepare_award(prize, films[0], by=director, citation={"en": "For its light", "zh-hans": "光"})
    actions.prepare_award(prize, films[1], by=director, kind="special_mention")
    assert results.published_honours(edition) == []
    assert results.honours_of(films[0]) == []
    assert (Honour.objects.published().count(), heard) == (0, [])
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish_results(edition, by=director)
    told = results.published_honours(edition)
    assert [(h.award, h.entry, h.special_mention, str(h.citation)) for h in told] == [
        ("Grand Prix", films[0], False, "For its light"),
        ("Grand Prix", films[1], True, ""),
    ]
    assert results.honours_of(films[0]) == told[:1]
    assert heard == [edition]
    record = AuditRecord.objects.get(action="edition.results_published")
    assert (record.actor, record.facts["honours"]) == (
        director,
        ["grand-prix: Him (winner)", "grand-prix: Our Tree (special_mention)"],
    )


def test_published_results_are_corrected_only_by_a_visible_note(edition, films, director):
    prize = make_judging.award(edition)
    honour = actions.prepare_award(prize, films[0], by=director)
    with pytest.raises(FestivalError):
        actions.write_erratum(edition, text={"en": "too early"}, by=director)
    actions.publish_results(edition, by=director)
    for attempt in (
        lambda: actions.publish_results(edition, by=director),
        lambda: actions.prepare_award(prize, films[0], by=director, citation={"en": "changed"}),
        lambda: actions.take_back_honour(honour, by=director),
    ):
        with pytest.raises(ResultsAreOut):
            attempt()
    actions.write_erratum(edition, honour=honour, text={"en": "The editor is Bo Cho."}, by=director)
    assert [str(c.text) for c in results.honours_of(films[0])[0].corrections] == ["The editor is Bo Cho."]


def test_one_winner_unless_the_award_may_be_shared(edition, films, director):
    single, shared = make_judging.award(edition), make_judging.award(edition, "best-editing", ex_aequo=True)
    actions.prepare_award(single, films[0], by=director)
    with pytest.raises(Conflict):
        actions.prepare_award(single, films[1], by=director)
    with pytest.raises(IntegrityError), transaction.atomic():
        Honour.objects.create(award=single, entry=films[1])
    for film in films[:2]:
        actions.prepare_award(shared, film, by=director)
    actions.publish_results(edition, by=director)
    assert [honour.ex_aequo for honour in results.published_honours(edition)] == [False, True, True]


def test_only_eligible_films_win(edition, films, director):
    vertical = make_judging.award(edition, "best-vertical", orientation="vertical")
    upright = make_judging.entry(edition, "Puppet", width=1080, height=1920)
    with pytest.raises(FestivalError) as refusal:
        actions.prepare_award(vertical, films[0], by=director)
    assert str(refusal.value) == (
        "“Him” cannot win “Best Vertical”: it has another category, section or format."
    )
    assert actions.prepare_award(vertical, upright, by=director).entry == upright


def test_publishing_says_everything_that_stands_against_it(edition, judged, films, director):
    edition.awards_per_film = 1
    edition.save()
    for slug in ("best-picture", "best-editing"):
        actions.prepare_award(make_judging.award(edition, slug), films[0], by=director)
    actions.prepare_award(make_judging.award(edition, "audience", outside_limit=True), films[0], by=director)
    with pytest.raises(NotReady) as refusal:
        actions.publish_results(edition, by=director)
    assert refusal.value.problems == [
        "The round “Final round” is still open.",
        "“Him” would take Best Picture, Best Editing; one film may take 1 award.",
    ]
    edition.refresh_from_db()
    assert edition.results_published_at is None


def test_an_award_with_a_winner_is_not_deleted(edition, films, director):
    prize = make_judging.award(edition)
    honour = actions.prepare_award(prize, films[0], by=director)
    with pytest.raises(Conflict):
        actions.delete_award(prize, by=director)
    actions.take_back_honour(honour, by=director)
    actions.delete_award(prize, by=director)
    assert not Award.objects.exists()


def test_next_year_copies_awards_blocs_and_criteria_but_no_people(edition, category, judged, films, director):
    make_judging.jury(edition, blocs={"professional": 60, "community": 40})
    actions.prepare_award(make_judging.award(edition, category=category), films[0], by=director)
    target = make.edition(edition.festival, slug="2027")
    theirs = make.category(target, category.slug)
    copy_judging_setup(edition, target)
    assert Award.objects.get(edition=target).category == theirs
    assert [jury.blocs.count() for jury in Jury.objects.filter(edition=target)] == [0, 2]
    assert [jury.jurors.count() for jury in Jury.objects.filter(edition=target)] == [0, 0]
    copied = Round.objects.get(edition=target)
    assert (copied.state, copied.entries.count()) == ("draft", 0)
    assert [c.key for c in Criterion.objects.filter(round=copied)] == ["story", "editing"]
    assert not Honour.objects.filter(award__edition=target).exists()


def test_a_filmmaker_is_told_once_of_all_honours_and_only_by_publishing(edition, films, director):
    for slug in ("best-picture", "best-editing"):
        actions.prepare_award(make_judging.award(edition, slug), films[0], by=director, citation={"en": slug})
    letters = Letter.objects.filter(kind="judging/film_honoured")
    assert letters.count() == 0
    actions.publish_results(edition, by=director)
    assert [(letter.recipient, letter.subject) for letter in letters] == [
        (films[0].owner, "Lumen: congratulations on “Him”")
    ]
    told = [line.strip() for line in letters[0].text.splitlines() if "est" in line]
    assert told == ["– Best Picture", "best-picture", "– Best Editing", "best-editing"]
