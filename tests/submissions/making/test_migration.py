from importlib import import_module

import pytest

from submissions.models import KnownTool

step = import_module("submissions.migrations.0007_tools_with_versions")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("MidJourney 6.1", ("MidJourney", "6.1")),
        ("Dreamina Video 3.0", ("Dreamina Video", "3.0")),
        ("Stable Diffusion v2.1", ("Stable Diffusion", "v2.1")),
        ("Pencil 2B", ("Pencil", "2B")),
        ("After Effects", None),
        ("Stable Diffusion v2.1, fine-tuned on 50,000 images", None),
        ("Runway Gen-4", None),
        ("4D", None),
    ],
)
def test_only_what_ends_like_a_version_is_taken_apart(written, parts):
    found = step.VERSIONED.fullmatch(written)
    assert (found and (found["tool"], found["version"])) == parts


@pytest.mark.django_db
def test_a_beginning_is_suggested():
    assert KnownTool.objects.count() == len(step.SUGGESTED)
