"""The entry desk, walked by people in either language: a film is entered in every step, asked about, chosen and told.

It goes by addresses, names of fields and states, so that the same walk is taken whatever language the pages speak.
"""

import re
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests import clips
from tests.browser.people import Person
from tests.factories.festival import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.xdist_group("browser")]

STAGE = """
from allauth.account.models import EmailAddress
from festival.enums import Role
from tests.factories import asking, festival as make, submissions as entries
edition = make.edition(make.festival("kiln-{code}"), slug="2026")
category = make.category(edition, min_duration_s=1, max_duration_s=60, min_short_side=100, disclosure="required")
director = make.member(edition, Role.DIRECTOR, name="kiln-director-{code}")
for person in (director, make.user("kiln-maker-{code}")):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
asking.agreement(edition, director)
entries.todo_kind(edition, "Send the exhibition copy")
print(category.pk)
"""
WAYS = {
    "en": ("en-GB", "The Patient Kiln", "", "en"),
    "zh": ("zh-CN", "耐心的窑", "The Patient Kiln", "zh-hans"),
}
STAGES = ["script", "storyboard", "image", "video", "voice", "music", "sound", "editing", "vfx", "subtitles"]
ENTRY = re.compile(r"/entries/([0-9a-f-]{36})/")


@pytest.fixture
def still(tmp_path: Path) -> Path:
    target = tmp_path / "still.png"
    Image.new("RGB", (1600, 900), (120, 60, 30)).save(target)
    return target


def form_of(page: Page, field: str) -> Locator:
    return page.locator(f"main form:has([name='{field}'])").first


def send(page: Page, field: str) -> None:
    """Press the button of the form in which this field stands, and wait for the page that follows."""
    button = form_of(page, field).locator(".form__actions [type=submit]").first
    with page.expect_navigation() as arrival:
        button.click()
    assert arrival.value.ok, page.locator("main").inner_text()


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"main [name='{name.replace('__', '-')}']").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def letters_to(post, address: str, count: int) -> list[str]:
    """Subjects of what reached this address, once there are so many."""
    deadline = time.monotonic() + 100  # letters to many wait for their turn
    while len(found := [str(m["Subject"]) for m in post[0].messages if address in str(m["To"])]) < count:
        assert time.monotonic() < deadline, f"{address} has {found}, not {count} letters"
        time.sleep(0.1)
    return found


def begin(maker: Person, category: str, look: str) -> str:
    page = maker.visit("/entries/new/", look=f"{look}-begin")
    with page.expect_navigation():
        page.locator(f"form:has([name=category][value='{category}']) [type=submit]").click()
    entry = ENTRY.search(page.url)
    assert entry is not None, page.url
    return f"/entries/{entry.group(1)}/"


def tell_about_the_film(maker: Person, entry: str, code: str) -> None:
    """The steps about, credits, facts and contact."""
    _locale, original, international, language = WAYS[code]
    page = maker.visit(f"{entry}about/")
    fill(page, title_original=original, title_language=language, title_international=international)
    fill(page, synopsis_en="A kiln waits for its fire.", synopsis_zh_hans="一座窑等待它的火。")
    send(page, "title_original")
    page = maker.visit(f"{entry}credits/", look=f"kiln-{code}-credits")
    fill(page, row0__role="director", row0__name="Mara Kiln")
    with page.expect_navigation():
        page.locator("main #step-form [name=stay]").last.click()
    fill(page, row1__role="editor", row1__name="Edo Kiln")
    send(page, "row0-name")
    page = maker.visit(f"{entry}facts/", look=f"kiln-{code}-facts")
    page.locator("select[name^=countries]").first.select_option("CN")
    page.locator("select[name^=languages]").first.select_option(index=1)
    fill(page, completed_on="2026-01-15")
    send(page, "completed_on")
    page = maker.visit(f"{entry}contact/")
    fill(page, biography_en="She fires clay.", biography_zh_hans="她烧陶。", press_email="press@example.org")
    send(page, "press_email")


def tell_how_it_was_made(maker: Person, entry: str, code: str) -> None:
    page = maker.visit(f"{entry}how/")
    for stage in STAGES:
        extent = "generated" if stage == "video" else "none"
        page.locator(f"label:has([name='{stage}-extent'][value='{extent}'])").click()
    page.locator("[data-tools-of=video]").evaluate("e => { e.open = true; }")
    fill(page, video__human_role="Chose each shot", **{"video-0-tool": "Kiln Diffusion"})
    fill(page, **{"video-0-version": "2", "video-0-vendor": "Nobody"})
    for question in ("trained_models", "real_people"):
        page.locator(f"[name={question}][value=no]").check()
    maker.look(f"kiln-{code}-how")
    send(page, "video-extent")


def send_a_picture(maker: Person, entry: str, still: Path, code: str) -> None:
    page = maker.visit(f"{entry}pictures/")
    with page.expect_navigation():
        page.set_input_files("#files-still", still)
    expect(page.locator("#stills .picture")).to_have_count(1)
    page.locator("#stills [name$=-alt_en], #stills [name$=-alt]").first.fill("A kiln at night")
    maker.look(f"kiln-{code}-pictures")


