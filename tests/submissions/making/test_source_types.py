import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.enums import Extent, PictureOrigin, ProductionStage
from submissions.making.source_types import (
    FINISHING,
    HEARD_AND_SEEN,
    ORIGINS,
    SCHEME,
    SourceType,
    of_film,
    of_stage,
)
from submissions.making.vocabulary import EXTENTS, STAGES

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
HAND = dict.fromkeys(STAGES, "none")
MATRICES = st.dictionaries(st.sampled_from(STAGES), st.sampled_from(("", *EXTENTS)))


def test_the_vocabulary_is_the_one_that_people_read():
    assert list(STAGES) == ProductionStage.values
    assert list(EXTENTS) == Extent.values
    assert list(ORIGINS) == ["", *PictureOrigin.values]


@pytest.mark.parametrize(
    ("answers", "origin", "expected"),
    [
        (dict.fromkeys(STAGES, "generated"), "", SourceType.TRAINED_ALGORITHMIC_MEDIA),
        (
            {**dict.fromkeys(HEARD_AND_SEEN, "generated"), "editing": "none"},
            "",
            SourceType.TRAINED_ALGORITHMIC_MEDIA,
        ),
        ({**HAND, "image": "generated", "video": "generated"}, "", SourceType.COMPOSITE_SYNTHETIC),
        ({**HAND, "music": "generated"}, "filmed", SourceType.COMPOSITE_SYNTHETIC),
        ({"video": "generated"}, "", SourceType.COMPOSITE_SYNTHETIC),
        ({**HAND, "video": "assisted"}, "filmed", SourceType.COMPOSITE_WITH_TRAINED),
        ({**HAND, "vfx": "assisted"}, "filmed", SourceType.COMPOSITE_WITH_TRAINED),
        ({**HAND, "vfx": "generated"}, "drawn", SourceType.COMPOSITE_WITH_TRAINED),
        ({**HAND, "editing": "generated"}, "filmed", SourceType.COMPOSITE_WITH_TRAINED),
        ({**HAND, "editing": "assisted"}, "filmed", SourceType.ALGORITHMICALLY_ENHANCED),
        ({**HAND, "subtitles": "generated"}, "filmed", SourceType.ALGORITHMICALLY_ENHANCED),
        ({**HAND, "script": "generated", "storyboard": "generated"}, "filmed", SourceType.DIGITAL_CAPTURE),
        (HAND, "filmed", SourceType.DIGITAL_CAPTURE),
        (HAND, "drawn", SourceType.DIGITAL_CREATION),
        (HAND, "", SourceType.DIGITAL_CREATION),
        (HAND, "both", SourceType.COMPOSITE),
        ({}, "filmed", None),
        ({stage: "none" for stage in STAGES if stage != "subtitles"}, "filmed", None),
        ({stage: "none" for stage in STAGES if stage != "script"}, "filmed", SourceType.DIGITAL_CAPTURE),
        ({**HAND, "voice": ""}, "", None),
    ],
)
def test_what_a_film_amounts_to(answers, origin, expected):
    assert of_film(answers, origin) is expected


def test_each_stage_has_a_type_for_each_answer():
    found = {
        of_stage(stage, extent, origin)
        for stage, extent, origin in itertools.product(STAGES, EXTENTS, ORIGINS)
    }
    assert found == set(SourceType) - {SourceType.COMPOSITE_SYNTHETIC}  # which only a whole can be
    for wrong in (("image", ""), ("", "none"), ("image", "mostly")):
        with pytest.raises(ValueError, match="'"):
            of_stage(*wrong)


@CALM
@given(MATRICES, st.sampled_from(ORIGINS))
def test_any_matrix_has_one_answer_whatever_its_order(answers, origin):
    found = of_film(answers, origin)
    assert found is None or found.uri == SCHEME + found.value
    assert found is of_film(dict(reversed(answers.items())), origin)
    said = {stage: extent for stage, extent in answers.items() if extent}
    assert found is of_film(said, origin)


@CALM
@given(
    MATRICES, st.sampled_from(ORIGINS), st.sampled_from(["script", "storyboard"]), st.sampled_from(EXTENTS)
)
def test_what_is_not_in_the_picture_changes_nothing(answers, origin, stage, extent):
    assert of_film({**answers, stage: extent}, origin) is of_film(answers, origin)


@CALM
@given(st.fixed_dictionaries({stage: st.sampled_from(EXTENTS) for stage in STAGES}), st.sampled_from(ORIGINS))
def test_a_complete_matrix_always_has_a_type_and_without_ai_only_then_none_of_ai(answers, origin):
    found = of_film(answers, origin)
    by_ai = any(answers[stage] != "none" for stage in (*HEARD_AND_SEEN, *FINISHING))
    by_hand = {SourceType.DIGITAL_CAPTURE, SourceType.DIGITAL_CREATION, SourceType.COMPOSITE}
    assert found is not None
    assert (found not in by_hand) is by_ai
