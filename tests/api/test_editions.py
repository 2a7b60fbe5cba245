from tests.factories import festival as make


def test_public_editions_are_listed_newest_first(anybody, edition):
    make.edition(edition.festival, slug="hidden", public=False)
    make.edition(
        make.festival("older"), slug="2020", starts_on="2020-03-01", ends_on="2020-03-02", public=True
    )
    answer = anybody.get("/api/v1/editions/").json()
    assert [(line["festival"], line["edition"], line["phase"]) for line in answer["results"]] == [
        ("lumen", "2026", "call"),
        ("older", "2020", "deliberation"),
    ]


def test_an_edition_tells_its_categories_with_their_rules(anybody, edition):
    category = make.category(
        edition,
        name={"en": "Vertical shorts", "zh-hans": "竖屏短片"},
        orientation="vertical",
        max_duration_s=300,
        frame_rates=["24", "25"],
    )
    answer = anybody.get("/api/v1/editions/lumen/2026/").json()
    assert answer["name"] == {"en": "Edition 2026"}
    assert answer["categories"] == [
        {
            "id": category.pk,
            "slug": "shorts",
            "name": {"en": "Vertical shorts", "zh-hans": "竖屏短片"},
            "description": {},
            "min_duration_s": None,
            "max_duration_s": 300,
            "orientation": "vertical",
            "min_short_side": None,
            "frame_rates": ["24", "25"],
            "audio_required": False,
            "subtitles_required": False,
        }
    ]


def test_an_edition_that_is_not_public_does_not_exist(anybody, director, edition, client):
    edition.public = False
    edition.save()
    client.force_login(director)
    for asking in (anybody, client):
        for page in ("", "results/", "programme/"):
            answer = asking.get(f"/api/v1/editions/lumen/2026/{page}")
            assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_list_costs_two_queries_whatever_its_length(anybody, edition, django_assert_num_queries):
    for number in range(3):
        with django_assert_num_queries(2):
            anybody.get("/api/v1/editions/")
        make.edition(make.festival(f"other{number}"))


def test_a_page_costs_three_queries_whatever_its_length(anybody, edition, django_assert_num_queries):
    for number in range(3):
        make.category(edition, slug=f"c{number}")
        with django_assert_num_queries(3):
            anybody.get("/api/v1/editions/lumen/2026/")


def test_the_list_pages(anybody, edition):
    make.edition(make.festival("other"))
    page = anybody.get("/api/v1/editions/", {"limit": 1, "offset": 1}).json()
    assert (page["count"], len(page["results"]), page["next"]) == (2, 1, None)


def test_a_page_has_a_largest_size(anybody, edition):
    for limit in ("9" * 30, "201", "-1", "x"):
        assert anybody.get("/api/v1/editions/", {"limit": limit, "offset": "0"}).status_code == 200
    assert anybody.get("/api/v1/editions/", {"offset": "9" * 30}).json()["results"] == []