def sign(maker: Person, entry: str, code: str) -> None:
    page = maker.visit(f"{entry}rights/")
    for use in page.locator("main .permission-choices [type=radio][value=yes]").all():
        use.check()
    page.locator("[name=nothing_of_others]").check()
    send(page, "nothing_of_others")
    page = maker.visit(f"{entry}rights/", look=f"kiln-{code}-rights")
    fill(page, name="Mara Kiln")
    send(page, "digest")
    expect(page.locator("[name=digest]")).to_have_count(0)


def submit(maker: Person, entry: str, code: str) -> None:
    page = maker.visit(f"{entry}film/")
    expect(page.locator("#film-status [data-tone=success]")).to_be_visible(timeout=60_000)
    page = maker.visit(f"{entry}review/", look=f"kiln-{code}-review")
    assert page.locator("main").inner_text().count("Edo Kiln") == 1
    assert page.locator("main .notice[data-tone=warning]").all_inner_texts() == []
    page.locator("[name=regulations]").check()
    send(page, "regulations")
    assert page.url.endswith(entry)


def look_it_over(chair: Person, desk: str, entry: str, code: str) -> None:
    """Found by search, tagged, noted, and given back with a question."""
    page = chair.visit(f"{desk}entries/")
    page.locator("form[role=search] [name=q]").fill(WAYS[code][1])
    with page.expect_navigation():
        page.locator("form[role=search] [name=q]").press("Enter")
    expect(page.locator("main tr[data-row] [data-open]")).to_have_text([WAYS[code][1]])
    chair.look(f"kiln-{code}-found")
    with page.expect_navigation():
        page.locator("main tr[data-row] [data-open]").click()
    assert page.url.endswith(f"{desk}{entry.removeprefix('/')}")
    page.locator("#new-tag").fill("Clay")
    with page.expect_navigation():
        page.locator("form:has(#new-tag) [type=submit]").click()
    expect(page.locator(".tag--button")).to_contain_text(["Clay"])
    page.locator("form[action$='/notes/'] [name=text]").fill("The fire is real.")
    with page.expect_navigation():
        page.locator("form[action$='/notes/'] [type=submit]").click()
    expect(page.locator(".note-list__item")).to_have_count(1)
    chair.look(f"kiln-{code}-entry")
    chair.visit(f"{desk}{entry.removeprefix('/')}ask/")
    fill(page, message="Who is to be heard?")
    page.locator("[name=parts][value=credits]").check()
    chair.look(f"kiln-{code}-ask")
    send(page, "message")


def answer(maker: Person, entry: str, code: str) -> None:
    page = maker.visit(f"{entry}complete/", look=f"kiln-{code}-complete")
    page.locator("[name=answer]").fill("Nobody: it is silent.")
    send(page, "answer")
    assert page.url.endswith(entry)
    assert page.locator("body").inner_text().count("The fire is real.") == 0


def choose_and_tell(chair: Person, maker: Person, desk: str, entry: str, code: str) -> None:
    home = maker.visit(entry).locator("main").inner_text()
    field = f"decision-{entry.split('/')[2].replace('-', '')}"
    page = chair.visit(f"{desk}selection/")
    fill(page, **{field.replace("-", "__"): "selected"})
    send(page, field)
    expect(page.locator(f"[name={field}]")).to_have_value("selected")
    assert maker.visit(entry).locator("main").inner_text() == home
    page = chair.visit(f"{desk}selection/release/", look=f"kiln-{code}-release")
    with page.expect_navigation():
        page.locator("form.confirm [type=submit]").click()


@pytest.mark.parametrize("code", WAYS)
def test_a_film_is_entered_asked_about_chosen_and_told(portal, post, person, still, code):
    category = portal.run(STAGE.format(code=code))
    address, desk = f"kiln-maker-{code}@example.org", f"/desk/kiln-{code}/2026/"
    maker, chair = (person(f"{who}-{code}", locale=WAYS[code][0]) for who in ("maker", "chair"))
    maker.sign_in(address, PASSWORD)
    entry = begin(maker, category, f"kiln-{code}")
    page = maker.visit(f"{entry}film/")
    assert page.locator("html").get_attribute("lang").lower() == WAYS[code][3]
    page.set_input_files("[data-file]", clips.horizontal_h264())
    expect(page.locator("#film-status")).to_contain_text("horizontal_h264.mp4", timeout=30_000)

    tell_about_the_film(maker, entry, code)
    tell_how_it_was_made(maker, entry, code)
    send_a_picture(maker, entry, still, code)
    sign(maker, entry, code)
    submit(maker, entry, code)

    chair.sign_in(f"kiln-director-{code}@example.org", PASSWORD)
    look_it_over(chair, desk, entry, code)
    answer(maker, entry, code)
    before = letters_to(post, address, 2)  # the receipt, and what was asked
    choose_and_tell(chair, maker, desk, entry, code)

    assert len(letters_to(post, address, len(before) + 1)) == len(before) + 1
    maker.visit(entry, look=f"kiln-{code}-told")
    expect(maker.page.locator("main .badge[data-state=selected]").first).to_be_visible()
    expect(maker.page.locator(".todo-list__item[data-state=open]")).to_have_count(1)
    with maker.page.expect_navigation():
        maker.page.locator(".todo-list__name a").click()
    maker.look(f"kiln-{code}-todo")
    assert len(letters_to(post, address, len(before) + 1)) == len(before) + 1
