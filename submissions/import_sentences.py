"""What is said about tables from elsewhere: why a file cannot be read, what is odd about a line, what columns mean."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHEET_ERRORS: dict[str, Promise] = {
    "too_large": _("This file is too large: 25 MB is the most. Divide the table into several files."),
    "too_many_lines": _("This table has more than 20,000 lines. Divide it into several files."),
    "too_many_columns": _("This table has more than 300 columns. Is it a table of films?"),
    "not_a_table": _("This file is no table that can be read. Save it as CSV (UTF-8) or XLSX and send that."),
    "unknown_encoding": _("The characters of this file cannot be read. Save it as CSV (UTF-8) or XLSX."),
    "empty": _("There is nothing in this table."),
    "only_a_heading": _("There is only a heading in this table, and no film below it."),
}

FIELDS: dict[str, Promise] = {
    "reference": _("Number elsewhere"),
    "title_international": _("International title"),
    "title_original": _("Original title"),
    "email": _("E-mail"),
    "first_name": _("First name"),
    "last_name": _("Family name"),
    "name": _("Name"),
    "category": _("Category"),
    "synopsis": _("Synopsis"),
    "synopsis_original": _("Synopsis in the original language"),
    "logline": _("Logline"),
    "statement": _("Director's statement"),
    "directors": _("Directors"),
    "writers": _("Screenplay"),
    "producers": _("Producers"),
    "cast": _("Cast and voices"),
    "countries": _("Countries"),
    "languages": _("Languages"),
    "completed_on": _("Completion date"),
    "runtime": _("Running time as typed there"),
    "submitted_on": _("Date of submission there"),
    "status": _("State of the submission there"),
    "website": _("Website"),
    "trailer": _("Trailer"),
    "screener": _("Link to the film there"),
    "notes": _("Notes from there"),
    "flag": _("Flag there"),
}

NEEDED_NAMES: dict[str, Promise] = {
    "title_original": _("original or international title"),
    "email": _("e-mail of the maker"),
}
"""What is said of a group of `fields.NEEDED`, by its first."""

REMARKS: dict[str, Promise] = {
    "no_address": _("There is no e-mail address of its maker."),
    "bad_address": _("“%(said)s” is no e-mail address."),
    "no_title": _("There is no title."),
    "not_entered_there": _("It is not entered there: its state is “%(said)s”."),
    "unknown_category": _("No category of this edition is called “%(said)s”; the usual one is taken."),
    "cut_short": _("%(field)s is cut to %(most)s characters."),
    "unknown_word": _("%(field)s: “%(said)s” is not known and left out."),
    "unknown_date": _("%(field)s: “%(said)s” is no date that can be read."),
    "too_many_people": _("%(field)s: only the first %(most)s people are kept."),
    "twice": _("The number %(said)s stands in this table twice; the first line counts."),
    "kept_ours": _("%(field)s was changed here since and stays as it is."),
}


def sheet_error(code: str) -> Promise:
    return SHEET_ERRORS[code]


def field_name(key: str) -> Promise | str:
    return FIELDS.get(key, _OURS.get(key, key))


_OURS: dict[str, Promise] = {"title_language": _("Language of the original title")}


def remark_text(remark: dict[str, Any]) -> str:
    params = dict(remark["params"])
    if "field" in params:
        params["field"] = field_name(params["field"])
    return str(REMARKS[remark["code"]]) % params
