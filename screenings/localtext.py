from festival.localized import LocalizedText
from screenings.models import Screening


def title_of(screening: Screening) -> LocalizedText:
    """The title in all its languages, for freezing and comparing."""
    thing = screening.block or screening.session
    return LocalizedText({code: text for code, text in thing.title.items() if text})
