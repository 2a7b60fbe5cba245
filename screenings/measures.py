"""The picture of a film in words, as measured by the workshop."""

from django.utils.translation import gettext as _

from submissions.models import Entry


def picture_sentence(entry: Entry) -> str:
    """1920 × 1080, 24 frames per second; nothing while the film has not been measured."""
    facts = entry.film_facts
    if not facts.frame_size or not facts.fps:
        return facts.frame_size
    return _("%(size)s, %(rate)s frames per second") % {"size": facts.frame_size, "rate": facts.fps_text}
