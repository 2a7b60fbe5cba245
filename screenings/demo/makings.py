"""How the demo's films were made. Of the published films only what was published; all the rest, tools too, is invented."""

import re
from io import BytesIO
from zlib import crc32

from festival.models import Edition, User
from screenings.demo.plans import FestivalPlan, FilmPlan
from submissions.actions import add_consent, set_making_rules
from submissions.consents import read_document
from submissions.making.rules import Rule
from submissions.making.vocabulary import NONE, STAGES
from submissions.models import Declaration, Entry, StageAnswer, ToolUse, TrainingData

TOOLS = {
    "script": ("Nib & Echo", "2", "Inkwell Invented"),
    "storyboard": ("Pencil on paper", "", ""),
    "image": ("Lampion Still", "2.1", "Paper Lantern Labs (invented)"),
    "video": ("Gezeiten Motion", "1.4", "Gezeiten (invented)"),
    "voice": ("Murmur", "3", "Murmur Example"),
    "music": ("Kettledrum Score", "0.9", "Kettledrum (invented)"),
    "sound": ("Pebble Foley", "1", "Pebble Sample"),
    "editing": ("Loom Cut", "12", "Loom Placeholder"),
    "vfx": ("Second Skin", "4.2", "Gezeiten (invented)"),
    "subtitles": ("Titlewise", "5", "Inkwell Invented"),
}
WAYS: tuple[dict[str, str], ...] = (
    {
        "image": "generated",
        "video": "generated",
        "voice": "generated",
        "music": "generated",
        "sound": "generated",
    },
    {"storyboard": "assisted", "image": "generated", "video": "generated", "editing": "assisted"},
    {
        "script": "assisted",
        "image": "generated",
        "video": "generated",
        "voice": "generated",
        "vfx": "assisted",
    },
    {"video": "assisted", "vfx": "generated", "subtitles": "assisted"},
    {"image": "assisted", "video": "generated", "music": "generated", "subtitles": "generated"},
)
PEOPLE = {
    "image": "Chose one still of forty, and painted over the hands.",
    "video": "Directed every shot from drawings; threw away nine takes of ten.",
    "voice": "An actor read all lines; the model only made her older.",
    "music": "Hummed the theme, kept the wrong notes.",
    "script": "Written by hand; the model was asked what a stranger would not understand.",
}
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n% Invented, for the demonstration.\n%%EOF\n"
VERSIONED = re.compile(r"(.+) (v?\d[\d.]*)")


def ask_about_making(edition: Edition, plan: FestivalPlan, by: User) -> None:
    """The call that is still open asks for the declaration, and for AI in at least one stage."""
    if not plan.open_call:
        return
    edition.categories.update(disclosure="required")
    for category in edition.categories.all():
        set_making_rules(category, [Rule("count_at_least", "assisted", (), 1)], by=by)


def declare(entry: Entry, film: FilmPlan) -> None:
    """Once: a declaration that is there already stays."""
    if Declaration.objects.filter(entry=entry).exists():
        return
    if film.invented:
        _invent(entry, film)
    else:
        _as_published(entry, film)


def _as_published(entry: Entry, film: FilmPlan) -> None:
    trained = "fine-tuned" in str(film.tools)
    Declaration.objects.create(
        entry=entry, trained_models=True if trained else None, shown_to_audience=bool(film.tools)
    )
    for position, (stage, tool, note) in enumerate(film.tools):
        found = VERSIONED.fullmatch(tool.partition(",")[0])
        name, version = found.groups() if found else (tool, "")
        ToolUse.objects.create(
            entry=entry, stage=stage, tool=name, version=version, note=note, position=position
        )
    if trained:
        TrainingData.objects.create(
            entry=entry, model="Stable Diffusion v2.1", material="Images", works=50_000
        )


def _invent(entry: Entry, film: FilmPlan) -> None:
    dice = crc32(film.key.encode())
    way = WAYS[dice % len(WAYS)]
    StageAnswer.objects.bulk_create(
        StageAnswer(
            entry=entry,
            stage=stage,
            extent=way.get(stage, NONE),
            human_role=PEOPLE.get(stage, "") if stage in way else "",
        )
        for stage in STAGES
    )
    named = [stage for stage in STAGES if stage in way or stage == "storyboard"]
    ToolUse.objects.bulk_create(
        ToolUse(
            entry=entry,
            stage=stage,
            position=place,
            **dict(zip(("tool", "version", "vendor"), TOOLS[stage], strict=True)),
        )
        for place, stage in enumerate(named)
    )
    trained, imitates = dice % 3 == 0, way.get("voice") == "generated"
    Declaration.objects.create(
        entry=entry,
        picture_origin="" if way.get("image") == "generated" else "filmed",
        trained_models=trained,
        real_people=imitates,
        shown_to_audience=dice % 4 != 0,
    )
    if trained:
        TrainingData.objects.create(
            entry=entry,
            model="Lampion Still, fine-tuned",
            material="Our own sketchbooks (invented)",
            source="own",
            works=400 + dice % 300,
        )
    if imitates:
        add_consent(
            entry,
            read_document(BytesIO(PAPER)),
            person="Rosa Example (invented)",
            kind="voice",
            name="consent-rosa-example.pdf",
            by=entry.owner,
        )
