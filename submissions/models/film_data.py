"""What a maker writes about the film beyond its titles and texts."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from submissions.enums_film import BudgetBand, PremiereStatus, SoundFormat

LONGEST_TYPED_S = 24 * 3600


class FilmData(models.Model):
    """Columns of an entry. What is `told_…` was typed by the maker and stands beside what was measured."""

    title_transliteration = models.CharField(_("title in Latin letters"), max_length=200, blank=True)
    texts_language = models.CharField(
        _("language the texts were written in"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    subtitle_languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("subtitles"), default=list, blank=True
    )
    premiere_status = models.CharField(
        _("premiere status"), max_length=13, choices=PremiereStatus, blank=True
    )
    production_weeks = models.PositiveSmallIntegerField(
        _("production time in weeks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    budget_band = models.CharField(_("budget"), max_length=10, choices=BudgetBand, blank=True)
    told_runtime_s = models.PositiveIntegerField(
        _("running time as told"), null=True, blank=True, validators=[MaxValueValidator(LONGEST_TYPED_S)]
    )
    told_fps = models.DecimalField(
        _("frames per second as told"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    told_sound = models.CharField(_("sound as told"), max_length=6, choices=SoundFormat, blank=True)
    biography = LocalizedTextField(_("director's biography"), max_length=1500, rows=5, blank=True)
    press_name = models.CharField(_("press contact"), max_length=150, blank=True)
    press_email = models.EmailField(_("e-mail for the press"), blank=True)
    press_phone = models.CharField(_("telephone for the press"), max_length=40, blank=True)

    class Meta:
        abstract = True
