"""Why a letter did not arrive, as one says it to a person."""

from django.utils.translation import gettext as _


def reason_words(reason: str) -> str:
    return {
        "no_address": _("There is no such address: a typing error, or the mailbox is gone."),
        "no_domain": _("The part after the @ does not exist or takes no mail: probably a typing error."),
        "closed": _("The mailbox is closed."),
        "full": _("The mailbox is full. It may take mail again when its owner has tidied up."),
        "too_big": _("The mail server found the letter too big."),
        "blocked": _(
            "The mail server did not want the letter: a filter, or it does not trust this portal's sender."
        ),
        "late": _("The mail server could not be reached for days."),
        "unclear": _("The mail server gave no reason that can be put in plain words."),
        "unsubscribed": _("The person wants no reminders."),
        "erased": _("Whoever it was for has deleted their account."),
        "dead_address": _("The address takes no mail, and a reminder is not worth another try."),
    }.get(reason, "")
