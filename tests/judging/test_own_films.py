"""Nobody judges a film that is their own, whether as its owner or as a co-owner."""

import pytest
from django.urls import reverse

from festival.exceptions import FestivalError
from judging import actions, rules
from judging.models import Assignment, Score
from tests.factories import judging as make_judging
from tests.factories import submissions as make


def titles(assignments) -> list[str]:
    return sorted(assignment.entry.title for assignment in assignments.select_related("entry"))


@pytest.fixture(params=["owner", "co-owner"])
def own(request, edition, juror, films):
    """The juror's own film among the films of the round."""
    entry = make_judging.entry(edition, "Mine", owner=juror if request.param == "owner" else None)
    if request.param == "co-owner":
        make.co_owner(entry, juror)
    films.append(entry)
    return entry


def test_an_own_film_is_never_assigned(jury, seat, films, own):
    judged = make_judging.draft_round(jury, films)
    actions.assign_all(judged, by=None)
    assert titles(judged.assignments) == ["Him", "Our Tree", "Paper Moon"]
    judged.assignments.all().delete()
    actions.assign_spread(judged, 1, by=None)
    assert titles(judged.assignments) == ["Him", "Our Tree", "Paper Moon"]


@pytest.mark.parametrize("how", ["owner", "co-owner"])
def test_a_film_that_becomes_ones_own_leaves_the_list_and_its_marks_do_not_count(
    client, jury, seat, juror, films, how
):
    judged = make_judging.open_round(jury, films)
    scored = make_judging.score(judged, seat, films[0], 5, 5)
    assert Assignment.objects.counting().count() == 1
    if how == "owner":
        type(films[0]).objects.filter(pk=films[0].pk).update(owner=juror)
    else:
        make.co_owner(films[0], juror)
    assert titles(Assignment.objects.visible_to(juror)) == ["Our Tree", "Paper Moon"]
    assert Assignment.objects.counting().count() == 0
    assert not rules.can_see_assignment(juror, Assignment.objects.get(pk=scored.pk))
    with pytest.raises(FestivalError) as refusal:
        actions.save_score(scored, judged.criteria.first(), 6, by=juror)
    assert (refusal.value.status, Score.objects.count()) == (404, 2)
    client.force_login(juror)
    assert client.get(reverse("jury:film", args=[judged.pk, scored.pk])).status_code == 404
    assert client.get(reverse("jury:home")).context["rounds"][0]["mine"].assigned == 2
