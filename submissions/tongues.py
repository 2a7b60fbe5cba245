"""Languages that films are made in. Django knows their names in every language the portal speaks."""

from django.conf.global_settings import LANGUAGES
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NO_DIALOGUE = "zxx"
_VARIANTS = {"en-au", "en-gb", "es-ar", "es-co", "es-mx", "es-ni", "es-ve", "io", "ia"}
_NAMES: dict[str, Promise | str] = {code: _(name) for code, name in LANGUAGES if code not in _VARIANTS} | {
    "yue": _("Cantonese"),
    "mis": _("Another language"),
}


def language_choices(*, dialogue: bool = False) -> list[tuple[str, Promise | str]]:
    """Codes and names by name; with `dialogue` also the answer that nothing is spoken."""
    choices = sorted(_NAMES.items(), key=lambda choice: str(choice[1]))
    return [(NO_DIALOGUE, _("No dialogue")), *choices] if dialogue else choices


def language_name(code: str) -> str:
    return str(_("No dialogue") if code == NO_DIALOGUE else _NAMES.get(code, code))
