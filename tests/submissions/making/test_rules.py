import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.making.rules import KINDS, Breach, Rule, asked_stages, breach_of, breaches, quarrel
from submissions.making.vocabulary import EXTENTS, STAGES

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
PICTURE = Rule("at_least", "generated", ("image", "video"))
NO_VOICE = Rule("at_most", "assisted", ("voice",))
THREE = Rule("count_at_least", "assisted", (), 3)
ONE = Rule("count_at_most", "generated", ("music", "sound"), 1)
RULES = st.builds(
    Rule,
    st.sampled_from(KINDS),
    st.sampled_from(EXTENTS),
    st.lists(st.sampled_from(STAGES), unique=True).map(tuple),
    st.integers(0, 10),
)
COMPLETE = st.fixed_dictionaries({stage: st.sampled_from(EXTENTS) for stage in STAGES})


@pytest.mark.parametrize(
    ("rule", "answers", "broken_by"),
    [
        (PICTURE, {"image": "generated", "video": "generated"}, None),
        (PICTURE, {"image": "generated", "video": "assisted"}, ("video",)),
        (PICTURE, {"image": "none", "video": "none"}, ("image", "video")),
        (PICTURE, {"image": "generated"}, None),
        (NO_VOICE, {"voice": "generated"}, ("voice",)),
        (NO_VOICE, {"voice": "assisted"}, None),
        (NO_VOICE, {"voice": ""}, None),
        (THREE, dict.fromkeys(STAGES, "none"), ()),
        (THREE, {**dict.fromkeys(STAGES, "none"), "image": "assisted"}, ("image",)),
        (THREE, {"image": "assisted"}, None),
        (THREE, {**dict.fromkeys(STAGES, "none"), **dict.fromkeys(STAGES[:3], "generated")}, None),
        (ONE, {"music": "generated", "sound": "generated"}, ("music", "sound")),
        (ONE, {"music": "generated", "sound": "assisted"}, None),
    ],
)
def test_rules(rule, answers, broken_by):
    found = breach_of(rule, answers)
    assert (found.stages if found else None) == broken_by


def test_a_breach_knows_how_far_it_is_off():
    assert Breach(THREE, ("image",)).lacking == 2
    assert Breach(ONE, ("music", "sound")).lacking == -1
    assert Breach(NO_VOICE, ("voice",)).lacking == 0


def test_which_stages_must_be_answered_for_the_rules():
    assert asked_stages([NO_VOICE, PICTURE]) == ("image", "video", "voice")
    assert asked_stages([NO_VOICE, THREE]) == STAGES
    assert asked_stages([]) == ()


def test_rules_that_no_film_can_keep():
    assert quarrel([PICTURE, NO_VOICE, THREE, ONE]) == ()
    assert quarrel([PICTURE, Rule("at_most", "assisted", ("video", "voice"))]) == ("video",)
    assert quarrel([Rule("at_least", "assisted"), Rule("at_most", "none", ("script",))]) == ("script",)


@CALM
@given(st.lists(RULES, max_size=4), COMPLETE)
def test_a_rule_is_kept_or_broken_and_breaking_needs_a_reason(rules, answers):
    for found in breaches(rules, answers):
        assert set(found.stages) <= set(found.rule.concerns)
        assert found.stages or found.lacking > 0


@CALM
@given(RULES, COMPLETE, st.sets(st.sampled_from(STAGES)))
def test_an_open_answer_breaks_nothing_that_the_full_matrix_keeps(rule, answers, left_open):
    if breach_of(rule, answers) is None:
        partly = {stage: extent for stage, extent in answers.items() if stage not in left_open}
        assert breach_of(rule, partly) is None
