"""What is wrong with an answer or a paper, in words that say how to mend it."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from submissions.answers import BadAnswer
from submissions.papers.types import TYPES

SENTENCES: dict[str, Promise] = {
    "unknown_question": _("There is no such question for this entry."),
    "not_a_text": _("Write a text here."),
    "control_signs": _("This text contains signs that cannot be shown. Type it anew."),
    "too_long": _("This has %(length)d letters; at most %(limit)d are possible. Shorten it."),
    "not_a_number": _("Write a number in digits, with a dot before decimals: 12 or 12.5."),
    "which_number": _("This could be read as two different numbers. Leave out the comma: 1250 or 1.25."),
    "too_many_digits": _("This number has too many digits; %(limit)d are possible."),
    "not_whole": _("Write a whole number, without decimals."),
    "too_exact": _("Write at most %(limit)d decimals."),
    "too_small": _("The smallest possible number is %(limit)s."),
    "too_large": _("The largest possible number is %(limit)s."),
    "no_such_option": _("Choose one of the options that are offered."),
    "not_a_list": _("Choose from the options; several are possible."),
    "too_many_options": _("Choose at most %(limit)d options."),
    "not_a_date": _("Write a date as year-month-day: 2026-05-31."),
    "strange_year": _("The year %(year)d cannot be right."),
    "not_an_address": _("Write a full web address that begins with https://, without a password in it."),
    "not_a_tick": _("Tick the box, or leave it empty."),
    "file_comes_otherwise": _("A file is sent by itself, not among the other answers."),
}


def answer_sentence(error: BadAnswer) -> str:
    return str(SENTENCES[error.code]) % error.params


def paper_sentence(code: str, *, types: Any, most_bytes: int) -> str:
    """What is wrong with a file. Raises KeyError for a code that nobody knows."""
    limits = {"types": type_words(types), "limit": filesizeformat(most_bytes)}
    return {
        "empty": _now("The file is empty."),
        "too_large": _now("The file is larger than %(limit)s. Send a smaller one."),
        "type_not_taken": _now("Send a file of one of these types: %(types)s."),
        "not_what_it_says": _now("This file is not what its name says. Send one of these types: %(types)s."),
    }[code] % limits


def type_words(types: Any) -> str:
    """PDF, JPEG, PNG: each once, as people call them."""
    return ", ".join(dict.fromkeys(TYPES[kind].label for kind in types if kind in TYPES))
