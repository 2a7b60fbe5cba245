import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from submissions.models import Declaration, Entry, KnownTool, StageAnswer
from submissions.suggestions import suggested_tools
from tests.factories import making
from tests.factories import submissions as make


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


@pytest.fixture
def entry(edition, category, filmmaker):
    return make.draft(edition, filmmaker)


def url(entry):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": "how"})


def tools(entry):
    return [(use.stage, use.tool, use.version, use.vendor, use.note) for use in entry.tool_uses.all()]


SENT = {
    "image-extent": "generated",
    "image-human_role": "Drew every frame first.",
    "image-rows": 2,
    "image-0-tool": "MidJourney",
    "image-0-version": "6.1",
    "image-0-vendor": "Midjourney",
    "image-0-note": "stills",
    "image-1-tool": "",
    "image-1-note": "a row without a tool is none",
    "voice-extent": "none",
    "voice-rows": 1,
    "video-rows": 1,
    "video-0-tool": "Dreamina Video",
    "picture_origin": "drawn",
    "trained_models": "yes",
    "training-rows": 2,
    "training-0-model": "Our own",
    "training-0-material": "Drawings",
    "training-0-works": "500",
    "training-0-source": "own",
    "training-1-model": "",
    "real_people": "no",
    "shown_to_audience": "on",
}


def test_the_step_is_written_whole_and_twice_is_once(room, entry):
    for _twice in range(2):
        assert room.post(url(entry), SENT).status_code == 302
    assert tools(entry) == [
        ("image", "MidJourney", "6.1", "Midjourney", "stills"),
        ("video", "Dreamina Video", "", "", ""),
    ]
    kept = {row.stage: (row.extent, row.human_role) for row in entry.stage_answers.all()}
    assert kept == {"image": ("generated", "Drew every frame first."), "voice": ("none", "")}
    whole = Declaration.objects.get(entry=entry)
    assert (whole.picture_origin, whole.trained_models, whole.real_people, whole.shown_to_audience) == (
        "drawn",
        True,
        False,
        True,
    )
    (row,) = entry.training_data.all()
    assert (row.model, row.works, row.source) == ("Our own", 500, "own")


def test_what_was_kept_stands_in_the_form_with_one_empty_row_more(room, entry):
    room.post(url(entry), SENT)
    form = room.get(url(entry)).context["form"]
    image = next(stage for stage in form.stages if stage.name == "image")
    assert [row["tool"].value() for row in image.tools] == ["MidJourney", None]
    assert (image.is_open, image.named) == (True, 1)
    assert [stage.name for stage in form.stages if stage.is_open] == ["image", "video"]
    assert form.whole["trained_models"].value() == "yes"
    assert len(form.training) == 2


def test_what_is_sent_empty_is_taken_back(room, entry):
    room.post(url(entry), SENT)
    room.post(url(entry), {"stay": "1"})
    assert (tools(entry), entry.stage_answers.count(), entry.training_data.count()) == ([], 0, 0)
    whole = Declaration.objects.get(entry=entry)
    assert (whole.trained_models, whole.real_people, whole.shown_to_audience) == (None, None, False)


def test_rows_come_and_go_by_buttons_and_one_stays_at_their_stage(room, entry):
    answer = room.post(url(entry), {**SENT, "deed": "add-image"})
    assert answer.url == f"{url(entry)}#stage-image"
    answer = room.post(url(entry), {**SENT, "deed": "remove-image-0"})
    assert answer.url == f"{url(entry)}#stage-image"
    assert [row[1] for row in tools(entry)] == ["Dreamina Video"]
    room.post(url(entry), {**SENT, "deed": "remove-training-0"})
    assert entry.training_data.count() == 0
    room.post(url(entry), {**SENT, "deed": "remove-nothing-9"})
    assert len(tools(entry)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"image-extent": "mostly"},
        {"image-human_role": "x" * 501},
        {"image-0-tool": "x" * 121},
        {"training-0-works": "many"},
        {"training-0-works": "-1"},
        {"picture_origin": "stolen"},
        {"image-0-version": "\0"},
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(room, entry, wrong):
    answer = room.post(url(entry), {**SENT, **wrong})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()
    assert tools(entry) == []
    by_itself = room.post(url(entry), {**SENT, **wrong}, headers={"X-Requested-With": "autosave"})
    assert by_itself.status_code == 422


def test_a_strange_number_of_rows_does_no_harm(room, entry):
    for rows in ("999999999", "-1", "x", ""):
        assert room.post(url(entry), {**SENT, "image-rows": rows}).status_code == 302


def test_the_step_is_red_when_a_rule_is_broken_and_absent_when_nobody_asks(room, entry, category):
    category.making_rules.create(kind="at_most", extent="assisted", stages=["image"])
    room.post(url(entry), SENT)
    steps = {step["label"]: step for step in room.get(url(entry).replace("how", "about")).context["steps"]}
    assert (steps["How it was made"]["state"], steps["How it was made"]["note"]) == (
        "problem",
        "1 thing missing",
    )
    category.making_rules.all().delete()
    type(category).objects.filter(pk=category.pk).update(disclosure="off")
    page = room.get(url(entry).replace("how", "about"))
    assert "How it was made" not in [step["label"] for step in page.context["steps"]]
    follow = room.post(url(entry).replace("how", "contact"), {"links": 0})
    assert follow.url == url(entry).replace("how", "pictures")


def test_the_page_says_what_the_category_asks(room, entry, category):
    category.making_rules.create(kind="at_least", extent="generated", stages=["image", "video"])
    assert room.get(url(entry)).context["making_rules"] == [
        "You may declare how the film was made, stage by stage.",
        "Image and Video: generated by AI.",
    ]


def test_what_one_maker_alone_names_is_not_told_to_others(edition, filmmaker, rival):
    KnownTool.objects.all().delete()
    KnownTool.objects.create(name="Kling", vendor="Kuaishou")
    KnownTool.objects.create(name="Adware", suggested=False)
    mine, too, draft = (make.submitted(edition, filmmaker) for _film in range(3))
    theirs = make.submitted(edition, rival)
    for entry in (mine, too):
        making.tool(entry, "image", "My secret model")
    for entry, name in ((mine, "Brush"), (theirs, "brush"), (theirs, "Adware"), (mine, "Adware")):
        making.tool(entry, "image", name, vendor="Paint & Co.")
    unsent = make.draft(edition, rival)
    making.tool(unsent, "image", "My secret model")
    assert [(tool.name, tool.vendor) for tool in suggested_tools()] == [
        ("Brush", "Paint & Co."),
        ("Kling", "Kuaishou"),
    ]
    assert draft.tool_uses.count() == 0


def test_many_tools_cost_no_more(room, entry, django_assert_num_queries):
    """The other steps look after their own queries; this one's do not grow."""
    making.declare(entry, image="generated")
    room.get(url(entry))
    with CaptureQueriesContext(connection) as few:
        room.get(url(entry))
    making.declare(entry, image="generated", video="generated", voice="assisted")
    making.tool(entry, "video", "Kling")
    with django_assert_num_queries(len(few)):
        room.get(url(entry))


def test_after_the_submission_it_is_locked(room, edition, filmmaker):
    sent = make.submitted(edition, filmmaker)
    assert room.post(url(sent), SENT).url == reverse("entries:entry", kwargs={"pk": sent.pk})
    assert StageAnswer.objects.count() == 0
    assert Entry.objects.get(pk=sent.pk).tool_uses.count() == 0
