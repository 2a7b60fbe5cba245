"""What the codes of eligibility.py say to a filmmaker."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.eligibility import Missing
from submissions.making_words import gap_sentence

SENTENCES: dict[str, Promise] = {
    "film_missing": _("Upload the film."),
    "film_arriving": _("The upload of the film is not finished. Open the film step to go on with it."),
    "film_refused": _("The film does not pass the technical check. Replace it with a mended file."),
    "title_missing": _("Write the film's original title."),
    "title_language_missing": _("Say in which language the original title is written."),
    "international_title_missing": _("Add an international title in Latin letters."),
    "synopsis_missing": _("Write a synopsis, in at least one language."),
    "director_missing": _("Name at least one director."),
    "country_missing": _("Name at least one country."),
    "language_missing": _("Name the language spoken in the film, or “no dialogue”."),
    "completion_date_missing": _("Say when the film was completed."),
    "completed_in_the_future": _("The completion date lies in the future."),
    "answer_missing": _("Answer the question “%(question)s”."),
    "agreement_unsigned": _("Read the rights agreement and sign it."),
    "permissions_open": _("Say yes or no to each use of the film."),
    "material_unsaid": _("List the works of others in the film, or say that there are none."),
    "material_pending": _("Clear the works of others in the film: %(count)d to go."),
    "licence_missing": _("Send the licence of each licensed work: %(count)d to go."),
    "premiere_contradicted": _("A world premiere was never shown before, yet earlier screenings are listed."),
    "past_screening_missing": _("Say where and when the film was shown before."),
    "logline_asked": _("Write a logline."),
    "statement_asked": _("Write the director's statement."),
    "production_weeks_asked": _("Say how many weeks the production took."),
    "premiere_status_asked": _("Say which premiere a screening here would be."),
    "biography_asked": _("Write the director's biography."),
    "press_contact_asked": _("Name an e-mail address for the press."),
    "still_asked": _("Add a still from the film."),
    "poster_asked": _("Add the poster."),
    "portrait_asked": _("Add a portrait of the director."),
    "press_kit_asked": _("Add the press kit."),
}


def sentence(missing: Missing) -> Promise | str:
    if "gap" in missing.params:
        return gap_sentence(missing.params["gap"])
    words = SENTENCES[missing.code]
    return str(words) % missing.params if missing.params else words


REGULATIONS_NOT_ACCEPTED = _("Agree to the regulations of the festival.")

ONLY_THE_OWNER_WITHDRAWS = _("Only the responsible owner can withdraw this film.")
