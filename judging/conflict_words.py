"""A find in a sentence that anybody understands."""

from django.utils.translation import gettext as _

from judging.models import ConflictFind
from judging.people_enums import FindKind


def sentence(find: ConflictFind) -> str:
    """What was found where, and how the two meet."""
    pattern = {
        FindKind.NAME: _by_name,
        FindKind.COMPANY: _by_company,
        FindKind.SCHOOL: _by_school,
        FindKind.DOMAIN: _by_domain,
        FindKind.HANDLE: _by_page,
    }[FindKind(find.kind)](find)
    return pattern % {"ours": find.ours, "theirs": find.theirs, "place": _place(find.place)}


def _place(place: str) -> str:
    known = {
        "owner": _("the account that entered the film"),
        "press": _("the press contact"),
        "mail": _("the makers' e-mail"),
        "link": _("a link of the film"),
    }
    return known.get(place, place) or _("the credits")


def _by_name(find: ConflictFind) -> str:
    return {
        "spelling": _("“%(theirs)s” (%(place)s) has the juror's name."),
        "characters": _("“%(theirs)s” (%(place)s) has the juror's name, in the same characters."),
        "latin": _(
            "“%(theirs)s” (%(place)s) may be the juror's name “%(ours)s”, written in the other script."
        ),
        "sound": _("“%(theirs)s” (%(place)s) sounds like the juror's name “%(ours)s” in other characters."),
        "short": _(
            "“%(theirs)s” (%(place)s) may be a shorter or longer form of the juror's name “%(ours)s”."
        ),
        "initials": _("“%(theirs)s” (%(place)s) has the surname and the initial of “%(ours)s”."),
        "joined": _(
            "“%(theirs)s” (%(place)s) is the juror's name “%(ours)s” with other spaces or another order."
        ),
        "given": _("“%(theirs)s” (%(place)s) has the given name of the juror “%(ours)s”."),
        "one_word": _("“%(theirs)s” (%(place)s) has the juror's name, which is a single word."),
    }[find.how]


def _by_company(find: ConflictFind) -> str:
    if find.how == "spelling":
        return _("“%(theirs)s” (%(place)s) is a company of the juror's.")
    return _("“%(theirs)s” (%(place)s) may be “%(ours)s”, a company of the juror's.")


def _by_school(find: ConflictFind) -> str:
    if find.how == "spelling":
        return _("“%(theirs)s” (%(place)s) is a school of the juror's.")
    return _("“%(theirs)s” (%(place)s) may be “%(ours)s”, a school of the juror's.")


def _by_domain(find: ConflictFind) -> str:
    if find.how == "site":
        return _("“%(theirs)s” (%(place)s) lies at the domain of the juror's e-mail.")
    return _("The makers and the juror have e-mail at the same domain: %(ours)s.")


def _by_page(find: ConflictFind) -> str:
    return {
        "page": _("“%(theirs)s” (%(place)s) is the juror's own page."),
        "site": _("“%(theirs)s” (%(place)s) is on the juror's own site."),
        "name": _("“%(theirs)s” (%(place)s) has the name that the juror uses elsewhere: %(ours)s."),
    }[find.how]
