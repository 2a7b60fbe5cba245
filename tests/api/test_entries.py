"""A filmmaker's program: draft, film, details, submit; the same rules as behind the pages."""

import uuid

import pytest

from media_pipeline.models import Finding, Upload
from media_pipeline.uploads.actions import open_upload
from submissions.models import Entry
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make


def credit(role, name, **more):
    bare = {"role_text": "", "name_other": "", "is_team": False, "films_before": ""}
    return {"role": role, "name": name, **bare, **more}


DETAILS = {
    "title_original": "寻找鸟哥",
    "title_language": "zh-hans",
    "title_international": "Looking for Brother Bird",
    "logline": {"en": "A boy looks for a bird."},
    "synopsis": {"en": "A boy looks for a bird.", "zh-hans": "一个男孩在找一只鸟。"},
    "countries": ["CN", "IT"],
    "languages": ["zh-hans"],
    "completed_on": "2026-03-01",
    "credits": [credit("director", "Ada Lumen"), credit("music", "Bo", name_other="博")],
    "tool_uses": [{"stage": "video", "tool": "Kling", "version": "2", "vendor": "Kuaishou", "note": ""}],
    "making": {
        "stages": [{"stage": "video", "extent": "generated", "human_role": "We chose."}],
        "trained_models": True,
        "training_data": [{"model": "Ours", "source": "own", "works": 40}],
        "picture_origin": "drawn",
    },
}


def page(entry: Entry, *rest: str) -> str:
    return "/".join(["/api/v1/entries", str(entry.pk), *rest, ""])


def test_a_whole_way(program, filmmaker, category):
    begun = program.post("/api/v1/entries/", {"category": category.pk})
    assert begun.status_code == 201
    entry = Entry.objects.get(owner=filmmaker)
    assert begun.json()["missing"][0] == {
        "code": "film_missing",
        "step": "film",
        "sentence": "Upload the film.",
    }

    sent = program.post(page(entry, "film"), {"filename": "bird.mp4", "size": 5})
    upload = Upload.objects.get()
    assert (sent.status_code, sent.json()["url"]) == (201, f"/uploads/{upload.pk.hex}")
    entry.film = media.asset(filmmaker, state="ready")
    entry.save()

    told = program.patch(page(entry), DETAILS).json()
    same = DETAILS.keys() - {"making"}
    assert {name: told[name] for name in same} == {name: DETAILS[name] for name in same}
    iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    assert told["making"] == {
        "digital_source_type": f"{iptc}compositeSynthetic",
        "picture_origin": "drawn",
        "stages": [
            {
                "stage": "video",
                "extent": "generated",
                "digital_source_type": f"{iptc}trainedAlgorithmicMedia",
                "human_role": "We chose.",
                "tools": [{"tool": "Kling", "version": "2", "vendor": "Kuaishou", "note": ""}],
            }
        ],
        "trained_models": True,
        "training_data": [{"model": "Ours", "material": "", "source": "own", "licence": "", "works": 40}],
        "real_people": None,
        "consents": 0,
        "shown_to_audience": False,
    }
    assert (told["missing"], told["stage"]) == ([], "drafting")

    refused = program.post(page(entry, "submit"), {"regulations_accepted": False})
    assert (refused.status_code, refused.json()["problems"]) == (
        422,
        ["Agree to the regulations of the festival."],
    )
    done = program.post(page(entry, "submit"), {"regulations_accepted": True}).json()
    assert (done["state"], done["number"], done["stage"]) == ("submitted", 1, "in_consideration")

    locked = program.patch(page(entry), {"title_original": "Another"})
    assert (locked.status_code, locked.json()["title"]) == (
        409,
        "This entry has been submitted and can no longer be changed.",
    )
    assert program.post(page(entry, "withdraw"), {}).json()["state"] == "withdrawn"


def test_the_same_token_finds_the_same_draft(program, category):
    token = str(uuid.uuid4())
    answers = [program.post("/api/v1/entries/", {"category": category.pk, "token": token}) for _ in range(2)]
    assert answers[0].json()["id"] == answers[1].json()["id"]


def test_only_an_open_call_of_a_public_edition_takes_drafts(program, edition, category):
    hidden = house.category(house.edition(house.festival("hidden"), public=False))
    assert program.post("/api/v1/entries/", {"category": hidden.pk}).status_code == 400
    edition.call_closes_at = edition.call_opens_at.replace(year=2021)
    edition.call_opens_at = edition.call_opens_at.replace(year=2020)
    edition.save()
    assert program.post("/api/v1/entries/", {"category": category.pk}).status_code == 409


