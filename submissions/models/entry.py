import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from festival.localized import LocalizedTextField
from festival.models import Category, Edition, Section
from media_pipeline.models import Asset
from submissions.enums import CreditRole, Decision, EntryState, Stage
from submissions.films import FilmFacts, film_facts, runtime_text
from submissions.journey import stage_of
from submissions.models.film_data import FilmData
from submissions.querysets import EntryQuerySet
from submissions.stills import LARGE, SMALL, poster_of, still_address
from submissions.titles import Titles, for_reader


class Entry(FilmData):
    """One film submitted to one edition, in one category."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries")
    section = models.ForeignKey(Section, models.SET_NULL, related_name="entries", null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries")
    begin_token = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=EntryState, default=EntryState.DRAFT, editable=False)
    decision = models.CharField(max_length=12, choices=Decision, default=Decision.UNDECIDED, editable=False)

    title_original = models.CharField(_("original title"), max_length=200, blank=True)
    title_international = models.CharField(_("international title"), max_length=200, blank=True)
    title_language = models.CharField(_("language of the original title"), max_length=10, blank=True)
    logline = LocalizedTextField(_("logline"), max_length=300, rows=2, blank=True)
    synopsis = LocalizedTextField(_("synopsis"), max_length=2000, rows=6, blank=True)
    statement = LocalizedTextField(_("director's statement"), max_length=2000, rows=6, blank=True)
    countries = CountryField(_("countries"), multiple=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True
    )
    completed_on = models.DateField(_("completion date"), null=True, blank=True)
    still = models.ImageField(_("still"), max_length=200, blank=True, editable=False)
    regulations_accepted_at = models.DateTimeField(null=True, editable=False)
    regulations_digest = models.CharField(max_length=64, blank=True, editable=False)

    film = models.ForeignKey(
        Asset, models.PROTECT, related_name="entries", null=True, blank=True, editable=False
    )
    disqualified_for = models.TextField(_("reason"), blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["owner", "begin_token"], name="one_draft_per_form"),
            models.UniqueConstraint(fields=["edition", "number"], name="one_number_per_edition"),
            models.UniqueConstraint(
                fields=["edition", "slug"], condition=~Q(slug=""), name="one_film_per_address"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EntryState.SUBMITTED, EntryState.INCOMPLETE, EntryState.DISQUALIFIED])
                | (Q(submitted_at__isnull=False, number__isnull=False) & ~Q(slug="")),
                name="received_entry_has_date_number_and_address",
            ),
            # One that came from another system may be received before its film: then it is incomplete.
            models.CheckConstraint(
                condition=~Q(state=EntryState.SUBMITTED) | Q(film__isnull=False),
                name="submitted_entry_has_film",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="withdrawn_entry_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.DISQUALIFIED) | ~Q(disqualified_for=""),
                name="disqualified_entry_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["edition", "state", "decision"])]

    def __str__(self) -> str:
        return self.title_for_all

    @property
    def title(self) -> str:
        """The title that whoever reads this page or letter reads best. Where it is kept, `title_for_all`."""
        return self._titles.shown or _now("Untitled film")

    @property
    def title_lang(self) -> str:
        """The language `title` is written in, for its lang attribute; empty when unknown."""
        return self._titles.shown_lang

    @property
    def title_other(self) -> str:
        """The other of its two titles; empty when it has only one."""
        return self._titles.other

    @property
    def title_other_lang(self) -> str:
        return self._titles.other_lang

    @property
    def title_for_all(self) -> str:
        """The same whoever asks, in whatever language: for addresses, records and programs."""
        return self.title_international or self.title_original or _now("Untitled film")

    @property
    def _titles(self) -> Titles:
        language = self.title_language if self.title_original else ""
        return for_reader(self.title_international, self.title_original, language, get_language() or "")

    @property
    def directors(self) -> list[str]:
        """No query when the credits are prefetched (`for_cards`)."""
        return [credit.name for credit in self.credits.all() if credit.role == CreditRole.DIRECTOR]

    @property
    def stage(self) -> Stage:
        return stage_of(self)

    @property
    def selection_is_told(self) -> bool:
        return self.edition.selection_released_at is not None

    @cached_property
    def film_facts(self) -> FilmFacts:
        return film_facts(self.film)

    @property
    def runtime_s(self) -> float | None:
        """Measured length of the film in seconds; None while unknown."""
        return self.film_facts.duration_s or None

    @property
    def runtime(self) -> str:
        return runtime_text(self.runtime_s)

    @property
    def orientation(self) -> str:
        """Measured: horizontal, vertical or square; empty while unknown."""
        return self.film_facts.orientation

    @property
    def is_vertical(self) -> bool:
        return self.orientation == "vertical"

    @property
    def still_url(self) -> str:
        """The maker's still, 1600 pixels wide at most; else the poster taken from the film; else nothing."""
        return still_address(self.still.name, LARGE) or poster_of(self.film)

    @property
    def thumb_url(self) -> str:
        """The same, 480 pixels wide at most."""
        return still_address(self.still.name, SMALL) or poster_of(self.film)
