"""The film's data as columns of the spreadsheet: columns of the entry itself only, so that no row costs a query."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.films import runtime_text
from submissions.models import Entry
from submissions.tongues import language_name

COLUMNS: tuple[tuple[str, Promise, Callable[[Entry], str]], ...] = (
    ("title_transliteration", _("Title in Latin letters"), lambda entry: entry.title_transliteration),
    (
        "subtitle_languages",
        _("Subtitle languages"),
        lambda entry: "; ".join(language_name(code) for code in entry.subtitle_languages),
    ),
    ("premiere_status", _("Premiere status"), lambda entry: entry.get_premiere_status_display()),
    ("production_weeks", _("Weeks of production"), lambda entry: str(entry.production_weeks or "")),
    ("budget_band", _("Budget"), lambda entry: entry.get_budget_band_display()),
    ("told_runtime_s", _("Running time as told"), lambda entry: runtime_text(entry.told_runtime_s)),
    ("press_name", _("Press contact"), lambda entry: entry.press_name),
    ("press_email", _("E-mail for the press"), lambda entry: entry.press_email),
    ("press_phone", _("Telephone for the press"), lambda entry: entry.press_phone),
)