def test_what_is_not_sent_stays(program, edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="Kept")
    told = program.patch(page(entry), {"title_international": "Added"}).json()
    assert (told["title_original"], told["title_international"]) == ("Kept", "Added")
    assert [(line["role"], line["name"]) for line in told["credits"]] == [("director", "Ada Lumen")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_original": "x" * 201},
        {"title_original": None},
        {"title_original": "a\x00b"},
        {"synopsis": "plain text"},
        {"synopsis": {"tlh": "nuqneH"}},
        {"logline": {"en": "x" * 301}},
        {"logline": {"en": ["x"]}},
        {"countries": ["XX"]},
        {"countries": "IT"},
        {"languages": ["Klingon!"]},
        {"completed_on": "yesterday"},
        {"making": {"stages": [{"stage": "video", "extent": "mostly"}]}},
        {"making": {"training_data": [{"model": "Ours", "works": 0}]}},
        {"credits": [{"role": "king", "name": "Ada"}]},
        {"credits": [{"role": "director", "name": ""}]},
        {"credits": [{"role": "director", "name": "Ada"}] * 61},
        {"upload": "not an id"},
        {"upload": "0" * 32},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(program, edition, filmmaker, wrong):
    entry = make.draft(edition, filmmaker, title="Kept")
    answer = program.patch(page(entry), {"title_international": "Not kept", **wrong})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(wrong))
    entry.refresh_from_db()
    assert (entry.title_original, entry.title_international) == ("Kept", "")


def test_a_film_sent_by_a_client_of_its_own_is_attached(
    program, edition, filmmaker, django_capture_on_commit_callbacks
):
    entry = make.draft(edition, filmmaker)
    upload = open_upload(owner=filmmaker, filename="bird.mp4", length=5, spec=None)
    with django_capture_on_commit_callbacks(execute=True):
        told = program.patch(page(entry), {"upload": str(upload.pk)})
    assert (told.status_code, told.json()["upload"]["id"]) == (200, str(upload.pk))
    again = program.patch(page(entry), {"upload": str(upload.pk)})
    assert again.status_code == 409


def test_somebody_elses_upload_cannot_be_attached(program, edition, filmmaker, rival):
    entry = make.draft(edition, filmmaker)
    theirs = open_upload(owner=rival, filename="theirs.mp4", length=5, spec=None)
    assert program.patch(page(entry), {"upload": str(theirs.pk)}).status_code == 400
    assert program.get(f"/api/v1/uploads/{theirs.pk}/").status_code == 404
    assert program.get("/api/v1/uploads/").json()["results"] == []


def test_a_file_that_is_no_film_cannot_be_attached(program, edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    upload = open_upload(owner=filmmaker, filename="letter.docx", length=5, spec=None)
    assert program.patch(page(entry), {"upload": str(upload.pk)}).status_code == 422


def test_the_findings_of_the_own_film(program, edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    assert program.get(page(entry, "findings")).json() == {"state": None, "findings": []}
    entry.film = media.asset(filmmaker, state="refused", reason="It is too long.")
    entry.save()
    Finding.objects.create(
        asset=entry.film, code="too_long", severity="blocks", params={"measured_s": 400.0, "limit_s": 300}
    )
    assert program.get(page(entry, "findings")).json() == {
        "state": "refused",
        "findings": [
            {
                "code": "too_long",
                "severity": "blocks",
                "timecode_s": None,
                "sentence": "The film runs 6:40; this category allows 5:00 at most.",
                "remedy": "Shorten the film, credits included, or choose a category for longer films.",
            }
        ],
    }


@pytest.mark.parametrize("rest", [(), ("findings",), ("film",), ("submit",), ("withdraw",)])
def test_a_rival_learns_nothing(rivals_program, edition, filmmaker, rest):
    theirs = page(make.submitted(edition, filmmaker), *rest)
    unknown = page(Entry(), *rest)
    for method in ("get", "patch", "post"):
        answers = [getattr(rivals_program, method)(url) for url in (theirs, unknown)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].status_code in {404, 405}
        assert answers[0].content == answers[1].content
    assert rivals_program.get("/api/v1/entries/").json()["results"] == []


def test_the_desk_does_not_come_in_by_this_door(client, director, edition, filmmaker):
    client.force_login(director)
    assert client.get(page(make.submitted(edition, filmmaker))).status_code == 404


def test_a_decision_under_embargo_does_not_leak(program, edition, filmmaker):
    undecided = make.submitted(edition, filmmaker, title="A")
    selected = make.submitted(edition, filmmaker, title="A", decision="selected")
    told = [program.get(page(entry)).json() for entry in (undecided, selected)]
    for answer in told:
        for own in ("id", "number", "film", "created_at", "submitted_at"):
            answer.pop(own)
    assert told[0] == told[1]
    house_told = program.get("/api/v1/entries/").json()["results"]
    assert {line["stage"] for line in house_told} == {"in_consideration"}


def test_the_list_costs_the_same_whatever_its_length(program, edition, filmmaker, django_assert_num_queries):
    for _ in range(3):
        make.submitted(edition, filmmaker)
        with django_assert_num_queries(4):
            program.get("/api/v1/entries/")
