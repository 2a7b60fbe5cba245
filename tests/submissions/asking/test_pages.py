"""The pages of questions and rights: what a maker, the desk, a juror and the public see and do."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from judging.veil import veil
from submissions.models import Agreement, Answer, Clearance, Paper, Permissions, Question, Signature
from tests.factories import asking
from tests.factories import festival as house
from tests.factories import submissions as make

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def entry(edition, filmmaker):
    return make.draft(edition, filmmaker, settled=True)


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


@pytest.fixture
def office(client, director):
    client.force_login(director)
    return client


def step(entry, name):
    return reverse("entries:step", kwargs={"pk": entry.pk, "name": name})


def desk(edition, name, **kwargs):
    where = {"festival": edition.festival.slug, "edition": edition.slug, **kwargs}
    return reverse(f"entry_desk:{name}", kwargs=where)


def test_there_is_no_step_without_questions(room, edition, entry):
    page = room.get(step(entry, "rights"))
    assert "Further questions" not in [str(line["label"]) for line in page.context["steps"]]
    assert room.get(step(entry, "questions")).url == step(entry, "rights")


def test_answers_are_kept_with_what_is_wrong_said_beside_the_field(room, edition, entry):
    number, text = asking.question(edition, "number"), asking.question(edition, longest=3)
    names = {f"q_{number.key}": "x", f"q_{text.key}": "long"}
    page = room.post(step(entry, "questions"), names)
    assert page.status_code == 422
    assert page.context["form"].errors == {
        f"q_{number.key}": ["Write a number in digits, with a dot before decimals: 12 or 12.5."],
        f"q_{text.key}": ["This has 4 letters; at most 3 are possible. Shorten it."],
    }
    assert Answer.objects.count() == 0
    saved = room.post(step(entry, "questions"), {f"q_{number.key}": "5", f"q_{text.key}": ""})
    assert saved.url == step(entry, "rights")
    assert [answer.value for answer in entry.answers.all()] == [5]
    assert [answer.given_by for answer in entry.answers.all()] == [entry.owner]


def test_the_festivals_words_are_never_markup(room, edition, entry):
    asking.question(
        edition,
        "one",
        label={"en": HOSTILE},
        help={"en": HOSTILE},
        unit={"en": HOSTILE},
        options=[{"key": "a", "label": {"en": HOSTILE}}],
    )
    asking.question(edition, "consent", wording={"en": HOSTILE}, label={"en": HOSTILE})
    assert HOSTILE.encode() not in room.get(step(entry, "questions")).content


def test_a_makers_words_are_never_markup_at_the_desk(office, edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    for kind in ("text", "long_text"):
        asking.answer(entry, asking.question(edition, kind), HOSTILE)
    page = office.get(desk(edition, "entry", pk=entry.pk)).content
    assert HOSTILE.encode() not in page
    assert page.count(b"&lt;script&gt;alert(1)") == 2


def test_a_file_is_sent_with_the_form_and_taken_back(room, edition, entry):
    question = asking.question(edition, "file")
    name = f"q_{question.key}"
    refused = room.post(step(entry, "questions"), {name: asking.file("a.pdf", b"<html>")})
    assert refused.context["form"].errors[name] == [
        "This file is not what its name says. Send one of these types: PDF, JPEG."
    ]
    room.post(step(entry, "questions"), {name: asking.file(), "stay": "1"})
    assert Paper.objects.get().name == "licence.pdf"
    room.post(step(entry, "questions"), {"deed": f"remove-file-{question.key}"})
    assert Paper.objects.count() == 0


def test_a_paper_is_a_download_and_nothing_else(room, edition, entry, filmmaker):
    question = asking.question(edition, "file", file_types=["txt"])
    content = "授权书 <b>not markup</b>".encode()
    room.post(
        step(entry, "questions"),
        {f"q_{question.key}": SimpleUploadedFile("授权 \u202etxt.txt", content)},
    )
    paper = Paper.objects.get()
    answer = room.get(reverse("entries:paper", kwargs={"pk": entry.pk, "paper": paper.pk}))
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("role", "status"),
    [("rival", 404), ("stranger", 404), ("juror", 404), ("scrutineer", 404), ("programmer", 404)],
)
def test_nobody_else_reads_a_drafts_papers(client, request, edition, entry, filmmaker, role, status):
    """By the maker's address nobody; by the desk's only what was received, and only those who read everything."""
    client.force_login(filmmaker)
    question = asking.question(edition, "file")
    client.post(step(entry, "questions"), {f"q_{question.key}": asking.file()})
    paper = Paper.objects.get()
    client.force_login(request.getfixturevalue(role))
    assert (
        client.get(reverse("entries:paper", kwargs={"pk": entry.pk, "paper": paper.pk})).status_code == status
    )
    assert client.get(desk(edition, "paper", pk=entry.pk, paper=paper.pk)).status_code == 404


def test_a_paper_is_found_only_beside_its_own_entry(room, edition, entry, rival):
    other = make.draft(edition, rival)
    paper = Paper.objects.create(entry=other, stored="papers/x", name="a.pdf", kind="pdf", size=1, sha256="x")
    assert room.get(reverse("entries:paper", kwargs={"pk": entry.pk, "paper": paper.pk})).status_code == 404


def sign_data(agreement, **fields):
    return {"name": "Ada Lumen", "digest": agreement.digest_in("en"), "shown": "en", **fields}


def test_signing_by_typing_a_name(room, edition, entry, director):
    agreement = asking.agreement(edition, director)
    page = room.get(step(entry, "rights"))
    assert agreement.text["en"] in page.content.decode()
    url = reverse("entries:sign", kwargs={"pk": entry.pk})
    unnamed = room.post(url, sign_data(agreement, name=" "))
    assert (unnamed.status_code, Signature.objects.count()) == (422, 0)
    for _twice in range(2):
        signed = room.post(url, sign_data(agreement), headers={"User-Agent": "Browser 1"})
        assert signed.url == step(entry, "rights")
    signature = Signature.objects.get()
    kept = (signature.signed_by, signature.address, signature.user_agent, signature.language)
    assert kept == (entry.owner, "127.0.0.1", "Browser 1", "en")
    proof = room.get(reverse("entries:certificate", kwargs={"pk": entry.pk, "signature": signature.pk}))
    assert agreement.digest_in("en") in proof.content.decode()
    assert "<dt>Language of the text</dt><dd>English</dd>" in proof.content.decode()
    assert proof.context["proved"] is True


def test_words_changed_in_the_meantime_are_not_signed(room, edition, entry, director):
    old = asking.agreement(edition, director)
    asking.agreement(edition, director)
    refused = room.post(reverse("entries:sign", kwargs={"pk": entry.pk}), sign_data(old))
    assert (refused.status_code, Signature.objects.count()) == (409, 0)


def test_an_edition_without_an_agreement_asks_for_works_alone(room, edition, entry):
    page = room.get(step(entry, "rights"))
    assert (page.context["form"].uses, page.context["form"].sign) == ([], None)
    assert (
        room.post(reverse("entries:sign", kwargs={"pk": entry.pk}), {"name": "Ada Lumen"}).status_code == 409
    )
    row = {"row0-kind": "music", "row0-title": "Song", "row0-status": "licensed"}
    saved = room.post(step(entry, "rights"), {"rows": "1", **row, "row0-licence": asking.file()})
    assert saved.url == step(entry, "review")
    assert (Clearance.objects.get().title, Paper.objects.count()) == ("Song", 1)
    kept = {**row, "row0-id": Clearance.objects.get().pk}
    room.post(step(entry, "rights"), {"rows": "1", **kept}, headers={"X-Requested-With": "autosave"})
    assert Clearance.objects.get().paper == Paper.objects.get()


def test_uses_are_yes_or_no_and_nonsense_is_refused(room, edition, entry, director):
    asking.agreement(edition, director)
    said = {"rows": "0", "in_person": "yes", "online": "no", "excerpts": "yes"}
    room.post(step(entry, "rights"), said)
    kept = Permissions.objects.get()
    assert (kept.in_person, kept.online, kept.archive, kept.excerpt_s) == (True, False, None, 60)
    assert room.post(step(entry, "rights"), {**said, "archive": "perhaps"}).status_code == 422
    assert room.post(step(entry, "rights"), {"rows": "nonsense"}).status_code == 302


def test_after_the_submission_questions_and_rights_have_pages_of_their_own(
    room, edition, filmmaker, director
):
    entry = make.submitted(edition, filmmaker)
    later = asking.question(edition, need="date", needed_from="2020-01-01")
    asking.agreement(edition, director)
    assert room.get(step(entry, "questions")).url == reverse("entries:answers", kwargs={"pk": entry.pk})
    assert room.get(step(entry, "rights")).url == reverse("entries:rights", kwargs={"pk": entry.pk})
    page = room.post(reverse("entries:answers", kwargs={"pk": entry.pk}), {f"q_{later.key}": "x"})
    assert page.url == reverse("entries:entry", kwargs={"pk": entry.pk})
    assert entry.answers.get().value == "x"
    home = room.get(reverse("entries:home")).content.decode()
    assert "The festival waits for you" not in home


def test_a_question_is_made_changed_and_asked_without_code(office, edition, category):
    url = desk(edition, "question_new", kind="one")
    options = {
        "options": "3",
        "option0-label_en": "Red",
        "option0-label_zh_hans": "红",
        "option1-label_en": "Green",
    }
    common = {
        "label_en": "Which colour?",
        "need": "optional",
        "audience": "jurors",
        "categories": [category.pk],
    }
    assert office.post(url, {**common, "options": "0"}).status_code == 422
    assert office.post(url, {**common, **options}).url == desk(edition, "questions")
    question = Question.objects.get()
    labels = [option["label"] for option in question.options]
    assert labels == [{"en": "Red", "zh-hans": "红"}, {"en": "Green"}]
    assert (question.key, question.state, question.identifies) == ("which-colour", "draft", False)
    assert list(question.categories.all()) == [category]
    keys = [option["key"] for option in question.options]
    sent = {f"option{place}-key": key for place, key in enumerate(keys)}
    edit = desk(edition, "question", pk=question.pk)
    office.post(edit, {**common, **options, **sent, "key": "colour", "deed": "down-0"})
    question = Question.objects.get()
    assert [option["key"] for option in question.options] == keys[::-1]
    assert question.key == "colour"
    office.post(desk(edition, "question_state", pk=question.pk), {"to": "active"})
    assert office.get(desk(edition, "questions")).context["rows"][0]["question"].state == "active"


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("number", {"smallest": "5", "largest": "1", "decimals": "0"}, "largest"),
        ("text", {"longest": "5000"}, "longest"),
        ("text", {"longest": "0", "need": "date"}, "needed_from"),
        ("text", {"longest": "0", "label_en": ""}, "label"),
        ("consent", {}, "wording"),
        ("file", {"largest_mb": "900", "file_types": ["pdf"]}, "largest_mb"),
        ("file", {"largest_mb": "5", "file_types": ["exe"]}, "file_types"),
        ("file", {"largest_mb": "5", "file_types": ["pdf"], "audience": "public"}, "audience"),
        ("text", {"longest": "0", "key": "taken"}, "key"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(office, edition, kind, fields, wrong):
    asking.question(edition, key="taken")
    sent = {"label_en": "Well?", "need": "optional", "audience": "staff", **fields}
    page = office.post(desk(edition, "question_new", kind=kind), sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [wrong])


def test_questions_are_dragged_into_order(office, edition):
    first, second = asking.question(edition), asking.question(edition)
    url = desk(edition, "questions_order")
    assert office.post(url, {"order": f"{second.pk},{first.pk},x,999999999999999"}).status_code == 204
    assert list(Question.objects.all()) == [second, first]
    office.post(url, {"down": second.pk})
    assert list(Question.objects.all()) == [first, second]


def test_the_preview_shows_each_category_its_own(office, edition, category):
    other = house.category(edition, "vertical")
    here = asking.question(edition, categories=[category], state="draft")
    there = asking.question(edition, categories=[other])
    asking.question(edition, state="retired")
    pages = {
        slug: office.get(desk(edition, "questions_preview") + f"?category={slug}")
        for slug in ("shorts", "vertical")
    }
    assert {slug: page.context["asked"] for slug, page in pages.items()} == {
        "shorts": [here],
        "vertical": [there],
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_questions_costs_a_fixed_number_of_queries(
    office, edition, django_assert_max_num_queries, count
):
    for _question in range(count):
        asking.question(edition)
    with django_assert_max_num_queries(9):
        office.get(desk(edition, "questions"))


def test_from_a_draft_to_a_published_agreement(office, edition):
    assert office.post(desk(edition, "agreement_draft")).url == desk(edition, "agreement_draft")
    assert office.post(desk(edition, "agreement_publish")).status_code == 422
    words = {"text_en": "Words.", "text_zh_hans": "条款。"}
    assert office.post(desk(edition, "agreement_draft"), words).url == desk(edition, "agreement")
    assert office.get(desk(edition, "agreement_publish")).status_code == 200
    office.post(desk(edition, "agreement_publish"))
    assert Agreement.objects.get().published_by is not None
    assert office.post(desk(edition, "agreement_publish")).status_code == 404
    assert office.get(desk(edition, "agreement")).status_code == 200


def test_the_policy_of_an_edition_is_kept(office, edition):
    sent = {"material_required": "on", "excerpt_s": "30"}
    assert office.post(desk(edition, "rights_policy"), sent).url == desk(edition, "agreement")
    policy = edition.rights_policy
    assert (policy.material_required, policy.pending_allowed, policy.excerpt_s) == (True, False, 30)
    assert office.post(desk(edition, "rights_policy"), {"excerpt_s": "999999"}).status_code == 422


def test_the_request_tells_first_whom_it_reaches(office, edition, director, filmmaker):
    asking.agreement(edition, director)
    entry = make.submitted(edition, filmmaker)
    page = office.get(desk(edition, "agreement_request"))
    assert [film.pk for film in page.context["films"]] == [entry.pk]
    office.post(desk(edition, "agreement_request"))
    assert office.get(desk(edition, "agreement_request")).context["to_ask_count"] == 0


@pytest.mark.parametrize(
    ("blindness", "seen"), [("open", ["who", "what"]), ("makers_hidden", ["what"]), ("film_only", [])]
)
def test_a_juror_reads_only_what_the_round_lets_through(edition, filmmaker, blindness, seen):
    entry = make.submitted(edition, filmmaker)
    asking.answer(entry, asking.question(edition, audience="staff", identifies=False), "secret")
    asking.answer(entry, asking.question(edition, audience="jurors"), "who")
    asking.answer(entry, asking.question(edition, audience="public", identifies=False), "what")
    shown = veil(entry, blindness=blindness, number=1, with_answers=True)
    assert [line.text for line in shown.answers] == seen
    assert veil(entry, blindness=blindness, number=1).answers == ()


def test_the_public_reads_public_answers_of_announced_films(client, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, decision="selected")
    asking.answer(entry, asking.question(edition, audience="public"), "for everybody")
    asking.answer(entry, asking.question(edition, audience="jurors"), "for the jury alone")
    url = reverse(
        "public:film", kwargs={"festival": edition.festival.slug, "edition": edition.slug, "slug": entry.slug}
    )
    assert client.get(url).status_code == 404
    type(edition).objects.filter(pk=edition.pk).update(selection_released_at=timezone.now())
    page = client.get(url).content.decode()
    assert ("for everybody" in page, "for the jury alone" in page) == (True, False)


def test_answers_and_rights_by_program(client, edition, filmmaker, director, entry):
    client.force_login(filmmaker)
    number, file = asking.question(edition, "number"), asking.question(edition, "file")
    agreement = asking.agreement(edition, director)
    base = f"/api/v1/entries/{entry.pk}"

    def send(method, path, data):
        return getattr(client, method)(f"{base}{path}", json.dumps(data), content_type="application/json")

    wrong = send("patch", "/answers/", {number.key: "x"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, [number.key])
    told = send("patch", "/answers/", {number.key: 5}).json()
    assert [(line["key"], line["value"], line["writable"]) for line in told] == [
        (number.key, 5, True),
        (file.key, None, True),
    ]
    assert client.delete(f"{base}/answers/{file.key}/file/").status_code == 200
    assert client.delete(f"{base}/answers/{number.key}/file/").status_code == 404
    rights = client.get(f"{base}/rights/").json()
    assert rights["agreement"]["sha256"] == agreement.digest_in("en")
    works = [{"kind": "music", "title": "Song", "status": "original"}]
    changed = send("patch", "/rights/", {"permissions": {"online": True}, "clearances": works}).json()
    assert (changed["permissions"]["online"], changed["clearances"][0]["title"]) == (True, "Song")
    signing = {"name": "Ada Lumen", "sha256": rights["agreement"]["sha256"], "language": "en"}
    assert send("post", "/rights/sign/", signing).json()["signature"]["version"] == 1
