"""What of an entry may be changed until when: one table, for the forms, the API and whoever compares. Pure."""

from enum import StrEnum


class Until(StrEnum):
    SUBMISSION = "submission"  # a draft only
    RELEASE = "release"  # also afterwards, until the edition's selection is announced


CHANGES: dict[str, Until] = {
    # What the check, the category's rules and the jury's work rest on.
    "film": Until.SUBMISSION,
    "category": Until.SUBMISSION,
    "title_original": Until.SUBMISSION,
    "title_language": Until.SUBMISSION,
    "title_international": Until.SUBMISSION,
    "countries": Until.SUBMISSION,
    "languages": Until.SUBMISSION,
    "subtitle_languages": Until.SUBMISSION,
    "completed_on": Until.SUBMISSION,
    "premiere_status": Until.SUBMISSION,
    "past_screenings": Until.SUBMISSION,
    "production_weeks": Until.SUBMISSION,
    "budget_band": Until.SUBMISSION,
    "told_runtime_s": Until.SUBMISSION,
    "told_fps": Until.SUBMISSION,
    "told_sound": Until.SUBMISSION,
    "tool_uses": Until.SUBMISSION,
    # What the catalogue prints: its maker corrects it.
    "title_transliteration": Until.RELEASE,
    "texts_language": Until.RELEASE,
    "logline": Until.RELEASE,
    "synopsis": Until.RELEASE,
    "statement": Until.RELEASE,
    "credits": Until.RELEASE,
    "biography": Until.RELEASE,
    "press_name": Until.RELEASE,
    "press_email": Until.RELEASE,
    "press_phone": Until.RELEASE,
    "links": Until.RELEASE,
    "pictures": Until.RELEASE,
    "press_kit": Until.RELEASE,
}
"""Columns and relations of an entry. What is not named here ends with the submission."""


STEP_OF: dict[str, str] = {
    **dict.fromkeys(
        (
            "title_original",
            "title_language",
            "title_international",
            "title_transliteration",
            "texts_language",
            "logline",
            "synopsis",
            "statement",
        ),
        "about",
    ),
    "credits": "credits",
    **dict.fromkeys(("biography", "press_name", "press_email", "press_phone", "links"), "contact"),
    **dict.fromkeys(("pictures", "press_kit"), "pictures"),
    "tool_uses": "how",
    **dict.fromkeys(
        (
            "countries",
            "languages",
            "subtitle_languages",
            "completed_on",
            "premiere_status",
            "past_screenings",
            "production_weeks",
            "budget_band",
            "told_runtime_s",
            "told_fps",
            "told_sound",
        ),
        "facts",
    ),
}
"""The step in which each of them is written: the festival may ask for a step again."""


TODO_PARTS: dict[str, str] = {
    "still": "pictures",
    "press_kit": "pictures",
    "biography": "contact",
    "subtitles": "subtitles",
}
"""By what a to-do is seen to be done, and what is open again for it to the makers of a selected film."""


def may_change(what: str, *, state: str, released: bool) -> bool:
    """Whether the maker may still change this. `state` is the entry's, `released` its edition's selection told."""
    if state == "draft":
        return True
    return state == "submitted" and not released and CHANGES.get(what) == Until.RELEASE
